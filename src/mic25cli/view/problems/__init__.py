"""What validation found, as text: for people, machines and the services that CI reports to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mic25cli.check.run import Report


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


Format = Callable[[Report, Style], str]


def _text(report: Report, style: Style) -> str:
    from mic25cli.view.problems import text

    return text.faults(report, style)


def _json(report: Report, style: Style) -> str:
    from mic25cli.view.problems import machine

    return machine.json(report, style)


def _github(report: Report, style: Style) -> str:
    from mic25cli.view.problems import text

    return text.github(report, style)


def _sarif(report: Report, style: Style) -> str:
    from mic25cli.view.problems import sarif

    return sarif.sarif(report, style)


def _junit(report: Report, style: Style) -> str:
    from mic25cli.view.problems import junit

    return junit.junit(report, style)


FORMATS: dict[str, Format] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
    "junit": _junit,
}
"""The formats by name; each is imported when it is used."""
