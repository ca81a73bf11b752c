"""The definitions (bases) on which a target is judged, and their fit: exact, close, one-sided,
proxy.

Observations on two definitions are never mixed. Without a list, only the target's own counts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, cast

from mic25cli.calc import choose_observation
from mic25cli.calc.progress.milestone import PlacedMilestone
from mic25cli.calc.progress.result import Question
from mic25cli.calc.progress.status import Reason
from mic25cli.calc.source_grades import best_cite, cited, day_published, known_by, rank_of
from mic25cli.calc.value_range import TURNED, base_changes, ends_of
from mic25cli.model import edtf
from mic25cli.model.closed_lists import FITS, Fit
from mic25cli.model.dataset import RecordSet
from mic25cli.model.plain_values import recorded_as
from mic25cli.values import FrozenData, field, replace

if TYPE_CHECKING:
    from mic25cli.calc.progress.milestone import ComputedMilestone
    from mic25cli.model.records import Baseline, Indicator, Milestone, Observation, Target


class AdmittedBasis(FrozenData):
    """A definition on which a target is judged; without a fit if requested but not admitted."""

    basis: str | None
    fit: Fit | None = "exact"
    side: str | None = None
    rationale: str | None = None


def place_of(fit: str | None) -> int:
    """The position of a fit in the list, the best first; without a fit, the last position."""
    return (*FITS, None).index(fit)


class BasisContext(FrozenData):
    """The facts shared by all milestones of a target on one definition; `others` count too."""

    dataset: RecordSet
    target: Target
    indicator: Indicator
    question: Question
    as_of: date
    known_at: date | None
    admitted: AdmittedBasis
    others: frozenset[str | None]
    own_basis: str | None
    timing: choose_observation.Timing
    passed: frozenset[int] = frozenset()
    """The indexes of one-sided observations that decide nothing and are ignored."""
    memo: choose_observation.Memo = field(default_factory=dict, compare=False, repr=False)
    """Observations of the indicator that were already read, shared by all contexts of a target."""

    @property
    def sign(self) -> int:
        """+1 if more is better, -1 if less is better, otherwise 0."""
        return choose_observation.SIGNS.get(self.indicator["direction"] or "", 0)

    def known_candidates(
        self, candidates: Sequence[choose_observation.Candidate]
    ) -> tuple[choose_observation.Candidate, ...]:
        """The observations that were known by the date of knowledge."""
        dataset, day = self.dataset, self.known_at
        return tuple(
            candidate
            for candidate in candidates
            if known_by(dataset, candidate.read.record["report"], day)
        )

    def refuses(self, milestone: PlacedMilestone) -> bool:
        """Whether a milestone is a total over years of a quantity that cannot be added up."""
        return milestone.period is not None and self.timing in ("stock", "rate")

    def unit_of(self, milestone: PlacedMilestone) -> str | None:
        """The unit to observe in; the indicator's own for a change that gives no amount."""
        return self.indicator["unit"] if milestone.baseless else milestone.unit

    @cached_property
    def nets(self) -> bool:
        """Whether values may be negative, so that a part of a sum says nothing about the whole."""
        least = self.indicator["minimum"]
        ends = (
            end
            for claim in self.indicator["observations"]
            if known_by(self.dataset, claim["report"], self.known_at)
            for end in (claim["value"], claim["low"])
        )
        return any(end is not None and end < 0 for end in ends) if least is None else least < 0

    @property
    def ambiguous(self) -> bool:
        """Whether a year's meaning is not stated although some period is not a whole year."""
        if self.timing != "unstated":
            return False
        claims = [*self.indicator["observations"], self.target["baseline"]]
        return any(
            edtf.parse(claim["period"]).precision != "year" for claim in claims if claim is not None
        )


