"""The marks of a chart, with numbers as recorded or exactly converted to the unit of its axis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from mic25cli.calc.choose_observation import SEVERAL_YEARS, WHOLE_YEAR, Candidate, Timing
from mic25cli.calc.observed_series import by_period
from mic25cli.calc.progress import span_totals
from mic25cli.calc.progress.evidence import stands_at
from mic25cli.calc.progress.milestone import PlacedMilestone, time_of
from mic25cli.calc.progress.outside_assessments import PathwayYear
from mic25cli.calc.progress.result import Result
from mic25cli.calc.progress.status import Status
from mic25cli.calc.source_grades import Reading, is_weak
from mic25cli.calc.value_range import Number
from mic25cli.model import edtf
from mic25cli.model.plain_values import UNPRINTED, printed
from mic25cli.values import FrozenData, field, replace

if TYPE_CHECKING:
    from mic25cli.model.records import Name

Role = Literal["line", "apart", "rival"]
Open = Literal["up", "down"]

NEAR = 1.01
"""The maximum number of years between two observations that a line joins."""

OPEN: dict[str | None, Open] = {
    "at-least": "up", "more-than": "up", "up-to": "down", "less-than": "down",
}  # fmt: skip
"""The side on which a bound leaves a number open."""


Point = tuple[float, Number]  # a time and a number


class PanelTarget(FrozenData):
    """A target in a panel, with its headline milestone's status; null if none was set by then."""

    target: str
    name: Name
    headline: Result | None = field(metadata=UNPRINTED)
    by_id: bool = field(metadata=UNPRINTED)
    """Whether the request has the target's own id; otherwise it came with its indicator."""
    pathway: tuple[PathwayYear, ...] = ()
    """the values that assessors say are needed on the way to it, by assessment and year"""
    ways: tuple[tuple[Point, ...], ...] = field(default=(), metadata=UNPRINTED)
    """The pathways in the panel's unit, one line for each assessment."""

    @printed
    def status(self) -> Status | None:
        """the status of its headline milestone; null if none was set by then"""
        return None if self.headline is None else self.headline.status


class ObservationMark(FrozenData):
    """An observation as drawn, in the panel's unit, on a time scale where 2018 goes from 2017.5 to
    2018.5. `open` is the side without a limit; `weak` means grade D or unread."""

    index: int
    reading: Reading
    role: Role
    time: float
    start: float
    end: float
    value: Number
    low: Number | None
    high: Number | None
    open: Open | None
    weak: bool

    @property
    def years(self) -> bool:
        """Whether the figure covers several years and is drawn as a bar over them."""
        return self.role == "apart" and self.end - self.start > NEAR


class Series(FrozenData):
    """The observations on one definition by time, with its meaning and its fit to a target."""

    basis: str | None
    meaning: str | None
    fit: str | None
    side: str | None
    points: tuple[ObservationMark, ...] = field(metadata=UNPRINTED)
    meaning_zh: str | None = field(default=None, metadata=UNPRINTED)

    @property
    def runs(self) -> list[list[ObservationMark]]:
        """The unbroken lines: points that represent one year each, at most one year apart."""
        runs: list[list[ObservationMark]] = []
        for point in self.points:
            if runs and point.role == "line" and point.time - runs[-1][-1].time <= NEAR:
                runs[-1].append(point)
            elif point.role == "line":
                runs.append([point])
        return [run for run in runs if len(run) > 1]


