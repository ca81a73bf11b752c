"""Two evaluations against each other: what changed, what got worse, and in which order."""

from __future__ import annotations

from typing import Any

from mic25cli.calc.progress.against import outcomes, status_of
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question
from mic25cli.model.book import RecordBook
from progress_books import one

MILESTONES = [{"year": 2020, "value": 70}, {"year": 2025, "value": 90}]
BASE = {"period": "2015", "value": 20}


def goal(values: dict[str, int], milestones: list[dict[str, Any]] = MILESTONES) -> RecordBook:
    return one(milestones, [{"period": p, "value": v} for p, v in values.items()], BASE)


def changed(old: RecordBook, new: RecordBook, as_of: str = "2025-12-31") -> list[tuple[Any, ...]]:
    results = [evaluate(held, Question(as_of)) for held in (old, new)]
    return [
        (each.either.milestone.year, status_of(each.old), status_of(each.new), each.worse)
        for each in outcomes(*results)
    ]


SEEN = {"2020": 75, "2025": 95}


def test_nothing_changed() -> None:
    assert changed(goal(SEEN), goal(SEEN)) == []


def test_what_got_worse_comes_first() -> None:
    assert changed(goal({"2020": 60, "2025": 95}), goal({"2020": 75, "2025": 60})) == [
        (2025, "achieved", "missed", True),
        (2020, "met-late", "achieved", False),
    ]


def test_the_same_status_on_other_evidence_is_told_but_not_worse() -> None:
    assert changed(goal(SEEN), goal({**SEEN, "2020": 71})) == [
        (2020, "achieved", "achieved", False)
    ]


def test_a_lost_verdict_is_worse_than_a_good_one_and_better_than_a_bad_one() -> None:
    silent: dict[str, int] = {}
    assert {worse for *_, worse in changed(goal(SEEN), goal(silent))} == {True}
    assert {worse for *_, worse in changed(goal({"2020": 60, "2025": 60}), goal(silent))} == {False}


def test_a_milestone_that_came_or_went_counts_where_it_has_a_verdict() -> None:
    only = [MILESTONES[0]]
    assert changed(goal(SEEN, only), goal(SEEN)) == [(2025, None, "achieved", False)]
    assert changed(goal(SEEN), goal(SEEN, only)) == [(2025, "achieved", None, False)]
    assert changed(goal({}, only), goal({})) == []


def test_a_corrected_report_is_no_other_milestone() -> None:
    other = [{**each, "report": "other"} for each in MILESTONES]
    assert changed(goal(SEEN), goal(SEEN, other)) == []


def test_the_order_of_milestones_decides_nothing() -> None:
    late = goal({"2020": 60, "2025": 60})
    assert changed(goal(SEEN), late) == changed(goal(SEEN, MILESTONES[::-1]), late)
