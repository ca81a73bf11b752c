"""The Python interface: `import mic25cli as mic25`, then `mic25.open()`.

It asks what the command line asks, through the same functions. pandas, polars and pyarrow are
imported only by the methods that are named after them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from operator import itemgetter
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from mic25cli import __version__
from mic25cli.calc.longtable import Column, LongTable, Row, When, beside, last_day, rows_of
from mic25cli.errors import Mic25Error, RecordsError, UsageError, unknown
from mic25cli.model.book import Record
from mic25cli.model.edition import view
from mic25cli.model.kinds import KINDS
from mic25cli.model.stored import frozen

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from mic25cli.calc.diff.changes import Diff
    from mic25cli.calc.search import Hit
    from mic25cli.model.book import RecordBook as Held

__all__ = [
    "Book", "Column", "Diff", "Hit", "Mic25Error", "Records", "RecordsError", "Shelf", "Table",
    "UsageError", "book_of",
]  # fmt: skip


_LATER = {"Diff": "mic25cli.calc.diff.changes", "Hit": "mic25cli.calc.search"}


def __getattr__(name: str) -> Any:
    """The classes of what `diff` and `search` give, imported when they are asked for."""
    if name not in _LATER:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    return getattr(import_module(_LATER[name]), name)


class NoRecord(UsageError, KeyError):
    """An id that no record has; the message names the nearest."""

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


Place = str | PathLike[str]


@overload
def open(  # noqa: A001
    records: Place | None = None, as_of: str | None = None, known_at: str | None = None
) -> Book: ...
@overload
def open(  # noqa: A001
    records: list[Any], as_of: str | None = None, known_at: str | None = None
) -> Shelf: ...
def open(  # noqa: A001 - mic25.open() is what it is for
    records: Place | list[Place] | None = None,
    as_of: str | None = None,
    known_at: str | None = None,
) -> Book | Shelf:
    """The book of a record folder, by default the shipped one, as of and known at dates (EDTF).

    Several, each a folder, an exported file or a shipped book's name, give a `Shelf`.
    Raises `RecordsError` for records that cannot be read and `UsageError` for a date that is none.
    """
    from mic25cli.store import place, shelf, snapshot

    if isinstance(records, list):
        _check_texts("a book", *[fspath(each) for each in records])
        named = shelf.opened([fspath(each) for each in records])
        return Shelf({name: open(path, as_of, known_at) for name, path in named.items()})
    if isinstance(records, str) and records in shelf.names():
        records = shelf.folder(records)
    if not isinstance(records, str | PathLike | None):
        raise UsageError(f"records: {records!r} is no path", "name a record folder.")
    _checked_dates(as_of, known_at)
    folders = place.folders([] if records is None else [Path(records)])
    return Book(shelf.put(snapshot.open_book(folders)), as_of, known_at)


def _checked_dates(*dates: str | None) -> None:
    """Raise `UsageError` for what is no date (EDTF)."""
    from mic25cli.model import edtf

    for date in dates:
        if date is not None:
            _check_texts("a date", date)
            try:
                edtf.parse(date)
            except edtf.DateError as fault:
                raise UsageError(str(fault)) from fault


def _check_texts(what: str, *given: object) -> None:
    """Raise `UsageError` for what is no text."""
    for each in given:
        if not isinstance(each, str):
            raise UsageError(f"{what} is a text, not {each!r}", "put it in quotes.")


def _check_kinds(kinds: Iterable[str]) -> None:
    """Raise `UsageError` for a kind that there is none of."""
    for kind in kinds:
        if not isinstance(kind, str) or kind not in KINDS:
            raise unknown("kind", str(kind), KINDS)


def book_of(
    records: str | Mapping[str, Iterable[Record]],
    as_of: str | None = None,
    known_at: str | None = None,
    moves: Iterable[Mapping[str, Any]] = (),
) -> Book:
    """A book of records in memory, by kind: each with every key of its kind, or all that as JSON.

    What `mic25 export --format json` has under `records` is that, and so is a dossier, whose
    verdicts are measured as in its book by the `moves` of that book.
    """
    import simplejson

    from mic25cli.calc.dossiers import book_of

    try:
        held = simplejson.loads(records, use_decimal=True) if isinstance(records, str) else records
        _check_kinds(kind for kind in held if kind != "units")
        return Book(book_of(held, moves), as_of, known_at)
    except (ValueError, TypeError, AttributeError, KeyError) as fault:
        raise RecordsError(
            f"these are no records by kind: {fault}", "give what an export has under `records`."
        ) from fault


class Book:
    """All records by kind: `book.targets["nev-sales"]`, and the questions to them."""

    def __init__(self, held: Held, as_of: str | None = None, known_at: str | None = None) -> None:
        _checked_dates(as_of, known_at)
        self._whole = held.whole
        self._held = view(self._whole, as_of, known_at).book
        self.as_of = as_of
        self.known_at = known_at

    def __repr__(self) -> str:
        cut = [f"as_of={self.as_of!r}"] if self.as_of else []
        cut += [f"known_at={self.known_at!r}"] if self.known_at else []
        count = sum(len(self._held.kind(kind)) for kind in KINDS)
        return f"<mic25.Book {', '.join([f'{count} records', *cut])}>"

    def __getattr__(self, name: str) -> Records:
        if name in KINDS:
            return Records(name, self._held.kind(name))
        raise AttributeError(f"a book has no '{name}'; kinds: {', '.join(KINDS)}")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *KINDS]

    @property
    def digest(self) -> str:
        """What the records hash to: the same records, the same digest."""
        return self._whole.digest

    def at(self, as_of: str | None = None, known_at: str | None = None) -> Book:
        """The same book as of and known at other dates."""
        return Book(self._whole, as_of, known_at)

    def search(self, text: str, *kinds: str, exact: bool = False) -> tuple[Hit, ...]:
        """The records that speak of something, in either language, the nearest first."""
        from mic25cli.calc.search import search

        _check_texts("a search", text)
        _check_kinds(kinds)
        return search(self._held, text, kinds, exact=exact).hits[:]

    def table(self, name: str) -> Table:
        """A table of claims (observations, milestones, statuses, …) or of the records of a kind."""
        from mic25cli.calc.tables import TABLES, records

        _check_texts("a table's name", name)
        if name in TABLES:
            return self._table(TABLES[name])
        if name in KINDS:
            return self._table(records.described(name))
        raise unknown("table", name, [*TABLES, *KINDS])

    def dossiers(self) -> Table:
        """The book taken apart: what the targets of each indicator rest on, to be judged anywhere.

        `mic25.book_of(row["records"], moves=book.moves())` is the book of a dossier.
        """
        from mic25cli.calc.dossiers import DOSSIERS

        return self._table(DOSSIERS)

    def moves(self) -> Table:
        """How far the figures of the book moved, by which the verdicts of dossiers are measured."""
        from mic25cli.calc.dossiers import MOVES

        return self._table(MOVES)

    def progress(self, year: int | None = None, as_of: str | None = None) -> Table:
        """The table of statuses, of milestones for a year only where one is given.

        Judged as of `as_of`, the book's own date, or the last day that the book knows of.
        """
        from mic25cli.calc.tables import TABLES

        _checked_dates(as_of)
        if not isinstance(year, int | None):
            raise UsageError(f"a year is a number, not {year!r}", "leave out the quotes.")
        made = self._table(TABLES["statuses"], as_of)
        if year is None:
            return made
        return replace(made, rows=[row for row in made.rows if row["year"] == year])

    def diff(self, old: str, new: str, *kinds: str) -> Diff:
        """What changed between two dates or two reports, those that matter most first."""
        from mic25cli.calc.diff.compare import diff
        from mic25cli.calc.diff.sides import sides

        _check_texts("a date or a report", old, new)
        _check_kinds(kinds)
        both = sides(self._whole, old, new, self.known_at)
        return diff(both.old, both.new, kinds or None)

    def cite(self, *ids: str, style: str = "text") -> str:
        """The sources behind records or claims: text, bibtex, biblatex, csl-json or ris."""
        from mic25cli.calc.references import of_ids
        from mic25cli.view.cite import STYLES

        _check_texts("an id or a style", style, *ids)
        if style not in STYLES:
            raise unknown("style", style, STYLES)
        return STYLES[style](of_ids(self._held, ids))

    def _table(self, table: LongTable, as_of: str | None = None) -> Table:
        when = When(as_of or self.as_of or last_day(self._whole), self.known_at)
        return Table(table.name, table.columns, table.key, rows_of(table, self._held, when))


class Shelf(dict[str, Book]):
    """Several books side by side, each whole: `shelf["mic25"]`, and the questions to all."""

    def __missing__(self, name: object) -> Book:
        slip = unknown("book", str(name), self)
        raise NoRecord(slip.message, slip.hint)

    def __repr__(self) -> str:
        return f"<mic25.Shelf {', '.join(self)}>"

    def at(self, as_of: str | None = None, known_at: str | None = None) -> Shelf:
        """The same books as of and known at other dates."""
        return Shelf({name: book.at(as_of, known_at) for name, book in self.items()})

    def table(self, name: str) -> Table:
        """A table of all books, with a column `book`, each at its own dates."""
        return self._table({book: each.table(name) for book, each in self.items()})

    def progress(self, year: int | None = None, as_of: str | None = None) -> Table:
        """The table of statuses of all books, judged by each book's own figures alone."""
        return self._table({name: each.progress(year, as_of) for name, each in self.items()})

    def search(self, text: str, *kinds: str, exact: bool = False) -> tuple[tuple[str, Hit], ...]:
        """What is found with the book that has it, the nearest of each book first."""
        every = [
            (rank, name, hit)
            for name, book in self.items()
            for rank, hit in enumerate(book.search(text, *kinds, exact=exact))
        ]
        return tuple((name, hit) for _, name, hit in sorted(every, key=itemgetter(0)))

    def diff(self, old: str, new: str, *kinds: str) -> dict[str, Diff]:
        """What changed in each book between two dates."""
        return {name: book.diff(old, new, *kinds) for name, book in self.items()}

    def cite(self, *ids: str, style: str = "text") -> str:
        """The sources behind records as `BOOK:ID`, in one style."""
        told = [id_.partition(":") for id_ in ids]
        mine = {name: [id_ for book, _, id_ in told if self[book] is self[name]] for name in self}
        return "".join(self[name].cite(*own, style=style) for name, own in mine.items() if own)

    def _table(self, tables: Mapping[str, Table]) -> Table:
        first = next(iter(tables.values()))
        wide = beside(LongTable(first.name, "", first.columns, first.key, lambda *_: iter(())))
        rows = [{"book": name, **row} for name, table in tables.items() for row in table]
        return Table(wide.name, wide.columns, wide.key, rows)


