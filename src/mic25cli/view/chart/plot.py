"""The plot of a panel in SVG: its axes, its marks and the numbers beside them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from operator import itemgetter

from mic25cli.calc.cites import is_weak
from mic25cli.calc.figure import Chart, Panel
from mic25cli.calc.marks import BaselineMark, DrawnMark, MilestoneMark, ObservationMark
from mic25cli.calc.span import Number
from mic25cli.view.chart import captions, scale
from mic25cli.view.chart.ink import (
    MARGIN,
    SIZES,
    Box,
    KeyEntry,
    Sheet,
    disc,
    path,
    shape,
    text_box,
    through,
    width_of,
)
from mic25cli.view.chart.palette import SERIES
from mic25cli.view.chart.scale import Scale
from mic25cli.view.progress import statuses
from mic25cli.view.text import Lang
from mic25cli.view.words import label

HEIGHT = 250

RADIUS = 4.2
RIVAL = 2.8
RING = 3.6
"""How far the ring of what is no whole year stands off its mark."""
AIM = 9
"""Half the length of a milestone's bar."""

MOST = 400
"""Observations that get a number beside their mark; more could not be read."""

APART = 4
"""Pixels between one number and the next, so that two are not read as one."""

Spot = tuple[float, float, str]
"""Where a text would stand: its foot, and how it is anchored there."""

START = "m-4-6l8 6l-8 6z"

SIGNS: dict[captions.Sign, tuple[tuple[str, str], ...]] = {
    "aim": (("ink aim", "m-9 0h18"),),
    "replaced": (("ink old", "m-9 0h18"),),
    "held": (("ink held", "m-10 0h20"),),
    "start": (("ink thin hollow", START),),
    "path": (("ink path", "m-11 0h22"),),
    "line": (("axis line none", "m-11 0h22"),),
    "range": (("axis bar none", "m0-6v12m-4-12h8m-8 12h8"),),
    "bound": (("axis bar none", "m-4 6v-12m-3.5 5l3.5-5l3.5 5m4.5-5v12m-3.5-5l3.5 5l3.5-5"),),
    "weak": (("axis mark hollow", disc(RADIUS)),),
    "apart": (("axis mark", disc(2.6)), ("axis thin none", disc(RADIUS + 3))),
    "rival": (("axis mark", disc(RIVAL)),),
}
"""The marks of the key beside those of the series: classes, and the way from the middle."""


def key(panel: Panel, lang: Lang) -> Iterator[KeyEntry]:
    """What the marks of a panel mean, those that occur."""
    for place, series in enumerate(panel.series):
        text = captions.tag(panel, place) + captions.basis(series, lang)
        yield partial(shape, place, size=RADIUS, classes=f"{_colour(place)} mark"), text
    for sign, text in captions.key(panel, lang):
        yield partial(_sign, sign), text


def _sign(sign: captions.Sign, x: float, y: float) -> str:
    return "".join(path(f"M{x} {y}{way}", classes) for classes, way in SIGNS[sign])


def _colour(place: int) -> str:
    return f"s{place % SERIES}"


def draw(sheet: Sheet, chart: Chart, panel: Panel, y: float) -> float:
    """A panel below the key; returns where it ends."""
    if not panel.numbers:
        return sheet.block(label("chart-nothing-drawn", sheet.lang), y + 8, "muted")
    top, bottom, lang = y + 4, y + 20 + HEIGHT, sheet.lang
    values = scale.values(chart.numbers(panel), bottom - 8, top + 24)
    ticks = {captions.on_axis(tick, panel, lang): values.at(tick) for tick in values.ticks}
    left = MARGIN + max(width_of(text, 11) for text in ticks) + 8
    right = sheet.width - MARGIN - 6
    time = scale.years([time for each in chart.panels for time in each.times], left, right, 46)
    sheet.write(captions.unit(panel, lang), MARGIN, top + 8, "small muted")
    for text, at in ticks.items():
        sheet.path(f"M{left} {at}H{right}", "grid")
        sheet.write(text, left - 6, at + 4, "small muted num", "end")
    sheet.path(f"M{left} {bottom}H{right}", "axis")
    half = width_of("2000", 11) / 2
    for year in time.ticks:
        at = time.at(year)
        sheet.path(f"M{at} {bottom}v4", "axis")
        inside = min(max(at, MARGIN + half), sheet.width - MARGIN / 2 - half)
        sheet.write(str(year), inside, bottom + 16, "small muted num", "middle")
    plot = _Plot(sheet, panel, time, values, Box(left, top + 12, right + 6, bottom - 1))
    plot.draw()
    notes, y = plot.write_numbers(), bottom + 34
    for text in notes:
        y = sheet.block(text, y, "small")
    return y + (4 if notes else 0)


