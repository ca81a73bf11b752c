"""What the report page is made of: every target judged, by industry and edition, and what changed.

Everything here is what other commands give, at one date: the briefs of all industries and targets,
the counts of `progress --by`, the diffs between editions that speak of the same targets and between
dates.  The date is the one asked for, or the last day that the book knows of.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, combinations
from typing import Final

from mic25cli.calc.brief import Brief, Payer, brief, payer
from mic25cli.calc.diff.changes import Diff, Pair
from mic25cli.calc.diff.compare import diff
from mic25cli.calc.diff.outcomes import with_outcomes
from mic25cli.calc.diff.sides import Side, edition, sides
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.once import applying
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.progress.rollup import Counts, Rollup, count, roll_up
from mic25cli.model import edtf
from mic25cli.model.book import RecordBook, published
from mic25cli.model.order import in_order
from mic25cli.steps import steps

SHARED: Final = 3
"""Targets that two documents must both speak of to be set against each other."""


@dataclass(frozen=True)
class Chapter:
    """An industry with its targets; the last chapter has those of none."""

    industry: Brief | None
    targets: tuple[Brief, ...]


@dataclass(frozen=True)
class Report:
    """The whole book at a date.

    A target of several industries stands in the chapter of the first.  `editions` are the diffs
    between documents that set the same targets, `dates` those of the targets between dates.
    """

    question: Question
    counts: Counts
    chapters: tuple[Chapter, ...]
    by_industry: Rollup
    by_edition: Rollup
    editions: tuple[Diff, ...]
    dates: tuple[Diff, ...]
    funds: tuple[Payer, ...]
    records: Diff | None = None
    """What changed since another edition of the records, where one is asked for."""


def report(book: RecordBook, question: Question, since: Side | None = None) -> Report:
    """The report on a book, cut to the dates of the question; `since` is another edition of it."""
    results = list(evaluate(book, question, hangs=True))
    return Report(
        question,
        count(applying(results)),
        tuple(_chapters(book, question)),
        roll_up(applying(results), "industry"),
        roll_up(results, "report"),
        tuple(_editions(book, question)),
        tuple(_dates(book, question, results)),
        tuple(payer(book, fund) for fund in book.kind("funds").values()),
        None if since is None else _since(book, since, question),
    )


def _since(book: RecordBook, old: Side, question: Question) -> Diff:
    new = edition(book.whole, "", question.known_at)
    found = diff(old, new)
    return with_outcomes(found, Pair(old, new), question.as_of)


def _chapters(book: RecordBook, question: Question) -> Iterator[Chapter]:
    of: defaultdict[str | None, list[Brief]] = defaultdict(list)
    targets = book.kind("targets")
    for target_id, target in steps("chapters", targets.items(), len(targets)):
        found = brief(book, "targets", target_id, question)
        if not found.results:
            continue
        # What outsiders say of the industry stands at its head.
        near = tuple(verdict for verdict in found.outside if verdict.scope == "target")
        first = next(iter(target["industries"]), None)
        of[first].append(replace(found, outside=near))
    every = book.kind("industries").values()
    industries = in_order(every, ("number",), lambda industry, _: industry["number"])
    for industry in industries:
        own = tuple(of.pop(industry["id"], ()))
        yield Chapter(brief(book, "industries", industry["id"], question), own)
    if of:
        yield Chapter(None, tuple(chain.from_iterable(of.values())))


def _editions(book: RecordBook, question: Question) -> Iterator[Diff]:
    """The diffs between documents that set the same targets, the older against the newer."""
    sets: defaultdict[str, set[str]] = defaultdict(set)
    for target in book.kind("targets").values():
        for milestone in target["milestones"]:
            if milestone["report"] is not None and published(book, milestone["report"]):
                sets[milestone["report"]].add(target["id"])
    order = sorted(sets, key=lambda each: (published(book, each) or "", each))
    for old, new in combinations(order, 2):
        if len(sets[old] & sets[new]) >= SHARED:
            pair = sides(book.whole, old, new, question.known_at)
            yield diff(pair.old, pair.new, ("targets",))


def _dates(book: RecordBook, question: Question, results: list[Result]) -> Iterator[Diff]:
    """What became of the targets from the first plan to the middle of its time, and since."""
    planned = [result.milestone for result in results if result.origin == "plan"]
    starts = [year for each in planned if (year := edtf.year_of(each.published)) is not None]
    due = [each.year for each in planned if each.year]
    if not starts or not due:
        return
    # Half way to the year that most of them are due in.
    middle = (min(starts) + Counter(sorted(due)).most_common(1)[0][0]) // 2
    days = [str(min(starts)), str(middle), question.as_of]
    end = edtf.parse(question.as_of)
    for old, new in ((days[0], days[1]), (days[1], days[2])):
        late = edtf.parse(new).latest
        if old < new and late is not None and (end.latest is None or late <= end.latest):
            pair = sides(book.whole, old, new, question.known_at)
            found = diff(pair.old, pair.new, ("targets",))
            yield with_outcomes(found, pair, question.as_of)
