"""Totals over a span of years: budgets, sums, financial years; never judged on one year of it."""

from builders import source
from cases import cases
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question
from progress_datasets import one

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
