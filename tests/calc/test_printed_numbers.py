"""Whether a number can be read in words: ways of writing by examples, digits and scales by law."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import table_of
from mic25cli.calc.printed_numbers import folded, found_in, number_in, part_in

D = Decimal


CASES = table_of("calc/printed_numbers.tsv")
"""Words, and how they hold a number of a unit: in digits, in words, or not at all.

What is recorded is never more exact than what is read.
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


def test_both_ends_of_a_range_are_there():
    assert found_in(["세계 2~3위"], [2, 3], "rank", None) == "digits"
    assert found_in(["세계 2위"], [2, 3], "rank", None) is None
    assert found_in(["at least 5", "no more than 7"], [5, 7], "count", None) == "digits"


def test_parts_of_a_sum():
    formula = "15 / (15 + 0.20 * 793) * 100"
    assert (
        found_in(["about 20 percent", "793 aircraft"], [D("8.6")], "percent", formula) == "derived"
    )
    assert found_in(["fell to about 13"], [D("8.6")], "percent", formula) is None
    assert part_in("rose by 68.7 %", "302000 / 1.687") and part_in("30.2万台", "302000 / 1.687")
    assert part_in("will be twice as much", "2 * 100") and not part_in("100 in all", "5 * 100")
    # Of a change from a year, that year is nil.
    assert found_in(["比2015年下降23%"], [0], "percent", None) == "derived"
    assert found_in(["下降23%"], [0], "percent", None) is None


def test_two_prints_of_a_text_are_one():
    assert folded("達(dá)到　12,5％") == folded("达到 12,5%") != folded("达到 125%")


@given(
    st.text("09一十百亿5成分之/％.,' -の第three half零twenty", max_size=60),
    st.sampled_from(["percent", "rank", "count"]),
)
def test_any_words_can_be_looked_at(words, unit):
    assert number_in(words, 3, unit) in {None, "digits", "words"}
