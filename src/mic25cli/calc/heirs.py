"""What became of targets in a later book: which take them up and how, and which nobody does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal

from mic25cli.calc.cites import stood_by
from mic25cli.calc.diff.changes import Pair, SideLabel
from mic25cli.calc.span import Number
from mic25cli.model.book import RecordBook, far, published
from mic25cli.model.choices import AIMS, HEIRS, Aim, Bound, Heir
from mic25cli.model.plain import UNPRINTED, in_place, recorded_as
from mic25cli.values import dataclass, field, grouped

if TYPE_CHECKING:
    from mic25cli.model.records import Name


@dataclass(frozen=True)
class Kin:
    """A target that takes up another, or that another takes up."""

    target: str
    """one of another book as `book:id`"""
    how: Heir
    name: Name | None = field(metadata=UNPRINTED)
    """None: that book is not at hand"""


@dataclass(frozen=True)
class Fate:
    """What became of a target: by which later ones it is taken up, and how."""

    target: str
    how: Heir | None
    """the way that says most; null where nobody does"""
    heirs: tuple[str, ...]


@dataclass(frozen=True)
class AimRow:
    """Targets of one sort of aim in two books, and what became of the old ones."""

    aim: Aim | None
    """null: of targets that do not say, or of all"""
    old: int
    old_share: float | None
    """of all targets of the old book"""
    new: int
    new_share: float | None
    taken_up: Mapping[Heir, int] = field(metadata=in_place(Heir))
    otherwise: int
    """old targets that only those of another sort take up"""
    without_heir: int
    fates: tuple[Fate, ...]


@dataclass(frozen=True, kw_only=True)
class AimsReport:
    """Two books by the sorts of aims of their targets; the sorts follow."""

    schema: Literal["mic25.diff-aims/1"] = "mic25.diff-aims/1"
    sides: Pair[SideLabel] = field(metadata=in_place(Pair))
    summary: AimRow


@dataclass(frozen=True)
class LastGoal:
    """A target, and what its last report asks for in its last year."""

    target: str
    year: int | None
    value: Number | None
    low: Number | None
    high: Number | None
    bound: Bound | None
    unit: str | None
    statement: str | None


@dataclass(frozen=True)
class GoalPair:
    """A target of an older book beside one of a newer, on the same thing."""

    indicator: str
    """that of the old target"""
    old: LastGoal
    new: LastGoal
    how: Heir | None
    """how the new target takes the old one up; null: both are on this indicator, and it does not"""


@dataclass(frozen=True, kw_only=True)
class GoalsReport:
    """Two books by their goals on the same indicators; the pairs follow."""

    schema: Literal["mic25.diff-indicators/1"] = "mic25.diff-indicators/1"
    sides: Pair[SideLabel] = field(metadata=in_place(Pair))
    pairs: int
    old_alone: int
    """old targets without a new one beside them"""
    new_alone: int


def taken_up(book: RecordBook, called: str) -> Mapping[str, Mapping[str, Heir]]:
    """The targets of a book called so that this one takes up: by which of its own, and how."""
    found: dict[str, dict[str, Heir]] = {}
    for id_, target in book.kind("targets").items():
        for each in target["continues"]:
            there, earlier = far(each["target"])
            if there == called:
                found.setdefault(earlier, {})[id_] = each["how"]
    return found


def ancestors(book: RecordBook, target_id: str) -> tuple[Kin, ...]:
    """The targets that one of a book takes up."""
    found = []
    for each in book.kind("targets")[target_id]["continues"]:
        name, id_ = far(each["target"])
        there = book.elsewhere(name) if name else book
        earlier = None if there is None else there.get("targets", id_)
        found.append(Kin(each["target"], each["how"], earlier and earlier["name"]))
    return tuple(found)


def heirs(book: RecordBook, target_id: str, until: date | None = None) -> tuple[Kin, ...] | None:
    """Those set by a day that take up a target, the way that says most first; None where nobody
    can tell."""
    found: list[Kin] = []
    # Nobody can tell where no other book at hand takes up any target of this one.
    followed = False
    for called, there in (("", book), *((name, book.elsewhere(name)) for name in book.others())):
        taken = taken_up(there, book.profile.id if called else "") if there else {}
        followed |= bool(taken) and bool(called)
        for id_, how in taken.get(target_id, {}).items():
            heir = there.kind("targets")[id_] if there else None
            goals = heir["milestones"] if heir else ()
            if there and not any(stood_by(there, each["report"], until) for each in goals):
                continue
            name = heir and heir["name"]
            found.append(Kin(f"{called}:{id_}" if called else id_, how, name))
    found.sort(key=lambda kin: HEIRS.index(kin.how))
    return tuple(found) if found or followed else None


def by_aim(books: Pair[RecordBook], called: str) -> tuple[list[AimRow], AimRow]:
    """The targets of two books, the old one `called` so: a row a sort that either has, and all."""
    old, new = (book.kind("targets") for book in (books.old, books.new))
    taken = taken_up(books.new, called)

    def row(aims: tuple[Aim | None, ...]) -> AimRow:
        of_old = [id_ for id_, each in old.items() if each["aim"] in aims]
        of_new = sum(each["aim"] in aims for each in new.values())
        fates = []
        for id_ in of_old:
            heirs = taken.get(id_, {})
            fates.append(Fate(id_, min(heirs.values(), key=HEIRS.index, default=None), (*heirs,)))
        ways = Counter(fate.how for fate in fates)
        otherwise = sum(
            bool(each.heirs)
            and all(new[heir]["aim"] != old[each.target]["aim"] for heir in each.heirs)
            for each in fates
        )
        return AimRow(
            aims[0] if len(aims) == 1 else None,
            len(of_old),
            len(of_old) / len(old) if old else None,
            of_new,
            of_new / len(new) if new else None,
            {how: ways[how] for how in HEIRS},
            otherwise,
            ways[None],
            tuple(fates),
        )

    every = (*AIMS, None)
    rows = [row((aim,)) for aim in every]
    return [each for each in rows if each.old or each.new], row(every)


def last_goal(book: RecordBook, target_id: str) -> LastGoal:
    """What the last report on a target asks for in its last year, in its own unit."""
    target = book.kind("targets")[target_id]
    milestones = target["milestones"]
    dated = [(each["year"] or 0, published(book, each["report"]) or "") for each in milestones]
    last = milestones[dated.index(max(dated))]
    measured = book.get("indicators", target["indicator"])
    unit = last["unit"] or (measured["unit"] if measured is not None else None)
    return recorded_as(LastGoal, last, target=target_id, unit=unit)


def by_indicator(books: Pair[RecordBook], called: str) -> tuple[list[GoalPair], int, int]:
    """Targets of two books, linked or on one indicator, and how many have none."""
    taken = taken_up(books.new, called)
    on = grouped((each["indicator"], id_) for id_, each in books.new.kind("targets").items())
    pairs = [
        GoalPair(
            target["indicator"],
            last_goal(books.old, id_),
            last_goal(books.new, other),
            taken.get(id_, {}).get(other),
        )
        for id_, target in books.old.kind("targets").items()
        for other in dict.fromkeys((*taken.get(id_, ()), *on.get(target["indicator"], ())))
    ]
    old, new = (len(book.kind("targets")) for book in (books.old, books.new))
    paired = ({pair.old.target for pair in pairs}, {pair.new.target for pair in pairs})
    return pairs, old - len(paired[0]), new - len(paired[1])
