"""The plot of a panel in SVG: axes, marks, and the numbers and names beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise, product
from math import dist
from operator import itemgetter

from mic25cli.calc.chart_data import Chart, Panel
from mic25cli.calc.chart_marks import (
    BaselineMark,
    DrawnMark,
    MilestoneMark,
    ObservationMark,
    Series,
)
from mic25cli.calc.source_grades import is_weak
from mic25cli.view.chart import axis_scale, captions, svg_shapes
from mic25cli.view.chart.axis_scale import Scale
from mic25cli.view.chart.palette import SERIES, milestone_class
from mic25cli.view.chart.svg_key import (
    GUTTER,
    HEIGHT,
    RADIUS,
    RIVAL,
    key_sign,
    names_beside,
    series_class,
)
from mic25cli.view.chart.svg_shapes import MARGIN, Box, Boxes, Place, Sheet, path
from mic25cli.view.text import date, label
from mic25cli.view.verdict.explain_text import assessor, pathway_lines
from mic25cli.view.verdict.status_marks import STATUSES

TICK, BAR = 9, 3.5
"""Half the width of a milestone's bar, and half the height of a bar over several years."""

RING, RIM = 3.6, 2.4
"""The distance of a ring from its mark, if that is not for a whole year; and how much larger a mark
is than one on top of it, for up to three marks."""

APART = 4
"""The minimum distance in pixels between two numbers."""

Placed = tuple[int, ObservationMark]  # an observation, with the index of its series
SourcePlace = tuple[float, float, str]  # where a text goes: its baseline and anchor


def draw(chart: Chart, panel: Panel, sheet: Sheet, y: float) -> float:
    """Draw a panel below the key; returns its bottom."""
    lang = sheet.lang
    if not any(panel.points):
        for text in captions.unmeasured(chart, panel, lang):
            y = sheet.block(text, y + 4)
        return y + 8
    top, bottom, dimension = y + 4, y + 20 + HEIGHT, chart.units[panel.unit].dimension
    ranks = dimension == "rank"
    ends = (top + 24, bottom - 8) if ranks else (bottom - 8, top + 24)
    origin = None if dimension == "index points" else int(ranks)
    values = axis_scale.values(chart.numbers(panel), *ends, origin=origin)
    ticks = {captions.on_axis(tick, panel, lang): values.at(tick) for tick in values.ticks}
    left = MARGIN + max(map(svg_shapes.width_of, ticks)) + 8
    gutter = names_beside(chart, panel, lang, sheet.width)
    right = sheet.width - MARGIN - 6 - (GUTTER if gutter else 0)
    time = axis_scale.years(
        [time for one_panel in chart.panels for time in one_panel.times], left, right, 50
    )
    sheet.write(captions.unit(panel, lang), MARGIN, top + 8, "small muted")
    plot = _Plot(sheet, chart, panel, time, values, Box(left, top + 12, right + 6, bottom - 1))
    lines = len(sheet.parts)
    plot.draw()
    notes, y = plot.write_numbers(), bottom + 34
    plot.name_series(gutter, right + 14)
    # Horizontal lines are drawn last, because they stop at texts, but are placed below everything.
    level = [part for at in ticks.values() for part in plot.level(left, right, at, "grid")]
    sheet.parts[lines:lines] = [*level, *plot.targets_in_force()]
    for text, at in ticks.items():
        sheet.write(text, left - 6, at + 4, "small muted num", "end")
    sheet.path(f"M{left} {bottom}H{right}", "axis")
    half = svg_shapes.width_of("2000") / 2
    for year in time.ticks:
        at = time.at(year)
        sheet.path(f"M{at} {bottom}v4", "axis")
        inside = min(max(at, MARGIN + half), sheet.width - MARGIN / 2 - half)
        sheet.write(str(year), inside, bottom + 16, "small muted num", "middle")
    for text in notes:
        y = sheet.block(text, y, "small")
    return y + (4 if notes else 0)


