"""Which fields are prose of our own, and which are facts, names and terms as printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mic25cli.check.scene import Record
from mic25cli.store.node import Path

OWN = frozenset(
    {
        "summary",
        "purpose",
        "definition",
        "note",
        "action",
        "gloss",
        "verdict",
        "detail",
        "scope",
        "method",
        "text",
        "statement",
        "subject",
        "activities",
        "engagement",
        "bases",
        "because",
        "shows",
    }
)
"""The keys whose texts are in our own words."""

PRINTED = frozenset({"business"})
"""Keys with sentences or lists that are facts as printed."""

_OWN_TITLES = {"recommendations", "assessments"}
"""Kinds whose titles are ours; the title of a source is a fact."""


def texts(record: Record) -> Iterator[tuple[Path, str]]:
    """Every text of a record, with its path."""
    yield from _texts(record, ())


def own(record: Record) -> Iterator[tuple[Path, str]]:
    """Every text of a record that is in our own words, with its path."""
    for path, text in texts(record):
        keys = {step for step in path if isinstance(step, str)}
        last = next(step for step in reversed(path) if isinstance(step, str))
        if last == "title":
            if record["kind"] in _OWN_TITLES:
                yield path, text
        elif last in OWN or "bases" in keys:
            yield path, text


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            if path or key not in ("kind", "id"):
                yield from _texts(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
    elif isinstance(value, str):
        yield path, value
