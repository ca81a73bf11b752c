"""The generated parts of docs/progress.md and docs/methods.md: statuses, reasons, cases, classes.

`page()` and `methods()` give the pages with the text between its markers written anew; the rest
of the page is written by hand and stays.  `docs/build.py` calls it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from blocks import table, with_blocks

from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.method import Method
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.result import Question
from mic25cli.calc.progress.status import BLOCKING, CODES, STATUSES
from mic25cli.model.dataset import RecordSet
from mic25cli.view.text import label
from mic25cli.view.verdict.progress_data import amount
from mic25cli.view.verdict.status_marks import STATUSES as SIGNS
from mic25cli.view.verdict.status_words import status_text, word


def classes(method: Method) -> str:
    """The classes of a method on the common scale."""
    rows = [
        [
            f"`{cut.word}`",
            "below that"
            if cut.least is None
            else f"{'above' if cut.above else 'from'} {cut.least:g}",
            f"`{cut.status}`",
        ]
        for cut in method.cuts
    ]
    return table((f"Class on `{method.measure}`", "Ratio", "Common scale"), rows)


def statuses() -> str:
    """The closed list of statuses."""
    rows = [
        [SIGNS[each][0], f"`{each}`", word(each, "zh"), label(f"status-means-{each}", "en")]
        for each in STATUSES
    ]
    return table(("", "Status", "Chinese", "Meaning"), rows)


def reasons() -> str:
    """The closed list of reason codes."""
    rows = [
        [
            f"`{code}`",
            "no verdict" if code in BLOCKING else "remark",
            label(f"reason-means-{code}", "en"),
        ]
        for code in CODES
    ]
    return table(("Reason", "Kind", "Meaning"), rows)


CASES = (
    ("national-manufacturing-innovation-centres", 2020, "mic25-plan-2015", "2025-12-31"),
    ("national-manufacturing-innovation-centres", 2020, "mic25-plan-2015", "2019-07"),
    ("national-manufacturing-innovation-centres", 2025, "mic25-plan-2015", "2025-12-31"),
    ("quality-competitiveness-index", 2020, "mic25-plan-2015", "2025-12-31"),
    ("quality-competitiveness-index", 2025, "mic25-plan-2015", "2025-12-31"),
    ("cnc-rate", 2025, "mic25-plan-2015", "2025-12-31"),
    ("broadband-penetration", 2020, "mic25-plan-2015", "2025-12-31"),
    ("nev-own-brand-share", 2025, "technology-roadmap-2015", "2017-06"),
    ("nev-own-brand-share", 2025, "technology-roadmap-2015", "2025-12-31"),
    ("nev-own-brand-share", 2025, "technology-roadmap-2017", "2025-12-31"),
    ("own-brand-robot-share", 2020, "technology-roadmap-2015", "2025-12-31"),
    ("own-brand-robot-share", 2025, "technology-roadmap-2015", "2025-12-31"),
    ("phone-chip-domestic-share", 2025, "technology-roadmap-2015", "2025-12-31"),
    ("robot-density-plan-2016", 2020, "robot-plan-2016", "2025-12-31"),
    ("green-demonstration-factories", 2020, "mic25-plan-2015", "2025-12-31"),
    ("manufacturing-rd-intensity", 2025, "mic25-plan-2015", "2019-07"),
    ("manufacturing-rd-intensity", 2025, "mic25-plan-2015", "2025-12-31"),
    ("nev-makers-global-top-ten", 2025, "technology-roadmap-2015", "2025-12-31"),
    ("rd-intensity-national", 2019, "merics-2019", "2025-12-31"),
)
"""Milestones, given by target, year and report, each with the date of its verdict."""


def cases(dataset: RecordSet) -> str:
    """The verdicts on the milestones of `CASES` that the records have."""
    rows = []
    for target, year, report, as_of in CASES:
        for result in evaluate(dataset, Question(as_of), [target]):
            if (result.milestone.year, result.milestone.report) == (year, report):
                seen = result.observation
                rows.append(
                    [
                        target,
                        str(year),
                        report,
                        as_of,
                        f"{amount(result.milestone, 'en')}",
                        "" if seen is None else f"{amount(seen, 'en')} ({seen.period})",
                        status_text(result, "en"),
                        ", ".join(f"`{each}`" for each in result.reasons),
                    ]
                )
    heads = ("Target", "Year", "Set by", "As of", "Wanted", "Observed", "Status", "Reasons")
    return table(heads, rows)


def page() -> str:
    """The page of rules as it should be."""
    from mic25cli.store import load, record_folders

    dataset = load.load_dataset((record_folders.shipped(),))
    blocks: dict[str, Callable[[], str]] = {
        "statuses": statuses,
        "reasons": reasons,
        "cases": lambda: cases(dataset),
    }
    return with_blocks("progress.md", blocks)


def methods() -> str:
    """The page of methods as it should be."""
    every = METHODS.values()
    return with_blocks(
        "methods.md", {f"classes-{each.id}": partial(classes, each) for each in every}
    )