@dataclass
class _Plot:
    """The marks on two scales, and texts that do not overlap other texts, marks or lines."""

    sheet: Sheet
    chart: Chart
    panel: Panel
    time: Scale
    values: Scale
    area: Box
    marks: Boxes = field(default_factory=Boxes)
    milestones: Boxes = field(default_factory=Boxes)
    """The boxes next to which labels are placed; `places` has the marks that each label is for."""
    places: dict[Box, set[Place]] = field(default_factory=lambda: defaultdict(set))
    lines: list[tuple[Place, Place]] = field(default_factory=list)
    """The pieces of lines on which no text may be."""
    rims: dict[int, float] = field(default_factory=dict)
    """How much larger a mark is drawn, by identity, to be visible around those on it."""

    def draw(self) -> None:
        panel, sheet, lang = self.panel, self.sheet, self.sheet.lang
        exact_last = sorted(
            enumerate(panel.bases),
            key=lambda series: (series[1].fit in (None, "exact"), -series[0]),
        )
        self._set_rims([series for _, series in reversed(exact_last)])
        for ends in panel.paths:
            places = [(self.time.at(time), self.values.at(value)) for time, value in ends]
            self._line(places, "ink path")
        for line, _, places in self._pathways():
            discs = "".join(f"M{x} {y}{svg_shapes.disc(1.6)}" for x, y in places)
            self.lines += pairwise(places)
            sheet.titled(line, [path(svg_shapes.through(places) + discs, "faint none")])
        for place, series in exact_last:
            dashed = " dashed" if series.fit == "proxy" else ""
            for run in series.runs:
                self._line([*map(self._at, run)], f"{series_class(place)} line none{dashed}")
        for place, series in exact_last:
            for point in series.points:
                caption = captions.read(self.chart, point.reading, lang)
                sheet.titled(caption, self._point(place, point))
        for milestone_mark in (*panel.undated, *panel.placed):
            caption = captions.milestone_caption(self.chart, milestone_mark, lang)
            sheet.titled(caption, self._milestone_mark(milestone_mark))
        for start in panel.baselines:
            caption = captions.read(self.chart, start.reading, lang)
            sheet.titled(
                f"{label('chart-key-start', lang)} {caption}", [key_sign("start", *self._at(start))]
            )
        marks: tuple[DrawnMark, ...] = (*panel.points, *panel.placed, *panel.baselines)
        for mark in marks:
            for box in self._boxes(mark):
                self.marks.add(box)
            for box in self._milestones_of(mark):
                self.milestones.add(box)
                self.places[box].add(self._at(mark))

    def _pathways(self) -> Iterator[tuple[str, str, list[Place]]]:
        """The pathways of assessors: each one's description, assessor, and points of its line."""
        lang = self.sheet.lang
        for target in self.panel.targets:
            assessors = {
                milestone.assessment: assessor(milestone, lang) for milestone in target.pathway
            }
            lines = pathway_lines(target.pathway, lang)
            for line, whose, steps in zip(lines, assessors.values(), target.ways, strict=True):
                if steps:
                    places = [(self.time.at(time), self.values.at(value)) for time, value in steps]
                    yield str(line), whose, places

    def _set_rims(self, top_first: Iterable[Series]) -> None:
        """Enlarge a mark that the mark of another series would otherwise hide."""
        above: dict[tuple[int, int], float] = {}
        for series in top_first:
            marks = [point for point in series.points if not point.years]
            places = [(int(x // RADIUS), int(y // RADIUS)) for x, y in map(self._at, marks)]
            for mark, (x, y) in zip(marks, places, strict=True):
                near = product((x - 1, x, x + 1), (y - 1, y, y + 1))
                if covering := max((above.get(place, 0) for place in near), default=0):
                    size = min(covering + RIM, RADIUS + 2 * RIM)
                    self.rims[id(mark)] = size - self._size(mark)
            for mark, place in zip(marks, places, strict=True):
                above[place] = max(above.get(place, 0), self._size(mark))

    def _at(self, mark: DrawnMark) -> Place:
        value = mark.target_value if isinstance(mark, MilestoneMark) else mark.value
        return self.time.at(mark.time), self.values.at(value)

    def _line(self, places: Sequence[Place], classes: str) -> None:
        self.lines += pairwise(places)
        self.sheet.path(svg_shapes.through(places), classes)

    def _stroke(self, x: float, start: float, tip: float) -> None:
        back = tip + (5 if tip < start else -5)
        crossing = [((x - 4, y), (x + 4, y)) for y in (start, back, tip)]
        self.lines += [((x, start), (x, tip)), *crossing]

    def level(self, left: float, right: float, y: float, classes: str) -> Iterator[str]:
        """A horizontal line in pieces, with gaps for texts."""
        start = left
        for box in sorted(self.sheet.texts, key=lambda box: box.left):
            if box.top - 1 < y < box.bottom + 1 and start < box.right and box.left < right:
                if box.left - 2 > start:
                    yield path(f"M{start} {y}H{box.left - 2}", classes)
                start = max(start, box.right + 2)
        if start < right:
            yield path(f"M{start} {y}H{right}", classes)

    def targets_in_force(self) -> Iterator[str]:
        for milestone_mark in self.panel.placed:
            in_force = self.panel.in_force(milestone_mark)
            if in_force is not None:
                since, until, _ = in_force
                y = self.values.at(milestone_mark.target_value)
                yield from self.level(self.time.at(since), self.time.at(until), y, "ink held")
        for milestone_mark in self.panel.undated:
            for end in milestone_mark.ends:
                y = self.values.at(end)
                yield from self.level(
                    self.area.left, self.area.right - 6, y, milestone_class(milestone_mark)
                )

    def _point(self, place: int, point: ObservationMark) -> Iterator[str]:
        x, y = self._at(point)
        colour, low, high = series_class(place), point.low, point.high
        if point.years:
            start, end = self.time.at(point.start), self.time.at(point.end)
            yield path(f"M{start} {y - BAR}H{end}V{y + BAR}H{start}z", f"{colour} thin span")
            return
        if point.open is not None:
            rises = (point.open == "up") == (self.values.end < self.values.start)
            # It ends above the years of the axis.
            tip = y - 17 if rises else min(y + 17, self.area.bottom + 5)
            self._stroke(x, y, tip)
            yield path(svg_shapes.arrow(x, y, tip, 4), f"{colour} bar none")
        elif low is not None and high is not None and low != high:
            first, last = self.values.at(low), self.values.at(high)
            self._stroke(x, first, last)
            caps = f"M{x - 4} {first}h8M{x - 4} {last}h8"
            yield path(f"M{x} {first}V{last}{caps}", f"{colour} bar none")
        size = self._size(point)
        hollow = " hollow" if point.weak else ""
        yield svg_shapes.shape(place, x, y, size, f"{colour} mark{hollow}")
        if point.role == "apart":
            yield path(f"M{x} {y}{svg_shapes.disc(size + RING)}", f"{colour} thin none")

    def _size(self, point: ObservationMark) -> float:
        return (RIVAL if point.role == "rival" else RADIUS) + self.rims.get(id(point), 0)

    def _reach(self, point: ObservationMark) -> float:
        return self._size(point) + (RING if point.role == "apart" else 1)

    def _milestone_mark(self, milestone_mark: MilestoneMark) -> Iterator[str]:
        if milestone_mark.year is None:
            return
        x = self.time.at(milestone_mark.time)
        ends = [self.values.at(number) for number in milestone_mark.ends]
        bars = "".join(f"M{x - TICK} {y}h{2 * TICK}" for y in ends)
        yield path(bars, milestone_class(milestone_mark))
        if len(ends) > 1:
            self._stroke(x, *ends)
            yield path(f"M{x} {max(ends)}V{min(ends)}", "ink old")
        if is_weak(milestone_mark.milestone.cite):
            yield path("".join(f"M{x - 3} {y}h6" for y in ends), "gap over")
        if milestone_mark.replaces is not None:
            old = self.values.at(milestone_mark.replaces.target_value)
            new = self.values.at(milestone_mark.target_value)
            tip = new - 3 if new > old else new + 3
            if abs(tip - old) >= 6:
                self._stroke(x, old, tip)
                yield path(svg_shapes.arrow(x, old, tip, 5), "ink old")

    # names and numbers

    def name_series(self, names: Sequence[Sequence[str]], left: float) -> None:
        y = self.area.top
        ends = [max(basis.points, key=lambda one: one.time) for basis in self.panel.bases]
        order = sorted(range(len(names)), key=lambda place: self._at(ends[place])[1])
        needed = [names[basis] for basis in order]
        below = sum(14 * len(lines) + 4 for lines in needed)
        for place, lines in zip(order, needed, strict=True):
            y = max(y, min(self._at(ends[place])[1] + 4, self.area.bottom - below + 10))
            below -= 14 * len(lines) + 4
            self.sheet.parts.append(
                svg_shapes.shape(place, left + 5, y - 4, RADIUS, f"{series_class(place)} mark")
            )
            for line in lines:
                self.sheet.write(line, left + 14, y, f"small named n{place % SERIES}")
                y += 14
            y += 4

    def write_numbers(self) -> list[str]:
        panel, lang = self.panel, self.sheet.lang
        lines = []
        titled, others = self._by_weight()
        bare = {id(point) for place, point in titled if not self._write_number(place, point)}
        target_values: dict[tuple[object, ...], list[MilestoneMark]] = {}
        for mark in (*panel.placed, *panel.undated):
            value_text = captions.brief(self.chart, mark.milestone, panel, lang)
            target_values.setdefault(
                (not mark.current, mark.year, value_text, mark.target_value), []
            ).append(mark)
        # Milestones in force get a label before superseded ones.
        for several in sorted(target_values.values(), key=lambda marks: not marks[0].current):
            milestone_mark = several[0]
            number = captions.brief(self.chart, milestone_mark.milestone, panel, lang)
            signed = f"{STATUSES[milestone_mark.result.status][0]} {number}"
            who = (captions.setter(self.chart, mark.milestone.report, lang) for mark in several)
            setters = label("comma", lang).join(filter(None, dict.fromkeys(who)))
            whole = f"{signed} · {setters}" if setters else signed
            around = list(self._around_milestone_mark(milestone_mark))
            of = None if milestone_mark.year is None else milestone_mark
            if self._write_first((whole, signed, number), around, of) != whole:
                below = () if self.sheet.bare else several
                caption = partial(captions.milestone_caption, self.chart, lang=lang)
                lines += [(mark.time, caption(mark)) for mark in below]
        numbered = [self._at(point) for _, point in (*titled, *others)]
        for start in panel.baselines:
            if any(dist(self._at(start), place) < 1 for place in numbered):
                continue  # A figure at the same place already has the number.
            number = captions.brief(self.chart, start.reading, panel, lang)
            self._write_first([number], self._around(start, 7), start)
        for line, whose, places in self._pathways():
            x, y = places[-1]
            around = [(x + 5, y + 4, "start"), *((x, y + off, "end") for off in (-7, 15, -21, 29))]
            if not self._write_first([whose], around):
                lines.append((0, line))
        bare |= {id(point) for place, point in others if not self._write_number(place, point)}
        lines.sort(key=itemgetter(0))
        return [text for _, text in lines] + list(self._without_room(bare))

    def _boxes(self, mark: DrawnMark) -> Iterator[Box]:
        x, wide, high = self._at(mark)[0], 5.0, 7.0
        if isinstance(mark, MilestoneMark):
            wide, high = TICK, 3.0
        elif isinstance(mark, ObservationMark) and mark.years:
            start, end = self.time.at(mark.start), self.time.at(mark.end)
            x, wide, high = (start + end) / 2, (end - start) / 2, BAR
        elif isinstance(mark, ObservationMark):
            wide = high = self._reach(mark)
        for value in mark.ends if isinstance(mark, MilestoneMark) else (mark.value,):
            y = self.values.at(value)
            yield Box(x - wide, y - high, x + wide, y + high)

    def _is_told(self, point: ObservationMark) -> bool:
        """Whether the title of a picture of one target already states this figure."""
        results = [target.headline for target in self.panel.targets]
        result, own = results[0] if len(results) == 1 else None, point.reading
        figures = (result.seen, result.observation) if result else ()
        return any((own.period, own.cite) == (each.period, each.cite) for each in figures if each)

    def _by_weight(self) -> tuple[list[Placed], list[Placed]]:
        """The marks numbered first and second: the title's figure, then ends and extremes."""
        titled: list[Placed] = []
        others: dict[int, Placed] = {}
        for place, series in enumerate(self.panel.bases):
            titled += [(place, point) for point in series.points if self._is_told(point)]
            own = [point for point in series.points if point.role != "rival"] or [*series.points]
            by_value = sorted(own, key=lambda point: point.value)
            for point in (own[-1], own[0], by_value[-1], by_value[0]):
                if not self._is_told(point):
                    others[id(point)] = (place, point)
        return titled, [*others.values()]

    def _write_number(self, place: int, point: ObservationMark) -> bool:
        """Write a number beside its mark if there is room."""
        around = self._around(point, self._reach(point) + 1)
        text = captions.tag(self.panel, place) + self._number(point)
        return bool(self._write_first([text], around, point))

    def _number(self, point: ObservationMark) -> str:
        told = self._is_told(point)
        return captions.brief(self.chart, point.reading, self.panel, self.sheet.lang, told)

    def _around(self, mark: BaselineMark | ObservationMark, off: float) -> Iterator[SourcePlace]:
        x, y = self._at(mark)
        for more in (0.0, 5.0, 11.0, 18.0):
            away = off + more
            yield x, y - away - 3, "middle"
            yield x, y + away + 11, "middle"
            yield x + away + 3, y + 4, "start"
            yield x - away - 3, y + 4, "end"
            for foot in (y - away - 1, y + away + 9):
                yield x + away, foot, "start"
                yield x - away, foot, "end"

    def _around_milestone_mark(self, milestone_mark: MilestoneMark) -> Iterator[SourcePlace]:
        x, y = self._at(milestone_mark)
        if milestone_mark.year is None:
            x = self.area.right - TICK
        for foot in (y, y + 14, y - 14, y + 28, y - 28):
            yield x + TICK, foot - 7, "end"
            yield x + TICK, foot + 14, "end"
            yield x - TICK, foot - 7, "start"
            yield x + TICK + 4, foot + 4, "start"
            yield x - TICK - 4, foot + 4, "end"

    def _write_first(
        self, texts: Iterable[str], around: Iterable[SourcePlace], of: DrawnMark | None = None
    ) -> str:
        for text, (x, y, anchor) in product(texts, around):
            box = svg_shapes.text_box(text, x, y, anchor=anchor)
            if not box.within(self.area) or any(map(box.meets, self.marks.around(box))):
                continue
            wider = Box(box.left - APART, box.top - 0.2, box.right + APART, box.bottom + 0.2)
            free = not any(map(wider.meets, self.sheet.texts))
            free = free and (of is None or not self._is_nearer_to_another(box, of))
            if free and not any(box.crossed(*line) for line in self.lines):
                self.sheet.write(text, x, y, "small num", anchor)
                return text
        return ""

    def _is_nearer_to_another(self, box: Box, mark: DrawnMark) -> bool:
        core = Box(box.left, box.top + 1.5, box.right, box.bottom - 3)  # the part that digits cover
        own, at = min(map(core.distance, self._milestones_of(mark))), self._at(mark)
        wide = Box(core.left - own, core.top - own, core.right + own, core.bottom + own)
        return any(
            core.distance(one) < own and any(dist(place, at) >= 1 for place in self.places[one])
            for one in self.milestones.around(wide)
        )

    def _milestones_of(self, mark: DrawnMark) -> list[Box]:
        """The boxes next to which a label may be: a bar or a point."""
        if isinstance(mark, MilestoneMark) or (isinstance(mark, ObservationMark) and mark.years):
            return [*self._boxes(mark)]
        x, y = self._at(mark)
        return [Box(x, y, x, y)]

    def _without_room(self, ids: Container[int]) -> Iterator[str]:
        lang, texts = self.sheet.lang, []
        names = captions.names(self.chart, self.panel, lang)
        for place, series in enumerate(self.panel.bases):
            own = [
                label("chart-mark", lang, period=date(point.reading.period, lang), value=number)
                for point in series.points
                if id(point) in ids
                for number in [self._number(point)]
            ]
            if own:
                text = f"{captions.tag(self.panel, place)}{names[place]}"
                texts.append(f"{text} {label('comma', lang).join(own)}")
        if texts:
            yield label("chart-no-room", lang, what=label("semicolon", lang).join(texts))
