"""The colours of charts, light and dark; `tests/view/test_chart_svg.py` checks their contrast."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from string import Template
from typing import Literal

from mic25cli.calc.chart_marks import MilestoneMark

Theme = Literal["auto", "light", "dark", "page"]

_COLOURS = json.loads(resources.files("mic25cli.view.chart").joinpath("palette.json").read_bytes())
LIGHT: dict[str, str] = _COLOURS["light"]
DARK: dict[str, str] = _COLOURS["dark"]
"""`paper` is the background, `ink` and `muted` are text, `grid` is never a mark, and `s` are
series. Verdicts can be told apart by colour-blind readers."""

SERIES = 8

VERDICTS: dict[str, str] = {"met": "met", "met-late": "late", "missed": "missed"}
"""The colour of each verdict, by status."""

FONTS = (
    "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,"
    "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC',sans-serif"
)


@cache
def stylesheet(theme: Theme) -> str:
    """The CSS of charts; a `page` with many charts defines the colours `--mic25-NAME` itself."""
    if theme == "page":
        return _rules({key: f"var(--mic25-{key})" for key in LIGHT})
    if theme == "auto":
        dark = _rules(DARK, fonts=False)
        return f"{_rules(LIGHT)}@media (prefers-color-scheme:dark){{{dark}}}"
    return _rules(DARK if theme == "dark" else LIGHT)


def _rules(colours: dict[str, str], *, fonts: bool = True) -> str:
    """The rules in `chart.css`: those without a colour, a blank line, the others."""
    sheet = resources.files("mic25cli.view.chart").joinpath("chart.css").read_text("utf-8")
    shapes, _, others = sheet.partition("\n\n")
    rules = shapes + others if fonts else others
    return Template(rules.replace("\n", "")).substitute(colours, fonts=FONTS)


def milestone_class(milestone_mark: MilestoneMark) -> str:
    """The CSS classes of a milestone's mark, with the colour of its verdict if it has one."""
    colour = VERDICTS.get(milestone_mark.result.status, "ink")
    return f"{colour} {'due' if milestone_mark.current else 'old'}"
