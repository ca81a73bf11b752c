"""What a chart of targets and indicators draws, as a value: marks and their numbers, no drawing.

`figure(book, ids, as_of)` gives a `Figure` of panels, one an indicator.  Every number in it is a
recorded one, at most converted to the indicator's unit, exactly.  What is not drawn is counted
with the reason (`Panel.left_out`); `tests/calc/test_figure.py` holds the figure against the book.

Observations stand on their basis, and bases are never joined.  Within a basis the best claim of
each period is drawn (`line`), by the order of `calc.choice`; a claim for the same period with
another number stands beside it (`rival`), and one that says the same is left out as a repeat.  What
is for a part of a year or for several years is no point of a series of years (`apart`).  A line
joins neighbours of one basis of which both stand for a whole year, or of a stock for the end of
one, and which are no more than a year apart: a longer gap is a gap.

A target is drawn on the bases that it admits, an indicator on all that it has, with the milestones
of every target that is measured by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, cast

from mic25cli.calc import select
from mic25cli.calc.choice import Candidate, Timing, Wanted, basis_of, by_period, choose, reading_of
from mic25cli.calc.cites import Cited, Reading, is_weak
from mic25cli.calc.progress.evidence import Admitted, admitted_bases, stands_at
from mic25cli.calc.progress.explain import explain
from mic25cli.calc.progress.milestone import Milestone
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.span import Number
from mic25cli.calc.tables.table import last_day
from mic25cli.errors import RecordsError, UsageError
from mic25cli.model import edtf
from mic25cli.model.book import Book
from mic25cli.model.units import UNITS, UnitError, convert

if TYPE_CHECKING:
    from mic25cli.model.records import Indicator, Name, Target

CHARTABLE = ("targets", "indicators")
"""The kinds that have a figure."""

Role = Literal["line", "apart", "rival"]
Open = Literal["up", "down"]

WHOLE = (360, 366)
"""Days: what is shorter is no whole year, what is longer is more than one."""

NEAR = 1.01
"""Years between two observations that a line may join."""


@dataclass(frozen=True)
class Point:
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
    """The observations on one basis, by time, and which of them a line joins.

    `runs` are places in `points`, each run one unbroken line of at least two.  `fit`, `side` and
    `because` say how the basis fits the panel's target, where it has one target only.
    """

    basis: str | None
    meaning: str | None
    fit: str | None
    side: str | None
    because: str | None
    points: tuple[Point, ...]
    runs: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Aim:
    """A milestone: what is due when, set by which report, and its status.

    `value`, `low` and `high` are in the panel's unit, None for an aim in words or in another unit;
    `year` is None where it is not stated.  `replaces` is the place of the aim of the same year that
    it replaced: the step of a target that was raised or lowered.
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
    def standing(self) -> bool:
        """Whether it had not been replaced or withdrawn."""
        return self.result.status not in ("superseded", "withdrawn")

    @property
    def placed(self) -> bool:
        """Whether it has a place in the drawing: a number and a year."""
        return self.year is not None and (self.value is not None or self.low is not None)

    @property
    def weakest(self) -> Number | None:
        """The number to reach: of a range the weaker end."""
        if self.value is not None:
            return self.value
        return self.high if self.result.direction == "decrease" else self.low


@dataclass(frozen=True)
class Start:
    """The baseline of a target, in the panel's unit."""

    target: str
    period: str
    time: float
    value: Number
    weak: bool
    reading: Reading


@dataclass(frozen=True)
class Path:
    """The straight way from a baseline to an aim: what would have been on track."""

    target: str
    start: tuple[float, Number]
    end: tuple[float, Number]


@dataclass(frozen=True)
class Subject:
    """A target of a panel: the result that its sentence is about (None: nothing was set by then).

    `asked` is whether it was asked for by its own id, or came with its indicator.
    """

    target: str
    name: Name
    headline: Result | None
    asked: bool


@dataclass(frozen=True)
class Missing:
    """An observation that is not drawn, and why: a fate of `calc.choice.FATES`.

    `repeat` is what says the same as one that is drawn.
    """

    index: int
    fate: str
    reading: Reading


