"""`mic25 coverage`: what the book holds and how well it is sourced."""

from __future__ import annotations

from typing import Any

from mic25cli.cli.command import command
from mic25cli.cli.options import text
from mic25cli.cli.session import Session
from mic25cli.model.choices import By
from mic25cli.view.answer import Answer


@command
def coverage(
    session: Session,
    by: By = text(
        "--by",
        "kind|industry|chapter",
        "What to count by; chapter counts findings.",
        "kind",
        noun="grouping",
    ),
) -> Answer[Any]:
    """Count records, claims, sources by grade, fields filled and targets that can be assessed.

    Targets are looked at as of --as-of, or the book's last day.
    """
    from mic25cli.calc.coverage import CoverageRow, cover
    from mic25cli.view import coverage as view

    book = session.book
    # Cut to a time, the book has lost indicators that targets still name.
    found = cover(book, by, session.day, session.known_at, book.whole)

    return Answer(
        found.groups,
        lambda rows: view.document(found, rows, book, session.lang),
        of=CoverageRow,
        report=found,
        undated=session.seen.undated,
    )
