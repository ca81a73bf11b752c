"""The starting point of a target: as recorded, what stands in for it, what contradicts it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from mic25cli.calc.choice import Candidate, Choice, reading_of, yearly
from mic25cli.calc.cites import Reading, stood_by
from mic25cli.calc.progress.evidence import Setting, choice_for
from mic25cli.calc.progress.methods import opensdg
from mic25cli.calc.progress.milestone import Milestone, year_end
from mic25cli.calc.progress.status import Reason
from mic25cli.calc.progress.verdict import Point
from mic25cli.calc.span import disjoint, span_of
from mic25cli.model import edtf
from mic25cli.model.units import UnitError


@dataclass(frozen=True)
class Start:
    """The starting point: as recorded, as a point in time, or why there is none."""

    reading: Reading | None = None
    point: Point | None = None
    period: str | None = None
    reasons: tuple[Reason, ...] = ()


def baseline_of(setting: Setting, unit: str | None) -> Start:
    """The target's own baseline in a unit, or why it cannot be used."""
    claim = setting.target["baseline"]
    if claim is None or not stood_by(setting.book, claim["report"], setting.out_by):
        return Start()
    if setting.basis != setting.own_basis:
        return Start(reasons=("basis-mismatch",))
    claim = {**claim, "unit": claim["unit"] or setting.indicator["unit"]}
    try:
        span = span_of(claim, unit, setting.indicator["minimum"], setting.indicator["maximum"])
    except UnitError:
        return Start(reasons=("unit-mismatch",))
    when = edtf.parse(claim["period"])
    time, begins, ends = when.year_fraction, when.earliest, when.latest
    if span is None or time is None or begins is None or ends is None:
        return Start(period=claim["period"])
    reading = reading_of(setting.book, claim, span)
    return Start(reading, Point(span, time, begins, ends), claim["period"])


def may_substitute(setting: Setting) -> bool:
    """Whether an observation may stand in for a missing baseline."""
    question = setting.question
    return question.substitute or (question.strict_compat and question.method == opensdg.METHOD.id)


def substituted(
    setting: Setting, milestone: Milestone, start: Start, choice: Choice
) -> tuple[Start, Choice]:
    """An observation in the place of a missing baseline, and what then counts.

    The first from the base year on is taken, else the last before.  The base
    year is that of the baseline, where one is recorded without a value, else
    the year of the report; under strict compatibility the reference
    implementation's own.
    """
    if setting.question.strict_compat:
        year: int | None = edtf.year_of(start.period) or opensdg.BASE_YEAR
    else:
        year = edtf.year_of(start.period) or edtf.year_of(milestone.published)
    series = [
        each for _, each in yearly(choice.candidates, choice.chosen) if each is not choice.chosen
    ]
    if year is None or not series:
        return start, choice
    from_then = [each for each in series if each.ends.year >= year]
    stand_in = from_then[0] if from_then else series[-1]
    when = stand_in.reading.period
    found = Start(stand_in.reading, point_of(stand_in), when, ("baseline-substituted",))
    over = milestone.year is not None and setting.as_of >= year_end(milestone.year)
    return found, choice_for(setting, milestone, when, over)


def point_of(candidate: Candidate) -> Point:
    """A candidate with a number as a point in time."""
    begins = edtf.parse(candidate.reading.period).earliest
    time = candidate.reading.time
    assert candidate.span is not None and time is not None and begins is not None
    return Point(candidate.span, time, begins, candidate.ends)


def timed(candidate: Candidate, start: Start) -> Candidate:
    """The observation at the time it stands for: the end of a change counted from the baseline.

    Everything else stands for the middle of its period.
    """
    if not cumulative(candidate, start):
        return candidate
    time = edtf.parse(candidate.reading.period.rpartition("/")[2]).year_fraction
    return replace(candidate, reading=replace(candidate.reading, time=time))


def cumulative(candidate: Candidate, start: Start) -> bool:
    """Whether an observation is a change counted from the baseline.

    Such a change runs from the day after the baseline's period, and the
    baseline is zero by definition: the middle of its period would be half the
    time too early.
    """
    if start.point is None or not start.point.span.exact or start.point.span.best != 0:
        return False
    when = edtf.parse(candidate.reading.period)
    follows = start.point.ends + timedelta(days=1)
    return when.precision == "interval" and when.earliest == follows


def restated_at(choice: Choice, start: Start) -> Point | None:
    """What the series says for the baseline's period, where that excludes the baseline."""
    if start.point is None:
        return None
    for _, each in yearly(choice.candidates, None):
        same = each.fate == "baseline-period" and each.ends == start.point.ends
        if same and each.span is not None and disjoint(each.span, start.point.span):
            return point_of(each)
    return None


def not_started(start: Start, as_of: date) -> bool:
    """Whether the starting point lies after a date."""
    if start.period is None:
        return False
    earliest = edtf.parse(start.period).earliest
    return earliest is not None and earliest > as_of
