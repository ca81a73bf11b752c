"""Whether saved pages still print what was read: `found`, `changed` or `missing`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import Literal, get_args

from mic25cli.calc.cites import address
from mic25cli.calc.printed_numbers import folded, numbers_of, readings
from mic25cli.calc.tables.claims import claims_of
from mic25cli.model.book import RecordBook
from mic25cli.values import dataclass

State = Literal["changed", "missing", "found", "not-saved"]
STATES: tuple[State, ...] = get_args(State)
"""What may be found of a claim, what needs a look first."""

_PLACE = 4
"""The fewest characters around a number that make a place on a page."""
_GROUPED = re.compile(r"(?<!\d)(?<!\d[.,'])\d{1,3}(?:([,' ])\d{3})(?:\1\d{3})*(?!\d)")
_SPACE = re.compile(r"(?<!\d) | (?!\d)")


@dataclass(frozen=True)
class PassageCheck:
    """What a saved page prints where a claim was read."""

    claim: str
    source: str
    state: State
    find: tuple[str, ...]
    """the words that hold the number of the claim"""
    now: str | None
    """what stands in their place on the page; null if nothing is known to"""
    file: str | None
    """the saved page; null: there is none"""
    url: str | None
    """the address of the words"""


@dataclass(frozen=True, kw_only=True)
class VerifyReport:
    """How many claims were looked for in saved pages, by what was found; the checks follow."""

    schema: Literal["mic25.verify/1"] = field(default="mic25.verify/1", init=False)
    pages: int
    """how many sources have a saved page"""
    summary: Mapping[str, int]


class Page:
    """A saved page, folded once for all the claims that are looked for on it."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = squeezed(text)


def squeezed(text: str) -> str:
    """A text folded, without what parts thousands, and without spaces but between two numbers."""
    return _SPACE.sub("", _ungrouped(text))


def _ungrouped(text: str) -> str:
    return _GROUPED.sub(lambda hit: re.sub(r"\D", "", hit[0]), folded(text))


def looked_for(page: str, words: str) -> tuple[State, str | None]:
    """What becomes of words on a squeezed page, and what stands in their place, digit by digit."""
    numbers = numbers_of().findall(wanted := _ungrouped(words))
    around = [_SPACE.sub("", part) for part in numbers_of().split(wanted)]
    number = f"({numbers_of(spaced=False).pattern})"
    other = None
    for hit in re.finditer(number.join(map(re.escape, around)), page):
        if all(
            a == b or readings(a) & readings(b) for a, b in zip(numbers, hit.groups(), strict=True)
        ):
            return "found", hit[0]
        other = other or hit[0]
    if other is not None and sum(map(len, around)) >= _PLACE:
        return "changed", other
    return "missing", None


def verify(book: RecordBook, page_of: Callable[[str], Page | None]) -> Iterator[PassageCheck]:
    """A check a cite that has words; `page_of` gives the saved page of a source, if any."""
    for record in book:
        for name, _, claim in claims_of(book, record):
            for cite in claim["cite"]:
                if cite["find"]:
                    yield _checked(book, name, cite, page_of(cite["source"]))


def _checked(
    book: RecordBook, claim: str, cite: Mapping[str, str], page: Page | None
) -> PassageCheck:
    source, find = book.source(cite["source"]), tuple(cite["find"])
    state: State = "not-saved"
    now = None
    if page is not None:
        found = [looked_for(page.text, words) for words in find]
        state, now = min(found, key=lambda each: STATES.index(each[0]))
    url = address(None if source is None else source["url"], find)
    file = None if page is None else page.file
    return PassageCheck(claim, cite["source"], state, find, now, file, url)


def report(checks: list[PassageCheck]) -> VerifyReport:
    """The counts of checks."""
    counts = Counter(check.state for check in checks)
    pages = {check.source for check in checks if check.file is not None}
    return VerifyReport(pages=len(pages), summary={state: counts[state] for state in STATES})
