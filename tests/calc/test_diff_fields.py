"""The tables of fields against the models: a new field or claim cannot be left out of the diff."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from pydantic import BaseModel

from mic25cli.calc.diff.changes import Pair
from mic25cli.calc.diff.compare import MATTERS, told
from mic25cli.calc.diff.fields import DATES, OPEN, STATUS, TEXTS, class_of_field
from mic25cli.calc.diff.identity import KEYS
from mic25cli.model.kinds import KINDS, load_model
from mic25cli.model.scalars import Date, Prose, Text, Year


def models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for field in model.model_fields.values():
        for part in parts(field.annotation):
            if isinstance(part, type) and issubclass(part, BaseModel):
                yield from models(part)


def parts(annotation: Any) -> Iterator[Any]:
    """Every type within a type; an annotated one stays whole."""
    yield annotation
    if typing.get_origin(annotation) is not Annotated:
        for inner in typing.get_args(annotation):
            yield from parts(inner)


def fields_of(*kinds_of_text: Any) -> set[str]:
    """The fields that hold one value of these types, anywhere below a kind."""
    found: set[str] = set()
    for kind in KINDS:
        for model in models(load_model(kind)):
            hints = typing.get_type_hints(model, include_extras=True)
            for name in model.model_fields:
                here = list(parts(hints[name]))
                is_list = any(typing.get_origin(part) in (list, dict) for part in here)
                if not is_list and any(part in kinds_of_text for part in here):
                    found.add(name)
    return found


def test_dates_are_the_fields_that_say_when() -> None:
    assert fields_of(Date, Year) == DATES


def test_texts_are_the_fields_that_hold_words() -> None:
    # A unit of counting is a word of the table everywhere but in assessments.
    assert fields_of(Text, Prose) == TEXTS - OPEN | {"unit"}


def test_status_fields_are_fields() -> None:
    every = {
        name for kind in KINDS for model in models(load_model(kind)) for name in model.model_fields
    }
    assert every >= STATUS | OPEN


def test_every_list_of_claims_has_a_key() -> None:
    claims = {path for kind in KINDS.values() for path, _ in kind.claims}
    assert claims == KEYS.keys()


def test_keys_are_keys_of_the_claims() -> None:
    for kind in KINDS.values():
        hints = typing.get_type_hints(load_model(kind.name))
        for path, _ in kind.claims:
            claim = next(
                part
                for part in parts(hints[path])
                if isinstance(part, type) and issubclass(part, BaseModel)
            )
            assert set(KEYS[path]) <= claim.model_fields.keys(), path


def test_every_kind_is_told_once() -> None:
    assert sorted(told()) == sorted(KINDS)
    assert told()[-1] == "sources"
    assert set(MATTERS) <= KINDS.keys()


@pytest.mark.parametrize(
    ("path", "old", "new", "class_"),
    [
        ("established", "2014", "2015", "moved"),
        ("year", 2018, 2019, "moved"),
        ("established", None, "2015", "moved"),
        ("superseded_by", None, "other", "moved"),
        ("reading", "reached", None, "moved"),
        ("summary", "one text", "another", "reworded"),
        ("name.zh", "制造", "智造", "reworded"),
        ("bases.all", "all", "every", "reworded"),
        ("note", None, "a note", "edited"),
        ("level", "national", "local", "edited"),
        ("part_of", "one", "two", "edited"),
        ("url", "https://a.b", "https://c.d", "edited"),
        ("aliases", ["a"], ["b"], "edited"),
        ("number", 1, 2, "edited"),
    ],
)
def test_the_class_of_a_field(path: str, old: Any, new: Any, class_: str) -> None:
    assert class_of_field(path, Pair(old, new)) == class_
