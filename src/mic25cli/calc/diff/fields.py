"""What the fields of a record are, where that decides the class of a change.

What each field holds stands in the table of fields, which a test holds against
the models; reading the models here would cost every diff their import.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from mic25cli.calc.diff.changes import Class, Delta, Pair
from mic25cli.calc.diff.deltas import is_number, measure
from mic25cli.calc.diff.unordered import same
from mic25cli.model import fields

DATES = fields.having("when")
"""Fields that say when."""

STATUS = fields.having("status")
"""Fields that say how it stands with the thing."""

TEXTS = fields.having("own", "printed")
"""Fields that hold words of a language, and are compared word by word."""

OPEN = fields.open_mappings()
"""Mappings whose keys are data: a key that is missing is not null but not there."""


def differing(
    old: Mapping[str, object], new: Mapping[str, object], skip: Collection[str] = ()
) -> Iterator[tuple[str, Pair[object]]]:
    """The fields of two mappings that differ, by dotted path; where one side lacks it, None."""
    for key in {**old, **new}:
        if key in skip:
            continue
        was, now = old.get(key), new.get(key)
        if isinstance(was, Mapping) and isinstance(now, Mapping):
            for path, values in differing(was, now):
                yield f"{key}.{path}", values
        elif not same(was, now):
            yield key, Pair(was, now)


def is_text(path: str, values: Pair[object]) -> bool:
    """Whether a field holds words on both sides."""
    first, last = path.split(".")[0], path.split(".")[-1]
    return (
        isinstance(values.old, str)
        and isinstance(values.new, str)
        and (last in TEXTS or first in OPEN)
    )


def class_of_field(path: str, values: Pair[object]) -> Class:
    """The class of a change of one field of a record."""
    last = path.split(".")[-1]
    if last in DATES or last in STATUS:
        return "moved"
    return "reworded" if is_text(path, values) else "edited"


def delta_of_field(values: Pair[Any]) -> Delta | None:
    """The difference of two plain numbers, which have no unit."""
    old, new = values.old, values.new
    if is_number(old) and is_number(new):
        return measure(Pair(old, old), Pair(new, new), None)
    return None
