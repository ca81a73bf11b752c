"""Where the numbers of a plot stand: each beside its mark, on no other number and on no mark.

What finds no room is handed back, so that it can be told below the plot instead.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from operator import itemgetter

from mic25cli.calc.figure import Panel
from mic25cli.calc.marks import BaselineMark, DrawnMark, MilestoneMark, ObservationMark
from mic25cli.view.chart import captions
from mic25cli.view.chart.ink import SIZES, Box, Sheet, text_box
from mic25cli.view.chart.scale import Scale
from mic25cli.view.progress import statuses
from mic25cli.view.text import Lang
from mic25cli.view.words import label

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


@dataclass
class Labels:
    """The numbers of a panel that is drawn to these scales, within an area of a sheet."""

    sheet: Sheet
    panel: Panel
    time: Scale
    values: Scale
    area: Box
    marks: list[Box] = field(default_factory=list)
    """What the marks take, on which no number may stand."""

    def write(self) -> list[str]:
        """Write what there is room for; the rest in lines: milestones in full, then numbers."""
        panel, lang = self.panel, self.sheet.lang
        drawn: tuple[DrawnMark, ...] = (*panel.points, *panel.placed, *panel.baselines)
        self.marks = [box for mark in drawn for box in self._boxes(mark)]
        lines = []
        # What stands gets a label before what was replaced.
        for aim in sorted(panel.placed, key=lambda each: not each.current):
            number = captions.brief(aim.milestone, panel, lang)
            signed = f"{statuses.SYMBOLS[aim.result.status]} {number}"
            whole = f"{signed} · {aim.milestone.report}"
            if self._write_first((whole, signed, number), self._around_aim(aim)) != whole:
                lines.append((aim.time, captions.aim(aim, lang)))
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
        x, y = self.time.at(mark.time), self.values.at(mark.value)
        yield x, y - off - 3, "middle"
        yield x, y + off + 10, "middle"
        yield x + off + 3, y + 4, "start"
        yield x - off - 3, y + 4, "end"
        for foot in (y - off - 1, y + off + 9):
            yield x + off, foot, "start"
            yield x - off, foot, "end"

    def _around_aim(self, aim: MilestoneMark) -> Iterator[Spot]:
        """Where what is said of a milestone may stand: its words are longer than its mark."""
        x, y = self.time.at(aim.time), self.values.at(aim.goal)
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
