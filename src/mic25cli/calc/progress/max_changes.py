"""How far figures change: likely maximum changes, from a figure's own past and from other figures.

A move is the change between two years on one definition, positive if it is toward the target.
Shares move in percentage points, ranks and small counts in places, and everything else by the
logarithm of the ratio.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property, wraps
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING, Literal, TypeVar, get_args

from mic25cli.calc import stored_results
from mic25cli.calc.choose_observation import SIGNS, WHOLE_YEAR, basis_of, best_claim
from mic25cli.calc.source_grades import known_by
from mic25cli.calc.value_range import ONE_SIDED, span_of
from mic25cli.model import edtf
from mic25cli.model.dataset import RecordSet
from mic25cli.model.units import UNSIZED
from mic25cli.values import FrozenData, NamedTuple, field, grouped

if TYPE_CHECKING:
    from mic25cli.model.records import Indicator, Observation

Scale = Literal["points", "log", "places"]
SCALES: tuple[Scale, ...] = get_args(Scale)

Values = Mapping[float, float]
"""The value at each time, in the base unit. Times are in years: the end of 2025 is 2026.0."""
Series = Mapping[tuple[str | None, str], Values]
"""The values of an indicator, by definition and dimension."""

SMALL = 20
"""Counts up to this number are compared in places, like ranks."""

MOST_YEARS = 5
"""No likely maximum change is given for a longer time, in years."""

_ENOUGH, _FEWEST = 20, 10
_DRAWS = 200
_NIL = 1e-9
_LAST = chr(0x10FFFF)
"""A text that sorts after every id."""


def scale_of(dimension: str, *values: float) -> Scale:
    """The scale on which changes between values of a dimension are measured."""
    if dimension in ("share", "share difference"):
        return "points"
    small = dimension == "count" and max(values, default=SMALL + 1) <= SMALL
    return "places" if small or dimension in UNSIZED else "log"


def move(scale: Scale, start: float, end: float) -> float | None:
    """The change between two values on a scale; None if it is not defined for them."""
    if scale != "log":
        return end - start
    return log(end / start) if start > 0 and end > 0 else None


def own_max_change(values: Values, scale: Scale, sign: int, unseen: float) -> float | None:
    """Twice the largest yearly step in a direction (`sign`), times `unseen` years.

    It is at least a quarter of the largest step either way. None with under three, or all zero.
    """
    steps = [
        step / (later - time) * sign
        for (time, value), (later, after) in pairwise(sorted(values.items()))
        if 1 - _NIL <= later - time <= 3 + _NIL and (step := move(scale, value, after)) is not None
    ]
    largest = max(map(abs, steps), default=0.0)
    if len(steps) < 3 or largest < _NIL:
        return None
    return max(2 * max(steps), largest / 4) * max(unseen, 0.25)


def values_of(
    dataset: RecordSet, indicator: Indicator, timing: str | None, known_at: date | None = None
) -> Series:
    """One value per year of an indicator, by definition and dimension; see the module's text."""
    claims: dict[tuple[str | None, str, int], tuple[float, list[Observation]]] = {}
    for claim in indicator["observations"]:
        when = edtf.parse(claim["period"])
        unit = dataset.units.get(claim["unit"] or indicator["unit"])
        if when.earliest is None or when.latest is None or unit is None:
            continue
        stands = timing == "stock" or (when.latest - when.earliest).days + 1 >= WHOLE_YEAR
        nothing = claim["value"] is None and claim["low"] is None
        if not stands or when.earliest.year != when.latest.year or nothing:
            continue
        if claim["bound"] in ONE_SIDED or not known_by(dataset, claim["report"], known_at):
            continue
        time = edtf.year_scale(when.latest)
        key = (basis_of(indicator, claim["basis"]), unit.dimension, when.latest.year)
        last, rivals = claims.get(key, (0.0, []))
        if time >= last:
            claims[key] = (time, [*(rivals if time == last else ()), claim])
    series: defaultdict[tuple[str | None, str], dict[float, float]] = defaultdict(dict)
    for (basis, dimension, _), (time, rivals) in claims.items():
        best = rivals[0] if len(rivals) == 1 else best_claim(dataset, indicator, rivals)
        span = span_of(best)
        assert span is not None
        factor = dataset.units[best["unit"] or indicator["unit"]].factor
        series[basis, dimension][time] = float(span.best * factor)
    return series


class Move(NamedTuple):
    """A change (negative if away from the desired direction), and the indicator that it is of."""

    size: float
    indicator: str


_Method = TypeVar("_Method", bound=Callable[..., object])


