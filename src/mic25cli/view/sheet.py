"""A sheet: rows with their values, until every command builds an answer itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mic25cli.view.answer import Answer
from mic25cli.view.document import Cell, Document, Head, Table

__all__ = ["Cell", "Head", "Sheet", "answer"]


@dataclass(frozen=True)
class Sheet:
    """Heads and rows of cells, with the value that stands for them in JSON and YAML."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    payload: Any
    """What JSON prints: a list, or a report with its `results`."""
    items: tuple[Mapping[str, Any], ...]
    """What NDJSON prints a line of, and what --fields reads."""
    title: str = ""
    footer: tuple[str, ...] = ()


def answer(sheet: Sheet) -> Answer[Mapping[str, Any]]:
    """The answer of a sheet that is sorted and cut already."""
    payload = sheet.payload
    report = (
        {key: value for key, value in payload.items() if key != "results"}
        if isinstance(payload, Mapping) and "results" in payload
        else None
    )
    document = Document((Table(sheet.heads, sheet.rows),), notes=sheet.footer)
    return Answer(
        sheet.items, lambda _: document, lambda item: item, report=report, whole=lambda: payload
    )