class Records(Mapping[str, Record]):
    """The records of one kind by id; a wrong id names the nearest."""

    def __init__(self, kind: str, held: Mapping[str, Record]) -> None:
        self._kind = kind
        self._held = held

    def __getitem__(self, record_id: str) -> Record:
        try:
            found: Record = frozen(self._held[record_id])
        except (KeyError, TypeError):
            slip = unknown(KINDS[self._kind].one, str(record_id), self._held)
            raise NoRecord(slip.message, slip.hint) from None
        return found

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._held

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __repr__(self) -> str:
        return f"<{len(self)} {self._kind}>"


@dataclass(repr=False, eq=False)
class Table:
    """Rows of typed columns: the same columns with the same types, whatever the rows.

    polars, DuckDB and pandas take it as it is, through `__arrow_c_stream__`.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: list[Row]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __repr__(self) -> str:
        return f"<mic25.Table {self.name}: {len(self)} rows, {len(self.columns)} columns>"

    @cached_property
    def _arrow(self) -> pyarrow.Table:
        from mic25cli.export.others import arrow

        table = LongTable(self.name, "", self.columns, self.key, lambda *_: iter(()))
        return arrow(table, self.rows, {"mic25": __version__})

    def to_arrow(self) -> pyarrow.Table:
        """As a pyarrow table: exact numbers are decimal128(38, 9), their digits in `…_text`."""
        return self._arrow

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The Arrow PyCapsule interface."""
        return self._arrow.__arrow_c_stream__(requested_schema)

    def to_pandas(self) -> pandas.DataFrame:
        """As a pandas frame; whole numbers and truth values with gaps stay what they are."""
        pd = _library("pandas", "to_pandas")
        import pyarrow as pa

        made = self._arrow
        types = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
        frame: pandas.DataFrame = made.to_pandas(types_mapper=types.get)
        return frame

    def to_polars(self) -> polars.DataFrame:
        """As a polars frame."""
        pl = _library("polars", "to_polars")
        frame: polars.DataFrame = pl.from_arrow(self._arrow)
        return frame


def _library(name: str, method: str) -> Any:
    try:
        return import_module(name)
    except ImportError as fault:
        raise UsageError(f"{method}() needs the library {name}", f"pip install {name}.") from fault