def _once(method: _Method) -> _Method:
    """A method whose results are cached in its object."""

    @wraps(method)
    def stored(self: Moves | DatasetMaxChanges | OtherSeries, *arguments: object) -> object:
        if (method, *arguments) not in self.results:
            self.results[(method, *arguments)] = method(self, *arguments)
        return self.results[(method, *arguments)]

    return stored  # type: ignore[return-value]


class Moves(FrozenData, eq=False):
    """All moves of a dataset, by scale and number of years, the smallest first. Their counts are
    computed once."""

    by_scale: Mapping[tuple[Scale, int], Sequence[Move]]
    results: dict[tuple[object, ...], object] = field(default_factory=dict, repr=False)

    def over(self, scale: Scale, years: int) -> Sequence[Move]:
        """The moves on a scale over a number of years."""
        return self.by_scale.get((scale, years), ())

    @_once
    def places(self, scale: Scale, years: int) -> Mapping[str, Sequence[int]]:
        """The positions of each indicator's moves among all moves over a number of years."""
        moves = enumerate(self.over(scale, years))
        return grouped((step.indicator, place) for place, step in moves)

    @_once
    def draws(self, scale: Scale) -> Sequence[Mapping[str, int]]:
        """How often each indicator with moves on a scale is drawn in each of many resamples."""
        from random import Random

        names, drawing = sorted(self.places(scale, 1)), Random(0)
        return [Counter(drawing.choices(names, k=len(names))) for _ in range(_DRAWS)]

    @_once
    def totals(self, scale: Scale, years: int) -> Sequence[int]:
        """The number of moves over so many years that each bootstrap resample contains."""
        places = self.places(scale, years)
        return [
            sum(len(places.get(name, ())) * times for name, times in draw.items())
            for draw in self.draws(scale)
        ]


class DatasetMaxChanges(FrozenData, eq=False):
    """The moves of all series with a desired direction, as known by a day (None: today)."""

    dataset: RecordSet
    known_at: date | None = None
    fixed_moves: Moves | None = None
    results: dict[tuple[object, ...], object] = field(default_factory=dict, repr=False)

    @cached_property
    def moves(self) -> Moves:
        """The moves of the dataset, or of the larger dataset that it is part of."""
        if self.fixed_moves is not None:
            return self.fixed_moves
        if self.known_at is not None or self.dataset.keep is None:
            return Moves(self._made())
        if (raw := stored_results.stored(self.dataset, "moves")) is not None:
            by_scale = (
                (tuple(key), [Move(*each) for each in moves]) for key, moves in json.loads(raw)
            )
            return Moves(dict(by_scale))
        pairs = lambda made: json.dumps([*made.items()]).encode()  # noqa: E731
        return Moves(stored_results.keep(self.dataset, "moves", self._made, pairs))

    def _made(self) -> Mapping[tuple[Scale, int], Sequence[Move]]:
        by_scale = _moves(
            self.dataset.kind("indicators"), lambda each, timing: self.values(each["id"], timing)
        )
        return {key: sorted(moves) for key, moves in by_scale.items()}

    @_once
    def values(self, indicator: str, timing: str) -> Series:
        """One value per year of an indicator in the dataset, by definition and dimension."""
        own: Indicator = self.dataset.kind("indicators")[indicator]
        return values_of(self.dataset, own, timing, self.known_at)

    @_once
    def without(self, indicator: str | None) -> OtherSeries:
        """The likely maximum changes from all series except those of one indicator."""
        return OtherSeries(self.moves, indicator)


def _moves(
    indicators: Mapping[str, Indicator], series_of: Callable[[Indicator, str], Series]
) -> Mapping[tuple[Scale, int], list[Move]]:
    """The moves of some indicators that have a desired direction, by scale and number of years."""
    by_scale: defaultdict[tuple[Scale, int], list[Move]] = defaultdict(list)
    for name, indicator in indicators.items():
        if (sign := SIGNS.get(indicator["direction"] or "")) is None:
            continue
        for (_, dimension), values in series_of(
            indicator, indicator["timing"] or "unstated"
        ).items():
            for time, value in values.items():
                for years in range(1, MOST_YEARS + 1) if time.is_integer() else ():
                    if (after := values.get(time + years)) is not None:
                        scale = scale_of(dimension, value, after)
                        if (size := move(scale, value, after)) is not None:
                            by_scale[scale, years].append(Move(size * sign, name))
    return by_scale


