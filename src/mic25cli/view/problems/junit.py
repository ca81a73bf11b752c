"""JUnit XML, which CI services show as tests: a suite a file, a case a record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from mic25cli.check.run import CheckedFile, Report
from mic25cli.diagnostic import Diagnostic
from mic25cli.view.problems import text
from mic25cli.view.problems.style import Style
from mic25cli.view.text import visible

# What XML 1.0 cannot hold, not even escaped.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: Report, style: Style) -> str:
    """A case for every record, which fails if it has an error (or, when strict, a warning)."""
    by_path: dict[str, list[Diagnostic]] = {}
    for fault in report.diagnostics:
        by_path.setdefault(fault.path, []).append(fault)
    root = Element("testsuites", {"name": "mic25 validate"})
    tests = failures = 0
    for file in report.files:
        cases = _cases(file, by_path.get(file.path, []))
        failed = [name for name, faults in cases.items() if _failing(faults, style)]
        suite = SubElement(root, "testsuite", {"name": _fit(visible(file.path))})
        suite.attrib |= _counts(len(cases), len(failed))
        for name, faults in cases.items():
            _add_case(suite, file, name, faults, style)
        tests, failures = tests + len(cases), failures + len(failed)
    root.attrib |= _counts(tests, failures)
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _cases(file: CheckedFile, faults: Sequence[Diagnostic]) -> dict[str, list[Diagnostic]]:
    """The faults of each record; one outside every record is a case of its own."""
    cases: dict[str, list[Diagnostic]] = {record_id: [] for record_id in file.fine}
    for fault in faults:
        cases.setdefault(fault.id or "(file)", []).append(fault)
    return cases


def _failing(faults: Sequence[Diagnostic], style: Style) -> list[Diagnostic]:
    return [fault for fault in faults if style.strict or fault.severity == "error"]


def _counts(tests: int, failures: int) -> dict[str, str]:
    return {"tests": str(tests), "failures": str(failures), "errors": "0"}


def _add_case(
    suite: Element, file: CheckedFile, name: str, faults: Sequence[Diagnostic], style: Style
) -> None:
    case = SubElement(
        suite,
        "testcase",
        {
            "name": _fit(visible(name)),
            "classname": file.kind or "file",
            "file": _fit(visible(file.path)),
            **({"line": str(faults[0].line)} if faults else {}),
        },
    )
    failed = _failing(faults, style)
    if failed:
        more = f" (and {len(failed) - 1} more)" if len(failed) > 1 else ""
        about = {
            "type": ", ".join(dict.fromkeys(fault.code for fault in failed)),
            "message": _fit(visible(failed[0].message + more)),
        }
        SubElement(case, "failure", about).text = _lines(failed)
    rest = [fault for fault in faults if fault not in failed]
    if rest:
        SubElement(case, "system-out").text = _lines(rest)


def _lines(faults: Sequence[Diagnostic]) -> str:
    return _fit("\n".join(text.line(fault, Style()) for fault in faults))


def _fit(string: str) -> str:
    return _UNFIT.sub(lambda hit: f"\\u{ord(hit.group()):04x}", string)
