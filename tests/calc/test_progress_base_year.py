"""A cut in percent of a base year is judged on the indicator's own values."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import dataset_texts, source
from cases import cases
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question
from progress_datasets import one

# Published after the dates of the questions: the base year counts as other figures do.
SEEN = [{"source": "inventory", "checked": "text"}]


def judged(*values, cut=-68, baseline=None, day="2031", **more):
    seen = [{"period": str(when), "value": value, "cite": SEEN} for when, value in values]
    aim = {"year": 2030, "value": cut, "unit": "percent", "base_year": 1990} | more
    inventory = source("inventory", published="2035")
    shape = {"unit": "Mt CO2e", "direction": "decrease", "timing": "flow"}
    return evaluate(one([aim], seen, baseline, inventory, indicator=shape), Question(day))[0]


@cases(exact=True)
def test_a_cut_is_judged_on_the_values_of_the_indicator(seen, cut, more, found):
    """`found` is the status, and the milestone's value or range, bound and change."""
    result = judged(*seen, cut=cut, **more)
    aim = result.milestone
    value = aim.value if aim.low is None else [aim.low, aim.high]
    assert [result.status, value, aim.bound, aim.change] == found
    assert (aim.unit, aim.base_year) == ("Mt CO2e", 1990)


def test_it_starts_from_the_base_year_where_it_has_no_baseline():
    result = judged((1990, 800), (2024, 371), day="2025")
    assert (result.status, result.baseline and result.baseline.period) == ("behind", "1990")


def test_without_the_base_year_it_stays_in_percent_and_is_not_judged():
    result = judged((1991, 800), (2030, 250))
    assert (result.milestone.value, result.milestone.unit) == (-68, "percent")
    assert result.milestone.change is None
    assert (result.status, result.reasons[0]) == ("not-assessable", "no-base-year")
    assert result.observation is not None and result.observation.value == 250
    assert result.shortfall is None and result.measures.progress is None


@pytest.mark.parametrize("base", [0, -20])
def test_a_change_from_nothing_or_from_below_it_is_refused(base):
    result = judged((1990, base), (2030, 250), cut=50)
    assert (result.status, result.reasons[0]) == ("not-assessable", "zero-base")


def test_a_baseline_of_the_base_year_will_do():
    start = {"period": "1990", "value": 800, "unit": "Mt CO2e"}
    result = judged((2030, 250), baseline=start)
    assert (result.status, result.milestone.value) == ("met", 256)


@given(st.integers(1, 10_000), st.integers(0, 20_000), st.integers(-99, 50))
def test_it_is_judged_as_the_amount_would_be(base, seen, change):
    target = Decimal(base) * (100 + change) / 100
    against = judged((1990, base), (2030, seen), cut=change)
    start = {"period": "1990", "value": base, "unit": "Mt CO2e"}
    given_ = {"unit": "Mt CO2e", "base_year": None}
    plain = judged((1990, base), (2030, seen), cut=target, baseline=start, **given_)
    assert (against.status, against.milestone.value) == (plain.status, target)
    assert against.measures == plain.measures


def test_a_change_is_in_percent_or_a_multiple():
    with pytest.raises(ValueError, match="unit: times"):
        judged((1990, 800), unit="Mt CO2e")


@cases
def test_a_sentence_says_which_year_is_missing(mic25, records, change, wanted):
    texts = dataset_texts("no-base-year")
    texts["targets.yaml"] = texts["targets.yaml"].replace("CHANGE", str(change))
    # A shorter sentence gives it, too.
    long = "Output of flights of all machines of all machines of all machines of all machines"
    shorter = {name: text.replace("Output of flights", long) for name, text in texts.items()}
    assert shorter != texts
    for files, name in ((texts, "plain"), (shorter, "long")):
        given_ = ("--records", str(records(files, name)), "--as-of", "2020", "--json")
        answer = json.loads(mic25("explain", "noise", *given_).out)["answer"]["en"]
        assert f"target is {wanted} by 2030" in answer and "Needed: the figure for 1990" in answer
    ran = mic25("table", "statuses", *given_)
    assert ran.code == 0, ran.err
    [row] = json.loads(ran.out)
    assert (row["milestone_value"], row["unit"], row["seen_value"]) == (change, "percent", None)
    assert row["seen_claim"] == "indicators/flights#2019@paper"
