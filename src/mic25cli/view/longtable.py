"""A long table as cells: a column a key, values as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mic25cli.calc.tables import LongTable
from mic25cli.view.document import Head, TextDocument, TextTable, cell

_FIRST = ("year", "period", "value", "low", "high", "bound", "unit", "source", "text", "verdict")
"""Columns that stay on a narrow terminal after the key."""


def document(table: LongTable, rows: Sequence[Mapping[str, object]]) -> TextDocument:
    """The rows for people and machines."""
    return TextDocument((columns(table, rows),))


def columns(table: LongTable, rows: Sequence[Mapping[str, object]]) -> TextTable:
    """The rows with a column a key in the order that the table states; key and numbers stay."""
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
