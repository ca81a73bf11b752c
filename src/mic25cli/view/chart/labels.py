"""Where the numbers of a plot stand: each beside its mark, on no other number and on no mark.

What finds no room is handed back, so that it can be told below the plot instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from mic25cli.calc.figure import Panel
from mic25cli.calc.marks import BaselineMark, DrawnMark, MilestoneMark, ObservationMark
from mic25cli.view.chart import captions
from mic25cli.view.chart.ink import SIZES, Box, text_box
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


@dataclass(frozen=True)
class PlacedText:
    """A text beside a mark, with its foot at a place."""

    text: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class PlacedTexts:
    """The numbers that have a place, and what has none.

    `milestones` are those beside which there was no room for all that is said of them, `points`
    the observations without a number, each with the place of its series.
    """

    placed: tuple[PlacedText, ...]
    milestones: tuple[MilestoneMark, ...]
    points: tuple[tuple[int, ObservationMark], ...]


def labels(panel: Panel, lang: Lang, time: Scale, values: Scale, area: Box) -> PlacedTexts:
    """Places for the numbers of a panel that is drawn to these scales, within an area."""
    return _Placing(panel, lang, time, values, area).run()


def missing(panel: Panel, found: PlacedTexts, lang: Lang) -> Iterator[str]:
    """What found no room, a line each: the milestones in full, then the numbers by series."""
    for aim in sorted(found.milestones, key=lambda aim: aim.year or 0):
        yield captions.aim(aim, lang)
    if found.points:
        yield label("chart-no-room", lang, what=_by_series(panel, found.points, lang))


def _by_series(panel: Panel, points: Sequence[tuple[int, ObservationMark]], lang: Lang) -> str:
    comma, texts = label("comma", lang), []
    wanted = {id(each) for _, each in points}
    for place, series in enumerate(panel.series):
        own = [point for point in series.points if id(point) in wanted]
        if own:
            name = series.basis or label("chart-no-basis", lang)
            numbers = comma.join(captions.dated(each, lang) for each in own)
            texts.append(f"{captions.tag(panel, place)}{name} {numbers}")
    return label("semicolon", lang).join(texts)


def _reach(point: ObservationMark) -> float:
    """How far from its middle the mark of an observation goes, its ring included."""
    size = RIVAL if point.role == "rival" else RADIUS
    return size + (RING if point.role == "apart" else 1)


@dataclass
class _Placing:
    panel: Panel
    lang: Lang
    time: Scale
    values: Scale
    area: Box
    marks: list[Box] = field(default_factory=list)
    texts: list[Box] = field(default_factory=list)
    placed: list[PlacedText] = field(default_factory=list)

    def run(self) -> PlacedTexts:
        panel, lang = self.panel, self.lang
        self.marks = [box for mark in self._marks() for box in self._boxes(mark)]
        untold = [aim for aim in self._aims() if not self._aim(aim)]
        for start in panel.baselines:
            self._beside(start, captions.brief(start.reading, panel, lang), 7)
        order = list(self._by_weight())
        left = order[MOST:]
        for place, point in islice(order, MOST):
            text = captions.tag(panel, place) + captions.brief(point.reading, panel, lang)
            if not self._beside(point, text, _reach(point) + 1):
                left.append((place, point))
        return PlacedTexts(tuple(self.placed), tuple(untold), tuple(left))

    # marks, which no number may stand on

    def _marks(self) -> Iterator[DrawnMark]:
        yield from self.panel.points
        yield from (aim for aim in self.panel.milestones if aim.placed)
        yield from self.panel.baselines

    def _boxes(self, mark: DrawnMark) -> Iterator[Box]:
        x, y = self._at(mark)
        if isinstance(mark, MilestoneMark):
            for number in (mark.value, mark.low, mark.high):
                if number is not None:
                    end = self.values.at(number)
                    yield Box(x - AIM, end - 3, x + AIM, end + 3)
        elif isinstance(mark, BaselineMark):
            yield Box(x - 5, y - 7, x + 5, y + 7)
        else:
            reach = _reach(mark)
            yield Box(x - reach, y - reach, x + reach, y + reach)

    def _at(self, mark: DrawnMark) -> tuple[float, float]:
        if isinstance(mark, MilestoneMark):
            assert mark.year is not None and mark.goal is not None
            return self.time.at(mark.year), self.values.at(mark.goal)
        return self.time.at(mark.time), self.values.at(mark.value)

    # numbers

    def _aims(self) -> list[MilestoneMark]:
        """The milestones in the order in which they get a label: what stands comes first."""
        found = [aim for aim in self.panel.milestones if aim.placed and aim.goal is not None]
        return sorted(found, key=lambda each: not each.current)

    def _by_weight(self) -> Iterator[tuple[int, ObservationMark]]:
        """The observations in the order in which they get a number: ends first, rivals last."""
        ends, rest, rivals = [], [], []
        for place, series in enumerate(self.panel.series):
            own = [point for point in series.points if point.role != "rival"]
            for point in series.points:
                found = (place, point)
                if point.role == "rival":
                    rivals.append(found)
                elif point in (own[0], own[-1]):
                    ends.append(found)
                else:
                    rest.append(found)
        yield from (*ends[::-1], *rest, *rivals)

    def _beside(self, mark: BaselineMark | ObservationMark, text: str, off: float) -> bool:
        x, y = self._at(mark)
        spots = [
            (x, y - off - 3, "middle"),
            (x, y + off + 10, "middle"),
            (x + off + 3, y + 4, "start"),
            (x - off - 3, y + 4, "end"),
            (x + off, y - off - 1, "start"),
            (x - off, y - off - 1, "end"),
            (x + off, y + off + 9, "start"),
            (x - off, y + off + 9, "end"),
        ]
        return self._place(text, spots)

    def _aim(self, aim: MilestoneMark) -> bool:
        """Label a milestone; whether there was room for all that is said of it."""
        x, y = self._at(aim)
        number = captions.brief(aim.milestone, self.panel, self.lang)
        sign = f"{statuses.SYMBOLS[aim.result.status]} "
        spots: list[Spot] = []
        for drop in (0, 14, -14, 28, -28):
            spots += [
                (x + AIM, y - 7 + drop, "end"),
                (x + AIM, y + 14 + drop, "end"),
                (x - AIM, y - 7 + drop, "start"),
                (x + AIM + 4, y + 4 + drop, "start"),
                (x - AIM - 4, y + 4 + drop, "end"),
            ]
        whole = f"{sign}{number} · {aim.milestone.report}"
        if self._place(whole, spots):
            return True
        any(self._place(text, spots) for text in (f"{sign}{number}", number))
        return False

    def _place(self, text: str, spots: Sequence[Spot]) -> bool:
        """A text at the first of several places that is free; returns whether one was."""
        for x, y, anchor in spots:
            box = text_box(text, x, y, SIZES["small"], anchor)
            wider = Box(box.left - APART, box.top, box.right + APART, box.bottom)
            marked = any(box.meets(mark) for mark in self.marks)
            if box.within(self.area) and not marked and not any(map(wider.meets, self.texts)):
                self.texts.append(box)
                self.placed.append(PlacedText(text, x, y, anchor))
                return True
        return False
