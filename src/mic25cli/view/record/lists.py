"""A kind's list: the cells of each record, column by column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, cast

from mic25cli.calc import paths
from mic25cli.model.book import Book, Record
from mic25cli.model.kind import Column
from mic25cli.model.kinds import KINDS
from mic25cli.view.document import Cell, Document, Head, Table
from mic25cli.view.text import Lang, date, label_of, name_of
from mic25cli.view.words import column_title, value_word

if TYPE_CHECKING:
    from mic25cli.model.records import Indicator


def document(records: Sequence[Record], kind: str, book: Book, lang: Lang) -> Document:
    """The list of a kind's records."""
    return Document((table(records, kind, book, lang),))


def table(records: Sequence[Record], kind: str, book: Book, lang: Lang) -> Table:
    """The list as a table: a row a record, a column a column of its kind."""
    columns = used(kind, book)
    rows = []
    for record in records:
        cells: list[Cell] = []
        for column in columns:
            value = paths.get(record, column.path)
            if column.show == "name" and lang == "both":
                cells += [((value[key],) if value and value[key] else ()) for key in ("en", "zh")]
            elif column.key == "latest":
                from mic25cli.view.quantities import latest

                cells.append(latest(cast("Indicator", record), book, lang))
            else:
                cells.append(cell(value, column, book, lang))
        rows.append(tuple(cells))
    heads = tuple(head for column in columns for head in _heads(kind, column, lang))
    return Table(heads, tuple(rows))


def used(kind: str, book: Book) -> tuple[Column, ...]:
    """The columns of a kind without those in which no record of the book has anything.

    So that what one policy has and another has not (a 1+X framework) leaves no empty column.
    """
    records = book.whole.kind(kind).values()
    return tuple(
        column
        for column in KINDS[kind].columns
        if column.rank == 0
        or not records
        or any(paths.get(record, column.path) not in (None, [], [None]) for record in records)
    )


def cell(value: Any, column: Column, book: Book, lang: Lang) -> Cell:
    """The lines that show a value in a column."""
    if value is None or value == []:
        return ()
    if column.show == "name":
        return (name_of(value, lang),)
    if column.show == "label":
        ids = value if isinstance(value, list) else [value]
        assert column.of is not None
        return tuple(label_of(book, column.of, named, lang) for named in dict.fromkeys(ids))
    if column.show == "date":
        return (date(value, lang),)
    if column.show == "count":
        return (str(len(value)),)
    if column.show == "quantities":
        return _quantities(value, column, book, lang)
    key = column.path.rpartition(".")[2]
    if column.show in ("list", "lines"):
        items = value if isinstance(value, list) else [value]
        texts = [
            name_of(item, lang) if isinstance(item, Mapping) else text_of(key, item, lang)
            for item in items
        ]
        return tuple(dict.fromkeys(texts))
    return (text_of(key, value, lang),)


def text_of(key: str, value: object, lang: Lang) -> str:
    """A single value as text; a word of a list in the reader's language."""
    return value_word(key, value, lang) if isinstance(value, str) else str(value)


def _quantities(value: Any, column: Column, book: Book, lang: Lang) -> Cell:
    from mic25cli.view import quantities

    if column.path == "amounts":
        return tuple(quantities.amounts(value, lang, years=True))
    if column.path == "milestones":
        return tuple(quantities.milestones(value, book, lang))
    if column.path == "statements":
        return tuple(quantities.statements(value, book))
    return (f"{quantities.quantity(value, lang)} ({value['period']})",)


def _heads(kind: str, column: Column, lang: Lang) -> list[Head]:
    right = column.show in ("number", "count")
    style: Literal["", "id", "name", "dim"] = ""
    if column.key == "id":
        style = "id"
    elif column.key in ("name", "title"):
        style = "name"
    if column.show == "name" and lang == "both":
        return [
            Head("name_en", column_title(kind, column, "en"), False, 0, "name"),
            Head("name_zh", column_title(kind, column, "zh"), False, 0, "name"),
        ]
    return [Head(column.key, column_title(kind, column, lang), right, column.rank, style)]
