"""The bars of charts across the records in SVG."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from mic25cli.calc.tally import Bar, BarGroup, ChartAcross
from mic25cli.view.chart import across, captions, scale
from mic25cli.view.chart.ink import (
    MARGIN,
    KeyEntry,
    Sheet,
    coordinate,
    path,
    shape,
    width_of,
    wrapped,
)
from mic25cli.view.chart.palette import SERIES
from mic25cli.view.quantities import counted
from mic25cli.view.text import Lang, name_of, number
from mic25cli.view.words import value_word

SUM = 12
"""The height of the bar of a sum."""


def key(tally: ChartAcross, lang: Lang) -> Iterator[KeyEntry]:
    """What the colours mean, with the signs that tell them apart without colour."""
    for each in tally.categories:
        sign, colour = across.look(tally, each)
        text = across.category(tally, each, lang)
        yield partial(_swatch, colour), f"{sign} {text}" if tally.unit is None else text


def _swatch(colour: int | None, x: float, y: float) -> str:
    return _rect(colour, x - 11, y - 6, 14, 12)


def _rect(colour: int | None, x: float, y: float, wide: float, high: float) -> str:
    fill = "axis thin hollow" if colour is None else f"s{colour % SERIES} thin"
    size = f'width="{coordinate(wide)}" height="{coordinate(high)}"'
    return f'<rect x="{coordinate(x)}" y="{coordinate(y)}" {size} class="{fill}"/>'


def draw(sheet: Sheet, tally: ChartAcross, y: float) -> float:
    """The groups below the key; returns where the last one ends."""
    if tally.unit is not None:
        return _money(sheet, tally, y + 10)
    y, before = y + 14, None
    for group in tally.groups:
        year = int(group.key)
        if gap := captions.gap(before, year):
            sheet.write(gap, MARGIN, y, "small muted")
            y += 18
        before = year
        sheet.write(group.key, MARGIN, y, "num")
        for bar in group.bars:
            _, place = across.look(tally, bar.category)
            kind, name = (
                across.category(tally, bar.category, sheet.lang, 1),
                name_of(bar.name, sheet.lang),
            )
            sign = shape(place or 0, MARGIN + 44, y - 4, 4.2, f"s{(place or 0) % SERIES} mark")
            sheet.titled(f"{group.key} {kind} · {name}", [sign])
            for line in wrapped(name, sheet.room - 56, 12):
                sheet.write(line, MARGIN + 54, y)
                y += 16
        y += 4
    return y


def _money(sheet: Sheet, tally: ChartAcross, y: float) -> float:
    """Sums as bars below one axis."""
    said = {id(bar): across.sum_text(tally, bar, sheet.lang) for bar in tally.bars}
    label_width = max(map(partial(width_of, size=12), said.values()), default=0) + 20
    plot = sheet.room - label_width if sheet.room - label_width > 120 else sheet.room * 0.5
    axis = scale.values([0, tally.most], MARGIN, MARGIN + plot, 3)
    sheet.write(value_word("unit", tally.unit or "", sheet.lang), MARGIN, y, "small muted")
    y += 16
    for tick in axis.ticks:
        at = axis.at(tick)
        sheet.write(
            number(counted(tick, tally.unit or "", sheet.lang)),
            at,
            y,
            "small muted num",
            "start" if tick == 0 else "middle",
        )
        sheet.path(f"M{at} {y + 4}v5", "axis")
    sheet.path(f"M{MARGIN} {y + 9}H{MARGIN + plot}", "axis")
    y += 28
    for group in tally.groups:
        y = _sums(sheet, tally, group, axis, y)
    return y


def _sums(sheet: Sheet, tally: ChartAcross, group: BarGroup, axis: scale.Scale, y: float) -> float:
    """A name, and a bar a sum with its value behind it, or below where there is no room."""
    y = sheet.block(across.name(group, sheet.lang), y) - 8
    for part in group.bars:
        end, text = axis.at(part.number), across.sum_text(tally, part, sheet.lang)
        _, colour = across.look(tally, part.category)
        bar = _rect(colour, MARGIN, y, max(end - MARGIN, 1), SUM - 2)
        sheet.titled(text, [bar, *_hedge(part, axis, y + SUM / 2 - 1)])
        if part.span is not None and not part.span.exact:
            end = max(end + 10, axis.at(part.span.high or part.number))
        if end + 8 + width_of(text, 12) > sheet.width - 4:
            y += SUM + 2
            end = MARGIN - 8.0
        sheet.write(text, end + 8, y + SUM - 4, "small num")
        y += SUM + 3
    return y + 18


def _hedge(part: Bar, axis: scale.Scale, y: float) -> Iterator[str]:
    """An arrow at the end of a sum that is a bound, a line where it is about so much."""
    span = part.span
    if span is None or span.exact:
        return
    if span.one_sided:
        out = -1 if span.best == span.high else 1
        head = f"m{-4 * out} -3l{4 * out} 3l{-4 * out} 3"
        yield path(f"M{axis.at(part.number)} {y}h{10 * out}{head}", "ink bar none")
    elif span.low is not None and span.high is not None:
        low, high = axis.at(span.low), axis.at(span.high)
        caps = "".join(f"M{end} {y - 3}v6" for end in (low, high))
        yield path(f"M{low} {y}H{high}{caps}", "ink bar none")
