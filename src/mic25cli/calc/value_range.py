"""Quantities with the uncertainty that their source states, and whether they reach a target."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from mic25cli.model.closed_lists import Bound
from mic25cli.model.units import UNITS, Units
from mic25cli.values import FrozenData, field, replace

if TYPE_CHECKING:
    from mic25cli.calc.table_definition import Row
    from mic25cli.model.records import Milestone, Quantity

Number = int | Decimal
Reach = Literal["yes", "no", "maybe"]

_MOST = Decimal("0.05")

ONE_SIDED = ("at-least", "more-than", "up-to", "less-than")
"""The bounds that leave one end open."""

TURNED: dict[str | None, Bound] = {
    "at-least": "up-to", "more-than": "less-than", "up-to": "at-least", "less-than": "more-than",
}  # fmt: skip
"""The bounds of a number below zero, if they are about its size: a fall of more than 15."""


class Span(FrozenData):
    """The values that a quantity may have, ends included unless open, None for no limit. `best` is
    the value as printed, or the middle."""

    low: Number | None
    best: Number
    high: Number | None
    low_open: bool = False
    high_open: bool = False
    one_sided: bool = field(default=False, compare=False)
    """Whether the source gives only one limit; `best` is then that limit, not an estimate."""

    @property
    def exact(self) -> bool:
        """Whether the range is a single number."""
        return self.low == self.best == self.high

    def excludes(self, value: Number) -> bool:
        """Whether a value lies beyond an end of the range."""
        return (self.low is not None and value < self.low) or (
            self.high is not None and value > self.high
        )


class TargetValue(FrozenData):
    """A target: the least demanding value that meets it, `loose` if that is hedged, and `other`,
    the more demanding end. `sign` is +1 if more is better, -1 if less is, and 0 for a band from
    `value` to `other`. A `floorless` target is never missed."""

    value: Number
    sign: int
    inclusive: bool = True
    other: Number | None = None
    loose: Number | None = None
    floorless: bool = False

    def beyond(self, value: Number) -> bool:
        """Whether a value is better than the target value, and not merely equal."""
        return (value - self.value) * self.sign > 0

    def short_of(self, value: Number) -> Number:
        """How far a value is from meeting the target; negative if it meets it with a margin."""
        if self.sign == 0 and self.other is not None:
            return max(self.value - value, value - self.other)
        return self.value - value if self.sign > 0 else value - self.value


def spread(value: Number) -> Decimal:
    """How far a value printed as `about` may be off: half a unit of its last digit, up to 5 %."""
    exact = Decimal(value)
    exponent = exact.as_tuple().exponent
    assert isinstance(exponent, int)  # records have finite numbers only
    if exponent < 0 or exact == 0:
        return Decimal(1).scaleb(min(exponent, 0)) / 2
    digits = str(abs(int(exact)))
    zeros = len(digits) - len(digits.rstrip("0"))
    half = Decimal(1).scaleb(zeros) / 2
    return half if zeros == 0 else min(half, abs(exact) * _MOST)


def ends_of(claim: Mapping[str, Any]) -> tuple[Number, ...]:
    """The value of a claim, or the two ends of its range."""
    return tuple(claim[key] for key in ("value", "low", "high") if claim[key] is not None)


def base_changes(claim: Mapping[str, Any]) -> tuple[Number, ...]:
    """By how many percent a milestone differs from its base year: one number, or two of a range."""
    if claim["unit"] != "times":
        return ends_of(claim)
    changes = (100 * (end - 1) for end in ends_of(claim))
    return tuple(int(change) if change == int(change) else change for change in changes)


def span_of(
    quantity: Quantity,
    unit: str | None = None,
    minimum: Number | None = None,
    maximum: Number | None = None,
    units: Units = UNITS,
) -> Span | None:
    """A recorded quantity as a range, in `unit`; None without a number. Raises `UnitError`."""

    def turned(number: Number) -> Number:
        if unit is None or quantity["unit"] is None:
            return number
        return units.convert(number, quantity["unit"], unit)

    value, low, high = quantity["value"], quantity["low"], quantity["high"]
    if value is None:
        if low is None or high is None:
            return None
        middle = (Decimal(low) + Decimal(high)) / 2
        return Span(turned(low), turned(middle), turned(high))
    best = turned(value)
    match quantity["bound"]:
        case "at-least" | "more-than" as bound:
            return Span(best, best, maximum, low_open=bound == "more-than", one_sided=True)
        case "up-to" | "less-than" as bound:
            return Span(minimum, best, best, high_open=bound == "less-than", one_sided=True)
        case "about":
            off = spread(value)
            return Span(turned(value - off), best, turned(value + off))
        case "almost":
            if value < 0:
                return Span(best, best, turned(value + spread(value)), low_open=True)
            return Span(turned(value - spread(value)), best, best, high_open=True)
        case _:
            return Span(best, best, best)


def scaled(span: Span, factor: Decimal) -> Span:
    """A range with its values multiplied by a factor above zero."""
    low, high = (None if end is None else end * factor for end in (span.low, span.high))
    return replace(span, low=low, best=span.best * factor, high=high)


def one_side(
    span: Span, side: str, minimum: Number | None = None, maximum: Number | None = None
) -> Span:
    """The range of an observation that is only a `lower` or an `upper` limit."""
    if side == "lower":
        end = span.best if span.low is None else span.low
        return Span(span.low, end, maximum, low_open=span.low_open, one_sided=True)
    end = span.best if span.high is None else span.high
    return Span(minimum, end, span.high, high_open=span.high_open, one_sided=True)


def target_value_of(milestone: Milestone, sign: int) -> TargetValue | None:
    """The target of a milestone in its own unit; None if it has no number."""
    value, low, high = milestone["value"], milestone["low"], milestone["high"]
    if value is not None:
        strict = "more-than" if sign > 0 else "less-than"
        loose = None
        if milestone["bound"] in ("about", "almost"):
            span = span_of(milestone)
            assert span is not None
            end = span.low if sign > 0 else span.high
            loose = end if end != value else None
        against = ("up-to", "less-than") if sign > 0 else ("at-least", "more-than")
        bound = milestone["bound"]
        return TargetValue(
            value, sign, inclusive=bound != strict, loose=loose, floorless=bound in against
        )
    if low is None or high is None:
        return None
    weakest, strongest = (high, low) if sign < 0 else (low, high)
    return TargetValue(weakest, sign, other=strongest if strongest != weakest else None)


def compare_to_target(span: Span, target: TargetValue) -> Reach:
    """Whether the target is met by all values of the range, by none, or by some."""
    if target.sign == 0 and target.other is not None:
        sides = replace(target, sign=1), replace(target, sign=-1, value=target.other)
        met = {compare_to_target(span, side) for side in sides}
        return "no" if "no" in met else "maybe" if "maybe" in met else "yes"
    ends = ((span.low, span.low_open), (span.high, span.high_open))
    (worst, worst_open), (best, best_open) = ends if target.sign > 0 else ends[::-1]
    if worst is not None:
        at_target = worst == target.value and (target.inclusive or worst_open)
        if target.beyond(worst) or at_target:
            return "yes"
    if target.loose is not None:
        target = replace(target, value=target.loose, loose=None)
    if best is None or target.beyond(best):
        return "maybe"
    return "maybe" if best == target.value and target.inclusive and not best_open else "no"


def unsettled(span: Span | None, target: TargetValue | None) -> bool:
    """Whether only one limit of a value is known, and the value may be on either side of a
    target."""
    return (
        span is not None
        and target is not None
        and span.one_sided
        and compare_to_target(span, target) == "maybe"
    )


def part_decides(span: Span | None, target: TargetValue | None) -> bool:
    """Whether a part of a sum already decides the target, because the sum only grows."""
    if span is None or span.low is None or target is None or not target.sign:
        return False
    return compare_to_target(span, target) == ("yes" if target.sign > 0 else "no")


def disjoint(one: Span, other: Span) -> bool:
    """Whether two ranges have no number in common, such as "under 5" and "at least 5"."""

    def below(left: Span, right: Span) -> bool:
        if left.high is None or right.low is None:
            return False
        touching = left.high == right.low and (left.high_open or right.low_open)
        return left.high < right.low or touching

    return below(one, other) or below(other, one)


def quantity(claim: Quantity, unit: str | None, units: Units) -> Row:
    """The columns of a quantity: numbers and unit as recorded, then in the base unit."""
    ends = {key: claim[key] for key in ("value", "low", "high")}
    base = None if unit is None else units.base(unit)
    return {
        **ends,
        "bound": claim["bound"],
        "unit": unit,
        **{f"{key}_base": in_unit(value, unit, base, units) for key, value in ends.items()},
        "unit_base": base,
    }


def in_unit(
    value: int | Decimal | None, unit: str | None, to: str | None, units: Units
) -> int | Decimal | None:
    """A number in another unit of its dimension; unchanged if one of the two has no unit."""
    if value is None or unit is None or to is None:
        return value
    return short(units.convert(value, unit, to))


def short(value: int | Decimal) -> int | Decimal:
    """A number without an exponent: 16.49 million units are 16490000."""
    whole = isinstance(value, Decimal) and value == value.to_integral_value()
    return int(value) if whole else value
