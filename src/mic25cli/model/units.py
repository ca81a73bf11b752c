"""The units of a dataset (a built-in table, all currencies, its own) and exact conversion within
one dimension. Currencies are not converted, because records contain no exchange rates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TypedDict

from mic25cli.errors import nearest
from mic25cli.model.unique_keys import read_table
from mic25cli.values import FrozenData, replace


class Unit(FrozenData):
    """A unit: its dimension, its value in the base unit, and the power of ten used in Chinese."""

    name: str
    dimension: str
    factor: Decimal
    zh_shift: int = 0


class UnitError(ValueError):
    """A unit that a dataset does not have, or two that cannot be compared."""


UNSIZED = frozenset(("rank", "yes or no"))
"""Dimensions whose values are not amounts, so one value is never a share of another."""
UNSCALED = UNSIZED | {
    "share", "share difference", "ratio", "index points", "rate per head", "fuel use",
}  # fmt: skip
"""Dimensions that are not counted in millions."""
CURRENCIES = frozenset(
    Path(__file__).with_name("data").joinpath("currencies.txt").read_text("ascii").split()
)
"""The codes of ISO 4217, without metals, bonds and other non-currencies."""
SCALES = {"": (Decimal(1), 0), "mn": (Decimal("1e6"), 2), "bn": (Decimal("1e9"), 1),
          "tn": (Decimal("1e12"), 0)}  # fmt: skip
"""The scales before a unit: their factor, and how Chinese counts them."""


EACH = ("person", "household", "year", "month", "day", "hour")
"""Words that may follow `per` although they are not units: `USD per person`."""
_RATE = re.compile(r"(?:[A-Za-z][\w -]* )?per (?:1,000|10,000|100,000) [A-Za-z][\w -]*")
"""A rate of something counted, `deaths per 1,000 births`, which nothing else measures."""


class Units(Mapping[str, Unit]):
    """Units by name. Iteration leaves out currencies and scaled units, which nobody lists."""

    def __init__(self, own: Mapping[str, Unit] = MappingProxyType({})) -> None:
        self.own = own
        """The units that the dataset itself adds."""
        self._by_name = {**_TABLE, **own}
        self._derived: dict[str, Unit] = {}

    def __getitem__(self, name: str) -> Unit:
        unit = self._by_name.get(name) or self._derived.get(name)
        if unit is None:
            unit = self._derived[name] = self._derive(name)
        return unit

    def _derive(self, name: str) -> Unit:
        """A currency, a scaled unit or a rate; raises `KeyError` for any other name."""
        scale, rest = scale_of(name)
        factor, zh_shift = SCALES[scale]
        if rest in CURRENCIES:
            return Unit(name, rest, factor, zh_shift)
        head, _, each = name.rpartition(" per ")
        if head and self._may_follow_per(each) and (whole := self._amount(head)):
            # No other unit has this dimension, so the unit is its own base.
            return replace(whole, name=name, dimension=f"{self.base(head)} per {each}")
        if _RATE.fullmatch(name):
            return Unit(name, name, Decimal(1))
        if not scale or rest not in self.scaled:
            raise KeyError(name)
        return Unit(name, self[rest].dimension, self[rest].factor * factor, zh_shift)

    def _amount(self, name: str) -> Unit | None:
        """The unit of this name if its values are amounts, so that there is a rate of it."""
        unit = self.get(name)
        return unit if unit is not None and unit.dimension not in UNSCALED else None

    def _may_follow_per(self, each: str) -> bool:
        """Whether there is a rate `per` this: a unit, or something counted that is no typo."""
        if each in EACH or self._amount(each):
            return True
        return re.fullmatch("[a-z]{3,}", each) is not None and not nearest(each, EACH)

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Units) and self.own == other.own

    def __hash__(self) -> int:
        return hash(tuple(self.own))

    @cached_property
    def scaled(self) -> tuple[str, ...]:
        """The units that may be scaled to thousands, millions and so on, such as t."""
        units = (unit for unit in self.values() if unit.dimension not in UNSCALED)
        return tuple(unit.name for unit in units if not scale_of(unit.name)[0])

    def is_money(self, unit: str | None) -> bool:
        """Whether a unit is an amount of a currency; False without a unit."""
        return unit is not None and self[unit].dimension in CURRENCIES

    def same(self, one: str, other: str) -> bool:
        """Whether numbers in two units can be compared; raises `KeyError` for an unknown unit."""
        return self[one].dimension == self[other].dimension

    def base(self, unit: str) -> str:
        """The base unit of a dimension: the smallest in its table."""
        dimension = self[unit].dimension
        return dimension if dimension in CURRENCIES else self._bases.get(dimension, dimension)

    @cached_property
    def _bases(self) -> dict[str, str]:
        """The smallest unit of each dimension, preferring units that every dataset has."""
        ranked = sorted(self.values(), key=lambda unit: (unit.name in self.own, unit.factor))
        return {unit.dimension: unit.name for unit in reversed(ranked)}

    def convert(self, value: int | Decimal, unit: str, to: str) -> int | Decimal:
        """The same quantity in another unit of its dimension, exactly; may raise `UnitError`."""
        for name in (unit, to):
            if name not in self._by_name and name not in self:
                raise UnitError(f"'{name}' is not a unit of the dataset")
        if unit == to:
            return value
        have, want = self[unit], self[to]
        if have.dimension != want.dimension:
            raise UnitError(
                f"{unit} ({have.dimension}) cannot be converted to {to} ({want.dimension})"
            )
        # Adding 0 turns 1E+3 into 1000.
        return (Decimal(value) * have.factor / want.factor).normalize() + 0


_TABLE: dict[str, Unit] = {
    name: Unit(name, **{**declaration, "factor": Decimal(declaration["factor"])})
    for name, declaration in read_table(Path(__file__)).items()
}
UNITS = Units()


def scale_of(unit: str) -> tuple[str, str]:
    """The scale of a unit and its base: `bn GBP` is `bn` and `GBP`; empty without a scale."""
    scale, _, rest = unit.partition(" ")
    return (scale, rest) if scale and scale in SCALES and rest else ("", unit)


_OTHER_WORDS = {
    "million": "mn", "billion": "bn", "trillion": "tn", "trn": "tn", "%": "percent",
    "index": "points", "score": "points", "place": "rank", "ratio": "times", "people": "persons",
    "number": "count", "boolean": "yes-no", "tonnes": "t", "pp": "percentage-point",
    "euro": "EUR", "euros": "EUR", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "capita": "person", "head": "person", "inhabitant": "person",
}  # fmt: skip


def meant(name: str, units: Units) -> str | None:
    """The unit that is meant by other words: `trillion JPY` and `JPY tn` are `tn JPY`, and
    `EUR/kg` is `EUR per kg`."""
    words = [_OTHER_WORDS.get(word.lower(), word) for word in name.replace("/", " per ").split()]
    return next((unit for unit in map(" ".join, (words, words[::-1])) if unit in units), None)


# `is` is a keyword of Python, so a class body cannot have it as a field.
UnitDefinition = TypedDict("UnitDefinition", {"of": str | None, "is": str | None, "zh": str | None})
"""A unit of a dataset's own: the dimension `of` it, or its value `is` (`1000 MW`), or both."""


