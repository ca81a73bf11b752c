"""The results of a diff: changes with their class, functions to select them, and notes on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast, get_args

from mic25cli.calc.diff.unordered import Data
from mic25cli.model.kinds import KINDS
from mic25cli.model.plain_values import UNPRINTED, in_place, printed_by
from mic25cli.values import FrozenData, field

if TYPE_CHECKING:
    from mic25cli.model.records import Name

T = TypeVar("T", covariant=True)
U = TypeVar("U")
Class = Literal[
    "raised",  # a milestone or an amount rose; with a direction: a more demanding target
    "lowered",  # a milestone or an amount fell; with a direction: a less demanding target
    "removed",  # only the old side has it, although the new side could have it
    "withdrawn",  # a target was dropped
    "moved",  # a date or a status changed
    "outcome",  # the computed status of a target changed
    "reworded",  # a text changed
    "added",  # only the new side has it, although the old side could have had it
    "not-repeated",  # the later report, which was read in full, does not say it
    "restated",  # another report gives another value for the same period
    "observed",  # a value for a period that had none before
    "edited",  # anything else changed
    "confirmed",  # another report says what an earlier one said
    "unseen",  # missing on one side, of which only excerpts were read, so that this means nothing
]

CLASSES: tuple[Class, ...] = get_args(Class)
"""Every class, most important first."""

Sort = Literal["date", "report", "edition"]
Flag = Literal[
    "corrected",
    "confirmed",
    "doubled",
    "equal",
    "digits",
    "aside",
    "looser",
    "postponed",
    "worse",
    "redefined",
    "headline-basis",
    "no-common-unit",
]
"""Further facts about a change: see `notes`."""

AGREES: frozenset[Flag] = frozenset({"confirmed", "equal", "digits", "looser"})
"""Flags of a claim that repeats, exactly or less exactly, a claim of another report."""

Op = Literal["kept", "removed", "added"]


class Pair(FrozenData, Generic[T]):
    """A value of the older side of a diff, and the matching value of the newer side."""

    old: T
    new: T

    def map(self, function: Callable[[T], U]) -> Pair[U]:
        """Apply a function to both sides, and return a pair of its results."""
        return Pair(function(self.old), function(self.new))

    def either(self) -> T:
        """The new one, or the old one if there is no new one."""
        return self.old if self.new is None else self.new


class Delta(FrozenData):
    """The difference between two quantities in a common unit. `shift` is None if the two ends moved
    by different amounts. `order` is 1, 0 or -1, or None if one range contains the other. `better`
    is the direction that counts as better."""

    shift: int | Decimal | None = field(metadata=printed_by("absolute"))
    points: Pair[int | Decimal | None] = field(metadata=printed_by("percent"))
    unit: str | None
    order: int | None = field(metadata=printed_by("direction"))
    better: str | None = field(default=None, metadata=printed_by("bar"))

    @property
    def absolute(self) -> int | Decimal | None:
        """New minus old, exactly; a whole number has no decimal point or exponent."""
        exact = self.shift
        if not isinstance(exact, Decimal) or exact != exact.to_integral_value():
            return exact
        return int(exact) if abs(exact) < 10**18 else exact

    @property
    def percent(self) -> Decimal | None:
        """The shift in percent of the old value, to two digits; None for ranges and from zero."""
        old, new = self.points.old, self.points.new
        if old is None or new is None or old == 0:
            return None
        exact = Decimal(new - old) / abs(Decimal(old)) * 100
        digits = exact.quantize(Decimal("0.01"), ROUND_HALF_EVEN) if abs(exact) < 10**20 else exact
        # Without zeros at the end, and never as 1E+2.
        short = digits.normalize()
        whole = short == short.to_integral_value() and abs(short) < 10**20
        return short.quantize(Decimal(1)) if whole else short

    @property
    def direction(self) -> Literal["up", "down"] | None:
        """Whether the number rose or fell; None if that cannot be said."""
        return None if not self.order else "up" if self.order > 0 else "down"

    @property
    def bar(self) -> Literal["raised", "lowered"] | None:
        """Whether a target became more or less demanding, given the direction of its indicator."""
        if not self.order or self.better is None:
            return None
        return "raised" if (self.order > 0) == (self.better == "increase") else "lowered"


class TextRun(FrozenData):
    """A run of words in a text (of characters in Chinese), and how it changed."""

    field: str
    op: Op
    text: str


def swap_spans(spans: tuple[TextRun, ...]) -> tuple[TextRun, ...]:
    """The same runs for the reverse comparison; removed runs still come before added ones."""
    turned: dict[Op, Op] = {"kept": "kept", "removed": "added", "added": "removed"}
    result: list[TextRun] = []
    for span in spans:
        other = TextRun(span.field, turned[span.op], span.text)
        new_first = other.op == "removed" and result and result[-1].op == "added"
        if new_first and result[-1].field == other.field:
            result.insert(-1, other)
        else:
            result.append(other)
    return tuple(result)


class Change(FrozenData):
    """A change of a record, or of the claim at `path` and `key`, in some `fields`. `went` and
    `came` are the claims to remove and to add, and `between` are those of them that are not
    shown."""

    kind: str
    id: str
    names: Pair[Data | None] = field(metadata=printed_by("name"))
    class_: Class
    path: str | None = None
    """the field; null if the whole record was added or removed"""
    key: Data | None = None
    """the subject of the claim"""
    fields: tuple[str, ...] = ()
    values: Pair[Any] = field(default=Pair(None, None), metadata=in_place(Pair))
    """the record, the claim or the value on each side; null on a side without it"""
    delta: Delta | None = None
    spans: tuple[TextRun, ...] = ()
    reports: Pair[str | None] = Pair(None, None)
    dates: Pair[str | None] = Pair(None, None)
    between: tuple[Data, ...] = ()
    went: tuple[Data, ...] = field(default=(), metadata=UNPRINTED)
    came: tuple[Data, ...] = field(default=(), metadata=UNPRINTED)
    flags: frozenset[Flag] = frozenset()
    industries: tuple[str, ...] = ()
    year_starts: int = field(default=1, metadata=UNPRINTED)
    """the month in which the years of a target start"""

    @property
    def name(self) -> Name | None:
        """The name of the record on the new side, or on the old one if it is gone."""
        return cast("Name | None", self.names.either())

    @property
    def old(self) -> Any:
        """The value before the change; None if the thing is new."""
        return self.values.old

    @property
    def new(self) -> Any:
        """The value after the change; None if the thing is gone."""
        return self.values.new


class SideLabel(FrozenData):
    """The label of a side of a diff: a date, a report or an edition of the records."""

    sort: Sort
    at: str
    """The date, the report's id, or the name of the edition."""
    title: str | None = None
    published: str | None = None
    coverage: Literal["full", "excerpt"] | None = None
    known_at: str | None = None
    commit: str | None = None
    """For an edition at a git revision: the full hash of the commit."""
    digest: str | None = None
    """For an edition: the hash of its records."""
    undated: Mapping[str, int] = field(default_factory=dict)
    """The number of records and claims left out because they have no date, by kind."""


