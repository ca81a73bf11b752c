"""The generated parts of docs/records.md: what the shipped records hold, in numbers.

`page()` gives the page with the text between its markers written anew; the rest
of the page is written by hand and stays.  `docs/build.py` calls it.
"""

from __future__ import annotations

from collections import Counter
from typing import get_args

from blocks import table, with_blocks

from mic25cli.calc.coverage import RecordTally, cover
from mic25cli.calc.progress.result import Question
from mic25cli.calc.source_grades import grade_of
from mic25cli.model.closed_lists import Access
from mic25cli.model.dataset import RecordSet
from mic25cli.model.kinds import KINDS

# All of the plan's time: the same whenever the page is generated.
_AS_OF = "2025-12-31"


def kinds(dataset: RecordSet) -> str:
    """Records, claims and the span of their reports, by kind."""

    def row(kind: str, tally: RecordTally) -> list[object]:
        oldest, newest = tally.oldest_report, tally.newest_report
        span = f"{oldest.published} to {newest.published}" if oldest and newest else ""
        return [f"`{kind}`", KINDS[kind].help, tally.records, tally.claims, span]

    found = cover(dataset, "kind", Question(_AS_OF))
    rows = [row(each.kind, each.tally) for each in found.groups if each.kind is not None]
    total: list[object] = ["all", "", found.summary.records, found.summary.claims, ""]
    return table(("Kind", "What", "Records", "Claims", "Stated in"), [*rows, total])


def sources(dataset: RecordSet) -> str:
    """Sources by authority, by grade, and by the form in which they were seen."""
    every = list(dataset.kind("sources").values())
    grades, counts, access = (
        Counter(each["authority"] for each in every),
        Counter(grade_of(each) for each in every),
        Counter(each["access"] for each in every),
    )
    letters = [(letter, grades[letter], counts[letter]) for letter in "ABCD"]
    heads = ("Letter", "Sources with this authority", "Sources with this grade")
    seen = [(f"`{word}`", access[word]) for word in get_args(Access)]
    return "\n".join(
        [table(heads, [*letters, ("none", 0, counts[None])]), table(("Access", "Sources"), seen)]
    )


def page() -> str:
    """docs/records.md as it should be: the text by hand, the blocks from the shipped records."""
    from mic25cli.store import load, record_folders

    dataset = load.load_dataset((record_folders.shipped(),))
    return with_blocks(
        "records.md", {"kinds": lambda: kinds(dataset), "sources": lambda: sources(dataset)}
    )
