"""Progress for people: by industry, worst or best first, with targets without a verdict folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import get_args

from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.progress.rollup import NONE, Counts, count
from mic25cli.calc.progress.status import BEST_FIRST, STATUSES, MainReason
from mic25cli.model.dataset import RecordSet
from mic25cli.model.sort_order import in_order
from mic25cli.values import FrozenData, field
from mic25cli.view.columns import ColumnOf, table_of
from mic25cli.view.document import Band, Banded, Line, Lines, Listing, TextDocument
from mic25cli.view.text import Lang, counted, label
from mic25cli.view.verdict import progress_notes, progress_tables, status_words
from mic25cli.view.verdict.sentence.answers import Answers
from mic25cli.view.verdict.status_marks import STATUSES as SIGNS


class ListingStyle(FrozenData):
    """How the list is laid out: which results are folded, their order, and how to see more."""

    fold: bool = True
    """Whether targets without a verdict are only counted."""
    by_industry: bool = True
    """Whether rows are grouped by industry, the worst first; otherwise they stay in their order."""
    depends: bool = False
    """Whether the sources that each verdict depends on are shown."""
    later: Mapping[str, Sequence[Result]] = field(default_factory=dict)
    """For each target, its milestones after the one that applies."""
    more: str = ""
    """The command that lists the folded results."""
    explain: Callable[[str], str] = "mic25 explain {}".format
    """Returns the command that explains a target."""

    def folds(self, result: Result) -> bool:
        """Whether a milestone is only counted, without a row of its own."""
        return self.fold and result.status == "not-assessable"


def document(
    results: Sequence[Result],
    summary: Counts,
    question: Question,
    dataset: RecordSet,
    layout: ListingStyle,
    scope: progress_notes.HeadlineScope,
    lang: Lang,
) -> TextDocument:
    """The headline, one band of rows per industry, and the evidence of the verdicts."""
    unfolded = [result for result in results if not layout.folds(result)]
    columns = progress_tables.columns(
        results, unfolded, dataset, lang, depends=layout.depends, later=layout.later
    )
    bands = tuple(
        _band(key, group, columns, dataset, layout, scope, lang)
        for key, group in _groups(results, dataset, layout)
    )
    notes = [*progress_notes.footer(summary, lang)]
    head = Lines(progress_notes.opening(summary, question, scope, lang))
    if layout.by_industry:
        repeated = sum(len(result.industries) - 1 for result in results if result.industries)
        if repeated > 0:
            notes.append(label("progress-repeated-bands", lang, count=repeated))
    if len(unfolded) < len(results) and layout.more:
        notes.append(label("progress-more", lang, command=layout.more))
    if unfolded:
        notes.append(label("progress-one", lang, command=layout.explain(unfolded[0].target)))
    heads = tuple(head for head, _ in columns)
    parts = (head, Banded(heads, bands)) if bands else (head,)
    return TextDocument(parts, notes=tuple(notes))


def answers(
    results: Sequence[Result], opening: Sequence[str], answers: Answers, lang: Lang
) -> TextDocument:
    """The opening lines, then one answer sentence per target, with its id."""
    items: list[tuple[str, Line]] = []
    for result in results:
        answer, style = answers.sentence(result, answers.language(lang)), SIGNS[result.status][1]
        rest, id_ = answer.text[len(answer.head) :], f"  {result.target}"
        items.append(("", ((style, answer.head), ("", rest), ("id", id_))))
    head = (Lines((*opening, "")),) if opening else ()
    return TextDocument((*head, Listing("", tuple(items))) if items else ())


def _groups(
    results: Sequence[Result], dataset: RecordSet, layout: ListingStyle
) -> list[tuple[str, list[Result]]]:
    if not layout.by_industry:
        return [("", list(results))] if results else []
    every = dataset.kind("industries").values()
    order = in_order(every, ("number",), lambda industry, _: industry["number"])
    groups: dict[str, list[Result]] = {group["id"]: [] for group in order}
    groups[NONE] = []
    # Verdicts from worst to best, then settled statuses, then the rest.
    ranks = [*BEST_FIRST[::-1], *(status for status in STATUSES if status not in BEST_FIRST)]
    for result in sorted(results, key=lambda result: ranks.index(result.status)):
        for key in result.industries or (NONE,):
            groups.setdefault(key, []).append(result)
    return [(key, group) for key, group in groups.items() if group]


def _band(
    key: str,
    group: Sequence[Result],
    columns: Sequence[ColumnOf[Result]],
    dataset: RecordSet,
    layout: ListingStyle,
    scope: progress_notes.HeadlineScope,
    lang: Lang,
) -> Band:
    rest = [result for result in group if layout.folds(result)]
    note = ""
    if rest:
        reasons = Counter(result.main_reason for result in rest)
        ordered = {main: reasons[main] for main in get_args(MainReason)}
        several = counted(len(rest), "milestone" if scope.milestones else "target", lang)
        why = progress_notes.main_reasons(ordered, lang)
        mark = status_words.mark("not-assessable", lang)
        note = label("progress-folded", lang, milestones=several, why=why, mark=mark)
    rows = table_of(columns, [result for result in group if not layout.folds(result)]).rows
    if not key:
        return Band("", rows, note=note)
    name = None if key == NONE else key
    title = progress_tables.name_of_group("industry", name, dataset, lang)
    return Band(title, rows, status_words.tally(count(group).statuses), note)
