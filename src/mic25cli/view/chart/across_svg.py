"""The charts across records as SVG, by the rules of `view.chart.svg`."""

from __future__ import annotations

from collections.abc import Iterator

from mic25cli.calc.tally import Bar, BarGroup, ChartAcross
from mic25cli.view.chart import across, scale
from mic25cli.view.chart.ink import MARGIN, Sheet, coordinate, polyline, segment, titled, width_of
from mic25cli.view.chart.palette import SERIES
from mic25cli.view.text import Lang, name_of

BAR, SUM = 16, 12
"""The heights of a bar of counts and of one of a sum."""


def bars(tally: ChartAcross, lang: Lang, width: float) -> tuple[Sheet, float]:
    """The bars on a sheet, and where they end."""
    drawing = _BarDrawing(tally, lang, width)
    bottom = drawing.draw()
    return drawing.sheet, bottom


class _BarDrawing:
    def __init__(self, tally: ChartAcross, lang: Lang, width: float) -> None:
        self.tally, self.lang, self.width, self.sheet = tally, lang, width, Sheet(lang)
        self.room = width - 2 * MARGIN

    def draw(self) -> float:
        sheet, tally, lang = self.sheet, self.tally, self.lang
        y = sheet.block(across.title(tally, lang), MARGIN, MARGIN + 14, self.room, "title", 1.3)
        y = sheet.block(across.sentence(tally, lang), MARGIN, y + 2, self.room, "said")
        y = self._key(y + 4)
        before: str | None = None
        for group in tally.groups:
            if tally.chart == "timeline" and before is not None:
                y = self._gap(int(before), int(group.key), y)
            before = group.key
            y = self._stacked(group, y) if tally.unit is None else self._sums(group, y)
        for line in across.caption(tally, lang):
            y = sheet.block(line, MARGIN, y + 2, self.room, "small muted")
        return y - 8

    def _key(self, y: float) -> float:
        x = float(MARGIN)
        for key in self.tally.categories:
            text = across.category(self.tally, key, self.lang)
            sign = across.sign(self.tally, key) if self.tally.unit is None else ""
            text = f"{sign} {text}".strip()
            wide = 20 + width_of(text, 11) + 14
            if x > MARGIN and x + wide > self.width - MARGIN:
                x, y = float(MARGIN), y + 17
            self.sheet.add(self._rect(x, y - 10, 14, 11, key))
            self.sheet.write(text, x + 20, y, "small")
            x += wide
        return y + 20

    def _rect(self, x: float, y: float, wide: float, high: float, key: str) -> str:
        place = across.colour(self.tally, key)
        fill = "axis thin hollow" if place is None else f"s{place % SERIES} thin"
        size = f'width="{coordinate(wide)}" height="{coordinate(high)}"'
        return f'<rect x="{coordinate(x)}" y="{coordinate(y)}" {size} class="{fill}"/>'

    def _gap(self, before: int, after: int, y: float) -> float:
        if after - before <= 1:
            return y
        last = f"–{after - 1}" if after - before > 2 else ""
        self.sheet.write(f"⋮ {before + 1}{last}", MARGIN, y, "small muted")
        return y + 18

    def _stacked(self, group: BarGroup, y: float) -> float:
        """A name, the numbers in words, and a bar of pieces below them."""
        sheet, lang = self.sheet, self.lang
        said = across.counts(self.tally, group, lang)
        name = across.name(self.tally, group, lang)
        if width_of(name, 12) + width_of(said, 11) + 16 <= self.room:
            sheet.write(name, MARGIN, y)
            sheet.write(said, MARGIN + width_of(name, 12) + 12, y, "small muted")
            y += 6
        else:
            y = sheet.block(name, MARGIN, y, self.room)
            y = sheet.block(said, MARGIN, y - 2, self.room, "small muted") - 9
        unit = self.room / float(self.tally.most)
        x = float(MARGIN)
        for part in group.bars:
            wide = float(part.number) * unit
            inside = [self._rect(x + 0.7, y, max(wide - 1.4, 1), BAR, part.category)]
            titled(sheet, self._tooltip(part, name), inside)
            sign = across.sign(self.tally, part.category)
            if wide >= width_of(sign, 11) + 4:
                hollow = across.colour(self.tally, part.category) is None
                shown = "small" if hollow else "small on"
                sheet.write(sign, x + wide / 2, y + BAR - 4.5, shown, "middle")
            x += wide
        return y + BAR + 18

    def _tooltip(self, part: Bar, name: str) -> str:
        said = f"{name}: {across.category(self.tally, part.category, self.lang)} {part.number}"
        names = "\n".join(name_of(name, self.lang) for name in part.names)
        return f"{said}\n{names}" if names else said

    def _sums(self, group: BarGroup, y: float) -> float:
        sheet, lang = self.sheet, self.lang
        y = sheet.block(across.name(self.tally, group, lang), MARGIN, y, self.room) - 8
        values = [
            across.sum_text(self.tally, part, self.lang)
            for every in self.tally.groups
            for part in every.bars
        ]
        beside = max(width_of(value, 11) for value in values) + 20
        plot = self.room - beside if self.room - beside > 120 else self.room * 0.5
        axis = scale.values([0, self.tally.most], MARGIN, MARGIN + plot, 4)
        for part in group.bars:
            end, text = axis.at(part.number), across.sum_text(self.tally, part, self.lang)
            inside = [self._rect(MARGIN, y, max(end - MARGIN, 1), SUM - 2, part.category)]
            inside += self._hedge(part, axis, y + SUM / 2 - 1)
            titled(sheet, f"{text} · {_source(part)}", inside)
            if part.span is not None and not part.span.exact:
                end = max(end + 10, axis.at(part.span.high or part.number))
            if end + 8 + width_of(text, 11) > self.width - 4:
                y += SUM + 2
                end = MARGIN - 8.0
            sheet.write(text, end + 8, y + SUM - 4, "small num")
            y += SUM + 3
        return y + 18

    def _hedge(self, part: Bar, axis: scale.Scale, y: float) -> Iterator[str]:
        """An arrow at the end of a sum that is a bound, a line where it is about so much."""
        span = part.span
        if span is None or span.exact:
            return
        end = axis.at(part.number)
        if span.one_sided:
            sign = -1 if span.best == span.high else 1
            yield segment(end, y, end + sign * 10, y, "ink bar")
            head = [(end + sign * dx, y + dy) for dx, dy in ((6, -3), (10, 0), (6, 3))]
            yield polyline(head, "ink bar none")
        elif span.low is not None and span.high is not None:
            low, high = axis.at(span.low), axis.at(span.high)
            yield segment(low, y, high, y, "ink bar")
            for edge in (low, high):
                yield segment(edge, y - 3, edge, y + 3, "ink bar")


def _source(part: Bar) -> str:
    return "" if part.claim is None else part.claim["report"]
