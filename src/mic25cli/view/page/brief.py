"""A brief as a story: sections in a fixed order, the same for every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mic25cli.calc.brief import Actor, Brief, Payer, Sum
from mic25cli.calc.cites import Cited, Reading, best_cite, cited
from mic25cli.calc.progress.outside import OutsideVerdict
from mic25cli.calc.progress.result import Result
from mic25cli.calc.progress.status import BLOCKING, STATUSES, Status
from mic25cli.model.book import Book
from mic25cli.model.kinds import KINDS
from mic25cli.view.document import (
    Cell,
    Document,
    Facts,
    Head,
    Heading,
    Line,
    Lines,
    Listing,
    Part,
    Piece,
    Style,
    Table,
)
from mic25cli.view.page import money
from mic25cli.view.page.charts import InText
from mic25cli.view.page.numbers import Numbers, closest
from mic25cli.view.progress import statuses
from mic25cli.view.progress.items import amount
from mic25cli.view.text import Lang, date, label_of, name_of
from mic25cli.view.text import label as called
from mic25cli.view.words import counted, label, value_word

BESIDE = 2
"""Sources that stand beside one statement of a brief."""

ROWS = {"payers": 8, "outside": 6, "actors": 8}
"""Rows that a brief gives to each, so that it stays a page; it says how many more there are."""

STYLES: dict[Status, Style] = {
    "achieved": "good", "met-late": "late", "on-track": "good", "behind": "fair",
    "far-behind": "poor", "regressing": "bad", "missed": "bad", "superseded": "dim",
    "withdrawn": "dim", "not-started": "dim", "not-assessable": "dim",
}  # fmt: skip
"""What each status looks like; its symbol and word say the same."""


class Section(NamedTuple):
    """A part of a brief under a heading."""

    key: str
    title: str
    parts: tuple[Part, ...]


class Card(NamedTuple):
    """What a page that holds many things says of one: what it comes to, and its sections."""

    lead: tuple[Line, ...]
    sections: tuple[Section, ...]


class Story(NamedTuple):
    """A brief in words: what it is of, what it comes to, its sections, its sources."""

    kicker: str
    title: str
    subtitle: str
    about: tuple[str, str]
    lead: tuple[Line, ...]
    sections: tuple[Section, ...]
    charts: tuple[tuple[str, str], ...]
    """What is drawn: kind and id (`targets/ID`), and its name."""
    sources: Listing
    cited: tuple[str, ...]
    """The ids of the sources by number."""
    colophon: str

    def document(self, draw: InText) -> Document:
        """The same as a document, for Markdown, plain text and the terminal."""
        parts: list[Part] = [Lines((self.kicker,)), Lines(self.lead)]
        for section in self.sections:
            first, *rest = section.parts
            charts = self._charts(draw) if section.key == "reached" else ()
            parts += [Heading(section.title), first, *charts, *rest]
        if self.sources.items:
            parts.append(self.sources)
        notes = (self.colophon,)
        return Document(tuple(parts), self.title, self.subtitle, self.about, notes)

    def _charts(self, draw: InText) -> Iterator[Part]:
        """The charts, each below its name where there are several."""
        for subject, name in self.charts:
            drawn = draw(subject)
            if drawn is not None:
                if len(self.charts) > 1:
                    yield Lines(((("name", name),),))
                yield drawn


def story(found: Brief, book: Book, lang: Lang, version: str) -> Story:
    """The brief of an industry, target or fund in a language."""
    return _Writer(found, book, lang, Numbers(book, lang, BESIDE), version).story()


def target(found: Brief, book: Book, lang: Lang, numbers: Numbers) -> Card:
    """A target as a card among others: what it says of itself, its sources numbered with theirs."""
    writer = _Writer(found, book, lang, numbers)
    lead = writer.lead()
    made = [
        ("promised", writer.promised()),
        ("reached", writer.reached()),
        ("outside", writer.outside() if found.outside else []),
        ("unknown", bullets(writer.of_target())),
    ]
    sections = tuple(Section(key, writer.word(key), tuple(parts)) for key, parts in made if parts)
    return Card(lead, sections)


def industry(found: Brief, book: Book, lang: Lang, numbers: Numbers) -> Card:
    """An industry as the head of its targets' cards."""
    writer = _Writer(found, book, lang, numbers)
    lead = writer.lead()
    made = [
        ("payers", writer.payers()),
        ("actors", writer.actors()),
        ("outside", writer.outside()),
        ("unknown", bullets(writer.of_industry())),
    ]
    sections = tuple(Section(key, writer.word(key), tuple(parts)) for key, parts in made if parts)
    return Card(lead, sections)


