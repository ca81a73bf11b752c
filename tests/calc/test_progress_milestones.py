"""Which milestone applies, and which was replaced by a later report."""

import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builders import CITE, source
from cases import cases
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question
from mic25cli.model import edtf
from progress_datasets import one

FIRST = source("first", published="2015-09", authority="A")
SECOND = source("second", published="2018-01", authority="A")
STUDY = source("study", published="2016-12", authority="B")
VAGUE = source("vague", published="2015", authority="A")
LATE = source("late", published="2026-02", authority="A")
UNDATED = source("undated", published=None, authority="A")


def results(*milestones, as_of, observations=(), **question):
    held = one(milestones, observations, None, FIRST, SECOND, STUDY, VAGUE, LATE, UNDATED)
    return list(evaluate(held, Question(as_of, **question)))


def set_by(report, value=80, year=2025):
    return {
        "year": year,
        "value": value,
        "report": report,
        "cite": [{"source": report, "at": None, "checked": "text"}],
    }


@cases
def test_which_milestones_stand(set_, as_of, known_at, found):
    """The milestones are given by report, value and year; the result has value, status and whether
    it applies."""
    told = results(*(set_by(*each) for each in set_), as_of=as_of, known_at=known_at)
    assert [[e.milestone.value, e.status, e.milestone.applies] for e in told] == found


def test_a_later_report_replaces_an_earlier_one_for_the_same_year():
    old, new = results(
        set_by("first"),
        set_by("second", 90),
        as_of="2018-01",
        observations=[{"period": "2017", "value": 85}],
    )
    told = old.status, old.status_if_standing, old.milestone.superseded_by
    assert told == ("superseded", "already-met", "second")
    assert (new.status, new.status_if_standing) == ("not-assessable", None)


def test_several_values_of_one_report_stand_and_the_first_is_the_headline():
    plain, other = results(
        set_by("first", 20),
        {**set_by("first", 25), "cite": [{**CITE, "source": "other"}]},
        as_of="2019",
        observations=[{"period": "2018", "value": 22}],
    )
    assert (plain.milestone.applies, other.milestone.applies) == (True, False)
    assert plain.status == "already-met" and "sources-disagree" in plain.reasons
    assert other.status == "not-assessable"


@cases
def test_the_last_milestone_due_applies_and_the_next_one_if_none_is(as_of, year):
    found = results(set_by("first", 10, 2025), set_by("first", 5, 2020), as_of=as_of)
    assert [each.milestone.year for each in found if each.milestone.applies] == [year]
    due = {each.milestone.year for each in found if each.milestone.due}
    assert due == {each for each in (2020, 2025) if f"{each}-12-31" <= as_of.ljust(10, "~")}


@pytest.mark.parametrize(("as_of", "year"), [("2016", None), ("2020", 2020), ("2026", 2025)])
def test_a_milestone_without_a_year_is_due_and_one_that_has_a_year_goes_before_it(as_of, year):
    found = results(
        set_by("first", 10, 2025), set_by("first", 5, 2020), set_by("first", 9, None), as_of=as_of
    )
    assert [each.milestone.year for each in found if each.milestone.applies] == [year]
    assert [each.milestone.due for each in found if each.milestone.year is None] == [True]


DATES = ("2015", "2015-03", "2014/2016", "2015-03-04", "2016", "2016/..", "2017-01", "2019", None)
REPORTS = {
    f"{grade.lower()}{place}": source(f"{grade.lower()}{place}", published=date, authority=grade)
    for grade in "ABD"
    for place, date in enumerate(DATES)
}


@example([("a3", 20), ("a4", 30), ("a6", 20)])
@given(st.lists(st.tuples(st.sampled_from(sorted(REPORTS)), st.sampled_from([20, 30])), min_size=1))
def test_the_rule_of_replacing_holds_between_any_two(set_):
    held = one([set_by(*each, year=2018) for each in set_], (), None, *REPORTS.values())
    found = list(evaluate(held, Question("2026")))

    def ends(report):
        text = REPORTS[str(report)]["published"]
        when = edtf.parse(text or "../2030")
        return when.earliest, when.latest

    def replaces(other, own):
        (first, last), (_, before) = ends(other.milestone.report), ends(own.milestone.report)
        return (
            None not in (first, last, before)
            and REPORTS[str(own.milestone.report)]["published"] is not None
            and before < first
            and last.year <= 2018
            and str(other.milestone.grade) <= str(own.milestone.grade)
            and any(
                each.milestone.value != own.milestone.value
                for each in found
                if each.milestone.report == other.milestone.report
            )
        )

    for own in found:
        last = max(
            (
                (ends(each.milestone.report)[1], each.milestone.report)
                for each in found
                if replaces(each, own)
            ),
            default=(None, None),
        )
        assert own.milestone.superseded_by == last[1]
    standing = [each for each in found if each.milestone.superseded_by is None]
    for own in standing:
        first, last = ends(own.milestone.report)
        others = [
            ends(each.milestone.report)
            for each in standing
            if each.milestone.report != own.milestone.report
        ]
        beside = any(
            None in (first, last, *other) or not (other[1] < first or last < other[0])
            for other in others
        )
        undated = own.milestone.published is None
        assert ("undated-report" in own.reasons) is (beside or undated)
        rivals = [
            each
            for each in standing
            if each.milestone.value != own.milestone.value
            and each.milestone.report != own.milestone.report
        ]
        assert ("sources-disagree" in own.reasons) is bool(rivals)


def _steps(count):
    """The number of our own lines run to judge so many milestones for one year."""
    reports = [
        source(f"r{n}", published=f"{2000 + n // 12}-{n % 12 + 1:02}", authority="ABCD"[n % 4])
        for n in range(count)
    ]
    milestones = [set_by(each["id"], n % 7) for n, each in enumerate(reports)]
    held = one(milestones, {"2020": 3}, 1, *reports)
    lines = 0

    def step(frame, event, _):
        nonlocal lines
        lines += event == "line"
        return step if "mic25cli" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(step)
    try:
        evaluate(held, Question("2060"))
    finally:
        sys.settrace(before)
    return lines


def test_many_milestones_of_one_year_take_steps_in_proportion_to_their_number():
    assert _steps(120) < 2.3 * _steps(60)
