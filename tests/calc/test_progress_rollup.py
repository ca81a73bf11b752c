"""Counts by group: every status, also without a verdict, and no mean without what it leaves out."""

from dataclasses import replace

import pytest

from builders import dataset, records_in
from cases import cases, data
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question
from mic25cli.calc.progress.rollup import count, mean_share, roll_up
from mic25cli.calc.progress.status import STATUSES
from mic25cli.errors import UsageError

COUNTED, RECORDS = data(__file__, "COUNTED", "RECORDS")


HELD = dataset(*records_in(RECORDS))
"""Five targets: met, missed, under way, without observation, without a number."""


@pytest.fixture
def results():
    return evaluate(HELD, Question("2021"))


def test_all_statuses_are_counted(results):
    counts = count(results)
    assert list(counts.statuses) == list(STATUSES)
    assert {status: number for status, number in counts.statuses.items() if number} == COUNTED
    assert (counts.by_targets.targets, counts.milestones) == (5, 5)
    assert (counts.assessed, counts.worst) == (3, "missed")
    assert counts.reasons == {"no-data": 1, "qualitative": 1, "unknown-year": 1}


def test_weak_evidence_is_counted(results):
    assert [(each.target, each.weak) for each in results if each.weak] == [("met", ("milestone",))]
    assert (count(results).weak, count(results).weak_targets) == (1, 1)


def test_by_industry_with_those_that_have_none(results):
    rolled = roll_up(results, "industry")
    assert [(group.key, group.counts.milestones) for group in rolled.groups] == [
        ("cars", 3),
        ("chips", 2),
        (None, 1),
    ]
    assert rolled.repeated == 1 and rolled.total.milestones == 5
    assert [group.counts.worst for group in rolled.groups] == ["missed", "missed", None]


@cases
def test_by_other_criteria(results, by, keys):
    assert [group.key for group in roll_up(results, by).groups] == keys


def test_an_unknown_criterion_names_the_known_ones(results):
    with pytest.raises(UsageError, match="'industri' is not a criterion") as fault:
        roll_up(results, "industri")
    assert fault.value.hint is not None and "industry" in fault.value.hint


def test_a_mean_says_what_it_leaves_out(results):
    mean = mean_share(results)
    assert (mean.counted, mean.left_out) == (3, 2)
    assert mean.progress == pytest.approx((35 / 30 + 20 / 30 + 15 / 30) / 3)
    assert all(group.mean is None for group in roll_up(results, "status").groups)
    rolled = roll_up(results, "status", mean=True)
    assert [(group.mean.counted, group.mean.left_out) for group in rolled.groups if group.mean] == [
        (1, 0),
        (1, 0),
        (1, 0),
        (0, 2),
    ]


def test_nothing_to_count():
    rolled = roll_up((), "industry")
    assert (rolled.groups, rolled.total.milestones, rolled.total.worst) == ((), 0, None)
    assert mean_share(()).progress is None


def test_several_milestones_of_a_target_are_one_target(results):
    first = results[0]
    second = replace(first, milestone=replace(first.milestone, applies=False))
    counts = count([first, second])
    assert (counts.milestones, counts.by_targets.targets) == (2, 1)
