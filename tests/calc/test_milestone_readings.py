"""The editions for one year: the current reading, and what a later report changed."""

from itertools import pairwise

import pytest

from builders import dataset, source
from cases import cases
from mic25cli.calc import milestone_readings
from mic25cli.calc.diff.claim_fields import last_day
from mic25cli.calc.diff.compare import diff
from mic25cli.calc.diff.sides import state
from mic25cli.calc.record_filters import Selection, select
from mic25cli.calc.source_grades import cite_of
from mic25cli.errors import UsageError
from mic25cli.model.dataset import published


def changed(dataset, text):
    found = select(dataset, "targets", Selection(filters={"changed": text}))
    return sorted(record["id"] for record in found)


@pytest.mark.parametrize("text", ["rised", "outcome", "raised,rised", ","])
def test_what_is_no_class_is_refused(shipped, text):
    with pytest.raises(UsageError) as refused:
        changed(shipped, text)
    assert "class of change" in str(refused.value)


@pytest.mark.slow
def test_the_classes_are_those_of_a_diff_between_the_dates_of_the_reports(shipped):
    """A diff between the dates of two consecutive reports shows the same for each target."""
    several = 0
    for target in shipped.kind("targets").values():
        found = {published(shipped, claim["report"]) for claim in target["milestones"]} - {None}
        dates = sorted(map(str, found), key=last_day)
        if len(dates) < 2 or not all(date[:4].isdigit() and "/" not in date for date in dates):
            continue
        several += 1
        told = set()
        for old, new in pairwise(dates):
            found = diff(state(shipped, old), state(shipped, new), ["targets"])
            told |= {
                change.class_
                for change in found.changes
                if change.id == target["id"] and change.path == "milestones"
            }
        assert milestone_readings.classes(shipped, target) == told, target["id"]
    assert several


GRADES = {"good": "A", "weak": "D", "other": "D"}
SOURCES = dataset(
    *(source(name, authority=grade) for name, grade in GRADES.items()),
    source("plan", published="2015"), source("later", published="2018"),
)  # fmt: skip


@cases
def test_which_of_several_readings_stands(claims, current):
    """Claims are given by value (a text for words), report and sources."""
    empty = dict.fromkeys(("value", "low", "high", "bound", "statement"))
    read = [
        {
            **empty, "statement" if isinstance(value, str) else "value": value, "unit": "percent",
            "report": report, "cite": [cite_of(each) for each in sources],
        }
        for value, report, *sources in claims
    ]  # fmt: skip
    editions = milestone_readings.editions(SOURCES, read)
    assert [edition.current["value"] for edition in editions] == current
