"""Whether a text contains a number: spellings by examples, digits and scales by a law."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import table_of
from cases import cases
from mic25cli.calc.printed_numbers import folded, found_in, number_in, part_in

D = Decimal


CASES = table_of("calc/printed_numbers.tsv")
"""Texts, and how they contain a number in a unit: in digits, in words, or not at all.

No recorded value is more exact than the printed one.
"""


@pytest.mark.parametrize("case", CASES)
def test_whether_and_how_words_hold_a_number(case):
    assert number_in(case["words"], D(case["value"]), case["unit"]) == (case["how"] or None)


@given(st.integers(1, 10**9), st.integers(0, 3), st.sampled_from([",", " ", "'"]))
def test_digits_are_read_however_they_are_grouped(whole, places, by):
    value = D(whole).scaleb(-places)
    text = f"{value:,}".replace(",", by)
    assert number_in(f"came to {text} in all", value, "count") == "digits"
    assert number_in(f"came to {text} in all", value * 7 + 1, "count") is None


@given(
    st.integers(1, 9999),
    st.sampled_from(
        [("万", 4), ("亿", 8), ("億", 8), ("만", 4), (" million", 6), (" bn", 9), (" Mrd", 9)]
    ),
)
def test_a_scale_counts(number, scale):
    word, power = scale
    value = D(number).scaleb(power)
    assert number_in(f"达到{number}{word}", value, "count") == "digits"
    assert number_in(f"达到{number}{word}", value * 10, "count") is None
    assert number_in(f"达到{number}{word}", D(number), "count") is None, "never without its scale"


@cases(exact=True)
def test_the_numbers_of_a_claim_in_what_was_read(words, numbers, unit, derived, how):
    """Both ends of a range, or the parts of a sum; for a change since a year, that year is zero."""
    assert found_in(words, numbers, unit, derived) == how


@cases
def test_a_part_of_a_sum(words, part, there):
    assert bool(part_in(words, part)) == there


def test_two_prints_of_a_text_are_one():
    assert folded("達(dá)到　12,5％") == folded("达到 12,5%") != folded("达到 125%")


@given(
    st.text("09一十百亿5成分之/％.,' -の第three half零twenty", max_size=60),
    st.sampled_from(["percent", "rank", "count"]),
)
def test_any_words_can_be_looked_at(words, unit):
    assert number_in(words, 3, unit) in {None, "digits", "words"}
