"""What can be a side, how nonsense is refused, and how changes are chosen and counted."""

import pytest

from builders import records_in
from cases import cases, data
from diff_datasets import REPORTS, claim, dataset, indicator, source, target
from mic25cli.calc.diff.changes import CLASSES, choose, notes, summarize
from mic25cli.calc.diff.compare import diff
from mic25cli.calc.diff.sides import edition, side_of_report, sides, state
from mic25cli.errors import UsageError
from mic25cli.model.dataset import RecordSet

DATASET = dataset(*REPORTS, *records_in(*data(__file__, "RECORDS")))


@cases
def test_both_sides(old, new, sort):
    pair = sides(DATASET, old, new)
    assert (pair.old.label.sort, pair.new.label.sort) == (sort, sort)
    assert (pair.old.label.at, pair.new.label.at) == (old, new)


def test_a_report_is_labelled_with_what_is_known_of_it():
    label = side_of_report(DATASET, "roadmap-2017").label
    assert (label.title, label.published, label.coverage) == ("roadmap-2017", "2018-01", "excerpt")


@cases
def test_nonsense(old, new, known_at, message, hint):
    with pytest.raises(UsageError) as caught:
        sides(DATASET, old, new, known_at)
    assert message in caught.value.message
    assert hint in (caught.value.hint or "")
    assert caught.value.exit_code == 2


def test_choosing():
    found = diff(state(DATASET, "2015"), state(DATASET, "2018"))
    assert {change.class_ for change in choose(found, ["raised"], None).changes} == {"raised"}
    assert [change.id for change in choose(found, (), "vehicles").changes] == [
        "nev-share", "big-fund",
    ]  # fmt: skip
    assert choose(found, ["lowered"], None).changes == ()
    assert choose(found, (), None).changes == found.changes


def test_what_matters_most_comes_first():
    found = diff(state(DATASET, "2015"), state(DATASET, "2018"))
    told = [(change.kind, change.class_) for change in found.changes if change.kind != "sources"]
    assert told == [
        ("targets", "raised"), ("targets", "raised"), ("wording", "added"), ("funds", "added"),
    ]  # fmt: skip


def test_counting():
    summary = summarize(diff(state(DATASET, "2015"), state(DATASET, "2018"), ["targets", "funds"]))
    assert summary.changes == 3
    assert summary.classes == {**dict.fromkeys(CLASSES, 0), "raised": 2, "added": 1}
    assert [(each.kind, each.changes) for each in summary.kinds] == [("targets", 2), ("funds", 1)]
    assert summary.kinds[0].classes == {**dict.fromkeys(CLASSES, 0), "raised": 2}


def test_counting_nothing():
    summary = summarize(diff(state(DATASET, "2015"), state(DATASET, "2015")))
    assert (summary.changes, summary.kinds) == (0, ())
    assert set(summary.classes) == set(CLASSES)


def test_a_source_without_a_date_is_left_out_and_counted_also_where_a_claim_names_it():
    some = dataset(
        source("named", None),
        source("unnamed", None),
        indicator("share"),
        target(claim("named", year=2025, value=80)),
    )
    found = diff(state(some, "2015"), state(some, "2018"))
    assert [side.undated["sources"] for side in (found.sides.old, found.sides.new)] == [2, 2]
    assert not [change for change in found.changes if change.kind == "sources"]


def test_notes_say_what_a_number_does_not():
    found = diff(side_of_report(DATASET, "roadmap-2015"), side_of_report(DATASET, "roadmap-2017"))
    by_key = {
        (change.id, change.key["year"]): [
            (note.code, note.reports) for note in notes(change, found)
        ]
        for change in found.changes
        if change.key
    }
    assert by_key == {
        ("nev-share", 2025): [],
        ("fuel-use", 2025): [("less-is-better", ())],
        ("fuel-use", 2020): [("excerpts-only", ("roadmap-2017",))],
    }


def test_a_diff_leaves_both_datasets_as_they_were():
    before = [dict(record) for record in DATASET]
    diff(state(DATASET, "2015"), state(DATASET, "2018"))
    diff(edition(DATASET, "x"), edition(RecordSet.of({}), "y"))
    assert [dict(record) for record in DATASET] == before
