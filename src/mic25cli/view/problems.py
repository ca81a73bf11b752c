"""Diagnostics as text."""

from __future__ import annotations

from collections.abc import Iterator

from mic25cli.check.run import Report
from mic25cli.view.text import visible


def lines(report: Report) -> Iterator[str]:
    """A line a fault, then a line of counts."""
    for each in report.diagnostics:
        text = f"{each.path}:{each.line}:{each.column}: {each.severity} {each.code} {each.message}"
        yield visible(text + (f" ({each.hint})" if each.hint else ""))
    found = sum(file[1] for file in report.files)
    fine = sum(file[2] for file in report.files)
    yield f"{fine} of {found} records in {len(report.files)} files are fine; {len(report.diagnostics)} faults"
