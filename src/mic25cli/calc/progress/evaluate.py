"""Progress of targets: the verdicts on their milestones, from the snapshot or judged now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Unpack

from mic25cli.calc.progress import stored_verdicts
from mic25cli.calc.progress.result import Detail, Question, Result
from mic25cli.model.dataset import RecordSet


def evaluate(
    dataset: RecordSet,
    question: Question,
    targets: Iterable[str] | None = None,
    **detail: Unpack[Detail],
) -> tuple[Result, ...]:
    """The verdict on every milestone of the targets (by default of all), in the dataset's order.

    Raises `UsageError` for an unknown method, `RecordsError` for a target without its indicator.
    """
    ids = None if targets is None else set(targets)

    def judge(targets: Iterable[str] | None = None, **options: Unpack[Detail]) -> Iterator[Result]:
        # Imported here, because most verdicts are stored and the engine is slow to load.
        from mic25cli.calc.progress.judge import each_result

        return each_result(dataset, question, targets, **options)

    result = stored_verdicts.results(dataset.whole, question, ids, judge, **detail)
    if result is not None:
        return result
    if detail.get("depends") and detail.get("candidates", True):
        # The slow part is stored with the dataset; the large part is computed each time.
        less: Detail = {**detail, "candidates": False}
        if (
            result := stored_verdicts.results(dataset.whole, question, ids, judge, **less)
        ) is not None:
            less = {**detail, "depends": False}
            results = judge(ids, **less)
            pairs = zip(results, result, strict=True)
            return tuple(replace(each, depends_on=stored.depends_on) for each, stored in pairs)
    return tuple(judge(ids, **detail))