class MilestoneMark(FrozenData):
    """A milestone in the panel's unit, with its result and the one it replaced."""

    target: str
    year: int | None
    value: Number | None
    low: Number | None
    high: Number | None
    result: Result
    replaces: MilestoneMark | None = None

    @property
    def milestone(self) -> PlacedMilestone:
        """The milestone as recorded, with its report, its date and its grade."""
        return self.result.milestone

    @property
    def current(self) -> bool:
        """Whether the milestone is in force: neither superseded nor withdrawn."""
        return self.result.status not in ("superseded", "withdrawn")

    @property
    def ends(self) -> tuple[Number, ...]:
        """The target values: one number, or the lower and the upper end of a range."""
        return tuple(end for end in (self.value, self.low, self.high) if end is not None)

    @property
    def left_out(self) -> str | None:
        """The reason why it is not drawn; None if it has a number and a year."""
        if self.year is not None and self.ends:
            return None
        if self.milestone.value is None and self.milestone.low is None:
            return "words"
        if self.milestone.period is not None:
            return "total"
        return "no-year" if self.year is None else "other-unit"

    @property
    def time(self) -> float:
        """The end of the target year on the time axis: 2025.0 for a calendar year; 0 without a
        year."""
        return 0 if self.year is None else time_of(self.year, self.milestone.year_starts)

    @property
    def target_value(self) -> Number:
        """The number to reach, the less demanding end of a range; 0 without a number."""
        ends = self.ends or (0,)
        return ends[-1] if self.result.direction == "decrease" else ends[0]

    @property
    def since(self) -> float | None:
        """The time from which it was the target; None if its report has no earlier date."""
        published = self.milestone.published
        day = None if published is None else edtf.parse(published).latest
        at = None if day is None else on_scale(day)
        return at if at is not None and at < (self.year or 9999) else None


def in_force(placed: Iterable[MilestoneMark]) -> dict[int, tuple[float, float, Number]]:
    """The time in which each milestone's number was the target (from, until), and the number that
    followed it, by the identity of the milestone."""
    placed, after = tuple(placed), dict[int, list[tuple[float, Number]]]()
    for milestone in placed:
        if milestone.replaces is not None and milestone.since is not None:
            after.setdefault(id(milestone.replaces), []).append(
                (milestone.since, milestone.target_value)
            )
    periods = {}
    for mark in placed:
        until, following = min((*after.get(id(mark), ()), (mark.time, mark.target_value)))
        if mark.since is not None and until > mark.since:
            periods[id(mark)] = (mark.since, until, following)
    return periods


class BaselineMark(FrozenData):
    """The baseline of a target, in the panel's unit."""

    target: str
    time: float
    value: Number
    reading: Reading


DrawnMark = ObservationMark | MilestoneMark | BaselineMark


def observation_mark(
    candidate: Candidate, index: int, timing: Timing, *, alternative: bool
) -> ObservationMark:
    """An observation with its time and value on the axes."""
    reading, span = candidate.reading, candidate.span
    when, time = edtf.parse(reading.period), stands_at(reading.period, timing)
    first, last = when.earliest, when.latest
    assert span is not None and time is not None and first is not None and last is not None
    # A period represents a year if it is a whole year or, for a stock, if it ends in that year.
    days = (last - first).days + 1
    yearly = days <= SEVERAL_YEARS and (timing == "stock" or days >= WHOLE_YEAR)
    return ObservationMark(
        index, reading, "rival" if alternative else "line" if yearly else "apart",
        time, on_scale(first) - 1 / 365, on_scale(last), span.best, span.low, span.high,
        OPEN.get(reading.bound), is_weak(reading.cite, reading.derived is not None),
    )  # fmt: skip


def sums(
    candidates: Sequence[Candidate], period: str, sign: int, unit: str
) -> Iterator[ObservationMark]:
    """The figures of a total, each the sum of the years up to it."""
    places = {id(candidate): index for index, candidate in enumerate(candidates)}
    for last, sum_up_to in span_totals.running(candidates, period, sign, unit):
        total = replace(last, span=sum_up_to.span)
        mark = observation_mark(total, places[id(last)], "flow", alternative=False)
        yield replace(mark, reading=sum_up_to.total.reading or mark.reading)


def points(candidates: Sequence[Candidate], timing: Timing) -> list[ObservationMark]:
    """The figures of a series by time, with those of other sources beside them."""
    places = {id(candidate): index for index, candidate in enumerate(candidates)}
    marks = []
    for claims in by_period(candidates):
        different = {claim.span: claim for claim in reversed(claims)}
        marks += [
            observation_mark(
                candidate, places[id(candidate)], timing, alternative=candidate is not claims[0]
            )
            for candidate in different.values()
        ]
    return sorted(marks, key=lambda point: (point.time, point.end, point.index))


def on_scale(day: date) -> float:
    """The end of a day in years, on a scale on which 2018 is the middle of 2018."""
    return day.year - 0.5 + day.timetuple().tm_yday / 365
