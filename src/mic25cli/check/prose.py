"""The texts of a record, and those of them that are in our own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mic25cli.model.book import Record
from mic25cli.model.fields import in_our_words, open_mappings
from mic25cli.store.node import Path


def texts(record: Record) -> Iterator[tuple[Path, str]]:
    """Every text of a record, with its path."""
    yield from _texts(record, ())


def own(record: Record) -> Iterator[tuple[Path, str]]:
    """Every text of a record that is in our own words, with its path."""
    for path, text in texts(record):
        keys = [step for step in path if isinstance(step, str)]
        last = next((key for key in keys if key in open_mappings()), keys[-1])
        if in_our_words(last, record["kind"]):
            yield path, text


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            if path or key not in ("kind", "id"):
                yield from _texts(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
    elif isinstance(value, str):
        yield path, value