def own_basis(
    indicator: Indicator, target: Target, admitted: Sequence[AdmittedBasis]
) -> str | None:
    """A target's own definition. If it names none, it is the headline definition if admitted,
    otherwise the one with the best fit."""
    own = choose_observation.basis_of(indicator, target["basis"])
    has_own = target["basis"] is not None or own in {basis.basis for basis in admitted}
    return own if has_own else admitted[0].basis


def admitted_bases(indicator: Indicator, target: Target) -> tuple[AdmittedBasis, ...]:
    """The definitions that a target admits, the best fit first."""
    listed = [
        AdmittedBasis(basis["basis"], basis["fit"], basis["side"], basis["rationale"])
        for basis in target["evidence"]
    ]
    bases = {basis.basis for basis in listed}
    own = choose_observation.basis_of(indicator, target["basis"])
    if not listed or (target["basis"] is not None and own not in bases):
        listed.append(AdmittedBasis(own))
    return tuple(sorted(listed, key=lambda basis: (place_of(basis.fit), basis.basis or "")))


def settings_of(
    dataset: RecordSet,
    target: Target,
    question: Question,
    memo: choose_observation.Memo | None = None,
) -> tuple[BasisContext, ...]:
    """The contexts in which a target is judged, one for each definition, best fit first.

    A definition named in the question replaces the others, if the indicator has it.
    """
    indicator = dataset.kind("indicators")[target["indicator"]]
    admitted = admitted_bases(indicator, target)
    own = own_basis(indicator, target, admitted)
    if question.basis in indicator["bases"]:
        bases = [basis for basis in admitted if basis.basis == question.basis]
        admitted = tuple(bases) or (AdmittedBasis(question.basis, None),)
    if question.fits:
        admitted = tuple(basis for basis in admitted if basis.fit in question.fits)
    # What never falls is a running total, and a deed is done or not at the end of any period.
    stock = indicator["falls"] or indicator["unit"] == "yes-no"
    target = resolved(dataset, target, indicator, own, question.known_day)
    memo = {} if memo is None else memo
    return tuple(
        BasisContext(
            memo=memo,
            dataset=dataset,
            target=target,
            indicator=indicator,
            question=question,
            as_of=question.day,
            known_at=question.known_day,
            admitted=replace(
                basis, rationale=edtf.without_later_years(basis.rationale, question.until)
            ),
            others=frozenset(other.basis for other in admitted if other is not basis),
            own_basis=own,
            timing=indicator["timing"] or ("stock" if stock else "unstated"),
        )
        for basis in admitted
    )


def left_out(dataset: RecordSet, question: Question, targets: Collection[str] | None) -> int:
    """The number of targets that admit no definition with one of the requested fits."""
    if not question.fits:
        return 0
    return sum(
        not settings_of(dataset, target, question)
        for target_id, target in dataset.kind("targets").items()
        if targets is None or target_id in targets
    )


def choice_for(
    setting: BasisContext, milestone: PlacedMilestone, after: str | None, since: date | None
) -> choose_observation.Choice:
    """The observation that counts; `after` is the start's period, a change counts from `since`."""
    end = milestone.ends if milestone.ends and setting.as_of >= milestone.ends else None
    criteria = recorded_as(
        choose_observation.Criteria,
        vars(setting.question),
        vars(setting),
        unit=setting.unit_of(milestone),
        basis=setting.admitted.basis,
        after=after,
        by=end,
        final=end is not None,
        since=since,
    )
    return choose_observation.choose(setting.dataset, setting.indicator, criteria, setting.memo)


def stands_at(period: str, timing: choose_observation.Timing) -> float | None:
    """The time of a period in years: for a stock the end of the period, otherwise its middle."""
    when = edtf.parse(period)
    if timing == "stock" and when.latest is not None and when.earliest is not None:
        return edtf.year_scale(when.latest) - 1
    return when.year_fraction


