"""The shipped records: every target can be asked about at any time, and a few cases that stand."""

from __future__ import annotations

import pytest

from mic25cli.calc.choose_observation import headline
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question, Result
from mic25cli.model.dataset import RecordSet
from mic25cli.model.dataset_at_date import view


@pytest.fixture
def dataset(shipped: RecordSet) -> RecordSet:
    return shipped


def result(
    dataset: RecordSet, target: str, year: int, report: str, as_of: str = "2025-12-31"
) -> Result:
    return next(
        each
        for each in evaluate(dataset, Question(as_of), [target])
        if (each.milestone.year, each.milestone.report) == (year, report)
    )


@pytest.mark.slow
def test_a_repeated_number_replaces_nothing(dataset: RecordSet) -> None:
    for target, seen in (
        ("green-demonstration-factories", 2121),
        ("green-demonstration-parks", 171),
    ):
        for report in ("mic25-plan-2015", "green-system-2016"):
            found = result(dataset, target, 2020, report)
            assert found.status == "met" and found.observation is not None
            assert found.observation.value == seen


def test_another_number_in_time_does(dataset: RecordSet) -> None:
    old = result(dataset, "nev-own-brand-share", 2025, "technology-roadmap-2015")
    assert old.status == "superseded"
    assert old.milestone.superseded_by == "technology-roadmap-2017"


def test_an_edition_seen_in_part_leaves_the_milestones_of_the_one_before(
    dataset: RecordSet,
) -> None:
    found = result(dataset, "own-brand-robot-share", 2020, "technology-roadmap-2015")
    assert found.status != "superseded" and "edition-not-read" in found.reasons
    assert found.milestone.unseen_edition == "technology-roadmap-2017"


@pytest.mark.parametrize(
    ("indicator", "value", "basis"),
    [("ev-battery-shipments", "80.8", None), ("c919-delivery-goal", "25", None)],
)
def test_what_an_indicator_is_listed_with(
    dataset: RecordSet, indicator: str, value: str, basis: str | None
) -> None:
    found = headline(dataset, dataset.kind("indicators")[indicator])
    assert found is not None
    assert (str(found[0]["value"]), found[1]) == (value, basis)


def test_met_late(dataset: RecordSet) -> None:
    found = result(dataset, "rd-intensity-national", 2019, "merics-2019")
    assert found.status == "met-late" and found.later is not None
    assert (found.later.period, found.measures.arrival) == ("2022", None)


def test_met_by_a_later_year(dataset: RecordSet) -> None:
    found = result(dataset, "quality-competitiveness-index", 2020, "mic25-plan-2015")
    assert (found.status, found.met_by) == ("not-assessable", 2021)


@pytest.mark.others
@pytest.mark.parametrize("as_of", ["2016", "2019-07", "2025-12-31", "2026-11"])
@pytest.mark.parametrize("known_at", [None, "2019-07"])
def test_every_shipped_target_can_be_asked_about(
    dataset: RecordSet, as_of: str, known_at: str | None
) -> None:
    cut = view(dataset, as_of, known_at).dataset
    for method in ("linear", "opensdg") if known_at else ("dns", "un2023"):
        results = evaluate(dataset, Question(as_of, known_at, method))
        there = {each.target for each in results}
        assert set(cut.kind("targets")) <= there
        headlines = [each.target for each in results if each.milestone.applies]
        assert sorted(headlines) == sorted(there)
        for each in results:
            assert each.status != "not-assessable" or each.reasons


def test_every_open_verdict_of_the_shipped_dataset_says_why(shipped: RecordSet) -> None:
    for result in evaluate(shipped, Question("2025-12-31"), every_method=False, series=False):
        over = result.milestone.year is not None and result.milestone.year <= 2025
        verdict = (result.status_if_standing or result.status) in ("met", "missed", "met-late")
        assert (result.certainty is not None) is (over and verdict)
        assert result.lean is None or (over and result.certainty is None and not verdict)
        assert not result.fragile or result.certainty == "inferred"
