"""What became of targets in a later book: which take them up and how, and which nobody does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from mic25cli.calc.diff.changes import Pair, SideLabel
from mic25cli.model.book import RecordBook
from mic25cli.model.choices import AIMS, HEIRS, Aim, Heir
from mic25cli.model.plain import in_place


def far(text: str) -> tuple[str, str]:
    """The book and the id of `book:id`; of an id alone, an empty book."""
    book, _, id_ = text.rpartition(":")
    return book, id_


@dataclass(frozen=True)
class Successor:
    """A later target that takes one up."""

    target: str
    how: Heir
    aim: Aim | None


@dataclass(frozen=True)
class Fate:
    """What became of a target: how it was taken up, by which; null and none where nobody does."""

    target: str
    how: Heir | None
    heirs: tuple[Successor, ...]


@dataclass(frozen=True)
class AimRow:
    """Targets of one sort of aim in two books, and what became of the old ones."""

    aim: Aim | None
    """null: of targets that do not say"""
    old: int
    old_share: float | None
    """of all targets of the old book"""
    new: int
    new_share: float | None
    taken_up: Mapping[Heir, int] = field(metadata=in_place(Heir))
    """old targets by the way they are taken up that says most"""
    otherwise: int
    """of these, how many only by targets of another sort"""
    without_heir: int
    fates: tuple[Fate, ...]


@dataclass(frozen=True, kw_only=True)
class AimsReport:
    """Two books by the sorts of aims of their targets; the sorts follow."""

    schema: Literal["mic25.diff-aims/1"] = "mic25.diff-aims/1"
    sides: Pair[SideLabel] = field(metadata=in_place(Pair))
    summary: AimRow


def heirs(old: RecordBook, new: RecordBook, called: str) -> dict[str, tuple[Successor, ...]]:
    """Of each target of the old book, which is `called` so, those of the new that take it up."""
    own = "" if old.whole is new.whole else called
    found: dict[str, tuple[Successor, ...]] = {}
    for id_, target in new.kind("targets").items():
        for earlier in target["continues"]:
            book, old_id = far(earlier["target"])
            if book == own:
                heir = Successor(id_, earlier["how"], target["aim"])
                found[old_id] = (*found.get(old_id, ()), heir)
    return found


def by_aim(books: Pair[RecordBook], called: str) -> tuple[list[AimRow], AimRow]:
    """The targets of two books by sort of aim, a row a sort that either has, and all together."""
    taken = heirs(books.old, books.new, called)
    old, new = (book.kind("targets") for book in (books.old, books.new))

    def row(aim: Aim | None, whole: bool = False) -> AimRow:
        of_old = [id_ for id_, each in old.items() if whole or each["aim"] == aim]
        of_new = sum(whole or each["aim"] == aim for each in new.values())
        fates = tuple(_fate(id_, taken.get(id_, ())) for id_ in of_old)
        ways = Counter(fate.how for fate in fates)
        otherwise = sum(
            fate.how is not None and all(heir.aim != old[fate.target]["aim"] for heir in fate.heirs)
            for fate in fates
        )
        return AimRow(
            aim,
            len(of_old),
            len(of_old) / len(old) if old else None,
            of_new,
            of_new / len(new) if new else None,
            {how: ways[how] for how in HEIRS},
            otherwise,
            ways[None],
            () if whole else fates,
        )

    rows = [row(aim) for aim in (*AIMS, None)]
    return [each for each in rows if each.old or each.new], row(None, whole=True)


def _fate(target: str, found: tuple[Successor, ...]) -> Fate:
    how = min((heir.how for heir in found), key=HEIRS.index, default=None)
    return Fate(target, how, found)


def of_fates(rows: list[AimRow], how: Heir | None) -> Iterator[Fate]:
    """The old targets that are taken up so, or by nobody."""
    return (fate for row in rows for fate in row.fates if fate.how == how)
