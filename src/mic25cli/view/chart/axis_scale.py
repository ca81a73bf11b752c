"""Axes: they map numbers to coordinates and have round ticks, the same on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mic25cli.calc.value_range import Number
from mic25cli.values import FrozenData

STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


class Scale(FrozenData):
    """A range of numbers mapped to a range of coordinates; `ticks` are round numbers in it."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[Number, ...]

    def at(self, value: Number | float) -> float:
        """The coordinate of a number."""
        share = (float(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def values(
    numbers: Sequence[Number], start: float, end: float, count: int = 5, origin: int | None = 0
) -> Scale:
    """A value axis between round numbers, which starts at its origin if it has one."""
    exact = [Decimal(number) for number in numbers] or [Decimal(0), Decimal(1)]
    low, high = min(exact), max(exact)
    if origin is None:
        origin = 0
    else:
        low, high = min(low, Decimal(origin)), max(high, Decimal(origin))
    if low == high:
        low, high = low - max(abs(low) / 10, Decimal(1)), high + max(abs(high) / 10, Decimal(1))
        low = max(low, Decimal(origin)) if min(exact) >= origin else low
    rough = (high - low) / count
    power = Decimal(10) ** rough.adjusted()
    step = next(step * power for step in STEPS if step * power >= rough)
    if all(value == value.to_integral_value() for value in exact):
        step = max(step, Decimal(1)).to_integral_value("ROUND_CEILING")
    first = ((low - origin) / step).to_integral_value("ROUND_FLOOR") * step + origin
    last = ((high - origin) / step).to_integral_value("ROUND_CEILING") * step + origin
    places = (first + step * place for place in range(int((last - first) / step) + 1))
    ticks = tuple(int(place) if place % 1 == 0 else place.normalize() for place in places)
    return Scale(float(first), float(last), start, end, ticks)


def years(times: Sequence[float], start: float, end: float, room: float) -> Scale:
    """A time axis with ticks at round years; `room` is the width needed for each year."""
    low, high = min(times, default=2015.0), max(times, default=2025.0)
    first, last = low - 0.4, high + 0.4
    most = max(1, int(abs(end - start) / room))
    whole = range(-(-int(low * 10) // 10), int(high + 0.5) + 1)
    steps = (step * 10**power for power in range(4) for step in (1, 2, 5))
    step = next((step for step in steps if len(whole) / step <= most), 10_000)
    ticks = tuple(year for year in whole if year % step == 0 and first <= year <= last)
    return Scale(first, last, start, end, ticks)
