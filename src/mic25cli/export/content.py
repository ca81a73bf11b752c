"""What every format writes: the tables of the kinds and of claims, with declared types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from mic25cli.calc.tables import TABLES, records
from mic25cli.calc.tables.table import Column, LongTable, Row, When, rows_of
from mic25cli.model.book import RecordBook
from mic25cli.model.kinds import KINDS
from mic25cli.model.profile import Profile

RENAMED = {"findings": "findings_read"}
"""A table of claims that has the name of a kind."""
CLAIMED = {"findings": "findings", "amounts": "funds", "verdicts": "assessments"}
"""Tables of the claims of one kind alone, which a book that does not use it goes without."""


@dataclass(frozen=True)
class Content:
    """A book at its dates, and the tables that it is exported as."""

    book: RecordBook
    version: str
    when: When
    cut: tuple[str, ...]
    """How the book is cut: `as of 2019`; links of a cut book may lead to what is not in it."""

    broken: list[str] = field(default_factory=list)
    """The columns that hold ids of records that are not there, as far as they were written."""

    @property
    def profile(self) -> Profile:
        """What the book says of itself."""
        return self.book.profile

    @cached_property
    def tables(self) -> tuple[LongTable, ...]:
        """The tables in the order that they are written: kinds, then claims."""
        kinds = [records.described(kind) for kind in self.profile.kinds]
        claims = [
            replace(table, name=RENAMED.get(name, name))
            for name, table in TABLES.items()
            if CLAIMED.get(name, "sources") in self.profile.kinds
        ]
        return (*kinds, *claims)

    def rows(self, table: LongTable) -> list[Row]:
        """The rows of a table."""
        return rows_of(table, self.book, self.when)

    def links(self, table: LongTable, rows: list[Row]) -> list[tuple[str, str, str]]:
        """The columns that hold keys of a table, with it and its key; none of a cut book.

        A column with ids that no record has is none of them, and is noted in `broken`.
        """
        if self.cut:
            return []
        keys = {table.name: table.key[0] for table in self.tables}
        found = []
        for column, name in table.links():
            if name not in keys:
                continue
            held = self.book.kind(name) if name in KINDS else None
            if held is None or all(row[column] is None or row[column] in held for row in rows):
                found.append((column, name, keys[name]))
            else:
                self.broken.append(f"{table.name}.{column}")
        return found

    @property
    def notes(self) -> dict[str, str]:
        """What a file says of itself."""
        found = {"version": self.version, "digest": self.book.digest, "as_of": self.when.as_of}
        found |= {"license": self.profile.license} if self.profile.license else {}
        return {**found, **({"cut": ", ".join(self.cut)} if self.cut else {})}


def with_digits(table: LongTable, rows: Iterable[Row]) -> tuple[tuple[Column, ...], Iterator[Row]]:
    """The columns and rows, and behind them the digits of numbers, which a format may lose."""
    numbers = [column.key for column in table.columns if column.type == "number"]
    texts = (Column(f"{key}_text", "string", f"{key} with the digits recorded") for key in numbers)
    wider = ({**row, **{f"{key}_text": text_of(row[key]) for key in numbers}} for row in rows)
    return (*table.columns, *texts), wider


def text_of(value: object) -> str | None:
    """A value as text: lists and mappings as JSON."""
    from mic25cli.model import stored

    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value) if not isinstance(value, list | dict) else stored.line(value)
