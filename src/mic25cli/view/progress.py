"""Progress as a sheet: a table with bars for people, every input for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from mic25cli.calc.cites import Reading
from mic25cli.calc.progress.method import rounded
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.milestone import Milestone
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.progress.rollup import Counts
from mic25cli.view import progress_columns, progress_compare, progress_table, statuses
from mic25cli.view.progress_table import amount
from mic25cli.view.quantities import number
from mic25cli.view.sheet import Sheet
from mic25cli.view.text import Lang

SCHEMA = "mic25.progress/1"

_APART = ("candidates", "series", "methods", "disagree")
"""Parts of a result that `explain` shows, or `--compare`."""


@dataclass(frozen=True)
class Envelope:
    """What a progress report says of itself, beside its results."""

    question: Question
    digest: str
    by: str | None = None
    compare: bool = False


def plain(value: Any) -> Any:
    """A frozen result as plain values: mappings, lists, numbers, texts.

    What was worked out has six significant digits, and what was recorded its own; a milestone and a
    reading have their printed form beside.
    """
    if is_dataclass(value) and not isinstance(value, type):
        found = {each.name: plain(getattr(value, each.name)) for each in fields(value)}
        if isinstance(value, Milestone | Reading):
            found["printed"] = amount(value, "en")
        return found
    if isinstance(value, float):
        return rounded(value)
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def item(result: Result, compare: bool) -> dict[str, Any]:
    """A result as plain values; `methods` and `disagree` are null unless all are compared."""
    found = {
        each.name: plain(getattr(result, each.name))
        for each in fields(result)
        if each.name not in _APART
    }
    return {
        **found,
        "methods": plain(result.methods) if compare else None,
        "disagree": result.disagree if compare else None,
        "sources": list(result.sources),
    }


def method_of(question: Question) -> dict[str, Any]:
    """The method of a question, as the envelope names it."""
    method = METHODS[question.method]
    return {
        "id": method.id,
        "version": method.version,
        "title": method.title,
        "measure": method.measure,
        "strict_compat": question.strict_compat,
    }


def payload(
    envelope: Envelope, summary: Counts, results: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """The report as JSON prints it."""
    question = envelope.question
    return {
        "schema": SCHEMA,
        "method": method_of(question),
        "as_of": question.as_of,
        "known_at": question.known_at,
        "digest": envelope.digest,
        "basis": question.basis,
        "min_grade": question.min_grade,
        "checked": question.checked,
        "substitute": question.substitute,
        "by": envelope.by,
        "summary": plain(summary),
        "results": list(results),
    }


def sheet(
    rows: Sequence[tuple[Result, Mapping[str, Any]]],
    summary: Counts,
    envelope: Envelope,
    lang: Lang,
    for_people: bool,
) -> Sheet:
    """Results, each with its plain values, as a sheet.

    For people the three values stand in one column, with a bar; for machines
    every number has a column of its own, unrounded.
    """
    results, items = [each for each, _ in rows], [item for _, item in rows]
    if not for_people:
        heads, cells = progress_columns.columns(results, envelope.compare)
    elif envelope.compare:
        heads, cells = progress_compare.comparison(results, lang)
    else:
        heads, cells = progress_table.table(results, lang)
    lines = footer(summary, envelope.question, lang)
    if envelope.compare:
        lines = (progress_compare.legend(lang), *lines)
    return Sheet(heads, cells, payload(envelope, summary, items), tuple(items), footer=lines)


def footer(summary: Counts, question: Question, lang: Lang) -> tuple[str, ...]:
    """Counts of every status, why there is no verdict, and how much rests on weak evidence."""
    strict = " --strict-compat" if question.strict_compat else ""
    why = ", ".join(f"{code} {count}" for code, count in summary.reasons.items())
    if lang == "zh":
        known = f",所知截至 {question.known_at}" if question.known_at else ""
        lines = [
            f"截至 {question.as_of}{known}:{summary.targets} 个目标的"
            f" {summary.milestones} 个目标值;方法 {question.method}{strict}",
            statuses.counts(summary.statuses, lang),
            f"{summary.weak_targets} 个目标依据 D 级或无人读过的来源",
        ]
        return (*lines, f"无法评估的原因:{why}") if why else tuple(lines)
    known = f", known at {question.known_at}" if question.known_at else ""
    lines = [
        f"{_count(summary.milestones, 'milestone')} of {_count(summary.targets, 'target')}"
        f" as of {question.as_of}{known}; method {question.method}{strict}",
        statuses.counts(summary.statuses, lang),
        f"{summary.weak_targets} of {_count(summary.targets, 'target')}"
        " on evidence of grade D or that nobody has read",
    ]
    return (*lines, f"no verdict for want of: {why}") if why else tuple(lines)


def _count(count: int, one: str) -> str:
    return f"{number(count)} {one}" + ("" if count == 1 else "s")