def bullets(lines: Iterable[Line]) -> list[Part]:
    """Lines as a list without a title of its own."""
    items = tuple(("", line) for line in lines)
    return [Listing("", items)] if items else []


class _Writer:
    def __init__(
        self, found: Brief, book: Book, lang: Lang, numbers: Numbers, version: str = ""
    ) -> None:
        self.brief = found
        self.book = book
        self.lang = lang
        self.version = version
        self.numbers = numbers

    def word(self, key: str, **values: object) -> str:
        return label(f"page-{key}", self.lang, **values)

    def listed(self, texts: Iterable[str]) -> str:
        return label("comma", self.lang).join(texts)

    def several(self, texts: Iterable[str]) -> str:
        return label("semicolon", self.lang).join(texts)

    def story(self) -> Story:
        brief, lang = self.brief, self.lang
        lead = self.lead()
        made = [
            ("promised", self.promised()),
            ("reached", self.reached()),
            ("payers", self.payers() if brief.kind != "funds" else self.contributors()),
            ("actors", self.actors()),
            ("outside", self.outside()),
            ("unknown", self.unknown()),
        ]
        sections = tuple(Section(key, self.word(key), tuple(parts)) for key, parts in made if parts)
        kind, title = KINDS[brief.kind], name_of(brief.name, lang)
        other = name_of(brief.name, "zh" if lang == "en" else "en")
        question = brief.question
        when = self.word("as-of", date=question.as_of)
        if question.known_at is not None:
            when += self.word("known", date=question.known_at)
        return Story(
            f"{self.word(f'brief-{brief.kind}')} · {when}",
            title,
            other if lang != "both" and other != title else "",
            (kind.zh if lang == "zh" else kind.one, brief.id),
            lead,
            sections,
            self.charts(),
            Listing(self.word("sources"), self.numbers.items()),
            tuple(self.numbers.numbers),
            self.word("colophon", version=self.version, digest=self.book.whole.digest[:12]),
        )

    def charts(self) -> tuple[tuple[str, str], ...]:
        if self.brief.kind == "funds":
            return ((f"funds/{self.brief.id}", name_of(self.brief.name, self.lang)),)
        return tuple(
            (f"targets/{each.target}", name_of(each.name, self.lang)) for each in self.brief.charted
        )

    # what it comes to

    def lead(self) -> tuple[Line, ...]:
        brief = self.brief
        lines: list[Line] = []
        if brief.kind == "targets":
            return tuple(self.sentence(result) for result in brief.leading)
        if brief.about:
            lines.append(self.numbers.said(brief.about, brief.cite))
        return (*lines, *(self.tally() if brief.kind == "industries" else []))

    def sentence(self, result: Result) -> Line:
        """A target's state in a sentence: the status first."""
        status = self.status(result)
        aim = self.aim(result)
        seen = self.word("nothing-seen")
        if result.observation is not None:
            value, period = amount(result.observation, self.lang), result.observation.period
            seen = self.word("then-observed", value=value, period=date(period, self.lang))
        stop = "。" if self.lang == "zh" else "."
        colon = ":" if self.lang == "zh" else ": "
        return (*status, ("", colon + self.several((aim, seen)) + stop))

    def tally(self) -> list[Line]:
        brief, lang = self.brief, self.lang
        if not brief.results:
            return [self.word("short-none")]
        of = dict.fromkeys(STATUSES, 0)
        for result in brief.leading:
            of[result.status] += 1
        counts = self.listed(
            self.word("count-of", count=number, status=statuses.word(status, lang))
            for status, number in of.items()
            if number
        )
        lines: list[Line] = [
            self.word(
                "short-of", targets=counted(brief.counts.targets, "target", lang),
                milestones=counted(brief.counts.milestones, "milestone", lang), counts=counts,
            )
        ]  # fmt: skip
        fits: dict[str, int] = {}
        for result in brief.judged:
            fits[result.fit or "other"] = fits.get(result.fit or "other", 0) + 1
        if fits:
            said = self.listed(
                self.word("fit-count", fit=label(f"fit-{fit}", lang), count=number)
                for fit, number in fits.items()
            )
            lines.append(self.word("short-fits", fits=said))
        return lines

    # what was promised

    def promised(self) -> list[Part]:
        brief = self.brief
        if brief.kind == "funds":
            return self.sums("aimed")
        if brief.kind == "targets":
            return self.milestones()
        return bullets(self.set_by(setter.report, setter.targets) for setter in brief.setters)

    def set_by(self, report: str, targets: int) -> Line:
        """How many targets a document sets, behind the letter that the table has for it."""
        text = self.word(
            "set", letter=self.letter(report), report=self.report(report),
            count=counted(targets, "target", self.lang),
        )  # fmt: skip
        return self.numbers.said(text, self.read_in(report))

    def letter(self, report: str) -> str:
        """The letter of a document that sets targets: a, b, …, z, aa, …"""
        place = [setter.report for setter in self.brief.setters].index(report)
        letters = "abcdefghijklmnopqrstuvwxyz"
        return (letters[place // 26 - 1] if place >= 26 else "") + letters[place % 26]

    def read_in(self, report: str) -> tuple[Cited, ...]:
        """Where a document itself was read; nothing where it is known from others only."""
        source = self.book.source(report)
        if source is None or source["access"] == "unseen":
            return ()
        return cited(self.book, [{"source": report, "at": None, "checked": "text"}])

    def report(self, report: str, long: bool = True) -> str:
        """A document by name, with who issued it and when; short: by name and year."""
        source = self.book.source(report)
        if source is None:
            return report
        document = source["document"]
        name = (
            label_of(self.book, "documents", document, self.lang) if document else source["title"]
        )
        when = source["published"] or label("no-date", self.lang)
        if not long or not source["publisher"]:
            return self.word("set-by-nobody", name=name, when=when if long else when[:4])
        return self.word("set-by", name=name, who=source["publisher"], when=when)

    def milestones(self) -> list[Part]:
        """A target's milestones: when, what, by whom, with its status."""
        heads = (
            Head("year", self.word("year"), rank=0),
            Head("aim", self.word("aim"), rank=0),
            Head("setter", self.word("setter"), rank=1),
            Head("status", self.word("status"), rank=0),
        )
        rows: list[tuple[Cell, ...]] = []
        for result in self.brief.results:
            milestone = result.milestone
            year = label("no-year", self.lang) if milestone.year is None else str(milestone.year)
            setter = self.report(milestone.report, long=False) if milestone.report else ""
            aim = self.numbers.said(amount(milestone, self.lang), milestone.cite)
            rows.append(((year,), (aim,), (setter,) if setter else (), (self.status(result),)))
        return [Table(heads, tuple(rows))] if rows else []

    # what was reached

    def aim(self, result: Result) -> str:
        aim = amount(result.milestone, self.lang)
        if result.milestone.year is None:
            return label("explain-no-year", self.lang, aim=aim)
        return self.word("by", aim=aim, year=result.milestone.year)

    def status(self, result: Result) -> tuple[Piece, ...]:
        """A status with what must stand beside it; the fit has a column of its own."""
        fit = statuses.fit_word(result.fit, result.side, self.lang)
        beside = [
            qualifier for qualifier in statuses.qualifiers(result, self.lang) if qualifier != fit
        ]
        said = statuses.mark(result.status, self.lang)
        if beside:
            said = label("beside", self.lang, status=said, beside=self.several(beside))
        return ((STYLES[result.status], said),)

    def reached(self) -> list[Part]:
        brief = self.brief
        if brief.kind == "funds":
            return self.sums("raised")
        if brief.kind == "targets":
            return self.one_target()
        shown = [
            *brief.judged,
            *(result for result in brief.unjudged if result.observation is not None),
        ]
        if not shown:
            return [Lines((self.word("none-seen"),))] if brief.results else []
        heads = (
            Head("target", self.word("target"), rank=0, style="name"),
            Head("aim", self.word("aim"), rank=0),
            Head("setter", self.word("setter"), rank=2),
            Head("seen", self.word("seen"), rank=0),
            Head("status", self.word("status"), rank=0),
            Head("sure", self.word("sure"), rank=1),
        )
        return [Table(heads, tuple(self.row(each) for each in shown))]

    def row(self, result: Result) -> tuple[Cell, ...]:
        milestone = result.milestone
        setter = ""
        if milestone.report:
            letter, when = self.letter(milestone.report), milestone.published
            setter = self.word("lettered", letter=letter, year=when[:4] if when else "")
        return (
            (name_of(result.name, self.lang),),
            (self.numbers.said(self.aim(result), milestone.cite),),
            (setter.strip(),) if setter else (),
            (self.seen(result),),
            (self.status(result),),
            (self.sure(result),),
        )

    def seen(self, result: Result) -> Line:
        reading = result.later or result.observation
        if reading is None:
            return self.word("nothing-seen")
        text = self.word(
            "seen-for", value=amount(reading, self.lang), period=date(reading.period, self.lang)
        )
        return self.numbers.said(text, reading.cite)

    def sure(self, result: Result) -> str:
        reading = result.later or result.observation
        fit = statuses.fit_word(result.fit, result.side, self.lang)
        if reading is None:
            return fit
        return self.several((fit, self.grade(reading)))

    def grade(self, reading: Reading) -> str:
        """The grade of the best source of a reading, and how closely it was looked at."""
        read = label(f"checked-{reading.checked}", self.lang)
        return self.word("grade", grade=reading.grade or "?", checked=read)

    def one_target(self) -> list[Part]:
        """How a target's status came about: what was seen, where it started, what counts, why."""
        if not self.brief.leading:
            return []
        result = self.brief.leading[0]
        lines: list[Line] = []
        reading = result.later or result.observation
        if reading is not None:
            text = self.word(
                "observed", value=amount(reading, self.lang), period=date(reading.period, self.lang)
            )
            sure = self.sure(result)
            lines.append(self.numbers.said(f"{text} · {sure}", reading.cite))
        if result.baseline is not None:
            text = self.word(
                "started", value=amount(result.baseline, self.lang),
                period=date(result.baseline.period, self.lang),
            )  # fmt: skip
            lines.append(self.numbers.said(text, result.baseline.cite))
        indicator = self.book.whole.get("indicators", result.indicator)
        if indicator is not None:
            lines.append(self.word("measured", definition=indicator["definition"]))
        lines += [
            f"{label('explain-fit', self.lang, basis=basis.basis or '–', fit=fit)}"
            + (f" · {basis.because}" if basis.because else "")
            for basis in result.evidence
            for fit in (statuses.fit_word(basis.fit, basis.side, self.lang),)
            if basis.because or len(result.evidence) > 1
        ]
        parts = bullets(lines)
        table = self.observations(result)
        return [*parts, *([table] if table.rows else [])]

    def observations(self, result: Result) -> Table:
        """What was observed on the bases that the target admits, one a period and basis."""
        admitted = {basis.basis for basis in result.evidence} | {result.basis}
        shown = [
            candidate.reading
            for candidate in result.candidates
            if candidate.reading.basis in admitted and candidate.fate not in ("repeat", "no-value")
        ]
        bases = any(each.basis for each in shown)
        heads = (
            Head("period", self.word("period"), rank=0),
            Head("value", self.word("value"), rank=0),
            *([Head("basis", self.word("basis"), rank=1)] if bases else []),
            Head("sure", self.word("sure"), rank=1),
        )
        rows: list[tuple[Cell, ...]] = []
        for reading in sorted(shown, key=lambda each: (each.period, each.basis or "")):
            rows.append(
                (
                    (date(reading.period, self.lang),),
                    (self.numbers.said(amount(reading, self.lang), reading.cite),),
                    *([(reading.basis,) if reading.basis else ()] if bases else []),
                    (self.grade(reading),),
                )
            )
        return Table(heads, tuple(rows), self.word("numbers"))

    # who pays

    def sums(self, of: str) -> list[Part]:
        """A fund's own sums: what it aimed at, or all others."""
        payer = self.brief.payers[0]
        wanted = payer.aimed if of == "aimed" else (*payer.raised, *payer.other)
        said = money.lines(wanted, self.numbers, self.lang, self.graded)
        return bullets(said or [self.word(f"no-{of}")])

    def graded(self, each: Sum) -> str:
        """How good the best source of a sum is, and how closely it was looked at."""
        best = best_cite(each.cite)
        if best is None:
            return ""
        read = label(f"checked-{best.checked}", self.lang)
        return self.word("grade", grade=best.grade or "?", checked=read)

    def contributors(self) -> list[Part]:
        """Who put which sum into a fund, as far as that is recorded."""
        payer = self.brief.payers[0]
        named = [
            each
            for each in (*payer.aimed, *payer.raised, *payer.other)
            if each.amount["payer"] is not None
        ]
        lines: list[Line] = []
        for sum_ in named:
            who = sum_.amount["payer"] or ""
            [said] = money.lines([sum_], self.numbers, self.lang)
            colon = ":" if self.lang == "zh" else ": "
            lines.append((("", f"{who}{colon}"), *said))
        return bullets(lines or [self.word("no-contributor")])

    def payers(self) -> list[Part]:
        payers = self.brief.payers
        if not payers:
            return [Lines((self.word("no-payer"),))]
        known = [payer for payer in payers if payer.fund["amounts"]]
        shown = known[: ROWS["payers"]]
        table = money.table(shown, self.numbers, self.lang)
        parts: list[Part] = [table] if table.rows else []
        rest = [payer for payer in payers if payer not in shown]
        if rest:
            parts.append(self.unsummed(rest))
        return parts

    def unsummed(self, payers: Sequence[Payer]) -> Lines:
        names = self.several(name_of(payer.fund["name"], self.lang) for payer in payers)
        return Lines((self.word("no-sum", names=names),))

    # who acts

    def actors(self) -> list[Part]:
        brief = self.brief
        rows: list[tuple[str, Cell]] = []
        for key, actors, said in (
            ("institutions", brief.institutions, self.institution),
            ("pilots", brief.pilots, self.pilot),
            ("enterprises", brief.enterprises, self.enterprise),
        ):
            shown = actors[: ROWS["actors"]]
            lines: list[Line] = [self.numbers.said(said(each), each.cite) for each in shown]
            if len(actors) > len(shown):
                lines.append(self.word("more", count=len(actors) - len(shown)))
            if lines:
                rows.append((self.word(key), tuple(lines)))
        return [Facts(tuple(rows)) if rows else Lines((self.word("no-actor"),))]

    def institution(self, actor: Actor) -> str:
        return called(actor.record, self.lang)

    def pilot(self, actor: Actor) -> str:
        record = actor.record
        status = value_word("status", record["status"], self.lang) if record["status"] else ""
        launched = date(record["launched"], self.lang) if record["launched"] else ""
        about = label("comma-text", self.lang).join(each for each in (launched, status) if each)
        name = called(record, self.lang)
        return self.word("actor", name=name, about=about) if about else name

    def enterprise(self, actor: Actor) -> str:
        role = actor.role or {}
        owner = value_word("ownership", role["ownership"], self.lang)
        about = label("comma-text", self.lang).join(
            each for each in (owner, role["business"]) if each
        )
        return self.word("actor", name=called(actor.record, self.lang), about=about)

    # what outsiders say

    def outside(self) -> list[Part]:
        said = self.brief.outside
        if not said:
            return [Lines((self.word("no-outside"),))]
        shown = said[: ROWS["outside"]]
        heads = (
            Head("date", self.word("date"), rank=1),
            Head("who", self.word("who"), rank=0, style="name"),
            Head("says", self.word("says"), rank=0),
            Head("reading", self.word("reading"), rank=2),
        )
        parts: list[Part] = [Table(heads, tuple(self.verdict(each) for each in shown))]
        if len(said) > len(shown):
            parts.append(Lines((self.word("more", count=len(said) - len(shown)),)))
        return parts

    def verdict(self, verdict: OutsideVerdict) -> tuple[Cell, ...]:
        subject = verdict.subject or label("explain-as-a-whole", self.lang)
        said = self.word("verdict-of", subject=subject, verdict=verdict.verdict)
        if verdict.category:
            said = self.word("category", said=said, category=verdict.category)
        reading = label(f"reading-{verdict.reading}", self.lang) if verdict.reading else ""
        return (
            (date(verdict.date, self.lang) if verdict.date else label("no-date", self.lang),),
            (verdict.assessor,),
            (self.numbers.said(said, verdict.cite),),
            (reading,) if reading else (),
        )

    # what is not known

    def unknown(self) -> list[Part]:
        brief = self.brief
        lines = {"targets": self.of_target, "industries": self.of_industry, "funds": self.of_fund}[
            brief.kind
        ]()
        return bullets([*lines, *self.reading()])

    def reading(self) -> list[Line]:
        """How many of the sources named so far were read in part, or not at all."""
        read = [closest(places) for places in self.numbers.places.values()]
        excerpts, none = read.count("excerpt"), read.count("none")
        if not excerpts and not none:
            return []
        key = "reading-excerpts" if not none else "reading-both"
        return [self.word(key, count=len(read), excerpts=excerpts, none=none)]

    def names(self, results: Iterable[Result]) -> str:
        return self.several(dict.fromkeys(name_of(result.name, self.lang) for result in results))

    def of_industry(self) -> list[Line]:
        brief = self.brief
        lines: list[Line] = []
        why: dict[str, list[Result]] = {}
        for result in brief.unjudged:
            blocking = next((reason for reason in result.reasons if reason in BLOCKING), None)
            text = (
                label(f"why-{blocking}", self.lang)
                if blocking is not None
                else statuses.word(result.status, self.lang)
            )
            why.setdefault(text, []).append(result)
        for text, some in why.items():
            targets = counted(len(some), "target", self.lang)
            lines.append(
                self.word("no-verdict", targets=targets, reason=text, names=self.names(some))
            )
        return [*lines, *self.doubts()]

    def doubts(self) -> list[Line]:
        """Verdicts on weak or inexact evidence."""
        brief = self.brief
        weak = [result for result in brief.judged if result.weak]
        inexact = [result for result in brief.judged if result.fit in ("proxy", "bound", None)]
        lines: list[Line] = []
        if weak:
            lines.append(self.word("weak", names=self.names(weak)))
        if inexact:
            lines.append(self.word("inexact", names=self.names(inexact)))
        return [*lines, *self.unread()]

    def unread(self) -> list[Line]:
        """The documents that set the targets and were not read themselves."""
        unread = [
            self.report(setter.report, long=False)
            for setter in self.brief.setters
            if (source := self.book.source(setter.report)) is not None
            and source["access"] == "unseen"
        ]
        names = self.several(dict.fromkeys(unread))
        return [self.word("unread", names=names)] if names else []

    def of_target(self) -> list[Line]:
        if not self.brief.leading:
            return []
        result = self.brief.leading[0]
        lines: list[Line] = [label(f"why-{code}", self.lang) for code in result.reasons]
        if self.brief.note:
            lines.append(self.brief.note)
        if result.weak:
            parts = self.listed(label(f"explain-part-{name}", self.lang) for name in result.weak)
            lines.append(f"{label('explain-weak', self.lang)}: {parts}")
        return [*lines, *self.unread()]

    def of_fund(self) -> list[Line]:
        payer = self.brief.payers[0]
        name = name_of(payer.fund["name"], self.lang)
        if not payer.fund["amounts"]:
            return [self.word("no-sum", names=name)]
        lines: list[Line] = []
        if self.brief.note:
            lines.append(self.brief.note)
        if not payer.raised:
            lines.append(self.word("no-raised"))
        if not payer.aimed:
            lines.append(self.word("no-aimed"))
        return lines


def documents(briefs: Sequence[Story], draw: InText) -> Document:
    """The documents of several briefs, one below the other."""
    found = tuple(brief.document(draw) for brief in briefs)
    return found[0] if len(found) == 1 else Document(found)


def payload(found: Brief, story: Story, book: Book) -> dict[str, object]:
    """The brief as JSON prints it: the values behind the page, and its numbered sources."""
    from mic25cli.model.plain import plain

    def of_fund(payer: Payer) -> dict[str, object]:
        return {
            "id": payer.fund["id"],
            "name": payer.fund["name"],
            "established": payer.fund["established"],
            "aimed": [each.amount for each in payer.aimed],
            "raised": [each.amount for each in payer.raised],
            "other": [each.amount for each in payer.other],
        }

    def actor(each: Actor) -> dict[str, object]:
        return {"id": each.record["id"], "name": each.record["name"], "role": each.role}

    keys = ("title", "publisher", "published", "grade", "access", "coverage", "url")
    sources = [(number, key, book.source(key)) for number, key in enumerate(story.cited, 1)]
    return {
        "kind": found.kind,
        "id": found.id,
        "name": found.name,
        "about": found.about,
        "industries": list(found.industries),
        "summary": plain(found.counts),
        "set_by": plain(found.setters),
        "leading": [
            {"target": result.target, "milestone": result.milestone.index}
            for result in found.leading
        ],
        "milestones": [plain(result.judged(compare=False)) for result in found.results],
        "funds": [of_fund(payer) for payer in found.payers],
        "pilots": [actor(pilot) for pilot in found.pilots],
        "enterprises": [actor(enterprise) for enterprise in found.enterprises],
        "institutions": [actor(institution) for institution in found.institutions],
        "outside": plain(found.outside),
        "sources": [
            {
                "number": number,
                "id": key,
                **{key: source and plain(source)[key] for key in keys},
            }
            for number, key, source in sources
        ],
    }
