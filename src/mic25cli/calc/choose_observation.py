"""Which of several claims a verdict uses, and how it uses the others: see docs/progress.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from mic25cli.calc.observation_uses import (
    CLAIM_PLACES,
    NOT_USED,
    TIME_PLACES,
    USED,
    NotUsedBecause,
    Order,
    Use,
    UsedAs,
    claim_order,
    lost,
    order_of,
    time_order,
)
from mic25cli.calc.source_grades import (
    Cited,
    Reading,
    bearing,
    best_cite,
    cited,
    known_by,
    rank,
    worth,
)
from mic25cli.calc.value_range import Span, span_of
from mic25cli.model import edtf
from mic25cli.model.dataset import RecordSet, published
from mic25cli.model.plain_values import UNPRINTED, printed, recorded_as
from mic25cli.model.units import UnitError
from mic25cli.values import FrozenData, field, replace

if TYPE_CHECKING:
    from mic25cli.model.records import Baseline, Indicator, Observation

Timing = Literal["stock", "flow", "rate", "unstated"]
"""The meaning of a year's value: that at the year's end, its sum, its average, or unstated."""


class ReadObservation(FrozenData, eq=False):
    """An observation with the parts of its use that do not depend on a date.

    Sources are looked up on demand, because few observations of a series are shown.
    """

    dataset: RecordSet = field(repr=False)
    record: Observation
    criteria: Criteria
    span: Span | None
    when: edtf.Edtf
    basis: str | None
    """The definition that it is on; the indicator's headline definition if it names none."""
    unit_fits: bool
    changes: Mapping[str, Any] | None = None
    """Values that replace the recorded ones."""

    @cached_property
    def cites(self) -> tuple[Cited, ...]:
        """The sources in which the observation was read, each with its grade."""
        return cited(self.dataset, self.record["cite"])

    def _may_count(self) -> list[tuple[Cited, Use | None]]:
        """The citations by which the observation may count; for each other one, the reason."""
        counting = bearing(self.cites, self.record["derived"] is not None)
        return [(cite, _refusal(cite, self.criteria)) for cite in counting]

    @cached_property
    def reading(self) -> Reading:
        """The observation with its date, report and grade, taken from the sources that qualify."""
        cites = self._may_count()
        allowed = [cite for cite, refused in cites if refused is None]
        best = min(allowed or [cite for cite, _ in cites], key=rank, default=None)
        until = min(filter(None, (self.criteria.as_of, self.criteria.known_at)), default=None)
        rows = (c for c in self.cites if known_by(self.dataset, c.source, self.criteria.known_at))
        reading = reading_of(self.dataset, self.record, self.span, best, tuple(rows), until)
        return replace(reading, **self.changes) if self.changes else reading

    @cached_property
    def refused(self) -> Use | None:
        """Why none of its sources qualifies; None if one does."""
        criteria = self.criteria
        if self.record["cite"] and not (criteria.min_grade or criteria.access or criteria.checked):
            return None
        refusals = {refused for _, refused in self._may_count()}
        # The citation that comes closest to qualifying gives the reason.
        nearest: Use = max(filter(None, refusals), key=_REFUSALS.index, default="unchecked")
        return None if None in refusals else nearest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ReadObservation) and self.reading == other.reading

    def __hash__(self) -> int:
        return hash(self.when)


class Candidate(FrozenData):
    """An observation with its use, and with its value as a range if it has a number."""

    read: ReadObservation = field(metadata=UNPRINTED)
    span: Span | None = field(metadata=UNPRINTED)
    use: Use = field(metadata=UNPRINTED)

    @printed
    def used_as(self) -> UsedAs | None:
        """How the verdict uses it; null if it does not."""
        return USED.get(self.use)

    @printed
    def not_used_because(self) -> NotUsedBecause | None:
        """Why the verdict does not use it; null if it does."""
        return NOT_USED.get(self.use)

    @printed
    def observation(self) -> Reading:
        """The figure of this candidate, with the values that it is judged by."""
        return self.reading

    @property
    def reading(self) -> Reading:
        """The figure of this candidate, with the values that it is judged by."""
        return self.read.reading

    @property
    def when(self) -> edtf.Edtf:
        """The period that the figure is for, read from its EDTF text."""
        return self.read.when

    def but(self, span: Span | None, **changes: object) -> Candidate:
        """A copy with another range, and with other values in its reading."""
        read = replace(self.read, changes={**(self.read.changes or {}), **changes})
        return Candidate(read, span, self.use)

    @property
    def ends(self) -> date:
        """The last day of the period that the figure is for."""
        latest = self.when.latest
        assert latest is not None
        return latest

    @property
    def begins(self) -> date:
        """The first day of the period that the figure is for."""
        earliest = self.when.earliest
        assert earliest is not None
        return earliest

    @property
    def days(self) -> int:
        """How many days the period of the figure has, both ends included."""
        return (self.ends - self.begins).days + 1


