"""Long tables: their typed columns, their key, and the source of their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from mic25cli.calc.progress_question import Question
from mic25cli.model import edtf
from mic25cli.model.dataset import RecordSet, source_dates
from mic25cli.values import FrozenData, replace

Type = Literal["string", "integer", "number", "float", "boolean", "date", "array", "object"]
"""The type of a column: a `number` is exact, a `float` computed, a `date` a day (ISO 8601), and an
`array` or `object` as in JSON."""
Row = dict[str, object]


class Column(FrozenData):
    """A column of a long table: key, type, meaning, and the table that its values refer to."""

    key: str
    type: Type
    meaning: str
    of: str | None = None
    """The table that its values refer to: a kind (by `id`), or a table of claims or units."""


class LongTable(FrozenData):
    """A table: its name, the meaning of a row, its columns, its key and what returns its rows."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[RecordSet, Question], Iterator[Row]]
    """Returns the rows; verdicts in them are as of the dates of the question."""
    of: tuple[tuple[str, str], ...] = ()
    """The kinds and the lists in them that have a row for each item; `*`: every kind."""

    def links(self) -> Iterator[tuple[str, str]]:
        """The columns that contain keys of a table, each with the table's name."""
        for column in self.columns:
            if column.of is not None:
                yield column.key, column.of


def of_several_datasets(table: LongTable) -> LongTable:
    """The table for several datasets; a key column names the dataset of each row."""
    dataset = Column("dataset", "string", "the dataset that the row is of")
    return replace(table, columns=(dataset, *table.columns), key=(dataset.key, *table.key))


def rows_of(table: LongTable, dataset: RecordSet, question: Question | None = None) -> list[Row]:
    """All rows of a table with every column, by default as of the day on which the dataset is
    judged."""
    return [*each_row(table, dataset, question or Question(judged_on(dataset)))]


def each_row(table: LongTable, dataset: RecordSet, question: Question) -> Iterator[Row]:
    """The rows of a table one by one, as of a date."""
    keys = [column.key for column in table.columns]
    return ({key: row.get(key) for key in keys} for row in table.rows(dataset, question))


def newest_date(dataset: RecordSet) -> tuple[str, str] | None:
    """When a source of the dataset was last published or read, as recorded, and the day from which
    that is certain; None without a date."""
    days = ((edtf.parse(text).earliest, text) for text in source_dates(dataset))
    return max(((day.isoformat(), text) for day, text in days if day is not None), default=None)


def judged_on(dataset: RecordSet, otherwise: str = "1900-01-01") -> str:
    """The day on which a dataset is judged by default; also for a dataset without dates."""
    return dataset.judged_on or otherwise
