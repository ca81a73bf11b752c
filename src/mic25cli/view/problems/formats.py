"""The formats of a report of validation, each imported when it is used."""

from __future__ import annotations

from collections.abc import Callable

from mic25cli.check.run import Report
from mic25cli.view.problems.style import Style

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
"""The formats by name."""
