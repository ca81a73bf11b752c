"""The report as JSON: one object with a fixed set of keys."""

from __future__ import annotations

from typing import Any

from mic25cli.check.run import Report
from mic25cli.view.problems.style import Style
from mic25cli.view.render import machine

SCHEMA = "mic25.validate/1"


def payload(report: Report, style: Style) -> dict[str, Any]:
    """The report as plain values; every key is always there."""
    return {
        "schema": SCHEMA,
        "strict": style.strict,
        "summary": {
            "files": len(report.files),
            "records": report.records,
            "fine": report.fine,
            "errors": report.errors,
            "warnings": report.warnings,
            "codes": dict(report.codes),
        },
        "files": [
            {
                "path": file.path,
                "kind": file.kind,
                "records": file.records,
                "fine": list(file.fine),
                "errors": file.errors,
                "warnings": file.warnings,
            }
            for file in report.files
        ],
        "results": [
            {
                "path": fault.path,
                "line": fault.line,
                "column": fault.column,
                "severity": fault.severity,
                "code": fault.code,
                "message": fault.message,
                "hint": fault.hint,
                "kind": fault.kind,
                "id": fault.id,
                "field": fault.field,
            }
            for fault in report.diagnostics
        ],
    }


def json(report: Report, style: Style) -> str:
    """The payload: spread out for a person, a fault a line in a pipe."""
    return machine.json(payload(report, style), style.person)
