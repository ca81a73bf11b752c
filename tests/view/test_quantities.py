"""Quantities as a reader sees them, in both languages."""

from decimal import Decimal
from typing import Any

import pytest

from builders import claim, dataset, record, source
from cases import cases
from mic25cli.model.screen_words import DatasetLang
from mic25cli.model.units import UNITS
from mic25cli.view import quantities, text

REPORTS = dataset(
    source("roadmap-2015", published="2015-09"),
    source("roadmap-2017", published="2018-01"),
    source("undated", published=None),
)

INDICATOR: dict[str, Any] = {
    "name": {"en": "Amount"}, "definition": "How much.", "unit": "points", "direction": "increase",
}  # fmt: skip


def sum_of(**fields):
    empty = dict.fromkeys(("value", "low", "high", "bound", "unit", "round", "date", "year"))
    return {**empty, "report": "paper", **fields}


@cases
def test_number(value, expected):
    """A whole number, or a number with the written digits."""
    assert (
        text.number(int(value) if value.lstrip("-").isdigit() else Decimal(value), "en") == expected
    )


def test_a_binary_number():
    assert (text.number(0.1, "en"), text.number(1234567.5, "zh")) == ("0.1", "1,234,567.5")


@cases
def test_units(unit, en, zh):
    seven = sum_of(value=7, unit=unit)
    assert quantities.quantity(seven, "en") == quantities.quantity(seven, "both") == en
    assert quantities.quantity(seven, "zh").removesuffix("个") == zh.removesuffix("个")


def test_a_change_from_a_base_year_is_said_by_its_size():
    cut = sum_of(low=-60, high=-50, unit="percent", base_year=2015)
    assert quantities.quantity(cut, "en") == "50–60% less than in 2015"
    assert quantities.quantity(cut, "zh") == "比2015年下降50–60%"


def test_every_unit_has_a_form():
    for unit in UNITS:
        for lang in ("en", "zh", "both"):
            assert "7" in quantities.quantity(sum_of(value=7, unit=unit), lang)


def test_a_dataset_unit_is_counted_in_the_units_of_the_language():
    own = {"zh": {"unit-robots": "台", "unit-mn wafers": "百万片"}}
    lang = DatasetLang.of("zh", lambda: own)
    for unit, seven in (("robots", "7台"), ("mn robots", "700万台"), ("bn robots", "70亿台")):
        assert quantities.quantity(sum_of(value=7, unit=unit), lang) == seven
    # A unit that the dataset itself declares is not converted.
    assert quantities.quantity(sum_of(value=7, unit="mn wafers"), lang) == "7百万片"


@cases(exact=True)
def test_quantity(fields, en, zh):
    assert quantities.quantity(sum_of(**fields), "en") == en
    assert quantities.quantity(sum_of(**fields), "zh") == zh


def test_amounts():
    lines = quantities.amounts(
        [
            sum_of(amount_type="raised", value=139, unit="bn CNY", round=1, date="2014"),
            sum_of(amount_type="target", value=300, unit="bn CNY", bound="up-to", round=2),
            sum_of(amount_type="pledged"),
        ],
        "en",
    )
    assert lines == [
        "139 bn CNY raised, round 1 (2014)",
        "up to 300 bn CNY target, round 2",
        "? pledged",
    ]


def milestone(year, value, report, **more):
    keys = {"period": None, "statement": None, "cite": [], **more}
    return sum_of(year=year, value=value, unit="percent", report=report, **keys)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_milestones_are_joined_by_publication_a_line_a_year(lang):
    lines = quantities.milestones(
        [
            milestone(2025, 90, "roadmap-2017"),
            milestone(None, 99, "roadmap-2015"),
            milestone(2025, 80, "roadmap-2015", bound="more-than"),
            milestone(2020, 70, "roadmap-2015"),
            milestone(2020, 70, "roadmap-2017"),
            milestone(2025, 95, "undated"),
        ],
        REPORTS,
        lang,
    )
    also = "; also read: 95%" if lang == "en" else "；另有解读：95%"
    colon = ": " if lang == "en" else "："
    none = text.label("no-year", lang)
    assert lines == [f"2020{colon}70%", f"2025{colon}>80% → 90%{also}", f"{none}{colon}99%"]


REPORTED = ("roadmap-2015", "roadmap-2017")


def test_rival_readings_of_one_edition_are_no_change():
    one, two = ({"source": source, "at": None, "checked": "text"} for source in REPORTED)
    lines = quantities.milestones(
        [
            milestone(2025, 75, "roadmap-2015", cite=[one]),
            milestone(2025, 70, "roadmap-2015", cite=[one, two]),
            milestone(2025, 70, "roadmap-2017", bound="about"),
            milestone(2020, 5, "roadmap-2015"),
            milestone(2020, 5, "roadmap-2015", bound="less-than"),
        ],
        REPORTS,
        "en",
    )
    assert lines == ["2020: 5%; also read: <5%", "2025: 70%; also read: 75%, about 70%"]


def test_statements_come_in_order_of_publication():
    claims = [
        {"report": "roadmap-2017", "verb": "Make", "term": "quality revolution", "gloss": "later"},
        {"report": "roadmap-2015", "verb": None, "term": None, "gloss": "first"},
    ]
    assert quantities.statements(claims, REPORTS) == [
        "2015 roadmap-2015: first",
        "2018 roadmap-2017: Make “quality revolution”, later",
    ]


@cases
def test_an_indicator_is_listed_with_the_choice(periods, expected):
    observations = [claim(period=period, value=n) for n, period in enumerate(periods)]
    indicator = record("indicators", "amount", **INDICATOR, observations=observations)
    assert [*quantities.latest(indicator, dataset(indicator), "en")] == expected


@cases
def test_a_value_on_another_basis_than_the_headline_says_so(bases, expected, chinese):
    observations = [claim(period="2020", value=n, basis=each) for n, each in enumerate(bases)]
    ways = {"world": "All makers.", "one-maker": "One."}
    indicator = record("indicators", "amount", **INDICATOR, bases=ways, observations=observations)
    assert quantities.latest(indicator, dataset(indicator), "en") == (expected,)
    assert quantities.latest(indicator, dataset(indicator), "zh") == (chinese,)


@cases
def test_a_great_number_is_in_the_greater_unit_of_the_language(value, unit, zh):
    assert quantities.quantity(sum_of(value=value, unit=unit), "zh") == zh
    assert quantities.rounded_quantity(value, unit, "zh") == zh


def test_a_great_range_is_too():
    both = sum_of(low=9999, high=20_000, unit="mn t")
    assert quantities.quantity(both, "zh") == "99.99–200亿吨"
