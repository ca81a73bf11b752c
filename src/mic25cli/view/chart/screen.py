"""Charts on a terminal, in plain text and in Markdown: the drawing, what it says, its caption."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mic25cli.calc.figure import Figure, Panel
from mic25cli.calc.tally import Tally
from mic25cli.view.chart import say, tally_text, text
from mic25cli.view.chart import tally as tally_say
from mic25cli.view.document import Cell, Document, Drawing, Head, Line, Lines, Notes, Table
from mic25cli.view.text import Lang


def figure(found: Figure, lang: Lang, ascii_only: bool) -> Document:
    """A figure: a panel below the other."""
    panels = [_panel(found, panel, lang, ascii_only) for panel in found.panels]
    return panels[0] if len(panels) == 1 else Document(tuple(panels))


def _panel(found: Figure, panel: Panel, lang: Lang, ascii_only: bool) -> Document:
    title, *rest = say.titles(panel, lang)

    def at(width: int) -> Sequence[Line]:
        return text.lines(found, panel, width, lang, ascii_only)

    return Document(
        (
            Lines(say.sentences(panel, lang)),
            Drawing(at),
            Notes(tuple(say.caption(found, panel, lang))),
        ),
        title,
        rest[0] if rest else "",
    )


def tally(found: Tally, lang: Lang, ascii_only: bool) -> Document:
    """A chart across the records."""

    def at(width: int) -> Sequence[Line]:
        return tally_text.lines(found, width, lang, ascii_only)

    return Document(
        (
            Lines((tally_say.sentence(found, lang),)),
            Drawing(at),
            Notes(tuple(tally_say.caption(found, lang))),
        ),
        tally_say.title(found, lang),
    )


def columns(keys: Sequence[str], items: Sequence[Mapping[str, Any]]) -> Table:
    """The marks as a table for TSV and CSV: a row a mark, a name in two columns."""
    heads, rows = [], []
    for key in keys:
        heads += [f"{key}.en", f"{key}.zh"] if key == "name" else [key]
    for item in items:
        row: list[Cell] = []
        for key in keys:
            value = item[key]
            if key == "name":
                row += [_cell(value and value[lang]) for lang in ("en", "zh")]
            else:
                row.append(_cell(value))
        rows.append(tuple(row))
    return Table(tuple(Head(head, head) for head in heads), tuple(rows))


def _cell(value: Any) -> Cell:
    if value is None:
        return ()
    if isinstance(value, list):
        return tuple(str(each) for each in value)
    if isinstance(value, bool):
        return ("true" if value else "false",)
    return (str(value),)
