"""How firm a verdict on a target year that is over is: observed, presumed, or open with a lean.

What was seen of the year's end decides (`observed`).  Where that was not seen, the figure nearest
to it does, if it is farther from the goal than it can be reckoned to have moved in the time unseen
(`presumed`): `k`, the distance by the yardstick, is above 1, or above 1.5 where more than two years
are unseen or the figure is of a later year; after five years nothing is presumed.  Else the verdict
is open.  It may then lean: `reached` for a figure past the goal, `missed` for one that is short of
it by half a yardstick or more.

The yardstick is the largest move to be reckoned with in the unseen time, in the direction that
would overturn what the figure says.  A figure with three steps or more in its past is measured by
that: twice the largest step a year, and at least a quarter of the largest either way.  Others are
measured by what the other figures of the book did: 19 of 20 moved less over as many years, those
that moved the other way among them.  With more than two years unseen the larger of the two counts.

The distance goes from the near end of a value to the goal: in points for shares and changes in
percent, in places for ranks, else as the logarithm of the ratio.  A rank or count is lost only by
passing the goal, one more.  A count of 20 or less is reckoned in places as well, and the smaller
`k` stands; places are measured by the other figures alone.

A part of the target year that lies on the other side of the goal forbids presumption and lean, and
so do figures before and after it on different sides.  A goal of `up-to` on what should rise is
reached at its number and never missed below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil, inf
from typing import Literal, Protocol, get_args

from mic25cli.calc.progress.method import TOLERANCE
from mic25cli.calc.progress.status import Reason
from mic25cli.calc.progress.yardsticks import (
    MOST_YEARS,
    SMALL,
    Scale,
    Values,
    move,
    own_yardstick,
    scale_of,
)
from mic25cli.calc.span import Goal, Number, Reach, Span, reach

Firmness = Literal["observed", "presumed"]
Lean = Literal["reached", "missed"]
FIRMNESS: tuple[Firmness, ...] = get_args(Firmness)
LEANS: tuple[Lean, ...] = get_args(Lean)

_FAR = 2
"""With more years than that unseen the margin must be half as large again."""
_MARGIN, _WIDE_MARGIN, _LEAN, _STEADY = 1.0, 1.5, 0.5, 0.75


class Others(Protocol):
    """The largest moves to be reckoned with by what other figures did; see `OtherSeries`."""

    def largest(self, scale: Scale, toward: bool, years: int) -> float | None:
        """The move over whole years, toward a goal or away from it; None where nothing tells."""

    def steadiness(self, scale: Scale, toward: bool, years: int, below: float) -> float:
        """In what share of many drawings of the figures it is less than a size."""


@dataclass(frozen=True)
class Measured:
    """What distances are measured by: the unit's dimension and worth, own past, other figures."""

    dimension: str
    factor: float
    own: Values
    others: Others


@dataclass(frozen=True)
class Sighting:
    """The figure nearest to the end of the target year, before it or after it.

    `unseen` is the time between, in years; `new` marks a count within two years of the first that
    was not nil.
    """

    span: Span
    unseen: float
    after: bool = False
    new: bool = False


@dataclass(frozen=True)
class Margin:
    """How far a figure is from the goal, and how far it can be reckoned to move; None: no saying.

    `distance` and `yardstick` are in percentage points, places, or logarithms of a ratio; `thin`
    says that the verdict hangs on few moves of the book.
    """

    distance: float | None = None
    yardstick: float | None = None
    k: float | None = None
    scale: Scale | None = None


@dataclass(frozen=True)
class Settled:
    """What may be said of a year's end: reached or not and how firmly, or a lean, and by what."""

    reached: bool | None = None
    firmness: Firmness | None = None
    lean: Lean | None = None
    margin: Margin = field(default_factory=Margin)
    presumption: Weighed | None = None
    """What is presumed from, where that is so."""
    by_later: bool = False
    """Whether the figure that decides lies after the target year."""
    unseen: float = 0.0
    """The years between the end of the target year and the figure that decides."""
    reasons: tuple[Reason, ...] = ()

    @property
    def thin(self) -> bool:
        """Whether it hangs on few moves of the book: that takes many drawings to say."""
        return self.presumption is not None and self.presumption.thin


