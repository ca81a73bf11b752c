"""What the commands that write are asked for; the options of the command line derive from these."""

from dataclasses import dataclass
from typing import Literal

Sign = Literal["point", "comma"]


@dataclass(frozen=True)
class ImportRequest:
    """A table, how it is to be read, and where its observations go."""

    file: str
    """A CSV file; `-` is standard input."""
    indicator: str | None = None
    source: str | None = None
    report: str | None = None
    basis: str | None = None
    at: str | None = None
    checked: str | None = None
    unit: str | None = None
    columns: tuple[str, ...] = ()
    """`COLUMN=FIELD` each."""
    ignore: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    """`COLUMN=VALUE` each: only rows with this value are read."""
    decimal: Sign | None = None
    delimiter: str | None = None
    metadata: str | None = None
    """The file that describes a new indicator, as Open SDG has it."""
    series: str = "whole"
    """`bases`: what parts rows becomes bases of a new indicator."""
    topic: str | None = None
    """The file that a new indicator goes into."""
