"""A figure as SVG: no script, no font measured, nothing from outside, the same bytes everywhere.

    svg(figure(book, ["nev-own-brand-share"]), "en")

The drawing carries `<title>` and `<desc>`, whose text is the sentence that `explain` prints, and a
`<title>` on every mark with its number, period, source and grade.  Ids are prefixed, so that many
drawings can stand in one page: give each its own `prefix` there, `theme="page"`, and include
`palette.stylesheet("page")` once.  Alone (`auto`) it brings its rules, light or dark as the reader
has it; `light` and `dark` are one of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from mic25cli.calc.figure import Chart
from mic25cli.calc.scorecard import Scorecard
from mic25cli.calc.tally import ChartAcross
from mic25cli.model.catalogue import language_tag
from mic25cli.view.chart import across, bars, plot, scorecard
from mic25cli.view.chart.captions import Words
from mic25cli.view.chart.ink import MARGIN, KeyEntry, Sheet, coordinate, width_of, wrapped
from mic25cli.view.chart.palette import Theme, stylesheet
from mic25cli.view.text import Lang, visible

WIDTH, NARROWEST = 720, 300


def svg(
    chart: across.Drawn,
    lang: Lang = "en",
    width: int = WIDTH,
    theme: Theme = "auto",
    prefix: str | None = None,
    bare: bool = False,
    address: scorecard.Address | None = None,
) -> str:
    """The chart as one `<svg>` element, ready to be a file or to stand in a page.

    `prefix` is what its ids begin with; the first id asked for without one.  `bare` leaves out what
    the page around it says already: title, sentence and caption.  `address` says where the page of
    a target is, which its square leads to.  Below `NARROWEST`
    columns of pixels nothing could be read: that is as narrow as it gets.
    """
    width = max(width, NARROWEST)
    sheet, height = drawn(chart, lang, width, bare, address)
    words = across.words(chart, lang)
    title = " / ".join(title for each in words for title in each.titles)
    described = " ".join(said for each in words for said in each.sentences)
    named = (
        chart.panels[0].asked[0]
        if isinstance(chart, Chart)
        else getattr(chart, "chart", "scorecard")
    )
    name = prefix or f"chart-{re.sub(r'[^a-z0-9]+', '-', named)}"
    code = language_tag(lang)
    size = f'width="{width}" height="{coordinate(height)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
        f'viewBox="0 0 {width} {coordinate(height)}" class="mic25-chart" role="img" '
        f'lang="{code}" xml:lang="{code}" '
        f"aria-labelledby={quoteattr(f'{name}-title {name}-desc')}>"
        f"<title id={quoteattr(f'{name}-title')}>{escape(visible(title))}</title>"
        f"<desc id={quoteattr(f'{name}-desc')}>{escape(visible(described))}</desc>"
        + (f"<style>{stylesheet(theme)}</style>" if theme != "page" else "")
        + "\n".join([f'<rect {size} class="paper"/>', *sheet.parts, "</svg>\n"])
    )


def drawn(
    chart: across.Drawn,
    lang: Lang,
    width: float,
    bare: bool = False,
    address: scorecard.Address | None = None,
) -> tuple[Sheet, float]:
    """The panels on a sheet, with the boxes of all texts, and how high it is."""
    sheet, y = Sheet(lang, width), float(MARGIN)
    words = across.words(chart, lang)
    if isinstance(chart, Scorecard):
        y = _above(
            sheet,
            Words((), (), ()) if bare else words[0],
            y,
            scorecard.key(chart, lang),
            scorecard.LINE,
        )
        y = scorecard.draw(sheet, chart, y, address)
        return sheet, y if bare else _below(sheet, words[0], y)
    if isinstance(chart, ChartAcross):
        y = _above(sheet, words[0], y, bars.key(chart, lang))
        return sheet, _below(sheet, words[0], bars.draw(sheet, chart, y))
    for panel, own in zip(chart.panels, words, strict=True):
        own = Words((), (), ()) if bare else own
        y = _above(sheet, own, y - (18 if bare else 0), plot.key(chart, panel, lang, width))
        y = _below(sheet, own, plot.draw(sheet, chart, panel, y)) + 10
    return sheet, y - 10


def _above(
    sheet: Sheet, words: Words, top: float, key: Iterable[KeyEntry], leading: float = 17
) -> float:
    """Title, sentences, and what the marks mean; returns where the drawing begins."""
    y = top + 14
    for line in words.titles:
        y = sheet.block(line, y, "title", 1.3)
    for said in words.sentences:
        y = sheet.block(said, y + 2, "said")
    x, y = float(MARGIN), y + leading - 11
    for draw, text in key:
        lines = [text]
        wide = 26 + width_of(text, 12) + 16
        if x > MARGIN and x + wide > sheet.width - MARGIN:
            x, y = float(MARGIN), y + leading
        if wide > sheet.room:
            lines = list(wrapped(text, sheet.room - 30, 12))
        sheet.parts.append(draw(x + 11, y - 4))
        for place, line in enumerate(lines):
            sheet.write(line, x + 26, y + 15 * place, "small")
        y += 15 * (len(lines) - 1)
        x = float(MARGIN) + sheet.width if len(lines) > 1 else x + wide
    return y + 10


def _below(sheet: Sheet, words: Words, y: float) -> float:
    """The caption; returns where the drawing ends."""
    for line in words.caption:
        y = sheet.block(line, y, "small muted")
    return y + 6
