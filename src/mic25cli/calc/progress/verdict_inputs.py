"""The inputs of a verdict: target, baseline, observation, and anything that prevents one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from mic25cli.calc.choose_observation import WHOLE_YEAR, Candidate, Choice, basis_of, same_time
from mic25cli.calc.observation_uses import Use, order_of, time_order
from mic25cli.calc.observed_series import best_of_periods, yearly
from mic25cli.calc.progress.baseline import (
    Point,
    Start,
    baseline_of,
    may_substitute,
    point_of,
    restated_at,
    substituted,
)
from mic25cli.calc.progress.certainty import ComparableChanges
from mic25cli.calc.progress.evidence import BasisContext, choice_for
from mic25cli.calc.progress.max_changes import max_changes_of
from mic25cli.calc.progress.method import Inputs
from mic25cli.calc.progress.milestone import PlacedMilestone, Siblings, time_of
from mic25cli.calc.progress.result import YearValue
from mic25cli.calc.progress.status import Reason
from mic25cli.calc.source_grades import independent_sources
from mic25cli.calc.value_range import (
    Span,
    TargetValue,
    compare_to_target,
    disjoint,
    one_side,
    part_decides,
    scaled,
    target_value_of,
    unsettled,
)
from mic25cli.model import edtf
from mic25cli.model.dataset import RecordSet
from mic25cli.model.units import Unit
from mic25cli.values import FrozenData


class VerdictInputs(FrozenData, eq=False):
    """The evidence on a milestone on one definition, before it is judged.

    `met` is the first observation that reaches the target, after the target year if that is over.
    `afterwards` has the best observation of each period after that year, and `parts` those of parts
    of the year, scaled to the whole.
    """

    setting: BasisContext
    milestone: PlacedMilestone
    siblings: Siblings
    target_value: TargetValue | None
    start: Start
    choice: Choice
    observation: Candidate | None
    final: bool
    afterwards: tuple[Candidate, ...]
    met: Candidate | None
    parts: tuple[Span, ...] = ()

    @property
    def over(self) -> bool:
        """Whether the target year has ended by the reference date."""
        end = self.milestone.ends
        return end is not None and self.setting.as_of >= end

    @property
    def older(self) -> bool:
        """Whether the observed period ended before any report can have set the number."""
        figure = self.observation
        return figure is not None and figure.ends < self.siblings.since[self.milestone.index]

    @cached_property
    def series(self) -> tuple[YearValue, ...]:
        """The observed values up to the one that counts, one per year, without one-sided ones."""
        return tuple(
            YearValue(year, candidate.span.best)
            for year, candidate in yearly(
                self.choice.candidates, self.observation, starts=self.milestone.year_starts
            )
            if candidate.span is not None and not candidate.span.one_sided
        )

    @property
    def not_started(self) -> bool:
        """Whether the baseline is for a later date than the question."""
        earliest = edtf.parse(self.start.period).earliest if self.start.period else None
        return earliest is not None and earliest > self.setting.as_of

    @cached_property
    def case(self) -> VerdictCase | None:
        """The numbers to judge; None for a total, or without a number, a year or a direction."""
        setting, milestone, figure = self.setting, self.milestone, self.observation
        total = milestone.period is not None
        directed = setting.sign or self.band
        if self.target_value is None or milestone.year is None or not directed or total:
            return None
        return VerdictCase(
            gathered=self,
            target_value=self.target_value,
            year=milestone.year,
            baseline=self.start.point,
            restated=restated_at(self.choice, self.start, setting),
            observation=None if figure is None else point_of(figure),
            single=self.choice.chosen is None and figure is not None,
            after=point_of(self.afterwards[0]) if self.afterwards else None,
        )

    @property
    def band(self) -> bool:
        """Whether the target is to stay between two values, so that neither direction is better."""
        target, period = self.target_value, self.milestone.period
        return target is not None and target.sign == 0 and period is None

    @property
    def scale_end(self) -> float | None:
        """100 or 0 for a percentage that cannot get better than this; None for anything else."""
        sign, indicator = self.setting.sign, self.setting.indicator
        end = indicator["maximum"] if sign > 0 else indicator["minimum"]
        at_end = self.milestone.unit == "percent" and end == (100 if sign > 0 else 0)
        return float(end) if at_end and end is not None else None

    @property
    def binary(self) -> bool:
        """Whether the target is a count of 0 or 1."""
        indicator = self.setting.indicator
        limits = indicator["minimum"], indicator["maximum"]
        return (*limits, self.milestone.unit) == (0, 1, "count")

    @property
    def unit(self) -> Unit | None:
        """The unit of the milestone; None if the dataset does not have it."""
        return self.setting.dataset.units.get(self.milestone.unit or "")

    @property
    def measured(self) -> ComparableChanges | None:
        """The scales for distances from the target; None without a unit."""
        setting, start, unit = self.setting, self.start, self.unit
        if unit is None:
            return None
        max_changes = max_changes_of(setting.dataset.whole, setting.known_at)
        series = max_changes.values(setting.indicator["id"], setting.timing)
        own = series.get((setting.admitted.basis, unit.dimension), {})
        if self.observation is not None and start.counts(self.observation):
            # These are changes since one base; each applies at the end of its own period.
            own = {
                edtf.year_scale(candidate.ends): float(candidate.span.best)
                for candidate in self.choice.candidates
                if candidate.span is not None
                and not candidate.span.one_sided
                and start.counts(candidate)
            }
        others = max_changes.without(setting.indicator["id"])
        falls = setting.indicator.get("falls") is None
        return ComparableChanges(unit.dimension, float(unit.factor), own, others, falls)

    @cached_property
    def blocked(self) -> tuple[Reason, ...]:
        """The reasons that prevent a verdict whatever the numbers are; the deciding one comes
        first."""
        year, start = self.milestone.year, self.start.point
        reasons: list[Reason] = []
        if self.milestone.baseless:
            reasons.append(self.milestone.baseless)
        elif self.setting.refuses(self.milestone):
            reasons.append("no-total")
        elif self.target_value is None:
            reasons.append("qualitative")
        if not self.setting.sign and not self.band:
            reasons.append("no-direction")
        elif (
            self.target_value is not None
            and start is not None
            and self._contradicts(self.target_value, start)
        ):
            reasons.append("direction-conflict")
        if year is None:
            if self.observation is None and self.target_value is not None:
                reasons.insert(0, "no-data")
            reasons.append("unknown-year")
        elif start is not None and start.time >= time_of(year, self.milestone.year_starts):
            reasons.append("baseline-after-target")
        if self.over and (self.milestone.baseless or "no-total" in reasons):
            reasons.append("target-year-passed")
        return tuple(reasons)

    def _contradicts(self, target_value: TargetValue, start: Point) -> bool:
        """Whether the target is in the opposite direction to the indicator, over several steps."""
        if (target_value.value - start.span.best) * target_value.sign >= 0:
            return False
        values = [start.span.best, *self.siblings.steps.get(self.milestone.unit, ())]
        away = [(b - a) * target_value.sign < 0 for a, b in pairwise(values)]
        return len(away) > 1 and all(away)

    @property
    def remarks(self) -> tuple[Reason, ...]:
        """Notes for the reader on the definition, the milestone and the evidence."""
        admitted, milestone, siblings = self.setting.admitted, self.milestone, self.siblings
        ahead = milestone.year is not None and not self.over
        undated = milestone.published is None or milestone.index in siblings.unordered
        observed = [] if self.observation is None else [self.observation.reading]
        readings = [*observed, *([self.start.reading] if self.start.reading else [])]
        lower = admitted.fit == "one-sided" and admitted.side == "lower"
        holds: dict[Reason, bool] = {
            "basis-not-admitted": admitted.fit is None,
            "bounded-from-below": lower,
            "bounded-from-above": admitted.fit == "one-sided" and not lower,
            **dict.fromkeys(self.start.reasons, True),
            "cumulative-period": self.observation is not None
            and self.start.counts(self.observation),
            "next-milestone": milestone.applies and len(siblings.years) > 1 and ahead,
            "edition-not-read": bool(milestone.unseen_edition) and milestone.superseded_by is None,
            "undated-report": undated,
            "sources-disagree": milestone.index in siblings.disputed
            or _disputed(self.setting.dataset, self.choice),
            "approximate-period": any(edtf.parse(reading.period).vague for reading in readings),
        }
        return tuple(reason for reason, is_so in holds.items() if is_so)

    @cached_property
    def own_parts(self) -> tuple[Span, ...]:
        """Observations of parts of the target year, scaled to the whole year or as they are."""
        end, timing, total = self.milestone.ends, self.setting.timing, self.choice.chosen
        if end is None or not self.over or timing == "stock":
            return ()
        begin, parts = edtf.year_to(end), _parts(self.choice, end)
        if total and not self.final and total.days < WHOLE_YEAR and begin <= total.ends <= end:
            parts = [*parts, total]
        spans: list[Span] = []
        for part in parts:
            if part.span is not None:
                share = Decimal(part.days) / ((end - begin).days + 1)
                spans += [part.span] if timing != "flow" else []
                spans += [scaled(part.span, 1 / share)] if timing != "rate" else []
        return tuple(spans)

    @property
    def excluded(self) -> tuple[Reason, ...]:
        """Why later observations did not count; those on another definition count there."""
        setting, figure = self.setting, self.observation
        uses: set[str] = set()
        for candidate in self.choice.candidates:
            latest = candidate.when.latest
            if latest is None or latest > setting.as_of or (figure and latest <= figure.ends):
                continue
            basis = basis_of(setting.indicator, candidate.reading.basis)
            elsewhere = basis in setting.others and setting.question.basis is None
            if candidate.use != "other-basis" or not elsewhere:
                uses.add(candidate.use)
        return tuple(code for use, code in _WHY_EXCLUDED.items() if use in uses)


_WHY_EXCLUDED: Mapping[str, Reason] = {
    "part-year": "part-year",
    "several-years": "several-years",
    "other-basis": "other-definition-only",
    "other-unit": "unit-mismatch",
    "below-grade": "below-grade",
    "other-access": "other-access",
    "unchecked": "unchecked",
}


class VerdictCase(FrozenData):
    """A milestone with the numbers that decide its verdict.

    `restated` is another value for the baseline's period in the series, `single` marks an
    observation of that period, and `after` is the first one after the target year.
    """

    gathered: VerdictInputs
    target_value: TargetValue
    year: int
    baseline: Point | None
    restated: Point | None
    observation: Point | None
    single: bool
    after: Point | None

    @property
    def ends(self) -> date:
        """The last day of the target year."""
        return edtf.year_end(self.year, self.gathered.milestone.year_starts)

    @cached_property
    def inputs(self) -> Inputs | None:
        """The numbers for the best estimate; None without an observation."""
        figure, start = self.observation, self.baseline
        if figure is None:
            return None
        return Inputs(
            base=None if start is None else float(start.span.best),
            base_time=None if start is None else start.time,
            value=float(figure.span.best),
            time=figure.time,
            target_value=float(self.target_value.value),
            target_time=time_of(self.year, self.gathered.milestone.year_starts),
            sign=self.target_value.sign,
            met=compare_to_target(figure.span, self.target_value) == "yes",
            scale_end=self.gathered.scale_end,
            now=edtf.year_scale(self.gathered.setting.as_of) - 1,
            years=None if start is None else (start.begins.year, figure.begins.year),
        )


def gather(setting: BasisContext, milestone: PlacedMilestone, siblings: Siblings) -> VerdictInputs:
    """Collect what a verdict needs: target value, baseline, figures, and which of them decides."""
    end, sign = milestone.ends, setting.sign or 1
    claim = setting.target["milestones"][milestone.index]
    refused = milestone.baseless or setting.refuses(milestone)
    band = not setting.sign and claim["low"] not in (None, claim["high"])
    target = None if refused else target_value_of(claim, 0 if band else sign)
    over = end is not None and setting.as_of >= end
    start = baseline_of(setting, setting.unit_of(milestone))
    choice = choice_for(setting, milestone, start.period, start.counts_from)
    if start.reading is None and may_substitute(setting):
        start, choice = substituted(setting, milestone, start, choice)
    choice, final = _bounded(setting, choice), False
    if end is not None and over:
        choice, final = _nearest_to_end(setting, choice, target, end)
    # If there is no other observation, use that of the baseline's own period.
    at_start = (candidate for candidate in choice.candidates if candidate.use == "baseline-period")
    figure = choice.chosen or min(
        at_start,
        key=lambda candidate: order_of(candidate.reading, candidate.span, sign),
        default=None,
    )
    usable: set[Use] = {"after-target"} if over else {"decides", "earlier-period"}
    periods = best_of_periods(choice.candidates, usable, sign)
    periods.sort(key=lambda candidate: (candidate.ends, *time_order(candidate.when)))
    # If several end on the same day, the shortest counts.
    periods = [*{candidate.ends: candidate for candidate in reversed(periods)}.values()][::-1]
    if over:
        periods = [candidate for candidate in periods if not unsettled(candidate.span, target)]
    met = next((candidate for candidate in periods if _reaches(candidate, target)), None)
    if over and met is not None:
        choice = choice.but({id(met): "meets-later"})
    elif met is not None and end is None and figure in periods[1:] and _reaches(figure, target):
        # For a target without a year, the first figure that reaches it shows by when it was met.
        choice, figure = _taking(choice, met, "meets-later"), met
    observation = None if figure is None else start.timed(figure, setting)
    afterwards = tuple(periods) if over else ()
    return VerdictInputs(
        setting, milestone, siblings, target, start, choice, observation, final, afterwards, met
    )


def _bounded(setting: BasisContext, choice: Choice) -> Choice:
    side, indicator = setting.admitted.side, setting.indicator
    if side is None:
        return choice

    def bounded(candidate: Candidate) -> Candidate:
        if candidate.span is None:
            return candidate
        span = one_side(candidate.span, side, indicator["minimum"], indicator["maximum"])
        return candidate.but(span, best=None, least=span.low, most=span.high)

    return Choice(tuple(map(bounded, choice.candidates)))


def _nearest_to_end(
    setting: BasisContext, choice: Choice, target: TargetValue | None, end: date
) -> tuple[Choice, bool]:
    """The choice with the figure nearest to the end of the target year, and whether it covers that
    end.

    A part of a flow that passes the target decides it; half a year or more counts for a rate.
    """
    chosen = choice.chosen
    if chosen is not None and chosen.ends == end:
        return choice, not chosen.when.vague
    if (
        chosen is not None
        and target is not None
        and setting.indicator["falls"]
        and setting.sign > 0
        and setting.timing == "stock"
        and (chosen.begins >= edtf.year_to(end) or setting.indicator["unit"] == "yes-no")
        and chosen.span
        and not chosen.when.vague
        and compare_to_target(chosen.span, target) == "yes"
    ):
        # A value that never falls stays at its target until the year ends.
        return choice, True
    parts = _parts(choice, end)
    if setting.timing == "flow":
        settling = [part for part in parts if not setting.nets and part_decides(part.span, target)]
        return (_taking(choice, settling[0]), True) if settling else (choice, False)
    long = [part for part in parts if part.days >= _HALF_A_YEAR]
    if setting.timing == "rate" and long:
        return _taking(choice, long[0]), False
    return choice, False


_HALF_A_YEAR = 181
"""The shortest period, in days, that counts for a year's rate, and the longest that is not part of
a year."""


def _parts(choice: Choice, end: date) -> list[Candidate]:
    """Observations of parts of a year, longest first; only the best claim for each period."""
    begin = edtf.year_to(end)
    parts = [
        part
        for part in best_of_periods(choice.candidates, {"part-year"}, 1)
        if begin <= part.begins and part.ends <= end
    ]
    return sorted(parts, key=lambda part: (-part.days, -part.ends.toordinal()))


def _reaches(figure: Candidate, target: TargetValue | None) -> bool:
    return (
        figure.span is not None
        and target is not None
        and compare_to_target(figure.span, target) == "yes"
    )


def _taking(choice: Choice, part: Candidate, before: Use = "earlier-period") -> Choice:
    return choice.but({id(choice.chosen): before, id(part): "decides"})


def _disputed(dataset: RecordSet, choice: Choice) -> bool:
    """Whether independent sources give incompatible values for the period of the chosen
    observation."""
    chosen = choice.chosen
    if chosen is None or chosen.span is None:
        return False

    def behind(candidate: Candidate) -> frozenset[str]:
        return independent_sources(dataset, (cite.source for cite in candidate.reading.cite))

    return any(
        candidate.span is not None
        and same_time(candidate, chosen)
        and disjoint(candidate.span, chosen.span)
        and behind(candidate).isdisjoint(behind(chosen))
        for candidate in choice.candidates
    )
