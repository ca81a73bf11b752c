"""Two evaluations compared: what changed, what got worse, and in which order."""

import pytest

from builders import claim, dataset, record, source
from cases import cases
from mic25cli.calc.progress.compare_outcomes import outcomes, status_of
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question, stated
from mic25cli.model.dataset import RecordSet
from progress_datasets import PLAN, claims, one

MILESTONES = [{"year": 2020, "value": 70}, {"year": 2025, "value": 90}]
YEARS = {each["year"]: each for each in MILESTONES}
BASE = {"period": "2015", "value": 20}


def target(values, milestones=MILESTONES):
    return one(milestones, [{"period": p, "value": v} for p, v in values.items()], BASE)


def changed(old, new, as_of="2025-12-31"):
    results = [evaluate(held, Question(as_of)) for held in (old, new)]
    return [
        (each.either.milestone.year, status_of(each.old), status_of(each.new), each.worse)
        for each in outcomes(*results)
    ]


SEEN = {"2020": 75, "2025": 95}


@cases
def test_what_changed_between_two_evaluations(old, new, as_of, found):
    """The target has milestones for these years; null: there is no target."""
    both = [
        GONE if each is None else target(each["seen"], [YEARS[year] for year in each["years"]])
        for each in (old, new)
    ]
    assert [[*each] for each in changed(*both, as_of)] == found


NOTHING: dict[str, int] = {}
GOOD, BAD = target({"2025": 95}, MILESTONES[1:]), target({"2025": 60}, MILESTONES[1:])
SILENT = target(NOTHING, MILESTONES[1:])
GONE = dataset(PLAN)
MOVED = target({"2025": 60}, [{"year": 2027, "value": 90}])
EASIER = target({"2025": 60}, [{"year": 2025, "value": 60}])

EDITS = [
    # An edit and its reverse: old, new, the status before and after, what happened to the target,
    # and whether the edit, and then its reverse, makes something worse or loses something.
    (GOOD, SILENT, "met", "not-assessable", None, None, (True, True), (False, False)),
    (GOOD, GONE, "met", None, "dropped", None, (True, True), (False, False)),
    (BAD, SILENT, "missed", "not-assessable", None, None, (True, True), (False, False)),
    (BAD, GONE, "missed", None, "dropped", None, (True, True), (False, False)),
    (BAD, MOVED, "missed", "behind", "postponed", "brought-forward", (True, True), (True, False)),
    (BAD, EASIER, "missed", "met", "lowered", "raised", (False, True), (True, False)),
    (GOOD, BAD, "met", "missed", None, None, (True, False), (False, False)),
]


@pytest.mark.parametrize(
    ("old", "new", "was", "now", "target_now", "target_back", "there", "back"), EDITS
)
def test_an_edit_and_its_mirror(old, new, was, now, target_now, target_back, there, back):
    (edit,), (mirror,) = (
        outcomes(*(evaluate(held, Question("2025-12-31")) for held in pair))
        for pair in ((old, new), (new, old))
    )
    assert (status_of(edit.old), status_of(edit.new), edit.milestone) == (was, now, target_now)
    assert (edit.worse, edit.lost) == there
    assert (status_of(mirror.old), status_of(mirror.new), mirror.milestone) == (
        now,
        was,
        target_back,
    )
    assert (mirror.worse, mirror.lost) == back


def targets(old, new, **more):
    datasets = (one(old, {"2025": 60}, 20), one(new, {"2025": 60}, 20, **more))
    found = outcomes(*(evaluate(held, Question("2025-12-31")) for held in datasets))
    return [(each.milestone, each.worse, each.lost) for each in found if each.milestone]


@cases
def test_what_became_of_a_target(old, new, became):
    found = targets([{"year": 2025, **old}], [{"year": 2025, **new}])
    assert [each[0] for each in found] == ([became] if became else [])
    assert all(lost for change, _, lost in found if change in ("lowered", "postponed", "dropped"))


