"""What became of the targets since another date or edition: values for machines, a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from mic25cli.calc.cites import Reading
from mic25cli.calc.progress.against import Outcome
from mic25cli.calc.progress.result import Result
from mic25cli.calc.progress.rollup import JudgedBy
from mic25cli.calc.progress.status import Reason, Status
from mic25cli.model.plain import in_place, recorded_as
from mic25cli.view.answer import Columns
from mic25cli.view.columns import ColumnOf, table_of
from mic25cli.view.document import Cell, Head, Style, TextDocument
from mic25cli.view.output import Output
from mic25cli.view.progress import statuses
from mic25cli.view.progress.items import amount
from mic25cli.view.progress.table import year_of
from mic25cli.view.text import Lang, name_of
from mic25cli.view.words import label

if TYPE_CHECKING:
    from mic25cli.model.records import Name


@dataclass(frozen=True)
class ChangedSide:
    """What a milestone was on one side, and on which number that rests."""

    status: Status
    fit: str | None
    reasons: tuple[Reason, ...]
    goal: str
    """as its source words it"""
    observation: Reading | None


@dataclass(frozen=True)
class ChangedMilestone:
    """A milestone whose status or evidence changed; a side is null where it lacks the target."""

    target: str
    name: Name
    year: int | None
    report: str | None
    industries: tuple[str, ...]
    worse: bool
    changed: Literal["status", "evidence"]
    old: ChangedSide | None
    new: ChangedSide | None


@dataclass(frozen=True)
class OldSide:
    """What is compared with."""

    at: str
    commit: str | None
    as_of: str
    digest: str


@dataclass(frozen=True)
class ChangeCounts:
    """How many changes there are."""

    changes: int
    status: int
    evidence: int
    worse: int


@dataclass(frozen=True, kw_only=True)
class AgainstReport:
    """What changed since another edition or date; the milestones follow."""

    schema: Literal["mic25.progress-against/1"] = "mic25.progress-against/1"
    judged_by: JudgedBy = field(metadata=in_place(JudgedBy))
    old: OldSide
    summary: ChangeCounts


OUTPUT = Output("progress-against", ChangedMilestone, AgainstReport)

COLUMNS: Columns = (
    "target", "name_en=name.en", "name_zh=name.zh", "year", "report", "worse", "changed",
    "old_status=old.status", "new_status=new.status", "old_fit=old.fit", "new_fit=new.fit",
    "old_period=old.observation.period", "new_period=new.observation.period",
    "old_observed=old.observation.printed", "new_observed=new.observation.printed",
)  # fmt: skip


def changed(outcome: Outcome) -> ChangedMilestone:
    """A change of status or evidence as it is printed."""
    result = outcome.either
    return recorded_as(
        ChangedMilestone,
        vars(result.milestone),
        vars(result),
        worse=outcome.worse,
        changed="status" if outcome.moved else "evidence",
        old=_side(outcome.old),
        new=_side(outcome.new),
    )


def _side(result: Result | None) -> ChangedSide | None:
    if result is None:
        return None
    return recorded_as(ChangedSide, vars(result), goal=amount(result.milestone, "en"))


def counts(outcomes: Sequence[Outcome]) -> ChangeCounts:
    """How many changes there are, and of what."""
    moved = sum(outcome.moved for outcome in outcomes)
    worse = sum(outcome.worse for outcome in outcomes)
    return ChangeCounts(len(outcomes), moved, len(outcomes) - moved, worse)


def document(outcomes: Sequence[Outcome], old: str, new: str, lang: Lang) -> TextDocument:
    """The changes as a table, the worst first, under what is compared with what."""
    columns: list[ColumnOf[Outcome]] = [
        (
            Head("name", label("progress-target", lang), rank=0, style="name"),
            lambda each: name_of(each.either.name, lang),
        ),
        (Head("year", label("progress-year", lang), rank=0), lambda each: year_of(each.either)),
        (Head("old", label("against-old", lang), rank=0), lambda each: _status(each.old, lang)),
        (Head("new", label("against-new", lang), rank=0), lambda each: _moved(each, lang)),
        (Head("seen", label("against-seen", lang)), lambda each: _seen(each, lang)),
        (Head("id", label("id", lang), rank=2, style="id"), lambda each: each.either.target),
    ]
    key = "against-total" if outcomes else "against-none"
    note = label(key, lang, count=len(outcomes), worse=counts(outcomes).worse)
    return TextDocument((table_of(columns, outcomes),), f"{old} → {new}", notes=(note,), level=3)


def _moved(outcome: Outcome, lang: Lang) -> Cell:
    style: Style = "bad" if outcome.worse else "good" if outcome.moved else ""
    return (((style, _status(outcome.new, lang)),),)


def _status(result: Result | None, lang: Lang) -> str:
    return "–" if result is None else statuses.status_text(result, lang)


def _seen(outcome: Outcome, lang: Lang) -> str:
    """The observation that each side rests on, where it is another one."""
    texts = [
        "–"
        if result is None or result.observation is None
        else f"{amount(result.observation, lang)} ({result.observation.period})"
        for result in (outcome.old, outcome.new)
    ]
    return texts[0] if texts[0] == texts[1] else f"{texts[0]} → {texts[1]}"
