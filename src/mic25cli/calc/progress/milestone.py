"""Which milestone applies, and which were replaced before their year was over.

A milestone stands once its report is out.  A later report that sets the same year replaces it
(`superseded`), whether it repeats the value or changes it, if that report was out by the reference
date and before the year was over (what is published afterwards tells of a target and does not set
it) and if its source has no lower a grade (a study does not replace a plan).  Several milestones of
one report for one year, and reports whose dates do not say which came first, stand side by side.

Of those that stand, the next one applies: the earliest year that is not before the reference date,
or the last one when all have passed.  The others are judged as well: earlier ones as passed, later
ones on the way to them.  Of several for the applying year the first by grade, by how closely it
was looked at, and in the record is the headline.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mic25cli.calc.cites import (
    LAST_GRADE,
    Cited,
    best_cite,
    cited,
    day_published,
    rank,
    stood_by,
)
from mic25cli.calc.span import Number
from mic25cli.model import edtf
from mic25cli.model.book import Book, published


@dataclass(frozen=True)
class Milestone:
    """A milestone of a target, as recorded, with its place among the others.

    `index` counts the record's milestones from 0, `unit` is the indicator's
    where the milestone names none, `applies` marks the target's headline at
    the reference date, `superseded_by` names the report that replaced it.
    """

    index: int
    year: int | None
    statement: str | None
    value: Number | None
    low: Number | None
    high: Number | None
    bound: str | None
    unit: str | None
    report: str | None
    published: str | None
    grade: str | None
    checked: str
    cite: tuple[Cited, ...]
    note: str | None
    applies: bool
    superseded_by: str | None


def year_end(year: int) -> date:
    """The last day of a year."""
    return date(year, 12, 31)


def place_milestones(
    book: Book, target: Mapping[str, Any], unit: str | None, as_of: date, out_by: date
) -> tuple[Milestone, ...]:
    """The milestones of a target whose reports were out by a day, which applies and which do not.

    `as_of` is the reference date, by which the next milestone is told.
    """
    claims = [
        (index, claim)
        for index, claim in enumerate(target["milestones"])
        if stood_by(book, claim["report"], out_by)
    ]
    replaced = {
        index: _replaced_by(book, claim, [other for _, other in claims], out_by)
        for index, claim in claims
    }
    headline = _headline(book, [each for each in claims if replaced[each[0]] is None], as_of)
    placed = []
    for index, claim in claims:
        cites = cited(book, claim["cite"])
        best = best_cite(cites)
        placed.append(
            Milestone(
                index=index,
                year=claim["year"],
                statement=claim["statement"],
                value=claim["value"],
                low=claim["low"],
                high=claim["high"],
                bound=claim["bound"],
                unit=claim["unit"] or unit,
                report=claim["report"],
                published=published(book, claim["report"]),
                grade=None if best is None else best.grade,
                checked="none" if best is None else best.checked,
                cite=cites,
                note=claim["note"],
                applies=index == headline,
                superseded_by=replaced[index],
            )
        )
    return tuple(placed)


def _replaced_by(
    book: Book, claim: Mapping[str, Any], others: list[Mapping[str, Any]], out_by: date
) -> str | None:
    """The last report that set the same year anew in time; None if none did."""
    own = day_published(book, claim["report"])
    if claim["year"] is None or own is None:
        return None
    later: list[tuple[date, str]] = []
    for other in others:
        text = published(book, other["report"])
        if other["year"] != claim["year"] or text is None:
            continue
        if _grade(book, other["report"]) > _grade(book, claim["report"]):
            continue
        when = edtf.parse(text)
        # Two dates of reduced precision that overlap do not say which report came first.
        if when.earliest is None or when.latest is None or when.earliest <= own:
            continue
        if when.latest <= min(out_by, year_end(claim["year"])):
            later.append((when.latest, other["report"]))
    return max(later)[1] if later else None


def unordered(one: Milestone, other: Milestone) -> bool:
    """Whether the dates of two reports do not say which of them came first."""
    if one.published is None or other.published is None:
        return True
    first, second = edtf.parse(one.published), edtf.parse(other.published)
    ends = (first.earliest, first.latest, second.earliest, second.latest)
    if any(end is None for end in ends):
        return True
    return first.earliest <= second.latest and second.earliest <= first.latest  # type: ignore[operator]


def _grade(book: Book, report: str) -> str:
    source = book.source(report)
    return LAST_GRADE if source is None else str(source["grade"])


def _headline(book: Book, standing: list[tuple[int, Mapping[str, Any]]], as_of: date) -> int | None:
    if not standing:
        return None

    def order(entry: tuple[int, Mapping[str, Any]]) -> tuple[int, int, tuple[str, int], int]:
        index, claim = entry
        best = min((rank(cite) for cite in cited(book, claim["cite"])), default=("E", 9))
        year = claim["year"]
        if year is None:
            return (2, 0, best, index)
        if year >= as_of.year:
            return (0, year, best, index)
        return (1, -year, best, index)

    return min(standing, key=order)[0]
