"""Progress as plain values: what JSON prints, and what --fields and --sort read."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated, Any, Final, Literal, TypedDict

from mic25cli.calc.choice import Fate
from mic25cli.calc.cites import Reading
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.milestone import Milestone
from mic25cli.calc.progress.result import MethodResult, Question, Result
from mic25cli.calc.progress.rollup import NONE, Counts, Group, Mean
from mic25cli.calc.span import Number
from mic25cli.model.plain import plain, printed_of
from mic25cli.view.output import FieldsOf, Output
from mic25cli.view.quantities import quantity
from mic25cli.view.text import Lang

SCHEMA: Final = "mic25.progress/1"

_APART = ("candidates", "series", "methods", "disagree")
"""Parts of a result that `explain` shows, or `--compare`."""

PRINTED = (Milestone, Reading)
"""What is printed with its quantity as its source words it."""


class MethodUsed(TypedDict):
    """The method that gives the verdicts, and what its classes are cut on."""

    id: str
    version: str
    title: str
    measure: str
    strict_compat: bool


class Report(TypedDict):
    """A report of progress: the question, then the counts; the milestones or groups follow."""

    schema: Literal["mic25.progress/1"]
    method: MethodUsed
    as_of: Annotated[str, "the reference date, EDTF"]
    known_at: Annotated[str | None, "the date of knowledge, EDTF"]
    digest: Annotated[str, "what the records hash to"]
    basis: str | None
    min_grade: str | None
    checked: Annotated[bool, "whether only what was read counts"]
    substitute: Annotated[bool, "whether an observation may stand in for a baseline"]
    by: Annotated[str | None, "what the results are grouped by; null: they are milestones"]
    fits: list[str]
    summary: Annotated[Any, FieldsOf(Counts)]


class Seen(TypedDict):
    """An observation with what became of it, and why."""

    fate: Fate
    observation: Annotated[Any, FieldsOf(Reading)]


class Point(TypedDict):
    """The value of a year."""

    year: int
    value: Number


JUDGED = FieldsOf(
    Result,
    _APART,
    {
        "methods": tuple[MethodResult, ...] | None,
        "disagree": bool | None,
        "sources": list[str],
    },
)
"""A milestone with its verdict, as `progress` prints it."""

EXPLAINED = FieldsOf(
    Result,
    ("candidates", "series"),
    {"sources": list[str], "candidates": list[Seen], "series": list[Point]},
)
"""The same with every observation, as `explain` prints it."""

GROUP = FieldsOf(Counts, (), {"by": str, "key": str | None, "mean": Mean | None})

MILESTONES = Output("progress", JUDGED, Report)
GROUPS = Output("progress-by", GROUP, Report)
OUTPUTS = (MILESTONES, GROUPS)


@dataclass(frozen=True)
class Envelope:
    """What a progress report says of itself, beside its results."""

    question: Question
    digest: str
    by: str | None = None
    compare: bool = False


def amount(part: Milestone | Reading, lang: Lang) -> str:
    """A milestone's or a reading's quantity as its source words it."""
    claim = {
        "value": part.value,
        "low": part.low,
        "high": part.high,
        "bound": part.bound,
        "unit": part.unit if part.value is not None or part.low is not None else None,
        "statement": getattr(part, "statement", None),
    }
    return quantity(claim, lang)


@printed_of(*PRINTED)
def printed(part: Milestone | Reading) -> str:
    """As its source words it."""
    return amount(part, "en")


def item(result: Result, compare: bool) -> dict[str, object]:
    """A result as plain values; `methods` and `disagree` are null unless all are compared."""
    found = {
        field.name: plain(getattr(result, field.name))
        for field in fields(result)
        if field.name not in _APART
    }
    return {
        **found,
        "methods": plain(result.methods) if compare else None,
        "disagree": result.disagree if compare else None,
        "sources": list(result.sources),
    }


def no_item() -> dict[str, object]:
    """An item with every key and nothing to say, to tell which fields there are."""
    keys = (field.name for field in fields(Result) if field.name not in _APART)
    return dict.fromkeys([*keys, "methods", "disagree", "sources"])


def group_item(by: str, group: Group) -> dict[str, object]:
    """A group as plain values: the key (null for those without one), the counts, the mean."""
    key = None if group.key == NONE else group.key
    return {"by": by, "key": key, **plain(group.counts), "mean": plain(group.mean)}


def method_of(question: Question) -> MethodUsed:
    """The method of a question, as the envelope names it."""
    method = METHODS[question.method]
    return {
        "id": method.id,
        "version": method.version,
        "title": method.title,
        "measure": method.measure,
        "strict_compat": question.strict_compat,
    }


def report(envelope: Envelope, summary: Counts) -> Report:
    """What the report says of itself, before its results."""
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
        "fits": list(question.fits),
        "summary": plain(summary),
    }
