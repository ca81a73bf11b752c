"""The models' errors as diagnostics, in plain words and with their place in the file."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mic25cli.diagnostic import Diagnostic
from mic25cli.errors import MOST_NAMED, nearest
from mic25cli.model.claim import Strict
from mic25cli.model.dataset_profile import DEFAULT, Profile
from mic25cli.model.fields import LINKS
from mic25cli.model.record_shape import Shape, at
from mic25cli.model.unique_keys import read_table
from mic25cli.model.units import SCALES, scale_of
from mic25cli.store.yaml_nodes import MAX_FAULTS
from mic25cli.store.yamlio import Node, Path

_WORDS = read_table(pathlib.Path(__file__))
"""By pydantic's name of an error: code, message, hint, and the key to point at. Names in braces are
filled in. The words of an error without an entry come from the model."""
Model = TypeVar("Model", bound=Strict)


_SORTS = {type(None): "nothing", bool: "true or false", dict: "a mapping", list: "a list"}


def kind_of(value: object) -> str:
    """The type of a plain value, in a word or two, for messages."""
    return _SORTS.get(type(value), "a text" if isinstance(value, str) else "a number")


def _cut(value: object, most: int = 60) -> str:
    text = str(value)
    return text if len(text) <= most else text[: most - 1] + "…"


def how_to_write(pattern: str) -> str:
    """An instruction for a text that must match one of the models' patterns."""
    forms = _WORDS["string_pattern_mismatch"]["forms"].items()
    return next((form for start, form in forms if pattern.startswith(start)), "")


def _choose(value: object, choices: Iterable[str], what: str) -> str:
    close = nearest(str(value)[:100], choices)
    return f"did you mean '{close[0]}'?" if close else f"{what} {', '.join(choices)}."


def _words(
    error: ErrorDetails, key: str, owner: Shape | None, record_type: str
) -> tuple[str, str, str | None]:
    """Code, message and hint for an error that pydantic reports at a key of a mapping."""
    kind, value = error["type"], error["input"]
    field = owner.fields.get(key) if owner is not None else None
    choices = field.shape.choices if field is not None else ()
    if kind == "literal_error" and not isinstance(value, str):
        kind = "number-as-choice" if str(value) in choices else "other-as-choice"
    entry = _WORDS.get(kind, _WORDS[""])
    filled = {"key": key, "short": _cut(key), "given": _cut(value), "kind": kind_of(value)}
    filled = {**error.get("ctx", {}), **filled, "reason": _cut(error["msg"], 300)}
    hint = entry.get("hint", "").format_map(filled)
    if kind == "extra_forbidden" and key != "<<":
        fields = owner.fields if owner else ()
        hint = _choose(key, fields, "the keys are")
        if len(fields) > MOST_NAMED and not hint.endswith("?"):
            hint = f"'mic25 fields {record_type}' lists the keys"
        if str(key).isdigit():
            hint = "write a number with a decimal point, not a comma"
        elif (word := re.split(r"\W", str(key))[0]) != key and word in fields:
            hint = f"write a colon and a space after '{word}'"
    elif kind == "missing":
        of = f", one of {', '.join(choices)}" if choices else ""
        hint = (
            f"add it: {field.doc}" if field is not None and field.described else f"add '{key}:'{of}"
        )
    if kind == "string_pattern_mismatch" and LINKS.get(str(key), "*") not in ("", "*"):
        hint = f"write an id, as 'mic25 {LINKS[str(key)]}' lists them"
    hint = hint or _hint(kind, value, choices, error.get("ctx", {}))
    return entry["code"], entry["message"].format_map(filled), hint


