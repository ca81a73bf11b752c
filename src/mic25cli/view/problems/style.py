"""How a report of validation is to be written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Style:
    """How a report is to be written."""

    color: bool = False
    person: bool = False
    """Whether somebody reads it on a terminal, which spreads JSON out."""
    strict: bool = False
    """Whether warnings fail."""
    statistics: bool = False
    prefix: str = ""
    """What leads from the root of the repository to the paths, for GitHub."""
