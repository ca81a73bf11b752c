"""A sheet: what a command has to show, before it has a format.

Commands build a sheet from records or results; each format is a function from a
sheet to text.  A sheet carries the cells for people and the values for machines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from mic25cli.calc import paths
from mic25cli.errors import UsageError
from mic25cli.model.book import Book, Record
from mic25cli.model.kinds import KINDS, Column
from mic25cli.view.text import Lang, date, label_of, name_of

Cell = tuple[str, ...]
"""The lines of a cell; joined with `; ` where a format has one line a row."""


@dataclass(frozen=True)
class Head:
    """A column's head: its key for machines, its title for people, how it is set."""

    key: str
    title: str
    right: bool = False
    rank: int = 1
    """How soon the column gives way on a narrow terminal: the highest first, 0 never."""
    style: Literal["", "id", "name", "dim"] = ""
    want: int | None = None
    """Columns that a cell may want before it may as well wrap; None: as the table has it."""


@dataclass(frozen=True)
class Sheet:
    """Heads and rows of cells, with the value that stands for them in JSON and YAML."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    payload: Any
    """What JSON prints: a list, or a report with its `results`."""
    items: tuple[Mapping[str, Any], ...]
    """What NDJSON prints a line of, and what --fields reads."""
    title: str = ""
    footer: tuple[str, ...] = ()


def cell(value: Any, column: Column, book: Book, lang: Lang) -> Cell:
    """The lines that show a value in a column."""
    if value is None or value == []:
        return ()
    if column.show == "name":
        return (name_of(value, lang),)
    if column.show == "label":
        ids = value if isinstance(value, list) else [value]
        assert column.of is not None
        return tuple(label_of(book, column.of, each, lang) for each in dict.fromkeys(ids))
    if column.show == "date":
        return (date(value, lang),)
    if column.show == "count":
        return (str(len(value)),)
    if column.show == "quantities":
        return _quantities(value, column, book, lang)
    if column.show in ("list", "lines"):
        items = value if isinstance(value, list) else [value]
        texts = [
            name_of(item, lang) if isinstance(item, Mapping) else _text(item) for item in items
        ]
        return tuple(dict.fromkeys(texts))
    return (_text(value),)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value)


def _quantities(value: Any, column: Column, book: Book, lang: Lang) -> Cell:
    from mic25cli.view import quantities

    if column.path == "amounts":
        return tuple(quantities.amounts(value, lang))
    if column.path == "milestones":
        return tuple(quantities.milestones(value, book, lang))
    if column.path == "statements":
        return tuple(quantities.statements(value, book))
    return (f"{quantities.quantity(value, lang)} ({value['period']})",)


def _heads(column: Column, lang: Lang) -> list[Head]:
    right = column.show in ("number", "count")
    style: Literal["", "id", "name", "dim"] = ""
    if column.key == "id":
        style = "id"
    elif column.key in ("name", "title"):
        style = "name"
    if column.show == "name" and lang == "both":
        return [
            Head("name_en", column.title, False, 0, "name"),
            Head("name_zh", column.zh, False, 0, "name"),
        ]
    return [
        Head(column.key, column.zh if lang == "zh" else column.title, right, column.rank, style)
    ]


def of_records(records: Sequence[Record], kind: str, book: Book, lang: Lang) -> Sheet:
    """The sheet of a kind's list."""
    spec = KINDS[kind]
    rows = []
    for record in records:
        cells: list[Cell] = []
        for column in spec.columns:
            value = paths.get(record, column.path)
            if column.show == "name" and lang == "both":
                cells += [((value[key],) if value and value[key] else ()) for key in ("en", "zh")]
            elif column.key == "latest":
                from mic25cli.view.quantities import latest

                cells.append(latest(record, book, lang))
            else:
                cells.append(cell(value, column, book, lang))
        rows.append(tuple(cells))
    heads = tuple(head for column in spec.columns for head in _heads(column, lang))
    return Sheet(heads, tuple(rows), list(records), tuple(records))


def of_items(items: Sequence[Mapping[str, Any]]) -> Sheet:
    """Items without cells, for the formats that show none."""
    return Sheet((), (), list(items), tuple(items))


def of_fields(sheet: Sheet, fields: Sequence[str]) -> Sheet:
    """The same items, cut down to the fields asked for, in the order asked for.

    Raises `UsageError` with the nearest fields for one that the items lack.
    """
    if sheet.items:
        for field in fields:
            check_field(sheet.items, field)
    items = tuple({field: paths.get(item, field) for field in fields} for item in sheet.items)
    rows = tuple(tuple(_field_cell(item[field]) for field in fields) for item in items)
    payload: Any = list(items)
    if isinstance(sheet.payload, Mapping):
        payload = {**sheet.payload, "results": list(items)}
    heads = tuple(Head(field, field, rank=0) for field in fields)
    return Sheet(heads, rows, payload, items, sheet.title, sheet.footer)


def check_field(items: Iterable[Mapping[str, Any]], field: str) -> None:
    """A field must be known to one item whose shape can tell; all have the same keys.

    Parts may differ: what is a mapping in one item may be a text in another.
    """
    slip: UsageError | None = None
    for item in items:
        try:
            paths.check(item, field)
        except UsageError as fault:
            slip = slip or fault
            continue
        if paths.get(item, field) not in (None, []):
            return
    if slip is not None:
        raise slip


def _field_cell(value: Any) -> Cell:
    if value is None:
        return ()
    if isinstance(value, Mapping) or (
        isinstance(value, list) and any(isinstance(each, Mapping | list) for each in value)
    ):
        from mic25cli.view.jsonout import compact

        return (compact(value),)
    if isinstance(value, list):
        return tuple(_text(each) for each in value)
    if isinstance(value, bool):
        return ("true" if value else "false",)
    return (_text(value),)
