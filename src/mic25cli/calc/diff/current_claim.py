"""Which of several claims about one thing stands: the latest that says anything new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from mic25cli.calc.diff.deltas import looser
from mic25cli.calc.diff.fields import DATED, MEASURED, PROVENANCE
from mic25cli.calc.diff.unordered import Data, as_text, frozen
from mic25cli.model import edtf
from mic25cli.model.book import RecordBook
from mic25cli.model.choices import CHECKED
from mic25cli.model.units import Units


class Sources:
    """The sources of one side of a diff, asked for a report's date and grade."""

    def __init__(self, book: RecordBook) -> None:
        self._records = book.kind("sources")
        self.units = book.units
        """What the quantities of the side are in."""

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


def vintage(
    claim: Mapping[str, Any], sources: Sources, dated: str | None
) -> tuple[date, date, int, int]:
    """The diff's order: what was said last comes last, by the date that a claim carries under
    `dated`, then by publication, grade and closeness of the look.
    """
    grade = sources.grade(claim["report"])
    checked = min((CHECKED.index(cite["checked"]) for cite in claim["cite"]), default=len(CHECKED))
    spoken = last_day(claim.get(dated)) if dated else date.min
    return (spoken, sources.day(claim["report"]), -ord(grade[0]), -checked)


def in_vintage(path: str, claim: Data, sources: Sources) -> tuple[object, ...]:
    """The place of a claim in `vintage`, made total by the text of the claim."""
    return (*vintage(claim, sources, DATED.get(path)), as_text(claim))


def in_order(path: str, claims: Sequence[Data], sources: Sources) -> list[Data]:
    """The claims in the order of `in_vintage`."""
    if len(claims) < 2:
        return list(claims)
    return sorted(claims, key=lambda claim: in_vintage(path, claim, sources))


def current_claim(path: str, claims: Sequence[Data], sources: Sources) -> Data | None:
    """The claim that stands: the last in order that does not just repeat the one before it."""
    current: Data | None = None
    for claim in in_order(path, claims, sources):
        if current is None or not repeats(path, claim, current, sources.units):
            current = claim
    return current


def repeats(path: str, claim: Data, earlier: Data, units: Units) -> bool:
    """Whether a claim only says what an earlier one says, in the same words or more loosely."""
    if frozen(claim, PROVENANCE, False) == frozen(earlier, PROVENANCE, False):
        return True
    dated = DATED.get(path)
    if path not in MEASURED or (dated and claim.get(dated) != earlier.get(dated)):
        return False
    return looser(claim, earlier, units)
