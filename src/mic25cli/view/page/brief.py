"""The pages of industries and funds, and all briefs: pages cut down to what was judged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from mic25cli.calc.brief import Actor, Brief, Payer, Setter, Sum
from mic25cli.calc.progress.result import Result
from mic25cli.calc.source_grades import Cited, best_cite, cite_of, cited
from mic25cli.model.dataset import Record
from mic25cli.values import grouped, replace
from mic25cli.view.columns import ColumnOf, table_of
from mic25cli.view.document import Cell, Facts, Head, Line, Lines, Piece, RecordName, TextTable
from mic25cli.view.page import target_page
from mic25cli.view.page.page_parts import PageParts
from mic25cli.view.page.page_story import (
    Image,
    PagePart,
    Picture,
    Section,
    TextPage,
    as_of,
    colophon,
)
from mic25cli.view.page.site_pages import LanguageSite
from mic25cli.view.page.target_page import TargetParts, as_fold, without
from mic25cli.view.quantities import amounts
from mic25cli.view.sources.numbered_sources import SourceNumbers, closest
from mic25cli.view.text import (
    Lang,
    called,
    counted,
    date,
    field_title,
    in_language,
    kind_name,
    kind_title,
    label,
    letter,
    name_of,
    other_name,
    value_word,
)
from mic25cli.view.verdict import status_words
from mic25cli.view.verdict.explain_tables import document_said
from mic25cli.view.verdict.explain_text import TargetTeller, bullets, promise, seen_on_page, sure
from mic25cli.view.verdict.headline import of_industry, others_sentences

LONG = {"payers": 8, "outside": 6, "actors": 8}
SITE = LONG | {"met": 60, "names": 60}
SHORT = {
    "setters": 2, "payers": 1, "actors": 1, "outside": 1, "assessments": 1, "unknown": 1,
    "needed": 1, "editions": 2, "sources": 1, "names": 1,
}  # fmt: skip
"""The maximum number of rows in each part of a page, and of a brief that fits on one page."""
ALL = ("promised", "met", "charts", "payers", "actors", "outside", "unknown")


def brief_page(tree: LanguageSite, content: Brief, *, long: bool) -> TextPage:
    """The page of one industry, target or fund, cut to what was judged, or whole if `long`."""
    numbers = SourceNumbers(tree.dataset, tree.lang, most=2 if long else 1)
    lang = tree.lang
    parts: TargetParts | IndustryParts
    keys: tuple[str, ...]
    if content.kind == "targets":
        explained, rows = tree.site.explained(content.id), {} if long else SHORT
        parts = TargetParts(tree, numbers, explained, rows=rows, lists=not long)
        keys = target_page.LONG if long else target_page.SHORT
    else:
        rows = LONG if long else SHORT
        keys = tuple(key for key in ALL if long or key != "charts" or content.kind == "funds")
        parts = KINDS[content.kind](tree, numbers, content, rows=rows, lists=not long)
    about = label("page-brief", lang, kind=kind_name(content.kind, lang, 1).capitalize())
    return TextPage(
        content.id,
        name_of(content.name, lang),
        content.kind,
        parts.lead,
        tuple(parts.sections(*keys)),
        other_name(content.name, lang),
        kicker=f"{about} · {as_of(content.question, lang)}",
        cited=numbers.sources,
        colophon=colophon(tree.dataset, lang, tree.site.version),
    )


def site_page(
    tree: LanguageSite, page: TextPage, record: Record, images: Sequence[Image], content: Brief
) -> TextPage:
    """The page of an industry or a fund: what was judged, then the rest of its record."""
    kind, _, key = page.record.partition("/")
    numbers = SourceNumbers(tree.dataset, tree.lang, most=2)
    parts = KINDS[kind](tree, numbers, content, rows=SITE, folds=True)
    score = tree.score_sections([row for row in tree.site.card.rows if row.industry == key])
    # The scorecard's text on other targets is already above their squares.
    titles = {each.title for each in score}
    lead = tuple(line for line in parts.lead if line not in titles)
    card = [*tree.card(record, replace(numbers, most=None))]
    charts = Section("charts", tree.word("charts"), tuple(images or parts.charts()))
    near = [each for each in card if each.title == field_title("beside", tree.lang)]
    above = {field_title(key, tree.lang) for key in ("summary", "purpose")}
    rest = [
        as_fold(each, each.parts) if each.key in ("table", "named") else without(each, above)
        for each in card
        if each not in near and each.key != "sources"
    ]
    judged = parts.sections(*(key for key in ALL if key != "charts"))
    sources = [each for each in judged if each.key == "sources"]
    drawn = [charts] if charts.parts else []
    sections = (*score, *drawn, *near, *judged[: len(judged) - len(sources)], *rest, *sources)
    return page._replace(lead=lead, sections=sections)


def sums_of(
    sums: Iterable[Sum], numbers: SourceNumbers, lang: Lang, *, graded: bool = False
) -> list[tuple[Piece, ...]]:
    """Sums, one per line, equal ones only once; with `graded`, each has the grade of its source."""
    cites_by_text: dict[str, list[Cited]] = {}
    for sum_ in sums:
        text = amounts([sum_.amount], lang)[0]
        best = best_cite(sum_.cite)
        if graded and best is not None:
            grade, read = best.grade or "–", label(f"page-read-{best.checked}", lang)
            text = " · ".join((text, label("counts", lang, grade=grade), read))
        cites_by_text.setdefault(text, []).extend(sum_.cite)
    return [numbers.attached_to(text, cites) for text, cites in cites_by_text.items()]


def payer_line(payer: Payer, lang: Lang) -> str:
    """One line of text: the name of a fund and at most two of its sums."""
    sums = label("semicolon", lang).join(amounts(payer.fund["amounts"], lang)[:2])
    name = name_of(payer.fund["name"], lang)
    return label("chart-named", lang, name=name, sentence=sums) if sums else name


def funds_table(payers: Sequence[Payer], numbers: SourceNumbers, lang: Lang) -> TextTable:
    """One row per fund: the sums announced, and those committed, paid and others."""

    def named(payer: Payer) -> Cell:
        name = RecordName(name_of(payer.fund["name"], lang), "funds", payer.fund["id"])
        return (numbers.attached_to(name, payer.cite),)

    def since(payer: Payer) -> str:
        return date(payer.fund["established"] or "", lang)

    def announced(payer: Payer) -> Cell:
        return tuple(sums_of(payer.announced, numbers, lang))

    def had(payer: Payer) -> Cell:
        return tuple(sums_of(payer.other, numbers, lang))

    columns: list[ColumnOf[Payer]] = [
        (Head("fund", label("page-fund", lang), rank=0, style="name"), named),
        (Head("since", label("page-since", lang)), since),
        (Head("announced", label("page-announced", lang), rank=0), announced),
        (Head("raised", label("page-raised", lang), rank=0), had),
    ]
    return table_of(columns, payers)


class IndustryParts(PageParts):
    """The sections of the page on an industry, each made when the page asks for it."""

    brief: Brief
    alone: bool = True
    """Whether its sources are numbered for this page alone."""

    @property
    def name(self) -> str:
        """The name of the industry or fund in the language of the page."""
        return name_of(self.brief.name, self.tree.lang)

    @property
    def about(self) -> list[Line]:
        """What the industry covers, or what the fund is for; empty if not recorded."""
        brief, dataset, lang = self.brief, self.tree.dataset, self.tree.lang
        if not brief.about:
            return []
        record = in_language(dataset.get(brief.kind, brief.id), lang)
        about = record["summary" if brief.kind == "industries" else "purpose"]
        return [self.numbered.attached_to(about, brief.cite)]

    @property
    def lead(self) -> tuple[Line, ...]:
        """How many of its targets were met, and what the industry covers."""
        if not self.brief.results:
            return (self.word("short-none"), *self.about)
        counts, lang = self.brief.counts.by_targets, self.tree.lang
        sentence = of_industry(self.name, counts.own, lang)
        return (sentence, *others_sentences(counts, lang), *self.about)

    def charts(self) -> list[Picture]:
        """Charts of the industry's targets with the most figures; targets without a chart are left
        out."""
        lang, picture = self.tree.lang, self.tree.picture
        names = [
            RecordName(name_of(each.name, lang), "targets", each.target)
            for each in self.brief.charted
        ]
        pictures = (picture(f"targets/{name.id}", name=name) for name in names)
        return [each for each in pictures if each is not None]

    @cached_property
    def teller(self) -> TargetTeller:
        """The maker of tables and sentences on the industry's milestones."""
        leading = next(iter(self.brief.leading), None)
        return TargetTeller(self.numbered, self.tree.lang, self.brief.results, leading)

    def names(self, names: Iterable[str]) -> str:
        """Names on one line, as many as there is room for."""
        every = list(dict.fromkeys(names))
        most = self.rows.get("names", len(every))
        more = [self.word("more", count=len(every) - most)] if len(every) > most else []
        return label("semicolon", self.tree.lang).join([*every[:most], *more])

    def promised(self) -> list[PagePart]:
        """The section on which documents set targets for the industry, and how many."""
        return self.cut(
            "setters", self.brief.setters, lambda some: bullets(map(self._set_by, some))
        )

    def _set_by(self, setter: Setter) -> Line:
        report, dataset, lang = setter.report, self.tree.dataset, self.tree.lang
        name = document_said(dataset, report, lang, in_full=True)
        count = counted(setter.targets, "target", lang)
        text = label("colon", lang).join((name, count))
        if not self.folds:
            text = self.word("lettered", letter=self._letter(report), text=text)
        source = dataset.source(report)
        if source is None or source["access"] == "unseen":
            return text
        return self.numbered.attached_to(text, cited(dataset, [cite_of(report)]))

    def _letter(self, report: str) -> str:
        """The letter of a document that set targets: a, b, …, z, aa, …"""
        return letter([setter.report for setter in self.brief.setters].index(report))

    def met(self) -> list[PagePart]:
        """All targets with a verdict and, if there is room, others with a figure."""
        results = list(self.brief.judged)
        if not self.lists:
            results += (result for result in self.brief.unjudged if result.observation is not None)
        if not results:
            return [Lines((self.word("none-seen"),))] if self.brief.results else []
        heads = (
            ("page-target", 0), ("site-column-value", 0), ("page-setter", 2), ("page-seen", 0),
            ("page-status", 0), ("page-sure", 1),
        )  # fmt: skip

        def table(some: Sequence[Result]) -> list[PagePart]:
            rows = map(self._row, some)
            return self.table(self.teller.table("", heads, rows), "setter", "sure")

        return self.cut("met", results, table, "targets")

    def _row(self, result: Result) -> tuple[Line, ...]:
        milestone, lang = result.milestone, self.tree.lang
        setter, year = "", (milestone.published or "")[:4]
        if milestone.report and self.folds:
            setter = document_said(self.tree.dataset, milestone.report, lang)
        elif milestone.report:
            setter = self.word("lettered", letter=self._letter(milestone.report), text=year)
        # Before the figures, because sources are numbered in the order of the columns.
        promised = self.numbered.attached_to(promise(result, lang), milestone.cite)
        reading = result.seen
        figure: Line = label("explain-unseen", lang)
        if reading is not None:
            text = seen_on_page(reading, result.unit, self.tree.dataset.units, lang)
            figure = self.numbered.attached_to(text, reading.cite)
        return (
            RecordName(name_of(result.name, lang), "targets", result.target),
            promised,
            setter.strip(),
            figure,
            status_words.status_cell(result, lang, fit=self.lists),
            sure(result, lang),
        )

    def payers(self) -> list[PagePart]:
        """The funds with the sums planned and raised; only the names of funds without sums."""
        payers, lang = self.brief.payers, self.tree.lang
        if not payers:
            return self._none("no-payer")
        with_amounts = [payer for payer in payers if payer.fund["amounts"]]
        if self.lists:
            return self.cut(
                "payers",
                with_amounts or payers,
                lambda some: bullets(payer_line(one, lang) for one in some),
            )
        first = with_amounts[: self.rows["payers"]]
        parts: list[PagePart] = [funds_table(first, self.numbered, lang)] if first else []
        if rest := [payer for payer in payers if payer not in first]:
            names = label("semicolon", lang).join(name_of(one.fund["name"], lang) for one in rest)
            parts.append(Lines((self.word("no-sum", names=names),)))
        return parts

    def actors(self) -> list[PagePart]:
        """The section on institutions, pilots and enterprises, with the number left out."""
        rows: list[tuple[str, Cell]] = []
        lang = self.tree.lang
        for key in ("institutions", "pilots", "enterprises"):
            actors: Sequence[Actor] = getattr(self.brief, key)
            first = actors[: self.rows["actors"]]
            lines: list[Line] = [
                self.numbered.attached_to(self._actor(each), each.cite) for each in first
            ]
            if len(actors) > len(first):
                more = self.word("more", count=len(actors) - len(first))
                lines.append(RecordName(more, key, ""))
            if lines:
                rows.append((kind_title(key, lang), tuple(lines)))
        return [Facts(tuple(rows))] if rows else self._none("no-actor")

    def _none(self, key: str) -> list[PagePart]:
        """A note that nothing is recorded for a part; a site leaves the part out."""
        return [] if self.folds else [Lines((self.word(key),))]

    def _actor(self, actor: Actor) -> str:
        record, lang = actor.record, self.tree.lang
        about: list[str] = []
        if record["kind"] == "pilots":
            launched, status = record["launched"] or "", record["status"]
            about = [date(launched, lang)]
            about += [value_word("status", status, lang)] if status else []
        elif actor.role is not None:
            owner = value_word("ownership", actor.role["ownership"], lang)
            about = [owner, in_language(actor.role, lang)["business"]]
        facts = label("comma-text", lang).join(each for each in about if each)
        name = called(record, lang)
        text = self.word("actor", name=name, about=facts) if facts else name
        return RecordName(text, record["kind"], record["id"])

    def outside(self) -> list[PagePart]:
        """The section on outside assessments, or a sentence that there are none."""
        if not self.brief.outside:
            return self._none("no-outside")
        return self.cut(
            "outside",
            self.brief.outside,
            lambda some: self.table(self.teller.outside(some, "")),
            "assessments",
        )

    def unknown(self) -> list[PagePart]:
        """The section on gaps: sums that are missing, and sources that were not read in full."""
        lines = self.doubts()
        counted_here = self.alone and not self.folds
        read = [closest(each) for each in self.numbered.places.values()] if counted_here else []
        counts = {"excerpts": read.count("excerpt"), "none": read.count("none")}
        if any(counts.values()):
            key = "reading-both" if counts["none"] else "reading-excerpts"
            lines.append(self.word(key, count=len(read), **counts))
        return self.cut("unknown", lines, bullets)

    def doubts(self) -> list[Line]:
        """Targets without a verdict and why, weak verdicts, and documents that were not read."""
        brief, lang, dataset = self.brief, self.tree.lang, self.tree.dataset
        lines: list[Line] = []

        def why(result: Result) -> str:
            return label(f"reason-means-{result.blocking[0]}", lang)

        def named(results: Iterable[Result]) -> str:
            return self.names(name_of(result.name, lang) for result in results)

        for text, some in grouped((why(each), each) for each in brief.unjudged).items():
            targets = counted(len(some), "target", lang)
            lines.append(self.word("no-verdict", targets=targets, reason=text, names=named(some)))
        weak = [result for result in brief.judged if result.weak]
        inexact = [result for result in brief.judged if result.fit in ("proxy", "one-sided", None)]
        groups = (("weak", weak), ("inexact", inexact))
        lines += [self.word(key, names=named(some)) for key, some in groups if some]
        unread = [
            document_said(dataset, setter.report, lang)
            for setter in brief.setters
            if (source := dataset.source(setter.report)) is not None
            and source["access"] == "unseen"
        ]
        names = label("semicolon", lang).join(dict.fromkeys(unread))
        return [*lines, *([self.word("unread", names=names)] if names else [])]


