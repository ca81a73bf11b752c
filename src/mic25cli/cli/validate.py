"""`mic25 validate`: every fault of every file, in one run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mic25cli import errors
from mic25cli.cli.options import Shared, shared_options


@shared_options
def validate(
    shared: Shared,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH…]", help="Files or folders of the book; all without."),
    ] = None,
) -> None:
    """Find every fault of the records: syntax, schema, links."""
    from mic25cli.check.run import check
    from mic25cli.store import load, place
    from mic25cli.view import problems

    loaded = load.load(place.folders(shared.records))
    report = check(loaded)
    for line in problems.lines(report):
        print(line)
    raise typer.Exit(errors.FINDINGS if report.errors else errors.DONE)
