"""Grades of sources: the `authority` of the words, the form of `access` to the text, and the
`grade`, which is the worse of the two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, TypedDict
from urllib import parse

from mic25cli.calc.value_range import Number
from mic25cli.model import edtf
from mic25cli.model.closed_lists import CHECKED, Grade
from mic25cli.model.dataset import RecordSet, published
from mic25cli.values import FrozenData

if TYPE_CHECKING:
    from mic25cli.model.records import Cite, Source

LAST_GRADE = "D"
_DASH = r"\s+-+\s+|(?<=\d)-(?=\d)|\s*[\u2010-\u2015\u2212\uff5e\u301c~]+\s*"
_NO_GRADE = "E"
"""The rank of a source that the dataset lacks: after all that have a grade."""

CAPS: Mapping[str, Grade | None] = {
    "original": "A", "reprint": "A", "copy": "C", "summary": "C", "unseen": None,
}  # fmt: skip
"""The best possible grade by the form in which a text was seen; None: it does not count."""


def grade_of(source: Source | None) -> Grade | None:
    """The grade of a source: its authority, limited by its access."""
    cap = None if source is None else CAPS[source["access"]]
    return None if source is None or cap is None else max(source["authority"], cap)


def independent_source(dataset: RecordSet, source_id: str) -> str:
    """The body whose words a source gives: its originator, itself, its publisher, or its text."""
    by_source: dict[str, str] = dataset.worked_out.setdefault("independent_sources", {})
    if source_id not in by_source:
        source = dataset.source(source_id)
        first = (source and dataset.source(source["same_text"])) or source
        bodies = (
            record[key]
            for key in ("originator", "publisher")
            for record in (first, source)
            if record
        )
        by_source[source_id] = next(filter(None, bodies), first["id"] if first else source_id)
    return by_source[source_id]


def independent_sources(dataset: RecordSet, sources: Iterable[str]) -> frozenset[str]:
    """The bodies or texts behind some sources; copies and reprints of one text count once."""
    return frozenset(independent_source(dataset, source) for source in sources)


class Cited(FrozenData):
    """A place where a claim was read, with the grade of its source."""

    source: str
    at: str | None
    checked: str
    authority: str | None
    access: str | None
    grade: str | None
    """null if the source does not count"""
    published: str | None
    quote: Sequence[str] = ()
    how: str | None = None
    url: str | None = None
    """the address of the page and of the words on it"""


class Reading(FrozenData):
    """A baseline or an observation as calculations use it: as recorded, with `best`, `least` and
    `most` in the target's unit (None: no limit), `time` in years, and its best citation's grade."""

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
    estimated: bool
    report: str | None
    published: str | None
    authority: str | None
    access: str | None
    grade: str | None
    checked: str
    cite: tuple[Cited, ...]
    note: str | None


def in_chinese(dataset: RecordSet) -> dict[str, str]:
    """The Chinese names of bodies, by the English name or abbreviation that records use."""
    bodies = dataset.whole.kind("institutions").values()
    return {
        name: body["name"]["zh"]
        for body in bodies
        for name in (body["name"]["en"], body["abbr"])
        if name and body["name"]["zh"]
    }


def cite_of(source: str) -> Cite:
    """A citation of a source as a whole, in the form of records."""
    return {"source": source, "at": None, "checked": "text", "quote": [], "how": None}


def cited(
    dataset: RecordSet, cites: Iterable[Cite], known_at: date | None = None
) -> tuple[Cited, ...]:
    """The citations of a claim with the grades and dates of their sources, if known by a day."""
    rows = (cite for cite in cites if known_by(dataset, cite["source"], known_at))
    return tuple(_cited(dataset.source(cite["source"]), cite) for cite in rows)


def _cited(source: Source | None, cite: Cite) -> Cited:
    quote = cite.get("quote", ())
    place = (cite["source"], cite["at"], cite["checked"])
    if source is None:
        return Cited(*place, None, None, None, None, quote, cite.get("how"))
    worth = (source["authority"], source["access"], grade_of(source), source["published"])
    return Cited(*place, *worth, quote, cite.get("how"), address(source["url"], quote or ()))


def rank_of(counts: str | None, checked: str) -> tuple[str, int]:
    """Sort key of a source's grade and check; lower is better, and no grade comes last."""
    return (counts or _NO_GRADE, CHECKED.index(checked))


