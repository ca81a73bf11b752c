"""The ledger in docs/account.md: what stands for and against the verdict on each target of 2025.

`page()` gives the page with the text between its markers written anew; the rest of the page is
written by hand and stays.  `docs/build.py` calls it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.explain import explain
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.progress.status import ASSESSED
from mic25cli.calc.source_grades import Reading
from mic25cli.model import edtf
from mic25cli.model.dataset import RecordSet
from mic25cli.model.records import Target
from mic25cli.view.render.markdown import escaped
from mic25cli.view.text import date as in_words
from mic25cli.view.text import label
from mic25cli.view.verdict import status_words
from mic25cli.view.verdict.explain_text import datum
from mic25cli.view.verdict.progress_data import amount

sys.path.insert(0, str(Path(__file__).resolve().parent))

from blocks import table, with_blocks

YEAR, AS_OF = 2025, "2025-12-31"
FIRST = 2020
"""Figures for earlier years are not counter-evidence."""


def results_of(dataset: RecordSet, plan: bool) -> list[Result]:
    """For each target of 2025 the milestone that applies: the plan's own targets, or the others."""
    targets = dataset.kind("targets")
    return [
        each
        for each in evaluate(dataset, Question(AS_OF), series=False)
        if each.milestone.applies
        and each.milestone.year == YEAR
        and (targets[each.target]["origin"] == "plan") is plan
    ]


def counts(result: Result) -> Reading | None:
    """The figure that decides the verdict."""
    return result.later or result.observation


SAME = frozenset((
    ("value-added-rate", "input-output"), ("labour-productivity-growth", "five-year-sum"),
    ("agricultural-equipment-world-rank", "exports"), ("robot-industry-world-rank", "output"),
))  # fmt: skip
"""Definitions that a target does not admit although they measure the very thing it promises."""


def _rivals(result: Result, target: Target) -> Iterator[Reading]:
    """The last numbers of the same thing, no more than a year older than what counts.

    They are on the target's own way of counting, on one that it admits, or on one of `SAME`; what
    leaves something out is not against what was met, nor what counts more against a miss.
    """
    own, newest = counts(result), dict[str | None, date]()
    sides = {each["basis"]: each["side"] for each in target["evidence"]}
    same = {target["basis"], *sides, *(basis for key, basis in SAME if key == result.target)}
    proves = "lower" if _met(result) else "upper"
    since = FIRST if own is None else max(FIRST, _year(own) - 1)
    held: list[tuple[date, Reading]] = []
    for candidate in result.candidates:
        reading = candidate.reading
        last = edtf.parse(reading.period).latest
        bound = sides.get(reading.basis) == proves and (result.status in ASSESSED or result.lean)
        if last is None or reading.basis not in same or bound or not since <= last.year <= YEAR + 1:
            continue
        held.append((last, reading))
        newest[reading.basis] = max(last, newest.get(reading.basis, last))
    for last, reading in held:
        if last == newest[reading.basis] and reading != own:
            yield reading


def _year(reading: Reading) -> int:
    last = edtf.parse(reading.period).latest
    return FIRST if last is None else last.year


def _met(result: Result) -> bool:
    return result.status in ("met", "met-late") or result.lean == "met"


def against(result: Result, target: Target) -> Reading | None:
    """The strongest figure against the verdict, on the same thing; None if there is none.

    If the target is or may be met, it is the lowest figure below the deciding one, otherwise the
    highest above it. If none decides, it is the figure that goes farthest towards the target.
    """
    sign = {"increase": 1, "decrease": -1}.get(result.direction or "", 0)
    if _met(result):
        sign = -sign

    def height(reading: Reading) -> float | None:
        known = reading.least if reading.bound in ("at-least", "more-than") else reading.most
        value = known if reading.best is None else reading.best
        return None if value is None else sign * float(value)

    own = counts(result)
    floor = None if own is None else height(own)
    rivals = [
        (high, reading)
        for reading in _rivals(result, target)
        if (high := height(reading)) is not None and (floor is None or high > floor)
    ]
    return max(rivals, key=lambda rival: rival[0])[1] if sign and rivals else None


def seen(reading: Reading | None, *, basis: bool = False) -> str:
    """A figure with its period, its definition, and the grade of its source."""
    if reading is None:
        return "-"
    beside = [in_words(reading.period, "en"), *([reading.basis] if basis and reading.basis else [])]
    graded = [f"grade {reading.grade}"] if reading.grade else []
    return f"{amount(reading, 'en')} ({', '.join([*beside, *graded])})"


def ledger(dataset: RecordSet, plan: bool) -> str:
    """A row for each target: target, deciding figure, counter-evidence, outsiders, verdict, data
    needed."""
    rows, targets = [], dataset.kind("targets")
    for judged in results_of(dataset, plan):
        found = explain(dataset, judged.target, Question(AS_OF), (YEAR,))
        result = next(each for each in found.results if each.milestone.applies)
        outsiders = ", ".join(
            f"{number} {label('reading-' + key.replace('_', '-'), 'en')}"
            for key, number in result.outside.items()
            if number
        )
        rows.append(
            (
                f"`{result.target}`",
                escaped(amount(result.milestone, "en")),
                escaped(seen(counts(result))),
                escaped(seen(against(result, targets[result.target]), basis=True)),
                outsiders or "-",
                escaped(status_words.status_text(result, "en")),
                escaped(datum(found.data_needed, "en") or "-"),
            )
        )
    heads = (
        "Id", "Target", "Figure", "Strongest figure against it", "Outside assessments",
        "Verdict", "Data needed",
    )  # fmt: skip
    return table(heads, rows)


def page() -> str:
    """The page as it should be."""
    from mic25cli.store import load, record_folders

    dataset = load.load_dataset((record_folders.shipped(),))
    plans = {"ledger-plan": True, "ledger-others": False}
    return with_blocks(
        "account.md", {name: partial(ledger, dataset, plan) for name, plan in plans.items()}
    )