class Diff(FrozenData):
    """The changes between two dates, reports or editions, most important first."""

    sides: Pair[SideLabel]
    changes: tuple[Change, ...]


def choose(diff: Diff, classes: Collection[str], industry: str | None) -> Diff:
    """Only the changes of these classes (none: all), and of records that name the industry."""
    selected = (
        change
        for change in diff.changes
        if (not classes or change.class_ in classes)
        and (industry is None or industry in change.industries)
    )
    return Diff(diff.sides, tuple(selected))


class KindCounts(FrozenData):
    """The number of changes of each class that a kind has; every class has a count."""

    kind: str
    changes: int
    classes: Mapping[Class, int] = field(metadata=in_place(Class))


class DiffSummary(FrozenData):
    """The number of changes, by class and by kind."""

    changes: int
    classes: dict[Class, int]
    kinds: tuple[KindCounts, ...]
    """Only kinds with changes, in the order of the diff."""


class DiffReport(FrozenData, kw_only=True):
    """The header of a diff in JSON: its two sides and the counts; the changes follow."""

    schema: Literal["mic25.diff/1"] = "mic25.diff/1"
    sides: Pair[SideLabel] = field(metadata=in_place(Pair))
    summary: DiffSummary


def summarize(diff: Diff) -> DiffSummary:
    """Count the changes of each record type by class: raised, lowered, moved and so on."""
    counts = Counter((change.kind, change.class_) for change in diff.changes)
    kinds = []
    for kind in sorted(KINDS, key=lambda kind: KINDS[kind].rank):
        of_kind = {class_: counts[kind, class_] for class_ in CLASSES}
        if any(of_kind.values()):
            kinds.append(KindCounts(kind, sum(of_kind.values()), of_kind))
    classes = {class_: sum(kind.classes[class_] for kind in kinds) for class_ in CLASSES}
    return DiffSummary(len(diff.changes), classes, tuple(kinds))


Code = Literal[Flag, "excerpts-only", "less-is-better", "by-way-of", "beside"]


class Note(FrozenData):
    """A note on a change: a code, which has words in each language, and the reports it names."""

    code: Code
    reports: tuple[str, ...] = ()


def notes(change: Change, diff: Diff) -> list[Note]:
    """The notes that a reader of one change needs, such as on another unit or definition."""
    remarks: list[Note] = []
    if change.class_ == "unseen":
        side_without = diff.sides.new if change.new is None else diff.sides.old
        remarks.append(Note("excerpts-only", (side_without.at,)))
    delta = change.delta
    if delta is not None and delta.bar and (delta.bar == "raised") != (delta.direction == "up"):
        remarks.append(Note("less-is-better"))
    flags = change.flags
    if not flags.isdisjoint({*AGREES, "doubled"}):
        flags = flags - {"aside"}  # the class already says that it agrees
    remarks += [Note(flag) for flag in get_args(Flag) if flag in flags]
    others = dict.fromkeys(str(claim["report"]) for claim in change.between)
    if reports := tuple(each for each in others if change.old or each != change.reports.new):
        remarks.append(Note("by-way-of" if change.old and change.new else "beside", reports))
    return remarks