class MovesWithout(Moves, eq=False, kw_only=True):
    """The moves of a dataset in which some indicators lost claims; only their moves are computed
    again."""

    whole: DatasetMaxChanges
    struck: Mapping[str, Indicator]

    @_once
    def over(self, scale: Scale, years: int) -> Sequence[Move]:
        """The moves on a scale over a number of years."""
        moves = self.whole.moves.over(scale, years)
        unchanged = [each for each in moves if each.indicator not in self.struck]
        return sorted([*unchanged, *self.remeasured().get((scale, years), ())])

    @_once
    def remeasured(self) -> Mapping[tuple[Scale, int], list[Move]]:
        """The moves of the indicators that lost claims, computed again without these."""
        dataset, known_at = self.whole.dataset, self.whole.known_at
        return _moves(self.struck, lambda each, timing: values_of(dataset, each, timing, known_at))


class OtherSeries(FrozenData, eq=False):
    """The likely maximum changes for an indicator: the 95th percentile of the moves of the others.

    If there are fewer than 20 moves over that many years, the figure for one year is multiplied by
    the number of years.
    """

    moves: Moves
    indicator: str | None
    results: dict[tuple[object, ...], object] = field(default_factory=dict, repr=False)

    @_once
    def largest(self, scale: Scale, toward: bool, years: int) -> float | None:
        """The likely maximum change over whole years, toward the target or away from it."""
        of_one_year = self._percentile(scale, toward, 1, _FEWEST)
        if of_one_year is None:
            return None
        best = max(of_one_year, 1.0 if scale == "places" else 0.0)
        for span in range(2, years + 1):
            size = self._percentile(scale, toward, span, _ENOUGH)
            best = max(best, of_one_year * span if size is None else size)
        return best or None

    def steadiness(self, scale: Scale, toward: bool, years: int, below: float) -> float:
        """The share (0 to 1) of resamples whose likely maximum change is below a size."""
        if scale == "places" and below <= 1:
            return 0.0
        spans = range(1, years + 1)
        beyond = [self._beyond(scale, toward, span, below) for span in spans]
        alone = [self._beyond(scale, toward, 1, below / span) for span in spans]
        if not any(beyond) and not any(alone):
            return 1.0
        own = [len(self._own(scale, span)) for span in spans]

        def holds(draw: Mapping[str, int], totals: Sequence[int]) -> bool:
            times = draw.get(self.indicator or "", 0)
            sizes = [total - times * of_own for total, of_own in zip(totals, own, strict=True)]
            if sizes[0] < _FEWEST:
                return False
            for size, over, single in zip(sizes, beyond, alone, strict=True):
                some, of = (over, size) if size >= _ENOUGH else (single, sizes[0])
                if (
                    sum(draw.get(name, 0) * number for name, number in some.items())
                    > (of - 1) // 20
                ):
                    return False
            return True

        draws = self.moves.draws(scale)
        totals = zip(*(self.moves.totals(scale, span) for span in spans), strict=True)
        return sum(map(holds, draws, totals)) / len(draws)

    def _beyond(self, scale: Scale, toward: bool, years: int, size: float) -> Mapping[str, int]:
        """The number of moves in a direction that are at least of a size, by indicator."""
        moves = self.moves.over(scale, years)
        if toward:
            beyond = moves[bisect_left(moves, (size - _NIL,)) :]
        else:
            beyond = moves[: bisect_right(moves, (_NIL - size, _LAST))]
        return Counter(each.indicator for each in beyond if each.indicator != self.indicator)

    def count(self, scale: Scale, years: int) -> int:
        """The number of moves over so many years that other indicators have."""
        return len(self.moves.over(scale, years)) - len(self._own(scale, years))

    def _own(self, scale: Scale, years: int) -> Sequence[int]:
        """The positions of the indicator's own moves, which are left out."""
        return self.moves.places(scale, years).get(self.indicator or "", ())

    def _percentile(self, scale: Scale, toward: bool, years: int, fewest: int) -> float | None:
        """The smallest move that fewer than one in twenty exceed; None below `fewest` moves."""
        number = self.count(scale, years)
        if number < fewest:
            return None
        moves, own = self.moves.over(scale, years), self._own(scale, years)
        # The position, from that end, after the required number of other indicators' moves.
        place = (number - 1) // 20
        for rank in [len(moves) - 1 - index for index in reversed(own)] if toward else own:
            place += rank <= place
        return moves[-1 - place].size if toward else -moves[place].size


def max_changes_of(dataset: RecordSet, known_at: date | None = None) -> DatasetMaxChanges:
    """The likely maximum changes of a dataset, computed when first needed and kept with it."""
    kept_with_it, key = dataset.worked_out, ("max_changes", known_at)
    if key not in kept_with_it:
        kept_with_it[key] = DatasetMaxChanges(dataset.whole, known_at, kept_with_it.get("moves"))
    max_changes: DatasetMaxChanges = kept_with_it[key]
    return max_changes


def measure_by(dataset: RecordSet, moves: Moves) -> None:
    """Measure a dataset that is part of a larger one by the moves of the larger one."""
    dataset.worked_out["moves"] = moves
