"""The content of an answer for people, whatever its format; every format can draw every part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from mic25cli.values import FrozenData, replace

Style = Literal[
    "", "name", "id", "dim",
    "old", "new", "removed", "added",
    "raised", "lowered", "gone", "altered", "restated", "observed",
    "good", "late", "fair", "poor", "bad", "hit",
    "series-0", "series-1", "series-2", "series-3", "series-4", "series-5", "series-6", "series-7",
    "title", "ref", "link", "drawn",
]  # fmt: skip
"""The role of a piece of text; the terminal's renderer gives each role a colour."""

BRACKETS: dict[Style, tuple[str, str]] = {
    "removed": ("[-", "-]"),
    "added": ("{+", "+}"),
    "hit": ("«", "»"),
}
"""Brackets around words removed, added (as in `git diff --word-diff`), or matched by a search."""


class RecordName(str):
    """The name of a record; a page shows `name` with a link, or nothing if that is empty."""

    kind: str
    id: str
    name: str

    def __new__(cls, text: str, kind: str, id_: str, name: str | None = None) -> RecordName:
        """The text to show, the record that it names, and the record's name if that differs."""
        new = super().__new__(cls, text)
        new.kind, new.id, new.name = kind, id_, str(text if name is None else name)
        return new


Piece = tuple[Style, str]
Line = str | tuple[Piece, ...]
"""A line of text, in one piece or in several with a style each."""

Cell = tuple[Line, ...]
"""The lines of a cell; joined with `; ` in formats with one line per row."""


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
    """The text of a line without its styles."""
    return line if isinstance(line, str) else "".join(text for _, text in line)


def signed(line: Line) -> str:
    """The text of a line without colours, but with the brackets of its styles."""
    if isinstance(line, str):
        return line
    parts = ((BRACKETS.get(style, ("", "")), text) for style, text in line)
    return "".join(f"{before}{text}{after}" for (before, after), text in parts)


HeadStyle = Literal["", "id", "name", "dim", "drawn", "whole", "amount"]
"""`drawn`: a picture made of characters, in which every space counts. `whole` is never cut, an
`amount` only after its description."""


class Head(FrozenData):
    """The head of a column: its key for machines, its title for people, and its layout."""

    key: str
    title: str
    right: bool = False
    rank: int = 1
    """The order in which columns are dropped on a narrow terminal: the highest first, 0 never."""
    style: HeadStyle = ""
    short: str = ""
    """A short sign used instead of the title in a narrow table; a line below explains it."""


class TextTable(FrozenData):
    """Rows of cells under heads; a title is needed only if a document has several tables."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    notes: tuple[str, ...] = ()
    """A note for each row, empty for a row without one; no notes at all if no row has one."""
    note_head: str = ""
    scanned: bool = False
    """Whether it is a list of records, with one line each, cut if it is too long."""

    def with_notes(self) -> TextTable:
        """The table with its notes as a column, if there is room."""
        if not self.notes:
            return self
        rows = tuple(
            (*row, (note,) if note else ()) for row, note in zip(self.rows, self.notes, strict=True)
        )
        return TextTable((*self.heads, Head("note", self.note_head)), rows, self.title)


class Band(FrozenData):
    """Rows that belong together: a title, a summary, and the number of rows left out."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]
    qualifier: Line = ""
    note: str = ""


class Banded(FrozenData):
    """Bands of rows with the same heads."""

    heads: tuple[Head, ...]
    bands: tuple[Band, ...]

    def table(self) -> TextTable:
        """All rows as one table, one line each."""
        rows = tuple(row for band in self.bands for row in band.rows)
        return TextTable(self.heads, rows, scanned=True)


class Facts(FrozenData):
    """A list of labels, each with its text."""

    rows: tuple[tuple[str, Cell], ...]


class Listing(FrozenData):
    """Lines below an optional title, each with a mark such as `[1]` or an empty one."""

    title: str
    items: tuple[tuple[str, Line], ...]


class Lines(FrozenData):
    """Lines of running text."""

    lines: tuple[Line, ...]


class Notes(FrozenData):
    """Indented notes on the part above or below."""

    lines: tuple[str, ...]


class Drawing(FrozenData):
    """A table with a column drawn in characters, which is as wide as possible."""

    at: Callable[[int], TextTable]
    """Returns the table for a screen of a given width."""


class Heading(FrozenData):
    """The head of a section: its title, a summary, and the number of entries left out."""

    title: str
    qualifier: str = ""
    more: str = ""


class Entry(FrozenData):
    """An entry of a section: a label, a title, lines below it, and a qualifier."""

    label: Piece
    title: str
    lines: tuple[Line, ...] = ()
    qualifier: str = ""


class Entries(FrozenData):
    """Consecutive entries; `heads` are the names of their four columns in formats with columns."""

    entries: tuple[Entry, ...]
    heads: tuple[str, ...] = ("", "", "", "")


class TextDocument(FrozenData):
    """A document: title, subtitle, parts in order, and notes on the whole."""

    parts: tuple[Part, ...] = ()
    title: str = ""
    subtitle: str = ""
    about: tuple[str, str] | None = None
    """The record in the title: the word for its kind, and its id."""
    notes: tuple[str, ...] = ()
    level: int = 2
    """The level of the title as a Markdown heading."""

    def noted(self, *notes: str) -> TextDocument:
        """The document with more notes below it."""
        return replace(self, notes=(*self.notes, *notes))


def stacked(documents: Iterable[TextDocument]) -> TextDocument:
    """Several documents as one; a single one unchanged."""
    joined = tuple(documents)
    return joined[0] if len(joined) == 1 else TextDocument(joined)


_Text = TextTable | Banded | Facts | Listing | Lines | Drawing | Notes
Part = _Text | Heading | Entries | TextDocument


DRAWN = 120
"""The width of a drawing, in columns, in formats without a width of their own."""


def separated(part: Part, before: Part | None, after: Part | None) -> bool:
    """Whether an empty line comes before a part in formats made of lines of text."""
    if isinstance(part, Heading):
        # No empty line between sections that are empty.
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
