"""The books of the shelf, a row each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from mic25cli.model.records import Name
from mic25cli.view.columns import ColumnOf, name_columns, table_of
from mic25cli.view.document import Head, TextDocument
from mic25cli.view.output import Output
from mic25cli.view.text import Lang
from mic25cli.view.words import label

DIGITS = 12
"""Signs of a digest that people see; the other formats have all."""


@dataclass(frozen=True)
class BookOnShelf:
    """A book: what it is, and how many of its targets can be judged."""

    book: str
    """what --book calls it"""
    title: Name
    version: str | None
    digest: str
    """what its records hash to"""
    as_of: str
    """the day that its targets are judged at: asked for, or its last"""
    targets: int
    judged: int
    """targets that were reached, late or not, or missed, each once"""


OUTPUT = Output("books", BookOnShelf)


def document(rows: Sequence[BookOnShelf], lang: Lang) -> TextDocument:
    """The books as a table."""
    columns: list[ColumnOf[BookOnShelf]] = [
        (Head("book", label("group-book", lang), rank=0, style="id"), lambda row: row.book),
        *name_columns("name", attrgetter("title"), lang),
        (Head("version", label("book-version", lang), rank=3), lambda row: row.version or ""),
        (Head("digest", label("book-digest", lang), rank=4), lambda row: row.digest[:DIGITS]),
        (Head("as_of", label("book-as-of", lang), rank=2), lambda row: row.as_of),
        (Head("targets", label("group-targets", lang), True), lambda row: str(row.targets)),
        (Head("judged", label("book-judged", lang), True), lambda row: str(row.judged)),
    ]
    return TextDocument((table_of(columns, rows),))


COLUMNS = ("book", "title_en=title.en", "title_zh=title.zh", "version", "digest", "as_of",
           "targets", "judged")  # fmt: skip
