"""What stands in the way of a verdict, and what a reader must know about what was found."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from mic25cli.calc.progress.evidence import Reading
from mic25cli.calc.progress.milestone import Milestone, unordered, year_end
from mic25cli.calc.progress.observation import Candidate, Choice, same_period
from mic25cli.calc.progress.reasons import Reason
from mic25cli.calc.progress.setting import Setting
from mic25cli.calc.progress.span import Goal, disjoint
from mic25cli.calc.progress.start import Start
from mic25cli.calc.progress.verdict import Point
from mic25cli.model import edtf


def obstacles(
    setting: Setting,
    milestone: Milestone,
    siblings: tuple[Milestone, ...],
    goal: Goal | None,
    start: Start,
) -> tuple[Reason, ...]:
    """Why there is no verdict, whatever was observed."""
    year = milestone.year
    found: list[Reason] = []
    if goal is None:
        found.append("qualitative")
    if not setting.sign:
        found.append("no-direction")
    elif goal is not None and _contradicts(milestone, siblings, goal, start.point):
        found.append("direction-conflict")
    if year is None:
        found.append("unknown-year")
    elif start.point is not None and start.point.time >= year:
        found.append("baseline-after-target")
    return tuple(found)


def _contradicts(
    milestone: Milestone, siblings: tuple[Milestone, ...], goal: Goal, start: Point | None
) -> bool:
    """Whether the target points the other way than the indicator.

    A ceiling where more is better does, and so do several milestones that lead
    away from the baseline step by step.  A single one on the near side of the
    baseline does not: it was met at the start.
    """
    against = ("up-to", "less-than") if goal.sign > 0 else ("at-least", "more-than")
    if milestone.bound in against:
        return True
    if start is None or (goal.value - start.span.best) * goal.sign >= 0:
        return False
    steps = {
        each.year: each.value
        for each in siblings
        if each.year is not None and each.value is not None and each.unit == milestone.unit
    }
    values = [start.span.best, *(value for _, value in sorted(steps.items()))]
    away = [(b - a) * goal.sign < 0 for a, b in pairwise(values)]
    return len(away) > 1 and all(away)


def remarks_on(
    setting: Setting,
    milestone: Milestone,
    siblings: tuple[Milestone, ...],
    choice: Choice,
    start: Reading | None,
    seen: Reading | None,
) -> tuple[Reason, ...]:
    """What a reader must know about the milestone and the readings that were found."""
    found: list[Reason] = []
    years = {each.year for each in siblings if each.year is not None}
    ahead = milestone.year is not None and setting.as_of < year_end(milestone.year)
    if milestone.applies and len(years) > 1 and ahead:
        found.append("next-milestone")
    rivals = [
        each
        for each in siblings
        if (each.year, each.superseded_by) == (milestone.year, None) and each is not milestone
    ]
    if milestone.superseded_by is not None:
        rivals = []
    if milestone.published is None or any(
        each.report != milestone.report and unordered(each, milestone) for each in rivals
    ):
        found.append("undated-report")
    numbers = (milestone.value, milestone.low, milestone.high, milestone.unit)
    rival = any((each.value, each.low, each.high, each.unit) != numbers for each in rivals)
    if rival or _disputed(choice):
        found.append("sources-disagree")
    for reading in (start, seen):
        if reading is not None:
            when = edtf.parse(reading.period)
            if when.uncertain or when.approximate:
                found.append("approximate-period")
    return tuple(found)


def _disputed(choice: Choice) -> bool:
    """Whether sources give the chosen observation's period values that exclude each other."""
    chosen = choice.chosen
    if chosen is None or chosen.span is None:
        return False
    return any(
        each.span is not None and disjoint(each.span, chosen.span)
        for each in choice.candidates
        if same_period(each, chosen)
    )


def excluded(choice: Choice, seen: Candidate | None, as_of: date) -> tuple[Reason, ...]:
    """Why observations later than the one that counts did not count."""
    found: dict[Reason, None] = {}
    codes: dict[str, Reason] = {
        "other-basis": "series-break",
        "other-unit": "unit-mismatch",
        "below-grade": "below-grade",
        "unchecked": "unchecked",
    }
    for each in choice.candidates:
        latest = edtf.parse(each.reading.period).latest
        if latest is None or latest > as_of or (seen is not None and latest <= seen.ends):
            continue
        if each.fate in codes:
            found[codes[each.fate]] = None
    return tuple(found)
