"""Which changes an analyst asked for, how many there are, and what is to be known of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from mic25cli.calc.diff.changes import AGREES, CLASSES, Change, Class, Diff, Flag, Pair, SideLabel
from mic25cli.calc.diff.compare import kinds_in_order
from mic25cli.model.plain import in_place


def choose(
    diff: Diff,
    classes: Collection[str] | None = None,
    kinds: Collection[str] | None = None,
    industry: str | None = None,
) -> Diff:
    """Only the changes of these classes and kinds, and of records that name an industry."""
    return diff.keep(
        lambda change: (
            (classes is None or change.class_ in classes)
            and (kinds is None or change.kind in kinds)
            and (industry is None or industry in change.industries)
        )
    )


@dataclass(frozen=True)
class KindCounts:
    """How many changes of each class a kind has; every class is there."""

    kind: str
    changes: int
    classes: Mapping[Class, int] = field(metadata=in_place(Class))


@dataclass(frozen=True)
class DiffSummary:
    """How many changes there are, by class and by kind."""

    changes: int
    classes: dict[Class, int]
    kinds: tuple[KindCounts, ...]
    """Only kinds with changes, in the order of the diff."""


@dataclass(frozen=True, kw_only=True)
class DiffReport:
    """What changed between two sides; the changes follow."""

    schema: Literal["mic25.diff/1"] = "mic25.diff/1"
    sides: Pair[SideLabel] = field(metadata=in_place(Pair))
    summary: DiffSummary


def summarize(diff: Diff) -> DiffSummary:
    """Count the changes by kind and class."""
    counts = Counter((change.kind, change.class_) for change in diff.changes)
    kinds = [_count(kind, counts) for kind in kinds_in_order()]
    classes = {class_: sum(kind.classes[class_] for kind in kinds) for class_ in CLASSES}
    return DiffSummary(len(diff.changes), classes, tuple(kind for kind in kinds if kind.changes))


def _count(kind: str, counts: Counter[tuple[str, Class]]) -> KindCounts:
    classes = {class_: counts[kind, class_] for class_ in CLASSES}
    return KindCounts(kind, sum(classes.values()), classes)


Code = Literal[Flag, "excerpts-only", "less-is-better", "by-way-of", "beside"]


@dataclass(frozen=True)
class Note:
    """What is to be known of a change: a code that has words in two languages, and reports."""

    code: Code
    reports: tuple[str, ...] = ()


def notes(change: Change, diff: Diff) -> list[Note]:
    """What a reader must know of a change."""
    found: list[Note] = []
    if change.class_ == "unseen":
        side_without = diff.sides.new if change.new is None else diff.sides.old
        found.append(Note("excerpts-only", (side_without.at,)))
    delta = change.delta
    if delta is not None and delta.bar and (delta.bar == "raised") != (delta.direction == "up"):
        found.append(Note("less-is-better"))
    flags = change.flags
    if not flags.isdisjoint({*AGREES, "doubled"}):
        flags = flags - {"aside"}  # that it agrees says enough
    found += [Note(flag) for flag in get_args(Flag) if flag in flags]
    if change.between:
        reports = tuple(dict.fromkeys(str(claim["report"]) for claim in change.between))
        found.append(Note("by-way-of" if change.old and change.new else "beside", reports))
    return found
