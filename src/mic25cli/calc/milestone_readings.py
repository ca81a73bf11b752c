"""The editions of a target for one year: the current reading of each, and its other readings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from mic25cli.calc.source_grades import cited, independent_sources, rank
from mic25cli.model.dataset import RecordSet, published
from mic25cli.values import FrozenData, grouped

if TYPE_CHECKING:
    from mic25cli.calc.diff.changes import Change, Class
    from mic25cli.model.records import Milestone, Target


class Edition(FrozenData):
    """The current reading of an edition for a year, and other readings of the same edition."""

    report: str
    published: str | None
    current: Milestone
    rivals: tuple[Milestone, ...]


def editions(dataset: RecordSet, claims: Sequence[Milestone]) -> list[Edition]:
    """The editions for one year by date of publication. A reading with a number comes before one in
    words."""
    by_report = grouped((claim["report"], claim) for claim in claims)

    def place(entry: tuple[int, Milestone]) -> tuple[object, ...]:
        index, claim = entry
        cites = cited(dataset, claim["cite"])
        best = min(map(rank, cites), default=("E", 9))
        behind = independent_sources(dataset, (cite.source for cite in cites))
        in_words = claim["value"] is None and claim["low"] is None
        return (in_words, best, -len(behind), index)

    by_date = []
    for report in sorted(by_report, key=lambda report: published(dataset, report) or "9999"):
        current, *rest = by_report[report]
        if rest:
            _, (current, *rest) = zip(*sorted(enumerate(by_report[report]), key=place), strict=True)
        by_date.append(Edition(report, published(dataset, report), current, tuple(rest)))
    return by_date


def agree(one: Milestone, other: Milestone) -> bool:
    """Whether two claims set the same number, whatever their hedges, or the same words."""
    return all(one[key] == other[key] for key in ("statement", "value", "low", "high", "unit"))


def changes(dataset: RecordSet, target: Target) -> list[Change]:
    """The changes that each later dated report made to a target's milestones, as in a diff."""
    from mic25cli.calc.diff.changes import Change, Pair, SideLabel
    from mic25cli.calc.diff.claim_fields import Sources, last_day
    from mic25cli.calc.diff.claims import Context, compare_claims
    from mic25cli.calc.diff.sides import Side

    dated: dict[date, list[Milestone]] = {}
    for claim in target["milestones"]:
        when = published(dataset, claim["report"])
        if when is not None:
            dated.setdefault(last_day(when), []).append(claim)
    indicator = dataset.whole.get("indicators", target["indicator"] or "")
    direction = None if indicator is None else indicator["direction"]
    sources = Sources(dataset.whole)
    was: list[Milestone] = []
    found_changes: list[Change] = []
    for day in sorted(dated):
        now = [*was, *dated[day]]
        if was:
            side, name = Side(SideLabel("date", str(day)), dataset, sources), dict(target["name"])
            base = Change("targets", target["id"], Pair(name, name), "edited")
            found_changes += compare_claims(
                "milestones", was, now, base, Context(Pair(side, side), direction)
            )
        was = now
    return found_changes


CHANGES: tuple[Class, ...] = (
    "raised", "lowered", "moved", "reworded", "added", "edited", "confirmed",
)  # fmt: skip
"""The classes of changes that a later report can make to the milestones of a target."""


def classes(dataset: RecordSet, target: Target) -> set[Class]:
    """How later reports changed the milestones of a target: raised, lowered, moved and so on."""
    return {change.class_ for change in changes(dataset, target)}
