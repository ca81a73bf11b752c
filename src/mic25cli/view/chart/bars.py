"""The bars of charts across the records in SVG."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from mic25cli.calc.tally import Bar, BarGroup, ChartAcross
from mic25cli.view.chart import across, captions, scale
from mic25cli.view.chart.ink import MARGIN, KeyEntry, Sheet, coordinate, path, width_of
from mic25cli.view.chart.palette import SERIES
from mic25cli.view.text import Lang, name_of

BAR, SUM = 16, 12
"""The heights of a bar of counts and of one of a sum."""


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
    y, before = y + 8, None
    for group in tally.groups:
        if tally.unit is not None:
            y = _sums(sheet, tally, group, y)
            continue
        if tally.chart == "timeline":
            gap = captions.gap(before, int(group.key))
            before = int(group.key)
            if gap:
                sheet.write(gap, MARGIN, y, "small muted")
                y += 18
        y = _stacked(sheet, tally, group, y)
    return y


def _stacked(sheet: Sheet, tally: ChartAcross, group: BarGroup, y: float) -> float:
    """A name, the numbers in words, and a bar of pieces below them."""
    said, name = across.counts(tally, group, sheet.lang), across.name(tally, group, sheet.lang)
    if width_of(name, 12) + width_of(said, 12) + 16 <= sheet.room:
        sheet.write(name, MARGIN, y)
        sheet.write(said, MARGIN + width_of(name, 12) + 12, y, "small muted")
        y += 6
    else:
        y = sheet.block(said, sheet.block(name, y) - 2, "small muted") - 9
    x = float(MARGIN)
    for part in group.bars:
        wide = float(part.number) * sheet.room / float(tally.most)
        sign, colour = across.look(tally, part.category)
        bar = _rect(colour, x + 0.7, y, max(wide - 1.4, 1), BAR)
        category = across.category(tally, part.category, sheet.lang)
        names = [name_of(each, sheet.lang) for each in part.names]
        sheet.titled("\n".join([f"{name}: {category} {part.number}", *names]), [bar])
        if wide >= width_of(sign, 12) + 4:
            shown = "small" if colour is None else "small on"
            sheet.write(sign, x + wide / 2, y + BAR - 4.5, shown, "middle")
        x += wide
    return y + BAR + 18


def _sums(sheet: Sheet, tally: ChartAcross, group: BarGroup, y: float) -> float:
    """A name, and a bar a sum with its value behind it, or below where there is no room."""
    y = sheet.block(across.name(tally, group, sheet.lang), y) - 8
    said = {id(bar): across.sum_text(tally, bar, sheet.lang) for bar in tally.bars}
    label_width = max(width_of(text, 12) for text in said.values()) + 20
    plot = sheet.room - label_width if sheet.room - label_width > 120 else sheet.room * 0.5
    axis = scale.values([0, tally.most], MARGIN, MARGIN + plot, 4)
    for part in group.bars:
        end, text = axis.at(part.number), said[id(part)]
        _, colour = across.look(tally, part.category)
        bar = _rect(colour, MARGIN, y, max(end - MARGIN, 1), SUM - 2)
        report = part.claim["report"] if part.claim else ""
        sheet.titled(f"{text} · {report}", [bar, *_hedge(part, axis, y + SUM / 2 - 1)])
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
