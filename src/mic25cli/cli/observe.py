"""`mic25 observe`: an observation appended to an indicator, where it stands."""

from __future__ import annotations

import re
from contextlib import nullcontext
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from mic25cli.cli import stream, writing
from mic25cli.cli.options import choice, date_option
from mic25cli.errors import UsageError, unknown

if TYPE_CHECKING:
    from mic25cli.store.load import Loaded

_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,30}(?:\.[0-9]{1,30})?|\.[0-9]{1,30})")


@dataclass(frozen=True)
class Observed:
    """The observation that the command line describes; numbers are texts with their digits."""

    indicator: str
    period: str
    source: str
    value: str | None = None
    low: str | None = None
    high: str | None = None
    bound: str | None = None
    basis: str | None = None
    at: str | None = None
    checked: str | None = None
    unit: str | None = None
    attributed: str | None = None
    derived: str | None = None
    report: str | None = None
    note: str | None = None


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
    output = writing.output_of(color, quiet)
    if not source:
        raise UsageError("an observation needs a source", "say where it was read: --source ID.")
    wanted = Observed(
        indicator, period, source, value, low, high, bound, basis, at, checked, unit, attributed,
        derived, report, note,
    )  # fmt: skip
    _check_words(wanted)
    run_observe(wanted, tuple(records or ()), dry_run, wait, output)


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


def run_observe(
    wanted: Observed, records: tuple[Path, ...], dry_run: bool, wait: float, output: stream.Output
) -> None:
    """Append the observation, or raise `UsageError` or `RecordsError` and write nothing."""
    from mic25cli.store import editing, place
    from mic25cli.store.load import shown

    folders = place.folders(records)
    home = _home(wanted.indicator, folders)
    if not dry_run:
        writing.writable(home)
    with nullcontext() if dry_run else writing.held(home, "observe", wait):
        loaded = editing.load_changed(folders, None)
        path = _file_of(loaded, wanted.indicator, home)
        claim = _claim(wanted, loaded)
        change = editing.with_observation(path, wanted.indicator, editing.part_of(claim))
        if dry_run:
            writing.show_patch(path, change.before, change.after, output)
        writing.propose(folders, change, output)
        if not dry_run:
            writing.commit(change)
            stream.write(
                f"{shown(path)}: {wanted.indicator}: added the observation for {wanted.period}\n"
            )


def _home(indicator: str, folders: tuple[Path, ...]) -> Path:
    """The folder whose record of the indicator counts: the last that has it."""
    from mic25cli.store import load, place

    for folder in reversed(folders[1:]):
        layer = load.Loaded()
        for file in place.files(folder):
            if file.kind == "indicators":
                load.load_file(layer, file)
        if ("indicators", indicator) in layer.ids:
            return folder
    return folders[0]


def _file_of(loaded: Loaded, indicator: str, home: Path) -> Path:
    from mic25cli.store import place
    from mic25cli.store.load import shown

    spot = loaded.spots.get(("indicators", indicator))
    if spot is None:
        seen = loaded.ids.get(("indicators", indicator))
        if seen is not None:
            raise UsageError(
                f"the indicator '{indicator}' ({seen}) is not valid as it stands",
                "'mic25 validate' lists its faults.",
            )
        raise unknown(
            "indicator",
            indicator,
            loaded.records.get("indicators", {}),
            "'mic25 indicators' lists them.",
        )
    return next(file.path for file in place.files(home) if shown(file.path) == spot.path)


def _claim(wanted: Observed, loaded: Loaded) -> dict[str, Any]:
    """The observation as the record will hold it."""
    indicator = loaded.records["indicators"][wanted.indicator]
    sources = loaded.records.get("sources", {})
    for given in (wanted.source, wanted.report):
        if given is not None and given not in sources:
            raise unknown(
                "source",
                given,
                sources,
                "add it first: 'mic25 add sources ID', 'mic25 sources' lists them.",
            )
    bases = indicator["bases"]
    if wanted.basis is not None and wanted.basis not in bases:
        raise unknown(
            f"basis of '{wanted.indicator}'",
            wanted.basis,
            bases,
            "it has no bases: leave --basis out.",
        )
    if wanted.basis is None and bases:
        raise UsageError(
            f"'{wanted.indicator}' is counted in several ways, which are never mixed",
            "say which with --basis: " + ", ".join(bases) + ".",
        )
    _refuse_double(wanted, indicator)
    coverage = sources[wanted.source]["coverage"]
    checked = wanted.checked or ("text" if coverage == "full" else "excerpt")
    report = wanted.report if wanted.report != wanted.source else None
    period: Any = int(wanted.period) if wanted.period.isdigit() else wanted.period
    claim = {
        "period": period,
        "basis": wanted.basis,
        "attributed": wanted.attributed,
        "derived": wanted.derived,
        "value": _number(wanted.value),
        "low": _number(wanted.low),
        "high": _number(wanted.high),
        "bound": wanted.bound,
        "unit": wanted.unit if wanted.unit != indicator["unit"] else None,
        "report": report,
        "cite": [_filled({"source": wanted.source, "at": wanted.at, "checked": checked})],
        "note": wanted.note,
    }
    return _filled(claim)


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}


def _number(text: str | None) -> Any:
    if text is None:
        return None
    # A tree of its own, because a number would lose a leading plus or point.
    from mic25cli.store.syntax import Part

    whole = text.lstrip("+-").isdigit()
    return Part("scalar", int(text) if whole else Decimal(text), text)


def _refuse_double(wanted: Observed, indicator: dict[str, Any]) -> None:
    report = wanted.report or wanted.source
    values = [
        Decimal(each) if each is not None else None
        for each in (wanted.value, wanted.low, wanted.high)
    ]
    for old in indicator["observations"]:
        same = (old["period"], old["basis"], old["report"]) == (wanted.period, wanted.basis, report)
        if same and [old["value"], old["low"], old["high"]] == values:
            raise UsageError(
                f"'{wanted.indicator}' has this value for {wanted.period} from '{report}' already",
                f"'mic25 indicators show {wanted.indicator}' shows it.",
            )
