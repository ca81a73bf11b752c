"""Small charts of an industry's targets side by side, each on its own scale."""

from __future__ import annotations

from collections.abc import Iterator

from mic25cli.calc.chart_data import Chart, Panel
from mic25cli.calc.progress.by_target import count_targets
from mic25cli.calc.progress.result import share_of_target
from mic25cli.view.chart import axis_scale, captions
from mic25cli.view.chart.captions import Rows, Table, Words
from mic25cli.view.chart.palette import SERIES, milestone_class
from mic25cli.view.chart.svg_shapes import MARGIN, KeyEntry, Sheet, path, shape, through, wrapped
from mic25cli.view.document import Head
from mic25cli.view.text import Lang, date, label, name_of, with_parenthesis
from mic25cli.view.verdict import headline, status_words
from mic25cli.view.verdict.progress_data import amount
from mic25cli.view.verdict.progress_tables import turned

LEAST, HIGH, GAP = 200, 64, 24
"""The minimum width of a small chart, the height of its plot, and the gap between two."""

LEVELS = "▁▂▃▄▅▆▇█"


def words(chart: Chart, lang: Lang) -> Words:
    """The words around the charts; targets without a figure are named below."""
    panels, empty = _ordered(chart), [panel for panel in chart.panels if not any(panel.points)]
    results = (target.headline for panel in chart.panels for target in panel.targets)
    counts = count_targets(result for result in results if result is not None)
    title = headline.of_industry(name_of(chart.industry, lang), counts.own, lang)
    names = label("semicolon", lang).join(name_of(panel.name, lang) for panel in empty)
    unseen = [label("chart-small-empty", lang, count=len(empty), names=names)] if empty else []
    ids = [source for panel in panels for source in panel.sources]
    sources = captions.source_line(chart, ids, lang)
    text = (
        *headline.others_sentences(counts, lang),
        *([label("chart-said-small", lang)] if panels else []),
    )
    return Words((title.rstrip(".。"),), text, (*unseen, sources))


def key(_chart: Chart, _lang: Lang) -> Iterator[KeyEntry]:
    """No entries: every series is named above its marks."""
    yield from ()


def _ordered(chart: Chart) -> list[Panel]:

    def place(panel: Panel) -> tuple[bool, float]:
        result = panel.targets[0].headline if panel.targets else None
        share = share_of_target(result, chart.units)["share"] if result else None
        return share is None, -(share or 0)

    return sorted((panel for panel in chart.panels if any(panel.points)), key=place)


def _last_and_target(chart: Chart, panel: Panel, lang: Lang) -> tuple[str, str]:
    result = panel.targets[0].headline if panel.targets else None
    if result is None:
        return "", ""
    last, mark = captions.last(result), status_words.mark(result.status, lang)
    latest = []
    if last:
        figure = turned(last, result.milestone.unit, chart.units, lang)
        latest = [with_parenthesis(figure, date(last.period, lang), lang)]
    target_value = label("chart-small-target", lang, target_value=amount(result.milestone, lang))
    evidence = result.fit, result.side, result.certainty
    return status_words.with_evidence(mark, *evidence, lang), label("comma-text", lang).join(
        [*latest, target_value]
    )


def draw(chart: Chart, sheet: Sheet, y: float) -> float:
    """Draw the small charts, as many in a row as fit; returns their bottom."""
    across = max(1, int((sheet.room + GAP) / (LEAST + GAP)))
    wide = (sheet.room + GAP) / across - GAP
    panels, y = _ordered(chart), y + 6
    for start in range(0, len(panels), across):
        some = panels[start : start + across]
        y += 2
        foots = []
        for place, panel in enumerate(some):
            foot, left = y, MARGIN + place * (wide + GAP)
            status, figure = _last_and_target(chart, panel, sheet.lang)
            texts = ((name_of(panel.name, sheet.lang), "strong"), (status, ""), (figure, "muted"))
            for text, look in texts:
                for line in wrapped(text, wide):
                    sheet.write(line, left, foot, look)
                    foot += 15
            foots.append(foot)
        for place, panel in enumerate(some):
            _plot(sheet, chart, panel, MARGIN + place * (wide + GAP), wide, max(foots))
        y = max(foots) + HIGH + 40
    return y


def _plot(sheet: Sheet, chart: Chart, panel: Panel, left: float, wide: float, top: float) -> None:
    bottom, right = top + HIGH, left + wide
    values = axis_scale.values(panel.numbers, bottom - 4, top + 6, 2)
    time = axis_scale.years(panel.times, left + 6, right - 6, 50)
    for series_place, series in enumerate(panel.bases):
        colour = f"s{series_place % SERIES}"
        dashed = " dashed" if series.fit == "proxy" else ""
        for run in series.runs:
            places = [(time.at(point.time), values.at(point.value)) for point in run]
            sheet.path(through(places), f"{colour} line none{dashed}")
        for point in series.points:
            caption = captions.read(chart, point.reading, sheet.lang)
            look = f"{colour} mark{' hollow' if point.weak else ''}"
            at = time.at(point.time), values.at(point.value)
            sheet.titled(caption, [shape(series_place, *at, 2.6, look)])
    for target_value in (*panel.undated, *panel.placed):
        due = time.at(target_value.time)
        ends = (left, right) if target_value.year is None else (due - 7, due + 7)
        ways = (f"M{ends[0]} {values.at(end)}H{ends[1]}" for end in target_value.ends)
        caption = captions.milestone_caption(chart, target_value, sheet.lang)
        sheet.titled(caption, [path("".join(ways), milestone_class(target_value))])
    sheet.path(f"M{left} {bottom}H{right}", "axis")
    years = time.ticks[:: max(1, len(time.ticks) - 1)]
    for year in years:
        sheet.path(f"M{time.at(year)} {bottom}v4", "axis")
        inside = min(max(time.at(year), left + 16), right - 16)
        sheet.write(str(year), inside, bottom + 16, "small muted num", "middle")


def rows(chart: Chart, lang: Lang, room: int) -> Table:
    """One row per target: its longest series in blocks, its last figure and its verdict."""
    panels = _ordered(chart)
    years = [round(point.time) for panel in panels for point in panel.points]
    first, last = (min(years), max(years)) if years else (0, 0)
    first = max(first, last - room + 1)
    heads = (
        Head("target", label("field-target", lang), rank=0, style="name"),
        Head("strip", f"{first}–{last}", rank=0, style="drawn"),
        Head("value", label("field-value", lang), rank=0),
        Head("status", label("progress-status", lang), rank=0),
    )
    text_rows = Rows()
    for panel in panels:
        # One character per year of the series that ends last, as high as its value on the scale.
        axis = axis_scale.values(panel.numbers, 0, len(LEVELS) - 1)
        series = max(panel.bases, key=lambda panel: panel.points[-1].time)
        points = (point for point in series.points if point.role != "rival")
        signs = {round(point.time): LEVELS[round(axis.at(point.value))] for point in points}
        strip = "".join(signs.get(year, " ") for year in range(first, last + 1))
        status, figure = _last_and_target(chart, panel, lang)
        text_rows.append([name_of(panel.name, lang), strip, figure, status])
    return heads, text_rows
