"""The figures of the shipped book's charts, each worked out once in a process of a test run."""

from __future__ import annotations

from mic25cli.calc.figure import CHARTABLE, Chart, figure
from mic25cli.model.book import RecordBook

_KNOWN: dict[tuple[str, str], Chart] = {}


def chartable(book: RecordBook) -> list[str]:
    """Everything that has a figure, as `kind/id`: every target, and every indicator."""
    return [f"{kind}/{record_id}" for kind in CHARTABLE for record_id in book.kind(kind)]


def figure_of(book: RecordBook, name: str) -> Chart:
    """The figure of a target or an indicator."""
    key = book.digest, name
    if key not in _KNOWN:
        _KNOWN[key] = figure(book, [name])
    return _KNOWN[key]