@dataclass(frozen=True)
class Panel:
    """One indicator: its series, the aims of its targets, baselines and paths, what is left out.

    `asked` are the ids that it answers.  `aims_left_out` counts the milestones without a place by
    `words`, `no-year` or `other-unit`.  `sources` are the reports and sources of everything that is
    drawn, each once, in the order of the drawing.
    """

    asked: tuple[str, ...]
    indicator: str
    name: Name
    definition: str
    unit: str
    direction: str | None
    subjects: tuple[Subject, ...]
    series: tuple[Series, ...]
    aims: tuple[Aim, ...]
    starts: tuple[Start, ...]
    paths: tuple[Path, ...]
    missing: tuple[Missing, ...]
    aims_left_out: Mapping[str, int]
    sources: tuple[str, ...]

    @property
    def observations(self) -> int:
        """How many observations there are, drawn or not."""
        return len(self.missing) + sum(1 for _ in self.points)

    @property
    def left_out(self) -> Mapping[str, int]:
        """How many observations are not drawn, by fate."""
        found: dict[str, int] = {}
        for candidate in self.missing:
            found[candidate.fate] = found.get(candidate.fate, 0) + 1
        return found

    @property
    def points(self) -> Iterator[Point]:
        """Every observation that is drawn, series by series."""
        return (point for series in self.series for point in series.points)

    @property
    def title(self) -> Name:
        """What it is called: the target's name where it is of one target, else the indicator's."""
        asked = [each for each in self.subjects if each.asked]
        return asked[0].name if len(asked) == 1 and len(self.asked) == 1 else self.name

    @property
    def numbers(self) -> tuple[Number, ...]:
        """All numbers that must have room on the axis of values."""
        found: list[Number | None] = []
        for point in self.points:
            found += [point.value, *(() if point.open else (point.low, point.high))]
        for aim in self.aims:
            if aim.placed:
                found += [aim.value, aim.low, aim.high]
        found += [start.value for start in self.starts]
        return tuple(each for each in found if each is not None)

    @property
    def times(self) -> tuple[float, ...]:
        """All places that must have room on the axis of time."""
        found = [point.time for point in self.points]
        found += [start.time for start in self.starts]
        found += [edge for point in self.points for edge in (point.start, point.end)]
        found += [float(aim.year) for aim in self.aims if aim.placed and aim.year is not None]
        return tuple(found)


@dataclass(frozen=True)
class Figure:
    """Panels below one another, on one axis of time.

    `shared` are the dimensions of units that more than one panel has: their panels are drawn to one
    scale.  `digest` names the book.
    """

    panels: tuple[Panel, ...]
    as_of: str
    known_at: str | None
    digest: str
    shared: tuple[str, ...]

    def alike(self, panel: Panel) -> tuple[Panel, ...]:
        """The panels on the same scale of values as a panel, itself among them."""
        dimension = UNITS[panel.unit].dimension
        return tuple(panel for panel in self.panels if UNITS[panel.unit].dimension == dimension)

    def numbers(self, panel: Panel) -> tuple[Number, ...]:
        """All numbers of the panels on the same scale as a panel, in its unit."""
        return tuple(
            convert(number, place.unit, panel.unit)
            for place in self.alike(panel)
            for number in place.numbers
        )


def figure(
    book: Book, ids: Sequence[str], as_of: str | None = None, known_at: str | None = None
) -> Figure:
    """The figure of targets and indicators, by id, `kind/id` or name.

    An id that a target and an indicator share means the target; `indicators/ID` the indicator.
    Targets of one indicator share a panel.  Without `as_of` all is judged as of the last day that
    the book knows of, so that the same book gives the same figure.

    Raises `UsageError` for an id that is neither, and for a target that had not been set by then.
    """
    whole = book.whole
    question = Question(as_of=as_of or last_day(whole), known_at=known_at)
    asked: dict[str, list[tuple[str, str]]] = {}
    for named in dict.fromkeys(ids):
        kind, record_id = subject(whole, named)
        indicator = record_id
        if kind == "targets":
            indicator = str(whole.kind("targets")[record_id]["indicator"])
        if (kind, record_id) not in asked.setdefault(indicator, []):
            asked[indicator].append((kind, record_id))
    panels = tuple(_panel(whole, key, names, question) for key, names in asked.items())
    units = [UNITS[panel.unit].dimension for panel in panels]
    shared = tuple(dict.fromkeys(unit for unit in units if units.count(unit) > 1))
    return Figure(panels, question.as_of, known_at, whole.digest, shared)


def chartable(book: Book) -> Iterator[str]:
    """Everything that has a figure, as `kind/id`: every target, and every indicator."""
    for kind in CHARTABLE:
        yield from (f"{kind}/{record_id}" for record_id in book.kind(kind))


def subject(book: Book, named: str) -> tuple[str, str]:
    """The kind and id of the target or indicator that a text names; raises `UsageError`."""
    named_so = select.find_any(book, named, "target or indicator", CHARTABLE)
    found = {each["kind"]: each for each in named_so}
    for kind in CHARTABLE:
        if kind in found:
            return kind, found[kind]["id"]
    kind, record = next(iter(found.items()))
    raise UsageError(
        f"'{record['id']}' is one of the {kind}, and a chart is of targets and indicators",
        f"see 'mic25 {kind} show {record['id']}'.",
    )


