"""Faults a line each, for people, and as the commands that GitHub Actions reads."""

from __future__ import annotations

import posixpath

from mic25cli.check.run import Report
from mic25cli.diagnostic import Diagnostic
from mic25cli.view.problems.style import Style
from mic25cli.view.text import visible

_COLORS = {"error": "31", "warning": "33", "code": "1", "hint": "2"}


def line(fault: Diagnostic, style: Style) -> str:
    """`path:line:column: severity CODE message (hint)`."""

    def colored(text: str, what: str) -> str:
        return f"\x1b[{_COLORS[what]}m{visible(text)}\x1b[0m" if style.color else visible(text)

    hint = " " + colored(f"({fault.hint})", "hint") if fault.hint else ""
    place = visible(f"{fault.path}:{fault.line}:{fault.column}")
    severity = colored(fault.severity, fault.severity)
    return f"{place}: {severity} {colored(fault.code, 'code')} {visible(fault.message)}{hint}"


def faults(report: Report, style: Style) -> str:
    """A line a fault, then, if they are asked for, the counts by code."""
    # Two records that share an aliased value share its fault, and its line.
    lines = list(dict.fromkeys(line(fault, style) for fault in report.diagnostics))
    if style.statistics:
        width = max((len(str(count)) for count in report.codes.values()), default=1)
        ranked = sorted(report.codes.items(), key=lambda pair: (-pair[1], pair[0]))
        lines += [f"{count:>{width}} {code}" for code, count in ranked]
    return "".join(text + "\n" for text in lines)


def summary(report: Report) -> list[str]:
    """How many records of each file with faults are fine, and of all."""
    lines = [
        f"{visible(file.path)}: {len(file.fine)} of {file.records} records fine, "
        f"{_count(file.errors, 'error')}, {_count(file.warnings, 'warning')}"
        for file in report.files
        if file.errors or file.warnings
    ]
    files = f"{len(report.files)} file" + ("s" if len(report.files) != 1 else "")
    lines.append(
        f"{report.fine} of {report.records} records in {files} fine, "
        f"{_count(report.errors, 'error')}, {_count(report.warnings, 'warning')}"
    )
    return lines


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"


def github(report: Report, style: Style) -> str:
    """A workflow command a fault, which GitHub shows beside the line."""
    lines = []
    for fault in report.diagnostics:
        path = posixpath.normpath(posixpath.join(style.prefix, fault.path.replace("\\", "/")))
        properties = {
            "file": path,
            "line": str(fault.line),
            "col": str(fault.column),
            "title": f"mic25 {fault.code}",
        }
        options = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        message = fault.message + (f" ({fault.hint})" if fault.hint else "")
        lines.append(f"::{fault.severity} {options}::{_data(message)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
