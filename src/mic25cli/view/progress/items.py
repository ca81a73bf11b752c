"""Progress as plain values: what JSON prints, and what --fields and --sort read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Annotated, Any, Final, Literal, TypedDict

from mic25cli.calc.choice import Fate
from mic25cli.calc.cites import Reading
from mic25cli.calc.progress.method import rounded
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.milestone import Milestone
from mic25cli.calc.progress.result import MethodResult, Question, Result
from mic25cli.calc.progress.rollup import NONE, Counts, Group, Mean
from mic25cli.calc.span import Number
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


_ATOMS = frozenset((str, int, bool, type(None), Decimal))


def as_json(value: object) -> Any:
    """A frozen result as plain values: mappings, lists, numbers, texts.

    What was worked out has six significant digits, and what was recorded its own; a milestone and a
    reading have their printed form beside.
    """
    sort = type(value)
    if sort in _ATOMS:
        return value
    if sort not in _WAYS:
        _WAYS[sort] = _way(sort)
    return _WAYS[sort](value)


_WAYS: dict[type, Callable[[Any], object]] = {}
"""How values of a class become plain: found once a class, as there are many values."""


def _way(sort: type) -> Callable[[Any], object]:
    if is_dataclass(sort):
        return _of_fields(sort, tuple(field.name for field in fields(sort)))
    if issubclass(sort, float):
        return rounded
    if issubclass(sort, Mapping):
        return lambda value: {key: as_json(item) for key, item in value.items()}
    if issubclass(sort, tuple | list):
        return lambda value: [as_json(item) for item in value]
    return lambda value: value


def _of_fields(sort: type, names: tuple[str, ...]) -> Callable[[Any], dict[str, object]]:
    # One step for all: of a single name it would give no tuple, so that there are two at least.
    parts = attrgetter(*names, "__class__")
    printed = issubclass(sort, PRINTED)

    def plain(value: Any) -> dict[str, object]:
        found = {
            name: part if type(part) in _ATOMS else as_json(part)
            for name, part in zip(names, parts(value), strict=False)
        }
        if printed:
            found["printed"] = amount(value, "en")
        return found

    return plain


def item(result: Result, compare: bool) -> dict[str, object]:
    """A result as plain values; `methods` and `disagree` are null unless all are compared."""
    found = {
        field.name: as_json(getattr(result, field.name))
        for field in fields(result)
        if field.name not in _APART
    }
    return {
        **found,
        "methods": as_json(result.methods) if compare else None,
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
    return {"by": by, "key": key, **as_json(group.counts), "mean": as_json(group.mean)}


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
        "summary": as_json(summary),
    }
