"""Units: a closed table, and exact conversion within one dimension."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import cases
from mic25cli.model.units import UNITS, UnitError, meant

convert = UNITS.convert

values = st.decimals(-(10**9), 10**9, places=3, allow_nan=False)
pairs = [
    (one, other)
    for one in UNITS
    for other in UNITS
    if UNITS[one].dimension == UNITS[other].dimension
]


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        (139, "bn CNY", "CNY", 139_000_000_000),
        (Decimal("0.3"), "tn CNY", "bn CNY", 300),
        (300, "bn CNY", "tn CNY", Decimal("0.3")),
        (Decimal("138.7"), "bn CNY", "mn CNY", 138_700),
        (1, "mn units", "units", 1_000_000),
        (Decimal("2.40"), "percent", "percent", Decimal("2.40")),
        (5, "mn USD", "bn USD", Decimal("0.005")),
        (Decimal("1.5"), "bn t", "mn t", 1500),
        (0, "bn CNY", "CNY", 0),
        (-2, "bn CNY", "mn CNY", -2000),
        (5, "bn GBP", "mn GBP", 5000),
        (Decimal("43.5"), "GW", "MW", 43_500),
        (Decimal("0.385"), "Mt CO2e", "t CO2e", 385_000),
        (250, "ha", "km2", Decimal("2.5")),
        (3, "per 1,000", "per 100,000", 300),
        (Decimal("1.5"), "mn m2", "ha", 150),
    ],
)
def test_convert(value, unit, to, expected):
    assert convert(value, unit, to) == expected


@cases
def test_what_cannot_be_converted(unit, to, why):
    with pytest.raises(UnitError) as caught:
        convert(1, unit, to)
    assert str(caught.value).startswith(why)


@given(values, st.sampled_from(pairs))
def test_there_and_back_is_exact(value, pair):
    unit, to = pair
    assert convert(convert(value, unit, to), to, unit) == value


@pytest.mark.slow
@given(values, values, st.sampled_from(pairs))
def test_conversion_keeps_the_order(one, other, pair):
    unit, to = pair
    assert (one < other) == (convert(one, unit, to) < convert(other, unit, to))


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("trillion JPY", "tn JPY"), ("JPY bn", "bn JPY"), ("Million persons", "mn persons"),
        ("smoots", None), ("", None),
    ],
)  # fmt: skip
def test_other_words_for_a_unit(said, unit):
    assert meant(said, UNITS) == unit