class FundParts(IndustryParts):
    """The sections of the page on a fund, each made when the page asks for it."""

    @property
    def payer(self) -> Payer:
        """The fund with its sums: planned, raised and others."""
        return self.brief.payers[0]

    @property
    def lead(self) -> tuple[Line, ...]:
        """What the fund is for; empty if that is not recorded."""
        return tuple(self.about)

    def charts(self) -> list[Picture]:
        """The chart of the fund's sums; empty if none can be drawn."""
        picture = self.tree.picture(f"funds/{self.brief.id}")
        return [picture] if picture else []

    def titled(self, key: str, parts: Sequence[PagePart]) -> list[Section]:
        """A part under its title; a fund has its own for sums, assessments and notes."""
        if key == "outside" and not self.payer.fund["industries"]:
            return []
        own = {
            "promised": "announced",
            "met": "raised",
            "outside": "outside-of-fund",
            "unknown": "unknown-of-fund",
        }.get(key)
        sections = super().titled(key, parts)
        return [each._replace(title=self.word(own)) for each in sections] if own else sections

    def promised(self) -> list[PagePart]:
        """The sums that were announced, as a list."""
        return self._sums("announced", self.payer.announced)

    def met(self) -> list[PagePart]:
        """The sums raised, registered or paid in, as a list."""
        return self._sums("raised", self.payer.other)

    def _sums(self, of: str, sums: Iterable[Sum]) -> list[PagePart]:
        lines = sums_of(sums, self.numbered, self.tree.lang, graded=True)
        if not self.payer.fund["amounts"]:
            return []  # The notes already say so.
        return [*bullets(lines or [self.word(f"no-{of}")])]

    def payers(self) -> list[PagePart]:
        """The section on who contributed which sum, or that nobody is recorded."""
        lines: list[Line] = []
        for each in (*self.payer.announced, *self.payer.other):
            if who := each.amount["payer"]:
                [line] = sums_of([each], self.numbered, self.tree.lang)
                lines.append((("", f"{who}{label('colon', self.tree.lang)}"), *line))
        return [*bullets(lines)] if lines else self._none("no-contributor")

    def doubts(self) -> list[Line]:
        """Sentences on sums that no source gives."""
        if not self.payer.fund["amounts"]:
            return [self.word("no-sum", names=self.name)]
        # On a site, the note is already in the summary.
        lines: list[Line] = [self.brief.note] if self.brief.note and not self.folds else []
        return lines


KINDS = {"industries": IndustryParts, "funds": FundParts}
"""The class that makes the parts of the page for each kind."""
