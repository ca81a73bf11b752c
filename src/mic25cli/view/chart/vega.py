"""A chart as a plain Vega-Lite specification: its rows as data, for those who draw it otherwise.

The data are what `--json` prints, with `time`, where a mark stands on a scale of years.  Nothing is
written beside a mark: that is what the drawing of `view.chart.svg` is for.
"""

from __future__ import annotations

from typing import Any

from mic25cli.calc.figure import Chart
from mic25cli.calc.tally import ChartAcross
from mic25cli.model.plain import plain
from mic25cli.view.chart import across, captions, rows
from mic25cli.view.chart.palette import DARK, LIGHT, Theme
from mic25cli.view.text import Lang, visible

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
NUMBER = "isValid(datum.axis_value) ? datum.axis_value : datum.axis_low"
NAME = "datum.name ? datum.name.{0} || datum.name.en || datum.name.zh : datum.group"


def spec(chart: Chart | ChartAcross, lang: Lang, theme: Theme, width: int) -> dict[str, Any]:
    """The specification of a chart, its plot so many pixels wide; panels below one another."""
    colours = DARK if theme == "dark" else LIGHT
    text = {"labelColor": colours["ink"], "titleColor": colours["ink"], "labelLimit": 400}
    config = {"background": colours["paper"], "title": {"color": colours["ink"]}, "axis": text,
              "legend": text, "view": {"continuousWidth": width}}  # fmt: skip
    body = _bars(chart, lang) if isinstance(chart, ChartAcross) else _panels(chart, lang)
    return dict(_shown({"$schema": SCHEMA, **body, "config": config}))


def _panels(chart: Chart, lang: Lang) -> dict[str, Any]:
    data = [{**plain(mark), "time": mark.time} for mark in rows.marks(chart)]
    basis = {"color": {"field": "basis"}, "shape": {"field": "basis"}}
    ends = {"y": {"field": "axis_low", "type": "quantitative"}, "y2": {"field": "axis_high"}}
    axis = {"type": "quantitative", "scale": {"zero": False}}
    tick = {"type": "tick", "orient": "horizontal"}
    views = [
        {
            "title": captions.titles(panel, lang),
            "data": {"values": [each for each in data if each["indicator"] == panel.indicator]},
            "transform": [{"filter": "datum.left_out === null"}, {"calculate": NUMBER, "as": "y"}],
            "encoding": {
                "x": {"field": "time", **axis, "axis": {"format": "d"}},
                "y": {"field": "y", **axis, "title": captions.unit(panel, lang)},
            },
            "layer": [
                {"mark": "rule", "encoding": ends},
                {"mark": "point", "encoding": basis, "transform": [{"filter": "!datum.status"}]},
                {"mark": tick, "transform": [{"filter": "datum.status"}]},
            ],
        }
        for panel in chart.panels
    ]  # fmt: skip
    return {"description": captions.description(chart, lang), "vconcat": views}


def _bars(chart: ChartAcross, lang: Lang) -> dict[str, Any]:
    stack = {"field": "number", "type": "quantitative", "stack": None if chart.unit else "zero"}
    return {
        "description": across.sentence(chart, lang), "title": across.title(chart, lang),
        "data": {"values": plain(tuple(rows.parts(chart)))},
        "transform": [{"calculate": NAME.format("zh" if lang == "zh" else "en"), "as": "row"}],
        "mark": "bar",
        "encoding": {
            "x": {**stack, "title": chart.unit}, "y": {"field": "row", "sort": None},
            "color": {"field": "category"}, "yOffset": {"field": "category"} if chart.unit else {},
        },
    }  # fmt: skip


def _shown(spec: object) -> Any:
    """A specification in whose texts nothing is hidden, and nothing steers how they are read."""
    if isinstance(spec, dict):
        return {key: _shown(each) for key, each in spec.items()}
    if isinstance(spec, list | tuple):
        return [_shown(each) for each in spec]
    return visible(spec) if isinstance(spec, str) else spec
