"""How statuses changed between two dates or datasets, as values for machines and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, get_args

from mic25cli.calc.progress.certainty import Certainty
from mic25cli.calc.progress.compare_outcomes import Aspect, Measure, MilestoneChange, ValueChange
from mic25cli.calc.progress.result import Result
from mic25cli.calc.progress.rollup import JudgedBy
from mic25cli.calc.progress.status import Reason, Status
from mic25cli.calc.source_grades import Reading
from mic25cli.model.plain_values import in_place, recorded_as
from mic25cli.values import FrozenData, field, replace
from mic25cli.view.answer import Columns
from mic25cli.view.columns import ColumnOf, table_of
from mic25cli.view.document import Cell, Head, Style, TextDocument
from mic25cli.view.json_output import Output
from mic25cli.view.text import Lang, field_title, label, name_of
from mic25cli.view.verdict import status_words
from mic25cli.view.verdict.progress_data import amount, with_period
from mic25cli.view.verdict.progress_tables import year_of

if TYPE_CHECKING:
    from mic25cli.model.records import Name


class ChangedSide(FrozenData):
    """The status of a milestone on one side, and the figure behind it."""

    status: Status
    certainty: Certainty | None
    fit: str | None
    reasons: tuple[Reason, ...]
    year: int | None
    milestone: str
    """in the words of its source"""
    observation: Reading | None
    """the figure that decides; for a total, the sum"""


class ChangedMilestone(FrozenData):
    """A milestone that changed, with the newer side's year and report; a side may lack it."""

    target: str
    name: Name
    year: int | None
    report: str | None
    industries: tuple[str, ...]
    worse: bool
    lost: bool
    """whether a verdict, the milestone or a part of its target was lost"""
    changed: Aspect
    redefined: tuple[Measure, ...]
    milestone: ValueChange | None
    old: ChangedSide | None
    new: ChangedSide | None


class ComparedWith(FrozenData):
    """The older side of the comparison."""

    at: str
    commit: str | None
    as_of: str
    digest: str


class ChangeCounts(FrozenData):
    """The number of changes by kind, and of those that are worse or lose something."""

    changes: int
    redefined: int
    status: int
    certainty: int
    milestone: int
    evidence: int
    worse: int
    lost: int


class AgainstReport(FrozenData, kw_only=True):
    """The changes since another dataset or date; the milestones follow."""

    schema: Literal["mic25.progress-against/1"] = "mic25.progress-against/1"
    judged_by: JudgedBy = field(metadata=in_place(JudgedBy))
    old: ComparedWith
    summary: ChangeCounts


OUTPUT = Output("progress-against", ChangedMilestone, AgainstReport)

COLUMNS: Columns = (
    "target", "name_en=name.en", "name_zh=name.zh", "year", "report",
    "worse", "lost", "changed", "redefined", "milestone", "old_year=old.year", "new_year=new.year",
    "old_status=old.status", "new_status=new.status",
    "old_certainty=old.certainty", "new_certainty=new.certainty", "old_fit=old.fit",
    "new_fit=new.fit",
    "old_period=old.observation.period", "new_period=new.observation.period",
    "old_observed=old.observation.printed", "new_observed=new.observation.printed",
)  # fmt: skip


def changed(outcome: MilestoneChange) -> ChangedMilestone:
    """A change in its printed form."""
    result = outcome.either
    return recorded_as(
        ChangedMilestone,
        vars(result.milestone),
        vars(result),
        vars(outcome),
        worse=outcome.worse,
        lost=outcome.lost,
        changed=outcome.changed,
        old=_side(outcome.old),
        new=_side(outcome.new),
    )


def _side(result: Result | None) -> ChangedSide | None:
    if result is None:
        return None
    year, printed = result.milestone.year, amount(result.milestone, "en")
    figure = decisive(result)
    return recorded_as(ChangedSide, vars(result), year=year, milestone=printed, observation=figure)


def decisive(result: Result | None) -> Reading | None:
    """The figure that decides; for a total, the sum."""
    if result is None:
        return None
    return result.deciding if result.total is None else result.total.reading


def counts(outcomes: Sequence[MilestoneChange]) -> ChangeCounts:
    """The number of changes by kind, in words."""
    of = Counter(outcome.changed for outcome in outcomes)
    worse, lost = (sum(getattr(outcome, key) for outcome in outcomes) for key in ("worse", "lost"))
    changed = {aspect: of[aspect] for aspect in get_args(Aspect)}
    return ChangeCounts(len(outcomes), worse=worse, lost=lost, **changed)


def document(outcomes: Sequence[MilestoneChange], old: str, new: str, lang: Lang) -> TextDocument:
    """The changes as a table, the worst first; its title names the two sides."""

    def target_value(result: Result) -> str:
        return amount(result.milestone, lang)

    columns: list[ColumnOf[MilestoneChange]] = [
        (
            Head("name", label("field-target", lang), rank=0, style="name"),
            lambda outcome: name_of(outcome.either.name, lang),
        ),
        (
            Head("year", label("progress-year", lang), rank=0),
            lambda outcome: _sides(outcome, lambda result: year_of(result, lang)),
        ),
        (Head("milestone", label("page-value", lang)), lambda pair: _sides(pair, target_value)),
        (
            Head("old", label("against-old", lang), rank=0),
            lambda outcome: _status(outcome.old, lang),
        ),
        (Head("new", label("against-new", lang), rank=0), lambda outcome: _moved(outcome, lang)),
        (Head("seen", label("against-seen", lang)), lambda outcome: figures_text(outcome, lang)),
        (Head("id", label("id", lang), rank=2, style="id"), lambda outcome: outcome.either.target),
    ]
    key = "against-total" if outcomes else "against-none"
    note = label(key, lang, **vars(counts(outcomes)))
    table = table_of(columns, outcomes)
    # Several reports may have set the same target, which is shown in one row.
    table = replace(table, rows=tuple(dict.fromkeys(table.rows)))
    return TextDocument((table,), f"{old} → {new}", notes=(note,), level=3)


def _sides(outcome: MilestoneChange, text_of: Callable[[Result], str]) -> str:
    sides = (text_of(result) for result in (outcome.old, outcome.new) if result is not None)
    return " → ".join(dict.fromkeys(sides))


def _moved(outcome: MilestoneChange, lang: Lang) -> Cell:
    style: Style = "bad" if outcome.worse or outcome.lost else "good" if outcome.moved else ""
    after = label("against-gone", lang) if outcome.new is None else _status(outcome.new, lang)
    return tuple(((style, part),) for part in (after, *milestone_changes(outcome, lang)))


def milestone_changes(outcome: MilestoneChange, lang: Lang) -> Iterator[str]:
    """How the target, and what its verdict is measured by, changed, in words."""
    if outcome.milestone is not None:
        yield label(f"target-{outcome.milestone}", lang)
    if outcome.redefined:
        titles = (field_title(field, lang) for field in outcome.redefined)
        yield label("redefined", lang, of=label("comma", lang).join(titles))


def _status(result: Result | None, lang: Lang) -> str:
    return "–" if result is None else status_words.status_text(result, lang)


def figures_text(outcome: MilestoneChange, lang: Lang) -> str:
    """The figures that decide on the two sides; only one if they are equal."""
    figures = map(decisive, (outcome.old, outcome.new))
    texts = ["–" if figure is None else with_period(figure, lang) for figure in figures]
    return " → ".join(dict.fromkeys(texts))
