"""A chart as SVG without scripts or external files, and with the same bytes on every machine.

A page can have many drawings: each has its own `prefix` and `theme="page"`, and the page includes
`palette.stylesheet("page")` once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from mic25cli.calc.chart_data import Chart
from mic25cli.calc.chart_fund_amounts import FundsChart
from mic25cli.model.languages import catalogue
from mic25cli.view.chart import captions, chart_parts, svg_shapes
from mic25cli.view.chart.palette import Theme, stylesheet
from mic25cli.view.text import Lang, visible

WIDTH, NARROWEST = 720, 300


def svg(
    chart: chart_parts.Drawn,
    lang: Lang = "en",
    width: int = WIDTH,
    theme: Theme = "auto",
    prefix: str | None = None,
    bare: bool = False,
    address: svg_shapes.Address | None = None,
) -> str:
    """The chart as one `<svg>` element, no narrower than `NARROWEST`.

    Its ids start with `prefix`; `bare` leaves out what the page around it already says; `address`
    returns the address of a target's page.
    """
    width = max(width, NARROWEST)
    sheet, height, words = sheet_of(chart, lang, width, bare, address)
    title = " / ".join(title for part in words for title in part.titles)
    described = " ".join(sentence for part in words for sentence in part.sentences)
    ids = [panel.asked[0] for panel in chart.panels] if isinstance(chart, Chart) else [chart.chart]
    key = next(iter(ids), "industry")
    name = prefix or f"chart-{re.sub(r'[^a-z0-9]+', '-', key)}"
    code = catalogue(lang).tag
    size = f'width="{width}" height="{svg_shapes.coordinate(height)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
        f'viewBox="0 0 {width} {svg_shapes.coordinate(height)}" class="mic25-chart" role="img" '
        f'lang="{code}" xml:lang="{code}" '
        f"aria-labelledby={quoteattr(f'{name}-title {name}-desc')}>"
        f"<title id={quoteattr(f'{name}-title')}>{escape(visible(title))}</title>"
        f"<desc id={quoteattr(f'{name}-desc')}>{escape(visible(described))}</desc>"
        + (f"<style>{stylesheet(theme)}</style>" if theme != "page" else "")
        + "\n".join([f'<rect {size} class="paper"/>', *sheet.parts, "</svg>\n"])
    )


def sheet_of(
    chart: chart_parts.Drawn,
    lang: Lang,
    width: float,
    bare: bool = False,
    address: svg_shapes.Address | None = None,
) -> tuple[svg_shapes.Sheet, float, Sequence[captions.Words]]:
    """The parts of a chart on a sheet, the height of the drawing, and the words of each part."""
    sheet, y = svg_shapes.Sheet(lang, width, address, bare), float(svg_shapes.MARGIN)
    parts = [*chart_parts.parts(chart, lang)]
    # The page does not name the subject of the chart of funds.
    bare = bare and not isinstance(chart, FundsChart)
    for part in parts:
        words = captions.Words() if bare else part.words
        top = y - (18 if bare and part.leading == 17 else 0)
        y = part.draw(sheet, _above(sheet, words, top, part.key(width), part.leading))
        for line in words.caption:
            y = sheet.block(line, y, "small muted")
        y += 16
    return sheet, y - 10, [part.words for part in parts]


def _above(
    sheet: svg_shapes.Sheet,
    words: captions.Words,
    top: float,
    key: Iterable[svg_shapes.KeyEntry],
    leading: float = 17,
) -> float:
    y = top + 14
    for line in words.titles:
        y = sheet.block(line, y, "title", 1.3)
    for sentence in words.sentences:
        y = sheet.block(sentence, y + 2, "said")
    entries = [(draw, text) for _, draw, text in key if draw is not None]
    if not entries:
        return y
    x, y = float(svg_shapes.MARGIN), y + leading - 11
    for draw, text in entries:
        lines = [text]
        wide = 26 + svg_shapes.width_of(text) + 16
        if x > svg_shapes.MARGIN and x + wide > sheet.width - svg_shapes.MARGIN:
            x, y = float(svg_shapes.MARGIN), y + leading
        if wide > sheet.room:
            lines = list(svg_shapes.wrapped(text, sheet.room - 30))
        sheet.parts.append(draw(x + 11, y - 4))
        for place, line in enumerate(lines):
            sheet.write(line, x + 26, y + 15 * place, "small")
        y += 15 * (len(lines) - 1)
        x = float(svg_shapes.MARGIN) + sheet.width if len(lines) > 1 else x + wide
    return y + 10
