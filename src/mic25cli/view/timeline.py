"""The timeline as a table: date, kind, name, id."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from mic25cli.calc.timeline import TimelineEntry
from mic25cli.view.columns import ColumnOf, name_columns, table_of
from mic25cli.view.document import Head, TextDocument
from mic25cli.view.output import Output
from mic25cli.view.text import Lang
from mic25cli.view.words import kind_name, label

OUTPUT = Output("timeline", TimelineEntry)


def document(entries: Sequence[TimelineEntry], lang: Lang) -> TextDocument:
    """The entries, a row each."""
    columns: list[ColumnOf[TimelineEntry]] = [
        (Head("date", label("date", lang), rank=0), lambda entry: entry.date),
        (Head("kind", label("kind", lang), style="dim"), lambda entry: kind_name(entry.kind, lang)),
        *name_columns("name", attrgetter("name"), lang),
        (Head("id", label("id", lang), rank=2, style="id"), lambda entry: entry.id),
    ]
    return TextDocument((table_of(columns, entries)._replace(scanned=True),))
