"""Whether saved pages still contain the quoted words of claims: `found`, `changed` or `missing`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Literal, get_args

from mic25cli.calc.printed_numbers import folded, han_numerals, in_letters, numbers_of, readings
from mic25cli.calc.source_grades import address, in_link
from mic25cli.calc.tables.claims import claims_of, followed_in
from mic25cli.model.dataset import RecordSet
from mic25cli.values import FrozenData, field, grouped

if TYPE_CHECKING:
    from mic25cli.model.records import Cite

State = Literal["changed", "missing", "found", "not-saved"]
STATES: tuple[State, ...] = get_args(State)
"""The states of a claim on a saved page, those that need attention first."""

_PLACE = 4
"""The minimum number of characters around a number that identify a place on a page."""
_GROUPED = re.compile(r"(?<!\d)(?<!\d[.,'])\d{1,3}(?:([,' ])\d{3})(?:\1\d{3})*(?!\d)")
_SPACE = re.compile(r"(?<!\d)(?<!\d[.,']) | (?!\d)")
_HAN = "".join(han_numerals())
_EDGES = {
    "0-9": (r"(?<!\d)(?<!\d[.,'])", r"(?!\d)(?![.,']\d)"),
    _HAN: (f"(?<![{_HAN}])", f"(?![{_HAN}])"),
    "a-z": ("(?<![a-z])", "(?![a-z])"),
}
"""The characters not allowed next to a match, by class: they would continue it."""


class PassageCheck(FrozenData):
    """The check of a passage: whether the saved page still prints the words of a claim."""

    claim: str
    source: str
    state: State
    quote: tuple[str, ...]
    """the words with the number of the claim"""
    now: str | None
    """the text printed in their place now; null if unknown"""
    file: str | None
    """the saved page; null if there is none"""
    url: str | None
    """the address of the words"""
    opens: bool | None
    """whether the page has the words of the link in exactly these letters, so that a browser finds
    them; null if there is no page"""


class CitesOfKind(FrozenData):
    """The number of citations of a kind's records and claims, and of those with quoted words."""

    cites: int
    with_words: int


class VerifyReport(FrozenData, kw_only=True):
    """The number of claims that were looked up in saved pages, by result; the checks follow."""

    schema: Literal["mic25.verify/1"] = field(default="mic25.verify/1", init=False)
    pages: int
    """the number of sources with a saved page"""
    summary: Mapping[str, int]
    by_kind: Mapping[str, CitesOfKind]
    """every citation in the dataset, by kind; one without words cannot be looked up"""


class Page:
    """A saved page, folded once for all claims that are looked up on it."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.folded = folded(text)
        self.letters = in_letters(text)
        """The text in which a browser searches, with the page's own dashes and script."""

    @cached_property
    def squeezed(self) -> str:
        """The text without thousands separators, and without spaces except between two numbers."""
        return _SPACE.sub("", _ungrouped(self.folded))


def _ungrouped(text: str) -> str:
    return _GROUPED.sub(lambda hit: re.sub(r"\D", "", hit[0]), text)


def _edge(char: str, side: int) -> str:
    return next((edges[side] for of, edges in _EDGES.items() if re.match(f"[{of}]", char)), "")


def looked_for(page: Page, words: str) -> tuple[State, str | None]:
    """The state of a passage on a page, and the text in its place there; numbers are compared digit
    by digit."""
    # A comma between two Chinese characters is folded away, and the words may end at one.
    passage = folded(words).strip(",、 ")
    whole = _edge(passage[:1], 0) + re.escape(passage) + _edge(passage[-1:], 1)
    if re.search(whole, page.folded):
        return "found", passage
    passage = _ungrouped(passage)
    hits = [*numbers_of().finditer(passage)]
    ends = [0, *(end for hit in hits for end in hit.span()), len(passage)]
    around = [_between(passage, *ends[at : at + 2]) for at in range(0, len(ends), 2)]
    pattern = re.compile(f"({numbers_of(spaced=False).pattern})".join(map(re.escape, around)))
    best, other, at = -1, None, 0
    while match := pattern.search(page.squeezed, at):
        pairs = zip((hit[0] for hit in hits), match.groups(), strict=True)
        same = sum(a == b or bool(readings(a) & readings(b)) for a, b in pairs)
        if same == len(hits):
            return "found", match[0]
        if same > best:
            best, other = same, match[0]
        # In a series of numbers, the next run begins at the second number.
        at = match.start() + 1 if around[0] else match.end(1)
    if other is not None and sum(map(len, around)) >= _PLACE:
        return "changed", other
    return "missing", None


def _between(text: str, start: int, end: int) -> str:
    """The text between two numbers, with spaces removed as on the page."""
    squeezed = _SPACE.sub("", text[max(start - 1, 0) : end + 1])
    return squeezed[start > 0 : len(squeezed) - (end < len(text))]


def verify(dataset: RecordSet, page_of: Callable[[str], Page | None]) -> Iterator[PassageCheck]:
    """One check for each citation with words, of a record or a claim; `page_of` returns the saved
    page of a source or None."""
    for _, name, cite in _cites(dataset):
        if cite["quote"]:
            yield _checked(dataset, name, cite, page_of(cite["source"]))


def _cites(dataset: RecordSet) -> Iterator[tuple[str, str, Cite]]:
    """Every citation of records, claims and follow-ups, with the kind and id of the record."""
    for record in dataset:
        kind = record["kind"]
        yield from ((kind, f"{kind}/{record['id']}", cite) for cite in record["cite"])
        claims = ((id_, claim["cite"]) for id_, _, claim in claims_of(dataset, record))
        rows = ((id_, row["cite"]) for id_, row in followed_in(record))
        for id_, cites in chain(claims, rows):
            yield from ((kind, id_, cite) for cite in cites)


def _checked(dataset: RecordSet, claim: str, cite: Cite, page: Page | None) -> PassageCheck:
    source, quote = dataset.source(cite["source"]), tuple(cite["quote"])
    state: State = "not-saved"
    now = None
    if page is not None:
        states = [looked_for(page, words) for words in quote]
        state, now = min(states, key=lambda pair: STATES.index(pair[0]))
    url = address(None if source is None else source["url"], quote)
    file = None if page is None else page.file
    parts = [part for words in quote for part in in_link(words)]
    opens = None if page is None else all(in_letters(part) in page.letters for part in parts)
    return PassageCheck(claim, cite["source"], state, quote, now, file, url, opens)


def report(dataset: RecordSet, checks: list[PassageCheck]) -> VerifyReport:
    """The number of checked passages by result, and of citations by record type."""
    counts = Counter(check.state for check in checks)
    pages = {check.source for check in checks if check.file is not None}
    kinds = grouped((kind, bool(cite["quote"])) for kind, _, cite in _cites(dataset))
    return VerifyReport(
        pages=len(pages),
        summary={state: counts[state] for state in STATES},
        by_kind={kind: CitesOfKind(len(words), sum(words)) for kind, words in kinds.items()},
    )
