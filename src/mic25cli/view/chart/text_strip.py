"""The marks of a panel as rows by time, each with a strip of characters, for terminals and text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mic25cli.calc.chart_data import Chart, Panel
from mic25cli.calc.chart_marks import DrawnMark, MilestoneMark, ObservationMark
from mic25cli.calc.value_range import Number
from mic25cli.model import edtf
from mic25cli.view.chart import axis_scale, captions
from mic25cli.view.document import Head, Line, Piece, Style
from mic25cli.view.text import Lang, date, label
from mic25cli.view.verdict import status_words
from mic25cli.view.verdict.progress_tables import turned

SIGNS: dict[str, str] = {
    "milestone": "┃", "replaced": "╎", "held": "┊", "start": "▸", "path": "·", "range": "├─┤",
    "bound": "←→", "weak": "○", "rival": "( )",
}  # fmt: skip


def rows(chart: Chart, panel: Panel, lang: Lang, room: int) -> captions.Table:
    """One row per mark: its period, place on the scale, number, and definition or status."""
    axis = axis_scale.values(chart.numbers(panel), 1, room - 2, 4)

    def at(value: Number | float) -> int:
        return round(axis.at(value))

    over = captions.over_strip(axis, panel.unit, lang, room)
    of_axis, own_unit = captions.unit(panel, lang), captions.own_unit(panel, lang)
    value_head = label("comma-text", lang).join(filter(None, (label("field-value", lang), of_axis)))
    heads = [
        Head("period", label("field-period", lang), rank=0),
        Head("strip", over, rank=0, style="drawn"),
        Head("value", value_head, rank=0),
        Head("what", label("chart-what", lang), rank=0),
        Head("grade", label("field-grade", lang), rank=1),
        Head("report", label("field-report", lang), rank=2),
    ]
    if len(panel.targets) > 1:
        heads.append(Head("target", label("field-target", lang), rank=0, style="id"))
    text_rows, last = captions.Rows(), None
    told_once: set[tuple[Piece, ...]] = set()
    for mark, sign, what, target in sorted(
        _marks(chart, panel, lang), key=lambda pair: pair[0].time
    ):
        own = mark.milestone if isinstance(mark, MilestoneMark) else mark.reading
        milestone = mark.milestone if isinstance(mark, MilestoneMark) else None
        period = str(mark.year) if isinstance(mark, MilestoneMark) else mark.reading.period
        year = milestone.year_name if milestone and milestone.year_starts > 1 else None
        when = edtf.parse(period)
        years = {day.year for day in (when.earliest, when.latest) if day is not None}
        if len(years) == 1:
            # A figure for several years does not fill a gap.
            gap, last = captions.gap(last, *years), *years
            text_rows += [[gap]] if gap else []
        number = turned(own, panel.unit, chart.units, lang).removesuffix(own_unit).rstrip()
        if isinstance(mark, ObservationMark) and mark.role == "rival":
            number = f"({number})"
        unread = label("chart-unread", lang) if own.checked == "none" else ""
        # A series is named once; after that, only its symbol is shown.
        meaning = () if isinstance(mark, ObservationMark) and what in told_once else what
        told_once.add(what)
        *cells, report, aimed = (
            year or date(period, lang), _strip(panel, at, mark, sign, room), number,
            (sign, *meaning), f"{own.grade or '?'} {unread}".rstrip(),
            captions.who(chart, own.report, lang), target,
        )  # fmt: skip
        if text_rows and cells == [*text_rows[-1]][:5] and aimed == text_rows[-1][6]:
            # Two texts that set the same target value share a row.
            report = label("semicolon", lang).join((str(text_rows.pop()[5]), report))
        text_rows.append((*cells, report, aimed))
    return heads, text_rows


SignedMark = tuple[DrawnMark, Piece, tuple[Piece, ...], str]
"""A mark, its symbol, its description in words, and the target that it belongs to."""


def _marks(chart: Chart, panel: Panel, lang: Lang) -> Iterator[SignedMark]:
    for start in panel.baselines:
        base: Piece = ("", f" {label('chart-key-start', lang)}")
        yield start, ("name", SIGNS["start"]), (base,), start.target
    names = captions.names(chart, panel, lang)
    for place, series in enumerate(panel.bases):
        basis = f" {captions.tag(panel, place)}{names[place]}"
        for point in sorted(series.points, key=lambda point: point.role == "rival"):
            sign = (captions.HOLLOW if point.weak else captions.FULL)[place % len(captions.FULL)]
            yield point, (captions.series_style(place), sign), (("", basis),), ""
    for milestone_mark in panel.placed:
        status = (("", " "), *status_words.status_cell(milestone_mark.result, lang))
        milestone: Piece = ("name", SIGNS["milestone" if milestone_mark.current else "replaced"])
        yield milestone_mark, milestone, status, milestone_mark.target


def _strip(
    panel: Panel, at: Callable[[Number | float], int], mark: DrawnMark, sign: Piece, room: int
) -> Line:
    cells: list[Piece] = [("", " ")] * room

    def draw(low: int, high: int, style: Style, signs: str) -> None:
        for place in range(max(low, 0), min(high + 1, room)):
            which = 0 if place == low else -1 if place == high else len(signs) // 2
            cells[place] = (style, signs[which])

    for other in panel.placed:
        in_force = panel.in_force(other)
        if in_force is not None and in_force[0] <= mark.time <= in_force[1]:
            draw(at(other.target_value), at(other.target_value), "dim", SIGNS["held"])
    for (x1, y1), (x2, y2) in panel.paths:
        if x1 <= mark.time <= x2:
            along = at(float(y1) + (mark.time - x1) / (x2 - x1) * float(y2 - y1))
            draw(along, along, "dim", SIGNS["path"])
    if isinstance(mark, MilestoneMark):
        target_value = at(mark.target_value)
        old = target_value if mark.replaces is None else at(mark.replaces.target_value)
        if target_value - old > 1:
            draw(old, target_value - 1, "dim", "╎─→")
        elif old - target_value > 1:
            draw(target_value + 1, old, "dim", "←─╎")
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
