"""Charts across the records, drawn and in signs: sums of funds, dated things by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from mic25cli.calc.tally import Bar, BarGroup, ChartAcross
from mic25cli.view.chart import captions, ink, scale
from mic25cli.view.chart.ink import MARGIN, KeyEntry, Sheet, coordinate
from mic25cli.view.chart.palette import SERIES
from mic25cli.view.document import Head, Line, Style
from mic25cli.view.quantities import counted, quantity
from mic25cli.view.text import Lang, name_of, number
from mic25cli.view.words import kind_name, label, value_word

FILLS = {"target": ("░", None), "raised": ("█", 0), "registered": ("▒", 1)}
"""The signs and colours of sums; no colour is hollow."""

SUM = 12  # the height of the bar of a sum


def words(tally: ChartAcross, lang: Lang) -> captions.Words:
    """What is written around it: what it is of, how much there is, what is left out."""
    said: dict[str, object] = {"drawn": tally.total, "total": tally.total}
    caption = []
    if tally.unit:
        said |= {"unit": value_word("unit", tally.unit, lang), "funds": len(tally.groups)}
        caption.append(label("chart-never-added", lang))
    else:
        counts = Counter(bar.category for bar in tally.bars)
        kinds = (f"{category(tally, key, lang)} {counts[key]}" for key in tally.categories)
        ends = [group.key for group in tally.groups] or ["–"]
        said |= {"first": ends[0], "last": ends[-1], "kinds": label("comma", lang).join(kinds)}
    if tally.left_out:

        def why(key: str, count: int) -> str:
            if key in ("other-claim", "other-unit"):
                return label(f"chart-why-{key}", lang)
            return category(tally, key, lang, count)

        left = label("chart-undated" if tally.chart == "timeline" else "chart-not-drawn", lang,
                     why=captions.reasons(tally.left_out, why, lang))  # fmt: skip
        caption.append(left)
    sentence = label(f"chart-said-{tally.chart}", lang, **said)
    caption.append(captions.source_line(tally, tally.sources, lang))
    return captions.Words((label(f"chart-{tally.chart}", lang),), (sentence,), tuple(caption))


def category(tally: ChartAcross, key: str, lang: Lang, count: int = 2) -> str:
    """What a category is called, or so many of it."""
    timed = tally.chart == "timeline"
    return kind_name(key, lang, count) if timed else value_word("kind", key, lang)


def look(tally: ChartAcross, key: str) -> tuple[str, int | None]:
    """The sign of a category, and its colour: a place among those of series; None for hollow."""
    if tally.chart == "funds":
        return FILLS[key]
    place = tally.categories.index(key)
    return captions.series_sign(place), place


def _name(group: BarGroup, lang: Lang) -> str:
    return f"{group.year or ''} {name_of(group.name, lang)}".lstrip()


def sum_text(tally: ChartAcross, bar: Bar, lang: Lang) -> str:
    """A sum: its kind, its value as its source words it, and its date with its round."""
    assert bar.claim is not None
    more = [bar.claim["date"] or label("no-date", lang)]
    if bar.claim["round"] is not None:
        more.append(label("round", lang, number=bar.claim["round"]))
    said = {"kind": category(tally, bar.category, lang), "value": quantity(bar.claim, lang)}
    return label("chart-sum", lang, **said, more=label("comma-text", lang).join(more))


# the drawing


def key(tally: ChartAcross, lang: Lang) -> Iterator[KeyEntry]:
    """What the colours mean, with the signs that tell them apart without colour."""
    for each in tally.categories:
        sign, colour = look(tally, each)
        text = category(tally, each, lang)
        told = f"{sign} {text}" if tally.unit is None else text
        yield partial(_swatch, colour), told


def _swatch(colour: int | None, x: float, y: float) -> str:
    return _rect(colour, x - 11, y - 6, 14, 12)


def _rect(colour: int | None, x: float, y: float, wide: float, high: float) -> str:
    fill = "axis thin hollow" if colour is None else f"s{colour % SERIES} thin"
    size = f'width="{coordinate(wide)}" height="{coordinate(high)}"'
    return f'<rect x="{coordinate(x)}" y="{coordinate(y)}" {size} class="{fill}"/>'


def draw(tally: ChartAcross, sheet: Sheet, y: float) -> float:
    """The groups below the key; returns where the last one ends."""
    if tally.unit is not None:
        return _money(sheet, tally, y + 10)
    y, before = y + 14, None
    for group in tally.groups:
        if gap := captions.gap(before, int(group.key)):
            sheet.write(gap, MARGIN, y, "small muted")
            y += 18
        before = int(group.key)
        sheet.write(group.key, MARGIN, y, "num")
        for bar in group.bars:
            place = look(tally, bar.category)[1] or 0
            kind, name = category(tally, bar.category, sheet.lang, 1), name_of(bar.name, sheet.lang)
            sign = ink.shape(place, MARGIN + 44, y - 4, 4.2, f"s{place % SERIES} mark")
            sheet.titled(f"{group.key} {kind} · {name}", [sign])
            for line in ink.wrapped(name, sheet.room - 56):
                sheet.write(line, MARGIN + 54, y)
                y += 16
        y += 4
    return y


def _money(sheet: Sheet, tally: ChartAcross, y: float) -> float:
    said = (ink.width_of(sum_text(tally, bar, sheet.lang)) for bar in tally.bars)
    plot = sheet.room - max(said, default=0) - 20
    plot = plot if plot > 120 else sheet.room * 0.5
    axis = scale.values([0, tally.most], MARGIN, MARGIN + plot, 3)
    sheet.write(value_word("unit", tally.unit or "", sheet.lang), MARGIN, y, "small muted")
    y = sheet.axis(axis, y + 16, lambda tick: number(counted(tick, tally.unit or "", sheet.lang)))
    for group in tally.groups:
        y = _sums(sheet, tally, group, axis, y)
    return y


def _sums(sheet: Sheet, tally: ChartAcross, group: BarGroup, axis: scale.Scale, y: float) -> float:
    y = sheet.block(_name(group, sheet.lang), y) - 8
    for part in group.bars:
        end, text, span = axis.at(part.number), sum_text(tally, part, sheet.lang), part.span
        bar = _rect(look(tally, part.category)[1], MARGIN, y, max(end - MARGIN, 1), SUM - 2)
        sheet.titled(text, [bar, *_hedge(part, axis, y + SUM / 2 - 1)])
        if span is not None and not span.exact:
            end = max(end + 10, axis.at(span.high or part.number))
        if end + 8 + ink.width_of(text) > sheet.width - 4:
            y += SUM + 2
            end = MARGIN - 8.0
        sheet.write(text, end + 8, y + SUM - 4, "small num")
        y += SUM + 3
    return y + 18


def _hedge(part: Bar, axis: scale.Scale, y: float) -> Iterator[str]:
    span = part.span
    if span is None or span.exact:
        return
    if span.one_sided:
        out = -1 if span.best == span.high else 1
        head = f"m{-4 * out} -3l{4 * out} 3l{-4 * out} 3"
        yield ink.path(f"M{axis.at(part.number)} {y}h{10 * out}{head}", "ink bar none")
    elif span.low is not None and span.high is not None:
        low, high = axis.at(span.low), axis.at(span.high)
        caps = "".join(f"M{end} {y - 3}v6" for end in (low, high))
        yield ink.path(f"M{low} {y}H{high}{caps}", "ink bar none")


# the same in signs


def legend(tally: ChartAcross, lang: Lang) -> Iterator[str]:
    """The signs of the categories, and what these are called."""
    return (f"{look(tally, each)[0]} {category(tally, each, lang)}" for each in tally.categories)


def rows(tally: ChartAcross, lang: Lang, room: int) -> captions.Table:
    """A row a dated thing by its name, or a row a sum with how it is worded."""
    found, last = captions.Rows(), None
    if tally.unit is None:
        keys = {"group": "progress-year", "kind": "field-kind", "name": "field-name"}
        for group in tally.groups:
            gap, last = captions.gap(last, int(group.key)), int(group.key)
            found += [[gap]] if gap else []
            for bar in group.bars:
                sign, place = look(tally, bar.category)
                kind = f" {category(tally, bar.category, lang, 1)}"
                signed: Line = ((captions.series_style(place or 0), sign), ("", kind))
                found.append([group.key, signed, name_of(bar.name, lang)])
        return [Head(key, label(title, lang), rank=0) for key, title in keys.items()], found
    numbers = scale.values([0, tally.most], 0, 1, 3).ticks
    ticks = tuple(tick for tick in numbers if tick <= tally.most)
    axis = scale.Scale(0, float(tally.most), 0, room - 1, ticks)
    heads = [
        Head("group", kind_name("funds", lang, 1).capitalize(), rank=0),
        Head("strip", captions.over_strip(axis, tally.unit, lang, room), rank=0, style="drawn"),
        Head("value", label("explain-value", lang), rank=0),
    ]
    for group in tally.groups:
        name = _name(group, lang)
        for bar in group.bars:
            sign, colour = look(tally, bar.category)
            # What is there is seen, however little it is.
            wide = sign * max(1, round(float(bar.number) / float(tally.most) * (room - 1)))
            style: Style = "dim" if colour is None else captions.series_style(colour)
            open_end = bar.span is not None and bar.span.one_sided
            arrow = "←" if bar.span is not None and bar.span.best == bar.span.high else "→"
            drawn: Line = ((style, wide), ("", arrow if open_end else ""))
            found.append([name, drawn, sum_text(tally, bar, lang)])
            name = ""
    return heads, found
