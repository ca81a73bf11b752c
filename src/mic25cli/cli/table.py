"""`mic25 table NAME`: claims as long tables for spreadsheets, data frames and databases."""

from __future__ import annotations

from collections.abc import Mapping

from mic25cli.calc.tables import TABLES, When, rows_of
from mic25cli.cli.command import command
from mic25cli.cli.options import argument
from mic25cli.cli.session import Session
from mic25cli.errors import UsageError, unknown
from mic25cli.model.kinds import KINDS
from mic25cli.view.answer import Answer, Counted, same


@command
def table(
    session: Session,
    name: str = argument("NAME", "One of: " + ", ".join(TABLES) + ".", completes="table"),
) -> Answer[Mapping[str, object]]:
    """Print claims as a table of one row each: values as recorded and in one base unit.

    Columns, types and keys are the same whatever the data. 'mic25 table links' joins records to
    all that they name; 'mic25 table statuses' judges each milestone as
    of --as-of, or the book's last day.
    """
    from mic25cli.view import longtable

    if name in KINDS and name not in TABLES:
        raise UsageError(
            f"'{name}' is a kind, and no table of claims",
            f"'mic25 {name} -f csv' has a row a record.",
        )
    if name not in TABLES:
        raise unknown("table", name, TABLES)
    chosen = TABLES[name]

    return Answer(
        rows_of(chosen, session.book, When(session.day, session.known_at)),
        lambda rows: longtable.document(chosen, rows),
        same,
        of=lambda: [{column.key: None for column in chosen.columns}],
        counted=Counted("row"),
        undated=session.seen.undated,
    )
