"""How far figures move: the yardsticks that a figure's own past and the rest of the book give.

A move is the change of one indicator, on one basis and in one dimension, from a year to another
one.  A year has one value, known from both sides: that of the whole year, or the last one of a
stock; of several claims the one that the choice would take.  Between the ends of years are the
moves of the book; a figure's own steps may lie between any dates of a stock.  A move in the wanted
direction is positive.  On which scale it is counted is told by the quantity: `points` for shares
and changes in percent, `places` for ranks and for counts of 20 and less, `log` (the logarithm of
the ratio) for everything else, where both values are positive.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
from math import log
from random import Random
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args
from weakref import WeakKeyDictionary

from mic25cli.calc.choice import SIGNS, WHOLE_YEAR, basis_of, best_claim
from mic25cli.calc.cites import day_published
from mic25cli.calc.span import ONE_SIDED, span_of
from mic25cli.model import edtf
from mic25cli.model.book import RecordBook

if TYPE_CHECKING:
    from mic25cli.model.records import Indicator, Observation

Scale = Literal["points", "log", "places"]
SCALES: tuple[Scale, ...] = get_args(Scale)

Values = Mapping[float, float]
"""The value at each time on a scale of years (the end of 2025 is 2026), in the base unit."""

SMALL = 20
"""A count of so many or less is reckoned in places as well."""

MOST_YEARS = 5
"""Over more years than that no yardstick is taken."""

_ENOUGH, _FEWEST = 20, 10
_DRAWS = 200
_NIL = 1e-9
_LAST = chr(0x10FFFF)
"""Comes after every id."""


def scale_of(dimension: str, *values: float) -> Scale:
    """The scale on which moves between values of a dimension are counted in the book."""
    if dimension in ("share", "share difference"):
        return "points"
    small = dimension == "count" and max(values, default=SMALL + 1) <= SMALL
    return "places" if small or dimension == "rank" else "log"


def move(scale: Scale, start: float, end: float) -> float | None:
    """The change from one value to another on a scale; None where it has none there."""
    if scale != "log":
        return end - start
    return log(end / start) if start > 0 and end > 0 else None


def own_yardstick(values: Values, scale: Scale, sign: int, unseen: float) -> float | None:
    """Twice the largest step a year that a figure took in a direction, over the time unseen.

    `sign` is +1 for steps up, -1 for steps down; `unseen` is in years.  It is at least a quarter of
    the largest step in either direction.  None with fewer than three steps (one to three years
    apart), or where no step leads anywhere.
    """
    steps = [
        found / (later - time) * sign
        for (time, value), (later, after) in pairwise(sorted(values.items()))
        if 1 - _NIL <= later - time <= 3 + _NIL and (found := move(scale, value, after)) is not None
    ]
    largest = max(map(abs, steps), default=0.0)
    if len(steps) < 3 or largest < _NIL:
        return None
    return max(2 * max(steps), largest / 4) * max(unseen, 0.25)


def values_of(
    book: RecordBook, indicator: Indicator, timing: str | None, known_at: date | None = None
) -> Mapping[tuple[str | None, str], Values]:
    """One value a year of an indicator, by basis and dimension; see the module's text."""
    claims: dict[tuple[str | None, str, int], tuple[float, list[Observation]]] = {}
    for claim in indicator["observations"]:
        when = edtf.parse(claim["period"])
        unit = book.units.get(claim["unit"] or indicator["unit"])
        if when.earliest is None or when.latest is None or unit is None:
            continue
        stands = timing == "stock" or (when.latest - when.earliest).days + 1 >= WHOLE_YEAR
        of_one = stands and when.earliest.year == when.latest.year
        nothing = claim["value"] is None and claim["low"] is None
        if nothing or claim["bound"] in ONE_SIDED or not of_one:
            continue
        if known_at is not None:
            published = day_published(book, claim["report"])
            if published is None or published > known_at:
                continue
        time = edtf.year_scale(when.latest)
        key = (basis_of(indicator, claim["basis"]), unit.dimension, when.latest.year)
        last, rivals = claims.get(key, (0.0, []))
        if time >= last:
            claims[key] = (time, [*(rivals if time == last else ()), claim])
    found: defaultdict[tuple[str | None, str], dict[float, float]] = defaultdict(dict)
    for (basis, dimension, _), (time, rivals) in claims.items():
        best = rivals[0] if len(rivals) == 1 else best_claim(book, indicator, rivals)
        span = span_of(best)
        assert span is not None
        factor = book.units[best["unit"] or indicator["unit"]].factor
        found[basis, dimension][time] = float(span.best * factor)
    return found