def _panel(
    book: Book, indicator_id: str, asked: Sequence[tuple[str, str]], question: Question
) -> Panel:
    indicator = book.get("indicators", indicator_id)
    if indicator is None:
        raise RecordsError(
            f"the target '{asked[0][1]}' names an indicator '{indicator_id}' that is missing",
            "'mic25 validate' finds every dangling id.",
        )
    by_indicator = ("indicators", indicator_id) in asked
    wanted = [
        target
        for target_id, target in book.kind("targets").items()
        if target["indicator"] == indicator_id and (by_indicator or ("targets", target_id) in asked)
    ]
    subjects, aims = [], list[Aim]()
    for target in wanted:
        derived = explain(book, target["id"], question)
        direct = ("targets", target["id"]) in asked
        if not derived.results and direct:
            raise select.absent("target", target["id"])
        headline = None if derived.headline is None else derived.results[derived.headline]
        if derived.results:
            subjects.append(Subject(target["id"], target["name"], headline, direct))
        aims += _aims(derived.results, indicator["unit"], len(aims))
    admitted = _admitted(indicator, wanted, by_indicator)
    series, missing = _all_series(book, indicator, admitted, question)
    starts = _starts(aims, indicator["unit"])
    panel = Panel(
        asked=tuple(f"{kind}/{record_id}" for kind, record_id in asked),
        indicator=indicator_id,
        name=indicator["name"],
        definition=indicator["definition"],
        unit=indicator["unit"],
        direction=indicator["direction"],
        subjects=tuple(subjects),
        series=series,
        aims=tuple(aims),
        starts=starts,
        paths=_paths(aims, starts),
        missing=missing,
        aims_left_out=_aims_left_out(aims),
        sources=(),
    )
    return _sourced(panel)


def _admitted(indicator: Indicator, targets: Sequence[Target], every: bool) -> tuple[Admitted, ...]:
    """The bases to draw: those that the targets admit, or all of the indicator's."""
    if every:
        return tuple(Admitted(basis, None) for basis in indicator["bases"] or [None])
    of_each = [admitted_bases(indicator, target) for target in targets]
    if len(of_each) == 1:
        return of_each[0]
    bases = dict.fromkeys(basis.basis for admitted in of_each for basis in admitted)
    return tuple(Admitted(basis, None) for basis in bases)


def _all_series(
    book: Book, indicator: Indicator, admitted: Sequence[Admitted], question: Question
) -> tuple[tuple[Series, ...], tuple[Missing, ...]]:
    timing = indicator["timing"] or "unstated"
    as_of = edtf.parse(question.as_of).latest
    known = None if question.known_at is None else edtf.parse(question.known_at).latest
    found: list[Series] = []
    fates: dict[int, str] = {}
    drawn: set[int] = set()
    for basis in admitted:
        wanted = Wanted(indicator["unit"], basis.basis, as_of=as_of, known_at=known)
        candidates = choose(book, indicator, wanted).candidates
        own = basis_of(indicator, basis.basis)
        for index, one in enumerate(candidates):
            if basis_of(indicator, one.reading.basis) == own:
                fates[index] = "repeat" if one.fate == "chosen" else one.fate
        points = tuple(_points(candidates, timing))
        drawn |= {point.index for point in points}
        meaning = None if own is None else indicator["bases"].get(own)
        found.append(
            Series(own, meaning, basis.fit, basis.side, basis.because, points, _runs(points))
        )
    left_out = []
    for index, claim in enumerate(indicator["observations"]):
        if index not in drawn:
            fate = fates.get(index, "other-basis")
            # What lost to another for its period is left out for saying the same.
            fate = fate if fate in _NEVER else "repeat"
            left_out.append(Missing(index, fate, reading_of(book, claim, None)))
    return tuple(each for each in found if each.points), tuple(left_out)


_NEVER = (
    "other-basis", "no-value", "other-unit", "open-period", "after-as-of", "not-yet-known",
)  # fmt: skip
"""Fates of observations that have no place in the drawing."""


def _points(candidates: Sequence[Candidate], timing: Timing) -> Iterator[Point]:
    """What is drawn of the observations on a basis, by time: the best of each period and rivals."""
    places = {id(each): index for index, each in enumerate(candidates)}
    points = []
    for best, *others in by_period(candidates):
        said = [_worth(best)]
        points.append(_point(best, places[id(best)], timing, rival=False))
        for other in others:
            if _worth(other) not in said:
                said.append(_worth(other))
                points.append(_point(other, places[id(other)], timing, rival=True))
    yield from sorted(points, key=lambda point: (point.time, point.end, point.index))


def _worth(candidate: Candidate) -> tuple[object, ...]:
    span = candidate.span
    assert span is not None
    return (span.low, span.best, span.high, span.low_open, span.high_open)


