"""What changed between two sides: two dates, two reports, or two editions of the records."""

from mic25cli.calc.diff.changes import (
    CLASSES,
    Change,
    Class,
    Delta,
    Diff,
    Pair,
    SideLabel,
    TextRun,
)
from mic25cli.calc.diff.choose import DiffReport, KindCounts, Note, choose, notes, summarize
from mic25cli.calc.diff.compare import diff, in_order, kinds_in_order
from mic25cli.calc.diff.outcomes import of_targets, with_outcomes
from mic25cli.calc.diff.sides import Side, edition, said, sides, state

__all__ = [
    "CLASSES",
    "Change",
    "Class",
    "Delta",
    "Diff",
    "DiffReport",
    "KindCounts",
    "Note",
    "Pair",
    "Side",
    "SideLabel",
    "TextRun",
    "choose",
    "diff",
    "edition",
    "in_order",
    "kinds_in_order",
    "notes",
    "of_targets",
    "said",
    "sides",
    "state",
    "summarize",
    "with_outcomes",
]
