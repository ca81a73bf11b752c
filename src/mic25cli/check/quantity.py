"""Exact comparison of quantities: what a claim's value comes to in another unit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from mic25cli.check.context import RuleContext
from mic25cli.model.book import Record
from mic25cli.model.units import Units
from mic25cli.store.node import Path

if TYPE_CHECKING:
    from mic25cli.model.records import Indicator, Measurement, Quantity

Bounds = tuple[Fraction, Fraction]


def span(claim: Quantity, unit: str, units: Units) -> Bounds | None:
    """The least and the greatest value of a claim in a unit; None if it has none there."""
    have = claim["unit"] or unit
    if not units.same(have, unit):
        return None
    low = claim["value"] if claim["low"] is None else claim["low"]
    high = claim["value"] if claim["high"] is None else claim["high"]
    if low is None or high is None:
        return None
    scale = Fraction(units[have].factor) / Fraction(units[unit].factor)
    return Fraction(low) * scale, Fraction(high) * scale


def shown(claim: Quantity) -> str:
    """A claim's value as written, with its unit."""
    value = claim["value"] if claim["value"] is not None else f"{claim['low']}–{claim['high']}"
    return f"{value} {claim['unit']}" if claim["unit"] else f"{value}"


def digits(value: int | Decimal) -> Fraction:
    """What one of the last digit written is worth: 0.1 for 28.6, 1 for 26."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    assert isinstance(exponent, int)
    return Fraction(10) ** exponent


def value_path(context: RuleContext, record: Record, path: Path, key: str = "value") -> Path:
    """The path of a claim's value, or of its range, or of the claim where neither is written."""
    for name in (key, "low"):
        if context.written(record, (*path, name)):
            return (*path, name)
    return path


def on_indicators(context: RuleContext) -> Iterator[tuple[Record, Path, Measurement, Indicator]]:
    """Every quantity that is measured on an indicator: record, path, claim, indicator."""
    for indicator in context.book.kind("indicators").values():
        for index, claim in enumerate(indicator["observations"]):
            yield indicator, ("observations", index), claim, indicator
    for target in context.book.kind("targets").values():
        measured = context.book.get("indicators", target["indicator"])
        if measured is None:
            continue
        if target["baseline"]:
            yield target, ("baseline",), target["baseline"], measured
        for index, milestone in enumerate(target["milestones"]):
            yield target, ("milestones", index), milestone, measured


def same_dimension(unit: str, units: Units) -> list[str]:
    """The units that can stand for a unit."""
    alike = [name for name in units if units.same(name, unit)]
    return alike or [scale + units.base(unit) for scale in ("", "mn ", "bn ")]


def number(claim: Quantity) -> bool:
    """Whether a claim has a value or a range."""
    return claim["value"] is not None or claim["low"] is not None
