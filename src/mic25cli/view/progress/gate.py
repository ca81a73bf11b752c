"""What the gate of --fail-on found, for a CI service.

Every `progress` asks for the names of the formats: what writes them is imported when it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.progress.status import STATUSES, Status
from mic25cli.diagnostic import Diagnostic
from mic25cli.view.text import Lang
from mic25cli.view.words import label

if TYPE_CHECKING:
    from mic25cli.view.ci import CiFinding, CiReport

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


def formats(gate: Gate, lang: Lang) -> dict[str, Callable[[Sequence[Result]], str]]:
    """What writes the gate in each format: every milestone that failed by name, with why."""

    def write(name: str, _: Sequence[Result]) -> str:
        from mic25cli.view import ci

        report = for_ci(gate, lang)
        if name == "sarif":
            return ci.sarif(report, spread=True)
        return ci.junit(report) if name == "junit" else ci.github(report)

    return {name: partial(write, name) for name in GATES}


def for_ci(gate: Gate, lang: Lang) -> CiReport:
    """The gate for a CI service: a case a milestone, a finding one that failed, a rule a status."""
    from mic25cli.view.ci import Case, CiReport, Rule

    question = gate.question
    found = {id(result): _finding(result, gate, lang) for result in gate.failed}
    cases = [
        Case(
            _name(result),
            result.target,
            failures=tuple(found[key] for key in (id(result),) if key in found),
        )
        for result in gate.results
    ]
    kinds = {result.status for result in gate.failed}
    counts = {"failed": len(gate.failed), "all": len(gate.results)}
    asked = ",".join(gate.fail_on) or "–"
    return CiReport(
        command="mic25 progress",
        tool="mic25 progress",
        suites=[(f"as of {question.as_of}", cases)],
        findings=list(found.values()),
        rules=[
            Rule(status, "error", label(f"status-means-{status}", lang))
            for status in STATUSES
            if status in gate.fail_on or status in kinds
        ],
        run={"properties": {"as_of": question.as_of, "known_at": question.known_at}},
        closing=label("gate-count", lang, **counts, asked=asked, as_of=question.as_of),
    )


def _finding(result: Result, gate: Gate, lang: Lang) -> CiFinding:
    from mic25cli.view.ci import CiFinding
    from mic25cli.view.progress import statuses
    from mic25cli.view.target import sentence

    semicolon = label("semicolon", lang)
    said = sentence(result, lang)
    was = gate.before.get(id(result))
    if was is not None:
        earlier = label("gate-was", lang, status=statuses.word(was, lang))
        said = semicolon.join([said, earlier])
    why = semicolon.join(f"{code}: {label(f'why-{code}', lang)}" for code in result.reasons)
    fault = Diagnostic("", 1, 1, "error", result.status, said, None, "targets", result.target)
    name = _name(result)
    title = f"{name}: {statuses.word(result.status, lang)}"
    return CiFinding(fault, title, (said, why), why, f"{name}\0{result.status}")


def _name(result: Result) -> str:
    """A milestone by name: its target, year and report."""
    milestone = result.milestone
    return " ".join(
        str(part) for part in (result.target, milestone.year, milestone.report) if part is not None
    )
