"""Results as plain values: what is printed of a class, and under which keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from mic25cli.model.plain_values import UNPRINTED, empty, in_place, keys, plain, printed, printed_of


class Point(NamedTuple):
    year: int
    value: Decimal


@dataclass(frozen=True)
class Counts:
    all: int
    share: float


@dataclass(frozen=True)
class Whole:
    class_: str
    counts: Counts = field(metadata=in_place(Counts))
    points: tuple[Point, ...]
    by: Mapping[str, Counts]
    inner: Counts | None
    aside: object = field(metadata=UNPRINTED, default=None)

    @printed
    def double(self):
        """Twice as many."""
        return self.counts.all * 2

    @property
    def hidden(self):
        return 1


@printed_of(Whole)
def said(whole):
    """In a word."""
    return f"{whole.class_}!"


WHOLE = Whole("a", Counts(3, 1 / 3), (Point(2015, Decimal("1.50")),), {"x": Counts(0, 0.0)}, None)


def test_a_result_is_printed_by_its_fields_and_by_what_is_marked():
    assert plain(WHOLE) == {
        "class": "a",
        "all": 3,
        "share": 0.333333,
        "points": [{"year": 2015, "value": Decimal("1.50")}],
        "by": {"x": {"all": 0, "share": 0.0}},
        "inner": None,
        "double": 6,
        "said": "a!",
    }
    assert str(plain(WHOLE)["points"][0]["value"]) == "1.50"


def test_the_keys_of_a_class_are_those_of_its_values_in_order():
    assert list(keys(Whole)) == list(plain(WHOLE)) == list(empty(Whole))
    assert set(empty(Whole).values()) == {None}
