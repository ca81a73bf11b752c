"""The report arranged: scoreboard, changes, a chapter an industry, money, lists, sources.

What is told of a target is what its brief tells, and what changed is what `diff` prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, takewhile

from mic25cli.calc.brief import Brief
from mic25cli.calc.cites import cite_of, cited
from mic25cli.calc.diff.changes import Change, Diff
from mic25cli.calc.progress.result import Result
from mic25cli.calc.progress.rollup import NONE, CountedGroup
from mic25cli.calc.progress.status import STATUSES, Status
from mic25cli.calc.report import Report
from mic25cli.model.book import RecordBook, published
from mic25cli.model.kinds import KINDS
from mic25cli.view.diff import story as diffs
from mic25cli.view.document import Heading, Line, TextDocument, TextTable
from mic25cli.view.numbers import SourceNumbers
from mic25cli.view.page import brief as briefs
from mic25cli.view.page import money
from mic25cli.view.page.story import Story
from mic25cli.view.progress import statuses
from mic25cli.view.progress.table import year_of
from mic25cli.view.record import lists
from mic25cli.view.target_tables import document_named
from mic25cli.view.text import Lang, label_of, name_of
from mic25cli.view.words import kind_title, label

APART = ("industries", "targets", "funds", "sources")
"""Kinds that have a place of their own in the page."""


@dataclass(frozen=True)
class ReportPage:
    """The report in words, part by part.

    Sources are numbered through the whole page, as its template asks for one part after the other.
    """

    report: Report
    book: RecordBook
    lang: Lang
    version: str

    @cached_property
    def numbers(self) -> SourceNumbers:
        """The sources named so far."""
        return SourceNumbers(self.book, self.lang, most=3)

    @property
    def title(self) -> str:
        """What the page is called."""
        policy = name_of(self.book.profile.name, self.lang)
        return label("page-report-title", self.lang, policy=policy)

    # the scoreboard

    def statuses(self) -> list[tuple[Status, str]]:
        """The statuses that occur, each with its word."""
        found = self.report.counts.statuses
        return [(key, statuses.word(key, self.lang)) for key in STATUSES if found[key]]

    def groups(self, by: str) -> list[CountedGroup]:
        """Industries by their number in the plan, documents by their date; what has none last."""

        def place(group: CountedGroup) -> tuple[bool, int, str]:
            industry = self.book.get("industries", group.key or "")
            number = 0 if industry is None else industry["number"] or 9999
            return (group.key is None, number, published(self.book, group.key) or "9999")

        rollup = self.report.by_industry if by == "industry" else self.report.by_edition
        return sorted(rollup.groups, key=place)

    def industry(self, key: str | None) -> str:
        """An industry by name, or what is of none."""
        return (
            label_of(self.book, "industries", key, self.lang)
            if key
            else label("page-across", self.lang)
        )

    def edition(self, key: str | None) -> tuple[str, str]:
        """A document by name, and its date."""
        if key is None:
            return label("group-none", self.lang), ""
        return document_named(self.book, key, self.lang)[:2]

    # chapters

    def story(self, found: Brief) -> Story:
        """An industry at the head of its chapter, or a target in it."""
        return briefs.among(found, self.book, self.lang, self.numbers)

    def filtered(self, found: Brief) -> dict[str, object]:
        """What the filters ask about a target; one word a milestone: status, report and fit."""
        leading = found.leading[0]
        marks = dict.fromkeys(map(_marks, found.results))
        return {
            "industry": " ".join(found.industries),
            "marks": " ".join(marks),
            "rank": STATUSES.index(leading.status),
            "year": year_of(leading),
        }

    def filters(self) -> dict[str, list[tuple[str, str]]]:
        """The choices of each filter, with what they are called."""
        fits = self.report.counts.fits
        return {
            "industry": [
                (industry["id"], name_of(industry["name"], self.lang))
                for industry in self.book.kind("industries").values()
            ],
            "status": [(str(key), word) for key, word in self.statuses()],
            "edition": [
                (group.key, " ".join(self.edition(group.key)))
                for group in self.report.by_edition.groups
                if group.key is not None
            ],
            "fit": [(key, label(f"fit-{key}", self.lang)) for key in fits if fits[key]],
        }

    # what changed

    @cached_property
    def changes(self) -> list[tuple[str, list[TextDocument]]]:
        """What changed between documents, dates, and editions of the records."""
        found = self.report
        told = {
            "editions": [self._diff(each) for each in found.editions],
            "dates": [self._diff(each) for each in found.dates],
        }
        if found.records is not None:
            at = found.records.sides.old.at
            since = label("page-since-records", self.lang, at=at)
            told["records"] = [self._diff(found.records, since)]
        return [(label(f"page-changes-{key}", self.lang), told[key]) for key in told if told[key]]

    def _diff(self, found: Diff, title: str = "") -> TextDocument:
        """The story of a diff; what one side does not say since it was read in part is counted."""
        old, new = found.sides.old.at, found.sides.new.at

        def tell(changes: Sequence[Change]) -> TextDocument:
            return diffs.changes_document(
                found, changes, self.book.whole, self.lang,
                lambda kind: f"mic25 {kind} diff {old} {new}", True,
            )  # fmt: skip

        def before_kinds(part: object) -> bool:
            return not isinstance(part, Heading)

        whole = tell(found.changes)
        seen = tell([change for change in found.changes if change.class_ != "unseen"])
        parts = (*takewhile(before_kinds, whole.parts), *dropwhile(before_kinds, seen.parts))
        return whole._replace(title=title or whole.title, parts=parts)

    # the rest of the book

    def money(self) -> TextTable:
        """All funds, those of which a sum is known first."""
        funds = sorted(self.report.funds, key=lambda fund: not fund.fund["amounts"])
        return money.table(funds, self.numbers, self.lang)

    def lists(self) -> Iterator[tuple[str, str, TextTable]]:
        """The records of each other kind that has any, with its title."""
        for kind in KINDS:
            records = list(self.book.kind(kind).values())
            if kind not in APART and records:
                table = lists.table(records, kind, self.book, self.lang)
                yield kind, kind_title(kind, self.lang), table

    def sources(self) -> tuple[tuple[tuple[str, Line], ...], ...]:
        """The numbered sources that the page has named by now, and the others of the book."""
        named = self.numbers.sources
        for key in self.book.kind("sources"):
            if key not in named:
                self.numbers.ref(cited(self.book, [cite_of(key, "none")]))
        items = self.numbers.items()
        return items[: len(named)], items[len(named) :]


def _marks(result: Result) -> str:
    return f"{result.status}|{result.milestone.report or NONE}|{result.fit or 'other'}"
