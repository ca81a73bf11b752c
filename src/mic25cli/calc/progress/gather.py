"""From the records to a case: goal, baseline, observation, and what stands in a verdict's way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from mic25cli.calc.choice import Candidate, Choice, basis_of, best_of_periods, same_time, yearly
from mic25cli.calc.cites import Reading, witnesses
from mic25cli.calc.fates import Fate, order_of
from mic25cli.calc.progress.baseline import (
    Start,
    baseline_of,
    counted_from,
    cumulative,
    may_substitute,
    not_started,
    point_of,
    restated_at,
    substituted,
    timed,
)
from mic25cli.calc.progress.evidence import BasisContext, choice_for
from mic25cli.calc.progress.milestone import PlacedMilestone, Siblings, year_end
from mic25cli.calc.progress.result import YearValue
from mic25cli.calc.progress.status import Reason
from mic25cli.calc.progress.verdict import Point, VerdictCase
from mic25cli.calc.span import Goal, disjoint, goal_of, one_side, reach
from mic25cli.model import edtf
from mic25cli.model.book import RecordBook


@dataclass(frozen=True)
class VerdictInputs:
    """What is found for a milestone before it is judged.

    `case` is None where there is no number, no year or no direction to judge
    by; `blocked` says why there is no verdict whatever the numbers are, and
    `remarks` what a reader must know about what was found.  `reached` is the
    first observation that reaches the goal, `later` that one where it lies
    after the target year.
    """

    choice: Choice
    goal: Goal | None
    baseline: Reading | None
    observation: Candidate | None
    later: Candidate | None
    reached: Candidate | None
    case: VerdictCase | None
    blocked: tuple[Reason, ...]
    remarks: tuple[Reason, ...]
    not_started: bool = False


def gather(setting: BasisContext, milestone: PlacedMilestone, siblings: Siblings) -> VerdictInputs:
    """Everything that counts for a milestone, and what stands in the way of judging it."""
    claim = setting.target["milestones"][milestone.index]
    goal = goal_of(claim, setting.sign or 1)
    over = milestone.year is not None and setting.as_of >= year_end(milestone.year)
    start = baseline_of(setting, milestone.unit)
    choice = choice_for(setting, milestone, start.period, counted_from(start))
    if start.reading is None and may_substitute(setting):
        start, choice = substituted(setting, milestone, start, choice)
    choice = _bounded(setting, choice)
    found = choice.chosen or _at_start(choice, setting.sign or 1)
    observation = None if found is None else timed(found, start, setting)
    reached = _first_to_reach(choice, goal, over, setting.sign or 1)
    later = reached if over else None
    if later is not None:
        choice = replace(
            choice,
            candidates=tuple(
                replace(candidate, fate="later") if candidate is later else candidate
                for candidate in choice.candidates
            ),
        )
    years = yearly(choice.candidates, observation)
    restated = restated_at(choice, start, setting)
    blocked = obstacles(setting, milestone, siblings, goal, start, observation)
    case = None
    if goal is not None and milestone.year is not None and setting.sign:
        indicator = setting.indicator
        case = VerdictCase(
            goal=goal,
            year=milestone.year,
            as_of=setting.as_of,
            baseline=start.point,
            restated=restated,
            observation=None if observation is None else point_of(observation),
            previous=_previous(years, observation, setting),
            single=choice.chosen is None and observation is not None,
            reached_later=later is not None,
            series=_values(years),
            scale_end=_scale_end(setting, milestone),
            binary=(indicator["minimum"], indicator["maximum"], milestone.unit) == (0, 1, "count"),
        )
    seen = observation.reading if observation else None
    counted: list[Reason] = ["cumulative-period"] if found and cumulative(found, start) else []
    return VerdictInputs(
        choice=choice,
        goal=goal,
        baseline=start.reading,
        observation=observation,
        later=later,
        reached=reached,
        case=case,
        blocked=blocked,
        remarks=(
            *_fit_remarks(setting),
            *start.reasons,
            *counted,
            *remarks_on(setting, milestone, siblings, choice, start.reading, seen),
        ),
        not_started=not_started(start, setting.as_of),
    )


def _fit_remarks(setting: BasisContext) -> list[Reason]:
    """What the fit of the basis says of every verdict on it."""
    admitted = setting.admitted
    if admitted.fit is None:
        return ["basis-not-admitted"]
    if admitted.fit == "bound":
        return ["bounded-from-below" if admitted.side == "least" else "bounded-from-above"]
    return []


def _bounded(setting: BasisContext, choice: Choice) -> Choice:
    """The choice with every value read as the one-sided bound that the basis makes of it."""
    side, indicator = setting.admitted.side, setting.indicator
    if side is None:
        return choice

    def bounded(candidate: Candidate) -> Candidate:
        if candidate.span is None:
            return candidate
        span = one_side(candidate.span, side, indicator["minimum"], indicator["maximum"])
        reading = replace(candidate.reading, best=None, least=span.low, most=span.high)
        return replace(candidate, reading=reading, span=span)

    candidates = tuple(bounded(candidate) for candidate in choice.candidates)
    chosen = next((candidate for candidate in candidates if candidate.fate == "chosen"), None)
    return Choice(chosen, candidates)


def series_of(candidates: tuple[Candidate, ...], last: Candidate | None) -> tuple[YearValue, ...]:
    """The observed series, one value a year, up to an observation; without one-sided values."""
    return _values(yearly(candidates, last))


def _values(years: list[tuple[int, Candidate]]) -> tuple[YearValue, ...]:
    return tuple(
        YearValue(year, each.span.best)
        for year, each in years
        if each.span is not None and not each.span.one_sided
    )


def _scale_end(setting: BasisContext, milestone: PlacedMilestone) -> float | None:
    """The 0 or 100 that a percentage cannot pass on its good side; None if it has no such end."""
    upward = setting.sign > 0
    limit = 100 if upward else 0
    end = setting.indicator["maximum"] if upward else setting.indicator["minimum"]
    return float(limit) if milestone.unit == "percent" and end == limit else None


def _previous(
    years: list[tuple[int, Candidate]], observation: Candidate | None, setting: BasisContext
) -> Point | None:
    """The observation of the last year before that of the one that counts."""
    if observation is None:
        return None
    before = [
        each
        for year, each in years
        if year < observation.ends.year and each.span is not None and not each.span.one_sided
    ]
    return point_of(timed(before[-1], Start(), setting)) if before else None


def _at_start(choice: Choice, sign: int) -> Candidate | None:
    """The observation of the baseline's own period, where there is no other."""
    found = (candidate for candidate in choice.candidates if candidate.fate == "baseline-period")
    return min(found, key=lambda each: order_of(each.reading, each.span, sign), default=None)


