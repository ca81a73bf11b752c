"""Units: a closed table, and exact conversion within one dimension."""

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


@cases(exact=True)
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


@cases
def test_other_words_for_a_unit(said, unit):
    assert meant(said, UNITS) == unit
