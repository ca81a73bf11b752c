"""The content of an answer for people, apart from its format; each format draws every part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from mic25cli.values import NamedTuple

Style = Literal[
    "", "name", "id", "dim",
    "old", "new", "removed", "added",
    "raised", "lowered", "gone", "altered", "restated", "observed",
    "good", "late", "fair", "poor", "bad", "hit",
    "series-0", "series-1", "series-2", "series-3", "series-4", "series-5", "series-6", "series-7",
    "title", "ref", "link", "drawn",
]  # fmt: skip
"""What a piece of text is: a role; the terminal's renderer gives each its colour."""

BRACKETS: dict[Style, tuple[str, str]] = {
    "removed": ("[-", "-]"),
    "added": ("{+", "+}"),
    "hit": ("«", "»"),
}
"""Around words that went, came (as `git diff --word-diff` has them), and that a search found."""


class RecordName(str):
    """The name of a record; a page links to it under `name`, or shows nothing if that is empty."""

    kind: str
    id: str
    name: str

    def __new__(cls, text: str, kind: str, id_: str, name: str | None = None) -> RecordName:
        """The record that is shown, its owner, and its name if that differs."""
        new = super().__new__(cls, text)
        new.kind, new.id, new.name = kind, id_, str(text if name is None else name)
        return new


Piece = tuple[Style, str]
Line = str | tuple[Piece, ...]
"""One line of text, as a whole or in pieces with a style each."""

Cell = tuple[Line, ...]
"""The lines of a cell; joined with `; ` where a format has one line a row."""


def cell(value: object) -> Cell:
    """A plain value as a cell: one line per item of a list, JSON for nested values."""
    if value is None:
        return ()
    if isinstance(value, bool):
        return ("true" if value else "false",)
    items = value if isinstance(value, list) else [value]
    if isinstance(value, Mapping) or any(isinstance(item, Mapping | list) for item in items):
        from mic25cli.model import record_json

        return (record_json.line(value),)
    return tuple(map(str, items))


def bare(line: Line) -> str:
    """A line's text without its styles."""
    return line if isinstance(line, str) else "".join(text for _, text in line)


def signed(line: Line) -> str:
    """The text of a line as shown without colours: with the brackets of its styles."""
    if isinstance(line, str):
        return line
    parts = ((BRACKETS.get(style, ("", "")), text) for style, text in line)
    return "".join(f"{before}{text}{after}" for (before, after), text in parts)


HeadStyle = Literal["", "id", "name", "dim", "drawn", "whole", "amount"]
"""`drawn`: a picture in characters, of which every space counts. `whole` is never cut, an `amount`
only after what it is."""


class Head(NamedTuple):
    """The head of a column: its key for machines, its title for people, and its layout."""

    key: str
    title: str
    right: bool = False
    rank: int = 1
    """How soon the column gives way on a narrow terminal: the highest first, 0 never."""
    style: HeadStyle = ""
    short: str = ""
    """A sign for the title in a narrow table; a line below explains it."""


class TextTable(NamedTuple):
    """Rows of cells under heads; a title is needed only if a document has several tables."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    notes: tuple[str, ...] = ()
    """The note of each row, empty where it has none; none at all where no row has one."""
    note_head: str = ""
    scanned: bool = False
    """Whether it is a list of records: a line each, cut where it is too long."""

    def with_notes(self) -> TextTable:
        """The table with its notes as a column, if there is room for one."""
        if not self.notes:
            return self
        rows = tuple(
            (*row, (note,) if note else ()) for row, note in zip(self.rows, self.notes, strict=True)
        )
        return TextTable((*self.heads, Head("note", self.note_head)), rows, self.title)


class Band(NamedTuple):
    """Rows that belong together: a title, a summary, and what is left out."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]
    qualifier: Line = ""
    note: str = ""


class Banded(NamedTuple):
    """Bands of rows under the same heads."""

    heads: tuple[Head, ...]
    bands: tuple[Band, ...]

    def table(self) -> TextTable:
        """All rows as one table, a line each."""
        rows = tuple(row for band in self.bands for row in band.rows)
        return TextTable(self.heads, rows, scanned=True)


class Facts(NamedTuple):
    """A list of labels, each with its text."""

    rows: tuple[tuple[str, Cell], ...]


class Listing(NamedTuple):
    """Lines below an optional title, each with a mark (`[1]`) or an empty one."""

    title: str
    items: tuple[tuple[str, Line], ...]


class Lines(NamedTuple):
    """Lines of running text."""

    lines: tuple[Line, ...]


class Notes(NamedTuple):
    """Indented remarks on the parts above or below."""

    lines: tuple[str, ...]


class Drawing(NamedTuple):
    """A table with a column drawn in characters, as wide as there is room."""

    at: Callable[[int], TextTable]
    """The table for a screen of this width."""


class Heading(NamedTuple):
    """The head of a section: its title, a summary, and what is left out."""

    title: str
    qualifier: str = ""
    more: str = ""


class Entry(NamedTuple):
    """An entry of a section: a label, a title, lines below it, and a qualifier."""

    label: Piece
    title: str
    lines: tuple[Line, ...] = ()
    qualifier: str = ""


class Entries(NamedTuple):
    """Entries in a row; `heads` name their four columns in formats with columns."""

    entries: tuple[Entry, ...]
    heads: tuple[str, ...] = ("", "", "", "")


class TextDocument(NamedTuple):
    """A document: title, subtitle, parts in order, and notes on the whole."""

    parts: tuple[Part, ...] = ()
    title: str = ""
    subtitle: str = ""
    about: tuple[str, str] | None = None
    """The record that the title names: the word for its kind, and its id."""
    notes: tuple[str, ...] = ()
    level: int = 2
    """The level of the title as a Markdown heading."""

    def noted(self, *notes: str) -> TextDocument:
        """The document with more notes below it."""
        return self._replace(notes=(*self.notes, *notes))


def stacked(documents: Iterable[TextDocument]) -> TextDocument:
    """Several documents as one; a single one unchanged."""
    joined = tuple(documents)
    return joined[0] if len(joined) == 1 else TextDocument(joined)


_Text = TextTable | Banded | Facts | Listing | Lines | Drawing | Notes
Part = _Text | Heading | Entries | TextDocument


DRAWN = 120
"""Columns of a drawing in a format that has no width of its own."""


def separated(part: Part, before: Part | None, after: Part | None) -> bool:
    """Whether an empty line precedes a part in formats made of text lines."""
    if isinstance(part, Heading):
        # No empty line between sections that show nothing.
        closed = after is None or isinstance(after, Heading)
        return not (isinstance(before, Heading) and closed)
    if isinstance(part, TextTable):
        return bool(part.title)
    return isinstance(part, Facts | Listing | TextDocument | Drawing)


def first_table(document: TextDocument) -> TextTable:
    """The first table of a document; an empty one if it has none."""
    for part in document.parts:
        if isinstance(part, TextTable):
            return part
        if isinstance(part, Banded):
            return part.table()
        if isinstance(part, TextDocument):
            return first_table(part)
    return TextTable((), ())
