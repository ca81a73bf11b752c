"""The chart of funds as a drawing and as text: the sums of each fund by their stage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby

from mic25cli.calc.chart_fund_amounts import STAGES, Bar, BarGroup, FundsChart
from mic25cli.model import edtf
from mic25cli.view.chart import axis_scale, captions, svg_shapes
from mic25cli.view.chart.palette import SERIES
from mic25cli.view.chart.svg_shapes import MARGIN, KeyEntry, Sheet, coordinate
from mic25cli.view.document import Head, Line, Piece, Style
from mic25cli.view.quantities import in_usual_units, quantity
from mic25cli.view.text import Lang, date, kind_name, kind_title, label, name_of, number, value_word

FILLS = {
    "announced": ("░", None, 18),
    "received": ("█", 0, 12),
    "committed": ("▒", 1, 7),
    "spent": ("▓", 2, 4),
}
"""The symbol, colour and bar height of sums by stage; a bar without a colour is hollow."""

LEADING = 15  # pixels between the texts of two sums


def words(tally: FundsChart, lang: Lang) -> captions.Words:
    """The words around the chart: its subject, the sums, and what is left out."""
    caption = [label("chart-never-added", lang)]
    if tally.left_out:

        def why(key: str) -> str:
            if key in ("other-claim", "other-unit"):
                return label(f"chart-why-{key}", lang)
            return value_word("amount_type", key, lang)

        why_not = captions.reasons(tally.left_out, why, lang)
        caption.append(label("chart-not-drawn", lang, why=why_not))
    unit = value_word("unit", tally.unit, lang)
    counts = {"drawn": tally.total, "funds": len(tally.groups), "kind": kind_title("funds", lang)}
    sentence = label("chart-said-funds", lang, unit=unit, **counts)
    caption.append(captions.source_line(tally, tally.sources, lang))
    aimed = [group for group in tally.groups if any(bar.category == "target" for bar in group.bars)]
    raised = sum(any(bar.category == "raised" for bar in group.bars) for group in aimed)
    title = label("chart-funds-found" if len(aimed) > 1 else "chart-funds", lang,
                  count=len(aimed), raised=raised, kind=counts["kind"])  # fmt: skip
    if len(tally.groups) == 1:
        title = label("chart-fund", lang, name=name_of(tally.groups[0].name, lang))
    return captions.Words((title,), (sentence,), tuple(caption))


def _name(group: BarGroup, lang: Lang) -> str:
    return f"{group.year or ''} {name_of(group.name, lang)}".lstrip()


def sum_text(tally: FundsChart, bar: Bar, lang: Lang) -> str:
    """The text of a sum: its type, its value in the unit of the axis, its year and its round."""
    year = edtf.year_of(bar.claim["date"])
    more = [label("no-date", lang) if year is None else date(str(year), lang)]
    if bar.claim["round"] is not None:
        more.append(label("round", lang, number=bar.claim["round"]))
    value = quantity(captions.in_unit(bar.claim, tally.unit, tally.units), lang)
    values = {"kind": value_word("amount_type", bar.category, lang), "value": value}
    return label("chart-sum", lang, **values, more=label("comma-text", lang).join(more))


def _rounds(group: BarGroup) -> list[list[Bar]]:
    """The sums of a fund that share a bar: those of one round, or all if there is one round."""

    def number(bar: Bar) -> int:
        return bar.claim["round"] or 0

    if len({number(bar) for bar in group.bars} - {0}) < 2:
        return [list(group.bars)]
    return [list(some) for _, some in groupby(sorted(group.bars, key=number), number)]


def key(tally: FundsChart, lang: Lang) -> Iterator[KeyEntry]:
    """The meaning of the colours and symbols of sums."""
    stages = {bar.stage for bar in tally.bars}
    for stage in (stage for stage in STAGES if stage in stages):
        sign, colour, _ = FILLS[stage]
        yield KeyEntry(sign, partial(_swatch, colour), value_word("stage", stage, lang))


def _swatch(colour: int | None, x: float, y: float) -> str:
    return _rect(colour, x - 11, y - 6, 14, 12)


def _rect(colour: int | None, x: float, y: float, wide: float, high: float) -> str:
    fill = "axis thin hollow" if colour is None else f"s{colour % SERIES} thin"
    size = f'width="{coordinate(wide)}" height="{coordinate(high)}"'
    return f'<rect x="{coordinate(x)}" y="{coordinate(y)}" {size} class="{fill}"/>'


def draw(tally: FundsChart, sheet: Sheet, y: float) -> float:
    """Draw the funds below the key; returns the bottom of the last one."""
    axis = axis_scale.values([0, tally.most], MARGIN, MARGIN + sheet.room - 20, 3)
    sheet.write(value_word("unit", tally.unit, sheet.lang), MARGIN, y + 10, "small muted")
    y = sheet.axis(
        axis, y + 26, lambda tick: number(in_usual_units(tick, tally.unit, sheet.lang), sheet.lang)
    )
    for group in tally.groups:
        y = _sums(sheet, tally, group, axis, y)
    return y


def _sums(
    sheet: Sheet, tally: FundsChart, group: BarGroup, axis: axis_scale.Scale, y: float
) -> float:
    """Draw one row per round: the sums received inside the outline of the sums announced."""
    y = sheet.block(_name(group, sheet.lang), y) - 8
    for bars in _rounds(group):
        texts = [sum_text(tally, bar, sheet.lang) for bar in bars]
        end = max(_end(bar, axis) for bar in bars)
        fits_beside = end + 8 + max(map(svg_shapes.width_of, texts)) <= sheet.width - 4
        high = max(FILLS["announced"][2], LEADING * len(bars) if fits_beside else 0)
        middle = y + high / 2
        for bar, text in zip(bars, texts, strict=True):
            _, colour, thick = FILLS[bar.stage]
            wide = max(axis.at(bar.number) - MARGIN, 1)
            rectangle = _rect(colour, MARGIN, middle - thick / 2, wide, thick)
            sheet.titled(text, [rectangle, *_hedge(bar, axis, middle)])
        foot = middle + 4 - LEADING * (len(texts) - 1) / 2
        y += high + 3
        if not fits_beside:
            texts = [line for text in texts for line in svg_shapes.wrapped(text, sheet.room)]
            end, foot = MARGIN - 8, y + 10
            y += LEADING * len(texts)
        for place, text in enumerate(texts):
            sheet.write(text, end + 8, foot + LEADING * place, "small num")
    return y + 18


def _end(bar: Bar, axis: axis_scale.Scale) -> float:
    """The end of a bar including its uncertain part."""
    end = max(axis.at(bar.number), MARGIN + 1)
    return end if bar.span.exact else max(end + 10, axis.at(bar.span.high or bar.number))


def _hedge(part: Bar, axis: axis_scale.Scale, y: float) -> Iterator[str]:
    span = part.span
    if span.exact:
        return
    if span.one_sided:
        out = -1 if span.best == span.high else 1
        head = f"m{-4 * out} -3l{4 * out} 3l{-4 * out} 3"
        yield svg_shapes.path(f"M{axis.at(part.number)} {y}h{10 * out}{head}", "ink bar none")
    elif span.low is not None and span.high is not None:
        low, high = axis.at(span.low), axis.at(span.high)
        caps = "".join(f"M{end} {y - 3}v6" for end in (low, high))
        yield svg_shapes.path(f"M{low} {y}H{high}{caps}", "ink bar none")


def rows(tally: FundsChart, lang: Lang, room: int) -> captions.Table:
    """One row per round of a fund, with its sums in words."""
    text_rows = captions.Rows()
    numbers = axis_scale.values([0, tally.most], 0, 1, 3).ticks
    ticks = tuple(tick for tick in numbers if tick <= tally.most)
    axis = axis_scale.Scale(0, float(tally.most), 0, room - 1, ticks)
    heads = [
        Head("group", kind_name("funds", lang, 1).capitalize(), rank=0),
        Head("strip", captions.over_strip(axis, tally.unit, lang, room), rank=0, style="drawn"),
        Head("value", label("field-value", lang), rank=0, style="whole"),
    ]
    for group in tally.groups:
        name = _name(group, lang)
        for bars in _rounds(group):
            strip = _strip(bars, axis, room)
            text_rows.append([name, strip, [sum_text(tally, bar, lang) for bar in bars]])
            name = ""
    return heads, text_rows


def _strip(bars: Iterable[Bar], axis: axis_scale.Scale, room: int) -> Line:
    cells: list[Piece] = [("", " ")] * room
    # The longest bar is drawn first, below the others.
    for bar in sorted(bars, key=lambda bar: -bar.number):
        sign, colour, _ = FILLS[bar.stage]
        style: Style = "dim" if colour is None else captions.series_style(colour)
        # Even the smallest sum gets one character.
        wide = max(1, round(axis.at(bar.number)))
        cells[:wide] = [(style, sign)] * wide
        if bar.span.one_sided:
            cells[wide] = ("", "←" if bar.span.best == bar.span.high else "→")
    return tuple(cells)
