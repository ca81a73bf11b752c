"""Charts on a terminal, in plain text and in Markdown: tables with a strip in every row.

A row is a mark, by time: its period, its place on one scale of values for all rows, its number as
its source words it, its basis or its status, its report and grade.  The strip grows with the room;
all that it shows is told beside it.  What lies between two years without a row is a row of its own:
a gap is seen as a gap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import cast

from mic25cli.calc.figure import Chart, Panel
from mic25cli.calc.marks import DrawnMark, MilestoneMark, ObservationMark
from mic25cli.calc.scorecard import Scorecard
from mic25cli.calc.span import Number
from mic25cli.calc.tally import Bar, ChartAcross
from mic25cli.model import edtf
from mic25cli.view.chart import across, captions, scale, scorecard
from mic25cli.view.chart.palette import SERIES
from mic25cli.view.document import (
    Cell,
    Drawing,
    Head,
    Line,
    Lines,
    Notes,
    Part,
    Piece,
    Style,
    TextDocument,
    TextTable,
    stacked,
)
from mic25cli.view.progress import statuses
from mic25cli.view.progress.items import amount
from mic25cli.view.render.layout import columns
from mic25cli.view.text import Lang, date, name_of
from mic25cli.view.words import kind_name, label

LEAST, SHARES = 10, (0.3, 0.2, 0)
"""Columns of a strip: at least, and as a share of all, the next where the first is too much."""

ASCII = str.maketrans(
    dict(zip("●■▲◆▼★◀▶○□△◇▽☆◁▷┃╎┊▸├┤─→←⋮–░█▒✓◷↑↗↓✗»⊘·…²½≈",
             "ABCDEFGHabcdefgh#=:%||-><~--#=+L^/vxsw..2'\"", strict=True)) | {"≥": ">="}
)  # fmt: skip
"""Signs in ASCII: a capital is a full sign, a small letter a hollow one.  Chinese stays Chinese."""

SIGNS: dict[str, str] = {
    "aim": "┃", "replaced": "╎", "held": "┊", "start": "▸", "path": "·", "range": "├─┤",
    "bound": "←→", "weak": "○", "rival": "( )",
}  # fmt: skip

Rows = list[Sequence[Line]]
"""The cells of each row, a line each; what a row has fewer than its table has heads is empty."""


def document(chart: across.Drawn, lang: Lang, ascii_only: bool) -> TextDocument:
    """A chart: what it says and what its signs mean, its table, its caption; a panel at a time."""
    parts: tuple[Panel | ChartAcross | Scorecard, ...]
    parts = chart.panels if isinstance(chart, Chart) else (chart,)
    found: list[TextDocument] = []
    for place, (part, words) in enumerate(zip(parts, across.words(chart, lang), strict=True)):
        if isinstance(chart, Chart) and isinstance(part, Panel) and not any(part.points):
            shown: Part = Lines(tuple(captions.unmeasured(chart, part, lang)))
        else:
            shown = drawing(chart, lang, ascii_only, place)
        if isinstance(part, Scorecard):
            signs = scorecard.legend(part, lang)
        else:
            key = (
                across.key(part, lang)
                if isinstance(part, ChartAcross)
                else (
                    (SIGNS[sign], text) for sign, text in captions.key(part, lang) if sign in SIGNS
                )
            )
            signs = "   ".join(f"{sign} {text}" for sign, text in key)
        legend = [Notes((signs.translate(ASCII) if ascii_only else signs,))] if signs else []
        body = (Lines(words.sentences), *legend, shown, Notes(words.caption))
        found.append(TextDocument(body, words.titles[0], "".join(words.titles[1:])))
    return stacked(found)


def drawing(chart: across.Drawn, lang: Lang, ascii_only: bool = False, panel: int = 0) -> Drawing:
    """The table of a chart, or of one of its panels, with a strip in its second column.

    The strip is shorter where the others would have no room beside a longer one.
    """

    def shown(line: Line) -> Cell:
        pieces: tuple[Piece, ...] = (("", line),) if isinstance(line, str) else line
        signs = ASCII if ascii_only else {}
        return (tuple((style, text.translate(signs)) for style, text in pieces),) if line else ()

    if isinstance(chart, Scorecard):
        return scorecard.drawing(chart, lang, shown)

    def with_strip(room: int) -> TextTable:
        if isinstance(chart, Chart):
            heads, rows = _observed(chart, chart.panels[panel], lang, room)
        else:
            heads, rows = _across(chart, lang, room)
        whole = ((*row, *[""] * len(heads))[: len(heads)] for row in rows)
        return TextTable(tuple(heads), tuple(tuple(map(shown, row)) for row in whole))

    def at(width: int) -> TextTable:
        for share in SHARES:
            table = with_strip(max(LEAST, int(width * share)))
            plan = columns(table, width)
            if not plan.blocks and not plan.hidden:
                break
        return table

    return Drawing(at)


def _series_style(place: int) -> Style:
    return cast("Style", f"series-{place % SERIES}")


# targets and indicators


def _observed(chart: Chart, panel: Panel, lang: Lang, room: int) -> tuple[list[Head], Rows]:
    """A row a mark of a panel, by time, and one for the years between two."""
    axis = scale.values(chart.numbers(panel), 1, room - 2, 4)

    def at(value: Number | float) -> int:
        return round(axis.at(value))

    over = ""
    for tick in axis.ticks:
        # The numbers of the axis, as many as there is room for.
        text = captions.on_axis(tick, panel, lang)
        start = min(max(0, at(tick) - len(text) // 2), room - len(text))
        if start > len(over) or not over:
            over = over.ljust(start) + text
    value = (label("explain-value", lang), captions.unit(panel, lang))
    heads = [
        Head("period", label("explain-period", lang), rank=0),
        Head("strip", over, rank=0, style="drawn"),
        Head("value", label("comma-text", lang).join(filter(None, value)), rank=0),
        Head("what", label("chart-what", lang), rank=0),
        Head("grade", label("explain-grade", lang), rank=1),
        Head("report", label("explain-report", lang), rank=0, style="id"),
    ]
    if len(panel.targets) > 1:
        heads.append(Head("target", label("progress-target", lang), rank=0, style="id"))
    rows, last = Rows(), None
    for mark, sign, what, target in sorted(
        _marks(chart, panel, lang), key=lambda each: each[0].time
    ):
        own = mark.milestone if isinstance(mark, MilestoneMark) else mark.reading
        period = str(mark.year) if isinstance(mark, MilestoneMark) else mark.reading.period
        when = edtf.parse(period)
        years = {day.year for day in (when.earliest, when.latest) if day is not None}
        if len(years) == 1:
            # What is for several years fills no gap.
            gap, last = captions.gap(last, *years), *years
            rows += [[gap]] if gap else []
        number = amount(own, lang)
        if isinstance(mark, ObservationMark) and mark.role == "rival":
            number = f"({number})"
        unread = label("chart-unread", lang) if own.checked == "none" else ""
        rows.append((
            date(period, lang), _strip(panel, at, mark, sign, room), number,
            (sign, *what), f"{own.counts_as or '?'} {unread}".rstrip(), own.report or "", target,
        ))  # fmt: skip
    return heads, rows


Told = tuple[DrawnMark, Piece, tuple[Piece, ...], str]
"""A mark, its sign, what it is in words, and the target that it belongs to."""


def _marks(chart: Chart, panel: Panel, lang: Lang) -> Iterator[Told]:
    """The marks of a panel in the order in which those of one time stand."""
    for start in panel.baselines:
        base: Piece = ("", f" {label('chart-key-start', lang)}")
        yield start, ("name", SIGNS["start"]), (base,), start.target
    names = captions.names(chart, panel, lang)
    for place, series in enumerate(panel.series):
        basis = f" {captions.tag(panel, place)}{names[place]}"
        for point in sorted(series.points, key=lambda each: each.role == "rival"):
            sign = captions.series_sign(place, weak=point.weak)
            yield point, (_series_style(place), sign), (("", basis),), ""
    for each in panel.placed:
        status = (("", " "), *statuses.status_cell(each.result, lang))
        yield each, ("name", SIGNS["aim" if each.current else "replaced"]), status, each.target


def _strip(
    panel: Panel, at: Callable[[Number | float], int], mark: DrawnMark, sign: Piece, room: int
) -> Line:
    """The strip of a mark: what was aimed at by then, then the mark over it."""
    cells: list[Piece] = [("", " ")] * room

    def draw(low: int, high: int, style: Style, signs: str) -> None:
        """From one end to the other: the first sign, the middle one, the last."""
        for place in range(max(low, 0), min(high + 1, room)):
            which = 0 if place == low else -1 if place == high else len(signs) // 2
            cells[place] = (style, signs[which])

    for each in panel.placed:
        in_force = panel.in_force(each)
        if in_force is not None and in_force[0] <= mark.time <= in_force[1]:
            draw(at(each.goal), at(each.goal), "dim", SIGNS["held"])
    for (x1, y1), (x2, y2) in panel.paths:
        if x1 <= mark.time <= x2:
            along = at(float(y1) + (mark.time - x1) / (x2 - x1) * float(y2 - y1))
            draw(along, along, "dim", SIGNS["path"])
    if isinstance(mark, MilestoneMark):
        goal = at(mark.goal)
        old = goal if mark.replaces is None else at(mark.replaces.goal)
        if goal - old > 1:
            draw(old, goal - 1, "dim", "╎─→")
        elif old - goal > 1:
            draw(goal + 1, old, "dim", "←─╎")
        draw(at(min(mark.ends)), at(max(mark.ends)), sign[0], f"{sign[1]}─{sign[1]}")
        return tuple(cells)
    value = at(mark.value)
    if isinstance(mark, ObservationMark):
        if mark.open == "up":
            draw(value, value + 2, sign[0], "──→")
        elif mark.open == "down":
            draw(value - 2, value, sign[0], "←──")
        elif mark.low is not None and mark.high is not None:
            draw(at(mark.low), at(mark.high), sign[0], SIGNS["range"])
    draw(value, value, *sign)
    return tuple(cells)


# charts across the records


def _across(chart: ChartAcross, lang: Lang, room: int) -> tuple[list[Head], Rows]:
    """A row a dated thing by its name, or a row a sum with how it is worded."""
    rows, last = Rows(), None
    if chart.unit is None:
        keys = {"group": "progress-year", "kind": "field-kind", "name": "field-name"}
        for group in chart.groups:
            gap, last = captions.gap(last, int(group.key)), int(group.key)
            rows += [[gap]] if gap else []
            for bar in group.bars:
                sign, place = across.look(chart, bar.category)
                kind = f" {across.category(chart, bar.category, lang, 1)}"
                style = _series_style(place or 0)
                rows.append((group.key, ((style, sign), ("", kind)), name_of(bar.name, lang)))
        return [Head(key, label(title, lang), rank=0) for key, title in keys.items()], rows
    fund = kind_name("funds", lang, 1).capitalize()
    heads = [
        Head("group", fund, rank=0),
        Head("strip", "", rank=0, style="drawn"),
        Head("value", label("explain-value", lang), rank=0),
    ]
    for group in chart.groups:
        name = across.name(group, lang)
        for bar in group.bars:
            drawn = _bar(chart, bar, float(chart.most) / (room - 1))
            rows.append((name, drawn, across.sum_text(chart, bar, lang)))
            name = ""
    return heads, rows


def _bar(chart: ChartAcross, bar: Bar, each: float) -> Line:
    """A bar, a sign for `each`, with an arrow at the end of what is a bound only."""
    sign, colour = across.look(chart, bar.category)
    # What is there is seen, however little it is.
    wide = sign * max(1, round(float(bar.number) / each))
    pieces: list[Piece] = [("dim" if colour is None else _series_style(colour), wide)]
    if bar.span is not None and bar.span.one_sided:
        pieces.append(("", "←" if bar.span.best == bar.span.high else "→"))
    return tuple(pieces)
