"""A chart as a plain Vega-Lite specification; its data are the rows of `--json`."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from mic25cli.calc.chart_data import Chart, Panel
from mic25cli.calc.chart_fund_amounts import FundsChart
from mic25cli.calc.scorecard import Scorecard
from mic25cli.model.languages import catalogue
from mic25cli.model.plain_values import plain
from mic25cli.view.chart import captions, chart_parts, chart_rows, scorecard
from mic25cli.view.chart.palette import DARK, LIGHT, Theme
from mic25cli.view.text import Lang, visible

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
NAME = "datum.name ? datum.name.{0} || datum.name.en || datum.name.zh : datum.group"


def spec(chart: chart_parts.Drawn, lang: Lang, theme: Theme, width: int) -> dict[str, Any]:
    """The specification of a chart; `width` is that of the plot in pixels."""
    colours = DARK if theme == "dark" else LIGHT
    text = {"labelColor": colours["ink"], "titleColor": colours["ink"], "labelLimit": 400}
    config = {"background": colours["paper"], "title": {"color": colours["ink"]}, "axis": text,
              "legend": text, "view": {"continuousWidth": width}}  # fmt: skip
    words = [part.words for part in chart_parts.parts(chart, lang)]
    description = " ".join(sentence for part in words for sentence in part.sentences)
    if isinstance(chart, Scorecard):
        squares = [
            {**plain(square), "row": scorecard.name_of_row(row, lang), "place": place}
            for row in chart.rows
            for place, square in enumerate(row.squares)
        ]
        body = {"title": words[0].titles[0], "data": {"values": squares}, **_template("scorecard")}
        body["encoding"]["color"]["scale"]["range"] = [
            colours[key] for key in ("met", "late", "missed", "grid", "muted", "muted")
        ]
    elif isinstance(chart, FundsChart):
        body = {"title": words[0].titles[0], **_bars(chart, lang)}
    else:
        titles = (captions.words(chart, panel, lang).titles for panel in chart.panels)
        panels = zip(chart.panels, titles, strict=True)
        views = [{"title": title, **_plot(chart, panel, lang)} for panel, title in panels]
        body = {"vconcat": views}
    return dict(_literal({"$schema": SCHEMA, "description": description, **body, "config": config}))


def _template(part: str) -> Any:
    file = resources.files("mic25cli.view.chart").joinpath("vega.json")
    return json.loads(file.read_text("utf-8"))[part]


def _plot(chart: Chart, panel: Panel, lang: Lang) -> dict[str, Any]:
    own = [mark for mark in chart_rows.marks(chart) if mark.indicator == panel.indicator]
    panel_values = _template("panel")
    panel_values["encoding"]["y"]["title"] = captions.unit(panel, lang)
    return {
        "data": {"values": [{**plain(mark), "time": mark.time} for mark in own]},
        **panel_values,
    }


def _bars(chart: FundsChart, lang: Lang) -> dict[str, Any]:
    name, bar_values = NAME.format(catalogue(lang).records), _template("bars")
    bar_values["encoding"]["x"]["title"] = chart.unit
    data = {"values": plain(tuple(chart_rows.parts(chart)))}
    return {"data": data, "transform": [{"calculate": name, "as": "row"}], **bar_values}


def _literal(spec: object) -> Any:
    if isinstance(spec, dict):
        return {key: _literal(value) for key, value in spec.items()}
    if isinstance(spec, list | tuple):
        return [_literal(value) for value in spec]
    return visible(spec) if isinstance(spec, str) else spec
