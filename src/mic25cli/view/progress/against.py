"""What became of the targets since another date or edition: values for machines, a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypedDict

from mic25cli.calc.cites import Reading
from mic25cli.calc.progress.against import Outcome
from mic25cli.calc.progress.result import Result
from mic25cli.calc.progress.status import Reason, Status
from mic25cli.model.plain import plain
from mic25cli.view.document import Cell, Document, Head, Style, Table
from mic25cli.view.output import FieldsOf, Output
from mic25cli.view.progress import statuses
from mic25cli.view.progress.items import Envelope, MethodUsed, amount, method_of
from mic25cli.view.text import Lang, name_of
from mic25cli.view.words import label

if TYPE_CHECKING:
    from mic25cli.model.records import Name

SCHEMA: Final = "mic25.progress-against/1"


class Side(TypedDict):
    """What a milestone was on one side, and on which number that rests."""

    status: Status
    fit: str | None
    reasons: list[Reason]
    goal: Annotated[str, "as its source words it"]
    observation: Annotated[Any, FieldsOf(Reading)] | None


class Moved(TypedDict):
    """A milestone whose status or evidence changed; a side is null where it lacks the target."""

    target: str
    name: Name
    year: int | None
    report: str | None
    industries: list[str]
    worse: bool
    changed: Literal["status", "evidence"]
    old: Side | None
    new: Side | None


class OldSide(TypedDict):
    """What is compared with."""

    at: str
    commit: str | None
    as_of: str
    digest: str


class Changes(TypedDict):
    """How many changes there are."""

    changes: int
    status: int
    evidence: int
    worse: int


class Report(TypedDict):
    """What changed since another edition or date; the milestones follow."""

    schema: Literal["mic25.progress-against/1"]
    method: MethodUsed
    as_of: str
    known_at: str | None
    digest: str
    old: OldSide
    summary: Changes


OUTPUT = Output("progress-against", Moved, Report)


def item(outcome: Outcome) -> Moved:
    """A change of status or evidence as plain values; a side is null where it lacks the target."""
    result = outcome.either
    return {
        "target": result.target,
        "name": result.name,
        "year": result.milestone.year,
        "report": result.milestone.report,
        "industries": list(result.industries),
        "worse": outcome.worse,
        "changed": "status" if outcome.moved else "evidence",
        "old": _side(outcome.old),
        "new": _side(outcome.new),
    }


NOTHING: dict[str, object] = dict.fromkeys(
    ("target", "name", "year", "report", "industries", "worse", "changed", "old", "new")
)
"""An item with every key and nothing to say, to tell which fields there are."""


def _side(result: Result | None) -> Side | None:
    if result is None:
        return None
    return {
        "status": result.status,
        "fit": result.fit,
        "reasons": list(result.reasons),
        "goal": amount(result.milestone, "en"),
        "observation": plain(result.observation),
    }


def envelope(outcomes: Sequence[Outcome], asked: Envelope, old: OldSide) -> Report:
    """What JSON prints before the changes: the question, the old side, how many there are."""
    question = asked.question
    return {
        "schema": SCHEMA,
        "method": method_of(question),
        "as_of": question.as_of,
        "known_at": question.known_at,
        "digest": asked.digest,
        "old": old,
        "summary": {
            "changes": len(outcomes),
            "status": sum(outcome.moved for outcome in outcomes),
            "evidence": sum(not outcome.moved for outcome in outcomes),
            "worse": sum(outcome.worse for outcome in outcomes),
        },
    }


def document(outcomes: Sequence[Outcome], old: str, new: str, lang: Lang) -> Document:
    """The changes as a table, the worst first, under what is compared with what."""
    heads = (
        Head("name", label("progress-target", lang), rank=0, style="name"),
        Head("year", label("progress-year", lang), rank=0),
        Head("old", label("against-old", lang), rank=0),
        Head("new", label("against-new", lang), rank=0),
        Head("seen", label("against-seen", lang), rank=1),
        Head("id", label("id", lang), rank=2, style="id"),
    )
    rows = tuple(_row(outcome, lang) for outcome in outcomes)
    worse = sum(outcome.worse for outcome in outcomes)
    note = label("against-none", lang)
    if outcomes:
        note = label("against-total", lang, count=len(outcomes), worse=worse)
    return Document((Table(heads, rows),), f"{old} → {new}", notes=(note,), level=3)


def _row(outcome: Outcome, lang: Lang) -> tuple[Cell, ...]:
    result = outcome.either
    style: Style = "bad" if outcome.worse else "good" if outcome.moved else ""
    year = "?" if result.milestone.year is None else str(result.milestone.year)
    return (
        (name_of(result.name, lang),),
        (year,),
        (_status(outcome.old, lang),),
        (((style, _status(outcome.new, lang)),),),
        _seen(outcome, lang),
        (result.target,),
    )


def _status(result: Result | None, lang: Lang) -> str:
    return "–" if result is None else statuses.status_text(result, lang)


def _seen(outcome: Outcome, lang: Lang) -> Cell:
    """The observation that each side rests on, where it is another one."""
    texts = [
        "–"
        if result is None or result.observation is None
        else f"{amount(result.observation, lang)} ({result.observation.period})"
        for result in (outcome.old, outcome.new)
    ]
    return (texts[0],) if texts[0] == texts[1] else (f"{texts[0]} → {texts[1]}",)


_KEYS = (
    "target", "name_en", "name_zh", "year", "report", "worse", "changed", "old_status",
    "new_status", "old_fit", "new_fit", "old_period", "new_period", "old_observed",
    "new_observed",
)  # fmt: skip


def columns(outcomes: Sequence[Outcome]) -> Table:
    """The changes with a column a value."""
    heads = tuple(Head(key, key, rank=0) for key in _KEYS)
    return Table(heads, tuple(_values(outcome) for outcome in outcomes))


def _values(outcome: Outcome) -> tuple[Cell, ...]:
    result = outcome.either
    sides = (outcome.old, outcome.new)
    seen = [None if side is None else side.observation for side in sides]
    values = [
        result.target,
        result.name["en"],
        result.name["zh"],
        result.milestone.year,
        result.milestone.report,
        "true" if outcome.worse else "false",
        "status" if outcome.moved else "evidence",
        *(None if side is None else side.status for side in sides),
        *(None if side is None else side.fit for side in sides),
        *(None if reading is None else reading.period for reading in seen),
        *(None if reading is None else amount(reading, "en") for reading in seen),
    ]
    return tuple(() if value is None else (str(value),) for value in values)
