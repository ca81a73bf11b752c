"""Contradictions as a table: of what, who says what, and by how much they differ."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from mic25cli.calc.contradictions import Contradiction, OpposedFigure
from mic25cli.model.book import RecordBook
from mic25cli.model.units import of_difference
from mic25cli.view.columns import ColumnOf, name_columns, table_of
from mic25cli.view.document import Cell, Head, TextDocument
from mic25cli.view.output import Output
from mic25cli.view.progress import statuses
from mic25cli.view.quantities import quantity, rounded_quantity
from mic25cli.view.text import Lang, date
from mic25cli.view.words import label

OUTPUT = Output("contradictions", Contradiction)


def document(rows: Sequence[Contradiction], book: RecordBook, lang: Lang) -> TextDocument:
    """A row a contradiction, each figure with who stands behind it on a line of its own."""

    def said(figure: OpposedFigure) -> str:
        value = quantity(vars(figure), lang)
        told = label("contradiction-by", lang, value=value, by=figure.by)
        return told if figure.status is None else f"{statuses.mark(figure.status, lang)}: {told}"

    def gap(row: Contradiction) -> str:
        # In the indicator's unit.
        unit = book.kind("indicators")[row.indicator]["unit"]
        return "" if row.gap is None else rounded_quantity(row.gap, of_difference(unit), lang)

    def figures(row: Contradiction) -> Cell:
        return tuple(map(said, row.figures))

    def period(row: Contradiction) -> str:
        return "" if row.period is None else date(row.period, lang)

    columns: list[ColumnOf[Contradiction]] = [
        *name_columns("contradiction-of", attrgetter("name"), lang),
        (Head("period", label("contradiction-period", lang), rank=0), period),
        (Head("figures", label("contradiction-figures", lang), rank=0), figures),
        (Head("gap", label("contradiction-gap", lang), rank=1), gap),
        (Head("id", label("id", lang), rank=2, style="id"), attrgetter("indicator")),
    ]
    return TextDocument((table_of(columns, rows),))
