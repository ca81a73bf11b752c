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
from typing import NamedTuple

from rich.cells import cell_len

from mic25cli.calc.cites import Reading
from mic25cli.calc.figure import Chart, Panel
from mic25cli.calc.marks import BaselineMark, DrawnMark, MilestoneMark, ObservationMark
from mic25cli.calc.progress.milestone import Milestone
from mic25cli.calc.tally import Bar, BarGroup, ChartAcross
from mic25cli.model import edtf
from mic25cli.model.fields import field_title
from mic25cli.view.chart import across, captions, scale
from mic25cli.view.chart.scale import Scale
from mic25cli.view.document import (
    Cell,
    Document,
    Drawing,
    Head,
    Line,
    Lines,
    Notes,
    Part,
    Piece,
    Style,
    Table,
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

SERIES_STYLES: tuple[Style, ...] = (
    "series-0", "series-1", "series-2", "series-3", "series-4", "series-5", "series-6", "series-7",
)  # fmt: skip

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
    """A row of a table: its cells, and what draws its strip so many columns wide."""

    cells: tuple[Line, ...]
    strip: Callable[[int], Iterable[Piece]] = lambda _: ()


def document(chart: Chart | ChartAcross, lang: Lang, ascii_only: bool) -> Document:
    """A chart: what it says and what its signs mean, its table, its caption; a panel at a time."""

    def parts(of: Panel | ChartAcross, sentences: Sequence[str], drawn: Part) -> tuple[Part, ...]:
        legend = tuple(_legend(of, lang, ascii_only))
        return (Lines(tuple(sentences)), *([Notes(legend)] if legend else []), drawn)

    if isinstance(chart, ChartAcross):
        drawn = drawing(chart, lang, ascii_only)
        whole = parts(chart, [across.sentence(chart, lang)], drawn)
        closing = Notes(tuple(across.caption(chart, lang)))
        return Document((*whole, closing), across.title(chart, lang))
    panels = []
    for panel in chart.panels:
        title, *rest = captions.titles(panel, lang)
        nothing = Lines((label("chart-nothing-drawn", lang),))
        shown = _of_panel(chart, panel, lang, ascii_only) if panel.numbers else nothing
        whole = parts(panel, captions.sentences(panel, lang), shown)
        closing = Notes(tuple(captions.caption(chart, panel, lang)))
        panels.append(Document((*whole, closing), title, rest[0] if rest else ""))
    return panels[0] if len(panels) == 1 else Document(tuple(panels))


def _legend(chart: Panel | ChartAcross, lang: Lang, ascii_only: bool) -> Iterator[str]:
    """What the signs mean, those that occur and are not told beside them."""
    if isinstance(chart, Panel):
        signs = [(SIGNS[key], text) for key, text in captions.key(chart, lang) if key in SIGNS]
    elif chart.unit is None:
        keys = chart.categories
        signs = [(across.sign(chart, key), across.category(chart, key, lang)) for key in keys]
    else:
        signs = []
    told = "   ".join(" ".join(each) for each in signs)
    if told:
        yield told.translate(ASCII) if ascii_only else told


def drawing(chart: Chart | ChartAcross, lang: Lang, ascii_only: bool = False) -> Drawing:
    """The table of a chart, of the first panel where it has panels."""
    if isinstance(chart, Chart):
        return _of_panel(chart, chart.panels[0], lang, ascii_only)
    if chart.unit is None:
        return _counts(chart, lang, ascii_only)
    return _sums(chart, lang, ascii_only)


def _drawing(
    heads: Sequence[Head], over: Callable[[int], str], rows: Sequence[StripRow], ascii_only: bool
) -> Drawing:
    """A table with a strip in its second column, and `over` it what its places mean.

    The strip takes what the other columns leave.  Ids stand below their rows where it would be too
    narrow beside them.
    """
    first, *others = heads
    bare = tuple(tuple(_cell(line, ascii_only) for line in row.cells) for row in rows)
    wide = [
        GAP + max(each.easy(True), min(each.natural(True), PHRASE))
        for each in measured(Table(tuple(heads), bare))
    ]
    ids = sum(room for room, head in zip(wide, heads, strict=True) if head.style == "id")

    def at(width: int) -> Table:
        room = width - sum(wide)
        room = min(max(room if room >= BESIDE else room + ids, LEAST), MOST)
        strip = Head("strip", over(room).ljust(room), True, 0, "drawn")
        drawn = [_cell(_padded(row.strip(room), room), ascii_only) for row in rows]
        return Table(
            (first, strip, *others),
            tuple((cells[0], each, *cells[1:]) for cells, each in zip(bare, drawn, strict=True)),
        )

    return Drawing(at)


def _cell(line: Line, ascii_only: bool) -> Cell:
    """The lines of a text as the terminal can show them."""
    if isinstance(line, str):
        return tuple((line.translate(ASCII) if ascii_only else line).split("\n")) if line else ()
    return (tuple((style, text.translate(ASCII) if ascii_only else text) for style, text in line),)


def _padded(pieces: Iterable[Piece], room: int) -> Line:
    found = tuple(pieces)
    return (*found, ("", " " * (room - cell_len(signed(found)))))


def _gap(before: int | None, after: int | None, width: int) -> Iterator[StripRow]:
    """A row for the years between two that have rows of their own."""
    if before is not None and after is not None and after - before > 1:
        last = f"–{after - 1}" if after - before > 2 else ""
        yield StripRow((f"⋮ {before + 1}{last}", *[""] * (width - 1)))


# targets and indicators


def _of_panel(chart: Chart, panel: Panel, lang: Lang, ascii_only: bool) -> Drawing:
    several = len(panel.targets) > 1
    value = (label("explain-value", lang), captions.unit(panel, lang))
    heads = [
        Head("period", label("explain-period", lang), rank=0),
        Head("value", label("comma-text", lang).join(filter(None, value)), rank=0),
        Head("what", label("chart-what", lang), rank=0),
        Head("grade", label("explain-grade", lang), rank=1),
        Head("report", label("explain-report", lang), rank=0, style="id"),
        *([Head("target", label("progress-target", lang), rank=0, style="id")] if several else []),
    ]
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
            rows += _gap(last, year, len(heads))
            last = year
        draw = partial(_strip, panel, axis, mark, place)
        rows.append(StripRow(cells[: len(heads)], draw))
    return _drawing(heads, over, rows, ascii_only)


_Order = tuple[float, int, int, str]
_Cells = tuple[Line, ...]


def _marks(panel: Panel, lang: Lang) -> Iterator[tuple[_Order, DrawnMark, int, _Cells]]:
    """The marks of a panel: the order of each, the place of its series, what is told of it."""
    for place, series in enumerate(panel.series):
        style = SERIES_STYLES[place % len(SERIES_STYLES)]
        for point in series.points:
            other, number = point.role == "rival", amount(point.reading, lang)
            sign = captions.series_sign(place, weak=point.weak)
            basis = f"{sign} {captions.tag(panel, place)}{captions.basis(series, lang)}"
            told = f"({number})" if other else number
            period = date(point.period, lang)
            cells = _cells(period, told, ((style, basis),), point.reading, lang)
            yield (point.time, 1, place * 2 + other, number), point, place, cells
    for start in panel.baselines:
        base = f"{SIGNS['start']} {label('chart-key-start', lang)}"
        told = amount(start.reading, lang)
        cells = _cells(date(start.period, lang), told, base, start.reading, lang, start.target)
        yield (start.time, 0, 0, told), start, 0, cells
    for each in panel.placed:
        own = each.milestone
        sign = SIGNS["aim" if each.current else "replaced"]
        what = (("name", f"{sign} "), *statuses.status_cell(each.result, lang))
        cells = _cells(str(each.year), amount(own, lang), what, own, lang, each.target)
        order = (float(each.year or 0) + 0.01, 2, int(each.current), own.published or "")
        yield order, each, 0, cells


def _cells(
    period: str, value: str, what: Line, own: Reading | Milestone, lang: Lang, target: str = ""
) -> _Cells:
    unread = label("chart-unread", lang) if own.checked == "none" else ""
    grade = " ".join(part for part in (own.grade or "?", unread) if part)
    return (period, value, what, grade, own.report or "", target)


def _year(mark: DrawnMark) -> int | None:
    """The year that a mark belongs to; None of what is for several."""
    if isinstance(mark, MilestoneMark):
        return mark.year
    when = edtf.parse(mark.period)
    ends = [each.year for each in (when.earliest, when.latest) if each is not None]
    return ends[0] if ends and ends[0] == ends[-1] else None


def _strip(
    panel: Panel, axis: Callable[[int], Scale], mark: DrawnMark, series: int, room: int
) -> list[Piece]:
    """The strip of a mark: what was aimed at by then, then the mark over it."""
    at, cells = axis(room).at, list[Piece]([("", " ")] * room)
    time = float(mark.year or 0) if isinstance(mark, MilestoneMark) else mark.time

    def put(place: float, style: Style, sign: str) -> None:
        if 0 <= round(place) < room:
            cells[round(place)] = (style, sign)

    def span(start: float, end: float, style: Style, first: str, last: str) -> None:
        for place in range(round(min(start, end)), round(max(start, end)) + 1):
            put(place, style, BAR)
        put(start, style, first)
        put(end, style, last)

    for each in panel.placed:
        held = captions.in_force(panel, each)
        if each.goal is not None and held is not None and held[0] <= time <= held[1]:
            put(at(each.goal), "dim", SIGNS["held"])
    for path in panel.paths:
        (x1, y1), (x2, y2) = path.start, path.end
        if x1 <= time <= x2:
            along = float(y1) + (time - x1) / (x2 - x1) * float(y2 - y1)
            put(at(along), "dim", SIGNS["path"])
    if isinstance(mark, ObservationMark):
        style, value = SERIES_STYLES[series % len(SERIES_STYLES)], at(mark.value)
        if mark.open is not None:
            up = mark.open == "up"
            span(value, value + (2 if up else -2), style, BAR, UP if up else DOWN)
        elif mark.low is not None and mark.high is not None and mark.low != mark.high:
            span(at(mark.low), at(mark.high), style, LOW, HIGH)
        put(value, style, captions.series_sign(series, weak=mark.weak))
    elif isinstance(mark, BaselineMark):
        put(at(mark.value), "name", SIGNS["start"])
    else:
        old = None if mark.replaces is None else panel.milestones[mark.replaces].goal
        if old is not None and mark.goal is not None and abs(at(mark.goal) - at(old)) > 1:
            up = mark.goal > old
            span(at(old), at(mark.goal), "dim", SIGNS["replaced"], BAR)
            put(at(mark.goal) + (-1 if up else 1), "dim", UP if up else DOWN)
        sign = SIGNS["aim" if mark.current else "replaced"]
        span(at(min(mark.ends)), at(max(mark.ends)), "name", sign, sign)
    return cells


# charts across the records


def _counts(chart: ChartAcross, lang: Lang, ascii_only: bool) -> Drawing:
    """A sign for each thing that is counted, or for several where there is no room."""
    by = "group-industry" if chart.chart == "progress" else "progress-year"
    kinds = {key: across.category(chart, key, lang) for key in chart.categories}
    signs = {key: across.sign(chart, key) for key in kinds}
    heads = [
        Head("group", label(by, lang), rank=0),
        *(Head(key, f"{signs[key]} {kinds[key]}", True, 0, "", signs[key]) for key in kinds),
    ]

    def each(room: int) -> int:
        return -(-int(chart.most) // room)

    def over(room: int) -> str:
        return label("chart-scaled", lang, count=each(room)) if each(room) > 1 else ""

    def strip(group: BarGroup, room: int) -> Iterator[Piece]:
        for bar in group.bars:
            # What is there is seen, however few it is.
            wide = max(1, round(int(bar.number) / each(room)))
            yield _style(chart, bar), signs[bar.category] * wide

    rows, last = list[StripRow](), None
    for group in chart.groups:
        if chart.chart == "timeline":
            rows += _gap(last, int(group.key), len(heads))
            last = int(group.key)
        counts = {bar.category: str(bar.number) for bar in group.bars}
        told = (across.name(chart, group, lang), *(counts.get(key, "") for key in kinds))
        rows.append(StripRow(told, partial(strip, group)))
    return _drawing(heads, over, rows, ascii_only)


def _sums(chart: ChartAcross, lang: Lang, ascii_only: bool) -> Drawing:
    """A bar for each sum, with an arrow at its end where it is a bound only."""
    heads = [
        Head("group", kind_name("funds", lang, 1).capitalize(), rank=0),
        Head("kind", field_title("kind", lang), rank=0),
        Head("value", label("explain-value", lang), rank=0),
    ]

    def strip(bar: Bar, room: int) -> Iterator[Piece]:
        wide = max(1, round(float(bar.number) / float(chart.most) * (room - 1)))
        yield _style(chart, bar), across.sign(chart, bar.category) * wide
        if bar.span is not None and bar.span.one_sided:
            yield "", DOWN if bar.span.best == bar.span.high else UP

    rows = []
    for group in chart.groups:
        for place, bar in enumerate(group.bars):
            name = "" if place else across.name(chart, group, lang)
            told = across.amount(chart, bar, lang)
            cells = (name, told["kind"], f"{told['value']}\n{told['more']}")
            rows.append(StripRow(cells, partial(strip, bar)))
    return _drawing(heads, lambda _: "", rows, ascii_only)


def _style(chart: ChartAcross, bar: Bar) -> Style:
    place = across.colour(chart, bar.category)
    return "dim" if place is None else SERIES_STYLES[place % len(SERIES_STYLES)]
