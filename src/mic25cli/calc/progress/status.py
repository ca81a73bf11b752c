"""The statuses that a milestone can have: one closed set, with their order from good to bad."""

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
    "missed": "the target year is over and the last observation within it falls short",
    "superseded": "a later report set the same year anew before that year was over",
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

ASSESSED: Final[frozenset[Status]] = frozenset(BEST_FIRST)


def worst(statuses: tuple[Status, ...]) -> Status | None:
    """The worst verdict among them; None if none of them is a verdict."""
    verdicts = [status for status in statuses if status in ASSESSED]
    return max(verdicts, key=BEST_FIRST.index) if verdicts else None