@pytest.mark.parametrize(
    ("number", "became", "worse"), [(95, "raised", False), (55, "lowered", False)]
)
def test_what_superseded_a_target_says_what_became_of_it(number, became, worse):
    later = source("later", published="2020", authority="A")
    old = [{"year": 2025, "value": 90}]
    new = [*old, {"year": 2025, "value": number, "report": "later"}]
    datasets = (one(old, {"2025": 60}, 20, later), one(new, {"2025": 60}, 20, later))
    found = outcomes(*(evaluate(held, Question("2025-12-31")) for held in datasets))
    (pair,) = (each for each in found if each.old)
    assert status_of(pair.new) == "superseded"
    assert (pair.milestone, pair.worse, pair.lost) == (became, worse, became == "lowered")


def test_a_target_that_was_withdrawn_is_lost_whatever_was_known_of_it():
    dropped = {"report": "plan", "date": "2020", "cite": claim()["cite"]}
    assert targets(MILESTONES[1:], MILESTONES[1:], withdrawn=dropped) == [("dropped", True, True)]


def test_a_corrected_report_is_no_other_milestone():
    other = [{**each, "report": "other"} for each in MILESTONES]
    assert changed(target(SEEN), target(SEEN, other)) == []


def test_the_order_of_milestones_decides_nothing():
    late = target({"2020": 60, "2025": 60})
    assert changed(target(SEEN), late) == changed(target(SEEN, MILESTONES[::-1]), late)


def test_a_target_that_got_another_id_is_the_same_and_not_gone():
    kinds = {kind: BAD.kind(kind) for kind in ("sources", "indicators")}
    aim = {"aim": {**BAD.kind("targets")["target"], "id": "aim"}}
    datasets = GOOD, RecordSet.of({**kinds, "targets": aim})
    (old,), (new,) = (evaluate(held, Question("2025-12-31")) for held in datasets)
    former = {"targets/target": "targets/aim"}
    for one_way, other_way, worse in ((old, new, True), (new, old, False)):
        (pair,) = outcomes([one_way], [other_way], former)
        assert (pair.either.target, pair.milestone, pair.worse) == ("aim", None, worse)
    assert [each.gone for each in outcomes([old], [new])] == [True, False]


UNITS = {f"i{number}": number for number in range(15)}


def inferable(values):
    """The target in a dataset with figures on the same scale, from which outcomes are inferred."""
    others = [
        record(
            "indicators",
            name,
            direction="increase",
            observations=claims([{"period": f"201{y}", "value": n + y % 3} for y in range(5, 9)]),
        )
        for name, n in UNITS.items()
    ]
    return one(
        MILESTONES[1:],
        [{"period": period, "value": value} for period, value in values.items()],
        BASE,
        *others,
        indicator={"unit": "percent"},
    )


@pytest.mark.parametrize(("last", "status"), [(60, "missed"), (99, "met")])
def test_what_was_observed_and_is_inferred_now_is_worse(last, status):
    firm, loose = (inferable({year: last}) for year in ("2025", "2024"))
    results = [evaluate(held, Question("2025-12-31")) for held in (firm, loose)]
    assert [each.status for (each,) in results] == [status, status]
    assert [each.certainty for (each,) in results] == ["observed", "inferred"]
    ways = (results, "lost", True), (results[::-1], "gained", False)
    for both, certainty, bad in ways:
        (found,) = outcomes(*both)
        assert (found.changed, found.certainty) == ("certainty", certainty)
        assert (found.worse, found.lost) == (bad, bad)
    assert [stated(each, ["missed", "met"]) for (each,) in results] == [True, True]
    assert [stated(each, [f"{status}:observed"]) for (each,) in results] == [True, False]
    assert [stated(each, [f"{status}:inferred"]) for (each,) in results] == [False, True]


def test_a_lean_is_no_status_of_a_gate():
    (near,) = evaluate(inferable({"2024": 89}), Question("2025-12-31"))
    (far,) = evaluate(inferable({"2024": 91}), Question("2025-12-31"))
    assert (near.status, far.lean) == ("not-assessable", "met")
    assert not any(stated(each, ["missed", "missed:inferred", "met"]) for each in (near, far))
