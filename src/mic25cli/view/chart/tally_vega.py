"""The charts across records as Vega-Lite specifications, by the rules of `view.chart.vega`."""

from __future__ import annotations

from mic25cli.calc.tally import Tally
from mic25cli.view.chart import tally as say
from mic25cli.view.chart.ink import wrapped
from mic25cli.view.chart.palette import DARK, LIGHT, SERIES, Theme
from mic25cli.view.chart.vega import SCHEMA, WIDTH, Spec, config, shown
from mic25cli.view.text import Lang
from mic25cli.view.words import value_word


def spec(tally: Tally, lang: Lang = "en", theme: Theme = "light", width: int = WIDTH) -> Spec:
    """The specification of a tally: bars that are stacked, or a bar for each sum."""
    colours = DARK if theme == "dark" else LIGHT
    names = [say.category(tally, category, lang) for category in tally.categories]
    fills = []
    for category in tally.categories:
        place = say.colour(tally, category)
        fills.append(colours["paper"] if place is None else colours[f"s{place % SERIES}"])
    rows = _data(tally, lang)
    below = [line for text in say.caption(tally, lang) for line in wrapped(text, width, 11)]
    x: Spec = {
        "field": "number", "type": "quantitative", "stack": "zero" if tally.stacked else None,
        "axis": {"title": [*([value_word("unit", tally.unit, lang)] if tally.unit else []), *below],
                 "titleAnchor": "start", "titleAlign": "left", "titleFontSize": 11,
                 "titleFontWeight": "normal", "titlePadding": 12, "tickMinStep": 1},
    }  # fmt: skip
    y: Spec = {"field": "row", "type": "nominal", "sort": None, "title": None,
               "axis": {"labelLimit": 600}}  # fmt: skip
    fill: Spec = {"field": "named", "type": "nominal", "title": None,
                  "scale": {"domain": names, "range": fills},
                  "legend": {"orient": "top"}}  # fmt: skip
    bar = {"type": "bar", "stroke": colours["muted"], "strokeWidth": 1}
    text: Spec = {"field": "label", "type": "nominal"}
    order: Spec = {"field": "order", "type": "quantitative"}
    written: Spec
    if tally.stacked:
        written = {
            "mark": {"type": "text", "align": "left", "dx": 6, "color": colours["ink"]},
            "transform": [{"filter": "datum.total !== null"}],
            "encoding": {"x": {"field": "total", "type": "quantitative"}, "y": y, "text": text},
        }
    else:
        written = {
            "mark": {"type": "text", "align": "left", "dx": 6, "color": colours["ink"]},
            "encoding": {"x": x, "y": y, "text": text},
        }
    found: Spec = {
        "$schema": SCHEMA,
        "description": say.sentence(tally, lang),
        "title": {
            "text": say.title(tally, lang),
            "subtitle": list(wrapped(say.sentence(tally, lang), width, 12)),
        },
        "width": width,
        "height": {"step": 22},
        "data": {"name": tally.sort, "values": rows},
        "layer": [
            {"mark": bar, "encoding": {"x": x, "y": y, "fill": fill, "order": order}},
            written,
        ],
        "config": config(colours),
    }
    whole: Spec = shown(found)
    return whole


def _data(tally: Tally, lang: Lang) -> list[dict[str, object]]:
    """The parts as plain values, each with the row and the words that are drawn."""
    rows = []
    plain = iter(say.parts(tally))
    for group in tally.groups:
        for place, part in enumerate(group.parts):
            kind = say.category(tally, part.category, lang)
            row, written = say.name(tally, group, lang), None
            if part.claim is not None:
                value, more = say.amount(part, lang)
                row, written = f"{row} · {kind} · {more}", value
            elif place == 0:
                written = say.counts(tally, group, lang)
            first = tally.stacked and place == 0
            rows.append(
                {
                    **next(plain),
                    "row": row,
                    "named": kind,
                    "order": tally.categories.index(part.category),
                    "total": group.total if first else None,
                    "label": written,
                }
            )
    return rows
