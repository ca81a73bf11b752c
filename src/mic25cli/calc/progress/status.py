"""The statuses of a milestone and the codes of reasons for them: two closed lists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final, Literal, get_args

Status = Literal[
    "met", "met-late", "already-met", "on-track", "behind", "far-behind", "not-sustained",
    "regressing", "missed", "superseded", "withdrawn", "not-started", "not-assessable",
]  # fmt: skip

STATUSES: Final[tuple[Status, ...]] = get_args(Status)
"""Every status, in the order in which counts are given."""

BEST_FIRST: Final[tuple[Status, ...]] = (
    "met",
    "already-met",
    "on-track",
    "met-late",
    "behind",
    "far-behind",
    "not-sustained",
    "regressing",
    "missed",
)
"""The statuses that are verdicts; of several, the last one listed is the worst."""

PACES: Final[tuple[Status, ...]] = ("already-met", "on-track", "behind", "far-behind", "regressing")
"""The statuses of a pace, best first."""

ASSESSED: Final[frozenset[Status]] = frozenset(BEST_FIRST)


def worst(statuses: Iterable[Status]) -> Status | None:
    """The worst of some statuses that are verdicts; None if none is."""
    verdicts = [status for status in statuses if status in ASSESSED]
    return max(verdicts, key=BEST_FIRST.index) if verdicts else None


Reason = Literal[
    # why there is no verdict
    "no-data", "single-observation", "no-baseline", "no-recent-observation",
    "no-figure-at-deadline", "figure-too-imprecise", "qualitative", "no-direction",
    "direction-conflict",
    "unknown-year", "unit-mismatch",
    "timing-unstated", "part-year", "several-years", "other-definition-only",
    "baseline-other-definition",
    "below-grade", "other-access", "unchecked", "baseline-after-target",
    "before-and-after-differ", "part-year-differs", "gap-over-five-years", "no-comparable-changes",
    "new-programme",
    "no-minimum",
    "older-than-target", "no-base-year", "no-total",
    # why a method that needs growth rates or a series does not apply
    "zero-base", "zero-target", "zero-value", "sign-change", "short-series",
    # what the verdict is based on
    "maintain-target", "baseline-meets-target", "regressed-below-target", "target-year-passed",
    "met-early", "met-by-later-year", "estimated",
    "bounded-from-below", "bounded-from-above", "definitions-disagree", "basis-not-admitted",
    "edition-not-read", "range-weakest-bound",
    "next-milestone", "uncertain-value", "near-limit", "sources-disagree", "baseline-restated",
    "baseline-substituted", "compat-substitution", "undated-report", "approximate-period",
    "cumulative-period", "worst-of-n",
]  # fmt: skip

CODES: Final[tuple[Reason, ...]] = get_args(Reason)

BLOCKING: Final[frozenset[Reason]] = frozenset(CODES[: CODES.index("maintain-target")])
"""Codes of reasons why there is no verdict; the other codes describe the evidence for a verdict."""

MainReason = Literal["wording", "no-figure", "evidence"]
"""Why a target is not assessable: its wording cannot be measured, there is no figure on its
definition, or there is no baseline, or the figures are too old, too rough or in disagreement."""

_MAIN: Final[Mapping[MainReason, frozenset[Reason]]] = {
    "wording": frozenset((
        "qualitative", "unknown-year", "no-minimum", "no-direction", "direction-conflict",
        "baseline-after-target", "no-total",
    )),
    "no-figure": frozenset(("no-data", "other-definition-only", "no-base-year")),
}  # fmt: skip
"""The reasons of a class; the first class with one is the main reason, `evidence` if none."""


def main_reason(status: Status, reasons: Collection[Reason]) -> MainReason | None:
    """The main reason why a target is not assessable; None if it is assessable."""
    if status != "not-assessable":
        return None
    return next((main for main, of in _MAIN.items() if not of.isdisjoint(reasons)), "evidence")
