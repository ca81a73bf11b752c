"""The result of the check `--fail-on`, as a report for a CI service."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.progress.status import STATUSES
from mic25cli.diagnostic import Diagnostic
from mic25cli.store import record_folders
from mic25cli.values import FrozenData, field
from mic25cli.view.text import Lang, date, label

if TYPE_CHECKING:
    from mic25cli.calc.progress.compare_outcomes import MilestoneChange
    from mic25cli.view.validation.ci_reports import CiFinding, CiReport
    from mic25cli.view.verdict.sentence.answers import Answers

_GONE = "gone"
"""The code for a milestone that only the old side has."""


class Gate(FrozenData):
    """The results that a gate tested; `failed` has those that failed."""

    results: Sequence[Result]
    failed: Sequence[Result]
    fail_on: Collection[str]
    question: Question
    answers: Answers
    outcomes: Mapping[int, MilestoneChange] = field(default_factory=dict)
    """The changes of the results that were compared, by the `id` of the result."""
    folders: Sequence[Path] = ()
    """The record folders, next to whose lines a service shows its findings."""
    gone: Callable[[], Mapping[str, tuple[str, int]]] = dict
    """Returns the file and line at which targets were before."""
    root: str = ""
    """The path from the root of the repository to the working folder."""


def for_ci(gate: Gate, lang: Lang) -> CiReport:
    """The gate as a CI report: a case per milestone, a finding per failure, a rule per status."""
    from mic25cli.view.validation.ci_reports import Case, CiReport, Rule

    question = gate.question
    places = {**gate.gone(), **record_folders.lines_of(gate.folders, "targets")}
    failed = {id(result) for result in gate.failed}
    better = {key for key, outcome in gate.outcomes.items() if outcome.better} - failed
    totals = {
        id(result): _finding(result, gate, places, lang, notice=id(result) in better)
        for result in gate.results
        if id(result) in failed | better
    }
    cases = [
        Case(
            _name(result),
            result.target,
            places[result.target][0] if result.target in places else None,
            failures=tuple(totals[key] for key in (id(result),) if key in failed),
            remarks=tuple(totals[key] for key in (id(result),) if key in better),
        )
        for result in gate.results
    ]
    kinds = {finding.fault.code for finding in totals.values()}
    meanings = {str(status): label(f"status-means-{status}", lang) for status in STATUSES}
    meanings[_GONE] = label("gate-gone", lang)
    counts = {"failed": len(gate.failed), "all": len(gate.results)}
    fail_on = ",".join(gate.fail_on) or "–"
    return CiReport(
        command="mic25 progress",
        tool="mic25 progress",
        suites=[(f"as of {question.as_of}", cases)],
        findings=list(totals.values()),
        rules=[
            Rule(code, "error", meaning)
            for code, meaning in meanings.items()
            if code in gate.fail_on or code in kinds
        ],
        run={"properties": {"as_of": question.as_of, "known_at": question.known_at}},
        root=gate.root,
        closing=label(
            "gate-count", lang, **counts, codes=fail_on, as_of=date(question.as_of, lang)
        ),
    )


def _finding(
    result: Result, gate: Gate, places: Mapping[str, tuple[str, int]], lang: Lang, *, notice: bool
) -> CiFinding:
    from mic25cli.view.validation.ci_reports import CiFinding
    from mic25cli.view.verdict import changed_statuses, status_words
    from mic25cli.view.verdict.sentence.caveats import note

    semicolon, parts = label("semicolon", lang), list[str]()
    code, title = str(result.status), status_words.word(result.status, lang)
    outcome = gate.outcomes.get(id(result))
    if outcome is not None and outcome.new is None:
        code, title = _GONE, label("against-gone", lang)
        parts.append(label("gate-gone", lang))
    elif outcome is not None and outcome.moved and outcome.old is not None:
        parts.append(f"{_status_text(outcome.old, lang)} -> {_status_text(result, lang)}")
    if outcome is not None:
        parts += changed_statuses.milestone_changes(outcome, lang)
    year = result.milestone.year_name or label("no-year", lang)
    moved = semicolon.join(parts) or _status_text(result, lang)
    sentence_line, noted = label("gate-of", lang, target=result.target, year=year, change=moved), ""
    if code != _GONE and (answer := gate.answers.answered(result).answer):
        sentence, caveats = answer.in_language(lang)
        sentence_line, noted = sentence_line + sentence.text, note(caveats, lang) if caveats else ""
    # A target that only a release has is reported at the first file with targets.
    first = next(iter(places.values()), ("", 1))[0]
    path, line = places.get(result.target, (first, 1))
    if code != _GONE and result.target in places:
        milestone = (result.target, "milestones", result.milestone.index)
        line = record_folders.line_of(path, milestone, line)
    fault = Diagnostic(path, line, 1, "error", code, sentence_line, None, "targets", result.target)
    name = _name(result)
    lines = (sentence_line, noted) if noted else (sentence_line,)
    return CiFinding(fault, f"{name}: {title}", lines, " ".join(lines), f"{name}\0{code}", notice)


def _status_text(result: Result, lang: Lang) -> str:
    word = label(f"status-{result.status}", lang)
    if result.certainty != "inferred":
        return word
    return label("status-inferred", lang, status=word)


def _name(result: Result) -> str:
    milestone = result.milestone
    return " ".join(
        str(part) for part in (result.target, milestone.year, milestone.report) if part is not None
    )
