"""A brief as a page: sections in a fixed order, the same for every format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import KW_ONLY
from functools import cached_property

from mic25cli.calc.brief import Actor, Brief, Payer, Setter, Sum
from mic25cli.calc.progress.result import Result
from mic25cli.calc.progress.status import BLOCKING
from mic25cli.calc.source_grades import Cited, best_cite, cite_of, cited
from mic25cli.model.dataset import RecordSet
from mic25cli.values import dataclass
from mic25cli.view.columns import ColumnOf, table_of
from mic25cli.view.document import (
    Cell,
    Facts,
    Head,
    Line,
    Lines,
    Listing,
    Part,
    Piece,
    RecordName,
    TextTable,
)
from mic25cli.view.page.page_story import Section, TextPage, as_of, colophon
from mic25cli.view.quantities import amounts
from mic25cli.view.sources.numbered_sources import SourceNumbers, closest
from mic25cli.view.text import (
    Lang,
    called,
    counted,
    date,
    label,
    letter,
    name_of,
    other_name,
    value_word,
)
from mic25cli.view.verdict import status_words
from mic25cli.view.verdict.explanation import (
    TargetTeller,
    answered,
    bullets,
    promise,
    seen_on_page,
    sure,
)
from mic25cli.view.verdict.headline import of_industry, others_sentences
from mic25cli.view.verdict.sentence.answers import Answers
from mic25cli.view.verdict.target_tables import document_said
from mic25cli.view.verdict.target_tables import graded as grade_and_look

BESIDE = 2
"""Sources that stand beside one statement of a brief."""

LONG = {"payers": 8, "outside": 6, "actors": 8}
SHORT = {
    "setters": 2, "met": 2, "numbers": 3, "payers": 1, "actors": 1, "outside": 1, "unknown": 2,
    "sources": 2, "charts": 1, "names": 1,
}  # fmt: skip
"""Rows that a brief gives to each, so that it stays a page; it says how many more there are."""


def page(
    found: Brief, dataset: RecordSet, lang: Lang, version: str, *, long: bool = True
) -> TextPage:
    """The brief of an industry, target or fund in a language, alone: on one page, or `long`."""
    numbers = SourceNumbers(dataset, lang, most=BESIDE if long else 1)
    writer = _BriefWriter(found, dataset, lang, numbers, alone=True, most=LONG if long else SHORT)
    near = ("payers", "actors") if long or found.kind != "targets" else ()
    told = writer.page("promised", "met", *near, "outside", "unknown")
    items = numbers.items(writer.most.get("sources"))
    sources = Section("sources", label("page-sources", lang), (Listing("", items),))
    charts = [(f"targets/{each.target}", name_of(each.name, lang)) for each in found.charted]
    if found.kind == "funds":
        charts = [(f"funds/{found.id}", name_of(found.name, lang))]
    return told._replace(
        charts=tuple(charts[: writer.most.get("charts")]),
        sections=(*told.sections, sources) if items else told.sections,
        cited=numbers.sources,
        kicker=f"{label(f'page-brief-{found.kind}', lang)} · {as_of(found.question, lang)}",
        colophon=colophon(dataset, lang, version),
    )


def among(found: Brief, dataset: RecordSet, lang: Lang, numbers: SourceNumbers) -> TextPage:
    """An industry on a page of many, its sources numbered with theirs."""
    writer = _BriefWriter(found, dataset, lang, numbers, alone=False, most=LONG)
    return writer.page("payers", "actors", "outside", "unknown")


def sums_of(
    sums: Iterable[Sum], numbers: SourceNumbers, lang: Lang, *, graded: bool = False
) -> list[tuple[Piece, ...]]:
    """Sums, a line each, two that say the same being one; `graded`: with how good a source is."""
    found: dict[str, list[Cited]] = {}
    for sum_ in sums:
        text = amounts([sum_.amount], lang)[0]
        best = best_cite(sum_.cite)
        if graded and best is not None:
            text = f"{text} · {grade_and_look(best.grade, best.checked, lang)}"
        found.setdefault(text, []).extend(sum_.cite)
    return [numbers.attached_to(text, cites) for text, cites in found.items()]


def funds_table(payers: Sequence[Payer], numbers: SourceNumbers, lang: Lang) -> TextTable:
    """A row a fund: what it aimed at, and beside it what was raised, registered or paid in."""

    def named(payer: Payer) -> Cell:
        name = RecordName(name_of(payer.fund["name"], lang), "funds", payer.fund["id"])
        return (numbers.attached_to(name, payer.cite),)

    def since(payer: Payer) -> str:
        return date(payer.fund["established"] or "", lang)

    def aimed(payer: Payer) -> Cell:
        return tuple(sums_of(payer.aimed, numbers, lang))

    def had(payer: Payer) -> Cell:
        return tuple(sums_of((*payer.raised, *payer.other), numbers, lang))

    columns: list[ColumnOf[Payer]] = [
        (Head("fund", label("page-fund", lang), rank=0, style="name"), named),
        (Head("since", label("page-since", lang)), since),
        (Head("aimed", label("page-aimed", lang), rank=0), aimed),
        (Head("raised", label("page-raised", lang), rank=0), had),
    ]
    return table_of(columns, payers)


@dataclass(frozen=True)
class _BriefWriter:
    brief: Brief
    dataset: RecordSet
    lang: Lang
    numbers: SourceNumbers
    _: KW_ONLY
    alone: bool
    """Whether it has a page of its own."""
    most: Mapping[str, int]
    """How many rows each has; all where it says nothing."""

    @cached_property
    def teller(self) -> TargetTeller:
        leading = next(iter(self.brief.leading), None)
        return TargetTeller(self.numbers, self.lang, self.brief.results, leading)

    def word(self, key: str, **values: object) -> str:
        return label(f"page-{key}", self.lang, **values)

    def page(self, *keys: str) -> TextPage:
        # In the order of their sources.
        lead = self.lead()
        parts = [(key, tuple(getattr(self, key)())) for key in keys]
        sections = tuple(Section(key, self.word(key), some) for key, some in parts if some)
        brief, names = self.brief, (self.brief.name, self.lang)
        title, other = name_of(*names), other_name(*names)
        return TextPage(brief.id, title, brief.kind, lead, sections, other)

    def lead(self) -> tuple[Line, ...]:
        brief = self.brief
        if brief.kind == "targets":
            answers = Answers(self.dataset, brief.question, brief.results)
            told = map(answers.answered, brief.leading)
            return tuple(line for result in told for line in answered(result, self.lang))
        about = [self.numbers.attached_to(brief.about, brief.cite)] if brief.about else []
        return (*about, *(self.tally() if brief.kind == "industries" else []))

    def tally(self) -> list[Line]:
        brief, lang = self.brief, self.lang
        if not brief.results:
            return [self.word("short-none")]
        counts = brief.counts.by_targets
        return [
            of_industry(name_of(brief.name, lang), counts.own, lang),
            *others_sentences(counts, lang),
        ]

    def promised(self) -> list[Part]:
        brief = self.brief
        if brief.kind == "funds":
            return self.sums("aimed")
        if brief.kind == "targets":
            return [self.teller.milestones("")] if brief.results else []
        return self.first("setters", list(map(self.set_by, brief.setters)))

    def set_by(self, setter: Setter) -> Line:
        report, source = setter.report, self.dataset.source(setter.report)
        text = self.word(
            "set",
            letter=self.letter(report),
            report=document_said(self.dataset, report, self.lang, in_full=True),
            count=counted(setter.targets, "target", self.lang),
        )
        if source is None or source["access"] == "unseen":
            return text
        read = cited(self.dataset, [cite_of(report)])
        return self.numbers.attached_to(text, read)

    def letter(self, report: str) -> str:
        """The letter of a document that sets targets: a, b, …, z, aa, …"""
        return letter([setter.report for setter in self.brief.setters].index(report))

    def met(self) -> list[Part]:
        brief = self.brief
        if brief.kind == "funds":
            return self.sums("raised")
        if brief.kind == "targets":
            return self.teller.met(self.word("numbers"), self.most.get("numbers"))
        shown = [*brief.judged, *(each for each in brief.unjudged if each.observation is not None)]
        if not shown:
            return [Lines((self.word("none-seen"),))] if brief.results else []
        heads = (
            ("page-target", 0), ("page-aim", 0), ("page-setter", 2), ("page-seen", 0),
            ("page-status", 0), ("page-sure", 1),
        )  # fmt: skip
        rows = shown[: self.most.get("met")]
        table = self.teller.table("", heads, map(self.row, rows))
        told = self.in_lines(table, "setter", "sure") if "numbers" in self.most else [table]
        return [*told, *self.more(shown, rows)]

    def more(self, every: Sequence[object], shown: Sequence[object], kind: str = "") -> list[Part]:
        left = len(every) - len(shown)
        said = self.word("more", count=left)
        return [Lines((RecordName(said, kind, "") if kind else said,))] if left else []

    def first(self, key: str, lines: Sequence[Line]) -> list[Part]:
        shown = lines[: self.most.get(key)]
        return [*bullets(shown), *self.more(lines, shown)]

    def in_lines(self, table: TextTable, *without: str) -> list[Part]:
        """A table as a list: a line a row, less some columns."""
        lines: list[Line] = []
        for row in table.rows:
            pieces: list[Piece] = []
            for head, cell in zip(table.heads, row, strict=True):
                for line in cell if head.key not in without else ():
                    pieces += [("", " · ")] if pieces else []
                    pieces += [("", line)] if isinstance(line, str) else line
            lines.append(tuple(pieces))
        return bullets(lines)

    def row(self, result: Result) -> tuple[Line, ...]:
        milestone = result.milestone
        setter, year = "", (milestone.published or "")[:4]
        if milestone.report:
            setter = self.word("lettered", letter=self.letter(milestone.report), year=year)
        # Before what was seen: sources have their numbers in the order of the columns.
        promised = self.numbers.attached_to(promise(result, self.lang), milestone.cite)
        reading = result.seen
        seen: Line = self.word("nothing-seen")
        if reading is not None:
            said = seen_on_page("seen-for", reading, self.lang)
            seen = self.numbers.attached_to(said, reading.cite)
        return (
            RecordName(name_of(result.name, self.lang), "targets", result.target),
            promised,
            setter.strip(),
            seen,
            status_words.status_cell(result, self.lang, fit=False),
            sure(result, self.lang),
        )

    def sums(self, of: str) -> list[Part]:
        payer = self.brief.payers[0]
        wanted = payer.aimed if of == "aimed" else (*payer.raised, *payer.other)
        said = sums_of(wanted, self.numbers, self.lang, graded=True)
        return bullets(said or [self.word(f"no-{of}")])

    def payers(self) -> list[Part]:
        payers = self.brief.payers
        if self.brief.kind == "funds":
            lines: list[Line] = []
            for each in (*payers[0].aimed, *payers[0].raised, *payers[0].other):
                if who := each.amount["payer"]:
                    [said] = sums_of([each], self.numbers, self.lang)
                    lines.append((("", f"{who}{label('colon', self.lang)}"), *said))
            return bullets(lines or [self.word("no-contributor")])
        if not payers:
            return [Lines((self.word("no-payer"),))]
        known = [payer for payer in payers if payer.fund["amounts"]]
        if "numbers" in self.most:
            return self.first(
                "payers", [name_of(payer.fund["name"], self.lang) for payer in known or payers]
            )
        shown = known[: self.most["payers"]]
        table = funds_table(shown, self.numbers, self.lang)
        parts: list[Part] = [table] if table.rows else []
        rest = [name_of(payer.fund["name"], self.lang) for payer in payers if payer not in shown]
        if rest:
            names = label("semicolon", self.lang).join(rest)
            parts.append(Lines((self.word("no-sum", names=names),)))
        return parts

    def actors(self) -> list[Part]:
        brief = self.brief
        rows: list[tuple[str, Cell]] = []
        for key in ("institutions", "pilots", "enterprises"):
            actors: Sequence[Actor] = getattr(brief, key)
            shown = actors[: self.most["actors"]]
            lines: list[Line] = [
                self.numbers.attached_to(self.actor(each), each.cite) for each in shown
            ]
            if len(actors) > len(shown):
                left = self.word("more", count=len(actors) - len(shown))
                lines.append(RecordName(left, key, ""))
            if lines:
                rows.append((self.word(key), tuple(lines)))
        return [Facts(tuple(rows)) if rows else Lines((self.word("no-actor"),))]

    def actor(self, actor: Actor) -> str:
        record = actor.record
        about: list[str] = []
        if record["kind"] == "pilots":
            launched, status = record["launched"] or "", record["status"]
            about = [date(launched, self.lang)]
            about += [value_word("status", status, self.lang)] if status else []
        elif actor.role is not None:
            owner = value_word("ownership", actor.role["ownership"], self.lang)
            about = [owner, actor.role["business"]]
        said = label("comma-text", self.lang).join(each for each in about if each)
        name = called(record, self.lang)
        told = self.word("actor", name=name, about=said) if said else name
        return RecordName(told, record["kind"], record["id"])

    def outside(self) -> list[Part]:
        said = self.brief.outside
        if not said:
            return [Lines((self.word("no-outside"),))]
        shown = said[: self.most["outside"]]
        table = self.teller.outside(shown, "")
        told = self.in_lines(table) if "numbers" in self.most else [table]
        return [*told, *self.more(said, shown, "assessments")]

    def unknown(self) -> list[Part]:
        own = {"industries": self.of_industry, "funds": self.of_fund}.get(self.brief.kind)
        lines = own() if own else self.teller.doubts(self.brief.note)
        lines += self.unread() if self.brief.kind != "funds" else []
        read = [closest(places) for places in self.numbers.places.values()] if self.alone else []
        counts = {"excerpts": read.count("excerpt"), "none": read.count("none")}
        if any(counts.values()):
            key = "reading-both" if counts["none"] else "reading-excerpts"
            lines.append(self.word(key, count=len(read), **counts))
        return self.first("unknown", lines)

    def names(self, results: Iterable[Result]) -> str:
        every = list(dict.fromkeys(name_of(result.name, self.lang) for result in results))
        most = self.most.get("names", len(every))
        left = [self.word("more", count=len(every) - most)] if len(every) > most else []
        return label("semicolon", self.lang).join([*every[:most], *left])

    def of_industry(self) -> list[Line]:
        brief = self.brief
        lines: list[Line] = []
        why: dict[str, list[Result]] = {}
        for result in brief.unjudged:
            blocking = next((reason for reason in result.reasons if reason in BLOCKING), None)
            text = blocking and label(f"reason-means-{blocking}", self.lang)
            why.setdefault(text or status_words.word(result.status, self.lang), []).append(result)
        for text, some in why.items():
            named = {"reason": text, "names": self.names(some)}
            targets = counted(len(some), "target", self.lang)
            lines.append(self.word("no-verdict", targets=targets, **named))
        weak = [result for result in brief.judged if result.weak]
        inexact = [result for result in brief.judged if result.fit in ("proxy", "one-sided", None)]
        told = (("weak", weak), ("inexact", inexact))
        lines += [self.word(key, names=self.names(some)) for key, some in told if some]
        return lines

    def unread(self) -> list[Line]:
        """The documents that set the targets and were not read themselves."""
        unread = [
            document_said(self.dataset, setter.report, self.lang)
            for setter in self.brief.setters
            if (source := self.dataset.source(setter.report)) is not None
            and source["access"] == "unseen"
        ]
        names = label("semicolon", self.lang).join(dict.fromkeys(unread))
        return [self.word("unread", names=names)] if names else []

    def of_fund(self) -> list[Line]:
        payer = self.brief.payers[0]
        name = name_of(payer.fund["name"], self.lang)
        if not payer.fund["amounts"]:
            return [self.word("no-sum", names=name)]
        lines: list[Line] = [self.brief.note] if self.brief.note else []
        missing = (key for key in ("raised", "aimed") if not getattr(payer, key))
        return [*lines, *(self.word(f"no-{key}") for key in missing)]
