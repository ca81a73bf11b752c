"""The closed table of units, and exact conversion within one dimension.

Amounts keep the scale that their source printed (``139``, ``bn CNY``); this
table says what that is worth in the base unit of its dimension.  There is no
conversion between currencies: no exchange rate is a fact of a record.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from mic25cli.model.unique import read_table


class Unit(NamedTuple):
    """A unit: its dimension, its worth in the dimension's base, how Chinese counts it.

    Chinese counts in ten thousands: 139 bn CNY are said 1390 亿元.  One of ours makes ten to the
    power of `zh_shift` of the unit that the catalogue has for it.
    """

    name: str
    dimension: str
    factor: Decimal
    zh_shift: int = 0


UNITS: dict[str, Unit] = {
    name: Unit(name, **{**told, "factor": Decimal(told["factor"])})
    for name, told in read_table(Path(__file__)).items()
}
"""The units of `units.json` by name, which has the fields of `Unit` of each."""


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
