"""A chart as a sequence of parts, each with its words, key, drawing and table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from mic25cli.calc.chart_data import Chart
from mic25cli.calc.chart_fund_amounts import FundsChart
from mic25cli.calc.scorecard import Scorecard
from mic25cli.values import FrozenData
from mic25cli.view import document as to_read
from mic25cli.view.chart import (
    captions,
    funds,
    scorecard,
    shortfall,
    small_multiples,
    svg_key,
    svg_plot,
    text_strip,
)
from mic25cli.view.chart.svg_shapes import KeyEntry, Sheet
from mic25cli.view.document import Cell, Drawing, Line, Piece, TextDocument, TextTable
from mic25cli.view.render.layout import columns
from mic25cli.view.text import Lang, label

Drawn = Chart | FundsChart | Scorecard

LEAST, SHARES = 10, (0.3, 0.2, 0)
"""The minimum columns of a strip, and its shares of the screen, tried in turn until it fits."""

ASCII = str.maketrans(
    dict(zip("●■▲◆▼★◀▶○□△◇▽☆◁▷┃╎┊▸├┤─→←⋮–░█▒✓◷↑↗↓✗»⊘·…²½≈",
             "ABCDEFGHabcdefgh#=:%||-><~--#=+L^/vxsw..2'\"", strict=True)) | {"≥": ">=", "≤": "<="}
)  # fmt: skip
"""Symbols in ASCII: a capital for a solid one, a small letter for a hollow one."""


class Part(FrozenData):
    """A part of a chart: key and drawing take a width in pixels, table and `sentences` in
    columns."""

    words: captions.Words
    key: Callable[[float], Iterable[KeyEntry]]
    draw: Callable[[Sheet, float], float]
    table: Callable[[int], captions.Table]
    sentences: Iterable[Line] = ()
    leading: float = 17
    rooms: Callable[[int], Iterable[int]] = lambda width: (
        max(LEAST, int(width * share)) for share in SHARES
    )
    """The widths in columns that the strip may have on a screen, tried in order."""


def parts(chart: Drawn, lang: Lang) -> Iterator[Part]:
    """The panels of a chart, or the whole chart if it has none."""
    if isinstance(chart, Chart) and chart.industry is None:
        for panel in chart.panels:
            yield Part(
                captions.words(chart, panel, lang), partial(svg_key.key, chart, panel, lang),
                partial(svg_plot.draw, chart, panel), partial(text_strip.rows, chart, panel, lang),
                () if any(panel.points) else captions.unmeasured(chart, panel, lang),
            )  # fmt: skip
        return
    if isinstance(chart, Scorecard):
        for block in scorecard.blocks(chart):
            short = chart.chart == "shortfall"
            rooms = {} if short else {"rooms": partial(scorecard.rooms, block, lang)}
            yield _whole(
                shortfall if short else scorecard, block, lang, leading=scorecard.LINE, **rooms
            )
        return
    more: dict[str, Any] = {}
    if isinstance(chart, Chart) and not any(any(panel.points) for panel in chart.panels):
        more["sentences"] = (label("chart-nothing-seen", lang),)
    yield _whole(funds if isinstance(chart, FundsChart) else small_multiples, chart, lang, **more)


def _whole(drawn_by: Any, chart: Drawn, lang: Lang, **more: Any) -> Part:
    """A chart drawn by a single module, as one part."""
    return Part(
        drawn_by.words(chart, lang), lambda _: drawn_by.key(chart, lang),
        partial(drawn_by.draw, chart), partial(drawn_by.rows, chart, lang), **more,
    )  # fmt: skip


def document(chart: Drawn, lang: Lang, ascii_only: bool) -> TextDocument:
    """A chart as a document: sentences, key, table and caption for each panel."""
    documents: list[TextDocument] = []
    for place, part in enumerate(parts(chart, lang)):
        sentences = tuple(part.sentences)
        signs = "   ".join(f"{sign} {text}" for sign, _, text in part.key(0) if sign)
        body = (
            to_read.Lines(part.words.sentences),
            *([to_read.Notes((signs.translate(ASCII) if ascii_only else signs,))] if signs else []),
            to_read.Lines(sentences) if sentences else drawing(chart, lang, ascii_only, place),
            to_read.Notes(part.words.caption),
        )
        titles = part.words.titles
        documents.append(TextDocument(body, titles[0], "".join(titles[1:])))
    return to_read.stacked(documents)


def drawing(chart: Drawn, lang: Lang, ascii_only: bool = False, panel: int = 0) -> Drawing:
    """The table of a chart or a panel; its strip is as wide as the other columns allow."""
    part = [*parts(chart, lang)][panel]
    signs = ASCII if ascii_only else {}

    def cell(content: Line | list[Line]) -> Cell:
        lines = content if isinstance(content, list) else [content] if content else []
        pieces: list[tuple[Piece, ...]]
        pieces = [(("", line),) if isinstance(line, str) else line for line in lines]
        return tuple(tuple((look, text.translate(signs)) for look, text in one) for one in pieces)

    def at(width: int) -> TextTable:
        for room in part.rooms(width):
            heads, rows = part.table(room)
            whole = ((*row, *[""] * len(heads))[: len(heads)] for row in rows)
            cells = tuple(tuple(map(cell, row)) for row in whole)
            scanned = any(head.style == "name" for head in heads)
            table = TextTable(tuple(heads), cells, scanned=scanned)
            plan = columns(table, width)
            if not plan.blocks and all(table.heads[at].rank > 1 for at in plan.hidden):
                break
        return table

    return Drawing(at)
