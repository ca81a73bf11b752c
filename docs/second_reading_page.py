"""How far two readers agree who coded the same words by the same keys: the block of words.md."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence

from blocks import DOCS, table, with_blocks

Pair = tuple[str, str]
FILE = DOCS / "second_reading.tsv"
QUESTIONS = {
    "blind-reading": "blind: readings of outside assessments",
    "blind-force": "blind: force of a follow-up",
    "blind-covers": "blind: whether a follow-up covers the whole",
    "reading": "first codes seen: readings of outside assessments",
    "implementation": "first codes seen: implementation",
}


def rows() -> list[dict[str, str]]:
    """The codes of both readers for each text, and the decision."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def alpha(pairs: Sequence[Pair]) -> float:
    """Krippendorff's alpha for two coders and unordered categories."""
    counts = Counter(word for pair in pairs for word in pair)
    many = counts.total()
    differ = sum(one != other for one, other in pairs) / len(pairs)
    same_by_chance = sum(each * (each - 1) for each in counts.values()) / (many * (many - 1))
    return 1 - differ / (1 - same_by_chance)


def agreement() -> str:
    """Share and alpha for each question, and every difference with the decision."""
    told, differ = [], []
    for question, name in QUESTIONS.items():
        asked = [row for row in rows() if row["question"] == question]
        pairs = [(row["first"], row["second"]) for row in asked]
        same = sum(one == other for one, other in pairs)
        share = f"{same / len(pairs):.0%}"
        told.append([name, len(pairs), same, share, f"{alpha(pairs):.2f}"])
        differ += [
            [row["record"], row["first"], row["second"], row["decided"]]
            for row in asked
            if row["first"] != row["second"]
        ]
    counts = table(("Question", "Coded twice", "Alike", "Share", "Alpha"), told)
    return f"{counts}\n{table(('Differs', 'First', 'Second', 'Decided'), differ)}"


def page() -> str:
    """The page with its block."""
    return with_blocks("words.md", {"second-reading": agreement})
