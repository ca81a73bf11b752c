"""Long tables: one row for each claim, typed columns, one unit for each quantity. The id of a claim
is `targets/ID#2025@REPORT`; if a second claim has the same id, it ends in `~2`, sorted by
content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from mic25cli.calc.progress_question import Question
from mic25cli.calc.table_definition import Column, LongTable, Row
from mic25cli.calc.tables import claims, statuses
from mic25cli.model.dataset import RecordSet
from mic25cli.model.unique_keys import read_table

ROWS: dict[str, Callable[[RecordSet, Question], Iterator[Row]]] = {
    "observations": claims.observations,
    "milestones": claims.milestones,
    "statuses": statuses.rows,
    "amounts": claims.amounts,
    "forecasts": claims.forecasts,
    "findings": claims.findings,
    "verdicts": claims.verdicts,
    "citations": claims.citations,
    "links": claims.links_of_records,
    "units": claims.units,
}
"""The function that returns the rows of each table."""


_declarations = partial(read_table, Path(__file__).with_name("tables"))


def declared(name: str, rows: Callable[[RecordSet, Question], Iterator[Row]]) -> LongTable:
    """The table declared in `tables.json` by its columns, or names of groups of columns."""
    table = _declarations()["tables"][name]
    refers = table.get("refers", {})
    columns = []
    for listed in table["columns"]:
        group = _declarations()["groups"][listed] if isinstance(listed, str) else [listed]
        for key, *declaration in group:
            column = Column(key, *declaration)
            columns.append(replace(column, of=refers.get(key, column.of)))
    lists = tuple((kind, path) for kind, path in table.get("rows_of", ()))
    return LongTable(name, table["meaning"], tuple(columns), tuple(table["key"]), rows, lists)


TABLES = {name: declared(name, rows) for name, rows in ROWS.items()}
"""The long tables by name."""
