"""The links of the book: which records a record names, and which name it.

Which keys name records of which kind stands in the table of fields, so that a
link can be followed without the models.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mic25cli.model.book import Book, Record
from mic25cli.model.fields import LINKS


def links(record: Record) -> Iterator[Link]:
    """Every link of a record: the path it stands at, the kind and the id that it names."""
    found: list[Link] = []
    _links(record, str(record["kind"]), (), found)
    return iter(found)


Link = tuple[tuple[str | int, ...], str, str]


def _links(value: object, own: str, path: tuple[str | int, ...], found: list[Link]) -> None:
    if isinstance(value, list):
        for index, item in enumerate(value):
            if not isinstance(item, str):
                _links(item, own, (*path, index), found)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            # The keys of `bases` are an indicator's own words, not keys of the format.
            if item is None or key == "bases":
                continue
            kind = LINKS.get(key)
            if isinstance(item, str):
                if kind is not None:
                    found.append(((*path, key), *_named(kind, own, item)))
            elif kind is not None and isinstance(item, list):
                for index, each in enumerate(item):
                    if isinstance(each, str):
                        found.append(((*path, key, index), *_named(kind, own, each)))
            else:
                _links(item, own, (*path, key), found)


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
