"""Counts by target: each counts once, by the milestone that applies, and alike on every screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar, get_args

from mic25cli.calc.progress.status import BEST_FIRST, STATUSES, MainReason, Status
from mic25cli.model.closed_lists import FITS, ORIGINS, Origin
from mic25cli.model.plain_values import UNPRINTED
from mic25cli.values import FrozenData, field, grouped

if TYPE_CHECKING:
    from mic25cli.calc.progress.result import JudgedMilestone

BasisVerdict = TypeVar("BasisVerdict", bound="JudgedMilestone")

Verdict = Literal["met", "met-late", "missed"]
Group = Literal[Verdict, "not-assessable", "not-due", "dropped"]
GROUPS: Final[tuple[Group, ...]] = get_args(Group)
"""The groups on screens: a group for each verdict on due milestones, due milestones without a
verdict, targets with nothing due, and targets whose last milestone was superseded or withdrawn."""

DUE: Final[tuple[Verdict, ...]] = get_args(Verdict)
"""The verdicts on milestones that are due."""

DROPPED: Final = ("superseded", "withdrawn")

OTHER_FIT: Final = "other"
"""The fit of a definition that was requested although the target does not admit it."""

OWN: Final = "plan"
"""The origin of the targets that the policy and its roadmaps set themselves."""


class TargetCounts(FrozenData):
    """The number of targets by status, each target counted once.

    A target counts by its last milestone that is due. `not_due_yet` targets have none and count by
    their next one, so they are also among those of its status: on-track, not-assessable and others.
    `inferred` are verdicts on due milestones that were not observed. `fits` counts
    verdicts by the fit of their definition (`other`: requested, but not admitted). `single_source`
    are verdicts that depend on one source or body (null: not computed). `indicators` is the number
    of indicators behind the verdicts. `leaning` counts targets that are not assessable although the
    evidence points one way.
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
    """for targets that are not assessable, the one main reason"""

    @property
    def verdicts(self) -> int:
        """The number of targets whose milestone is due and has a verdict."""
        return sum(self.by_target[status] for status in DUE)

    @property
    def groups(self) -> dict[Group, int]:
        """The number of targets in each group of `GROUPS`; their sum is `targets`."""
        verdicts: dict[Group, int] = {status: self.by_target[status] for status in DUE}
        dropped = sum(self.by_target[status] for status in DROPPED)
        unjudged = self.targets - self.verdicts - dropped - self.not_due_yet
        return {
            **verdicts,
            "not-assessable": unjudged,
            "not-due": self.not_due_yet,
            "dropped": dropped,
        }


class CountsByOrigin(TargetCounts):
    """The counts of all requested targets, and of those of each origin."""

    by_origin: Mapping[Origin, TargetCounts]
    others: TargetCounts | None = field(metadata=UNPRINTED)
    """of all targets together that are not the policy's own; None if there are none"""

    @property
    def own(self) -> TargetCounts | None:
        """The counts of the policy's own targets; None if there are none."""
        return self.by_origin.get(OWN)


def group_of(result: JudgedMilestone) -> Group:
    """The group of `GROUPS` in which a target counts, given its milestone that applies."""
    if result.status in DROPPED:
        return "dropped"
    if not result.milestone.due:
        return "not-due"
    return next((status for status in DUE if status == result.status), "not-assessable")


def applying(results: Iterable[BasisVerdict]) -> list[BasisVerdict]:
    """For each target the milestone by which it counts: the one that applies, or the last in
    force."""
    by_target = grouped((result.target, result) for result in results)

    def place(result: JudgedMilestone) -> tuple[bool, bool, int, bool]:
        year = result.milestone.year or 0
        in_force = result.status not in DROPPED
        return result.milestone.applies, in_force, year, result.status in BEST_FIRST

    return [max(milestones, key=place) for milestones in by_target.values()]


def later(
    results: Iterable[BasisVerdict], counted: Iterable[BasisVerdict]
) -> dict[str, list[BasisVerdict]]:
    """By target, its milestones in force for years after the one that counts."""
    years = {result.target: result.milestone.year or 0 for result in counted}
    return grouped(
        (result.target, result)
        for result in results
        if (result.milestone.year or 0) > years[result.target] and result.status not in DROPPED
    )


def _counts(results: Sequence[JudgedMilestone]) -> TargetCounts:
    statuses = Counter(result.status for result in results)
    due = [result for result in results if group_of(result) in DUE]
    inferred = Counter(result.status for result in due if result.certainty == "inferred")
    leans = Counter(result.lean for result in results if result.status == "not-assessable")
    fits = Counter(result.fit or OTHER_FIT for result in due)
    reasons = Counter(result.main_reason for result in results)
    depending = [bool(result.depends_on) for result in due if result.depends_on is not None]
    return TargetCounts(
        targets=len(results),
        by_target={status: statuses[status] for status in STATUSES},
        not_due_yet=sum(group_of(result) == "not-due" for result in results),
        inferred={status: inferred[status] for status in DUE},
        leaning={"met": leans["met"], "missed": leans["missed"]},
        fits={fit: fits[fit] for fit in (*FITS, OTHER_FIT)},
        single_source=sum(depending) if depending else None,
        indicators=len({result.indicator for result in due}),
        main_reasons={reason: reasons[reason] for reason in get_args(MainReason)},
    )


def count_targets(results: Iterable[JudgedMilestone]) -> CountsByOrigin:
    """The counts of the targets that some milestones belong to, in total and by origin."""
    counted = applying(results)
    by_origin = grouped((result.origin, result) for result in counted)
    others = [result for result in counted if result.origin != OWN]
    return CountsByOrigin(
        **vars(_counts(counted)),
        by_origin={origin: _counts(by_origin[origin]) for origin in ORIGINS if origin in by_origin},
        others=_counts(others) if others else None,
    )


def counts_of(stored: Mapping[str, Any]) -> CountsByOrigin:
    """The counts from the plain values that a snapshot has stored."""
    by_origin = {origin: TargetCounts(**counts) for origin, counts in stored["by_origin"].items()}
    others = stored["others"] and TargetCounts(**stored["others"])
    return CountsByOrigin(**{**stored, "by_origin": by_origin, "others": others})
