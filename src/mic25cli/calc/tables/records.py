"""The table of a kind: one row for each record, and a typed column for each key."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from mic25cli.calc.implementation import COLUMNS, COMPUTED, KINDS_FOLLOWED, with_word
from mic25cli.calc.progress.status import STATUSES
from mic25cli.calc.progress_question import Question
from mic25cli.calc.table_definition import Column, LongTable, Row, Type
from mic25cli.model.closed_lists import IMPLEMENTATIONS
from mic25cli.model.dataset import RecordSet
from mic25cli.model.fields import FIELDS, IDENTITY, LINKS, field_title, meanings
from mic25cli.model.kinds import KINDS
from mic25cli.model.languages import TEXT_LANGUAGES
from mic25cli.values import FrozenData, replace


@cache
def of_kind(kind: str) -> LongTable:
    """The long table of a record type: a row for each record, a column for each field."""
    from mic25cli.model import records

    called = KINDS[kind].one.capitalize()
    hints = get_type_hints(getattr(records, called))
    first = [key for key in ("id", "name", "title", "text") if key in hints]
    last = [key for key in (*IDENTITY, "cite", "note") if key in hints]
    keys = [*first, *(key for key in hints if key not in (*first, *last, "kind")), *last]
    columns = tuple(column for key in keys for column in _columns(kind, key, hints[key]))

    if kind in KINDS_FOLLOWED:
        at = next(place for place, column in enumerate(columns) if column.key == "follow_up")
        columns = (*columns[:at], *COLUMNS, *columns[at:])

    def rows(dataset: RecordSet, question: Question) -> Iterator[Row]:
        for record in dataset.kind(kind).values():
            row = dict(with_word(dataset, record, question))
            name = row.pop("name", None)
            if name is not None:
                row |= {f"name_{lang}": name[lang] for lang in TEXT_LANGUAGES}
            yield row

    return LongTable(kind, KINDS[kind].help, columns, ("id",), rows)


def described(kind: str) -> LongTable:
    """The same table with the meanings that `mic25 fields` shows, read from the models."""
    from mic25cli.model import record_shape

    table, fields = of_kind(kind), record_shape.of_kind(kind).fields
    docs = {key: field.doc for key, field in fields.items() if field.doc}
    docs |= {"id": f"id of the {KINDS[kind].one}, unique among {kind}"}
    columns = tuple(
        replace(column, meaning=docs.get(column.key, column.meaning)) for column in table.columns
    )
    return replace(table, columns=columns)


class FieldRow(FrozenData):
    """A field that records of a type may have, as `mic25 fields` lists it."""

    field: str
    """its path, as used with --fields and --sort"""
    type: str
    required: bool
    of: str | None
    """the kind of the record that it names; `*`: any kind"""
    choices: tuple[str, ...]
    meaning: str


def fields_of(kind: str) -> Iterator[FieldRow]:
    """The fields of a kind's records by path: type, whether required, meaning."""
    from mic25cli.model import record_shape

    yield from _fields(record_shape.of_kind(kind), "")
    words_of: dict[str, tuple[str, ...]] = {"implementation": IMPLEMENTATIONS, "status": STATUSES}
    for column in COMPUTED.get(kind, ()):
        words = words_of.get(column.key, ())
        yield FieldRow(column.key, column.type, False, None, words, column.meaning)


def _fields(mapping: Any, path: str) -> Iterator[FieldRow]:
    for key, field in mapping.fields.items():
        inner, lists = field.shape, ""
        while inner.sort == "list":
            inner, lists = inner.item, f"{lists}list of "
        yield FieldRow(
            f"{path}{key}", f"{lists}{inner.sort}", field.required,
            inner.link, tuple(inner.choices), field.doc,
        )  # fmt: skip
        yield from _fields(inner, f"{path}{key}.")


def _columns(kind: str, key: str, hint: object) -> Iterator[Column]:
    meaning = meanings().get(key) or field_title(key).lower()
    if key == "name":
        yield Column("name_en", "string", "its name in English")
        yield Column("name_zh", "string", "its name in Chinese")
        return
    type_ = _type(hint)
    link = LINKS.get(key)
    of = kind if link == "" else None if link == "*" else link
    own = type_ == "string" and key in LINKS and not FIELDS[key].far
    yield Column(key, type_, meaning, of if own else None)


def _type(hint: object) -> Type:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        some = {arg for arg in get_args(hint) if arg is not NoneType}
        if Decimal in some:
            return "number"
        return _type(min(some, key=repr))
    if origin is list:
        return "array"
    if origin is Literal or hint is str:
        return "string"
    if hint in (int, bool):
        return "integer" if hint is int else "boolean"
    return "object"
