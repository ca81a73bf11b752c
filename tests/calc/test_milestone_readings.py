"""What editions say of one year: which reading stands, and what a later report changed."""

from itertools import pairwise

import pytest

from mic25cli.calc import milestone_readings
from mic25cli.calc.diff.claim_fields import last_day
from mic25cli.calc.diff.compare import diff
from mic25cli.calc.diff.sides import state
from mic25cli.calc.select import Selection, select
from mic25cli.calc.source_grades import grade_of, independent_source
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
    """From the day of each report to that of the next, a diff tells the same of each target."""
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


def claim(value, report, *sources, **more):
    cite = [{"source": each, "at": None, "checked": "excerpt"} for each in sources]
    return {
        "value": value, "low": None, "high": None, "bound": None, "unit": "percent",
        "statement": None, "report": report, "cite": cite, **more,
    }  # fmt: skip


def test_which_of_several_readings_stands(shipped):
    plan, later = "technology-roadmap-2015", "technology-roadmap-2017"
    sources = shipped.kind("sources")
    good = next(id_ for id_ in sources if grade_of(sources[id_]) == "A")
    weak = next(id_ for id_ in sources if grade_of(sources[id_]) == "D")

    def current(*claims):
        return [
            edition.current["value"] for edition in milestone_readings.editions(shipped, claims)
        ]

    assert current(claim(70, plan, weak), claim(75, plan, good)) == [75], "the better grade"
    others = (id_ for id_ in sources if grade_of(sources[id_]) == "D")
    other = next(
        id_
        for id_ in others
        if independent_source(shipped, id_) != independent_source(shipped, weak)
    )
    assert current(claim(70, plan, weak), claim(75, plan, weak, other)) == [75], (
        "more independent sources"
    )
    assert current(claim(70, plan, weak), claim(75, plan, weak, weak)) == [70], (
        "one independent source"
    )
    assert current(claim(70, plan, weak), claim(75, plan, weak)) == [70], "the first"
    assert current(claim(90, later, weak), claim(80, plan, weak)) == [80, 90], "in order"
    words = claim(None, plan, good, statement="much")
    assert current(words, claim(70, plan, weak)) == [70], "a number before words"
