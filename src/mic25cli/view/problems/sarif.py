"""SARIF 2.1.0, which code scanning services read."""

from __future__ import annotations

import hashlib
from collections import Counter
from urllib.parse import quote

from mic25cli import __version__
from mic25cli.check import registry
from mic25cli.check.run import Report
from mic25cli.diagnostic import Diagnostic
from mic25cli.view import jsonout
from mic25cli.view.problems.style import Style

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def sarif(report: Report, style: Style) -> str:
    """The report as a SARIF log of one run; the rules told of are those that were found."""
    codes = [code for code in registry.codes() if code in report.codes]
    seen: Counter[str] = Counter()
    run = {
        "tool": {
            "driver": {
                "name": "mic25",
                "version": __version__,
                "rules": [_rule(code) for code in codes],
            }
        },
        # Columns count characters as people do, not the halves of UTF-16.
        "columnKind": "unicodeCodePoints",
        "results": [_result(fault, codes, seen) for fault in report.diagnostics],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return (jsonout.pretty(log) if style.person else jsonout.compact(log)) + "\n"


def _rule(code: str) -> dict[str, object]:
    entry = registry.codes()[code]
    return {
        "id": code,
        "name": "".join(part.capitalize() for part in code.split("-")),
        "shortDescription": {"text": entry.title},
        "fullDescription": {"text": entry.why},
        "help": {"text": f"{entry.why}\n\nBad:\n\n{entry.bad}\n\nGood:\n\n{entry.good}"},
        "defaultConfiguration": {"level": entry.severity},
        "properties": {"tags": [entry.family]},
    }


def _result(fault: Diagnostic, codes: list[str], seen: Counter[str]) -> dict[str, object]:
    # Lines move; what a fault is about does not, so that a service knows it again.
    about = "\0".join((fault.path, fault.code, fault.kind or "", fault.id or "", fault.field or ""))
    seen[about] += 1
    print_ = hashlib.sha256(f"{about}\0{seen[about]}".encode("utf-8", "replace")).hexdigest()[:32]
    location: dict[str, object] = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(fault.path)},
            "region": {"startLine": fault.line, "startColumn": fault.column},
        }
    }
    if fault.id is not None:
        location["logicalLocations"] = [
            {"name": fault.id, "fullyQualifiedName": f"{fault.kind}/{fault.id}", "kind": "object"}
        ]
    return {
        "ruleId": fault.code,
        "ruleIndex": codes.index(fault.code),
        "level": fault.severity,
        "message": {"text": fault.message + (f" ({fault.hint})" if fault.hint else "")},
        "locations": [location],
        "partialFingerprints": {"mic25/v1": print_},
    }


def _uri(path: str) -> str:
    whole = quote(path.replace("\\", "/").encode("utf-8", "surrogateescape"))
    return f"file://{whole}" if whole.startswith("/") else whole