def _point(candidate: Candidate, index: int, timing: Timing, *, rival: bool) -> Point:
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
    return Point(
        index, reading.period, time, start, end, span.best, span.low, span.high, opened,
        reading.basis, role, is_weak(reading.cite), reading,
    )  # fmt: skip


_CEILINGS = ("up-to", "less-than")


def _scaled(year: int, day: int) -> float:
    """A day's place on the scale on which the middle of a year is the year."""
    return year - 0.5 + day / 365


def _of_a_series(when: edtf.Edtf, timing: Timing) -> bool:
    """Whether a period stands for a year: a whole one, or of a stock whatever ends in it."""
    assert when.earliest is not None and when.latest is not None
    days = (when.latest - when.earliest).days + 1
    return days <= WHOLE[1] and (timing == "stock" or days >= WHOLE[0])


def _runs(points: Sequence[Point]) -> tuple[tuple[int, ...], ...]:
    """The unbroken lines: neighbours that stand for a year, no more than one apart."""
    places = [index for index, point in enumerate(points) if point.role == "line"]
    runs: list[list[int]] = [places[:1]] if places else []
    for before, here in pairwise(places):
        if points[here].time - points[before].time <= NEAR:
            runs[-1].append(here)
        else:
            runs.append([here])
    return tuple(tuple(run) for run in runs if len(run) > 1)


def _aims(results: Sequence[Result], unit: str, offset: int) -> Iterator[Aim]:
    """The milestones of a target in the panel's unit, and which of them replaced which."""
    order = sorted(results, key=lambda result: (result.milestone.year or 9999, _issued(result)))
    places: dict[int | None, list[int]] = {}
    for place, each in enumerate(order, offset):
        own = each.milestone
        value, low, high = (
            _in_unit(number, own.unit, unit) for number in (own.value, own.low, own.high)
        )
        before = [
            old
            for old in places.get(own.year, ())
            if order[old - offset].milestone.superseded_by is not None
        ]
        places.setdefault(own.year, []).append(place)
        replaces = before[-1] if before and (value is not None or low is not None) else None
        weak = is_weak(own.cite)
        yield Aim(each.target, own.year, value, low, high, weak, each, replaces)


def _issued(result: Result) -> tuple[str, int]:
    when = result.milestone.published
    first = None if when is None else edtf.parse(when).latest
    return (first.isoformat() if first else "9999", result.milestone.index)


def _in_unit(number: Number | None, own: str | None, unit: str) -> Number | None:
    if number is None:
        return None
    try:
        return convert(number, own or unit, unit)
    except UnitError:
        return None


def _starts(aims: Sequence[Aim], unit: str) -> tuple[Start, ...]:
    """The baselines that the statuses rest on, once a target."""
    found: dict[str, Start] = {}
    for aim in aims:
        base = aim.result.baseline
        if base is None or base.time is None or aim.target in found:
            continue
        best = base.best if base.best is not None else base.least
        value = _in_unit(best if best is not None else base.most, aim.result.unit, unit)
        if value is not None:
            found[aim.target] = Start(
                aim.target, base.period, base.time, value, is_weak(base.cite), base
            )
    return tuple(found.values())


def _paths(aims: Sequence[Aim], starts: Sequence[Start]) -> tuple[Path, ...]:
    """From each baseline to every aim of the target that stands."""
    begun = {start.target: start for start in starts}
    found = []
    for aim in aims:
        start, goal = begun.get(aim.target), aim.weakest
        if start is None or goal is None or aim.year is None or not aim.standing:
            continue
        if aim.year > start.time:
            found.append(Path(aim.target, (start.time, start.value), (float(aim.year), goal)))
    return tuple(dict.fromkeys(found))


def _aims_left_out(aims: Sequence[Aim]) -> dict[str, int]:
    found: dict[str, int] = {}
    for aim in aims:
        if aim.placed:
            continue
        own = aim.milestone
        words = own.value is None and own.low is None
        why = "words" if words else "no-year" if aim.year is None else "other-unit"
        found[why] = found.get(why, 0) + 1
    return found


def _sourced(panel: Panel) -> Panel:
    """The panel with the sources of all that it draws."""
    said: list[tuple[str | None, tuple[Cited, ...]]] = []
    said += [(aim.milestone.report, aim.milestone.cite) for aim in panel.aims if aim.placed]
    said += [(start.reading.report, start.reading.cite) for start in panel.starts]
    said += [(point.reading.report, point.reading.cite) for point in panel.points]
    ids = [name for report, cites in said for name in (report, *(cite.source for cite in cites))]
    kept = cast("list[str]", [id_ for id_ in ids if id_ is not None])
    return replace(panel, sources=tuple(dict.fromkeys(kept)))
