"""From the records to a case: goal, baseline, observation, and what stands in a verdict's way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from mic25cli.calc.choice import Candidate, Choice, same_time, yearly
from mic25cli.calc.cites import Reading
from mic25cli.calc.progress.baseline import (
    Start,
    baseline_of,
    cumulative,
    may_substitute,
    not_started,
    point_of,
    restated_at,
    substituted,
    timed,
)
from mic25cli.calc.progress.evidence import Setting, choice_for
from mic25cli.calc.progress.milestone import Milestone, unordered, year_end
from mic25cli.calc.progress.status import Reason
from mic25cli.calc.progress.verdict import Case, Point
from mic25cli.calc.span import Goal, disjoint, goal_of, reach
from mic25cli.model import edtf


@dataclass(frozen=True)
class Gathered:
    """What is found for a milestone before it is judged.

    `case` is None where there is no number, no year or no direction to judge
    by; `blocked` says why there is no verdict whatever the numbers are, and
    `remarks` what a reader must know about what was found.
    """

    choice: Choice
    goal: Goal | None
    baseline: Reading | None
    observation: Candidate | None
    later: Candidate | None
    case: Case | None
    blocked: tuple[Reason, ...]
    remarks: tuple[Reason, ...]
    not_started: bool = False


def gather(setting: Setting, milestone: Milestone, siblings: tuple[Milestone, ...]) -> Gathered:
    """Everything that counts for a milestone, and what stands in the way of judging it."""
    claim = setting.target["milestones"][milestone.index]
    goal = goal_of(claim, setting.sign or 1)
    over = milestone.year is not None and setting.as_of >= year_end(milestone.year)
    start = baseline_of(setting, milestone.unit)
    choice = choice_for(setting, milestone, start.period, over)
    if start.reading is None and may_substitute(setting):
        start, choice = substituted(setting, milestone, start, choice)
    found = choice.chosen or _at_start(choice)
    observation = None if found is None else timed(found, start)
    later = _later(choice, goal) if over else None
    if later is not None:
        choice = replace(
            choice,
            candidates=tuple(
                replace(each, fate="later") if each is later else each for each in choice.candidates
            ),
        )
    restated = restated_at(choice, start)
    blocked = obstacles(setting, milestone, siblings, goal, start)
    case = None
    if goal is not None and milestone.year is not None and setting.sign:
        indicator = setting.indicator
        case = Case(
            goal=goal,
            year=milestone.year,
            as_of=setting.as_of,
            baseline=start.point,
            restated=restated,
            observation=None if observation is None else point_of(observation),
            previous=_previous(choice, observation),
            single=choice.chosen is None and observation is not None,
            reached_later=later is not None,
            series=series_of(choice.candidates, observation),
            scale_end=_scale_end(setting, milestone),
            binary=(indicator["minimum"], indicator["maximum"], milestone.unit) == (0, 1, "count"),
        )
    seen = observation.reading if observation else None
    counted: list[Reason] = ["cumulative-period"] if found and cumulative(found, start) else []
    return Gathered(
        choice=choice,
        goal=goal,
        baseline=start.reading,
        observation=observation,
        later=later,
        case=case,
        blocked=blocked,
        remarks=(
            *start.reasons,
            *counted,
            *remarks_on(setting, milestone, siblings, choice, start.reading, seen),
        ),
        not_started=not_started(start, setting.as_of),
    )


def series_of(
    candidates: tuple[Candidate, ...], last: Candidate | None
) -> tuple[tuple[int, float], ...]:
    """The observed series, one value a year, up to an observation."""
    return tuple(
        (year, float(each.span.best))
        for year, each in yearly(candidates, last)
        if each.span is not None
    )


def _scale_end(setting: Setting, milestone: Milestone) -> float | None:
    """The 0 or 100 that a percentage cannot pass on its good side; None if it has no such end."""
    end, limit = ("maximum", 100) if setting.sign > 0 else ("minimum", 0)
    ends_there = setting.indicator[end] == limit
    return float(limit) if milestone.unit == "percent" and ends_there else None


def _previous(choice: Choice, observation: Candidate | None) -> Point | None:
    """The observation of the last year before that of the one that counts."""
    if observation is None:
        return None
    series = yearly(choice.candidates, observation)
    before = [each for year, each in series if year < observation.ends.year]
    return point_of(before[-1]) if before else None


def _at_start(choice: Choice) -> Candidate | None:
    """The observation of the baseline's own period, where there is no other."""
    found = [each for each in choice.candidates if each.fate == "baseline-period"]
    return max(found, key=lambda each: each.ends) if found else None


def _later(choice: Choice, goal: Goal | None) -> Candidate | None:
    """The first observation after the target year that reaches the goal for certain."""
    reaching = [
        each
        for each in choice.candidates
        if each.fate == "after-target" and goal and each.span and reach(each.span, goal) == "yes"
    ]
    return min(reaching, key=lambda each: each.ends, default=None)


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
        if same_time(each, chosen)
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
