"""Faults a line each, for people, and as the commands that GitHub Actions reads."""

from __future__ import annotations

import posixpath

from mic25cli.check.run import Report
from mic25cli.diagnostic import Diagnostic
from mic25cli.view.problems import Look
from mic25cli.view.text import visible

_COLORS = {"error": "31", "warning": "33", "code": "1", "hint": "2"}


def line(fault: Diagnostic, look: Look) -> str:
    """`path:line:column: severity CODE message (hint)`."""

    def colored(text: str, what: str) -> str:
        return f"\x1b[{_COLORS[what]}m{visible(text)}\x1b[0m" if look.color else visible(text)

    hint = " " + colored(f"({fault.hint})", "hint") if fault.hint else ""
    place = visible(f"{fault.path}:{fault.line}:{fault.column}")
    severity = colored(fault.severity, fault.severity)
    return f"{place}: {severity} {colored(fault.code, 'code')} {visible(fault.message)}{hint}"


def faults(report: Report, look: Look) -> str:
    """A line a fault, then, if they are asked for, the counts by code."""
    # Two records that share an aliased value share its fault, and its line.
    lines = list(dict.fromkeys(line(each, look) for each in report.diagnostics))
    if look.statistics:
        width = max((len(str(count)) for count in report.codes.values()), default=1)
        ranked = sorted(report.codes.items(), key=lambda each: (-each[1], each[0]))
        lines += [f"{count:>{width}} {code}" for code, count in ranked]
    return "".join(each + "\n" for each in lines)


def summary(report: Report) -> str:
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
    return "\n".join(lines)


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"


def github(report: Report, look: Look) -> str:
    """A workflow command a fault, which GitHub shows beside the line."""
    lines = []
    for each in report.diagnostics:
        path = posixpath.normpath(posixpath.join(look.prefix, each.path.replace("\\", "/")))
        properties = {
            "file": path,
            "line": str(each.line),
            "col": str(each.column),
            "title": f"mic25 {each.code}",
        }
        options = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        message = each.message + (f" ({each.hint})" if each.hint else "")
        lines.append(f"::{each.severity} {options}::{_data(message)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
