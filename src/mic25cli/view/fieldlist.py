"""The fields of a kind's records: where each stands, what it holds, what it means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from mic25cli.model import shape
from mic25cli.model.plain import keys
from mic25cli.view.document import Cell, Head, TextDocument, TextTable, cell
from mic25cli.view.output import Output


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


FIELDS = Output("fields", FieldRow)
_RANKS = dict(zip(keys(FieldRow), (0, 1, 3, 2, 3, 0), strict=True))


def of_kind(kind: str) -> Iterator[FieldRow]:
    """The fields of a kind's records by path: what each holds, whether it must be there, why."""
    return _fields(shape.of_kind(kind), "")


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


def document(rows: Sequence[FieldRow]) -> TextDocument:
    """The fields as a table."""
    heads = tuple(
        Head(key, key, rank=rank, style="name" if key == "field" else "")
        for key, rank in _RANKS.items()
    )
    return TextDocument((TextTable(heads, tuple(tuple(map(_cell, astuple(row))) for row in rows)),))


def _cell(value: object) -> Cell:
    return cell(", ".join(value) or None if isinstance(value, tuple) else value)
