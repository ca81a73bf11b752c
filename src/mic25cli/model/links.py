"""The links of the book: which records a record names, and which name it.

Which keys name records of which kind stands in the table of fields, so that a
link can be followed without the models.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

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


def named_by(book: Book, kind: str, record_id: str) -> Mapping[str, Sequence[str]]:
    """The ids of the records that name this one, by kind, in the order of the book."""
    whole = book.whole.kept_links
    found: dict[str, list[str]] = {}
    if whole is None:
        for record in book:
            if _names(record, kind, record_id):
                found.setdefault(record["kind"], []).append(record["id"])
        return found
    if book.whole is book:
        return whole(kind, record_id)
    # What is cut to a time has fewer records, and fewer claims in them.
    for own, ids in whole(kind, record_id).items():
        records = book.kind(own)
        kept = [id_ for id_ in ids if id_ in records and _names(records[id_], kind, record_id)]
        if kept:
            found[own] = kept
    return found


def _names(record: Record, kind: str, record_id: str) -> bool:
    return any(each[1:] == (kind, record_id) for each in links(record))
