"""Targets counted once each, by the goal that applies: the same numbers wherever they are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from mic25cli.calc.progress.status import BEST_FIRST, Status
from mic25cli.values import dataclass, grouped

if TYPE_CHECKING:
    from mic25cli.calc.progress.result import JudgedMilestone

COUNTED: dict[Status, str] = {
    "achieved": "reached", "met-late": "late", "missed": "missed", "not-assessable": "unknown",
}  # fmt: skip
"""Which statuses count as what; all the others as `others`."""

Judged = TypeVar("Judged", bound="JudgedMilestone")

GROUPS = (*COUNTED.values(), "others")
"""The five that every target is in one of."""


@dataclass(frozen=True)
class CountedOnce:
    """How many targets were reached in time, late or not, how many cannot be told, each once.

    `unknown` cannot be told, `others` are not due yet, replaced or withdrawn: the five add up to
    `targets`.  Of the first three some are `presumed`; `stand_ins` of all verdicts on goals that
    are due rest on a stand-in, and `one_witness` on one source or body (null: not asked for).
    """

    targets: int
    reached: int
    late: int
    missed: int
    unknown: int
    others: int
    reached_presumed: int
    late_presumed: int
    missed_presumed: int
    leaning_reached: int
    leaning_missed: int
    stand_ins: int
    one_witness: int | None

    @property
    def known(self) -> int:
        """How many have an answer."""
        return self.reached + self.late + self.missed

    @property
    def share_known(self) -> float:
        """Their share of all."""
        return self.known / self.targets if self.targets else 0.0


def applying(results: Iterable[Judged]) -> list[Judged]:
    """The milestone of each target that counts: the one that applies, else its last that stands."""
    of = grouped((result.target, result) for result in results)

    def place(result: JudgedMilestone) -> tuple[bool, bool, int, bool]:
        standing = result.status not in ("superseded", "withdrawn")
        year = result.milestone.year or 0
        return result.milestone.applies, standing, year, result.status in BEST_FIRST

    return [max(several, key=place) for several in of.values()]


def count_once(results: Iterable[JudgedMilestone]) -> CountedOnce:
    """The targets of some milestones, each once."""
    every = applying(results)
    found = Counter(COUNTED.get(each.status, "others") for each in every)
    due = [each for each in every if each.status in ("achieved", "met-late", "missed")]
    presumed = Counter(each.status for each in due if each.firmness == "presumed")
    leans = Counter(each.lean for each in every if each.status == "not-assessable")
    hanging = [bool(each.hangs_on) for each in due if each.hangs_on is not None]
    return CountedOnce(
        targets=len(every),
        **{group: found[group] for group in GROUPS},
        reached_presumed=presumed["achieved"],
        late_presumed=presumed["met-late"],
        missed_presumed=presumed["missed"],
        leaning_reached=leans["reached"],
        leaning_missed=leans["missed"],
        stand_ins=sum(each.fit == "proxy" for each in due),
        one_witness=sum(hanging) if hanging else None,
    )
