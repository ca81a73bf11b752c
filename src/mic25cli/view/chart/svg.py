"""A figure as SVG: no script, no font measured, nothing from outside, the same bytes everywhere.

    svg(figure(book, ["nev-own-brand-share"]), "en")

The drawing carries `<title>` and `<desc>`, whose text is the sentence that `explain` prints, and a
`<title>` on every mark with its number, period, source and grade.  Ids are prefixed, so that many
drawings can stand in one page: give each its own `prefix` there, `theme="page"`, and include
`palette.stylesheet("page")` once.  Alone (`auto`) it brings its rules, light or dark as the reader
has it; `light` and `dark` are one of both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from mic25cli.calc.figure import Chart, Panel
from mic25cli.calc.marks import MilestoneMark, ObservationMark, Series
from mic25cli.calc.tally import ChartAcross
from mic25cli.model.catalogue import language_tag
from mic25cli.view.chart import across, captions, scale
from mic25cli.view.chart.across_svg import bars
from mic25cli.view.chart.ink import (
    MARGIN,
    Box,
    Place,
    Sheet,
    circle,
    coordinate,
    polyline,
    segment,
    shape,
    titled,
    width_of,
    wrapped,
)
from mic25cli.view.chart.labels import AIM, RADIUS, RING, RIVAL, PlacedTexts, labels, missing
from mic25cli.view.chart.palette import SERIES, Theme, stylesheet
from mic25cli.view.chart.scale import Scale
from mic25cli.view.progress.items import amount
from mic25cli.view.text import Lang, visible
from mic25cli.view.words import label

WIDTH, NARROWEST = 720, 300
PLOT = 250
"""The height of a plot."""

_Mark = Callable[[float, float], str]
"""A mark of the key, drawn at a place."""


def svg(
    chart: Chart | ChartAcross,
    lang: Lang = "en",
    width: int = WIDTH,
    theme: Theme = "auto",
    prefix: str | None = None,
    bare: bool = False,
) -> str:
    """The chart as one `<svg>` element, ready to be a file or to stand in a page.

    `prefix` is what its ids begin with; the first id asked for without one.  `bare` leaves out what
    the page around it says already: title, sentence and caption.  Below `NARROWEST`
    columns of pixels nothing could be read: that is as narrow as it gets.
    """
    width = max(width, NARROWEST)
    if isinstance(chart, ChartAcross):
        sheet, bottom = bars(chart, lang, width)
        title, said = across.title(chart, lang), across.sentence(chart, lang)
        name = str(chart.chart)
    else:
        sheet, bottom = drawn(chart, lang, width, bare)
        title = " / ".join(" / ".join(captions.titles(panel, lang)) for panel in chart.panels)
        said = captions.description(chart, lang)
        name = re.sub(r"[^a-z0-9]+", "-", chart.panels[0].asked[0])
    return document(sheet, title, said, width, bottom + MARGIN, theme, prefix or f"chart-{name}")


def drawn(figure: Chart, lang: Lang, width: float, bare: bool = False) -> tuple[Sheet, float]:
    """The panels on a sheet, with the boxes of all texts, and where the last one ends."""
    sheet, y = Sheet(lang), float(MARGIN)
    for place, panel in enumerate(figure.panels):
        y = _PanelDrawing(sheet, figure, panel, lang, width, y + (24 if place else 0), bare).draw()
    return sheet, y


def document(
    sheet: Sheet, title: str, described: str, width: float, height: float, theme: Theme, name: str
) -> str:
    """The `<svg>` element around what a sheet holds."""
    code = language_tag(sheet.lang)
    size = f'width="{coordinate(width)}" height="{coordinate(height)}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
        f'viewBox="0 0 {coordinate(width)} {coordinate(height)}" class="mic25-chart" role="img" '
        f'lang="{code}" xml:lang="{code}" '
        f"aria-labelledby={quoteattr(f'{name}-title {name}-desc')}>"
        f"<title id={quoteattr(f'{name}-title')}>{escape(visible(title))}</title>"
        f"<desc id={quoteattr(f'{name}-desc')}>{escape(visible(described))}</desc>"
    )
    if theme != "page":
        head += f"<style>{stylesheet(theme)}</style>"
    paper = f'<rect width="{coordinate(width)}" height="{coordinate(height)}" class="paper"/>'
    return head + paper + "\n".join(["", *sheet.parts, "</svg>\n"])


@dataclass
class _PanelDrawing:
    """One panel, drawn from `top` downwards."""

    sheet: Sheet
    figure: Chart
    panel: Panel
    lang: Lang
    width: float
    top: float
    bare: bool = False
    numbers: PlacedTexts = field(default_factory=lambda: PlacedTexts((), (), ()))
    """The numbers beside the marks, once it is known where those are."""

    def draw(self) -> float:
        """Draw everything; returns where it ends."""
        room, sheet = self.width - 2 * MARGIN, self.sheet
        y = self.top + (-4 if self.bare else 14)
        for line in () if self.bare else captions.titles(self.panel, self.lang):
            y = sheet.block(line, MARGIN, y, room, "title", 1.3)
        for said in () if self.bare else captions.sentences(self.panel, self.lang):
            y = sheet.block(said, MARGIN, y + 2, room, "said")
        y = self._key(y + 6)
        if self.panel.numbers:
            y = self._plot(y + 4)
            notes = list(missing(self.panel, self.numbers, self.lang))
            for text in notes:
                y = sheet.block(text, MARGIN, y, room, "small")
            y += 4 if notes else 0
        else:
            y = sheet.block(label("chart-nothing-drawn", self.lang), MARGIN, y + 8, room, "muted")
        for line in () if self.bare else captions.caption(self.figure, self.panel, self.lang):
            y = sheet.block(line, MARGIN, y, room, "small muted")
        return y - 8

    # the key

    def _key(self, y: float) -> float:
        """What the marks mean, those that occur, in as many lines as they need."""
        x = float(MARGIN)
        for draw, text in self._entries():
            lines = [text]
            wide = 26 + width_of(text, 11) + 16
            if x > MARGIN and x + wide > self.width - MARGIN:
                x, y = float(MARGIN), y + 17
            if wide > self.width - 2 * MARGIN:
                lines = list(wrapped(text, self.width - 2 * MARGIN - 30, 11))
            self.sheet.add(draw(x + 11, y - 4))
            for place, line in enumerate(lines):
                self.sheet.write(line, x + 26, y + 15 * place, "small")
            y += 15 * (len(lines) - 1)
            x = float(MARGIN) + self.width if len(lines) > 1 else x + wide
        return y + 10

    def _entries(self) -> Iterator[tuple[_Mark, str]]:
        panel, lang = self.panel, self.lang
        for place, series in enumerate(panel.series):
            text = captions.tag(panel, place) + captions.basis(series, lang)
            yield _mark(place), text
        for sign, text in captions.key(panel, lang):
            yield _SIGNS[sign], text

    # the plot

    def _plot(self, y: float) -> float:
        sheet, panel, lang = self.sheet, self.panel, self.lang
        bottom = y + 16 + PLOT
        values = scale.values(self.figure.numbers(panel), bottom - 8, y + 24)
        ticks = [captions.on_axis(tick, panel, lang) for tick in values.ticks]
        left = MARGIN + max(width_of(tick, 11) for tick in ticks) + 8
        right = self.width - MARGIN - 6
        times = [time for panel in self.figure.panels for time in self._times(panel)]
        time = scale.years(times, left, right, 46)
        sheet.write(captions.unit(panel, lang), MARGIN, y + 8, "small muted")
        for tick, text in zip(values.ticks, ticks, strict=True):
            at = values.at(tick)
            sheet.line(left, at, right, at, "grid")
            sheet.write(text, left - 6, at + 4, "small muted num", "end")
        sheet.line(left, bottom, right, bottom, "axis")
        half = width_of("2000", 11) / 2
        for tick in time.ticks:
            at = time.at(tick)
            sheet.line(at, bottom, at, bottom + 4, "axis")
            inside = min(max(at, MARGIN + half), self.width - MARGIN / 2 - half)
            sheet.write(str(tick), inside, bottom + 16, "small muted num", "middle")
        area = Box(left, y + 12, right + 6, bottom - 1)
        self.numbers = labels(panel, lang, time, values, area)
        self._paths(time, values)
        self._held(time, values)
        for place, series in enumerate(panel.series):
            self._runs(place, series, time, values)
        for place, series in enumerate(panel.series):
            for point in series.points:
                self._point(place, point, time, values)
        for aim in panel.milestones:
            if aim.placed:
                self._aim(aim, time, values)
        self._starts(time, values)
        for placed in self.numbers.placed:
            sheet.write(placed.text, placed.x, placed.y, "small num", placed.anchor)
        return bottom + 34

    @staticmethod
    def _times(panel: Panel) -> Iterator[float]:
        yield from panel.times
        for aim in panel.milestones:
            since = captions.set_at(aim) if aim.placed else None
            if since is not None:
                yield since

    def _paths(self, time: Scale, values: Scale) -> None:
        for path in self.panel.paths:
            ends = [(time.at(x), values.at(y)) for x, y in (path.start, path.end)]
            self.sheet.way(ends, "ink path")

    def _held(self, time: Scale, values: Scale) -> None:
        """For how long each number was the target: a step where another replaced it."""
        for aim in self.panel.milestones:
            since, goal = captions.set_at(aim), aim.goal
            if since is None or goal is None or not aim.placed or aim.year is None:
                continue
            until, steps = float(aim.year), [values.at(goal)]
            after = next(iter(self.panel.successors(aim)), None)
            if after is not None and (set_at := captions.set_at(after)) is not None:
                until = set_at
                if after.goal is not None:
                    steps.append(values.at(after.goal))
            if until <= since:
                continue
            places = [(time.at(since), steps[0]), (time.at(until), steps[0])]
            places += [(time.at(until), steps[1])] if len(steps) > 1 else []
            self.sheet.way(places, "ink held")

    def _runs(self, place: int, series: Series, time: Scale, values: Scale) -> None:
        for run in series.runs:
            points = [series.points[each] for each in run]
            ends = [(time.at(point.time), values.at(point.value)) for point in points]
            self.sheet.way(ends, f"s{place % SERIES} line none")

    def _point(self, place: int, point: ObservationMark, time: Scale, values: Scale) -> None:
        x, y = time.at(point.time), values.at(point.value)
        colour = f"s{place % SERIES}"
        inside = [*_hedge(point, x, y, values, colour)]
        size = RIVAL if point.role == "rival" else RADIUS
        hollow = " hollow" if point.weak else ""
        inside.append(shape(place, x, y, size, f"{colour} mark{hollow}"))
        if point.role == "apart":
            inside.append(circle(x, y, RADIUS + RING, f"{colour} thin none"))
        titled(self.sheet, captions.point(point, self.lang), inside)

    def _aim(self, aim: MilestoneMark, time: Scale, values: Scale) -> None:
        assert aim.year is not None
        x = time.at(aim.year)
        classes = "ink aim" if aim.current else "ink old"
        ends = [values.at(number) for number in aim.ends]
        inside = [segment(x - AIM, y, x + AIM, y, classes) for y in ends]
        if len(ends) > 1:
            inside.append(segment(x, max(ends), x, min(ends), "ink old"))
        if aim.weak:
            # A gap in its middle: what is hollow in a mark.
            inside += [segment(x - 3, y, x + 3, y, "gap") for y in ends]
        old = None if aim.replaces is None else self.panel.milestones[aim.replaces].goal
        if old is not None and aim.goal is not None:
            inside += _arrow(x, values.at(old), values.at(aim.goal))
        titled(self.sheet, captions.aim(aim, self.lang), inside)

    def _starts(self, time: Scale, values: Scale) -> None:
        for start in self.panel.baselines:
            x, y = time.at(start.time), values.at(start.value)
            said = label("chart-mark", self.lang, period=start.period,
                         value=amount(start.reading, self.lang))  # fmt: skip
            text = f"{label('chart-key-start', self.lang)} {said} · "
            titled(self.sheet, text + captions.provenance(start, self.lang), [_start_mark(x, y)])


def _hedge(point: ObservationMark, x: float, y: float, values: Scale, colour: str) -> Iterator[str]:
    """What the source leaves open: a bar from end to end, or an arrow where there is none."""
    classes = f"{colour} bar none"
    if point.open is not None:
        sign = -1 if point.open == "up" else 1
        yield segment(x, y, x, y + sign * 17, classes)
        yield polyline(_head(x, y + sign * 17, sign * 4), classes)
    elif point.low is not None and point.high is not None and point.low != point.high:
        low, high = values.at(point.low), values.at(point.high)
        yield segment(x, low, x, high, classes)
        for end in (low, high):
            yield segment(x - 4, end, x + 4, end, classes)


def _arrow(x: float, start: float, end: float, classes: str = "ink old") -> list[str]:
    sign = 1 if end > start else -1
    tip = end - sign * 3
    if abs(tip - start) < 6:
        return []
    return [segment(x, start, x, tip, classes), polyline(_head(x, tip, sign * 5), classes)]


def _head(x: float, tip: float, back: float) -> list[Place]:
    """The head of an arrow, which goes back from its tip."""
    return [(x - 3.5, tip - back), (x, tip), (x + 3.5, tip - back)]


def _mark(place: int) -> _Mark:
    return lambda x, y: shape(place, x, y, RADIUS, f"s{place % SERIES} mark")


def _lines(classes: str, *ends: tuple[float, float, float, float]) -> _Mark:
    return lambda x, y: "".join(
        segment(x + x1, y + y1, x + x2, y + y2, classes) for x1, y1, x2, y2 in ends
    )


def _dash(classes: str, half: float = AIM) -> _Mark:
    return _lines(classes, (-half, 0, half, 0))


def _dot(size: float, classes: str = "axis mark") -> _Mark:
    return lambda x, y: shape(0, x, y, size, classes)


def _start_mark(x: float, y: float) -> str:
    return polyline([(x - 4, y - 6), (x + 4, y), (x - 4, y + 6)], "ink thin hollow", "polygon")


def _bound_mark(x: float, y: float) -> str:
    up = _arrow(x - 4, y + 6, y - 9, "axis bar none")
    return "".join(up + _arrow(x + 4, y - 6, y + 9, "axis bar none"))


def _ring_mark(x: float, y: float) -> str:
    return _dot(2.6)(x, y) + circle(x, y, RADIUS + 3, "axis thin none")


_SIGNS: dict[captions.Sign, _Mark] = {
    "aim": _dash("ink aim"),
    "replaced": _dash("ink old"),
    "held": _dash("ink held", 10),
    "start": _start_mark,
    "path": _dash("ink path", 11),
    "line": _dash("axis line none", 11),
    "range": _lines("axis bar none", (0, -6, 0, 6), (-4, -6, 4, -6), (-4, 6, 4, 6)),
    "bound": _bound_mark,
    "weak": _dot(RADIUS, "axis mark hollow"),
    "apart": _ring_mark,
    "rival": _dot(RIVAL),
}
"""The marks of the key beside those of the series."""
