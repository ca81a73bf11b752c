"""A dataset in which every field of every model has a value, one record per field."""

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cases import data
from mic25cli.model.kinds import KINDS
from mic25cli.model.record_shape import Shape, of_kind
from mic25cli.model.target import Clause, NearestClause

SAMPLES, BY_NAME = data(__file__, "SAMPLES", "BY_NAME")
BY_KEY = {"lang": "en", "derived": "2 + 3", "period": "2021/2025"}

Path_ = tuple[str, ...]


def base(kind: str) -> str:
    """The id of the record of a kind that all links name."""
    return f"{kind}-base"


def value_of(shape: Shape, inner: Path_ = ()) -> Any:
    """A value of a shape, with the key at the path within it."""
    if shape.sort == "list":
        assert shape.item is not None
        return [value_of(shape.item, inner)]
    if shape.sort == "table":
        assert shape.key is not None and shape.item is not None
        return {value_of(shape.key): value_of(shape.item, inner)}
    if shape.sort == "mapping":
        return filled(shape, inner)
    if shape.sort == "choice":
        return shape.choices[0]
    if shape.sort == "link":
        name = base("targets" if shape.scalar == "far" else (shape.link or "*"))
        return "terms/terms-base" if shape.link == "*" else name
    return BY_NAME.get(shape.scalar, SAMPLES[shape.sort])


def filled(shape: Shape, path: Path_ = ()) -> dict[str, Any]:
    """The smallest mapping of a shape that its model accepts with the key at a path."""
    first, rest = path[:1], path[1:]
    found = {
        key: BY_KEY.get(key) or value_of(field.shape, rest if (key,) == first else ())
        for key, field in shape.fields.items()
        if field.required or (key,) == first
    }
    if shape.model in (Clause, NearestClause):
        found |= {key: "{value} words in {year}" for key in ("en", "zh") if key in found}
    return _mended(shape, found, first)


def _mended(shape: Shape, found: dict[str, Any], keep: Path_) -> dict[str, Any]:
    """With other choices, more keys, or one fewer, until the model accepts it."""
    assert shape.model is not None
    one = [{key: BY_KEY.get(key) or value_of(field.shape)}
           for key, field in shape.fields.items() if key not in found]  # fmt: skip
    more = [{}, *one, *(a | b for a, b in combinations(one, 2))]
    for added in more:
        whole = {**found, **added}
        choices = {key: shape.fields[key].shape for key in whole}
        others = [{key: each} for key, of in choices.items() for each in of.choices]
        for other in ({}, *others):
            if _valid(shape, {**whole, **other}):
                return {**whole, **other}
    for less in [key for key in found if key not in keep]:
        rest = {key: value for key, value in found.items() if key != less}
        if _valid(shape, rest):
            return rest
    raise AssertionError(f"{shape.model.__name__} takes no {keep} so: {found}")


def _valid(shape: Shape, found: dict[str, Any]) -> bool:
    assert shape.model is not None
    try:
        shape.model.model_validate(found)
    except ValidationError:
        return False
    return True


def paths(shape: Shape, depth: int = 0) -> Iterator[Path_]:
    """Every key of a shape, and of the mappings below it."""
    for key, field in shape.fields.items():
        yield (key,)
        inner = field.shape.item or field.shape
        if inner.sort == "mapping" and depth < 4:
            yield from ((key, *path) for path in paths(inner, depth + 1))


def records() -> dict[str, dict[str, Any]]:
    """By kind and id: a record for each key at each path, and the one that links name."""
    found: dict[str, dict[str, Any]] = {}
    for kind in KINDS:
        shape = of_kind(kind)
        found[kind] = {base(kind): filled(shape)}
        for path in paths(shape):
            name = "-".join(path).replace("_", "-")
            found[kind][f"{kind}-{name}"] = filled(shape, path)
        for each in found[kind].values():
            if "cite" in shape.fields:
                each.setdefault("cite", value_of(shape.fields["cite"].shape))
    return found


def write(folder: Path) -> dict[str, dict[str, Any]]:
    """Write the dataset as files of a folder, and return its records."""
    held = records()
    for kind, each in held.items():
        text = json.dumps(each, ensure_ascii=False, indent=1)
        (folder / f"{kind}.yaml").write_text(text + "\n", encoding="utf-8")
    return held
