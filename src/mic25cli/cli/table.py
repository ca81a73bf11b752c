"""`mic25 table NAME`: claims as long tables for spreadsheets, data frames and databases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mic25cli.calc import lookup
from mic25cli.calc.table_definition import Row, rows_of
from mic25cli.calc.tables import TABLES
from mic25cli.cli.command import command
from mic25cli.cli.options import Texts, argument, text, words
from mic25cli.cli.progress_options import statuses, years
from mic25cli.cli.session import Session
from mic25cli.errors import UsageError, unknown
from mic25cli.model.closed_lists import GRADES
from mic25cli.model.kinds import KINDS
from mic25cli.model.plain_values import keys
from mic25cli.values import FrozenData
from mic25cli.view.answer import Answer, RowNoun, same


class RowFilters(FrozenData):
    """The filters on rows; each uses the first of its columns that a table has."""

    industry: Texts = words("ID,…", "Show only rows of these industries")
    year: tuple[int, ...] | None = text(
        "YEAR|FROM-TO", "Show only rows of these years: 2030, 2020-2030", parse=years
    )
    status: Texts = statuses("Show only rows with these statuses")
    grade: str | None = text("GRADE", "Show only rows of this grade or better: {}", choices=GRADES)


_COLUMNS = (("industries", "industry"), ("year", "period"), ("status",))
# The columns used by filters.
_BY = dict(zip(keys(RowFilters), (*_COLUMNS, ("seen_grade", "grade")), strict=True))


def _select(rows: Iterable[Row], name: str, filters: RowFilters, ids: set[str]) -> list[Row]:
    columns = {table: {column.key for column in TABLES[table].columns} for table in TABLES}
    for key, able in _BY.items():
        if getattr(filters, key) and columns[name].isdisjoint(able):
            others = ", ".join(each for each in TABLES if not columns[each].isdisjoint(able))
            raise UsageError.of("table-has-no-column-for", name=name, name_2=key, others=others)
    by = {key: [each for each in able if each in columns[name]] for key, able in _BY.items()}

    def passes(row: Mapping[str, Any]) -> bool:
        own = row[by["industry"][0]] if ids else None
        begins, ends = row.get("period_start"), row.get("period_end")
        first = row.get("year") or int((begins or ends or "0")[:4])
        last = row.get("year") or int((ends or begins or "0")[:4])
        codes = {row.get("status"), f"{row.get('status')}:{row.get('certainty')}"}
        own_ids = {own} if isinstance(own, str) else {*(own or ())}
        return (
            (not ids or bool(ids & own_ids))
            and (not filters.year or any(first <= year <= last for year in filters.year))
            and (not filters.status or not codes.isdisjoint(filters.status))
            and (not filters.grade or (row[by["grade"][0]] or "E") <= filters.grade)
        )

    return [row for row in rows if passes(row)]


@command
def table(
    session: Session,
    filters: RowFilters,
    name: str = argument(
        "NAME", "Name a table: observations, milestones, amounts, …", completes="table"
    ),
) -> Answer[Mapping[str, object]]:
    """Print a long table with one row per claim, for spreadsheets and databases.

    Each row has the value as recorded and in a base unit. Columns never change with the data.

    Tables: observations, milestones, statuses, amounts, forecasts, findings, verdicts, citations,
    links, units.
    """
    from mic25cli.view.columns import of_long_table
    from mic25cli.view.document import TextDocument

    if name in KINDS and name not in TABLES:
        raise UsageError.of("is-record-type-not-table-of-claims", name=name)
    if name not in TABLES:
        raise unknown("table", name, TABLES, "see 'mic25 table --help'.")
    chosen = TABLES[name]
    ids = {str(lookup.industry(session.whole, each)["id"]) for each in filters.industry}
    rows = rows_of(chosen, session.dataset, session.question)
    return Answer(
        _select(rows, name, filters, ids),
        lambda rows: TextDocument((of_long_table(chosen, rows),)),
        same,
        of=lambda: [{column.key: None for column in chosen.columns}],
        counted=RowNoun("row"),
        undated=session.at_dates.undated,
    )
