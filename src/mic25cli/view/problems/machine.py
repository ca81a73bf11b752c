"""What validation found as JSON: one object with a fixed set of keys."""

from __future__ import annotations

from mic25cli.check.run import CheckReport, ValidateReport
from mic25cli.diagnostic import Diagnostic
from mic25cli.model.plain import plain
from mic25cli.view.output import Output
from mic25cli.view.render import machine

OUTPUT = Output("validate", Diagnostic, ValidateReport)


def json(found: CheckReport, strict: bool, person: bool) -> str:
    """The report and the faults: spread out for a person, a fault a line in a pipe."""
    report = plain(ValidateReport(strict=strict, summary=found, files=found.files))
    return machine.json({**report, "results": plain(found.diagnostics)}, person)
