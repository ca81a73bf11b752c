"""The derivation for one target as a value, and outside verdicts beside the computed status."""

import pytest

from builders import records_in
from cases import data
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.explain import explain
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.outside_assessments import matrix
from mic25cli.calc.progress.result import Question
from mic25cli.errors import UsageError
from progress_datasets import one

TRENDS, SEEN, OTHERS, WORKING = data(__file__, "TRENDS", "SEEN", "OTHERS", "WORKING")


def held():
    return one(
        {2020: 50, 2025: 70},
        SEEN,
        40,
        *records_in(OTHERS),
        indicator={"bases": {"head": "counted narrowly", "wide": "counted widely"}},
        industries=["chips"],
    )


def test_the_derivation():
    told = explain(held(), "target", Question("2023"))
    assert told.headline == 0 and told.results[0].milestone.year == 2020
    assert [each.status for each in told.results] == ["not-assessable", "behind"]
    assert told.judged_by.method.measure == "pace" and [cut.word for cut in told.thresholds] == [
        "on-track",
        "behind",
        "far-behind",
        "regressing",
    ]
    assert [each.id for each in told.results[1].methods] == list(METHODS)
    assert [*told.results[1].method.working] == WORKING
    assert [each.use for each in told.results[1].candidates] == [
        "earlier-period",
        "decides",
        "other-basis",
    ]
    assert [each.id for each in told.sources] == ["plan", "paper"]


@pytest.mark.parametrize("name", [name for name in METHODS if name != "dns"])
def test_every_method_fills_in_its_formula(name):
    told = explain(held(), "target", Question("2023", method=name))
    working = told.results[1].method.working
    assert working and all("=" in line for line in working)
    assert told.results[1].method.id == name
    assert told.judged_by.method.measure == METHODS[name].measure


def test_outsiders_on_the_target_come_before_those_on_its_industry():
    assert explain(held(), "target", Question("2023")).outside == ()
    told = explain(held(), "target", Question("2025"))
    assert [
        (each.assessment, each.scope, each.verdict, each.category, each.reading)
        for each in told.outside
    ] == [
        ("parts", "target", "out of reach", None, "not-met"),
        ("parts", "industry", "fell short", "missed", None),
    ]


def test_an_unknown_target_names_the_nearest():
    with pytest.raises(UsageError, match="'targte' is not a target") as fault:
        explain(held(), "targte", Question("2023"))
    assert fault.value.hint == "did you mean 'target'?"
    with pytest.raises(UsageError, match="'linaer' is not a method"):
        explain(held(), "target", Question("2023", method="linaer"))


def test_a_direction_without_a_number_shows_the_trend():
    held_ = one([{"year": 2025, "statement": "more"}], {"2015": 100, "2020": 110})
    trends = {each.method: each.word for each in explain(held_, "target", Question("2021")).trends}
    assert trends == TRENDS
    assert explain(held(), "target", Question("2023")).trends == ()


def test_the_matrix_sets_counts_beside_verdicts():
    dataset = held()
    table = matrix(dataset, evaluate(dataset, Question("2023")))
    assert [each.assessment for each in table.assessors] == ["whole", "parts"]
    assert [(each.met, each.total) for each in table.assessors] == [(86.0, 100.0), (None, None)]
    assert [verdict.verdict for verdict in table.assessors[0].overall] == ["mixed"]
    assert [verdict.subject for verdict in table.assessors[1].overall] == [None, "all else"]
    chips, cars = table.rows
    assert [verdict.verdict for verdict in chips.verdicts["parts"]] == ["fell short"]
    assert chips.verdicts["whole"] == () and cars.verdicts["parts"] == ()
    assert (chips.computed.statuses["behind"], chips.computed.statuses["not-assessable"]) == (1, 1)
    assert cars.computed.milestones == 0


def test_the_matrix_of_some_industries():
    dataset = held()
    table = matrix(dataset, evaluate(dataset, Question("2023")), ["cars"])
    assert [row.industry for row in table.rows] == ["cars"]
