"""The baseline of a target: as recorded, replaced by an observation, or contradicted by one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, cast

from mic25cli.calc.choose_observation import Candidate, Choice, reading_of
from mic25cli.calc.observed_series import yearly
from mic25cli.calc.progress.evidence import BasisContext, choice_for, stands_at
from mic25cli.calc.progress.methods import opensdg
from mic25cli.calc.progress.milestone import PlacedMilestone
from mic25cli.calc.progress.status import Reason
from mic25cli.calc.source_grades import Reading, cited, known_by, rank_of
from mic25cli.calc.value_range import Span, disjoint, span_of
from mic25cli.model import edtf
from mic25cli.model.dataset import RecordSet, split_dataset_id
from mic25cli.model.units import UnitError
from mic25cli.values import FrozenData, replace

if TYPE_CHECKING:
    from mic25cli.model.records import Target


class Point(FrozenData):
    """A value at a time: an observation or a baseline, with the ends of its period."""

    span: Span
    time: float
    begins: date
    ends: date
    vague: bool = False
    """Whether its period is approximate or uncertain."""
    estimated: bool = False


class Start(FrozenData):
    """The starting point: as recorded, as a point in time, or the reason why there is none."""

    reading: Reading | None = None
    point: Point | None = None
    period: str | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def counts_from(self) -> date | None:
        """The first day of a change counted from the baseline; None if the baseline is not zero."""
        if self.point is None or not self.point.span.exact or self.point.span.best != 0:
            return None
        return edtf.day_after(self.point.ends)

    def counts(self, candidate: Candidate) -> bool:
        """Whether an observation is a change counted from a baseline that is zero by definition.

        It runs from the day after the baseline's period, whose middle would be too early.
        """
        since, when = self.counts_from, candidate.when
        return since is not None and when.precision == "interval" and when.earliest == since

    def timed(self, candidate: Candidate, setting: BasisContext) -> Candidate:
        """The observation with the date that counts; for a change since the baseline, its end."""
        period = candidate.when.text
        if self.counts(candidate):
            period = period.rpartition("/")[2]
        time = stands_at(period, setting.timing)
        if time == candidate.reading.time:
            return candidate
        return candidate.but(candidate.span, time=time)


def baseline_of(setting: BasisContext, unit: str | None) -> Start:
    """The target's own baseline in a unit, or the reason why it cannot be used."""
    claim = setting.target["baseline"]
    if claim is None or not known_by(setting.dataset, claim["report"], setting.known_at):
        return Start()
    if setting.admitted.basis != setting.own_basis:
        return Start(reasons=("baseline-other-definition",))
    claim = {**claim, "unit": claim["unit"] or setting.indicator["unit"]}
    try:
        limits = setting.indicator["minimum"], setting.indicator["maximum"]
        span = span_of(claim, unit, *limits, setting.dataset.units)
    except UnitError:
        return Start(reasons=("unit-mismatch",))
    when = edtf.parse(claim["period"])
    time = stands_at(claim["period"], setting.timing)
    begins, ends = when.earliest, when.latest
    if span is None or time is None or begins is None or ends is None:
        return Start(period=claim["period"])
    cites = cited(setting.dataset, claim["cite"], setting.known_at)
    reading = replace(reading_of(setting.dataset, claim, span), time=time, cite=cites)
    return Start(reading, Point(span, time, begins, ends), claim["period"])


def may_substitute(setting: BasisContext) -> bool:
    """Whether an observation may replace a missing baseline."""
    question = setting.question
    return question.substitute or (question.strict_compat and question.method == opensdg.METHOD.id)


def substituted(
    setting: BasisContext, milestone: PlacedMilestone, start: Start, choice: Choice
) -> tuple[Start, Choice]:
    """Use an observation in place of a missing baseline; return it with the resulting choice.

    It is the first observation from the base year on (the year of the baseline, otherwise of the
    report), otherwise the last one before it. Under strict compatibility, both rules are those of
    the reference implementation, which never uses the last observation.
    """
    strict = setting.question.strict_compat
    otherwise = opensdg.BASE_YEAR if strict else edtf.year_of(milestone.published)
    year = edtf.year_of(start.period) or otherwise
    series = [
        entry
        for entry in yearly(choice.candidates, choice.chosen, spans=strict)
        if entry[1] is not choice.chosen
    ]
    if year is None or not series:
        return start, choice
    from_then = [candidate for first, candidate in series if first >= year]
    if strict and not from_then:
        return start, choice
    substitute = from_then[0] if from_then else series[-1][1]
    substitute = start.timed(substitute, setting)
    period = substitute.reading.period
    new_start = Start(substitute.reading, point_of(substitute), period, ("baseline-substituted",))
    return new_start, choice_for(setting, milestone, period, None)


def point_of(candidate: Candidate) -> Point:
    """The time and value of a candidate that has a number."""
    reading, time = candidate.reading, candidate.reading.time
    assert candidate.span is not None and time is not None
    ends, vague = candidate.ends, candidate.when.vague
    return Point(candidate.span, time, candidate.begins, ends, vague, reading.estimated)


def restated_at(choice: Choice, start: Start, setting: BasisContext) -> Point | None:
    """The observation for the baseline's own period, if it contradicts the recorded baseline.

    Only observations of the best grade are compared; the newest of them counts.
    """
    if start.point is None:
        return None
    of_period = [
        candidate
        for candidate in choice.candidates
        if candidate.use == "baseline-period"
        and candidate.span is not None
        and (candidate.reading.period == start.period or candidate.ends == start.point.ends)
        and candidate.when.precision != "interval"
    ]
    ranks = [rank_of(candidate.reading.grade, candidate.reading.checked) for candidate in of_period]
    excluding = [
        candidate
        for candidate, rank in zip(of_period, ranks, strict=True)
        if candidate.span and disjoint(candidate.span, start.point.span) and rank == min(ranks)
    ]
    if not excluding:
        return None
    newest = max(
        excluding,
        key=lambda candidate: (candidate.reading.published or "", repr(candidate.reading)),
    )
    return point_of(start.timed(newest, setting))


def with_start(
    dataset: RecordSet, target: Target, last: Callable[[RecordSet, str], Reading | None]
) -> Target:
    """A target whose baseline is the `last` observation of another target, if it names one.

    Sources in another dataset become `dataset:id`. If that target itself starts from a third one,
    the third one is not used.
    """
    if not target["baseline_of"] or target["baseline"]:
        return target
    name, id_ = split_dataset_id(target["baseline_of"])
    other = dataset.elsewhere(name) if name else dataset
    earlier = None if other is None else other.get("targets", id_)
    if other is None or earlier is None or earlier["baseline_of"]:
        return target
    if (reading := last(other, id_)) is None:
        return target
    prefix = f"{name}:" if name else ""
    cites = [{**vars(cite), "source": prefix + cite.source} for cite in reading.cite]
    report = reading.report and prefix + reading.report
    start = {**vars(reading), "basis": None, "report": report, "cite": cites}
    return cast("Target", {**target, "baseline": start})
