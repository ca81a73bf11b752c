"""The plot of a panel in SVG: its axes, its marks and the numbers beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from mic25cli.calc.figure import Chart, Panel
from mic25cli.calc.marks import MilestoneMark, ObservationMark
from mic25cli.calc.span import Number
from mic25cli.view.chart import captions, scale
from mic25cli.view.chart.ink import (
    MARGIN,
    Box,
    KeyEntry,
    Sheet,
    disc,
    path,
    shape,
    through,
    width_of,
)
from mic25cli.view.chart.labels import AIM, RADIUS, RING, RIVAL, Labels
from mic25cli.view.chart.palette import SERIES
from mic25cli.view.chart.scale import Scale
from mic25cli.view.text import Lang
from mic25cli.view.words import label

HEIGHT = 250

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
    _Marks(sheet, panel, time, values).draw()
    area = Box(left, top + 12, right + 6, bottom - 1)
    notes, y = Labels(sheet, panel, time, values, area).write(), bottom + 34
    for text in notes:
        y = sheet.block(text, y, "small")
    return y + (4 if notes else 0)


@dataclass(frozen=True)
class _Marks:
    """The marks of a panel on two scales."""

    sheet: Sheet
    panel: Panel
    time: Scale
    values: Scale

    def draw(self) -> None:
        """Draw lines first, then observations, then milestones and where they start from."""
        panel, sheet, lang = self.panel, self.sheet, self.sheet.lang
        for ends in panel.paths:
            sheet.path(self._way(*ends), "ink path")
        for aim in panel.placed:
            held = panel.in_force(aim)
            if held is not None:
                # For how long the number was the target: a step where another replaced it.
                since, until, after = held
                steps = ((since, aim.goal), (until, aim.goal), (until, after))
                sheet.path(self._way(*dict.fromkeys(steps)), "ink held")
        for place, series in enumerate(panel.series):
            for run in series.runs:
                points = (series.points[each] for each in run)
                way = self._way(*((point.time, point.value) for point in points))
                sheet.path(way, f"{_colour(place)} line none")
        for place, series in enumerate(panel.series):
            for point in series.points:
                sheet.titled(captions.read(point.reading, lang), self._point(place, point))
        for aim in panel.placed:
            sheet.titled(captions.aim(aim, lang), self._aim(aim))
        for start in panel.baselines:
            x, y = self.time.at(start.time), self.values.at(start.value)
            told = f"{label('chart-key-start', lang)} {captions.read(start.reading, lang)}"
            sheet.titled(told, [_sign("start", x, y)])

    def _way(self, *places: tuple[float, Number]) -> str:
        return through((self.time.at(time), self.values.at(value)) for time, value in places)

    def _point(self, place: int, point: ObservationMark) -> Iterator[str]:
        """An observation over what its source leaves open: a bar, or an arrow without an end."""
        x, y = self.time.at(point.time), self.values.at(point.value)
        colour, low, high = _colour(place), point.low, point.high
        if point.open is not None:
            yield path(
                _arrow(x, y, y - 17 if point.open == "up" else y + 17, 4), f"{colour} bar none"
            )
        elif low is not None and high is not None and low != high:
            ends = [self.values.at(low), self.values.at(high)]
            caps = "".join(f"M{x - 4} {end}h8" for end in ends)
            yield path(f"M{x} {ends[0]}V{ends[1]}{caps}", f"{colour} bar none")
        size = RIVAL if point.role == "rival" else RADIUS
        hollow = " hollow" if point.weak else ""
        yield shape(place, x, y, size, f"{colour} mark{hollow}")
        if point.role == "apart":
            yield path(f"M{x} {y}{disc(RADIUS + RING)}", f"{colour} thin none")

    def _aim(self, aim: MilestoneMark) -> Iterator[str]:
        """A milestone, a line at each end of a range; with a gap in its middle where it is weak."""
        x, ends = self.time.at(aim.time), [self.values.at(number) for number in aim.ends]
        bars = "".join(f"M{x - AIM} {y}h{2 * AIM}" for y in ends)
        yield path(bars, "ink aim" if aim.current else "ink old")
        if len(ends) > 1:
            yield path(f"M{x} {max(ends)}V{min(ends)}", "ink old")
        if aim.weak:
            yield path("".join(f"M{x - 3} {y}h6" for y in ends), "gap")
        if aim.replaces is not None:
            old, new = self.values.at(aim.replaces.goal), self.values.at(aim.goal)
            tip = new - 3 if new > old else new + 3
            if abs(tip - old) >= 6:
                yield path(_arrow(x, old, tip, 5), "ink old")


def _arrow(x: float, start: float, tip: float, head: float) -> str:
    back = -head if tip > start else head
    return f"M{x} {start}V{tip}M{x - 3.5} {tip + back}L{x} {tip}L{x + 3.5} {tip + back}"
