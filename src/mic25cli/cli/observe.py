"""`mic25 observe`: an observation appended to an indicator, where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from mic25cli.cli import writing
from mic25cli.cli.options import choice, date_option
from mic25cli.errors import UsageError

if TYPE_CHECKING:
    from mic25cli.edit.observation import Observed

_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,30}(?:\.[0-9]{1,30})?|\.[0-9]{1,30})")


def observe(
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help="The indicator's id.")],
    period: Annotated[
        str, typer.Argument(metavar="PERIOD", help="What it is for: 2024, 2024-06, 2020/2024.")
    ],
    value: Annotated[
        str | None,
        typer.Argument(
            metavar="VALUE", help="The number as printed; after -- if it is below zero."
        ),
    ] = None,
    source: Annotated[
        str, typer.Option("--source", metavar="ID", help="The source it was read in.")
    ] = "",
    low: Annotated[
        str | None, typer.Option("--low", metavar="N", help="Lower end of a range.")
    ] = None,
    high: Annotated[
        str | None, typer.Option("--high", metavar="N", help="Upper end of a range.")
    ] = None,
    bound: Annotated[
        str | None,
        typer.Option(
            "--bound", metavar="WORD", help="How the source hedges it: about, at-least, …"
        ),
    ] = None,
    basis: Annotated[
        str | None,
        typer.Option(
            "--basis", metavar="WORD", help="Way of counting, one of the indicator's bases."
        ),
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="LOCATOR", help="Where in the source: '§2.2'.")
    ] = None,
    checked: Annotated[
        str | None,
        typer.Option(
            "--checked",
            metavar="text|excerpt|none",
            help="How it was read; by default as much of the source as is on record.",
        ),
    ] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="UNIT", help="If not the indicator's own.")
    ] = None,
    attributed: Annotated[
        str | None,
        typer.Option("--attributed", metavar="TEXT", help="Whom the text gives as the origin."),
    ] = None,
    derived: Annotated[
        str | None,
        typer.Option("--derived", metavar="SUM", help="The sum that gives the value: '109 - 46'."),
    ] = None,
    report: Annotated[
        str | None,
        typer.Option(
            "--report", metavar="ID", help="The report that states it, if not the source."
        ),
    ] = None,
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help="What a reader must know.")
    ] = None,
    dry_run: writing.DryRun = False,
    records: writing.RecordsOption = None,
    wait: writing.Wait = writing.WAIT,
    color: writing.ColorOption = "auto",
    quiet: writing.Quiet = False,
) -> None:
    """Append an observation to an indicator, in its file, if the records stay valid."""
    from mic25cli.edit import observation
    from mic25cli.edit.observation import Observed
    from mic25cli.store import load, place
    from mic25cli.view.text import visible

    output = writing.output_of(color, quiet)
    if not source:
        raise UsageError("an observation needs a source", "say where it was read: --source ID.")
    wanted = Observed(
        indicator, period, source, value, low, high, bound, basis, at, checked, unit, attributed,
        derived, report, note,
    )  # fmt: skip
    _check_words(wanted)
    folders = place.folders(records or ())
    folder = observation.home(indicator, folders)
    change = writing.carry_out(
        folders, folder, "observe", lambda: observation.observe(folders, folder, wanted),
        dry_run, wait, output,
    )  # fmt: skip
    if not dry_run:
        where = visible(load.shown(change.path))
        done = f"{where}: {indicator}: added the observation for {visible(period)}"
        writing.say_done(f"{done}\n", done)


def _check_words(wanted: Observed) -> None:
    """Raise `UsageError` for a word or number that means nothing whatever the records hold."""
    from mic25cli.model.choices import Bound, Checked
    from mic25cli.model.units import UNITS

    date_option("PERIOD", wanted.period)
    numbers = {"VALUE": wanted.value, "--low": wanted.low, "--high": wanted.high}
    for name, text in numbers.items():
        if text is not None and not _NUMBER.fullmatch(text):
            raise UsageError(
                f"{name}: '{text}' is not a number",
                "write digits and a point, without unit, percent sign or thousands separator; "
                "a range is --low N --high N.",
            )
    if wanted.value is None and wanted.low is None and wanted.high is None:
        raise UsageError("an observation needs a value", "give VALUE, or --low and --high.")
    if wanted.bound is not None:
        choice("--bound", wanted.bound, get_args(Bound))
    if wanted.checked is not None:
        choice("--checked", wanted.checked, get_args(Checked))
    if wanted.unit is not None:
        choice("--unit", wanted.unit, tuple(UNITS))
