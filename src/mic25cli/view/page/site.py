"""The published book: a page for each record, lists of them, a front page, methods, data, search.

What a page says of a record is its card, for a target its explanation, for an industry or a fund
its brief: the site arranges these, and makes links of the names in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from mic25cli.calc import references
from mic25cli.calc.brief import brief
from mic25cli.calc.longtable import When, rows_of
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.explain import Explanation, explain, place_of_leading
from mic25cli.calc.progress.once import applying, count_once
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.tables import TABLES
from mic25cli.model import stored
from mic25cli.model.book import Record, RecordBook
from mic25cli.model.catalogue import BookLang
from mic25cli.model.choices import FITS
from mic25cli.model.kinds import KINDS
from mic25cli.model.plain import plain
from mic25cli.view import cite, longtable
from mic25cli.view.document import Facts, Line, Lines, Listing, Part, RecordName, TextTable
from mic25cli.view.numbers import SourceNumbers
from mic25cli.view.page import brief as briefs
from mic25cli.view.page import searchindex
from mic25cli.view.page.story import (
    Files,
    Meters,
    Picture,
    Section,
    SitePage,
    Verbatim,
    as_of,
    charted,
)
from mic25cli.view.progress import statuses
from mic25cli.view.progress.headline import headline
from mic25cli.view.record import cards, lists
from mic25cli.view.render.delimited import csv
from mic25cli.view.sentence.answers import Answers
from mic25cli.view.signs import STATUSES
from mic25cli.view.target import TargetTeller, answered, bullets, datum, seen_on_page
from mic25cli.view.text import Lang, label_of, other_name
from mic25cli.view.text import label as called
from mic25cli.view.words import counted, field_title, kind_name, kind_title, label

LANGUAGES = ("en", "zh")
LOOKS = ("2019-12-31", "2021-12-31")
"""The days as of which the verdict on a target is told again, as it was known then."""
ROWS, NAMED = 120, 40
"""Rows of a page of a list, and records of a kind that a page names."""
WIDE, NARROW = 720, 343
"""How wide a chart is drawn: for a screen or a sheet, and for a phone."""
STEPS = {
    "exact": 4, "close": 3, "bound": 2, "proxy": 1, "A": 4, "B": 3, "C": 2, "D": 1,
    "text": 4, "excerpt": 2, "none": 1,
}  # fmt: skip
"""How many steps of four a fit, a grade and a look at a source are."""
_RESERVED = {
    "index",
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{a}{n}" for a in ("com", "lpt") for n in range(10)),
}


def address(kind: str, record_id: str, ending: str = "html") -> str:
    """The path of what is told of a record, below the folder of a language; no id: of its kind."""
    safe = f"{record_id}_" if record_id.partition(".")[0] in _RESERVED else record_id or "index"
    return f"{kind}/{safe}.{ending}"


@dataclass(frozen=True)
class Site:
    """A book at the dates of a question, judged once for all of its pages.

    `pictures`: whether there are PNGs beside the drawings.
    """

    book: RecordBook
    question: Question
    version: str
    pictures: bool = False

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """All milestones as judged now."""
        return evaluate(self.book, self.question, hangs=True)

    @cached_property
    def before(self) -> Mapping[str, Mapping[str, Result]]:
        """By each earlier day: the milestone of each target that was told of then."""
        return {day: self._then(day) for day in LOOKS if day < self.question.as_of}

    def _then(self, day: str) -> dict[str, Result]:
        question = replace(self.question, as_of=day, known_at=day)
        of: dict[str, list[Result]] = {}
        for result in evaluate(self.book, question, series=False):
            of.setdefault(result.target, []).append(result)
        places = {key: place_of_leading(tuple(some), question) for key, some in of.items()}
        return {key: of[key][place] for key, place in places.items() if place is not None}

    @cached_property
    def changed(self) -> tuple[Result, ...]:
        """What applies to targets whose verdict is another than a year before, the newest first."""
        day = f"{int(self.question.as_of[:4]) - 1}{self.question.as_of[4:]}"
        then = self._then(day if day[5:] != "02-29" else f"{day[:5]}02-28")
        found = [
            result
            for result in applying(self.results)
            if isinstance(result, Result)
            and (result.target not in then or then[result.target].status != result.status)
            and (result.later or result.observation)
        ]
        newest = sorted(
            found, key=lambda each: each.observation.published or "" if each.observation else ""
        )
        return tuple(reversed(newest))

    @cached_property
    def numbers(self) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """The rows of the table of observations by indicator."""
        of: dict[str, list[Mapping[str, object]]] = {}
        for row in rows_of(TABLES["observations"], self.book, When(self.question.as_of)):
            of.setdefault(str(row["record"]), []).append(row)
        return of

    def explained(self, target: str) -> Explanation:
        """How a target came to its status, with its answers."""
        found = explain(self.book, target, self.question)
        answers = Answers(self.book, self.question, found.results)
        return replace(found, results=tuple(map(answers.answered, found.results)))

    def records(self) -> list[tuple[str, str]]:
        """The kind and id of every record that has a page."""
        return [(kind, key) for kind in KINDS for key in self.book.kind(kind)]

    def of_record(self, kind: str, key: str) -> Iterator[tuple[str, str | SitePage]]:
        """The files of a record by path: its page in each language, and what can be taken away."""
        found = self.explained(key) if kind == "targets" else None
        found = found if found and found.results else None
        for tree in self.trees:
            yield from tree.record(kind, key, found)
        if found is not None:
            yield address(kind, key, "json"), stored.pretty(plain(found)) + "\n"
        if kind == "indicators" and key in self.numbers:
            table = TABLES["observations"]
            yield address(kind, key, "csv"), csv(longtable.columns(table, self.numbers[key]))

    def others(self) -> Iterator[tuple[str, str | SitePage]]:
        """All other pages in each language, and the records by kind as data."""
        for tree in self.trees:
            yield from tree.lists()
            yield from ((f"{tree.root}{page.path}", page) for page in tree.apart())
        for kind in KINDS:
            if self.book.kind(kind):
                records = [dict(each) for each in self.book.kind(kind).values()]
                yield f"data/{kind}.json", stored.pretty(records) + "\n"

    def index(self) -> str:
        """What its search looks through, as a script."""
        found = applying(self.results)
        words = {
            language: {
                "kinds": {
                    kind: [kind_title(kind, tree.lang), kind_name(kind, tree.lang, 1)]
                    for kind in KINDS
                    if self.book.kind(kind)
                },
                "statuses": {
                    key: statuses.mark(key, tree.lang)
                    for key in STATUSES
                    if any(each.status == key for each in found)
                },
            }
            for language, tree in zip(LANGUAGES, self.trees, strict=True)
        }
        return searchindex.index(self.book, found, address, words)

    @cached_property
    def trees(self) -> tuple[Tree, ...]:
        """The site in each language."""
        own = self.book.profile.own_words
        return tuple(Tree(self, BookLang.of(lang, own)) for lang in LANGUAGES)


@dataclass(frozen=True)
class Tree:
    """The pages of a site in one language."""

    site: Site
    lang: Lang

    @property
    def book(self) -> RecordBook:
        """The records."""
        return self.site.book

    @property
    def root(self) -> str:
        """The folder of the language within the site."""
        return "" if self.lang == "en" else "zh/"

    def word(self, key: str, **values: object) -> str:
        """A text of the site."""
        return label(f"site-{key}", self.lang, **values)

    # a record

    def record(
        self, kind: str, key: str, found: Explanation | None
    ) -> Iterator[tuple[str, str | SitePage]]:
        """The page of a record, and its drawing as a file where it has one."""
        record = self.book.get(kind, key)
        assert record is not None
        page = SitePage(
            address(kind, key), called(record, self.lang), kind,
            other=other_name(record["name"], self.lang) if "name" in record else "",
        )  # fmt: skip
        card = tuple(self._card(record))
        if found is not None:
            page = self._target(page, found, card)
        elif kind in ("industries", "funds"):
            page = self._brief(page, kind, key, card)
        else:
            page = page._replace(sections=card)
        picture = next(
            (part for each in page.sections for part in each.parts if isinstance(part, Picture)),
            None,
        )
        if picture is not None and picture.alone:
            yield f"{self.root}{address(kind, key, 'svg')}", picture.alone
        yield f"{self.root}{page.path}", page

    def _card(self, record: Record) -> Iterator[Section]:
        """The card of a record in sections, each with the numbers of its own list of sources."""
        document = cards.document(record, self.book, self.lang, most=NAMED)
        by = self.word("cited-by" if record["kind"] == "sources" else "named-by")
        related: list[Part] = []
        for part in document.parts:
            if isinstance(part, Facts):
                yield Section("facts", self.word("facts"), (part,), "r")
            elif isinstance(part, TextTable):
                yield Section("table", part.title, (part._replace(title=""),), "r")
            elif isinstance(part, Listing) and part.items[0][0]:
                yield Section("sources", part.title, (part,), "r")
            else:
                related.append(part)
        if related:
            yield Section("named", by, tuple(related), "r")

    def _brief(self, page: SitePage, kind: str, key: str, card: Sequence[Section]) -> SitePage:
        """An industry or a fund: its brief, then what else its record says."""
        found = brief(self.book, kind, key, self.site.question)
        story = briefs.story(found, self.book, self.lang, self.site.version)
        drawn = [self.picture(subject, alone=len(story.charts) == 1) for subject, _ in story.charts]
        sections = list(story.sections)
        if charts := [each for each in drawn if each is not None]:
            sections.insert(0, Section("charts", self.word("charts"), tuple(charts)))
        sources = Section("sources", story.sources.title, (story.sources,))
        rest = [each for each in card if each.key not in ("facts", "sources")]
        return page._replace(
            lead=story.lead,
            sections=(
                *sections,
                *([sources] if story.sources.items else []),
                *card_rest(rest, card),
            ),
        )

    # a target

    def _target(self, page: SitePage, found: Explanation, card: Sequence[Section]) -> SitePage:
        lang, leading = self.lang, found.leading
        numbers = SourceNumbers(self.book, lang, most=3)
        teller = TargetTeller(numbers, lang, found.results, leading)
        picture = self.picture(f"targets/{found.target}", found)
        measured = (Lines((found.indicator.definition,)),) if found.indicator.definition else ()
        parts: dict[str, Sequence[Any]] = {
            "chart": (picture,) if picture else measured,
            "promised": (teller.milestones(""),),
            "sure": self._sure(found),
            "numbers": teller.reached() if leading else (),
            "outside": (teller.outside(found.outside, ""),) if found.outside else (),
            "settle": bullets(filter(None, (datum(found.needs, lang), *teller.doubts(found.note)))),
            "history": self._history(found),
        }  # fmt: skip
        sections = [
            Section(key, self.word(key) if key != "chart" else "", tuple(some))
            for key, some in parts.items()
            if some
        ]
        sections.append(Section("take", self.word("take"), self._take(found, picture)))
        sections.append(Section("cite", self.word("cite"), self._cite(page, found)))
        sections.append(Section("sources", label("sources", lang), (Listing("", numbers.items()),)))
        # Where its numbers were read is told above.
        cite = field_title("cite", lang)
        kept = [
            each._replace(
                parts=(Facts(tuple(row for row in each.parts[0].rows if row[0] != cite)),)
            )
            if each.key == "facts"
            else each
            for each in card
            if each.key in ("facts", "named")
        ]
        answer = answered(leading, lang) if leading else ()
        return page._replace(
            lead=answer or tuple(part.lines[0] for part in measured),
            sections=(*sections, *kept),
            beside=self._beside(found.target),
        )

    def _sure(self, found: Explanation) -> Sequence[Any]:
        """How the evidence fits, what its source counts as, how closely it was read: in steps."""
        result = found.leading
        reading = None if result is None else result.later or result.observation
        if result is None or reading is None:
            return ()
        fit, grade, read = result.fit or "other", reading.counts_as or "–", reading.checked
        why = next((each.because for each in result.evidence if each.basis == result.basis), None)
        title = statuses.fit_word(result.fit, result.side, self.lang)
        steps = (
            (title, STEPS.get(fit, 0), why or self.word(f"fit-{fit}")),
            (label("counts", self.lang, grade=grade), STEPS.get(grade, 0), self.word("grades")),
            (label(f"page-read-{read}", self.lang), STEPS[read], self.word(f"checked-{read}")),
        )
        return (Meters(steps), *bullets(statuses.hanging(result, self.lang)))

    def _history(self, found: Explanation) -> Sequence[Any]:
        """The verdict as it was known at earlier days, and now."""
        told = [
            (day[:4], then[found.target])
            for day, then in self.site.before.items()
            if found.target in then
        ]
        told += [(self.site.question.as_of[:4], found.leading)] if found.leading else []
        numbers = SourceNumbers(self.book, self.lang)
        teller = TargetTeller(numbers, self.lang, found.results, found.leading)
        rows: list[tuple[Line, ...]] = []
        for year, result in told:
            reading = result.later or result.observation
            seen = label("page-nothing-seen", self.lang)
            if reading is not None:
                seen = seen_on_page("seen-for", reading, self.lang)
            rows.append((year, seen, statuses.status_cell(result, self.lang)))
        heads = (("site-known", 0), ("page-seen", 0), ("page-status", 0))
        return (teller.table("", heads, rows),) if len(rows) > 1 else ()

    def _take(self, found: Explanation, picture: Picture | None) -> tuple[Any, ...]:
        """What can be taken away: numbers and drawing as files."""
        indicator, own = found.indicator.id, found.target
        files = [("JSON", address("targets", own, "json"))]
        if indicator in self.site.numbers:
            files.append(("CSV", address("indicators", indicator, "csv")))
        if picture is not None:
            files.append(("SVG", f"{self.root}{address('targets', own, 'svg')}"))
        if picture is not None and self.site.pictures:
            files.append(("PNG", f"{self.root}{address('targets', own, 'png')}"))
        return (Files(tuple(files)),)

    def _cite(self, page: SitePage, found: Explanation) -> tuple[Any, ...]:
        """How to cite the page: in a line, in a sentence with the finding, as BibTeX."""
        about = references.of_book(self.book, self.site.question.as_of, self.site.question.known_at)
        named = replace(
            about, key=f"{about.key}-{found.target}", title=f"{about.title}: {page.title}"
        )
        answer = found.leading.answer if found.leading else None
        said = f"{answer.told(self.lang)[0].text} " if answer else ""
        line = f"{page.title}, targets/{found.target}, {about.title} {about.version or ''}".rstrip()
        return (
            Listing("", (("", line), ("", f"{said}{cite.sentence(named)}"))),
            Verbatim(cite.bibtex([named])),
        )

    def _beside(self, target: str) -> tuple[RecordName | None, RecordName | None]:
        """The targets before and after one, among those of its first industry."""
        record = self.book.get("targets", target)
        first = next(iter(record["industries"] if record else ()), None)
        near = [
            key
            for key, each in self.book.kind("targets").items()
            if next(iter(each["industries"]), None) == first
        ]
        at = near.index(target)
        before, after = (
            (near[at - 1] if at else None),
            (near[at + 1] if at + 1 < len(near) else None),
        )
        return self.named("targets", before), self.named("targets", after)

    def named(self, kind: str, key: str | None) -> RecordName | None:
        """A record by name, for a link to it."""
        return (
            None
            if key is None
            else RecordName(label_of(self.book, kind, key, self.lang), kind, key)
        )

    @property
    def behind(self) -> str:
        """Which records, judged when, by what."""
        at = self.site.question.as_of
        return self.word(
            "source", version=self.site.version, digest=self.book.whole.digest[:12], date=at
        )

    def picture(
        self, subject: str, found: Explanation | None = None, *, alone: bool = True
    ) -> Picture | None:
        """A chart, drawn for a screen and for a phone, and alone; None where there is no number."""
        from mic25cli.view.chart.svg import svg

        chart = charted(self.book, self.site.question, subject, *filter(None, (found,)))
        if chart is None:
            return None

        def bare(width: int, at: str) -> str:
            name = f"{at}-{subject.replace('/', '-')}"
            return svg(chart, self.lang, width, "page", name, bare=True).rstrip()

        if not alone:
            return Picture(self.behind, "", bare(NARROW, "n"), "")
        return Picture(self.behind, bare(WIDE, "w"), bare(NARROW, "n"), svg(chart, self.lang))

    # lists

    def lists(self) -> Iterator[tuple[str, SitePage]]:
        """The records of each kind in tables, so many on a page."""
        for kind in KINDS:
            records = list(self.book.kind(kind).values())
            pages = [records[at : at + ROWS] for at in range(0, len(records), ROWS)]
            for number, some in enumerate(pages, 1):
                path = f"{kind}/index{'' if number == 1 else f'-{number}'}.html"
                table = self.table(kind, some)
                turns = tuple(
                    (str(at), f"index{'' if at == 1 else f'-{at}'}.html")
                    for at in range(1, len(pages) + 1)
                )
                page = SitePage(
                    path,
                    kind_title(kind, self.lang),
                    kind,
                    (counted(len(records), kind, self.lang),),
                    (Section("list", "", (table,)),),
                    turns=turns if len(pages) > 1 else (),
                )
                yield f"{self.root}{path}", page

    def table(self, kind: str, records: Sequence[Record]) -> TextTable:
        """Records in the columns of their list without ids, the name of each a link to it."""
        found = lists.table(records, kind, self.book, self.lang)
        shown = [at for at, head in enumerate(found.heads) if head.key != "id"]
        first = next((at for at in shown if found.heads[at].style == "name"), shown[0])

        def row(record: Record, cells: tuple[Any, ...]) -> tuple[Any, ...]:
            link = RecordName(called(record, self.lang), kind, record["id"])
            return tuple((link,) if at == first else cells[at] for at in shown)

        rows = tuple(map(row, records, found.rows))
        return TextTable(tuple(found.heads[at] for at in shown), rows)

    # pages apart

    def apart(self) -> Iterator[SitePage]:
        """The front page, the search, methods and data."""
        yield self._front()
        found = Section("found", "", ())
        yield SitePage("search.html", self.word("search"), "search", sections=(found,))
        yield self._methods()
        yield self._data()

    def _front(self) -> SitePage:
        site, lang = self.site, self.lang
        counts = count_once(site.results)
        answers = Answers(self.book, site.question, site.results)
        news: list[Line] = []
        for result in site.changed[:8]:
            told = answers.answered(result).answer
            if told is not None and (name := self.named("targets", result.target)) is not None:
                sentence = told.told(lang)[0]
                news.append(
                    (
                        (STATUSES[result.status][1], sentence.head),
                        ("", sentence.text[len(sentence.head) :] + " "),
                        ("", name),
                    )
                )
        by_kind: list[tuple[str, Line]] = [
            (
                "",
                (
                    (
                        ("", RecordName(kind_title(kind, lang), kind, "")),
                        ("", f" {len(self.book.kind(kind))}"),
                    )
                ),
            )
            for kind in KINDS
            if self.book.kind(kind)
        ]
        industries = self.table("industries", list(self.book.kind("industries").values()))
        read = [
            (statuses.mark(status, lang), (label(f"status-means-{status}", lang),))
            for status in dict.fromkeys(result.status for result in site.results)
        ]
        sections = (
            Section("industries", kind_title("industries", lang), (industries,)),
            Section("news", self.word("news"), tuple(bullets(news))),
            Section("read", self.word("read"), (Facts(tuple(read)),)),
            Section("kinds", self.word("kinds"), (Listing("", tuple(by_kind)),)),
        )
        title, _, more = headline(counts, lang).partition("。" if lang == "zh" else ". ")
        return SitePage(
            "index.html",
            title.rstrip("."),
            "",
            (more,) if more else (),
            tuple(each for each in sections if each.parts and each.parts != (Listing("", ()),)),
            kicker=as_of(site.question, lang),
        )

    def _methods(self) -> SitePage:
        lang = self.lang
        status = [
            (statuses.mark(key, lang), (label(f"status-means-{key}", lang),)) for key in STATUSES
        ]
        fits = [(label(f"fit-{key}", lang), (self.word(f"fit-{key}"),)) for key in FITS]
        grades = [(key, (self.word(f"grade-{key}"),)) for key in "ABCD"]
        sections = (
            Section("statuses", label("page-status", lang), (Facts(tuple(status)),)),
            Section("fits", label("page-fit", lang), (Facts(tuple(fits)),)),
            Section("grades", self.word("grade"), (Facts(tuple(grades)),)),
        )
        return SitePage(
            "methods.html", self.word("methods"), "methods", (self.word("methods-lead"),), sections
        )

    def _data(self) -> SitePage:
        about = references.of_book(self.book, self.site.question.as_of, self.site.question.known_at)
        files = [
            (
                f"{counted(len(self.book.kind(kind)), kind, self.lang)}, JSON",
                f"data/{kind}.json",
            )
            for kind in KINDS
            if self.book.kind(kind)
        ]
        sections = (
            Section("files", self.word("files"), (Files(tuple(files)),)),
            Section(
                "cite",
                self.word("cite"),
                (Lines((cite.sentence(about),)), Verbatim(cite.bibtex([about]))),
            ),
        )
        return SitePage("data.html", self.word("data"), "data", (self.word("data-lead"),), sections)


def card_rest(rest: Sequence[Section], card: Sequence[Section]) -> Iterator[Section]:
    """What a card says beside its facts, with its sources where any of it names one."""
    yield from rest
    if any(each.key == "table" for each in rest):
        yield from (each for each in card if each.key == "sources")
