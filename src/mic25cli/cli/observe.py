"""`mic25 observe`: an observation appended to an indicator, where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import get_args

from mic25cli.cli.command import command
from mic25cli.cli.options import argument, date_option, text
from mic25cli.cli.writing import WriteOptions, carry_out
from mic25cli.errors import UsageError
from mic25cli.model.choices import Bound
from mic25cli.view.answer import TextAnswer

_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,30}(?:\.[0-9]{1,30})?|\.[0-9]{1,30})")


@dataclass(frozen=True)
class ObserveOptions:
    """The observation to append; numbers are texts with their digits."""

    indicator: str = argument("INDICATOR", "The indicator's id.")
    period: str = argument("PERIOD", "What it is for: 2024, 2024-06, 2020/2024.")
    value: str | None = argument(
        "VALUE", "The number as printed; after -- if it is below zero.", needed=False
    )
    source: str = text("--source", "ID", "The source it was read in. [required]")
    low: str | None = text("--low", "N", "Lower end of a range.")
    high: str | None = text("--high", "N", "Upper end of a range.")
    bound: str | None = text(
        "--bound", "WORD", "How the source hedges it: about, at-least, …", choices=get_args(Bound)
    )
    basis: str | None = text("--basis", "WORD", "Way of counting, one of the indicator's bases.")
    at: str | None = text("--at", "LOCATOR", "Where in the source: '§2.2'.")
    checked: str | None = text(
        "--checked",
        "text|excerpt|none",
        "How it was read; by default as much of the source as is on record.",
    )
    unit: str | None = text("--unit", "UNIT", "If not the indicator's own.")
    attributed: str | None = text("--attributed", "TEXT", "Whom the text gives as the origin.")
    derived: str | None = text("--derived", "SUM", "The sum that gives the value: '109 - 46'.")
    report: str | None = text("--report", "ID", "The report that states it, if not the source.")
    note: str | None = text("--note", "TEXT", "What a reader must know.")

    def __post_init__(self) -> None:
        """Raise `UsageError` for what means nothing whatever the records hold."""
        if not self.source:
            raise UsageError("missing option '--source'", "which source says so?")
        date_option("PERIOD", self.period)
        numbers = {"VALUE": self.value, "--low": self.low, "--high": self.high}
        for name, given in numbers.items():
            if given is not None and not _NUMBER.fullmatch(given):
                raise UsageError(
                    f"{name}: '{given}' is not a number",
                    "write digits and a point, without unit, percent sign or thousands separator; "
                    "a range is --low N --high N.",
                )
        if self.value is None and self.low is None and self.high is None:
            raise UsageError("an observation needs a value", "give VALUE, or --low and --high.")


@command
def observe(observation: ObserveOptions, writing: WriteOptions) -> TextAnswer:
    """Append an observation to an indicator, in its file, if the records stay valid."""
    from mic25cli.edit.observation import home
    from mic25cli.edit.observation import observe as append
    from mic25cli.store import place

    folders = place.folders(writing.records)
    folder = home(observation.indicator, folders)
    done = f"{observation.indicator}: added the observation for {observation.period}"
    return carry_out(
        folders,
        folder,
        "observe",
        lambda: append(folders, folder, vars(observation)),
        done,
        writing,
    )
