"""Whether a number can be read in words: ways of writing by examples, digits and scales by law."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mic25cli.calc.printed_numbers import folded, found_in, number_in, part_in

D = Decimal


@pytest.mark.parametrize(
    ("words", "value", "unit", "how"),
    [
        # digits and their separators
        ("sold 331,092 units", 331092, "units", "digits"),
        ("auf 1,97 % gestiegen", D("1.97"), "percent", "digits"),
        ("41 028 robots", 41028, "units", "digits"), ("machinery95", 95, "percent", "digits"),
        ("1.234.567 Stück", 1234567, "units", "digits"),
        ("達(dá)到５６.6％", D("56.6"), "percent", "digits"),
        # the word for the scale, and that of the record
        ("128.4万辆", D("1.284"), "mn units", "digits"), ("1억2000만대", 120, "mn units", "digits"),
        ("2863億元", D("286.3"), "bn CNY", "digits"), ("数千家企业", 1000, "count", "words"),
        ("寿命5-7万小时", 50000, "hours", "digits"), ("寿命5-7万小时", 70000, "hours", "digits"),
        ("to 2.8 billion yuan", D("2.8"), "bn CNY", "digits"),
        ("300多万台", 3, "mn units", "digits"),
        ("2,5 млн", D("2.5"), "mn units", "digits"),
        ("1.3 Mrd. Euro", D("1.3"), "bn EUR", "digits"),
        # the scale stands in the head of the table
        ("现代服务 41.81", D("4.181"), "bn CNY", "digits"),
        # numerals
        ("百分之四十以上", 40, "percent", "words"),
        ("十五家", 15, "count", "words"),
        ("达到五成", 50, "percent", "words"),
        ("4割程度", 40, "percent", "words"),
        ("两家企业", 2, "count", "words"),
        ("twenty-three centres", 23, "count", "words"),
        ("a dozen firms", 12, "count", "words"),
        # fractions, for shares only
        ("约三分之一", 33, "percent", "words"), ("two thirds of all", 67, "percent", "words"),
        ("3分の1を占める", D("33.3"), "percent", "words"),
        ("about half of", 50, "percent", "words"),
        # places
        ("세계 1위를 차지", 1, "rank", "digits"),
        ("ranked third", 3, "rank", "words"),
        ("位居第六", 6, "rank", "words"),
        ("the world's largest maker", 1, "rank", "words"),
        # none and all
        ("尚无量产", 0, "percent", "words"),
        ("failed to secure any", 0, "count", "words"),
        ("全部国产", 100, "percent", "words"),
        # the sign stands in the words
        ("能耗下降18%", -18, "percent", "digits"),
        # rounded by the record
        ("227,656,041千元", D("227.656"), "bn CNY", "digits"),
    ],
)  # fmt: skip
def test_a_number_is_read(words: str, value: Any, unit: str, how: str) -> None:
    assert number_in(words, value, unit) == how


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("为6.05升", D("6.00"), "percent"), ("about 5 %", D("5.2"), "percent"),  # never more exact
        ("128.4万辆", D("128.4"), "mn units"),
        ("2863億元", 2863, "bn CNY"),
        ("2863億元", D("28.63"), "bn CNY"),
        ("one of the top five", 1, "rank"),
        ("for the first time", 1, "rank"),
        ("세계 선두그룹", 1, "rank"),
        ("in the leading group", 1, "rank"),
        ("about half of", 50, "units"),
        ("about half of", 49, "percent"),
        ("rose to 13 %", 31, "percent"), ("", 1, "count"), ("800,000 units", 8, "mn units"),
    ],
)  # fmt: skip
def test_a_number_is_not_read(words: str, value: Any, unit: str) -> None:
    assert number_in(words, value, unit) is None


@given(st.integers(1, 10**9), st.integers(0, 3), st.sampled_from([",", " ", "'"]))
def test_digits_are_read_however_they_are_grouped(whole: int, places: int, by: str) -> None:
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
def test_a_scale_counts(number: int, scale: tuple[str, int]) -> None:
    word, power = scale
    value = D(number).scaleb(power)
    assert number_in(f"达到{number}{word}", value, "count") == "digits"
    assert number_in(f"达到{number}{word}", value * 10, "count") is None
    assert number_in(f"达到{number}{word}", D(number), "count") is None, "never without its scale"


def test_both_ends_of_a_range_are_there() -> None:
    assert found_in(["세계 2~3위"], [2, 3], "rank", None) == "digits"
    assert found_in(["세계 2위"], [2, 3], "rank", None) is None
    assert found_in(["at least 5", "no more than 7"], [5, 7], "count", None) == "digits"


def test_parts_of_a_sum() -> None:
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


def test_two_prints_of_a_text_are_one() -> None:
    assert folded("達(dá)到　12,5％") == folded("达到 12,5%") != folded("达到 125%")
