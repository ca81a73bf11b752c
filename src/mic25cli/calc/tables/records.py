"""The table of a kind: a row a record, with a column of a declared type for every key of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from mic25cli.calc.carried_out import COLUMNS, COMPUTED, KINDS_FOLLOWED, with_word
from mic25cli.calc.longtable import Column, LongTable, Row, Type
from mic25cli.calc.progress.status import STATUSES
from mic25cli.calc.question import Question
from mic25cli.model.book import RecordBook
from mic25cli.model.choices import CARRIED_OUT
from mic25cli.model.fields import FIELDS, IDENTITY, LINKS, field_title, meanings
from mic25cli.model.kinds import KINDS
from mic25cli.values import dataclass

if TYPE_CHECKING:
    from mic25cli.model.shape import FieldShape


_TYPES: Mapping[str, Type] = {
    **{sort: sort for sort in ("number", "integer", "boolean")},
    **{"list": "array", "mapping": "object", "table": "object"},
}
"""What columns hold, by the sort of a shape; all other sorts are strings."""


@cache
def of_kind(kind: str) -> LongTable:
    """The table of a kind's records, with the meanings that `mic25 fields` gives."""
    from mic25cli.model import shape

    fields, model = shape.of_kind(kind).fields, KINDS[kind].load_model()
    first = ["id", *(key for key in ("name", "title", "text") if key in fields)]
    last = [key for key in (*IDENTITY, "cite", "note") if key in fields]
    named = (key for key in model.model_fields if key not in (*first, *last, "kind"))
    columns = tuple(each for key in (*first, *named, *last) for each in _columns(kind, fields, key))
    if kind in KINDS_FOLLOWED:
        at = next(place for place, column in enumerate(columns) if column.key == "followed")
        columns = (*columns[:at], *COLUMNS, *columns[at:])

    def rows(book: RecordBook, question: Question) -> Iterator[Row]:
        for record in book.kind(kind).values():
            row = dict(with_word(book, record, question))
            name = row.pop("name", None)
            if name is not None:
                row |= {"name_en": name["en"], "name_zh": name["zh"]}
            yield row

    return LongTable(kind, KINDS[kind].help, columns, ("id",), rows)


@dataclass(frozen=True)
class FieldRow:
    """A field of a kind's records."""

    field: str
    """its path, as --fields and --sort take it"""
    type: str
    required: bool
    of: str | None
    """the kind that it names a record of; `*`: of any kind"""
    choices: tuple[str, ...]
    meaning: str


def fields_of(kind: str) -> Iterator[FieldRow]:
    """The fields of a kind's records by path: what each holds, whether it must be there, why."""
    from mic25cli.model import shape

    yield from _fields(shape.of_kind(kind), "")
    words_of: dict[str, tuple[str, ...]] = {"carried_out": CARRIED_OUT, "status": STATUSES}
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


def _columns(kind: str, fields: Mapping[str, FieldShape], key: str) -> Iterator[Column]:
    if key == "id":
        yield Column("id", "string", f"id of the {KINDS[kind].one}, unique among {kind}")
    elif key == "name":
        yield Column("name_en", "string", "its name in English")
        yield Column("name_zh", "string", "its name in Chinese")
    else:
        type_ = _TYPES.get(fields[key].shape.sort, "string")
        meaning = fields[key].doc or meanings().get(key) or field_title(key).lower()
        link = LINKS.get(key)
        of = kind if link == "" else None if link == "*" else link
        own = type_ == "string" and key in LINKS and not FIELDS[key].far
        yield Column(key, type_, meaning, of if own else None)
