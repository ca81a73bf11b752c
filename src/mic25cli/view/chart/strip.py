"""Charts on a terminal, in plain text and in Markdown: tables with a strip in every row.

A row is a mark, by time: its period, its place on one scale of values for all rows, its number as
its source words it, its basis or its status, its report and grade.  The strip grows with the room;
all that it shows is told beside it.  What lies between two years without a row is a row of its own:
a gap is seen as a gap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import itemgetter
from typing import NamedTuple, cast

from rich.cells import cell_len

from mic25cli.calc.cites import Reading
from mic25cli.calc.figure import Chart, Panel
from mic25cli.calc.marks import BaselineMark, DrawnMark, MilestoneMark, ObservationMark
from mic25cli.calc.progress.milestone import PlacedMilestone
from mic25cli.calc.tally import Bar, ChartAcross
from mic25cli.model import edtf
from mic25cli.model.fields import field_title
from mic25cli.view.chart import across, captions, scale
from mic25cli.view.chart.palette import SERIES
from mic25cli.view.chart.scale import Scale
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
    signed,
)
from mic25cli.view.progress import statuses
from mic25cli.view.progress.items import amount
from mic25cli.view.render.layout import GAP, measured
from mic25cli.view.text import Lang, date
from mic25cli.view.words import kind_name, label

LEAST, BESIDE, MOST = 10, 16, 60
"""Columns of a strip: at least, with ids beside it at least, and beyond what it grows no more."""

PHRASE = 26
"""Columns that a text gets before the strip grows."""

ASCII = str.maketrans(
    dict(zip("●■▲◆▼★◀▶○□△◇▽☆◁▷┃╎┊▸├┤─→←⋮–░█▒✓◷↑↗↓✗»⊘·…²",
             "ABCDEFGHabcdefgh#=:%||-><~--#=+L^/vxsw..2", strict=True)) | {"≥": ">="}
)  # fmt: skip
"""Signs in ASCII: a capital is a full sign, a small letter a hollow one.  Chinese stays Chinese."""

SIGNS: dict[captions.Sign, str] = {
    "aim": "┃", "replaced": "╎", "held": "┊", "start": "▸", "path": "·", "range": "├─┤",
    "bound": "←→", "weak": "○", "rival": "( )",
}  # fmt: skip
LOW, BAR, HIGH, DOWN, UP = "├", "─", "┤", "←", "→"


class StripRow(NamedTuple):
    """A row of a table: its first cells, and what draws its strip so many columns wide."""

    cells: Sequence[Line]
    strip: Callable[[int], Iterable[Piece]] = lambda _: ()


class StripTable(NamedTuple):
    """The heads and rows of a table but for its strip, and what stands over that."""

    heads: Sequence[Head]
    rows: Sequence[StripRow]
    over: Callable[[int], str] = lambda _: ""


def document(chart: Chart | ChartAcross, lang: Lang, ascii_only: bool) -> TextDocument:
    """A chart: what it says and what its signs mean, its table, its caption; a panel at a time."""
    parts: tuple[Panel | ChartAcross, ...] = chart.panels if isinstance(chart, Chart) else (chart,)
    found = []
    for place, (part, words) in enumerate(zip(parts, across.words(chart, lang), strict=True)):
        key = "   ".join(f"{sign} {text}" for sign, text in _key(part, lang))
        legend = [Notes((key.translate(ASCII) if ascii_only else key,))] if key else []
        shown: Part = Lines((label("chart-nothing-drawn", lang),))
        if not isinstance(part, Panel) or part.numbers:
            shown = drawing(chart, lang, ascii_only, place)
        body = (Lines(words.sentences), *legend, shown, Notes(words.caption))
        found.append(TextDocument(body, words.titles[0], "".join(words.titles[1:])))
    return found[0] if len(found) == 1 else TextDocument(tuple(found))


def _key(part: Panel | ChartAcross, lang: Lang) -> Iterator[tuple[str, str]]:
    """What the signs mean, those that occur and are not told beside them."""
    if isinstance(part, Panel):
        yield from ((SIGNS[key], text) for key, text in captions.key(part, lang) if key in SIGNS)
    elif part.unit is None:
        for key in part.categories:
            yield across.look(part, key)[0], across.category(part, key, lang)


def drawing(
    chart: Chart | ChartAcross, lang: Lang, ascii_only: bool = False, panel: int = 0
) -> Drawing:
    """The table of a chart, or of one of its panels, with a strip in its second column.

    The strip takes what the other columns leave.  Ids stand below their rows where it would be too
    narrow beside them.
    """
    if isinstance(chart, Chart):
        table = _observed(chart, chart.panels[panel], lang)
    else:
        table = _across(chart, lang)
    first, *others = table.heads
    empty = [""] * len(table.heads)
    bare = tuple(
        tuple(_cell(line, ascii_only) for line in (*row.cells, *empty)[: len(empty)])
        for row in table.rows
    )
    wide = [
        GAP + max(each.easy(True), min(each.natural(True), PHRASE))
        for each in measured(TextTable(tuple(table.heads), bare))
    ]
    ids = sum(room for room, head in zip(wide, table.heads, strict=True) if head.style == "id")

    def at(width: int) -> TextTable:
        room = width - sum(wide)
        room = min(max(room if room >= BESIDE else room + ids, LEAST), MOST)
        strip = Head("strip", table.over(room).ljust(room), True, 0, "drawn")
        rows = []
        for cells, row in zip(bare, table.rows, strict=True):
            pieces = tuple(row.strip(room))
            padded = (*pieces, ("", " " * (room - cell_len(signed(pieces)))))
            rows.append((cells[0], _cell(padded, ascii_only), *cells[1:]))
        return TextTable((first, strip, *others), tuple(rows))

    return Drawing(at)


def _cell(line: Line, ascii_only: bool) -> Cell:
    """The lines of a text as the terminal can show them."""
    signs = ASCII if ascii_only else {}
    if isinstance(line, str):
        return tuple(line.translate(signs).split("\n")) if line else ()
    return (tuple((style, text.translate(signs)) for style, text in line),)


def _series_style(place: int) -> Style:
    return cast("Style", f"series-{place % SERIES}")


# targets and indicators


def _observed(chart: Chart, panel: Panel, lang: Lang) -> StripTable:
    """A row a mark of a panel, by time, and one for the years between two."""
    value = (label("explain-value", lang), captions.unit(panel, lang))
    heads = [
        Head("period", label("explain-period", lang), rank=0),
        Head("value", label("comma-text", lang).join(filter(None, value)), rank=0),
        Head("what", label("chart-what", lang), rank=0),
        Head("grade", label("explain-grade", lang), rank=1),
        Head("report", label("explain-report", lang), rank=0, style="id"),
    ]
    if len(panel.targets) > 1:
        heads.append(Head("target", label("progress-target", lang), rank=0, style="id"))
    numbers = chart.numbers(panel)

    def axis(room: int) -> Scale:
        return scale.values(numbers, 1, room - 2, 4)

    def over(room: int) -> str:
        """The numbers of the axis, as many as there is room for."""
        head, free = [" "] * room, 0
        for tick in axis(room).ticks:
            text = captions.on_axis(tick, panel, lang)
            start = min(max(0, round(axis(room).at(tick)) - len(text) // 2), room - len(text))
            if start >= free:
                head[start : start + len(text)] = text
                free = start + len(text) + 1
        return "".join(head)

    rows, last = list[StripRow](), None
    for _, mark, place, cells in sorted(_marks(panel, lang), key=itemgetter(0)):
        year = _year(mark)
        if year is not None:
            gap, last = captions.gap(last, year), year
            rows += [StripRow([gap])] if gap else []
        rows.append(StripRow(cells, partial(_strip, panel, axis, mark, place)))
    return StripTable(heads, rows, over)


_Order = tuple[float, int, int, str]


def _marks(panel: Panel, lang: Lang) -> Iterator[tuple[_Order, DrawnMark, int, Sequence[Line]]]:
    """The marks of a panel: the order of each, the place of its series, what is told of it."""
    for place, series in enumerate(panel.series):
        for point in series.points:
            other, number = point.role == "rival", amount(point.reading, lang)
            sign = captions.series_sign(place, weak=point.weak)
            basis = f"{sign} {captions.tag(panel, place)}{captions.basis(series, lang)}"
            what = ((_series_style(place), basis),)
            cells = _cells(point.reading, f"({number})" if other else number, what, lang)
            yield (point.time, 1, place * 2 + other, number), point, place, cells
    for start in panel.baselines:
        number = amount(start.reading, lang)
        base = f"{SIGNS['start']} {label('chart-key-start', lang)}"
        cells = (*_cells(start.reading, number, base, lang), start.target)
        yield (start.time, 0, 0, number), start, 0, cells
    for each in panel.placed:
        own = each.milestone
        sign = SIGNS["aim" if each.current else "replaced"]
        signed_status = (("name", f"{sign} "), *statuses.status_cell(each.result, lang))
        cells = (*_cells(own, amount(own, lang), signed_status, lang), each.target)
        yield (each.time + 0.01, 2, int(each.current), own.published or ""), each, 0, cells


def _cells(own: Reading | PlacedMilestone, value: str, what: Line, lang: Lang) -> tuple[Line, ...]:
    unread = label("chart-unread", lang) if own.checked == "none" else ""
    grade = " ".join(part for part in (own.grade or "?", unread) if part)
    period = str(own.year) if isinstance(own, PlacedMilestone) else date(own.period, lang)
    return (period, value, what, grade, own.report or "")


def _year(mark: DrawnMark) -> int | None:
    """The year that a mark belongs to; None of what is for several."""
    if isinstance(mark, MilestoneMark):
        return mark.year
    when = edtf.parse(mark.reading.period)
    years = {each.year for each in (when.earliest, when.latest) if each is not None}
    return years.pop() if len(years) == 1 else None


def _strip(
    panel: Panel, axis: Callable[[int], Scale], mark: DrawnMark, series: int, room: int
) -> list[Piece]:
    """The strip of a mark: what was aimed at by then, then the mark over it."""
    at, cells = axis(room).at, list[Piece]([("", " ")] * room)

    def put(place: float, style: Style, sign: str) -> None:
        if 0 <= round(place) < room:
            cells[round(place)] = (style, sign)

    def span(start: float, end: float, style: Style, first: str, last: str) -> None:
        for place in range(round(min(start, end)), round(max(start, end)) + 1):
            put(place, style, BAR)
        put(start, style, first)
        put(end, style, last)

    for each in panel.placed:
        in_force = panel.in_force(each)
        if in_force is not None and in_force[0] <= mark.time <= in_force[1]:
            put(at(each.goal), "dim", SIGNS["held"])
    for (x1, y1), (x2, y2) in panel.paths:
        if x1 <= mark.time <= x2:
            along = float(y1) + (mark.time - x1) / (x2 - x1) * float(y2 - y1)
            put(at(along), "dim", SIGNS["path"])
    if isinstance(mark, ObservationMark):
        style, value = _series_style(series), at(mark.value)
        if mark.open is not None:
            up = mark.open == "up"
            span(value, value + (2 if up else -2), style, BAR, UP if up else DOWN)
        elif mark.low is not None and mark.high is not None and mark.low != mark.high:
            span(at(mark.low), at(mark.high), style, LOW, HIGH)
        put(value, style, captions.series_sign(series, weak=mark.weak))
    elif isinstance(mark, BaselineMark):
        put(at(mark.value), "name", SIGNS["start"])
    else:
        goal = at(mark.goal)
        old = goal if mark.replaces is None else at(mark.replaces.goal)
        if abs(goal - old) > 1:
            span(old, goal, "dim", SIGNS["replaced"], BAR)
            put(goal + (-1 if goal > old else 1), "dim", UP if goal > old else DOWN)
        sign = SIGNS["aim" if mark.current else "replaced"]
        span(at(min(mark.ends)), at(max(mark.ends)), "name", sign, sign)
    return cells


# charts across the records


def _across(chart: ChartAcross, lang: Lang) -> StripTable:
    """A row a group with what it counts, or a row a sum with how it is worded."""
    if chart.unit is not None:
        heads = [
            Head("group", kind_name("funds", lang, 1).capitalize(), rank=0),
            Head("kind", field_title("kind", lang), rank=0),
            Head("value", label("explain-value", lang), rank=0),
        ]
    else:
        by = "group-industry" if chart.chart == "progress" else "progress-year"
        heads = [Head("group", label(by, lang), rank=0)]
        for key, (sign, kind) in zip(chart.categories, _key(chart, lang), strict=True):
            heads.append(Head(key, f"{sign} {kind}", True, 0, "", sign))

    def over(room: int) -> str:
        each = _unit(chart, room)
        return label("chart-scaled", lang, count=each) if chart.unit is None and each > 1 else ""

    rows, last = list[StripRow](), None
    for group in chart.groups:
        name = across.name(chart, group, lang)
        if chart.chart == "timeline":
            gap, last = captions.gap(last, int(group.key)), int(group.key)
            rows += [StripRow([gap])] if gap else []
        if chart.unit is None:
            counts = {bar.category: str(bar.number) for bar in group.bars}
            told = [counts.get(key, "") for key in chart.categories]
            rows.append(StripRow([name, *told], partial(_bars, chart, group.bars)))
        else:
            for place, bar in enumerate(group.bars):
                sum_ = across.amount(chart, bar, lang)
                cells = ("" if place else name, sum_["kind"], f"{sum_['value']}\n{sum_['more']}")
                rows.append(StripRow(cells, partial(_bars, chart, [bar])))
    return StripTable(heads, rows, over)


def _unit(chart: ChartAcross, room: int) -> float:
    """What one sign stands for: so many things, or a share of the longest bar."""
    most = chart.most
    return -(-int(most) // room) if chart.unit is None else float(most) / (room - 1)


def _bars(chart: ChartAcross, bars: Iterable[Bar], room: int) -> Iterator[Piece]:
    """Bars end to end, each with an arrow at its end where it is a bound only."""
    for bar in bars:
        sign, colour = across.look(chart, bar.category)
        # What is there is seen, however few it is.
        wide = max(1, round(float(bar.number) / _unit(chart, room)))
        yield "dim" if colour is None else _series_style(colour), sign * wide
        if bar.span is not None and bar.span.one_sided:
            yield "", DOWN if bar.span.best == bar.span.high else UP
