"""`mic25 coverage`: what the book holds and how well it is founded."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer

from mic25cli.cli import stream
from mic25cli.cli.options import Shared, shared_options
from mic25cli.errors import unknown


def today() -> str:
    """The day on which targets are looked at when no other is named."""
    return date.today().isoformat()


@shared_options
def coverage(
    shared: Shared,
    by: Annotated[
        str, typer.Option("--by", metavar="kind|industry", help="What to count by.")
    ] = "kind",
) -> None:
    """Count records, claims, sources by grade, fields filled and targets that can be assessed.

    Targets are looked at as of --as-of, or today.
    """
    from mic25cli.calc import paths, select
    from mic25cli.calc.coverage import GROUPINGS, cover
    from mic25cli.view import coverage as view

    if by not in GROUPINGS:
        raise unknown("grouping", by, GROUPINGS)
    grouping: Any = by
    book = shared.book()
    # Cut to a time, the book has lost indicators that targets still name.
    evidence = shared.open() if shared.as_of or shared.known_at else book
    found = cover(book, grouping, shared.as_of or today(), shared.known_at, evidence)
    rows = view.items(found)
    if shared.sort:
        for key in shared.sort:
            paths.check(rows[0], key.removeprefix("-"))
        rows = select.order(rows, shared.sort)  # type: ignore[assignment]
    if shared.limit is not None:
        rows = rows[: shared.limit]
    stream.emit(
        view.sheet(found, rows, book, shared.lang, book.digest, shared.known_at), shared.output
    )
