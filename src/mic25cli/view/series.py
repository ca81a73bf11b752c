"""An indicator's observations as sparklines, one line a basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mic25cli.calc.choice import Wanted, choose, yearly
from mic25cli.model.book import Book
from mic25cli.view import gauge
from mic25cli.view.text import number

if TYPE_CHECKING:
    from mic25cli.model.records import Indicator

LEAST = 2
"""Years without which a line would show nothing."""


def lines(indicator: Indicator, book: Book) -> list[str]:
    """The best observation of each year as a line, with the first and the last value."""
    found = []
    for basis in indicator["bases"] or [None]:
        choice = choose(book, indicator, Wanted(indicator["unit"], basis))
        points = [
            (year, reading.span.best)
            for year, reading in yearly(choice.candidates, None)
            if reading.span
        ]
        if len(points) < LEAST:
            continue
        drawn = gauge.sparkline([(year, float(value)) for year, value in points])
        (first, start), (last, end) = points[0], points[-1]
        ends = f"{first} {drawn} {last}  {number(start)} \N{RIGHTWARDS ARROW} {number(end)}"
        found.append(f"{basis}: {ends}" if basis else ends)
    return found