def with_own(declaration: Mapping[str, UnitDefinition]) -> tuple[Units, dict[str, str]]:
    """The units of a dataset including its own, and the errors in its own units by name."""
    own: dict[str, Unit] = {}
    faults: dict[str, str] = {}
    for start in declaration:
        # The size of a unit is given in another unit, which must be read before it.
        way = {start: None}
        while way:
            name = next(reversed(way))
            worth = _WORTH.fullmatch(declaration[name]["is"] or "")
            other = worth[2] if worth else ""
            if name not in own and name not in faults:
                if (
                    other in declaration
                    and other not in own
                    and other not in faults
                    and name not in UNITS
                ):
                    if other in way:
                        faults |= dict.fromkeys(way, "it is worth something that is worth it")
                    way[other] = None
                    continue
                unit = _own(name, declaration[name], worth, own.get(other) or UNITS.get(other))
                if isinstance(unit, Unit):
                    own[name] = unit
                else:
                    faults[name] = unit
            way.popitem()
    return Units(own), faults


_WORTH = re.compile(r"([0-9.eE+-]+) (.+)")


def _own(
    name: str, declaration: UnitDefinition, worth: re.Match[str] | None, other: Unit | None
) -> Unit | str:
    """A unit of a dataset's own, or the error in it; `other` is the unit it is a multiple of."""
    if name in UNITS and " per " not in name:
        return "it is a unit that every dataset has"
    if declaration["is"] is None and declaration["of"]:
        return Unit(name, declaration["of"], Decimal(1))
    if declaration["is"] is None:
        return "it has neither 'of' nor 'is'"
    if worth is None:
        return "'is' wants a number and a unit: 1000 MW"
    if other is None:
        near = meant(worth[2], UNITS)
        return f"'{worth[2]}' is not a unit" + (f", but '{near}' is" if near else "")
    try:
        factor = Decimal(worth[1]) * other.factor
    except InvalidOperation:
        factor = Decimal(0)
    if not (factor.is_finite() and factor > 0):
        return f"'{worth[1]}' is not a number above 0"
    if declaration["of"] not in (None, other.dimension):
        return f"'{worth[2]}' measures {other.dimension}, not {declaration['of']}"
    return Unit(name, other.dimension, factor)


def of_difference(unit: str | None) -> str | None:
    """The unit of the difference between two values: percentage points for shares in percent."""
    return "percentage-point" if unit == "percent" else unit