class Move(NamedTuple):
    """A move in the wanted direction (negative: away from it), and the indicator that made it."""

    size: float
    indicator: str


class Totals(NamedTuple):
    """How many moves there are, in all and in each drawing."""

    every: int
    drawn: Sequence[int]


@dataclass(frozen=True, eq=False)
class BookYardsticks:
    """The moves of all series with a wanted direction, as known by a day (None: today)."""

    book: RecordBook
    known_at: date | None = None
    held: Mapping[tuple[Scale, int], Sequence[Move]] | None = None
    _found: dict[tuple[object, ...], object] = field(default_factory=dict, repr=False)

    @cached_property
    def moves(self) -> Mapping[tuple[Scale, int], Sequence[Move]]:
        """The moves by scale and number of years, the smallest first."""
        if self.held is not None:
            return self.held
        found: defaultdict[tuple[Scale, int], list[Move]] = defaultdict(list)
        for name, indicator in self.book.kind("indicators").items():
            if (sign := SIGNS.get(indicator["direction"] or "")) is None:
                continue
            series = self.values(indicator, indicator["timing"] or "unstated")
            for (_, dimension), values in series.items():
                for scale, apart, size in _moves(dimension, values):
                    found[scale, apart].append(Move(size * sign, name))
        return {key: sorted(moves) for key, moves in found.items()}

    @cached_property
    def of_indicators(self) -> Mapping[str, Mapping[tuple[Scale, int], Sequence[Move]]]:
        """The moves of each indicator, by scale and number of years, the smallest first."""
        found: defaultdict[str, defaultdict[tuple[Scale, int], list[Move]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for key, moves in self.moves.items():
            for each in moves:
                found[each.indicator][key].append(each)
        return found

    def values(self, indicator: Indicator, timing: str) -> Mapping[tuple[str | None, str], Values]:
        """One value a year of an indicator of the book, by basis and dimension.

        They are those of the book, also where the indicator at hand lacks some of its claims.
        """
        key = ("values", indicator["id"], timing)
        if key not in self._found:
            own = self.book.get("indicators", indicator["id"]) or indicator
            self._found[key] = values_of(self.book, own, timing, self.known_at)
        return self._found[key]  # type: ignore[return-value]

    def draws(self, scale: Scale) -> Sequence[Mapping[str, int]]:
        """How often each indicator with moves on a scale is drawn, in each of many drawings."""
        if ("draws", scale) not in self._found:
            names = sorted({each.indicator for each in self.moves.get((scale, 1), ())})
            drawing = Random(0)
            self._found["draws", scale] = [
                Counter(drawing.choices(names, k=len(names))) for _ in range(_DRAWS)
            ]
        return self._found["draws", scale]  # type: ignore[return-value]

    def totals(self, scale: Scale, apart: int) -> Totals:
        """How many moves over so many years there are, and how many in each drawing."""
        if ("totals", scale, apart) not in self._found:
            counts = Counter(each.indicator for each in self.moves.get((scale, apart), ()))
            drawn = [
                sum(counts[name] * times for name, times in draw.items())
                for draw in self.draws(scale)
            ]
            self._found["totals", scale, apart] = Totals(counts.total(), drawn)
        return self._found["totals", scale, apart]  # type: ignore[return-value]

    def without(self, indicator: str | None) -> OtherSeries:
        """What all series say but those of an indicator."""
        return OtherSeries(self, indicator)


def _moves(dimension: str, values: Values) -> Iterator[tuple[Scale, int, float]]:
    for time, value in values.items():
        for apart in range(1, MOST_YEARS + 1) if time.is_integer() else ():
            after = values.get(time + apart)
            if after is not None:
                scale = scale_of(dimension, value, after)
                size = move(scale, value, after)
                if size is not None:
                    yield scale, apart, size


@dataclass(frozen=True)
class OtherSeries:
    """The book's yardsticks for an indicator: what the series of the others say.

    The largest move to be reckoned with is the least one that fewer than one in twenty exceed (the
    95th percentile), never less than over fewer years.  Where there are fewer than 20 moves over
    so many years, it is that of one year, times the years; with fewer than 10 there is none.
    """

    book: BookYardsticks
    indicator: str | None

    def largest(self, scale: Scale, toward: bool, years: int) -> float | None:
        """The largest move to be reckoned with over whole years, toward a goal or away from it."""
        key = (self.indicator, scale, toward, years)
        if key not in self.book._found:
            self.book._found[key] = self._largest(scale, toward, years)
        return self.book._found[key]  # type: ignore[return-value]

    def steadiness(self, scale: Scale, toward: bool, years: int, below: float) -> float:
        """In what share of drawings of the indicators the largest move is less than a size.

        They are drawn with replacement, many times, and always the same ones.
        """
        spans = range(1, years + 1)
        beyond = [self._beyond(scale, toward, apart, below) for apart in spans]
        alone = [self._beyond(scale, toward, 1, below / apart) for apart in spans]
        if scale == "places" and below <= 1:
            return 0.0
        if not any(beyond) and not any(alone):
            return 1.0
        totals = [self.book.totals(scale, apart) for apart in spans]
        own = [self.count(scale, apart) - totals[apart - 1].every for apart in spans]

        def holds(place: int, draw: Mapping[str, int]) -> bool:
            drawn = draw.get(self.indicator or "", 0)
            sizes = [
                each.drawn[place] + less * drawn for each, less in zip(totals, own, strict=True)
            ]
            if sizes[0] < _FEWEST:
                return False
            for total, over, single in zip(sizes, beyond, alone, strict=True):
                total, over = (total, over) if total >= _ENOUGH else (sizes[0], single)
                if (
                    sum(draw.get(name, 0) * count for name, count in over.items())
                    > (total - 1) // 20
                ):
                    return False
            return True

        draws = self.book.draws(scale)
        return sum(holds(place, draw) for place, draw in enumerate(draws)) / len(draws)

    def _beyond(self, scale: Scale, toward: bool, apart: int, size: float) -> Mapping[str, int]:
        """How many moves of each indicator are of a size at least, in a direction."""
        every = self.book.moves.get((scale, apart), ())
        if toward:
            some = every[bisect_left(every, (size - _NIL,)) :]
        else:
            some = every[: bisect_right(every, (_NIL - size, _LAST))]
        return Counter(each.indicator for each in some if each.indicator != self.indicator)

    def count(self, scale: Scale, years: int) -> int:
        """How many moves there are over so many years."""
        every = self.book.moves.get((scale, years), ())
        return len(every) - len(self._own(scale, years))

    def _own(self, scale: Scale, years: int) -> Sequence[Move]:
        """The moves of the indicator itself, which are left out."""
        return self.book.of_indicators.get(self.indicator or "", {}).get((scale, years), ())

    def _percentile(self, scale: Scale, toward: bool, years: int, fewest: int) -> float | None:
        """The least move that fewer than one in twenty exceed; None of fewer than `fewest`."""
        number = self.count(scale, years)
        if number < fewest:
            return None
        every, own = self.book.moves[scale, years], self._own(scale, years)
        own_places = [
            bisect_left(every, each) + own[:index].count(each) for index, each in enumerate(own)
        ]
        # The place among all that has so many of the others before it.
        place = (number - 1) // 20
        if not toward:
            for taken in own_places:
                place += taken <= place
            return -every[place].size
        place = len(every) - 1 - place
        for taken in reversed(own_places):
            place -= taken >= place
        return every[place].size

    def _largest(self, scale: Scale, toward: bool, years: int) -> float | None:
        one = self._percentile(scale, toward, 1, _FEWEST)
        if one is None or years < 1:
            return None
        best = 1.0 if scale == "places" else 0.0
        for apart in range(1, years + 1):
            fewest = _FEWEST if apart == 1 else _ENOUGH
            found = self._percentile(scale, toward, apart, fewest)
            best = max(best, one * apart if found is None else found)
        return best or None


_BOOKS: WeakKeyDictionary[RecordBook, dict[date | None, BookYardsticks]] = WeakKeyDictionary()
_HELD: WeakKeyDictionary[RecordBook, Mapping[tuple[Scale, int], Sequence[Move]]] = (
    WeakKeyDictionary()
)


def yardsticks_of(book: RecordBook, known_at: date | None = None) -> BookYardsticks:
    """The yardsticks of a book, worked out when they are first asked for and kept with it."""
    known = _BOOKS.setdefault(book, {})
    return known.setdefault(known_at, BookYardsticks(book.whole, known_at, _HELD.get(book)))


def measure_by(book: RecordBook, moves: Mapping[tuple[Scale, int], Sequence[Move]]) -> None:
    """Have the verdicts of a book that is a part of another one measured by the moves of that."""
    _HELD[book] = moves
