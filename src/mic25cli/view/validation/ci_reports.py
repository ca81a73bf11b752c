"""Formats for CI services: JUnit XML, SARIF 2.1.0 and the workflow commands of GitHub Actions."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from mic25cli import __version__
from mic25cli.diagnostic import Diagnostic, Severity
from mic25cli.model import record_json
from mic25cli.values import FrozenData, field
from mic25cli.view.text import visible

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

# Characters that XML 1.0 cannot contain, even escaped.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class CiFinding(FrozenData):
    """A problem reported to a service; its path is empty if it is not in a file."""

    fault: Diagnostic
    title: str
    lines: tuple[str, ...]
    listed: str
    """The line of the finding in a list of failures."""
    identity: str
    """A text that stays the same when lines move, by which a service recognises the finding."""
    notice: bool = False
    """Whether it is only information, for example that something got better."""


class Rule(FrozenData):
    """The meaning of a code of findings; if it has an explanation, also its name and group."""

    code: str
    severity: Severity
    title: str
    why: str | None = None
    help: str = ""
    tag: str = ""


class Case(FrozenData):
    """One thing that was checked, with the findings that make it fail and the others."""

    name: str
    group: str
    path: str | None = None
    failures: tuple[CiFinding, ...] = ()
    remarks: tuple[CiFinding, ...] = ()


class CiReport(FrozenData):
    """The cases and findings of a command, for any service."""

    command: str
    tool: str
    suites: Sequence[tuple[str, Sequence[Case]]]
    """Named groups of cases."""
    findings: Sequence[CiFinding]
    rules: Sequence[Rule]
    run: Mapping[str, object] = field(default_factory=dict)
    """Further properties of the run, for SARIF."""
    root: str = ""
    """The path from the repository's root to the folder that paths start from, for GitHub."""
    closing: str = ""
    """The last line for GitHub."""
    spread: bool = True
    """Whether SARIF is indented over many lines."""


Reports = Mapping[str, CiReport]
"""Reports by the name of the dataset; the name of a single dataset is empty."""


def junit(reports: Reports) -> str:
    """The JUnit report: a test suite per suite and a test per case, which fails with its
    findings."""
    from xml.etree import ElementTree

    suites = [
        (f"{dataset}: {name}" if dataset else name, cases)
        for dataset, report in reports.items()
        for name, cases in report.suites
    ]
    name = next(report.command for report in reports.values())
    root = ElementTree.Element("testsuites", {"name": name})
    root.attrib |= _counts([case for _, cases in suites for case in cases])
    for name, cases in suites:
        element = ElementTree.SubElement(root, "testsuite", {"name": _fit(name)})
        element.attrib |= _counts(cases)
        for case in cases:
            test = ElementTree.SubElement(element, "testcase", _names_of(case))
            if case.failures:
                failure = ElementTree.SubElement(test, "failure", _about(case.failures))
                failure.text = _listed(case.failures)
            if case.remarks:
                ElementTree.SubElement(test, "system-out").text = _listed(case.remarks)
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _counts(cases: Sequence[Case]) -> dict[str, str]:
    failed = sum(bool(case.failures) for case in cases)
    return {"tests": str(len(cases)), "failures": str(failed), "errors": "0"}


def _names_of(case: Case) -> dict[str, str]:
    attributes = {"name": _fit(case.name), "classname": case.group}
    if case.path is None:
        return attributes
    places = [finding.fault.place for finding in (*case.failures, *case.remarks)]
    line = {"line": str(min(places)[1])} if places else {}
    return {**attributes, "file": _fit(case.path), **line}


def _about(failures: Sequence[CiFinding]) -> dict[str, str]:
    more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
    return {
        "type": ", ".join(dict.fromkeys(finding.fault.code for finding in failures)),
        "message": _fit(failures[0].fault.message + more),
    }


def _listed(findings: Sequence[CiFinding]) -> str:
    return "\n".join(_fit(finding.listed) for finding in findings)


def _fit(text: str) -> str:
    return _UNFIT.sub(lambda hit: f"\\u{ord(hit.group()):04x}", visible(text))


def github(reports: Reports) -> str:
    """One workflow command per finding; GitHub shows it next to its line, if it has one."""
    lines = []
    for dataset, report in reports.items():
        lines += [_workflow_command(finding, report.root, dataset) for finding in report.findings]
        lines += [f"{dataset}: {report.closing}" if dataset else report.closing] * bool(
            report.closing
        )
    return "".join(f"{line}\n" for line in lines)


def _workflow_command(finding: CiFinding, root: str, dataset: str) -> str:
    fault = finding.fault
    place: dict[str, object] = {}
    if fault.path:
        path = posixpath.normpath(posixpath.join(root, fault.path.replace("\\", "/")))
        place = {"file": path, "line": fault.line, "col": fault.column}
    properties = ",".join(
        f"{key}={_data(str(value)).replace(':', '%3A').replace(',', '%2C')}"
        for key, value in {**place, "title": f"{dataset} {finding.title}".lstrip()}.items()
    )
    level = "notice" if finding.notice else fault.severity
    return f"::{level} {properties}::{'%0A'.join(map(_data, finding.lines))}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25")


def sarif(reports: Reports) -> str:
    """A SARIF log with one run per dataset."""
    runs = [
        {**_run(report), **({"automationDetails": {"id": f"{dataset}/"}} if dataset else {})}
        for dataset, report in reports.items()
    ]
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": runs}
    spread = len(runs) > 1 or any(report.spread for report in reports.values())
    return (record_json.pretty(log) if spread else record_json.line(log)) + "\n"


WRITERS = {"junit": junit, "github": github, "sarif": sarif}
"""The functions that write reports for CI services, by format."""


def _run(report: CiReport) -> dict[str, object]:
    codes = [rule.code for rule in report.rules]
    return {
        "tool": {
            "driver": {
                "name": report.tool,
                "version": __version__,
                "rules": [_rule(rule) for rule in report.rules],
            }
        },
        **report.run,
        "results": [_result(finding, codes) for finding in report.findings],
    }


def _rule(rule: Rule) -> dict[str, object]:
    entry: dict[str, object] = {"id": rule.code, "shortDescription": {"text": rule.title}}
    level = {"defaultConfiguration": {"level": rule.severity}}
    if rule.why is None:
        return {**entry, **level}
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.code.split("-")),
        **entry,
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.help},
        **level,
        "properties": {"tags": [rule.tag]},
    }


def _result(finding: CiFinding, codes: Sequence[str]) -> dict[str, object]:
    digest = hashlib.sha256(finding.identity.encode("utf-8", "replace")).hexdigest()
    fault = finding.fault
    location: dict[str, object] = {}
    if fault.path:
        uri = quote(fault.path.replace("\\", "/").encode("utf-8", "surrogateescape"))
        location["physicalLocation"] = {
            "artifactLocation": {"uri": f"file://{uri}" if uri.startswith("/") else uri},
            "region": {"startLine": fault.line, "startColumn": fault.column},
        }
    if fault.id is not None:
        name = f"{fault.kind}/{fault.id}"
        location["logicalLocations"] = [
            {"name": fault.id, "fullyQualifiedName": name, "kind": "object"}
        ]
    return {
        "ruleId": fault.code,
        "ruleIndex": codes.index(fault.code),
        "level": "note" if finding.notice else fault.severity,
        "message": {"text": "\n".join(finding.lines)},
        "locations": [location],
        "partialFingerprints": {"mic25/v1": digest[:32]},
    }
