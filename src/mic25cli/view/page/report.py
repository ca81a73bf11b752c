"""The report arranged: scoreboard, changes, a chapter an industry, money, lists, sources.

Sources are numbered through the whole page.  What is told of a target is what its brief tells, and
what changed is what `diff` prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from typing import NamedTuple

from mic25cli.calc.brief import Brief
from mic25cli.calc.cites import Cited
from mic25cli.calc.diff.changes import Change, Diff
from mic25cli.calc.progress.result import Result
from mic25cli.calc.progress.rollup import NONE, CountedGroup, Rollup
from mic25cli.calc.progress.status import STATUSES, Status
from mic25cli.calc.report import Chapter, Report
from mic25cli.model.book import Book, published
from mic25cli.model.kinds import KINDS
from mic25cli.view.diff import story
from mic25cli.view.document import Document, Heading, Line, Listing, Piece, Table
from mic25cli.view.numbers import SourceNumbers
from mic25cli.view.page import brief as briefs
from mic25cli.view.page import money
from mic25cli.view.page.story import Card
from mic25cli.view.progress import statuses
from mic25cli.view.progress.table import footer, year_of
from mic25cli.view.record import lists
from mic25cli.view.target_tables import document_named
from mic25cli.view.text import Lang, label_of, name_of, other_name
from mic25cli.view.words import kind_title, label

APART = ("industries", "targets", "funds", "sources")
"""Kinds that have a place of their own in the page."""

Draw = Callable[[str, int], str]
"""A chart as SVG, by kind and id (`targets/ID`), so wide."""

CHART = 400
"""How wide it is: a phone shows it whole, and beside a text it leaves that room."""


class Score(NamedTuple):
    """A row of the scoreboard: a group with how many of its milestones have which status."""

    name: str
    anchor: str
    aside: str
    targets: int
    milestones: int
    counts: tuple[tuple[Status, int], ...]


class ChapterEntry(NamedTuple):
    """A target in the page, with what the filters ask about."""

    id: str
    name: str
    other: str
    industries: tuple[tuple[str, str], ...]
    status: tuple[Piece, ...]
    rank: int
    year: str
    tokens: str
    """One word a milestone: status, report and fit."""
    card: Card
    chart: str


class ChapterPart(NamedTuple):
    """A chapter: an industry, its head, its targets."""

    anchor: str
    title: str
    other: str
    head: Card | None
    entries: tuple[ChapterEntry, ...]


class FilterChoice(NamedTuple):
    """A choice of a filter."""

    value: str
    text: str


class Page(NamedTuple):
    """The report in words, ready for its template."""

    title: str
    kicker: str
    lead: tuple[Line, ...]
    statuses: tuple[tuple[Status, str, str], ...]
    industries: tuple[Score, ...]
    editions: tuple[Score, ...]
    notes: tuple[str, ...]
    chapters: tuple[ChapterPart, ...]
    changes: tuple[tuple[str, tuple[Document, ...]], ...]
    money: Table | None
    raised: str
    """The chart of what funds aimed at and raised."""
    lists: tuple[tuple[str, str, int, Table], ...]
    sources: Listing
    more_sources: int
    """From which number on sources are named by no statement of the page."""
    filters: dict[str, tuple[FilterChoice, ...]]
    colophon: str


def page(
    report: Report, book: Book, lang: Lang, version: str, draw: Draw, policy: str | None = None
) -> Page:
    """The report of a book in a language; `policy` is what it is about, if not that of ours."""
    numbers = SourceNumbers(book, lang, most=3)
    about = policy or label("page-policy", lang)
    return _ReportWriter(report, book, lang, version, draw, about, numbers).page()


@dataclass(frozen=True)
class _ReportWriter:
    report: Report
    book: Book
    lang: Lang
    version: str
    draw: Draw
    policy: str
    numbers: SourceNumbers

    def word(self, key: str, **values: object) -> str:
        return label(f"page-{key}", self.lang, **values)

    def page(self) -> Page:
        report, lang = self.report, self.lang
        question = report.question
        when = self.word("as-of", date=question.as_of)
        if question.known_at is not None:
            when += self.word("known", date=question.known_at)
        chapters = tuple(self.chapter(chapter) for chapter in report.chapters)
        funds = self.money()
        cited = self.numbers.sources
        for key in self.book.kind("sources"):
            if key not in cited:
                self.numbers.ref([Cited(key, None, "none", None, None)])
        return Page(
            title=self.word("report-title", policy=self.policy),
            kicker=when,
            lead=(self.word("report-lead"),),
            statuses=self.statuses(),
            industries=tuple(self.scores(report.by_industry, self.industry)),
            editions=tuple(self.scores(report.by_edition, self.edition)),
            notes=footer(report.counts, question, lang),
            chapters=chapters,
            changes=tuple(self.changes()),
            money=funds,
            raised=self.draw("funds", CHART),
            lists=tuple(self.lists()),
            sources=Listing(self.word("sources"), self.numbers.items()),
            more_sources=len(cited),
            filters=self.filters(),
            colophon=self.word(
                "colophon", version=self.version, digest=self.book.whole.digest[:12]
            ),
        )

    # the scoreboard

    def statuses(self) -> tuple[tuple[Status, str, str], ...]:
        """The statuses that occur: word, symbol with word."""
        found = self.report.counts.statuses
        return tuple(
            (status, statuses.SYMBOLS[status], statuses.word(status, self.lang))
            for status in STATUSES
            if found[status]
        )

    def scores(
        self, rollup: Rollup, named: Callable[[CountedGroup], tuple[str, str, str]]
    ) -> Iterator[Score]:
        for group in sorted(rollup.groups, key=self.place):
            name, anchor, aside = named(group)
            counts = tuple((key, number) for key, number in group.counts.statuses.items())
            yield Score(name, anchor, aside, group.counts.targets, group.counts.milestones, counts)

    def place(self, group: CountedGroup) -> tuple[bool, int, str]:
        """Industries by their number in the plan, documents by their date; what has none last."""
        industry = self.book.get("industries", group.key or "")
        number = 0 if industry is None else industry["number"]
        return (group.key is None, number, published(self.book, group.key) or "9999")

    def industry(self, group: CountedGroup) -> tuple[str, str, str]:
        if group.key is None:
            return self.word("across"), "i-none", ""
        return label_of(self.book, "industries", group.key, self.lang), f"i-{group.key}", ""

    def edition(self, group: CountedGroup) -> tuple[str, str, str]:
        if group.key is None:
            return label("group-none", self.lang), "", ""
        name, when, _ = document_named(self.book, group.key, self.lang)
        return name, "", when

    # chapters

    def chapter(self, chapter: Chapter) -> ChapterPart:
        if chapter.industry is None:
            entries = tuple(self.entry(target) for target in chapter.targets)
            return ChapterPart("i-none", self.word("across"), "", None, entries)
        found = chapter.industry
        head = briefs.industry(found, self.book, self.lang, self.numbers)
        entries = tuple(self.entry(target) for target in chapter.targets)
        title, other = name_of(found.name, self.lang), other_name(found.name, self.lang)
        return ChapterPart(f"i-{found.id}", title, other, head, entries)

    def entry(self, found: Brief) -> ChapterEntry:
        leading = found.leading[0]
        industries = tuple(
            (industry, label_of(self.book, "industries", industry, self.lang))
            for industry in found.industries
        )
        return ChapterEntry(
            found.id,
            name_of(found.name, self.lang),
            other_name(found.name, self.lang),
            industries,
            (statuses.piece(leading.status, self.lang),),
            STATUSES.index(leading.status),
            year_of(leading),
            " ".join(dict.fromkeys(_token(result) for result in found.results)),
            briefs.target(found, self.book, self.lang, self.numbers),
            self.draw(f"targets/{found.id}", CHART),
        )

    # what changed

    def changes(self) -> Iterator[tuple[str, tuple[Document, ...]]]:
        for key, diffs in (("editions", self.report.editions), ("dates", self.report.dates)):
            if diffs:
                documents = tuple(self.diff_document(diff) for diff in diffs)
                yield self.word(f"changes-{key}"), documents
        if self.report.records is not None:
            at = self.report.records.sides.old.at
            documents = (
                self.diff_document(self.report.records, self.word("since-records", at=at)),
            )
            yield self.word("changes-records"), documents

    def diff_document(self, found: Diff, title: str = "") -> Document:
        """The story of a diff; what one side does not say since it was read in part is counted."""
        old, new = found.sides.old.at, found.sides.new.at

        def tell(changes: Sequence[Change]) -> Document:
            return story.changes_document(
                found, changes, self.book.whole, self.lang,
                lambda kind: f"mic25 {kind} diff {old} {new}", True,
            )  # fmt: skip

        whole = tell(found.changes)
        seen = tell([change for change in found.changes if change.class_ != "unseen"])
        return whole._replace(
            title=title or whole.title,
            parts=(
                *takewhile(lambda part: not isinstance(part, Heading), whole.parts),
                *dropwhile(lambda part: not isinstance(part, Heading), seen.parts),
            ),
        )

    # the rest of the book

    def money(self) -> Table | None:
        """All funds, those of which a sum is known first."""
        funds = sorted(self.report.funds, key=lambda fund: not fund.fund["amounts"])
        return money.table(funds, self.numbers, self.lang) if funds else None

    def lists(self) -> Iterator[tuple[str, str, int, Table]]:
        for kind in KINDS:
            records = list(self.book.kind(kind).values())
            if kind in APART or not records:
                continue
            title = kind_title(kind, self.lang)
            table = lists.table(records, kind, self.book, self.lang)
            yield kind, title, len(records), table

    # filters

    def filters(self) -> dict[str, tuple[FilterChoice, ...]]:
        industries = [
            FilterChoice(industry["id"], name_of(industry["name"], self.lang))
            for industry in self.book.kind("industries").values()
        ]
        reports = [
            FilterChoice(group.key, " ".join(document_named(self.book, group.key, self.lang)[:2]))
            for group in self.report.by_edition.groups
            if group.key is not None
        ]
        fits = [
            FilterChoice(each, label(f"fit-{each}", self.lang))
            for each, number in self.report.counts.fits.items()
            if number
        ]
        return {
            "industry": tuple(industries),
            "status": tuple(FilterChoice(key, word) for key, _, word in self.statuses()),
            "edition": tuple(reports),
            "fit": tuple(fits),
        }


def _token(result: Result) -> str:
    return f"{result.status}|{result.milestone.report or NONE}|{result.fit or 'other'}"
