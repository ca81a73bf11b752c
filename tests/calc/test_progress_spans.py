"""Hedges, ranges and bounds: a quantity's possible values, and whether they reach a target."""

from decimal import Decimal

import pytest

from builders import source
from cases import cases
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question
from mic25cli.calc.value_range import (
    Span,
    TargetValue,
    compare_to_target,
    disjoint,
    span_of,
    spread,
    target_value_of,
)
from mic25cli.model.units import UnitError
from progress_datasets import one


def quantity(**fields):
    return {"value": None, "low": None, "high": None, "bound": None, "unit": "percent", **fields}


@cases
def test_spread_is_half_a_digit_and_never_more_than_a_twentieth_of_a_round_number(printed, off):
    value = Decimal(printed) if "." in printed else int(printed)
    assert spread(value) == Decimal(off)


@cases(exact=True)
def test_ends(fields, low, best, high, opened):
    span = span_of(quantity(**fields), "percent", 0, 100)
    assert (span.low, span.best, span.high) == (low, best, high)
    assert [span.low_open, span.high_open] == opened


def test_without_limits_a_bound_has_no_end():
    assert span_of(quantity(value=5, bound="more-than")) == Span(5, 5, None, low_open=True)
    assert span_of(quantity(value=5, bound="up-to")) == Span(None, 5, 5)


def test_no_number_is_no_span():
    assert span_of(quantity()) is None


def test_a_hedge_is_as_wide_in_another_unit():
    span = span_of(quantity(value=Decimal("1.3"), bound="about", unit="mn units"), "units")
    assert span == Span(1_250_000, 1_300_000, 1_350_000)
    with pytest.raises(UnitError):
        span_of(quantity(value=1), "units")


def milestone(**fields):
    return {"value": None, "low": None, "high": None, "bound": None, **fields}


@cases(exact=True)
def test_a_target_says_whether_its_own_value_reaches_it(fields, direction, found):
    told = target_value_of(milestone(**fields), direction)
    assert told == (None if found is None else TargetValue(sign=direction, **found))


@cases
def test_reach(fields, target, wanted):
    span = span_of(quantity(**fields))
    assert span is not None and compare_to_target(span, TargetValue(*target)) == wanted


@cases
def test_disjoint(one, other, apart):
    spans = Span(*one[:3], *one[3:]), Span(*other[:3], *other[3:])
    assert disjoint(*spans) == disjoint(*spans[::-1]) == apart


GASES = {"unit": "Mt CO2e", "direction": "decrease", "timing": "flow"}


def asked(seen, as_of, *, direction="decrease", period="2023/2027"):
    bound = "up-to" if direction == "decrease" else "at-least"
    aim = {"period": period, "value": 1950, "bound": bound}
    held = one([aim], seen, indicator={**GASES, "direction": direction})
    (found,) = evaluate(held, Question(as_of))
    return found


@cases
def test_a_budget(seen, as_of, status, certainty, counted):
    found = asked(seen, as_of)
    assert (found.status, found.certainty) == (status, certainty), found.reasons
    assert found.total is not None and found.total.years == 5
    assert [found.total.value, found.total.years_seen] == counted


@cases
def test_a_sum_to_reach(seen, as_of, status, certainty):
    found = asked(seen, as_of, direction="increase")
    assert (found.status, found.certainty) == (status, certainty), found.reasons


def test_financial_years_are_years_of_a_span_that_begins_with_them():
    seen = {"2022-04/2023-03": 300, "2023-04/2024-03": 300, "2023": 300}
    found = asked(seen, "2024-06-30", period="2022-04/2027-03")
    assert (found.total.value, found.total.years_seen, found.total.years) == (600, 2, 5)
    assert found.milestone.year == 2027


def test_a_total_and_the_value_of_its_last_year_replace_nothing_of_each_other():
    total = {"period": "2023/2027", "value": 1950, "bound": "up-to"}
    later = {"report": "later", "year": 2027, "value": 380, "bound": "up-to"}
    held = one([total, later], (), None, source("later", published="2023"), indicator=GASES)
    found = evaluate(held, Question("2024"))
    assert [each.milestone.superseded_by for each in found] == [None, None]
