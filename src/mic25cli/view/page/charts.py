"""The charts of a page: what is drawn of a target or a fund, in characters for pages of text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mic25cli.calc.progress.result import Question
from mic25cli.model.book import Book
from mic25cli.view.document import Drawing, Line
from mic25cli.view.text import Lang

if TYPE_CHECKING:
    from mic25cli.calc.figure import Figure
    from mic25cli.calc.tally import Tally

InText = Callable[[str], Drawing | None]
"""Draws what goes by kind and id in characters; None where there is no number to draw."""


def charted(book: Book, question: Question, subject: str) -> Figure | Tally | None:
    """What is drawn of `targets/ID`, of `funds/ID`, or of all `funds`; None for no number."""
    kind, _, record_id = subject.partition("/")
    at = (question.as_of, question.known_at)
    if kind == "funds":
        from mic25cli.calc.tally import funds

        money = funds(_only(book, record_id) if record_id else book, *at)
        return money if money.groups else None
    from mic25cli.calc.figure import figure

    found = figure(book, [subject], *at)
    return found if any(panel.numbers for panel in found.panels) else None


def _only(book: Book, fund: str) -> Book:
    """The book with one fund and no other."""
    record = book.kind("funds")[fund]

    def load(kind: str) -> Mapping[str, Any]:
        return {fund: record} if kind == "funds" else book.kind(kind)

    return Book(load, book.digest, book.whole)


def in_text(book: Book, question: Question, lang: Lang) -> InText:
    """Draws charts of a book in characters, without what the page around them says already."""

    def draw(subject: str) -> Drawing | None:
        from mic25cli.calc.figure import Figure
        from mic25cli.view.chart import tally_text, text

        found = charted(book, question, subject)
        if found is None:
            return None

        def at(width: int) -> Sequence[Line]:
            if isinstance(found, Figure):
                return text.lines(found, found.panels[0], width, lang, ascii_only=False)
            return tally_text.lines(found, width, lang, ascii_only=False)

        return Drawing(at)

    return draw
