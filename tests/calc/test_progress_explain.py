"""The derivation for one target as a value, and outside verdicts beside the computed status."""

import pytest

from builders import claim, record, source
from cases import data
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.explain import explain
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.outside_assessments import matrix
from mic25cli.calc.progress.result import Question
from mic25cli.errors import UsageError
from progress_datasets import one

[TRENDS] = data(__file__, "TRENDS")


def assessment(record_id, date, **fields):
    base = {
        "title": record_id,
        "assessor": record_id.upper(),
        "date": date,
        "verdict": "mixed",
        "cite": [claim()["cite"][0]],
    }
    return record("assessments", record_id, **{**base, **fields})


def held():
    chips = record("industries", "chips", name={"en": "Chips"}, number=1)
    cars = record("industries", "cars", name={"en": "Cars"}, number=2)
    return one(
        {2020: 50, 2025: 70},
        [
            {"period": "2018", "value": 45},
            {"period": "2022", "value": 55},
            {"period": "2022", "value": 56, "basis": "wide"},
        ],
        40,
        chips,
        cars,
        source("unused", published="2020"),
        assessment("whole", "2024-04", met=86, total=100, unit="targets"),
        assessment(
            "parts",
            "2025-05",
            findings=[
                claim(
                    subject="chips", industries=["chips"], verdict="fell short", category="missed"
                ),
                claim(
                    subject="the target",
                    targets=["target"],
                    verdict="out of reach",
                    reading="not-met",
                ),
                claim(subject="all else", verdict="hard to say"),
            ],
        ),
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
    assert told.results[1].method.working == (
        "p = (y - b)/(T - b) = (55 - 40)/(70 - 40) = 0.5",
        "e = clamp((t - t0)/(tT - t0), 0, 1) = clamp((2022 - 2015)/(2025 - 2015), 0, 1) = 0.7",
        "pace = p/e = 0.5/0.7 = 0.714286",
    )
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