@dataclass(frozen=True)
class Weighed:
    """A sighting weighed against the goal."""

    sighting: Sighting
    goal: Goal
    measured: Measured

    @cached_property
    def side(self) -> Reach:
        """On which side of the goal every value that the claim allows lies; `maybe` for none."""
        return reach(self.sighting.span, self.goal)

    @property
    def need(self) -> float:
        """What `k` must exceed for a presumption."""
        wide = self.sighting.after or self.sighting.unseen > _FAR + TOLERANCE
        return _WIDE_MARGIN if wide else _MARGIN

    @property
    def too_old(self) -> bool:
        """Whether too much time is unseen to say anything."""
        return self.sighting.unseen > MOST_YEARS + TOLERANCE

    @property
    def upward(self) -> bool:
        """Whether it takes a move in the wanted direction to overturn what the figure says.

        Before the end that is so of one that falls short; walked backwards, of one that is past.
        """
        return (self.side == "yes") == self.sighting.after

    @cached_property
    def margin(self) -> Margin:
        """The margin on the scale with the smaller `k`."""
        if self.side == "maybe":
            return Margin() if self.sighting.span.one_sided else Margin(0.0, None, 0.0)
        found = [self._margin(scale, distance) for scale, distance in self._distances()]
        # The smallest k stands; a scale on which there is none says nothing.
        return min(found, key=lambda each: inf if each.k is None else each.k, default=Margin())

    @property
    def presumes(self) -> bool:
        """Whether the figure is farther from the goal than it can be reckoned to have moved."""
        k, is_new = self.margin.k, self.sighting.new and self.side == "no"
        return k is not None and k > self.need + TOLERANCE and not self.too_old and not is_new

    @property
    def lean(self) -> Lean | None:
        """To which side it leans where nothing is presumed."""
        k = self.margin.k
        if k is None or self.side == "maybe" or self.too_old:
            return None
        if self.side == "yes":
            return "reached"
        return "missed" if k >= _LEAN - TOLERANCE else None

    @property
    def thin(self) -> bool:
        """Whether a presumption stands in too few of the drawings of the book's figures."""
        others = self.measured.others
        shares = [
            others.steadiness(scale, self.upward, self._years, distance / self.need)
            for scale, distance in self._distances()
            if self._by_book(scale)
        ]
        return min(shares, default=1.0) < _STEADY

    def _own(self, scale: Scale) -> float | None:
        if scale == "places":
            return None
        return own_yardstick(self.measured.own, scale, self._way, self.sighting.unseen)

    def _by_book(self, scale: Scale) -> bool:
        """Whether other figures have a say in the yardstick."""
        return self._own(scale) is None or self.sighting.unseen > _FAR + TOLERANCE

    @property
    def _way(self) -> int:
        return self.goal.sign if self.upward else -self.goal.sign

    @property
    def _years(self) -> int:
        return max(1, ceil(self.sighting.unseen - TOLERANCE))

    def _margin(self, scale: Scale, distance: float) -> Margin:
        if self.too_old:
            return Margin(distance, None, None, scale)
        found = self._own(scale)
        if self._by_book(scale):
            book = self.measured.others.largest(scale, self.upward, self._years)
            found = max((each for each in (found, book) if each is not None), default=None)
        return Margin(distance, found, None if found is None else distance / found, scale)

    def _distances(self) -> Iterator[tuple[Scale, float]]:
        """The distance to the goal on each scale on which the value is reckoned."""
        span, goal, measured = self.sighting.span, self.goal, self.measured
        worst, best = (span.low, span.high) if goal.sign > 0 else (span.high, span.low)
        whole = measured.dimension in ("rank", "count")
        end: Number = goal.value
        if self.side == "yes":
            near, one = worst, goal.sign if whole and goal.inclusive else 0
        else:
            near, one = best, 0
            end = goal.value if goal.loose is None else goal.loose
        if near is None:
            return
        value = float(near) * measured.factor
        other = float(end) * measured.factor - one
        way = goal.sign if self.side == "no" else -goal.sign
        scales: tuple[Scale, ...] = (scale_of(measured.dimension),)
        counted = measured.dimension == "count"
        if counted and value <= SMALL:
            scales = ("log", "places")
        for scale in scales:
            # Nil has no logarithm: of a count half of one stands for it.
            to = max(other, 0.5) if counted and scale == "log" else other
            size = move(scale, value, to)
            if size is not None:
                yield scale, size * way


def observed(span: Span, goal: Goal, *, estimated: bool) -> Settled:
    """What the end of the target year says where it was seen; an estimate of ours only presumes."""
    side = reach(span, goal)
    if side == "maybe":
        return Settled(reasons=("verdict-spans",))
    if side == "no" and goal.floorless:
        return Settled(lean="missed", reasons=("no-floor",))
    return Settled(side == "yes", "presumed" if estimated else "observed")


def settled(
    before: Sighting | None,
    after: Sighting | None,
    parts: Sequence[Span],
    goal: Goal,
    measured: Measured,
) -> Settled:
    """What the figures nearest to the end of a target year say that was not seen itself.

    `parts` are values of parts of the target year, each read as one of the whole year.
    """
    weighed = [Weighed(each, goal, measured) for each in (before, after) if each is not None]
    against = {reach(part, goal) for part in parts}
    opposed = [each for each in weighed if _OTHER.get(each.side) in against]
    sure = [each for each in weighed if each.presumes and each not in opposed]
    if len({each.side for each in sure}) == 1:
        best = max(sure, key=lambda each: each.margin.k or 0.0)
        if best.side == "no" and goal.floorless:
            return _open(best, "missed", ("no-floor",))
        seen = best.sighting
        return Settled(
            best.side == "yes", "presumed", None, best.margin, best, seen.after, seen.unseen
        )
    crossed = {"yes", "no"} <= {each.side for each in weighed}
    leaning = [each for each in weighed if each.lean is not None and each not in opposed]
    if not weighed:
        return Settled()
    if crossed or not leaning:
        shown = weighed[0]
        return _open(shown, None, _why_open(shown, crossed, bool(opposed)))
    best = max(leaning, key=lambda each: each.margin.k or 0.0)
    return _open(best, best.lean, _why_open(best, crossed, bool(opposed)))


_OTHER: Mapping[Reach, Reach] = {"yes": "no", "no": "yes"}


def _open(shown: Weighed, lean: Lean | None, reasons: tuple[Reason, ...]) -> Settled:
    seen = shown.sighting
    return Settled(None, None, lean, shown.margin, None, seen.after, seen.unseen, reasons)


def _why_open(shown: Weighed, crossed: bool, opposed: bool) -> tuple[Reason, ...]:
    """What keeps a verdict open but that the figure is too near the goal."""
    found: list[Reason] = []
    if shown.side == "maybe":
        found.append("verdict-spans")
    if crossed:
        found.append("sides-differ")
    if opposed:
        found.append("part-year-differs")
    if shown.too_old:
        found.append("long-unseen")
    elif shown.margin.k is None:
        found.append("no-yardstick")
    if shown.sighting.new and shown.side == "no":
        found.append("new-programme")
    return tuple(found)
