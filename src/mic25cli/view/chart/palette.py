"""The colours of charts, light and dark; `tests/view/test_chart_svg.py` computes their contrast."""

from __future__ import annotations

from importlib import resources
from string import Template
from typing import Literal

Theme = Literal["auto", "light", "dark", "page"]

LIGHT = {
    "paper": "#ffffff", "ink": "#1f2328", "muted": "#57606a", "grid": "#d8dee4",
    "s0": "#0b5fa5", "s1": "#b3470b", "s2": "#1b7837", "s3": "#7b3294",
    "s4": "#846400", "s5": "#0b7a82", "s6": "#a8194f", "s7": "#5b5b5b",
    "reached": "#1d5fa3", "late": "#86b8e0", "missed": "#b3500a",
}  # fmt: skip
DARK = {
    "paper": "#0d1117", "ink": "#e6edf3", "muted": "#9da7b3", "grid": "#30363d",
    "s0": "#6cb6ff", "s1": "#ff9b5e", "s2": "#6fd08c", "s3": "#d2a8ff",
    "s4": "#e3c34f", "s5": "#56d4dd", "s6": "#ff8fb0", "s7": "#b8b8b8",
    "reached": "#78b4f0", "late": "#2f628f", "missed": "#f2a65a",
}  # fmt: skip
"""`paper` is behind everything, `ink` and `muted` are text, `grid` is no mark, `s` are series, and
colour-blind eyes tell the verdicts apart."""

SERIES = 8

FONTS = (
    "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,"
    "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC',sans-serif"
)


def stylesheet(theme: Theme) -> str:
    """The rules of charts, all below the class `mic25-chart`.

    `page`: for a page that holds many charts and includes the rules once; it says itself what the
    custom properties `--mic25-paper`, `--mic25-ink` and so on are, one a colour.
    """
    if theme == "page":
        return _rules({key: f"var(--mic25-{key})" for key in LIGHT})
    if theme == "auto":
        dark = _rules(DARK, fonts=False)
        return f"{_rules(LIGHT)}@media (prefers-color-scheme:dark){{{dark}}}"
    return _rules(DARK if theme == "dark" else LIGHT)


def _rules(colours: dict[str, str], *, fonts: bool = True) -> str:
    """The rules of `chart.css`: first those without a colour, then, after a space, the others."""
    sheet = resources.files("mic25cli.view.chart").joinpath("chart.css").read_text("utf-8")
    shapes, _, others = sheet.partition("\n\n")
    rules = shapes + others if fonts else others
    return Template(rules.replace("\n", "")).substitute(colours, fonts=FONTS)
