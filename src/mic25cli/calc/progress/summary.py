"""What a report of progress says of itself, before its results."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.result import Question
from mic25cli.calc.progress.rollup import Counts
from mic25cli.model.plain import in_place, recorded_as


@dataclass(frozen=True)
class MethodUsed:
    """The method that gives the verdicts, and what its classes are cut on."""

    id: str
    version: str
    title: str
    measure: str
    strict_compat: bool


@dataclass(frozen=True)
class JudgedBy:
    """By which method, at which date and from which records something is judged."""

    method: MethodUsed
    as_of: str
    """the reference date, EDTF"""
    known_at: str | None
    """the date of knowledge, EDTF"""
    digest: str
    """what the records hash to"""


def judged_by(question: Question, digest: str) -> JudgedBy:
    """What a question is answered by, from the records with this digest."""
    method = METHODS[question.method]
    used = recorded_as(MethodUsed, vars(method), vars(question))
    return JudgedBy(used, question.as_of, question.known_at, digest)


@dataclass(frozen=True, kw_only=True)
class ProgressReport:
    """A report of progress: the question, then the counts; the milestones or groups follow."""

    schema: Literal["mic25.progress/1"] = "mic25.progress/1"
    judged_by: JudgedBy = field(metadata=in_place(JudgedBy))
    basis: str | None
    min_grade: str | None
    checked: bool
    """whether only what was read counts"""
    substitute: bool
    """whether an observation may stand in for a baseline"""
    by: str | None
    """what the results are grouped by; null: they are milestones"""
    fits: tuple[str, ...]
    summary: Counts


def report(question: Question, digest: str, summary: Counts, by: str | None) -> ProgressReport:
    """The report of the answers to a question, counted over the milestones."""
    judged = judged_by(question, digest)
    return recorded_as(ProgressReport, vars(question), judged_by=judged, by=by, summary=summary)
