"""`mic25 progress` and its forms under targets, pilots and industries."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mic25cli import errors
from mic25cli.calc import paths, select
from mic25cli.calc.progress.evaluate import evaluate, pilots_by_target
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.progress.rollup import count, roll_up
from mic25cli.calc.progress.status import ASSESSED
from mic25cli.cli import stream
from mic25cli.cli.options import command as shared_options
from mic25cli.cli.question import Asked, question_options
from mic25cli.cli.session import Session as Shared

if TYPE_CHECKING:
    from mic25cli.model.book import Book
    from mic25cli.view.sheet import Sheet

FOR_MACHINES = ("tsv", "csv", "json", "ndjson", "yaml")


def run(asked: Asked, targets: Collection[str] | None, shared: Shared) -> int:
    """Write the progress of targets, of all by default; the exit code is that of --fail-on."""
    whole = shared.whole
    question = asked.question(shared, whole)
    results = kept(asked, evaluate(whole, question, targets), whole)
    shown = [each for each in results if not asked.status or each.status in asked.status]
    stream.emit(_sheet(asked, question, shown, results, whole, shared), shared.output)
    failed = any(each.status in asked.fail_on for each in results)
    return errors.FINDINGS if failed else errors.DONE


def kept(asked: Asked, results: Sequence[Result], book: Book) -> list[Result]:
    """The results that the filters keep, those with a verdict first and the unassessable last."""
    wanted = {select.find(book, "industries", each)["id"] for each in asked.industry}
    report = select.find(book, "sources", asked.report)["id"] if asked.report else None
    found = [
        each
        for each in results
        if (not wanted or wanted & set(each.industries))
        and (report is None or each.milestone.report == report)
        and (asked.origin is None or each.origin == asked.origin)
        and (not asked.current or each.milestone.applies)
    ]

    def place(result: Result) -> int:
        return (result.status not in ASSESSED) + (result.status == "not-assessable")

    return sorted(found, key=place)


def _sheet(
    asked: Asked,
    question: Question,
    shown: Sequence[Result],
    results: Sequence[Result],
    book: Book,
    shared: Shared,
) -> Sheet:
    from mic25cli.view import progress as view
    from mic25cli.view import progress_groups as groups

    envelope = view.Envelope(question, book.digest, asked.by, asked.compare)
    people = shared.output.chosen not in FOR_MACHINES
    if asked.by is not None:
        rollup = roll_up(shown, asked.by, asked.mean)
        pairs = _ordered(list(zip(rollup.groups, groups.items(rollup), strict=True)), shared)
        return groups.sheet(rollup, pairs, book, envelope, shared.lang, people)
    rows = _ordered([(each, view.item(each, asked.compare)) for each in shown], shared)
    return view.sheet(rows, count(results), envelope, shared.lang, people)


def _ordered(
    rows: list[tuple[Any, dict[str, Any]]], shared: Shared
) -> list[tuple[Any, dict[str, Any]]]:
    """Rows by --sort and up to --limit."""
    if shared.sort and rows:
        for key in shared.sort:
            paths.check(rows[0][1], key.removeprefix("-"))
        by_item = {id(item): (row, item) for row, item in rows}
        order = select.order([item for _, item in rows], shared.sort)
        rows = [by_item[id(item)] for item in order]
    return rows if shared.limit is None else rows[: shared.limit]


@shared_options
@question_options
def progress(
    asked: Asked,
    shared: Shared,
    targets: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TARGET…]", help="Targets by id; all without any."),
    ] = None,
) -> int:
    """Judge targets: what was reached, by which method, on which numbers.

    Every milestone is judged as of --as-of, or today; what cannot be judged says why.
    """
    book = shared.whole
    wanted = [select.find(book, "targets", each)["id"] for each in targets or ()]
    return run(asked, wanted or None, shared)


@shared_options
@question_options
def pilots_progress(
    asked: Asked,
    shared: Shared,
    pilots: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PILOT…]", help="Pilots by id; all that have targets without any."),
    ] = None,
) -> int:
    """Judge the targets that pilots name as theirs."""
    book = shared.whole
    wanted = {select.find(book, "pilots", each)["id"] for each in pilots or ()}
    named = pilots_by_target(book)
    targets = [each for each, of in named.items() if not wanted or wanted & set(of)]
    return run(asked, targets, shared)


@shared_options
@question_options(without=("by", "compare", "status", "industry"))
def industries_progress(
    asked: Asked,
    shared: Shared,
    industries: Annotated[
        list[str] | None,
        typer.Argument(metavar="[INDUSTRY…]", help="Industries by id; all without any."),
    ] = None,
) -> int:
    """Count the statuses of each industry's targets, the unassessable too."""
    return run(replace(asked, by="industry", industry=tuple(industries or ())), None, shared)
