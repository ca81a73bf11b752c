"""Tables for people; each column is declared once, with its head and its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from mic25cli.model.languages import BOTH
from mic25cli.view.document import Cell, Head, Line, TextTable, cell
from mic25cli.view.text import Lang, label, name_of

if TYPE_CHECKING:
    from mic25cli.calc.table_definition import LongTable

Row = TypeVar("Row")
ColumnOf = tuple[Head, Callable[[Row], Cell | str | None]]
"""A head, and a function for a row's cell; a text is a cell of one line, an empty one of none."""


def table_of(columns: Sequence[ColumnOf[Row]], rows: Iterable[Row]) -> TextTable:
    """The rows under the heads of their columns."""
    of_columns = [of for _, of in columns]
    cells = tuple(
        tuple([cell_of(text) if (text := of(row)) else () for of in of_columns]) for row in rows
    )
    return TextTable(tuple(head for head, _ in columns), cells)


def cell_of(*parts: Cell | str | None) -> Cell:
    """A cell made of texts and cells, one below another."""
    if len(parts) == 1:
        only = parts[0]
        return only if isinstance(only, tuple) else (only,) if only else ()
    lines: list[Line] = []
    for part in parts:
        lines += part if isinstance(part, tuple) else [part] if part else []
    return tuple(lines)


def name_columns(
    title: str, name: Callable[[Row], Mapping[str, Any]], lang: Lang
) -> list[ColumnOf[Row]]:
    """The column for a name, or one for each language; `title` is the key of a label."""

    def head(key: str, language: Lang) -> Head:
        return Head(key, label(title, language), rank=0, style="name")

    if lang != BOTH:
        return [(head("name", lang), lambda row: name_of(name(row), lang))]
    return [
        (head("name_en", "en"), lambda row: name(row)["en"]),
        (head("name_zh", "zh"), lambda row: name(row)["zh"]),
    ]


_FIRST = ("year", "period", "value", "low", "high", "bound", "unit", "source", "text", "verdict")
"""Columns that stay longest on a narrow terminal, after the key."""


def of_long_table(table: LongTable, rows: Sequence[Mapping[str, object]]) -> TextTable:
    """The rows with one column per key in the order of the table; key and numbers always stay."""
    heads = tuple(
        Head(
            column.key,
            column.key,
            right=column.type in ("integer", "number"),
            rank=0 if column.key in table.key else 1 if column.key in _FIRST else 2,
            style="id" if column.key in ("id", "claim", "record") else "",
        )
        for column in table.columns
    )
    return TextTable(heads, tuple(tuple(cell(row[head.key]) for head in heads) for row in rows))
