"""What a number rests on: where it was read, how good the source is, how closely it was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from mic25cli.calc.span import Number
from mic25cli.model import edtf
from mic25cli.model.book import RecordBook, published
from mic25cli.model.choices import CHECKED
from mic25cli.model.plain import recorded_as

if TYPE_CHECKING:
    from mic25cli.model.records import Cite

LAST_GRADE = "D"
_NO_GRADE = "E"
"""A source that the book lacks has no grade and ranks behind all that have one."""


@dataclass(frozen=True)
class Cited:
    """A place where a claim was read, with what its source is worth."""

    source: str
    at: str | None
    checked: str
    grade: str | None
    published: str | None


@dataclass(frozen=True)
class Reading:
    """A baseline or an observation as a calculation takes it.

    `value`, `low`, `high`, `bound` and `unit` are as recorded; `best`, `least`
    and `most` are the best estimate and the ends in the target's unit (None: no
    end, and no estimate where one end only is known), `time` is where the
    period stands on a scale of years.  `grade` and
    `checked` are those of the best source cited.
    """

    period: str
    time: float | None
    value: Number | None
    low: Number | None
    high: Number | None
    bound: str | None
    unit: str | None
    best: Number | None
    least: Number | None
    most: Number | None
    basis: str | None
    attributed: str | None
    derived: str | None
    report: str | None
    published: str | None
    grade: str | None
    checked: str
    cite: tuple[Cited, ...]
    note: str | None


def cite_of(source: str) -> Cite:
    """A cite of a whole source, which was read."""
    return {"source": source, "at": None, "checked": "text", "find": [], "how": None}


def cited(book: RecordBook, cites: Iterable[Cite]) -> tuple[Cited, ...]:
    """The cites of a claim with their sources' grades and dates."""
    unknown = {"grade": None, "published": None}
    return tuple(recorded_as(Cited, book.source(cite["source"]) or unknown, cite) for cite in cites)


def rank_of(grade: str | None, checked: str) -> tuple[str, int]:
    """How good a grade and a look are, for sorting; less is better, and no grade comes last."""
    return (grade or _NO_GRADE, CHECKED.index(checked))


def rank(cite: Cited) -> tuple[str, int]:
    """How good a cite is: by grade, then by how closely it was looked at; less is better."""
    return rank_of(cite.grade, cite.checked)


def best_cite(cites: tuple[Cited, ...]) -> Cited | None:
    """The best of several cites; None if there is none."""
    return min(cites, key=rank, default=None)


def worth(cite: Cited | None) -> dict[str, str | None]:
    """The `grade` and `checked` of a cite, and of none."""
    return {"grade": cite.grade if cite else None, "checked": cite.checked if cite else "none"}


def support(book: RecordBook, cites: Iterable[Cite]) -> dict[str, Any]:
    """What a claim rests on: `cite`, its cites, and `grade` and `checked` of the best of them."""
    found = cited(book, cites)
    return {"cite": found, **worth(best_cite(found))}


def is_weak(cites: tuple[Cited, ...]) -> bool:
    """Whether a claim rests on a source of the last grade, or on one that nobody has read."""
    best = best_cite(cites)
    return best is None or (best.grade or _NO_GRADE) >= LAST_GRADE or best.checked == "none"


def day_published(book: RecordBook, report: str | None) -> date | None:
    """The last day on which a report may have been published; None if that is not known."""
    text = published(book, report)
    return None if text is None else edtf.parse(text).latest


def known_by(book: RecordBook, report: str | None, day: date | None) -> bool:
    """Whether what a report says was known by a day (None: today), which takes a date of it."""
    published = day_published(book, report)
    return day is None or (published is not None and published <= day)


def stood_by(book: RecordBook, report: str | None, day: date | None) -> bool:
    """Whether a report was out by a day; one without a date is taken to have been.

    Records that are cut to a time (`model.book.view`) have lost what carries no
    date already: what is still there was let in on purpose.
    """
    known = day_published(book, report)
    return known is None or day is None or known <= day
