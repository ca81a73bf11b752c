"""References as China's national standard GB/T 7714-2015 has them, numbered in order.

What Zotero prints with the style of that name (numeric, Chinese), whose places it follows:
https://www.zotero.org/styles/china-national-standard-gb-t-7714-2015-numeric
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mic25cli.calc.references import Author, Dated, Reference
from mic25cli.model import chinese_script
from mic25cli.view.sources.citation_styles import iso, kind_of, one_line
from mic25cli.view.text import label

SIGNS = {
    "legislation": "A", "report": "R", "dataset": "DS", "book": "M", "chapter": "M",
    "article-journal": "J", "article-newspaper": "N", "webpage": "EB",
}  # fmt: skip
"""The sign of each type of text; another is a Z."""
MOST = 3
"""How many authors are named where there are more."""


def lines(references: Sequence[Reference]) -> str:
    """One line per reference, with its number."""
    told = (". ".join(filter(None, _parts(reference))) for reference in references)
    return "".join(f"[{number}]{one_line(each)}.\n" for number, each in enumerate(told, 1))


def _parts(reference: Reference) -> Iterator[str]:
    names = [*map(_person, reference.persons)] or [*reference.authors]
    yield ", ".join([*names[:MOST], "等"] if len(names) > MOST else names)
    kind = kind_of(reference)
    medium = "/OL" if reference.url else ""
    yield f"{reference.title}[{SIGNS.get(kind or '', 'Z')}{medium}]"
    seen = f"[{_date(reference.accessed)}]" if reference.accessed and reference.url else ""
    whole = _date(reference.date) if reference.date else ""
    if kind == "article-newspaper":
        yield ", ".join(filter(None, (reference.publisher, whole))) + seen
    elif reference.publisher or kind in ("article-journal", "book", "chapter"):
        yield ", ".join(filter(None, (reference.publisher, _year(reference)))) + seen
    elif reference.url:
        yield (f"({whole})" if whole else "") + seen
    else:
        yield _year(reference)
    yield reference.url or ""
    # The style has no place for it, but it is not left out.
    yield "" if reference.read else label("cite-unread", "zh")


def _person(who: Author) -> str:
    """A person, in Chinese as printed; otherwise the family name and initials."""
    if chinese_script.has_han(who.family):
        return who.family + (who.given or "")
    initials = (part[0] for part in (who.given or "").replace("-", " ").split())
    return " ".join([who.family.upper(), *initials])


def _date(date: Dated) -> str:
    return "/".join(map(iso, date.ends))


def _year(reference: Reference) -> str:
    """The year, in brackets where it is uncertain, or that in which the text was read."""
    date = reference.date or reference.accessed
    if date is None:
        return ""
    years = "/".join(dict.fromkeys(f"{day.year:04d}" for day in date.ends))
    return years if reference.date and date.sure else f"[{years}]"
