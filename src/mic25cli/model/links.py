"""The links of the book: which records a record names, and which name it.

Which keys name records of which kind stands in the table of fields, so that a
link can be followed without the models.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mic25cli.model.book import Book, Record
from mic25cli.model.fields import LINKS


def links(record: Record) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Every link of a record: the path it stands at, the kind and the id that it names."""
    yield from _links(record, str(record["kind"]), ())


def _links(
    value: object, own: str, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            if key == "bases":
                # Its keys are an indicator's own words, not keys of the format.
                continue
            kind = LINKS.get(key)
            if kind is None or isinstance(item, Mapping):
                if isinstance(item, Mapping | list):
                    yield from _links(item, own, (*path, key))
            elif isinstance(item, str):
                yield (*path, key), *_named(kind, own, item)
            elif isinstance(item, list):
                for index, each in enumerate(item):
                    if isinstance(each, str):
                        yield (*path, key, index), *_named(kind, own, each)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, Mapping | list):
                yield from _links(item, own, (*path, index))


def _named(kind: str, own: str, text: str) -> tuple[str, str]:
    if kind != "*":
        return kind or own, text
    before, _, after = text.partition("/")
    return before, after


def links_to(book: Book, kind: str, record_id: str) -> Iterator[tuple[Record, str]]:
    """The records that name this one, each once, with the key by which they do."""
    for record in book:
        for path, to_kind, to_id in links(record):
            if to_kind == kind and to_id == record_id:
                keys = [step for step in path if isinstance(step, str)]
                yield record, keys[-1]
                break
