"""Small drawings in text: a bar with a mark for the even pace, and a series as a sparkline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mic25cli.calc.choose_observation import Criteria, choose
from mic25cli.calc.observed_series import yearly
from mic25cli.model.dataset import RecordSet
from mic25cli.view.quantities import AS_RECORDED, rounded_quantity
from mic25cli.view.text import Lang, label

if TYPE_CHECKING:
    from mic25cli.model.records import Indicator

FULL, EMPTY, MARK, AWAY, BEYOND = "█", "░", "┃", "◀", "▶"
LEVELS = "▁▂▃▄▅▆▇█"
GAP = "·"
WIDTH = 10


def bar(share: float | None, expected: float | None, width: int = WIDTH) -> str:
    """Progress as a bar with a mark for the even pace; an arrow means backwards or beyond it."""
    if share is None:
        return ""
    filled = round(min(max(share, 0.0), 1.0) * width)
    cells = [FULL] * filled + [EMPTY] * (width - filled)
    if share < 0:
        cells[0] = AWAY
    if expected is not None:
        cells[min(int(expected * width), width - 1)] = MARK
    return "".join(cells) + (BEYOND if share > 1 else "")


def sparkline(points: Sequence[tuple[int, float]]) -> str:
    """A series with one character per year, lowest to highest; a dot for a missing year."""
    values = dict(points)
    if not values:
        return ""
    low, high, most = min(values.values()), max(values.values()), len(LEVELS) - 1
    levels = dict.fromkeys(values, LEVELS[len(LEVELS) // 2])
    if low != high:
        steps = {year: (value - low) / (high - low) * most for year, value in points}
        levels = {year: LEVELS[round(step)] for year, step in steps.items()}
    return "".join(levels.get(year, GAP) for year in range(min(values), max(values) + 1))


def lines(indicator: Indicator, dataset: RecordSet, lang: Lang) -> list[str]:
    """The best observation of each year as a sparkline, with the first and the last value."""
    gauge_lines = []
    for basis in indicator["bases"] or [None]:
        choice = choose(dataset, indicator, Criteria(indicator["unit"], basis))
        read = [(year, one.span.best) for year, one in yearly(choice.candidates, None) if one.span]
        if len(read) < 2:
            continue
        spark = sparkline([(year, float(value)) for year, value in read])
        (first, start), (last, end) = read[0], read[-1]
        was, now = (
            rounded_quantity(value, indicator["unit"], lang, AS_RECORDED) for value in (start, end)
        )
        ends = f"{first} {spark} {last}  {was} \N{RIGHTWARDS ARROW} {now}"
        gauge_lines.append(f"{basis}{label('colon', lang)}{ends}" if basis else ends)
    return gauge_lines
