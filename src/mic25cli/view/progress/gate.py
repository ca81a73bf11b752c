"""What the gate of --fail-on found, in the formats that CI services read.

Every `progress` asks for the names of the formats: what writes them is imported when it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from mic25cli import __version__
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.progress.status import MEANING, STATUSES, Status
from mic25cli.view import jsonout
from mic25cli.view.text import Lang, visible
from mic25cli.view.words import label

GATES = ("junit", "github", "sarif")
"""The formats by name."""


@dataclass(frozen=True)
class Gate:
    """What a gate looked at and what failed it, `failed` being some of the `results`."""

    results: Sequence[Result]
    failed: Sequence[Result]
    fail_on: Collection[str]
    question: Question
    before: Mapping[int, Status] = field(default_factory=dict)
    """The earlier status of those that had another, by the `id` of the result."""


def text(name: str, gate: Gate, lang: Lang) -> str:
    """The results in a format: each milestone that failed by name, with why."""
    formats: dict[str, Callable[[Gate, Lang], str]] = {
        "junit": junit, "github": github, "sarif": sarif,
    }  # fmt: skip
    return formats[name](gate, lang)


def _name(result: Result) -> str:
    """A milestone by name: its target, year and report."""
    aim = result.milestone
    return " ".join(str(part) for part in (result.target, aim.year, aim.report) if part is not None)


def _said(result: Result, gate: Gate, lang: Lang) -> str:
    """A milestone with its status, and the one that it had before."""
    from mic25cli.view.progress import statuses
    from mic25cli.view.progress.explain import in_short

    said = in_short(result, lang)
    was = gate.before.get(id(result))
    if was is None:
        return said
    earlier = label("gate-was", lang, status=statuses.word(was, lang))
    return label("semicolon", lang).join([said, earlier])


def _why(result: Result, lang: Lang) -> str:
    """Why a milestone has its status: the reasons in words."""
    said = [f"{code}: {label(f'why-{code}', lang)}" for code in result.reasons]
    return label("semicolon", lang).join(said)


def junit(gate: Gate, lang: Lang) -> str:
    """JUnit XML: a case a milestone, which fails on a status of the gate."""
    from xml.etree import ElementTree

    marks = {id(result) for result in gate.failed}
    counts = {"tests": str(len(gate.results)), "failures": str(len(gate.failed)), "errors": "0"}
    root = ElementTree.Element("testsuites", {"name": "mic25 progress", **counts})
    suite = ElementTree.SubElement(
        root, "testsuite", {"name": f"as of {gate.question.as_of}", **counts}
    )
    for result in gate.results:
        case = ElementTree.SubElement(
            suite, "testcase", {"name": visible(_name(result)), "classname": result.target}
        )
        if id(result) in marks:
            failure = ElementTree.SubElement(
                case,
                "failure",
                {"type": result.status, "message": visible(_said(result, gate, lang))},
            )
            failure.text = visible(_why(result, lang))
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def github(gate: Gate, lang: Lang) -> str:
    """GitHub's workflow commands: an error a milestone that failed, and a line that counts."""
    from mic25cli.view.progress import statuses

    lines = []
    for result in gate.failed:
        title = _escaped(f"{_name(result)}: {statuses.word(result.status, lang)}")
        title = title.replace(":", "%3A").replace(",", "%2C")
        said = f"{_said(result, gate, lang)}\n{_why(result, lang)}"
        lines.append(f"::error title={title}::{_escaped(said)}")
    counts = {"failed": len(gate.failed), "all": len(gate.results)}
    asked = ",".join(gate.fail_on) or "–"
    lines.append(label("gate-count", lang, **counts, asked=asked, as_of=gate.question.as_of))
    return "\n".join(lines) + "\n"


def _escaped(said: str) -> str:
    """A message as the runner reads it: line breaks and percent signs written out."""
    lines = "\n".join(visible(line) for line in said.split("\n"))
    return lines.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def sarif(gate: Gate, lang: Lang) -> str:
    """SARIF 2.1.0: a rule a status of the gate, a result a milestone that failed."""
    from mic25cli.view.problems.sarif import SCHEMA

    kinds = {result.status for result in gate.failed}
    rules = [status for status in STATUSES if status in gate.fail_on or status in kinds]
    run: dict[str, object] = {
        "tool": {
            "driver": {
                "name": "mic25 progress",
                "version": __version__,
                "rules": [
                    {
                        "id": status,
                        "shortDescription": {"text": MEANING[status]},
                        "defaultConfiguration": {"level": "error"},
                    }
                    for status in rules
                ],
            }
        },
        "properties": {"as_of": gate.question.as_of, "known_at": gate.question.known_at},
        "results": [
            _finding(result, rules.index(result.status), gate, lang) for result in gate.failed
        ],
    }
    return jsonout.pretty({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _finding(result: Result, rule: int, gate: Gate, lang: Lang) -> dict[str, object]:
    import hashlib

    name = f"targets/{result.target}"
    print_ = hashlib.sha256(f"{_name(result)}\0{result.status}".encode()).hexdigest()[:32]
    return {
        "ruleId": result.status,
        "ruleIndex": rule,
        "level": "error",
        "message": {"text": f"{_said(result, gate, lang)}\n{_why(result, lang)}"},
        "locations": [
            {
                "logicalLocations": [
                    {"name": result.target, "fullyQualifiedName": name, "kind": "object"}
                ]
            }
        ],
        "partialFingerprints": {"mic25/v1": print_},
    }
