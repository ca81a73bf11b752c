"""Counts by target: each target once, by the milestone that applies, the same wherever told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar, get_args

from mic25cli.calc.progress.status import BEST_FIRST, STATUSES, MainReason, Status
from mic25cli.model.closed_lists import FITS, ORIGINS, Origin
from mic25cli.model.plain_values import UNPRINTED
from mic25cli.values import dataclass, field, grouped

if TYPE_CHECKING:
    from mic25cli.calc.progress.result import JudgedMilestone

BasisVerdict = TypeVar("BasisVerdict", bound="JudgedMilestone")

Verdict = Literal["met", "met-late", "missed"]
Group = Literal[Verdict, "not-assessable", "not-due", "dropped"]
GROUPS: Final[tuple[Group, ...]] = get_args(Group)
"""What screens count: the verdicts on milestones that are due, those without one, the targets
without a due milestone, and those whose last one was superseded or withdrawn."""

DUE: Final[tuple[Verdict, ...]] = get_args(Verdict)
"""The verdicts on milestones that are due."""

DROPPED: Final = ("superseded", "withdrawn")

OTHER_FIT: Final = "other"
"""The fit of a basis that was asked for and is not admitted."""

OWN: Final = "plan"
"""The origin of the targets that the policy and its roadmaps set themselves."""


@dataclass(frozen=True)
class TargetCounts:
    """How many targets have each status, each counted once.

    A target counts by its last milestone that is due; `not_due_yet` have none and count by their
    next.  Of the verdicts on due milestones some are `inferred`; `fits` says on what they rest
    (`other`: on a basis that was asked for and is not admitted), `single_source` how many depend
    on one source or body (null: not asked for), `indicators` on how many indicators they rest.
    `leaning` counts what is not assessable and points one way.
    """

    targets: int
    by_target: Mapping[Status, int]
    not_due_yet: int
    inferred: Mapping[Status, int]
    leaning: Mapping[str, int]
    fits: Mapping[str, int]
    single_source: int | None
    indicators: int
    main_reasons: Mapping[MainReason, int]
    """the one main reason why each target that is not assessable is so"""

    @property
    def verdicts(self) -> int:
        """How many targets whose milestone is due have a verdict."""
        return sum(self.by_target[status] for status in DUE)

    @property
    def groups(self) -> dict[Group, int]:
        """How many targets screens count as what: these add up to all of them."""
        found: dict[Group, int] = {status: self.by_target[status] for status in DUE}
        dropped = sum(self.by_target[status] for status in DROPPED)
        left = self.targets - self.verdicts - dropped - self.not_due_yet
        return {**found, "not-assessable": left, "not-due": self.not_due_yet, "dropped": dropped}


@dataclass(frozen=True)
class CountsByOrigin(TargetCounts):
    """The counts of all targets asked for, and of the targets of each origin."""

    by_origin: Mapping[Origin, TargetCounts]
    others: TargetCounts | None = field(metadata=UNPRINTED)
    """of all but the policy's own targets together; None where there are none"""

    @property
    def own(self) -> TargetCounts | None:
        """Those of the policy's own targets; None where there are none."""
        return self.by_origin.get(OWN)


def group_of(result: JudgedMilestone) -> Group:
    """What screens count a target as, by the milestone that applies."""
    if result.status in DROPPED:
        return "dropped"
    if not result.milestone.due:
        return "not-due"
    return next((status for status in DUE if status == result.status), "not-assessable")


def applying(results: Iterable[BasisVerdict]) -> list[BasisVerdict]:
    """The milestone of each target that counts: the one that applies, else its last that stands."""
    of = grouped((result.target, result) for result in results)

    def place(result: JudgedMilestone) -> tuple[bool, bool, int, bool]:
        year = result.milestone.year or 0
        standing = result.status not in DROPPED
        return result.milestone.applies, standing, year, result.status in BEST_FIRST

    return [max(several, key=place) for several in of.values()]


def later(
    results: Iterable[BasisVerdict], counted: Iterable[BasisVerdict]
) -> dict[str, list[BasisVerdict]]:
    """By target: its milestones for years after that of the one that counts, unless replaced."""
    years = {each.target: each.milestone.year or 0 for each in counted}
    return grouped(
        (each.target, each)
        for each in results
        if (each.milestone.year or 0) > years[each.target] and each.status not in DROPPED
    )


def _counts(every: Sequence[JudgedMilestone]) -> TargetCounts:
    found = Counter(each.status for each in every)
    due = [each for each in every if group_of(each) in DUE]
    inferred = Counter(each.status for each in due if each.certainty == "inferred")
    leans = Counter(each.lean for each in every if each.status == "not-assessable")
    fits = Counter(each.fit or OTHER_FIT for each in due)
    reasons = Counter(each.main_reason for each in every)
    depending = [bool(each.depends_on) for each in due if each.depends_on is not None]
    return TargetCounts(
        targets=len(every),
        by_target={status: found[status] for status in STATUSES},
        not_due_yet=sum(group_of(each) == "not-due" for each in every),
        inferred={status: inferred[status] for status in DUE},
        leaning={"met": leans["met"], "missed": leans["missed"]},
        fits={fit: fits[fit] for fit in (*FITS, OTHER_FIT)},
        single_source=sum(depending) if depending else None,
        indicators=len({each.indicator for each in due}),
        main_reasons={reason: reasons[reason] for reason in get_args(MainReason)},
    )


def count_targets(results: Iterable[JudgedMilestone]) -> CountsByOrigin:
    """The targets of some milestones, each once, in all and by origin."""
    every = applying(results)
    of = grouped((each.origin, each) for each in every)
    others = [each for each in every if each.origin != OWN]
    return CountsByOrigin(
        **vars(_counts(every)),
        by_origin={origin: _counts(of[origin]) for origin in ORIGINS if origin in of},
        others=_counts(others) if others else None,
    )


def counts_of(kept: Mapping[str, Any]) -> CountsByOrigin:
    """The counts that were kept as plain values."""
    of = {origin: TargetCounts(**counts) for origin, counts in kept["by_origin"].items()}
    others = kept["others"] and TargetCounts(**kept["others"])
    return CountsByOrigin(**{**kept, "by_origin": of, "others": others})
