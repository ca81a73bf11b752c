"""The content of every export format: the tables of kinds and of claims, with declared types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from mic25cli.calc.progress_question import Question
from mic25cli.calc.table_definition import Column, LongTable, Row, each_row, of_several_datasets
from mic25cli.calc.tables import TABLES, records
from mic25cli.model import record_json
from mic25cli.model.dataset import Record, RecordSet
from mic25cli.model.dataset_profile import Profile
from mic25cli.model.kinds import KINDS
from mic25cli.values import FrozenData, field, replace

RENAMED = {"findings": "findings_read"}
"""Tables of claims whose name is also that of a kind, with the name to use instead."""
CLAIMED = {"findings": "findings", "amounts": "funds"} | dict.fromkeys(
    ("forecasts", "verdicts"), "assessments"
)
"""Tables with the claims of a single kind; a dataset that does not use the kind lacks them."""


class Content(FrozenData):
    """One or more datasets at their dates, and the tables of their export."""

    dataset: RecordSet
    version: str
    when: Question
    cut: tuple[str, ...]
    """How the dataset was cut, for example `as of 2019`."""
    parts: Mapping[str, Content] = field(default_factory=dict)
    """Several datasets by name; `dataset` is the first of them."""

    broken: list[str] = field(default_factory=list)
    """The columns with ids of records that do not exist, in the tables written so far."""

    @property
    def profile(self) -> Profile:
        """The profile of the dataset; for several, a common one."""
        if not self.parts:
            return self.dataset.profile
        every = [part.profile for part in self.parts.values()]
        terms = {profile.license for profile in every}
        return Profile(
            id="-".join(self.parts),
            title="; ".join(profile.title for profile in every),
            authors=tuple(dict.fromkeys(name for profile in every for name in profile.authors)),
            license=terms.pop() if len(terms) == 1 else None,
            kinds=tuple(kind for kind in KINDS if any(kind in dataset.kinds for dataset in every)),
        )

    @cached_property
    def tables(self) -> tuple[LongTable, ...]:
        """The tables in order: kinds, then claims."""
        kinds = [records.described(kind) for kind in self.profile.kinds]
        claims = [
            replace(table, name=RENAMED.get(name, name))
            for name, table in TABLES.items()
            if CLAIMED.get(name, "sources") in self.profile.kinds
        ]
        return tuple(map(self.wide, (*kinds, *claims)))

    @property
    def of(self) -> tuple[str, ...]:
        """The column for the dataset of a row; empty for a single dataset."""
        return ("dataset",) if self.parts else ()

    def wide(self, table: LongTable) -> LongTable:
        """A table, with a column for the dataset if there are several."""
        return of_several_datasets(table) if self.parts else table

    @property
    def _each(self) -> Mapping[str, Content]:
        """The datasets by name; the name of a single one is empty."""
        return self.parts or {"": self}

    def each_row(self, table: LongTable) -> Iterator[Row]:
        """The rows of a table one by one."""
        for name, part in self._each.items():
            for row in each_row(table, part.dataset, part.when):
                yield {**row, "dataset": name} if name else row

    def records(self, kind: str) -> Iterator[Record]:
        """The records of a kind; for several datasets, each with the name of its dataset."""
        for name, part in self._each.items():
            for record in part.dataset.kind(kind).values():
                yield {"dataset": name, **record} if name else record

    def _holds(self, row: Row, kind: str, id_: object) -> bool:
        part = self._each[str(row["dataset"]) if self.parts else ""]
        return id_ is None or id_ in part.dataset.kind(kind)

    def links(self, table: LongTable, rows: list[Row]) -> list[tuple[str, str, str]]:
        """The columns with keys of another table, with that table and its key. A column with an id
        that no record has is left out and added to `broken`."""
        keys = {table.name: table.key[bool(self.parts)] for table in self.tables}
        columns = []
        for column, name in table.links():
            if name not in keys:
                continue
            if name not in KINDS or all(self._holds(row, name, row[column]) for row in rows):
                columns.append((column, name, keys[name]))
            else:
                self.broken.append(f"{table.name}.{column}")
        return columns

    @property
    def notes(self) -> dict[str, str]:
        """The notes on a file: dataset, version, licence and dates."""
        of_data = {"version": self.profile.version or "none", "digest": self.dataset.digest}
        own_notes = {**of_data, "as_of": self.when.as_of, "mic25": self.version}
        for key in ("version", "digest", "as_of") if self.parts else ():
            by_dataset = (f"{name} {part.notes[key]}" for name, part in self.parts.items())
            own_notes[key] = ", ".join(by_dataset)
        own_notes |= {"license": self.profile.license} if self.profile.license else {}
        return {**own_notes, **({"cut": ", ".join(self.cut)} if self.cut else {})}


def with_digits(table: LongTable, rows: Iterable[Row]) -> tuple[tuple[Column, ...], Iterator[Row]]:
    """The columns and rows, with extra columns for digits that a format may lose."""
    numbers = [column.key for column in table.columns if column.type == "number"]
    texts = (Column(f"{key}_text", "string", f"{key} with the digits recorded") for key in numbers)
    wider = ({**row, **{f"{key}_text": text_of(row[key]) for key in numbers}} for row in rows)
    return (*table.columns, *texts), wider


def text_of(value: object) -> str | None:
    """A value as text: lists and mappings as JSON."""
    if value is None or isinstance(value, Decimal):
        return None if value is None else f"{value:f}"
    return record_json.line(value) if isinstance(value, bool | list | dict) else str(value)
