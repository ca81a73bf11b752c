"""The difference between two quantities, computed exactly or not at all."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Final, TypeGuard

from mic25cli.calc.diff.changes import Delta, Pair
from mic25cli.calc.diff.unordered import Data
from mic25cli.calc.value_range import Number
from mic25cli.model.units import UNITS, UnitError, Units, of_difference

QUANTITY: Final = ("value", "low", "high", "bound", "unit")
_ABOVE = {"more-than", "at-least"}
_BELOW = {"less-than", "up-to", "almost"}


def is_number(value: object) -> TypeGuard[Number]:
    """Whether a value is an `int` or a `Decimal`; truth values are not numbers."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def ends(claim: Data) -> Pair[Number] | None:
    """The two ends of a claim's value or range; None if it states no number."""
    if claim.get("value") is not None:
        return Pair(claim["value"], claim["value"])
    if claim.get("low") is not None:
        return Pair(claim["low"], claim["high"])
    return None


def common_unit(one: str | None, other: str | None, units: Units) -> str | None:
    """The unit to compare in: the larger one; raises `UnitError` if they cannot be compared."""
    if one == other:
        return one
    if one is None or other is None:
        raise UnitError("one of the two quantities has no unit")
    units.convert(1, one, other)
    return max(one, other, key=lambda name: (units[name].factor, name))


def between(
    old: Data, new: Data, direction: str | None = None, units: Units = UNITS
) -> Delta | None:
    """The difference of the quantities of two claims; None without a number. Raises `UnitError`."""
    was, now = ends(old), ends(new)
    if was is None or now is None:
        return None
    unit = common_unit(old.get("unit"), new.get("unit"), units)
    if unit is not None:
        was = was.map(lambda end: units.convert(end, old["unit"], unit))
        now = now.map(lambda end: units.convert(end, new["unit"], unit))
    return measure(was, now, unit, direction)


def measure(
    was: Pair[Number], now: Pair[Number], unit: str | None, direction: str | None = None
) -> Delta:
    """The difference between two ranges in one unit; the ends of a single value are equal."""
    low, high = now.old - was.old, now.new - was.new
    order = 0 if low == high == 0 else None
    if order is None and low * high >= 0:
        order = 1 if low + high > 0 else -1
    points: Pair[Number | None] = Pair(
        was.old if was.old == was.new else None, now.old if now.old == now.new else None
    )
    # A share that goes from 80 to 90 percent rose by 10 points, not by 10 percent.
    return Delta(low if low == high else None, points, of_difference(unit), order, direction)


def digits(number: Number) -> int:
    """The number of decimal places as recorded: 2 for 1.50."""
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def looser(one: Data, other: Data, units: Units = UNITS) -> bool:
    """Whether the first claim is a less exact form of the second: 2.6 of 2.64, >230 of 237."""
    try:
        unit = common_unit(one.get("unit"), other.get("unit"), units)
    except UnitError:
        return False
    if one.get("value") is None or other.get("value") is None:
        return False

    def in_common(claim: Data) -> Decimal:
        value = claim["value"]
        return Decimal(value if unit is None else units.convert(value, claim["unit"], unit))

    loose, exact = in_common(one), in_common(other)
    bound, firm = one.get("bound"), other.get("bound") is None
    if loose == exact:
        return firm or bound == other.get("bound")
    if not firm or bound in _ABOVE or bound in _BELOW:
        return firm and (exact > loose if bound in _ABOVE else exact < loose)
    if unit != one.get("unit") or digits(loose) >= digits(exact):
        return False
    step = Decimal(1).scaleb(-digits(loose))
    # Some round 2.645 up and some to the even digit, so both results count as the same number.
    return loose in (exact.quantize(step, ROUND_HALF_UP), exact.quantize(step, ROUND_HALF_EVEN))