class Criteria(FrozenData):
    """The criteria that an observation must meet to count, both days included; None means no limit.
    `timing` is the meaning of a year, `final` requires a figure for its end, `since` is the day
    from which a change counts, and `passed` are the indexes to skip."""

    unit: str | None
    basis: str | None = None
    as_of: date | None = None
    known_at: date | None = None
    min_grade: str | None = None
    access: tuple[str, ...] = ()
    checked: bool = False
    after: str | None = None
    by: date | None = None
    timing: Timing | None = None
    final: bool = False
    since: date | None = None
    passed: frozenset[int] = frozenset()


class Choice(FrozenData):
    """The use of every observation, in the order of the record."""

    candidates: tuple[Candidate, ...]

    @cached_property
    def chosen(self) -> Candidate | None:
        """The figure that decides the verdict; None if no figure does."""
        return next(
            (candidate for candidate in self.candidates if candidate.use == "decides"), None
        )

    def but(self, uses: Mapping[int, Use]) -> Choice:
        """A copy in which some observations, by identity, have other uses."""
        return Choice(
            tuple(
                replace(candidate, use=uses[id(candidate)]) if id(candidate) in uses else candidate
                for candidate in self.candidates
            )
        )


Memo = dict[tuple[int, str | None, str | None, tuple[str, ...], bool], ReadObservation]
"""Observations that were already read, by identity and by the criteria that matter."""


def choose(
    dataset: RecordSet, indicator: Indicator, criteria: Criteria, memo: Memo | None = None
) -> Choice:
    """The observation that counts, and the use of each; a `memo` is for one indicator of one
    dataset."""
    memo = {} if memo is None else memo
    basis = basis_of(indicator, criteria.basis)
    observations: list[ReadObservation] = []
    uses: list[Use] = []
    for observation in indicator["observations"]:
        key = (
            id(observation),
            criteria.unit,
            criteria.min_grade,
            criteria.access,
            criteria.checked,
        )
        read = memo.get(key)
        if read is None:
            read = memo[key] = _read(dataset, indicator, observation, criteria)
        observations.append(read)
        uses.append(_use(dataset, read, basis, criteria))
    for place in criteria.passed:
        uses[place] = "one-sided"
    _settle(observations, uses, SIGNS.get(indicator["direction"] or "", 1))
    pairs = zip(observations, uses, strict=True)
    return Choice(tuple(Candidate(read, read.span, use) for read, use in pairs))


def _settle(observations: Sequence[ReadObservation], uses: list[Use], sign: int) -> None:
    """Choose one of the observations that may count, and give the others their uses."""
    times = {
        index: time_order(observations[index].when)
        for index, use in enumerate(uses)
        if use == "decides"
    }
    if not times:
        return
    last = observations[min(times, key=times.__getitem__)]
    rivals = [index for index in times if _one_time(observations[index].when, last.when)]

    def order_at(index: int) -> Order:
        return claim_order(observations[index].reading, observations[index].span, sign)

    orders = {index: order_at(index) for index in rivals} if len(rivals) > 1 else {}
    best = min(orders, key=orders.__getitem__, default=rivals[0])
    for index, time in times.items():
        if index == best:
            continue
        if index in orders or time == times[best]:
            uses[index] = lost(orders.get(index) or order_at(index), orders[best], CLAIM_PLACES)
        else:
            uses[index] = lost(time, times[best], TIME_PLACES)


def headline(dataset: RecordSet, indicator: Indicator) -> tuple[Observation, str | None] | None:
    """The claim that lists show for an indicator, with its definition: the one chosen on the
    headline definition or, if there is none, the best on the others."""
    own = basis_of(indicator, None)
    best_of_bases: list[Candidate] = []
    for basis in (own, *(basis for basis in indicator["bases"] if basis != own)):
        if (
            chosen := choose(dataset, indicator, Criteria(indicator["unit"], basis)).chosen
        ) is not None:
            best_of_bases.append(chosen)
            if basis == own:
                break
    if not best_of_bases:
        return None
    sign = SIGNS.get(indicator["direction"] or "", 1)
    best = min(
        best_of_bases,
        key=lambda candidate: (candidate_order(candidate, sign), candidate.reading.basis or ""),
    )
    of = basis_of(indicator, best.reading.basis)
    return best.read.record, best.reading.basis if of != own else None


