"""From the records to a case: goal, baseline, observation, and what stands in a verdict's way."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from mic25cli.calc.choice import (
    WHOLE_YEAR,
    Candidate,
    Choice,
    basis_of,
    best_of_periods,
    by_period,
    same_time,
    yearly,
)
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
from mic25cli.calc.progress.firmness import Measured
from mic25cli.calc.progress.milestone import PlacedMilestone, Siblings, year_end
from mic25cli.calc.progress.result import YearValue
from mic25cli.calc.progress.status import Reason
from mic25cli.calc.progress.verdict import Point, VerdictCase
from mic25cli.calc.progress.yardsticks import yardsticks_of
from mic25cli.calc.span import Goal, Span, disjoint, goal_of, one_side, reach, scaled
from mic25cli.model import edtf
from mic25cli.model.book import RecordBook
from mic25cli.model.units import Unit


@dataclass(frozen=True)
class VerdictInputs:
    """What is found for a milestone before it is judged.

    `case` is None where there is no number, no year or no direction to judge
    by; `blocked` says why there is no verdict whatever the numbers are, and
    `remarks` what a reader must know about what was found.  `reached` is the
    first observation that reaches the goal, `later` that one where it lies
    after the target year, and `afterwards` has the best of each period there.
    """

    choice: Choice
    goal: Goal | None
    baseline: Reading | None
    observation: Candidate | None
    later: Candidate | None
    afterwards: tuple[Candidate, ...]
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
    choice, final = (
        _nearest_to_end(setting, choice, goal, milestone.year) if over else (choice, False)
    )
    found = choice.chosen or _at_start(choice, setting.sign or 1)
    observation = None if found is None else timed(found, start, setting)
    reached = _first_to_reach(choice, goal, over, setting.sign or 1)
    afterwards = _afterwards(choice, setting.sign or 1) if over else []
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
            single=choice.chosen is None and observation is not None,
            final=final,
            part=setting.timing == "rate",
            met_before=not over and reached is not None,
            after=point_of(afterwards[0]) if afterwards else None,
            reached_later=later is not None,
            new=is_new(choice, observation, setting.book.units.get(milestone.unit or "")),
            measured=_measured(setting, milestone, choice, found, start) if over else None,
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
        afterwards=tuple(afterwards),
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


def _nearest_to_end(
    setting: BasisContext, choice: Choice, goal: Goal | None, year: int | None
) -> tuple[Choice, bool]:
    """The choice with what comes nearest to the end of the target year, and whether it is that.

    The end of a stock or the whole year was seen, or a part of a flow that alone passes the goal.
    Else a part of half a year or more stands for the year of a rate.
    """
    chosen = choice.chosen
    assert year is not None
    if chosen is not None and chosen.ends == year_end(year):
        return choice, not edtf.parse(chosen.reading.period).vague
    parts = _parts(choice, year)
    if setting.timing == "flow":
        settling = [part for part in parts if goal is not None and _passes(part.span, goal)]
        return (_taking(choice, settling[0]), True) if settling else (choice, False)
    long = [part for part in parts if _days(part) >= _HALF_A_YEAR]
    if setting.timing == "rate" and long:
        return _taking(choice, long[0]), False
    return choice, False


_HALF_A_YEAR = 181
"""Days: of a part that stands for a year's rate, and of what is no part of a year."""


def _parts(choice: Choice, year: int) -> list[Candidate]:
    """What was observed of parts of a year, the longest first; of one period the best claim."""
    parts = [
        part
        for part in best_of_periods(choice.candidates, {"part-year"}, 1)
        if part.ends.year == year and edtf.parse(part.reading.period).earliest.year == year  # type: ignore[union-attr]
    ]
    return sorted(parts, key=lambda part: (-_days(part), -part.ends.toordinal()))


def _days(part: Candidate) -> int:
    begins = edtf.parse(part.reading.period).earliest
    assert begins is not None
    return (part.ends - begins).days + 1


def _passes(span: Span | None, goal: Goal) -> bool:
    """Whether a part of a sum settles the goal for the whole: what is not below nil only grows."""
    if span is None or span.low is None or span.low < 0:
        return False
    return reach(span, goal) == ("yes" if goal.sign > 0 else "no")


def _taking(choice: Choice, part: Candidate) -> Choice:
    fates: dict[int, Fate] = {id(choice.chosen): "earlier-period", id(part): "chosen"}
    candidates = tuple(
        replace(each, fate=fates[id(each)]) if id(each) in fates else each
        for each in choice.candidates
    )
    return Choice(next(each for each in candidates if each.fate == "chosen"), candidates)


def parts_as_whole(setting: BasisContext, found: VerdictInputs) -> tuple[Span, ...]:
    """The values of parts of the target year, each as one of the whole: a sum by its share of it.

    Where it is not said what a year means, both as a sum and as it stands.
    """
    case, timing = found.case, setting.timing
    if case is None or not case.over or timing == "stock":
        return ()
    parts, taken = _parts(found.choice, case.year), found.choice.chosen
    if taken and not case.final and _days(taken) < WHOLE_YEAR and taken.ends.year == case.year:
        parts = [*parts, taken]
    spans: list[Span] = []
    for part in parts:
        if part.span is not None:
            share = Decimal(_days(part)) / (366 if isleap(case.year) else 365)
            spans += [part.span] if timing != "flow" else []
            spans += [scaled(part.span, 1 / share)] if timing != "rate" else []
    return tuple(spans)


def _afterwards(choice: Choice, sign: int) -> list[Candidate]:
    """The best claim of each period after the target year, in order of time."""
    found = best_of_periods(choice.candidates, {"after-target"}, sign)
    return sorted(found, key=lambda each: (each.ends, repr(each.reading)))


def is_new(choice: Choice, last: Candidate | None, unit: Unit | None) -> bool:
    """Whether a count is within two years of the first that was not nil, where more is on record.

    A number that stands alone does not say when what it counts began.
    """
    series = [each[0] for each in by_period(choice.candidates) if each[0].span is not None]
    begun = [each.ends for each in series if each.span is not None and each.span.best > 0]
    if unit is None or unit.dimension != "count" or last is None or len(series) < 2 or not begun:
        return False
    return edtf.year_scale(last.ends) - edtf.year_scale(min(begun)) <= 2


def _measured(
    setting: BasisContext,
    milestone: PlacedMilestone,
    choice: Choice,
    found: Candidate | None,
    start: Start,
) -> Measured | None:
    """What the distance to the goal is measured by."""
    unit = setting.book.units.get(milestone.unit or "")
    if unit is None:
        return None
    yardsticks = yardsticks_of(setting.book.whole, setting.known_at)
    series = yardsticks.values(setting.indicator, setting.timing)
    own = series.get((setting.basis, unit.dimension), {})
    if found is not None and cumulative(found, start):
        # Changes counted from one base: each stands at its own end.
        own = {
            edtf.year_scale(each.ends): float(each.span.best)
            for each in choice.candidates
            if each.span is not None and not each.span.one_sided and cumulative(each, start)
        }
    others = yardsticks.without(setting.indicator["id"])
    return Measured(unit.dimension, float(unit.factor), own, others)


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

    Several milestones that lead away from the baseline step by step do.  A single one on the near
    side of the baseline does not: it was met at the start.
    """
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
            if when.vague:
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