def rank(cite: Cited) -> tuple[str, int]:
    """Sort key of a citation: its grade, then how closely it was checked."""
    return rank_of(cite.grade, cite.checked)


def bearing(cites: tuple[Cited, ...], derived: bool) -> tuple[Cited, ...]:
    """The citations that may give a claim its grade: any that prints it; for a derived value, the
    worst that has a part of the sum."""
    if not derived:
        return cites
    printed = tuple(cite for cite in cites if cite.how not in (None, "derived"))
    parts = [cite for cite in cites if cite not in printed]
    read = [cite for cite in parts if cite.checked != "none"] or parts
    return (*printed, *([max(read, key=rank)] if read else []))


def best_cite(cites: tuple[Cited, ...], derived: bool = False) -> Cited | None:
    """The best citation by which a claim may count; None if there is none."""
    return min(bearing(cites, derived), key=rank, default=None)


class Worth(TypedDict):
    """The value of a citation as evidence."""

    authority: str | None
    access: str | None
    grade: str | None
    checked: str


class Support(Worth):
    """The citations of a claim, and the value of the best of them."""

    cite: tuple[Cited, ...]


def worth(cite: Cited | None) -> Worth:
    """The value of a citation as evidence; without one, grade and check are unknown."""
    if cite is None:
        return {"authority": None, "access": None, "grade": None, "checked": "none"}
    return {
        "authority": cite.authority,
        "access": cite.access,
        "grade": cite.grade,
        "checked": cite.checked,
    }


def support(dataset: RecordSet, cites: Iterable[Cite]) -> Support:
    """The citations of a claim, and the value of the best of them as evidence."""
    used = cited(dataset, cites)
    best = worth(best_cite(used))
    return {"cite": used, **best}


def is_weak(cites: tuple[Cited, ...], derived: bool = False) -> bool:
    """Whether a claim is known only from grade D, or from a text that nobody has read."""
    best = best_cite(cites, derived)
    return best is None or is_poor(best.grade, best.checked)


def is_poor(counts: str | None, checked: str) -> bool:
    """Whether a grade is D, or a text was not read."""
    return (counts or _NO_GRADE) >= LAST_GRADE or checked == "none"


def day_published(dataset: RecordSet, report: str | None) -> date | None:
    """The last day on which a report may have been published; None if that is not known."""
    text = published(dataset, report)
    return None if text is None else edtf.parse(text).latest


def known_by(dataset: RecordSet, report: str | None, day: date | None) -> bool:
    """Whether a report was published by a day (None: today); False without a date."""
    if day is None:
        return True
    published = day_published(dataset, report)
    return published is not None and published <= day


def stood_by(dataset: RecordSet, report: str | None, day: date | None) -> bool:
    """Whether a report was published by a day; a report without a date counts as published."""
    published = day_published(dataset, report)
    return published is None or day is None or published <= day


def address(url: str | None, quote: Sequence[str]) -> str | None:
    """The address of the words on a page (URL Fragment Text Directives), or of the page."""
    if url is None or not quote:
        return url
    return f"{url}{'' if '#' in url else '#'}:~:{'&'.join(map(_directive, quote))}"


@lru_cache(2048)
def _directive(words: str) -> str:
    # In a text directive, `-`, `,` and `&` have a special meaning.
    parts = (parse.quote(part, safe="").replace("-", "%2D") for part in in_link(words))
    return f"text={','.join(parts)}"


def in_link(words: str) -> tuple[str, ...]:
    """The words that a link searches for, or the start and end of them. Dashes are left out,
    because a page may have other dashes, which browsers do not treat as equal."""
    parts = [part for part in re.split(_DASH, words) if part]
    start = max(parts, key=len, default=words)
    return (start, parts[-1]) if parts and parts[-1] is not start else (start,)


def page_of(address: str) -> str:
    """The address of a page, without the directive for the words on it."""
    return re.split("#?:~:", address, maxsplit=1)[0]
