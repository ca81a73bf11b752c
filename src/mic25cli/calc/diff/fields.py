"""What the fields of a record are, where that decides the class of a change.

The tables are held against the models by a test, so that a new field cannot
be left out; reading the models here would cost every diff their import.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from mic25cli.calc.diff.changes import Class, Delta, Pair
from mic25cli.calc.diff.deltas import is_number, measure
from mic25cli.calc.diff.unordered import same

DATES = frozenset(
    {
        "established",
        "period",
        "launched",
        "proposed",
        "published",
        "date",
        "since",
        "year",
        "accessed",
    }
)
"""Fields that say when."""

STATUS = frozenset({"superseded_by", "withdrawn", "reading"})
"""Fields that say how it stands with the thing."""

TEXTS = frozenset(
    {
        "en", "zh", "official_en", "title", "summary", "purpose", "definition", "note", "scope",
        "statement", "verb", "term", "gloss", "business", "detail", "action", "subject",
        "verdict", "category", "method", "name", "text", "series", "province", "country",
        "publisher", "originator", "because", "within", "shows", "source_line",
        "assessor", "post", "at", "parent", "abbr", "payer", "attributed",
    }
)  # fmt: skip
"""Fields that hold words of a language, and are compared word by word."""

OPEN = frozenset({"bases"})
"""Mappings whose keys are data: a key that is missing is not null but not there."""


def differing(
    old: Mapping[str, Any], new: Mapping[str, Any], skip: Collection[str] = ()
) -> Iterator[tuple[str, Pair[Any]]]:
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


def is_text(path: str, values: Pair[Any]) -> bool:
    """Whether a field holds words on both sides."""
    first, last = path.split(".")[0], path.split(".")[-1]
    return (
        isinstance(values.old, str)
        and isinstance(values.new, str)
        and (last in TEXTS or first in OPEN)
    )


def class_of_field(path: str, values: Pair[Any]) -> Class:
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
