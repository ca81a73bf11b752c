"""Small drawings in text: a bar with a mark for where it should be, and a series as a sparkline."""

from __future__ import annotations

from collections.abc import Sequence

FULL, EMPTY, MARK, AWAY, BEYOND = "█", "░", "┃", "◀", "▶"
LEVELS = "▁▂▃▄▅▆▇█"
GAP = "·"
WIDTH = 10


def bar(share: float | None, expected: float | None, width: int = WIDTH) -> str:
    """The share of the way as a bar, with a mark where it should be by then; nothing if unknown.

    A bar that leads away from the target starts with an arrow to the left, one
    that leads beyond it is followed by an arrow to the right.
    """
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
    """A series as one character a year, lowest to highest; a dot for a year without a value."""
    if not points:
        return ""
    values = dict(points)
    low, high = min(values.values()), max(values.values())
    first, last = min(values), max(values)

    def level(value: float) -> str:
        if high == low:
            return LEVELS[len(LEVELS) // 2]
        return LEVELS[round((value - low) / (high - low) * (len(LEVELS) - 1))]

    return "".join(
        level(values[year]) if year in values else GAP for year in range(first, last + 1)
    )