def same_time(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates are for the same time, so that either could have counted."""
    return one.use in CLAIM_PLACES and _one_time(one.when, other.when)


SIGNS = {"increase": 1, "decrease": -1}
"""The direction in which values get better, by the indicator's direction."""


def best_claim(
    dataset: RecordSet, indicator: Indicator, claims: Sequence[Observation]
) -> Observation:
    """The claim that is used if several reports give a figure for one period."""
    sign = SIGNS.get(indicator["direction"] or "", 1)

    def order(claim: Observation) -> Order:
        read = _read(dataset, indicator, claim, Criteria(indicator["unit"]))
        dated = read.when.earliest is not None and read.when.latest is not None
        return order_of(read.reading, read.span, sign) if dated else ()

    return min(claims, key=order)


def candidate_order(candidate: Candidate, sign: int = 1) -> Order:
    """Sort key of the candidates for one period: the best first."""
    return order_of(candidate.reading, candidate.span, sign)


_MONTH = timedelta(days=31)


def _one_time(one: edtf.Edtf, other: edtf.Edtf) -> bool:
    """Whether two periods may be the same: equal, or both approximate and at most a month apart."""
    if (one.earliest, one.latest, one.vague) == (other.earliest, other.latest, other.vague):
        return True
    if not (one.vague and other.vague) or one.latest is None or other.latest is None:
        return False
    short = all(period.precision in ("day", "month") for period in (one, other))
    return short and abs(one.latest - other.latest) <= _MONTH


def basis_of(indicator: Indicator, basis: str | None) -> str | None:
    """A definition (basis); if none is named, the indicator's headline one, the first in its
    list."""
    return basis or next(iter(indicator["bases"]), None)


def _read(
    dataset: RecordSet, indicator: Indicator, observation: Observation, criteria: Criteria
) -> ReadObservation:
    try:
        limits = indicator["minimum"], indicator["maximum"]
        span = span_of(observation, criteria.unit, *limits, dataset.units)
        unit_fits = True
    except UnitError:
        span, unit_fits = None, False
    when, basis = edtf.parse(observation["period"]), basis_of(indicator, observation["basis"])
    return ReadObservation(dataset, observation, criteria, span, when, basis, unit_fits)


_REFUSALS: tuple[Use, ...] = ("below-grade", "other-access", "unchecked")


def _refusal(cite: Cited, criteria: Criteria) -> Use | None:
    if criteria.min_grade is not None and (cite.grade or "E") > criteria.min_grade:
        return "below-grade"
    if criteria.access and cite.access not in criteria.access:
        return "other-access"
    return "unchecked" if criteria.checked and cite.checked == "none" else None


def _use(dataset: RecordSet, read: ReadObservation, basis: str | None, criteria: Criteria) -> Use:
    when = read.when
    if read.basis != basis:
        return "other-basis"
    if not read.unit_fits:
        return "other-unit"
    if read.span is None:
        return "no-value"
    if when.latest is None or when.earliest is None:
        return "open-period"
    if criteria.as_of is not None and when.latest > criteria.as_of:
        return "after-as-of"
    if not known_by(dataset, read.record["report"], criteria.known_at):
        return "not-yet-known"
    if read.refused is not None:
        return read.refused
    if (unfit := _unfit(when, criteria)) is not None:
        return unfit
    if criteria.after is not None:
        start = edtf.parse(criteria.after)
        if start.latest is not None and start.year_fraction is not None:
            time = when.year_fraction
            if when.latest < (start.earliest or start.latest) or time is None:
                return "before-baseline"
            behind = criteria.timing != "stock" and time <= start.year_fraction
            if when.latest <= start.latest or behind:
                return "baseline-period"
    if criteria.by is not None and when.latest > criteria.by:
        return "after-target"
    return "decides"


WHOLE_YEAR, SEVERAL_YEARS = 360, 366
"""Limits in days: a shorter period is part of a year, a longer one is several years."""


def _unfit(when: edtf.Edtf, criteria: Criteria) -> Use | None:
    if criteria.timing is None or when.earliest is None or when.latest is None:
        return None
    if criteria.since is not None and when.earliest == criteria.since:
        return None
    days = (when.latest - when.earliest).days + 1
    # A sum over several years is not the sum of one year. At the end of a target year, only a whole
    # year counts; for a stock, only the last day of its period has to be at the end.
    if not (criteria.final or criteria.timing == "flow"):
        return None
    if days > SEVERAL_YEARS:
        return "several-years"
    return "part-year" if days < WHOLE_YEAR and criteria.timing != "stock" else None


def reading_of(
    dataset: RecordSet,
    claim: Observation | Baseline,
    span: Span | None,
    best: Cited | None = None,
    cites: tuple[Cited, ...] | None = None,
    until: date | None = None,
) -> Reading:
    """A claim as calculations use it, with its `best` citation; no note on years after `until`."""
    cites = cited(dataset, claim["cite"]) if cites is None else cites
    return recorded_as(
        Reading,
        # A baseline has no definition or origin of its own.
        {"basis": None, "attributed": None, "derived": None, "estimated": False},
        claim,
        worth(best or best_cite(cites, claim.get("derived") is not None)),
        time=edtf.parse(claim["period"]).year_fraction,
        best=None if span is None or span.one_sided else span.best,
        least=None if span is None else span.low,
        most=None if span is None else span.high,
        published=published(dataset, claim["report"]),
        cite=cites,
        note=edtf.without_later_years(claim["note"], until),
    )
