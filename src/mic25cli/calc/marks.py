"""The marks of a chart: observations by basis, milestones, baselines, and what is left out.

All numbers are recorded ones, at most converted to the unit of the chart's axis, exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from mic25cli.calc.choice import Candidate, Timing
from mic25cli.calc.cites import Reading, is_weak
from mic25cli.calc.progress.evidence import stands_at
from mic25cli.calc.progress.milestone import Milestone
from mic25cli.calc.progress.result import Result
from mic25cli.calc.span import Number
from mic25cli.model import edtf
from mic25cli.model.plain import UNPRINTED

Role = Literal["line", "apart", "rival"]
Open = Literal["up", "down"]

WHOLE = (360, 366)
"""Days: what is shorter is no whole year, what is longer is more than one."""

_CEILINGS = ("up-to", "less-than")
"""Bounds from above."""


@dataclass(frozen=True)
class ObservationMark:
    """An observation that is drawn, and all that stands behind it.

    `time` is where it stands on a scale on which the year 2018 is 2018; `start` and `end` are the
    ends of its period there (2017.5 to 2018.5 for the year).  `value`, `low` and `high` are in the
    panel's unit: the number printed or the middle of a range, and the ends that the source's hedge
    gives it (None: no end).  `open` says on which side the number is a bound: "at least 5" is open
    upwards.  `weak` is what a hollow mark shows: grade D, or read by nobody.
    """

    index: int
    period: str
    time: float
    start: float
    end: float
    value: Number
    low: Number | None
    high: Number | None
    open: Open | None
    basis: str | None
    role: Role
    weak: bool
    reading: Reading

    @property
    def hedged(self) -> bool:
        """Whether its source leaves more than one value possible."""
        return self.open is not None or not self.low == self.value == self.high


@dataclass(frozen=True)
class Series:
    """A series: its basis, what that means, and how it fits the target where there is one.

    `points` are its observations by time; `runs` are places in `points`, each run one unbroken line
    of at least two.
    """

    basis: str | None
    meaning: str | None
    fit: str | None
    side: str | None
    points: tuple[ObservationMark, ...] = field(metadata=UNPRINTED)
    runs: tuple[tuple[int, ...], ...] = field(metadata=UNPRINTED)


@dataclass(frozen=True)
class MilestoneMark:
    """A milestone: what is due when, set by which report, and its status.

    `value`, `low` and `high` are in the panel's unit, None for words or another unit; `year` is
    None where it is not stated.  `replaces` is the place of the milestone of the same year that it
    replaced: the step of a target that was raised or lowered.
    """

    target: str
    year: int | None
    value: Number | None
    low: Number | None
    high: Number | None
    weak: bool
    result: Result
    replaces: int | None = None

    @property
    def milestone(self) -> Milestone:
        """The milestone as recorded, with its report, its date and its grade."""
        return self.result.milestone

    @property
    def current(self) -> bool:
        """Whether it had not been replaced or withdrawn."""
        return self.result.status not in ("superseded", "withdrawn")

    @property
    def ends(self) -> tuple[Number, ...]:
        """Its numbers: one, or the ends of a range."""
        return tuple(each for each in (self.value, self.low, self.high) if each is not None)

    @property
    def left_out(self) -> str | None:
        """Why it has no place in the drawing; None where it has one."""
        own = self.milestone
        if self.year is not None and (self.value is not None or self.low is not None):
            return None
        if own.value is None and own.low is None:
            return "words"
        return "no-year" if self.year is None else "other-unit"

    @property
    def placed(self) -> bool:
        """Whether it has a place in the drawing: a number and a year."""
        return self.left_out is None

    @property
    def goal(self) -> Number | None:
        """The number to reach: of a range the weaker end."""
        if self.value is not None:
            return self.value
        return self.high if self.result.direction == "decrease" else self.low


@dataclass(frozen=True)
class BaselineMark:
    """The baseline of a target, in the panel's unit."""

    target: str
    period: str
    time: float
    value: Number
    weak: bool
    reading: Reading


@dataclass(frozen=True)
class StraightPath:
    """The straight way from a baseline to a milestone: what would have been on track."""

    target: str
    start: tuple[float, Number]
    end: tuple[float, Number]


@dataclass(frozen=True)
class LeftOut:
    """An observation that is not drawn, and why: a fate of `calc.choice.FATES`.

    `repeat` is what says the same as one that is drawn.
    """

    index: int
    fate: str
    reading: Reading


DrawnMark = ObservationMark | MilestoneMark | BaselineMark


def observation_mark(
    candidate: Candidate, index: int, timing: Timing, *, rival: bool
) -> ObservationMark:
    """An observation that has a place in time and on the axis, as it is drawn."""
    reading, span = candidate.reading, candidate.span
    when, time = edtf.parse(reading.period), stands_at(reading.period, timing)
    assert span is not None and time is not None
    assert when.earliest is not None and when.latest is not None
    start = _scaled(when.earliest.year, when.earliest.timetuple().tm_yday - 1)
    end = _scaled(when.latest.year, when.latest.timetuple().tm_yday)
    opened: Open | None = None
    if span.one_sided:
        opened = "down" if span.best == span.high and reading.bound in _CEILINGS else "up"
    role: Role = "rival" if rival else "line" if _of_a_series(when, timing) else "apart"
    return ObservationMark(
        index, reading.period, time, start, end, span.best, span.low, span.high, opened,
        reading.basis, role, is_weak(reading.cite), reading,
    )  # fmt: skip


def _scaled(year: int, day: int) -> float:
    """A day's place on the scale on which the middle of a year is the year."""
    return year - 0.5 + day / 365


def _of_a_series(when: edtf.Edtf, timing: Timing) -> bool:
    """Whether a period stands for a year: a whole one, or of a stock whatever ends in it."""
    assert when.earliest is not None and when.latest is not None
    days = (when.latest - when.earliest).days + 1
    return days <= WHOLE[1] and (timing == "stock" or days >= WHOLE[0])
