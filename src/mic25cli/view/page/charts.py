"""The charts of a page: what is drawn of a target or a fund, as tables for pages of text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mic25cli.calc.progress.result import Question
from mic25cli.model.book import RecordBook
from mic25cli.view.document import Drawing
from mic25cli.view.text import Lang

if TYPE_CHECKING:
    from mic25cli.calc.figure import Chart
    from mic25cli.calc.tally import ChartAcross

InText = Callable[[str], Drawing | None]
"""Draws what goes by kind and id as a table; None where there is no number to draw."""


def charted(book: RecordBook, question: Question, subject: str) -> Chart | ChartAcross | None:
    """What is drawn of `targets/ID`, of `funds/ID`, or of all `funds`; None for no number."""
    kind, _, record_id = subject.partition("/")
    at = (question.as_of, question.known_at)
    if kind == "funds":
        from mic25cli.calc.tally import funds

        money = funds(book, *at, only=record_id)
        return money if money.groups else None
    from mic25cli.calc.figure import figure

    found = figure(book, [subject], *at)
    return found if any(panel.numbers for panel in found.panels) else None


def in_text(book: RecordBook, question: Question, lang: Lang) -> InText:
    """Draws charts of a book as tables, without what the page around them says already."""

    def draw(subject: str) -> Drawing | None:
        from mic25cli.view.chart import strip

        found = charted(book, question, subject)
        return None if found is None else strip.drawing(found, lang)

    return draw