def resolved(
    dataset: RecordSet,
    target: Target,
    indicator: Indicator,
    basis: str | None,
    known_at: date | None,
) -> Target:
    """A target in which values in percent of, or as multiples of, a base year are turned into
    amounts.

    `changes` keeps the percent. The hedge of a cut is about its size: at least 50 percent less is
    at most half. A target without a baseline gets the base year as its baseline. If that year has
    no value above zero, the target stays in percent and is not assessable.
    """
    milestones: list[Milestone] = []
    start = target["baseline"]
    for claim in target["milestones"]:
        year, times = claim["base_year"], claim["unit"] == "times"
        base = None if year is None else _base(dataset, target, indicator, basis, year, known_at)
        if year is None:
            milestones.append(claim)
            continue
        base_value = None if base is None else base["value"]
        changes = base_changes(claim)
        bound = TURNED.get(claim["bound"], claim["bound"]) if changes[0] < 0 else claim["bound"]
        if base is None or base_value is None or base_value <= 0:
            why: Reason = "no-base-year" if base is None else "zero-base"
            baseless: ComputedMilestone = {**claim, "changes": (), "multiples": (), "baseless": why}
            milestones.append(baseless)
            continue
        unit = indicator["unit"]
        whole = Decimal(dataset.units.convert(Decimal(base_value), base["unit"], unit))
        computed: ComputedMilestone = {
            **claim,
            "value": _against(whole, claim["value"], times),
            "low": _against(whole, claim["low"], times),
            "high": _against(whole, claim["high"], times),
            "bound": bound,
            "unit": unit,
            "changes": changes,
            "multiples": ends_of(claim) if times else (),
            "baseless": None,
        }
        milestones.append(computed)
        start = start or _as_baseline(base)
    if milestones == target["milestones"]:
        return target
    return {**target, "milestones": milestones, "baseline": start}


def _against(whole: Decimal, number: int | Decimal | None, times: bool) -> Decimal | None:
    """The amount that is a multiple of the base year's, or differs from it by so many percent."""
    if number is None:
        return None
    factor = Decimal(number) if times else (100 + Decimal(number)) / 100
    # Adding 0 turns 7.5E+3 into 7500.
    return (whole * factor).normalize() + 0


_OBSERVED_ALONE = {"basis": None, "attributed": None, "derived": None, "estimated": False}
"""The fields that an observation has and a baseline does not."""


def _as_baseline(claim: Observation) -> Baseline:
    own = {key: value for key, value in claim.items() if key not in _OBSERVED_ALONE}
    return cast("Baseline", own)


def _base(
    dataset: RecordSet,
    target: Target,
    indicator: Indicator,
    basis: str | None,
    year: int,
    known_at: date | None,
) -> Observation | None:
    """The value of a whole year on a target's own definition, by the best source, then the newest:
    an observation, or the baseline if it is for that year. None if there is none."""

    def place(claim: Observation) -> tuple[object, ...]:
        cite = best_cite(cited(dataset, claim["cite"]), claim["derived"] is not None)
        rank = rank_of(cite.grade, cite.checked) if cite else rank_of(None, "none")
        newest = (day_published(dataset, claim["report"]) or date.min).toordinal()
        return (rank, -newest, claim["value"])

    starts = indicator["year_starts"] or 1
    whole, last = edtf.year_period(year, starts), edtf.year_end(year, starts)

    def is_of_year(period: str) -> bool:
        """Whether a value is that of the whole year; for a stock, of its end."""
        when = edtf.parse(period)
        ends = indicator["timing"] == "stock" and when.latest == last and not when.vague
        return period == whole or ends

    claims = [*indicator["observations"]]
    if start := target["baseline"]:
        own = {"unit": start["unit"] or indicator["unit"], "basis": basis}
        claims.append(cast("Observation", {**start, **_OBSERVED_ALONE, **own}))
    of_year = [
        claim
        for claim in claims
        if claim["basis"] == basis
        and is_of_year(claim["period"])
        and claim["value"] is not None
        and known_by(dataset, claim["report"], known_at)
    ]
    return min(of_year, key=place, default=None)
