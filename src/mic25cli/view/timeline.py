"""The timeline as a table: date, kind, name, id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mic25cli.calc.timeline import TimelineEntry
from mic25cli.view.document import Cell, Document, Head, Table
from mic25cli.view.output import Output
from mic25cli.view.text import Lang, name_of
from mic25cli.view.words import kind_name, label

OUTPUT = Output("timeline", TimelineEntry)


def document(entries: Sequence[TimelineEntry], lang: Lang) -> Document:
    """The entries, a row each."""
    names = [Head("name", label("name", lang), rank=0, style="name")]
    if lang == "both":
        names = [
            Head("name_en", label("name", "en"), rank=0, style="name"),
            Head("name_zh", label("name", "zh"), rank=0, style="name"),
        ]
    heads = (
        Head("date", label("date", lang), rank=0),
        Head("kind", label("kind", lang), rank=1, style="dim"),
        *names,
        Head("id", label("id", lang), rank=2, style="id"),
    )
    rows = tuple(
        (
            (entry.date,),
            (kind_name(entry.kind, lang),),
            *_names(entry.name, lang),
            (entry.id,),
        )
        for entry in entries
    )
    return Document((Table(heads, rows),))


def _names(name: Mapping[str, str | None], lang: Lang) -> list[Cell]:
    """The cell of the name, or one for each language."""
    if lang == "both":
        return [(text,) if text else () for text in (name["en"], name["zh"])]
    return [(name_of(name, lang),)]
