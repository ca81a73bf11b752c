"""Which of several claims about one thing stands: the latest that says anything new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from mic25cli.calc.diff.deltas import looser
from mic25cli.calc.diff.identity import DATED, MEASURED, PROVENANCE
from mic25cli.calc.diff.unordered import as_text, frozen
from mic25cli.model import edtf

Plain = Mapping[str, Any]

_CHECKED = {"text": 2, "excerpt": 1, "none": 0}


class Sources:
    """The sources of a side, asked for a report's date and grade."""

    def __init__(self, records: Mapping[str, Plain]) -> None:
        self._records = records

    def published(self, report: str | None) -> str | None:
        """When a report was published; None if that is not known."""
        record = self._records.get(report) if report is not None else None
        return None if record is None else record["published"]

    def grade(self, report: str | None) -> str:
        """Its grade; below all of them for one that is not in the book."""
        record = self._records.get(report) if report is not None else None
        return "Z" if record is None else str(record["grade"])

    def day(self, report: str | None) -> date:
        """The last day on which it may have come out; the first of days where nothing is known."""
        return last_day(self.published(report))


def last_day(when: str | None) -> date:
    """The end of a date; the first of days for none, since it cannot be shown to be late."""
    if when is None:
        return date.min
    return edtf.parse(when).latest or date.max


def vintage(path: str, claim: Plain, sources: Sources) -> tuple[date, date, int, int, str]:
    """The order in which claims about one thing supersede each other.

    By the date that they speak of, where they carry one, then by publication;
    of two from the same day the better grade counts for more, then the one
    that was looked at more closely.  The text of the claim makes the order
    total, so that the order in the files never matters.
    """
    dated = DATED.get(path)
    grade = sources.grade(claim["report"])
    checked = max((_CHECKED.get(cite["checked"], 0) for cite in claim["cite"]), default=0)
    spoken = last_day(claim.get(dated)) if dated else date.min
    return (spoken, sources.day(claim["report"]), -ord(grade[0]), checked, as_text(claim))


def in_order(path: str, claims: Sequence[Plain], sources: Sources) -> list[Plain]:
    """The claims in the order of `vintage`."""
    if len(claims) < 2:
        return list(claims)
    return sorted(claims, key=lambda claim: vintage(path, claim, sources))


def standing(path: str, claims: Sequence[Plain], sources: Sources) -> Plain | None:
    """The claim that stands: the last in order that does not just repeat the one before it.

    A target that a second report repeats is still the first one's.
    """
    current: Plain | None = None
    for claim in in_order(path, claims, sources):
        if current is None or not repeats(path, claim, current):
            current = claim
    return current


def repeats(path: str, claim: Plain, earlier: Plain) -> bool:
    """Whether a claim only says what an earlier one says, in the same words or more loosely."""
    if frozen(claim, PROVENANCE, False) == frozen(earlier, PROVENANCE, False):
        return True
    dated = DATED.get(path)
    if path not in MEASURED or (dated and claim.get(dated) != earlier.get(dated)):
        return False
    return looser(claim, earlier)