def _hint(
    kind: str, value: object, choices: Sequence[str], context: Mapping[str, Any]
) -> str | None:
    if kind == "extra_forbidden":
        return "write the keys out, because YAML 1.2 has no merge keys"
    if kind in ("literal_error", "other-as-choice"):
        return _choose(value, choices, "choose from")
    if kind == "unit" and context["meant"]:
        return f"did you mean '{context['meant']}'?"
    if kind in ("own_word", "unit"):
        choice = _choose(value, context["choices"], "choose from")
        if kind == "unit" and not choice.startswith("did"):
            choice = "'mic25 table units' lists them; 'tn JPY' is one, too."
            own = scale_of(_cut(value))[1]
            if own in SCALES:
                return f"write what is counted, too: {own} GBP"
            # A comma would end the name.
            own = f'"{own}"' if "," in own else own
            many, _, counted = own.partition(" ")
            of = f"{counted}, is: 1000 {counted}" if many == "thousand" and counted else own
            return f"{choice} Declare a new one in dataset.yaml: 'units: {{{own}: {{of: {of}}}}}'"
        if kind == "unit":
            return choice
        return f"{choice} Declare a new one in dataset.yaml: '{context['entry']}'"
    if kind == "not_listed":
        return _choose(value, context["choices"], "choose from")
    if pattern := context.get("pattern"):
        return how_to_write(pattern)
    if kind == "string_type" and value is not None and not isinstance(value, dict | list):
        return f"put it in quotes: '{_cut(value)}'"
    if kind == "int_type" and (month := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", str(value))):
        starts = int(month[2]) % 12 + 1
        return f"write {month[1]}; with 'year_starts: {starts}' at its indicator, a year ends then"
    if kind in ("number", "int_type") and isinstance(value, str):
        return "write the number without quotes, commas, units or signs such as '%'"
    if kind == "list_type":
        listed = f"write it as a list: [{_cut(value)}]"
        return listed if isinstance(value, str) else "start with '- '"
    if _WORDS.get(kind, {}).get("code") == "wrong-type" and value is None:
        return "give a value, or leave the key out if it is optional"
    return None


def validated(
    model: type[Model],
    kind: str,
    record_id: str,
    path: str,
    key: Node,
    node: Node,
    profile: Profile = DEFAULT,
) -> tuple[Model | None, list[Diagnostic]]:
    """The record in a node (None if it is invalid) and its problems, at most one more than
    `MAX_FAULTS` of each sort."""

    def fault(spot: Node, code: str, message: str, hint: str | None, where: Path) -> Diagnostic:
        field = ".".join(str(step) for step in where) or None
        place = path, spot.line, spot.column
        return Diagnostic(*place, "error", code, message, hint, kind, record_id, field)

    faults = []
    for twice, first in islice(node.duplicates(), MAX_FAULTS + 1):
        message = f"the key '{_cut(twice.value)}' is already given at line {first.line}"
        hint = "remove one"
        faults.append(fault(twice, "duplicate-key", message, hint, (str(twice.value),)))
    data = node.as_data()
    if not isinstance(data, dict):
        message = f"'{record_id[:80]}' must be a mapping, not {kind_of(data)}"
        hint = "write the keys of the record below its id, indented"
        faults.append(fault(key if data is None else node, "wrong-type", message, hint, ()))
        return None, faults
    try:
        return model.model_validate(data, context=profile), faults
    except ValidationError as error:
        for slip in islice(error.errors(include_url=False), MAX_FAULTS + 1):
            where = _in_file(slip["loc"], node)
            keys = [str(step) for step in where if isinstance(step, str)]
            if slip["loc"][-1:] == ("[key]",):
                keys.pop()
            step = keys[-1] if keys else record_id
            words = _words(slip, step, at(kind, where[:-1]), kind)
            faults.append(fault(_spot(slip, where, key, node), *words, where))
        return None, faults


_STAND_INS: Mapping[str, object] = {
    "text": "x", "date": "2000", "number": 1, "integer": 2000, "boolean": True, "link": "x",
}  # fmt: skip
"""Placeholders for wrong values that are required, by the sort of the value."""
_ROUNDS = 5


def mended(
    model: type[Model], kind: str, node: Node, profile: Profile
) -> tuple[Model, Mapping[Path, bool]] | None:
    """The record that a node would be without its errors, so that the rules can check the rest,
    with the paths of the values that were left out or (true) replaced. None if it cannot be
    repaired."""
    data, changed = node.as_data(), dict[Path, bool]()
    for _ in range(_ROUNDS if isinstance(data, dict) else 0):
        try:
            return model.model_validate(data, context=profile), changed
        except ValidationError as error:
            if error.error_count() > MAX_FAULTS:
                return None
            for slip in error.errors(include_url=False):
                part = _in_file(slip["loc"], node)
                # A part that is wrong without a value that was left out gets a placeholder there.
                left = [path for path in changed if path[: len(part)] == part != path]
                for where in left or [part]:
                    missing = bool(left) or slip["type"] == "missing"
                    stands_in = _mend(data, where, at(kind, where), missing)
                    if stands_in is None:
                        return None
                    changed[where] = stands_in
    return None


def _mend(data: Any, where: Path, shape: Shape | None, missing: bool) -> bool | None:
    """Remove a wrong value or (true) replace it by a placeholder; None if neither is possible."""
    *parents, last = where or ("",)
    try:
        for step in parents:
            data = data[step]
        if not missing and isinstance(data, dict):
            del data[last]
            return False
        choices = shape.choices if shape is not None else ()
        data[last] = choices[0] if choices else _STAND_INS[shape.sort if shape else ""]
    except (KeyError, IndexError, TypeError):
        return None
    return True


def _in_file(location: tuple[str | int, ...], node: Node) -> Path:
    """The path of an error in the file, without pydantic's own steps such as `[key]`."""
    steps: list[str | int] = []
    here: Node | None = node
    for index, step in enumerate(location):
        child = here.child(step) if here is not None else None
        if child is None and (index < len(location) - 1 or step == "[key]"):
            continue
        steps.append(step)
        here = child[1] if child is not None else None
    return tuple(steps)


def _spot(error: ErrorDetails, where: Path, key: Node, node: Node) -> Node:
    """The node to point at: the key if that is wrong, the mapping that lacks a key, or the
    value."""
    kind = error["type"]
    if kind == "missing":
        parent_key, parent = node.place(where[:-1]) if len(where) > 1 else (key, node)
        return parent_key or parent
    key_node, value_node = node.place(where) if where else (key, node)
    for name in _WORDS.get(kind, {}).get("point", ()):
        child = value_node.child(name)
        if child is not None and child[0] is not None:
            return child[0]
    if key_node is None:
        return value_node
    of_key = kind in ("extra_forbidden", "name_empty") or error["loc"][-1:] == ("[key]",)
    return key_node if of_key else value_node
