"""Which changes an analyst asked for, how many there are, and what is to be known of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from mic25cli.calc.diff.changes import CLASSES, Change, Class, Diff, Flag
from mic25cli.calc.diff.compare import told


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
class Count:
    """How many changes of each class a kind has; every class is there."""

    kind: str
    changes: int
    classes: dict[Class, int]


@dataclass(frozen=True)
class Summary:
    """How many changes there are, by class and by kind."""

    changes: int
    classes: dict[Class, int]
    kinds: tuple[Count, ...]
    """Only kinds with changes, in the order in which they are told."""


def summarize(diff: Diff) -> Summary:
    """Count the changes by kind and class."""
    counts = Counter((change.kind, change.class_) for change in diff.changes)
    kinds = [_count(kind, counts) for kind in told()]
    classes = {class_: sum(each.classes[class_] for each in kinds) for class_ in CLASSES}
    return Summary(len(diff.changes), classes, tuple(each for each in kinds if each.changes))


def _count(kind: str, counts: Counter[tuple[str, Class]]) -> Count:
    classes = {class_: counts[kind, class_] for class_ in CLASSES}
    return Count(kind, sum(classes.values()), classes)


_SAID: dict[Flag, str] = {
    "corrected": "the same report: the record was corrected",
    "confirmed": "another report says the same",
    "doubled": "the same report says it twice in this record",
    "equal": "they are worth the same",
    "digits": "the same number, printed with other digits",
    "postponed": "the same aim for another year",
    "worse": "worse than before",
    "aside": "beside the claim that stands",
    "looser": "they agree, one more loosely",
    "headline-basis": "the basis that counts as the headline",
    "no-common-unit": "the units cannot be compared",
}


def notes(change: Change, diff: Diff) -> list[str]:
    """What a reader must know of a change, in a few words each."""
    said: list[str] = []
    if change.class_ == "unseen":
        label = diff.sides.new if change.new is None else diff.sides.old
        said.append(f"{label.at} was read in excerpts only")
    delta = change.delta
    if delta is not None and delta.bar and (delta.bar == "raised") != (delta.direction == "up"):
        said.append("less is better")
    flags = change.flags
    if not flags.isdisjoint(("confirmed", "doubled", "equal", "digits", "looser")):
        flags = flags - {"aside"}  # that it agrees says enough
    said += [text for flag, text in _SAID.items() if flag in flags]
    if change.between:
        how = "by way of" if change.old and change.new else "beside"
        reports = list(dict.fromkeys(str(claim["report"]) for claim in change.between))
        said.append(f"{how} {', '.join(reports)}")
    return said
