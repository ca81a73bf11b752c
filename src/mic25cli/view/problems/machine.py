"""The report as JSON: one object with a fixed set of keys."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypedDict

from mic25cli.check.run import Report
from mic25cli.view.output import Output
from mic25cli.view.render import machine

SCHEMA: Final = "mic25.validate/1"


class Summary(TypedDict):
    """How many files, records and faults there are."""

    files: int
    records: int
    fine: Annotated[int, "records without a fault"]
    errors: int
    warnings: int
    codes: Annotated[dict[str, int], "faults by code"]


class File(TypedDict):
    """A file that was checked."""

    path: str
    kind: str | None
    records: int
    fine: Annotated[list[str], "ids of the records without a fault"]
    errors: int
    warnings: int


class Fault(TypedDict):
    """A fault and its place."""

    path: str
    line: int
    column: int
    severity: Literal["error", "warning"]
    code: str
    message: str
    hint: str | None
    kind: str | None
    id: str | None
    field: str | None


class Checked(TypedDict):
    """What was checked; the faults follow."""

    schema: Literal["mic25.validate/1"]
    strict: Annotated[bool, "whether warnings fail, too"]
    summary: Summary
    files: list[File]


class Whole(Checked):
    """A report of all faults."""

    results: list[Fault]


OUTPUT = Output("validate", Fault, Checked)


def payload(report: Report, strict: bool) -> Whole:
    """The report as plain values; every key is always there."""
    return {
        "schema": SCHEMA,
        "strict": strict,
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


def json(report: Report, strict: bool, person: bool) -> str:
    """The payload: spread out for a person, a fault a line in a pipe."""
    return machine.json(payload(report, strict), person)
