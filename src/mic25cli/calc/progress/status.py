"""The statuses that a milestone can have, and the reasons that go with them: two closed sets."""

from __future__ import annotations

from typing import Final, Literal, get_args

Status = Literal[
    "achieved", "met-late", "on-track", "behind", "far-behind", "regressing",
    "missed", "superseded", "withdrawn", "not-started", "not-assessable",
]  # fmt: skip

STATUSES: Final[tuple[Status, ...]] = get_args(Status)
"""Every status, in the order in which counts are given."""

MEANING: Final[dict[Status, str]] = {
    "achieved": "reached by the end of the target year, or already now",
    "met-late": "not reached by the end of the target year, but in an observation after it",
    "on-track": "at least 95 % of the pace that the way to the target takes",
    "behind": "at least 60 % of that pace, but less than 95 %",
    "far-behind": "moving the right way, or standing still, below 60 % of that pace",
    "regressing": "further from the target than at the start",
    "missed": "the target year is over and what was observed of its end falls short",
    "superseded": "a later report set another number for that year before it was over",
    "withdrawn": "dropped before its year was over",
    "not-started": "the target's own starting point lies after the reference date",
    "not-assessable": "no verdict is possible; the reasons say why",
}

BEST_FIRST: Final[tuple[Status, ...]] = (
    "achieved",
    "on-track",
    "met-late",
    "behind",
    "far-behind",
    "regressing",
    "missed",
)
"""The statuses that are verdicts; the worst of several is the one that stands last here."""

PACES: Final[tuple[Status, ...]] = ("achieved", "on-track", "behind", "far-behind", "regressing")
"""What a method says of a pace, the best first."""

ASSESSED: Final[frozenset[Status]] = frozenset(BEST_FIRST)


def worst(statuses: tuple[Status, ...]) -> Status | None:
    """The worst verdict among them; None if none of them is a verdict."""
    verdicts = [status for status in statuses if status in ASSESSED]
    return max(verdicts, key=BEST_FIRST.index) if verdicts else None


Reason = Literal[
    # why there is no verdict
    "no-data", "single-observation", "no-baseline", "no-final-observation", "verdict-spans",
    "qualitative", "no-direction", "direction-conflict", "unknown-year", "unit-mismatch",
    "timing-unstated", "part-year", "several-years", "series-break", "basis-mismatch",
    "below-grade", "unchecked", "baseline-after-target",
    # why a method that works with rates of growth, or with a series, does not apply
    "zero-base", "zero-target", "zero-value", "sign-change", "short-series",
    # what the verdict rests on
    "maintain-target", "baseline-meets-target", "regressed-below-target", "target-year-passed",
    "final-observation-early", "extrapolated", "met-early", "last-seen", "reached-by",
    "bounded-from-below", "bounded-from-above", "bases-disagree", "basis-not-admitted",
    "edition-unseen", "range-weakest-bound",
    "next-milestone", "uncertain-value", "near-limit", "sources-disagree", "baseline-restated",
    "baseline-substituted", "compat-substitution", "undated-report", "approximate-period",
    "cumulative-period", "worst-of-n",
]  # fmt: skip

REASONS: Final[dict[Reason, str]] = {
    "no-data": "no observation of the indicator counts",
    "single-observation": "the only observation is that of the starting point",
    "no-baseline": "the target has no starting point: the distance is known, the pace is not",
    "no-final-observation": "nothing observed late enough to say how the target year ended",
    "verdict-spans": "the verdict differs within the uncertainty of the numbers",
    "timing-unstated": "whether a year means its end or its whole is not said, and it matters",
    "part-year": "observations exist, but for a part of a year, which is not its end or its sum",
    "several-years": "observations exist, but over several years, which say nothing of their end",
    "qualitative": "the aim is no number on a scale: it takes a human assessment",
    "no-direction": "the indicator does not say which way is better",
    "direction-conflict": "the target points away from what the indicator calls better: an error",
    "unknown-year": "the target's year is not stated",
    "unit-mismatch": "observations are in a unit that cannot be turned into the target's",
    "series-break": "observations exist only on another basis; bases are not mixed",
    "basis-mismatch": "the starting point is on another basis: no pace is known on this one",
    "below-grade": "observations exist, but of a lower grade than asked for",
    "unchecked": "observations exist, but nobody has read them in their source",
    "baseline-after-target": "the starting point is not before the target year: an error",
    "zero-base": "growth from zero is not defined",
    "zero-target": "growth to zero is not defined",
    "zero-value": "growth that ends at zero is not defined",
    "sign-change": "growth between values of different sign is not defined",
    "short-series": "fewer than four consecutive years are observed",
    "maintain-target": "the target equals the starting point: it is to be kept, not reached",
    "baseline-meets-target": "the starting point already met the target",
    "regressed-below-target": "the target was met at the start and is no longer",
    "target-year-passed": "the target year is over: only what was observed by its end decides",
    "final-observation-early": "the last observation ends up to a year before the target year does",
    "extrapolated": "missed unless the pace more than doubled in the time that was not observed",
    "met-early": "reached before the target year",
    "last-seen": "reached when last seen, more than a year before; it may have fallen since",
    "reached-by": "reached by a later year; when it was reached is not known",
    "bounded-from-below": "what is observed is less than the whole: the true value is at least it",
    "bounded-from-above": "what is observed is more than asked: the true value is at most it",
    "bases-disagree": "another basis that the target admits gives another verdict",
    "basis-not-admitted": "the basis was asked for; the target does not admit it",
    "edition-unseen": "a later edition, of which only a part was read, may have changed the target",
    "range-weakest-bound": "the target is a range: its weakest bound decides",
    "next-milestone": "of several milestones, the next one",
    "uncertain-value": "a value is a range or hedged: the verdict holds for all of it",
    "near-limit": "within one point of 0 or 100 percent, which counts as met",
    "sources-disagree": "sources give values for the same period that exclude each other",
    "baseline-restated": "the observed series gives another value for the starting year",
    "baseline-substituted": "an observation stands in for a missing starting point, as asked",
    "compat-substitution": "zero was replaced by 0.001, as the reference implementation does",
    "undated-report": "the date of the report that set the target is not known",
    "approximate-period": "the period of a value is uncertain or approximate",
    "cumulative-period": "a change counted from the starting point, as at its period's end",
    "worst-of-n": "of several verdicts, the worst",
}

CODES: Final[tuple[Reason, ...]] = get_args(Reason)

BLOCKING: Final[frozenset[Reason]] = frozenset(CODES[: CODES.index("maintain-target")])
"""Codes that say why there is no verdict; the others say what a verdict rests on."""
