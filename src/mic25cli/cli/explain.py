"""`mic25 explain TARGET` and `mic25 assessments compare`: derivations, and outside verdicts."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from mic25cli.calc import paths, select
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.explain import Explanation
from mic25cli.calc.progress.explain import explain as derive
from mic25cli.calc.progress.outside import matrix
from mic25cli.calc.progress.rollup import count
from mic25cli.cli import stream
from mic25cli.cli.options import command as shared_options
from mic25cli.cli.progress import FOR_MACHINES
from mic25cli.cli.question import Asked, question_options
from mic25cli.cli.session import Session as Shared
from mic25cli.view.answer import Answer

_COUNTING = ("compare", "by", "mean", "status", "report", "origin", "current", "fail_on")


@shared_options(without=("sort", "limit"))
@question_options(without=(*_COUNTING, "industry"))
def explain(
    asked: Asked,
    shared: Shared,
    target: Annotated[
        str, typer.Argument(metavar="TARGET", help="A target by id, or a name that only it has.")
    ],
) -> Answer[Explanation]:
    """Tell how a target came to its status: milestones, numbers, formula, evidence, sources.

    Judged is the milestone that applies as of --as-of, or today; every observation is listed with
    its fate, every method with its verdict, and outside assessments stand apart.
    """
    from mic25cli.view import explain as view
    from mic25cli.view.record.fields import field_table

    whole = shared.whole
    target_id = select.find(whole, "targets", target)["id"]
    found = derive(whole, target_id, asked.question(shared, whole))
    if not found.results:
        # What had not been set by then is refused as any record outside the dates is.
        select.find(shared.book, "targets", target)

    def item(explanation: Explanation) -> dict[str, Any]:
        return {"id": target_id, **view.payload(explanation, whole.digest)}

    return Answer(
        (found,),
        lambda rows: view.card(rows[0], shared.lang).document(shared.lang),
        item,
        whole=lambda: view.payload(found, whole.digest),
        columns=lambda rows: field_table([item(rows[0])]),
    )


@shared_options
@question_options(without=_COUNTING)
def compare(asked: Asked, shared: Shared) -> None:
    """Set outside verdicts on each industry beside the statuses computed for its targets.

    The verdicts stay in their assessors' terms; nothing is averaged or mapped.
    """
    from mic25cli.view import outside as view

    book, whole = shared.book, shared.whole
    question = asked.question(shared, whole)
    wanted = [select.find(whole, "industries", each)["id"] for each in asked.industry]
    results = evaluate(whole, question)
    results = tuple(each for each in results if not wanted or set(wanted) & set(each.industries))
    found = matrix(book, results, wanted or None)
    rows = list(zip(found.rows, view.items(found), strict=True))
    if shared.sort and rows:
        for key in shared.sort:
            paths.check(rows[0][1], key.removeprefix("-"))
        by_industry = {item["industry"]: (row, item) for row, item in rows}
        order = select.order([item for _, item in rows], shared.sort)
        rows = [by_industry[item["industry"]] for item in order]
    if shared.limit is not None:
        rows = rows[: shared.limit]
    people = shared.output.chosen not in FOR_MACHINES
    sheet = view.sheet(found, rows, count(results), question, whole.digest, shared.lang, people)
    stream.emit(sheet, shared.output)