def _first_to_reach(choice: Choice, goal: Goal | None, over: bool, sign: int) -> Candidate | None:
    """The first observation that reaches the goal for certain, once the year is over after it.

    Of several about one period only the best ranked has a say, as where one is chosen.
    """
    usable: set[Fate] = {"after-target"} if over else {"chosen", "earlier-period"}
    reaching = [
        candidate
        for candidate in best_of_periods(choice.candidates, usable, sign)
        if goal and candidate.span and reach(candidate.span, goal) == "yes"
    ]
    return min(reaching, key=lambda each: (each.ends, repr(each.reading)), default=None)


def obstacles(
    setting: BasisContext,
    milestone: PlacedMilestone,
    siblings: Siblings,
    goal: Goal | None,
    start: Start,
    seen: Candidate | None,
) -> tuple[Reason, ...]:
    """Why there is no verdict, whatever the numbers are; what decided comes first."""
    year = milestone.year
    found: list[Reason] = []
    if goal is None:
        found.append("qualitative")
    if not setting.sign:
        found.append("no-direction")
    elif goal is not None and _contradicts(milestone, siblings, goal, start.point):
        found.append("direction-conflict")
    if year is None:
        if seen is None and goal is not None:
            found.insert(0, "no-data")
        found.append("unknown-year")
    elif start.point is not None and start.point.time >= year:
        found.append("baseline-after-target")
    return tuple(found)


def _contradicts(
    milestone: PlacedMilestone,
    siblings: Siblings,
    goal: Goal,
    start: Point | None,
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
    values = [start.span.best, *siblings.steps.get(milestone.unit, ())]
    away = [(b - a) * goal.sign < 0 for a, b in pairwise(values)]
    return len(away) > 1 and all(away)


def remarks_on(
    setting: BasisContext,
    milestone: PlacedMilestone,
    siblings: Siblings,
    choice: Choice,
    start: Reading | None,
    seen: Reading | None,
) -> tuple[Reason, ...]:
    """What a reader must know about the milestone and the readings that were found."""
    found: list[Reason] = []
    ahead = milestone.year is not None and setting.as_of < year_end(milestone.year)
    if milestone.applies and len(siblings.years) > 1 and ahead:
        found.append("next-milestone")
    if milestone.unseen_edition is not None and milestone.superseded_by is None:
        found.append("edition-unseen")
    if milestone.published is None or milestone.index in siblings.unordered:
        found.append("undated-report")
    if milestone.index in siblings.disputed or _disputed(setting.book, choice):
        found.append("sources-disagree")
    for reading in (start, seen):
        if reading is not None:
            when = edtf.parse(reading.period)
            if when.uncertain or when.approximate:
                found.append("approximate-period")
    return tuple(found)


def _independent(book: RecordBook, one: Reading, other: Reading) -> bool:
    """Whether two claims have no witness in common."""
    first, second = (witnesses(book, (cite.source for cite in each.cite)) for each in (one, other))
    return first.isdisjoint(second)


def _disputed(book: RecordBook, choice: Choice) -> bool:
    """Whether witnesses give the chosen observation's period values that exclude each other."""
    chosen = choice.chosen
    if chosen is None or chosen.span is None:
        return False
    return any(
        candidate.span is not None and disjoint(candidate.span, chosen.span)
        for candidate in choice.candidates
        if same_time(candidate, chosen) and _independent(book, candidate.reading, chosen.reading)
    )


def excluded(setting: BasisContext, choice: Choice, seen: Candidate | None) -> tuple[Reason, ...]:
    """Why observations later than the one that counts did not count.

    On another basis that the target admits they count for that one.
    """
    codes: dict[str, Reason] = {
        "part-year": "part-year",
        "several-years": "several-years",
        "other-basis": "series-break",
        "other-unit": "unit-mismatch",
        "below-grade": "below-grade",
        "other-access": "other-access",
        "unchecked": "unchecked",
    }
    found: set[str] = set()
    for candidate in choice.candidates:
        latest = edtf.parse(candidate.reading.period).latest
        if latest is None or latest > setting.as_of or (seen is not None and latest <= seen.ends):
            continue
        basis = basis_of(setting.indicator, candidate.reading.basis)
        elsewhere = basis in setting.others and setting.question.basis is None
        if candidate.fate != "other-basis" or not elsewhere:
            found.add(candidate.fate)
    return tuple(code for fate, code in codes.items() if fate in found)