@dataclass
class _Plot:
    """The marks of a panel on two scales, and the numbers beside them within an area.

    Each number stands beside its mark, on no other number and on no mark.  What finds no room is
    handed back, so that it can be told below the plot instead.
    """

    sheet: Sheet
    panel: Panel
    time: Scale
    values: Scale
    area: Box
    marks: list[Box] = field(default_factory=list)
    """What the marks take."""

    def draw(self) -> None:
        """Draw lines first, then observations, then milestones and where they start from."""
        panel, sheet, lang = self.panel, self.sheet, self.sheet.lang
        for ends in panel.paths:
            sheet.path(self._way(*ends), "ink path")
        for goal_mark in panel.placed:
            in_force = panel.in_force(goal_mark)
            if in_force is not None:
                # For how long the number was the target: a step where another replaced it.
                since, until, after = in_force
                steps = ((since, goal_mark.goal), (until, goal_mark.goal), (until, after))
                sheet.path(self._way(*dict.fromkeys(steps)), "ink held")
        for place, series in enumerate(panel.series):
            for run in series.runs:
                way = self._way(*((point.time, point.value) for point in run))
                sheet.path(way, f"{_colour(place)} line none")
        for place, series in enumerate(panel.series):
            for point in series.points:
                sheet.titled(captions.read(point.reading, lang), self._point(place, point))
        for goal_mark in panel.placed:
            sheet.titled(captions.milestone_caption(goal_mark, lang), self._goal_mark(goal_mark))
        for start in panel.baselines:
            told = f"{label('chart-key-start', lang)} {captions.read(start.reading, lang)}"
            sheet.titled(told, [_sign("start", *self._at(start))])

    def _at(self, mark: DrawnMark) -> tuple[float, float]:
        value = mark.goal if isinstance(mark, MilestoneMark) else mark.value
        return self.time.at(mark.time), self.values.at(value)

    def _way(self, *places: tuple[float, Number]) -> str:
        return through((self.time.at(time), self.values.at(value)) for time, value in places)

    def _point(self, place: int, point: ObservationMark) -> Iterator[str]:
        """An observation over what its source leaves open: a bar, or an arrow without an end."""
        x, y = self._at(point)
        colour, low, high = _colour(place), point.low, point.high
        if point.open is not None:
            tip = y - 17 if point.open == "up" else y + 17
            yield path(_arrow(x, y, tip, 4), f"{colour} bar none")
        elif low is not None and high is not None and low != high:
            ends = [self.values.at(low), self.values.at(high)]
            caps = "".join(f"M{x - 4} {end}h8" for end in ends)
            yield path(f"M{x} {ends[0]}V{ends[1]}{caps}", f"{colour} bar none")
        size = RIVAL if point.role == "rival" else RADIUS
        hollow = " hollow" if point.weak else ""
        yield shape(place, x, y, size, f"{colour} mark{hollow}")
        if point.role == "apart":
            yield path(f"M{x} {y}{disc(RADIUS + RING)}", f"{colour} thin none")

    def _goal_mark(self, goal_mark: MilestoneMark) -> Iterator[str]:
        """A milestone, a line at each end of a range; with a gap in its middle where it is weak."""
        x = self.time.at(goal_mark.time)
        ends = [self.values.at(number) for number in goal_mark.ends]
        bars = "".join(f"M{x - AIM} {y}h{2 * AIM}" for y in ends)
        yield path(bars, "ink aim" if goal_mark.current else "ink old")
        if len(ends) > 1:
            yield path(f"M{x} {max(ends)}V{min(ends)}", "ink old")
        if is_weak(goal_mark.milestone.cite):
            yield path("".join(f"M{x - 3} {y}h6" for y in ends), "gap")
        if goal_mark.replaces is not None:
            old, new = self.values.at(goal_mark.replaces.goal), self.values.at(goal_mark.goal)
            tip = new - 3 if new > old else new + 3
            if abs(tip - old) >= 6:
                yield path(_arrow(x, old, tip, 5), "ink old")

    # numbers

    def write_numbers(self) -> list[str]:
        """Write what there is room for; the rest in lines: milestones in full, then numbers."""
        panel, lang = self.panel, self.sheet.lang
        drawn: tuple[DrawnMark, ...] = (*panel.points, *panel.placed, *panel.baselines)
        self.marks = [box for mark in drawn for box in self._boxes(mark)]
        lines = []
        # What stands gets a label before what was replaced.
        for goal_mark in sorted(panel.placed, key=lambda each: not each.current):
            number = captions.brief(goal_mark.milestone, panel, lang)
            signed = f"{statuses.SYMBOLS[goal_mark.result.status]} {number}"
            whole = f"{signed} · {goal_mark.milestone.report}"
            around = self._around_goal_mark(goal_mark)
            if self._write_first((whole, signed, number), around) != whole:
                lines.append((goal_mark.time, captions.milestone_caption(goal_mark, lang)))
        for start in panel.baselines:
            self._write_first([captions.brief(start.reading, panel, lang)], self._around(start, 7))
        wanted, left = self._by_weight(), set[int]()
        for place, point in wanted[:MOST]:
            number = captions.tag(panel, place) + captions.brief(point.reading, panel, lang)
            if not self._write_first([number], self._around(point, _reach(point) + 1)):
                left.add(id(point))
        left |= {id(point) for _, point in wanted[MOST:]}
        lines.sort(key=itemgetter(0))
        return [text for _, text in lines] + list(_without_room(panel, left, lang))

    def _boxes(self, mark: DrawnMark) -> Iterator[Box]:
        """The boxes that a mark takes."""
        x = self.time.at(mark.time)
        if isinstance(mark, MilestoneMark):
            wide, high = float(AIM), 3.0
        else:
            wide, high = (5, 7) if isinstance(mark, BaselineMark) else (_reach(mark),) * 2
        ends = mark.ends if isinstance(mark, MilestoneMark) else (mark.value,)
        for y in map(self.values.at, ends):
            yield Box(x - wide, y - high, x + wide, y + high)

    def _by_weight(self) -> list[tuple[int, ObservationMark]]:
        """The observations in the order in which they get a number: ends first, rivals last."""
        ends, rest, rivals = [], [], []
        for place, series in enumerate(self.panel.series):
            own = [(place, point) for point in series.points if point.role != "rival"]
            ends += own[:1] + own[1:][-1:]
            rest += own[1:-1]
            rivals += [(place, point) for point in series.points if point.role == "rival"]
        return [*ends[::-1], *rest, *rivals]

    def _around(self, mark: BaselineMark | ObservationMark, off: float) -> Iterator[Spot]:
        """Where the number of a mark may stand, so far off its middle."""
        x, y = self._at(mark)
        yield x, y - off - 3, "middle"
        yield x, y + off + 10, "middle"
        yield x + off + 3, y + 4, "start"
        yield x - off - 3, y + 4, "end"
        for foot in (y - off - 1, y + off + 9):
            yield x + off, foot, "start"
            yield x - off, foot, "end"

    def _around_goal_mark(self, goal_mark: MilestoneMark) -> Iterator[Spot]:
        """Where what is said of a milestone may stand: its words are longer than its mark."""
        x, y = self._at(goal_mark)
        for foot in (y, y + 14, y - 14, y + 28, y - 28):
            yield x + AIM, foot - 7, "end"
            yield x + AIM, foot + 14, "end"
            yield x - AIM, foot - 7, "start"
            yield x + AIM + 4, foot + 4, "start"
            yield x - AIM - 4, foot + 4, "end"

    def _write_first(self, texts: Iterable[str], around: Iterable[Spot]) -> str:
        """Write the first of some texts for which one of the places is free; empty if none is."""
        for text, (x, y, anchor) in product(texts, around):
            box = text_box(text, x, y, SIZES["small"], anchor)
            wider = Box(box.left - APART, box.top, box.right + APART, box.bottom)
            marked = any(map(box.meets, self.marks))
            if box.within(self.area) and not marked and not any(map(wider.meets, self.sheet.texts)):
                self.sheet.write(text, x, y, "small num", anchor)
                return text
        return ""


def _without_room(panel: Panel, left: Container[int], lang: Lang) -> Iterator[str]:
    """The numbers without room in one line, by series; `left` are the identities of their marks."""
    texts = []
    for place, series in enumerate(panel.series):
        own = [captions.dated(each.reading, lang) for each in series.points if id(each) in left]
        if own:
            name = series.basis or label("chart-no-basis", lang)
            texts.append(f"{captions.tag(panel, place)}{name} {label('comma', lang).join(own)}")
    if texts:
        yield label("chart-no-room", lang, what=label("semicolon", lang).join(texts))


def _reach(point: ObservationMark) -> float:
    """How far from its middle the mark of an observation goes, its ring included."""
    size = RIVAL if point.role == "rival" else RADIUS
    return size + (RING if point.role == "apart" else 1)


def _arrow(x: float, start: float, tip: float, head: float) -> str:
    back = -head if tip > start else head
    return f"M{x} {start}V{tip}M{x - 3.5} {tip + back}L{x} {tip}L{x + 3.5} {tip + back}"
