"""The closed table of units, and exact conversion within one dimension.

Amounts keep the scale that their source printed (``139``, ``bn CNY``); this
table says what that is worth in the base unit of its dimension.  There is no
conversion between currencies: no exchange rate is a fact of a record.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Unit:
    """A unit: its dimension, its worth in the dimension's base, how Chinese counts it.

    Chinese counts in ten thousands: 139 bn CNY are said 1390 亿元.  One of ours makes ten to the
    power of `zh_shift` of the unit that the catalogue has for it.
    """

    name: str
    dimension: str
    factor: Decimal
    zh_shift: int = 0


def _unit(name: str, dimension: str, factor: str, zh_shift: int = 0) -> Unit:
    return Unit(name, dimension, Decimal(factor), zh_shift)


UNITS: dict[str, Unit] = {
    unit.name: unit
    for unit in (
        _unit("percent", "share", "1"),
        _unit("percentage-point", "share difference", "1"),
        _unit("CNY", "CNY", "1"),
        _unit("mn CNY", "CNY", "1e6", 2),
        _unit("bn CNY", "CNY", "1e9", 1),
        _unit("tn CNY", "CNY", "1e12"),
        _unit("USD", "USD", "1"),
        _unit("mn USD", "USD", "1e6", 2),
        _unit("bn USD", "USD", "1e9", 1),
        _unit("tn USD", "USD", "1e12"),
        _unit("EUR", "EUR", "1"),
        _unit("mn EUR", "EUR", "1e6", 2),
        _unit("bn EUR", "EUR", "1e9", 1),
        _unit("tn EUR", "EUR", "1e12"),
        _unit("count", "count", "1"),
        _unit("mn count", "count", "1e6", 2),
        _unit("persons", "persons", "1"),
        _unit("mn persons", "persons", "1e6", 2),
        _unit("units", "units", "1"),
        _unit("mn units", "units", "1e6", 2),
        _unit("points", "index points", "1"),
        _unit("rank", "rank", "1"),
        _unit("times", "ratio", "1"),
        _unit("patents per 100 mn CNY", "patents per revenue", "1"),
        _unit("patents per 10,000 people", "patents per head", "1"),
        _unit("robots per 10,000 workers", "robot density", "1"),
        _unit("L/100km", "fuel use", "1"),
        _unit("GWh", "energy", "1"),
        _unit("km", "length", "1"),
        _unit("hours", "duration", "1"),
        _unit("years", "duration in years", "1"),
        _unit("mn t", "mass", "1e6", 2),
        _unit("bn t", "mass", "1e9", 1),
        _unit("mn dwt", "deadweight", "1e6", 2),
    )
}


MONEY = frozenset({"CNY", "USD", "EUR"})
"""The dimensions that are currencies; an amount in any other is an amount of something else."""


def is_money(unit: str | None) -> bool:
    """Whether a unit is one of a currency."""
    return unit is not None and UNITS[unit].dimension in MONEY


class UnitError(ValueError):
    """Two quantities that cannot be compared, or a unit that the table lacks."""


def convert(value: int | Decimal, unit: str, to: str) -> int | Decimal:
    """The same quantity in another unit of its dimension, exactly.

    Raises `UnitError` for an unknown unit or for two different dimensions.
    """
    for name in (unit, to):
        if name not in UNITS:
            raise UnitError(f"'{name}' is not a unit of the table")
    if unit == to:
        return value
    have, want = UNITS[unit], UNITS[to]
    if have.dimension != want.dimension:
        raise UnitError(f"{unit} ({have.dimension}) cannot be turned into {to} ({want.dimension})")
    return Decimal(value) * have.factor / want.factor


def of_difference(unit: str | None) -> str | None:
    """The unit of the difference of two values: of shares in percent, percentage points."""
    return "percentage-point" if unit == "percent" else unit
