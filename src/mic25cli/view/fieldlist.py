"""The fields of a kind's records as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple

from mic25cli.calc.tables.records import FieldRow
from mic25cli.model.plain import keys
from mic25cli.view.document import Cell, Head, TextDocument, TextTable, cell
from mic25cli.view.output import Output

FIELDS = Output("fields", FieldRow)
_RANKS = dict(zip(keys(FieldRow), (0, 1, 3, 2, 3, 0), strict=True))


def document(rows: Sequence[FieldRow]) -> TextDocument:
    """The fields as a table."""
    heads = tuple(
        Head(key, key, rank=rank, style="name" if key == "field" else "")
        for key, rank in _RANKS.items()
    )
    return TextDocument((TextTable(heads, tuple(tuple(map(_cell, astuple(row))) for row in rows)),))


def _cell(value: object) -> Cell:
    return cell(", ".join(value) or None if isinstance(value, tuple) else value)
