"""From the records to a case: goal, baseline, observation, and what stands in a verdict's way."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mic25cli.calc.progress.evidence import Reading
from mic25cli.calc.progress.milestone import Milestone, year_end
from mic25cli.calc.progress.observation import Candidate, Choice, yearly
from mic25cli.calc.progress.obstacles import obstacles, remarks_on
from mic25cli.calc.progress.reasons import Reason
from mic25cli.calc.progress.setting import Setting, choice_for
from mic25cli.calc.progress.span import Goal, goal_of, reach
from mic25cli.calc.progress.start import (
    baseline_of,
    cumulative,
    may_substitute,
    not_started,
    point_of,
    restated_at,
    substituted,
    timed,
)
from mic25cli.calc.progress.verdict import Case, Point


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
