"""A milestone judged on one basis, and which of several bases decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mic25cli.calc.choice import Candidate
from mic25cli.calc.cites import Reading, rank_of
from mic25cli.calc.progress.evidence import BasisContext
from mic25cli.calc.progress.gather import VerdictInputs
from mic25cli.calc.progress.result import MethodResult, SpanTotal
from mic25cli.calc.progress.status import ASSESSED, BEST_FIRST
from mic25cli.calc.progress.verdict import Verdict
from mic25cli.calc.span import Number


@dataclass(frozen=True)
class Judged:
    """A milestone judged on one basis."""

    found: VerdictInputs
    verdict: Verdict
    pace: MethodResult
    paces: tuple[MethodResult, ...] = ()
    total: SpanTotal | None = None

    @property
    def setting(self) -> BasisContext:
        """The basis, and what is asked."""
        return self.found.setting

    @property
    def latest(self) -> date:
        """The last day of the observation that counts; the first of days for none."""
        return self.found.observation.ends if self.found.observation else date.min

    @property
    def place(self) -> tuple[int, int, int, float, int, bool, tuple[str, int], float, int, str]:
        """The order in which bases decide: a verdict first, then the best fit, then as it was seen.

        Of what was observed the worst counts, else the shortest time unseen; of several alike a
        whole year, the best graded, the firmest, the latest; without a verdict one that leans.
        """
        admitted, verdict = self.setting.admitted, self.verdict
        settled = verdict.settled
        unseen = settled.seen.unseen if settled.seen else 0.0
        seen = self.decisive.reading if self.decisive else None
        graded = rank_of(seen.counts_as, seen.checked) if seen else ("E", 9)
        fit = admitted.place
        case = self.found.case
        part = case is not None and self.found.over and self.latest < case.ends
        firmest, newest = -(settled.margin.k or 0), -self.latest.toordinal()
        rest = (part, graded, firmest, newest, admitted.basis or "")
        worst = -BEST_FIRST.index(verdict.status) if verdict.status in ASSESSED else 0
        if settled.firmness == "presumed":
            return (0, fit, 1, unseen, worst, *rest)
        if verdict.status in ASSESSED or verdict.status == "not-started":
            return (0, fit, 0, 0, worst, *rest)
        if settled.lean is not None or settled.margin.k is not None:
            return (1 if settled.lean else 2, fit, 0, unseen, 0, *rest)
        if self.found.observation is None and not self.found.afterwards:
            return (5, fit, 0, 0, 0, *rest)
        only_the_start = "single-observation" in verdict.reasons
        return (4 if only_the_start else 3, fit, 0, 0, 0, *rest)

    @property
    def decisive(self) -> Candidate | None:
        """The observation that the verdict rests on: the one that counts, or one after the end."""
        found = self.found
        by_later = self.verdict.settled.by_later and found.afterwards
        return found.afterwards[0] if by_later else found.observation

    @property
    def seen(self) -> Reading | None:
        """The figure that counts; of a total all that was counted."""
        if self.total is not None:
            return self.total.reading
        return self.found.observation.reading if self.found.observation else None

    @property
    def shortfall(self) -> tuple[Number, float | None] | tuple[None, None]:
        """How much is missing of the promise in the target's unit, and its share of it.

        At 0 or below it was reached with that much to spare; none for ranks and one-sided figures.
        """
        goal, span = self.found.goal, self.decisive.span if self.decisive else None
        unit = self.setting.book.units.get(self.found.milestone.unit or "")
        if not (goal and span and unit) or span.one_sided or unit.dimension == "rank":
            return None, None
        found = span.best if self.total is None else self.total.value
        short = goal.value - found if goal.sign > 0 else found - goal.value
        promised = goal.value if goal.value > 0 else -goal.value
        return short, float(short / promised) if promised else None


def best_of(judged: Sequence[Judged]) -> Judged:
    """The basis that decides."""
    return min(judged, key=lambda each: each.place) if len(judged) > 1 else judged[0]
