"""A figure as a Vega-Lite specification: the marks as data, so that others can restyle it.

The data are the marks of `view.chart.rows` with their numbers as recorded and as drawn; what is
left out is among them and filtered.  PNG is rendered from this, by vl-convert.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mic25cli.calc.figure import Aim, Figure, Panel, Point, Start
from mic25cli.calc.span import Number
from mic25cli.view.chart import rows, say, scale
from mic25cli.view.chart.ink import Box, wrapped
from mic25cli.view.chart.labels import Label, Labels, labels, missing
from mic25cli.view.chart.output import MARK_KEYS, keyed
from mic25cli.view.chart.palette import DARK, FONTS, LIGHT, SERIES, Theme
from mic25cli.view.progress.items import amount
from mic25cli.view.text import Lang, visible
from mic25cli.view.words import label

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
WIDTH, HEIGHT = 640, 280

SHAPES = (
    "circle", "square", "triangle-up", "diamond", "triangle-down", "cross",
    "M0,-1L0.27,-0.27L1,0L0.27,0.27L0,1L-0.27,0.27L-1,0L-0.27,-0.27Z",
    "M-0.9,-0.7L0.9,-0.7L0,0L0.9,0.7L-0.9,0.7L0,0Z",
)  # fmt: skip
"""The same shapes as in SVG, in the same order."""

Spec = dict[str, Any]
APART: Spec = {
    "scale": dict.fromkeys(("color", "shape", "fill", "stroke", "x", "y"), "independent")
}
LEGEND: Spec = {"orient": "top", "columns": 2, "offset": 26}
"""Above the plot, and above the unit of its values."""
HEAD = 16
"""Pixels above the highest value, for its number."""


def spec(figure: Figure, lang: Lang = "en", theme: Theme = "light", width: int = WIDTH) -> Spec:
    """The specification of a figure: one view, or one below the other for several panels."""
    colours = DARK if theme == "dark" else LIGHT
    views = [_view(figure, panel, lang, colours, width) for panel in figure.panels]
    body = views[0] if len(views) == 1 else {"vconcat": views, "spacing": 36, "resolve": APART}
    found: Spec = shown({"$schema": SCHEMA, "description": say.description(figure, lang), **body,
                         "config": config(colours)})  # fmt: skip
    return found


def shown(spec: object) -> Any:
    """A specification in whose texts nothing is hidden, and nothing steers how they are read."""
    if isinstance(spec, dict):
        return {key: shown(each) for key, each in spec.items()}
    if isinstance(spec, list | tuple):
        return [shown(each) for each in spec]
    return visible(spec) if isinstance(spec, str) else spec


def config(colours: Mapping[str, str]) -> Spec:
    """Fonts and colours."""
    ink, muted = colours["ink"], colours["muted"]
    return {
        "font": FONTS.replace("'", ""),
        "background": colours["paper"],
        "view": {"stroke": None},
        "axis": {
            "labelColor": muted, "titleColor": muted, "gridColor": colours["grid"],
            "domainColor": muted, "tickColor": muted, "labelFontSize": 11,
        },
        "legend": {"labelColor": ink, "titleColor": muted, "labelLimit": 400},
        "title": {"color": ink, "subtitleColor": ink, "anchor": "start", "fontSize": 16,
                  "subtitleFontSize": 12},
    }  # fmt: skip


def _view(figure: Figure, panel: Panel, lang: Lang, colours: Mapping[str, str], width: int) -> Spec:
    values = scale.values(figure.numbers(panel), HEIGHT, HEAD)
    times = [time for panel in figure.panels for time in _times(panel)]
    time = scale.years(times, 0, width, 46)
    beside = labels(panel, lang, time, values, Box(0, 0, width, HEIGHT), signs=False)
    said = say.sentences(panel, lang)
    below = [
        line for text in _below(figure, panel, beside, lang) for line in wrapped(text, width, 11)
    ]
    names = [say.basis(line, lang) for line in panel.series]
    series = {
        "field": "series", "type": "nominal",
        "scale": {"domain": names, "range": [colours[f"s{n % SERIES}"] for n in range(len(names))]},
    }  # fmt: skip
    shapes = {
        **series, "title": None, "legend": LEGEND,
        "scale": {"domain": names, "range": [SHAPES[n % SERIES] for n in range(len(names))]},
    }  # fmt: skip
    x = {
        "field": "time", "type": "quantitative",
        "scale": {"domain": [time.low, time.high], "nice": False},
        "axis": {"format": "d", "grid": False, "values": list(time.ticks), "title": below,
                 "titleAnchor": "start", "titleAlign": "left", "titleFontSize": 11,
                 "titleFontWeight": "normal", "titlePadding": 12},
    }  # fmt: skip
    y = {
        "field": "axis_value", "type": "quantitative", "title": say.unit(panel, lang),
        "scale": {"domain": [values.ticks[0], values.ticks[-1]], "nice": False, "zero": False,
                  "range": [HEIGHT, HEAD]},
        "axis": {"values": list(values.ticks), "titleAngle": 0, "titleAnchor": "end",
                 "titleAlign": "left", "titleY": -8},
    }  # fmt: skip
    subtitle = [line for text in said for line in wrapped(text, width, 12)]
    layers = _layers(panel, colours, x, y, series, shapes)
    return {
        "title": {"text": list(say.titles(panel, lang)), "subtitle": subtitle},
        "width": width,
        "height": HEIGHT,
        "data": {"name": panel.indicator, "values": list(data(panel, lang, beside))},
        "layer": layers,
    }


def _below(figure: Figure, panel: Panel, beside: Labels, lang: Lang) -> Iterator[str]:
    """What stands below the plot: the key in words, milestones, numbers without room, the caption.

    In words, as a font that lacks a sign would have another draw the whole line.
    """
    signs = [
        label("chart-mark", lang, period=label(f"chart-sign-{sign}", lang), value=text)
        for sign, text in say.key(panel, lang)
    ]
    if signs:
        yield label("semicolon", lang).join(signs)
    aims = sorted((aim for aim in panel.aims if aim.placed), key=lambda aim: aim.year or 0)
    yield from (say.aim(aim, lang, sign=False) for aim in aims)
    yield from missing(panel, Labels((), (), beside.points), lang)
    yield from say.caption(figure, panel, lang)


def _times(panel: Panel) -> Iterator[float]:
    yield from panel.times
    yield from (at for aim in panel.aims if aim.placed and (at := say.set_at(aim)) is not None)


def _layers(
    panel: Panel, colours: Mapping[str, str], x: Spec, y: Spec, series: Spec, shapes: Spec
) -> list[Spec]:
    ink, paper = colours["ink"], colours["paper"]
    plain = {**series, "title": None, "legend": LEGEND}
    drawn = "datum.mark === 'observation' && datum.left_out === null"
    aim = "datum.mark === 'milestone' && datum.left_out === null"
    point = {"filled": True, "type": "point", "opacity": 1, "strokeWidth": 1.6}
    label_text = {"field": "label", "type": "nominal"}
    beside = {
        "type": "text", "fontSize": 11, "baseline": "alphabetic",
        "dx": {"expr": "datum.label_dx"}, "dy": {"expr": "datum.label_dy"},
        "align": {"expr": "datum.label_align"},
    }  # fmt: skip
    layers: list[Spec] = [
        _layer("datum.mark === 'path'", {"type": "rule", "strokeDash": [7, 4], "color": ink},
               x=x, x2={"field": "time2"}, y=y, y2={"field": "axis_value2"}),
        _layer(f"{aim} && datum.since !== null",
               {"type": "rule", "strokeDash": [1.5, 3], "color": ink},
               x={**x, "field": "since"}, x2={"field": "until"}, y=y),
        _layer(f"{aim} && datum.before !== null", {"type": "rule", "color": ink},
               x=x, y=y, y2={"field": "before"}),
        _layer(f"{drawn} && datum.run !== null", {"type": "line", "strokeWidth": 1.8},
               x=x, y=y, color=plain, detail={"field": "run", "type": "nominal"}),
        _layer(f"{drawn} && datum.open === null && datum.axis_low !== datum.axis_high",
               {"type": "rule", "strokeWidth": 1.6},
               x=x, y={**y, "field": "axis_low"}, y2={"field": "axis_high"}, color=plain),
    ]  # fmt: skip
    for side, sign in (("up", -1), ("down", 1)):
        here = f"{drawn} && datum.open === '{side}'"
        end = {"field": "axis_value"}
        layers += [
            _layer(here, {"type": "rule", "strokeWidth": 1.6, "y2Offset": sign * 14},
                   x=x, y=y, y2=end, color=plain),
            _layer(here, {**point, "shape": f"triangle-{side}", "size": 28, "yOffset": sign * 16},
                   x=x, y=y, color=plain),
        ]  # fmt: skip
    hollow = {"condition": {"test": "datum.weak", "value": paper}, **plain}
    layers += [
        _layer(drawn, point, x=x, y=y, stroke=plain, fill=hollow, shape=shapes,
               size={"condition": {"test": "datum.place === 'rival'", "value": 28}, "value": 70},
               tooltip={"field": "told", "type": "nominal"}),
        _layer(f"{drawn} && datum.place === 'apart'",
               {"type": "point", "shape": "circle", "size": 210, "strokeWidth": 1.2},
               x=x, y=y, color=plain),
        _layer("datum.mark === 'baseline'",
               {"type": "point", "shape": "triangle-right", "size": 90, "fill": paper,
                "stroke": ink, "opacity": 1},
               x=x, y=y, tooltip={"field": "told", "type": "nominal"}),
        _layer(aim, {"type": "tick", "orient": "horizontal", "color": ink, "size": 20},
               x=x, y=y, tooltip={"field": "told", "type": "nominal"},
               opacity={"value": 1}),
        _layer(f"{aim} && datum.standing",
               {"type": "tick", "orient": "horizontal", "color": ink, "size": 20, "thickness": 3},
               x=x, y=y),
        _layer("datum.label !== null",
               {**beside, "stroke": paper, "strokeWidth": 3, "strokeJoin": "round"},
               x=x, y=y, text=label_text),
        _layer("datum.label !== null", {**beside, "color": ink}, x=x, y=y, text=label_text),
    ]  # fmt: skip
    if not panel.paths:
        layers.pop(0)
    return layers


def _layer(test: str, mark: Spec, **encoding: object) -> Spec:
    return {"transform": [{"filter": test}], "mark": mark, "encoding": encoding}


EXTRA = (
    "series", "time", "open", "run", "since", "until", "before", "standing", "label", "label_dx",
    "label_dy", "label_align", "told", "time2", "axis_value2",
)  # fmt: skip
"""What the drawing needs beside what `--json` prints of a mark."""


def data(panel: Panel, lang: Lang, beside: Labels) -> Iterator[Spec]:
    """The marks of a panel, every key in each."""
    placed = {id(each.mark): each for each in beside.placed}
    single = Figure((panel,), "", None, "", ())
    every = iter(rows.marks(single))
    for series in panel.series:
        runs = {place: number for number, run in enumerate(series.runs) for place in run}
        for place, point in enumerate(series.points):
            run = runs.get(place)
            yield _datum(next(every), **_of_point(point, lang),
                         **_beside(placed.get(id(point))), series=say.basis(series, lang),
                         run=None if run is None else f"{series.basis or ''} {run}")  # fmt: skip
    for _ in panel.missing:
        yield _datum(next(every))
    for start in panel.starts:
        yield _datum(next(every), time=start.time, **_tooltip(start, lang),
                     **_beside(placed.get(id(start))))  # fmt: skip
    for aim in panel.aims:
        yield _datum(next(every), **_of_aim(panel, aim, lang), **_beside(placed.get(id(aim))))
    for path in panel.paths:
        (x1, y1), (x2, y2) = path.start, path.end
        own = {"mark": "path", "indicator": panel.indicator, "target": path.target,
               "axis_value": y1, "axis_unit": panel.unit}  # fmt: skip
        yield _datum(keyed(MARK_KEYS, own), time=x1, time2=x2, axis_value2=y2)


def _datum(row: Mapping[str, object], **more: object) -> Spec:
    return {**row, **dict.fromkeys(EXTRA), **more}


def _of_point(point: Point, lang: Lang) -> Spec:
    return {"time": point.time, "open": point.open, "told": say.point(point, lang)}


def _tooltip(start: Start, lang: Lang) -> Spec:
    number = amount(start.reading, lang)
    said = label("chart-mark", lang, period=start.period, value=number)
    return {"told": f"{said} · {say.provenance(start, lang)}"}


def _beside(found: Label | None) -> Spec:
    """The number beside a mark, and how far it is off in pixels; nothing where it has no room."""
    if found is None:
        return {}
    align = {"start": "left", "middle": "center", "end": "right"}[found.anchor]
    return {"label": found.text, "label_dx": round(found.dx, 1), "label_dy": round(found.dy, 1),
            "label_align": align}  # fmt: skip


def _of_aim(panel: Panel, aim: Aim, lang: Lang) -> Spec:
    since = say.set_at(aim) if aim.placed else None
    place = panel.aims.index(aim)
    after = [say.set_at(aim) for aim in panel.aims if aim.replaces == place]
    until: Sequence[float] = [each for each in after if each is not None]
    before: Number | None = None
    if aim.replaces is not None:
        before = panel.aims[aim.replaces].weakest
    return {
        "time": aim.year,
        "axis_value": aim.weakest,
        "since": since,
        "until": None if since is None or aim.year is None else min([float(aim.year), *until]),
        "before": before,
        "standing": aim.standing,
        "told": say.aim(aim, lang),
    }
