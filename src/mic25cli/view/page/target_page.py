"""The page of a target in the reader's order: answer, promise, chart, certainty, figures, outside
assessments, history, sources and downloads. Its brief has only what was judged."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cached_property

from mic25cli.calc.progress.explain import Explanation
from mic25cli.calc.progress.result import Result
from mic25cli.calc.source_grades import Cited
from mic25cli.values import replace
from mic25cli.view.chart.captions import title_and_rest, who
from mic25cli.view.chart.scorecard import look, square_paths
from mic25cli.view.document import Facts, Line, Lines, Listing
from mic25cli.view.page.page_parts import PageParts
from mic25cli.view.page.page_story import (
    Files,
    Fold,
    Meters,
    PagePart,
    Picture,
    Section,
    TextPage,
    Verbatim,
)
from mic25cli.view.page.site_pages import LanguageSite, address
from mic25cli.view.sources import citation_styles
from mic25cli.view.sources.numbered_sources import SourceNumbers
from mic25cli.view.text import date, datum, field_title, label
from mic25cli.view.verdict import status_words
from mic25cli.view.verdict.explain_tables import document_said
from mic25cli.view.verdict.explain_text import (
    TargetTeller,
    answered,
    bullets,
    pathway_lines,
    promise,
    seen_on_page,
)
from mic25cli.view.verdict.sentence.subject import with_article

_BY_STEPS = ("proxy D none", "bound C excerpt", "close B", "exact A text")
STEPS = {word: steps for steps, some in enumerate(_BY_STEPS, 1) for word in some.split()}
"""How many of four steps each fit, grade and form of checking gets."""
SITE_ROWS = {"figures": 0, "assessments": 2, "editions": 2}
"""The number of rows that the page shows before the reader unfolds a part."""
_CHINESE = re.compile("(?s)(?!.*[\u3041-\u30fa\uac00-\ud7af]).*[\u4e00-\u9fff].*")
"""A text with Chinese characters and without Japanese or Korean ones."""
_ANY = re.compile("(?s).*")
SHORT = ("promise", "chart", "short", "settle", "outside", "promised")
LONG = ("promise", "chart", "short", "settle", "sure", "numbers", "outside", "promised")
"""The parts of a brief, and of a long one."""


def target_page(
    tree: LanguageSite, page: TextPage, explanation: Explanation, card: Sequence[Section]
) -> TextPage:
    """The page of a target, from its explanation and its card."""
    lang, leading = tree.lang, explanation.leading
    numbers = SourceNumbers(tree.dataset, lang, most=3)
    parts = TargetParts(tree, numbers, explanation, rows=SITE_ROWS, folds=True)
    sections = [
        *parts.sections(*LONG, "history"),
        *parts.titled("take", parts.take()),
        *parts.titled("cite", _cite(tree, page, explanation)),
    ]
    # The last of these matters only to editors; the others are shown above.
    above = {field_title(key, lang) for key in ("cite", "note", "data_needed", "basis", "ours")}
    for each in card:
        if each.key == "facts":
            sections.append(as_fold(each, without(each, above).parts))
        elif each.key == "named":
            sections.append(as_fold(each, each.parts))
    before, after = tree.site.neighbours[explanation.target]
    page = page._replace(
        sections=tuple(sections),
        neighbours=(tree.named("targets", before), tree.named("targets", after)),
        group=tree.named("industries", next(iter(leading.industries), None)) if leading else None,
    )
    return _answered(tree, page, leading, parts.teller.own(explanation.indicator.definition))


def _answered(
    tree: LanguageSite, page: TextPage, leading: Result | None, measured: str
) -> TextPage:
    """A page headed by its answer, with the symbol of its status."""
    lang = tree.lang
    if leading is None or leading.answer is None:
        return page._replace(lead=(measured,) if measured else ())
    sentence, _ = leading.answer.in_language(lang)
    line, *caveats = answered(leading, lang)
    title, rest = title_and_rest(sentence, lang) if sentence.fact else (page.title, line)
    name = label("comma-text", lang).join(filter(None, (page.title, page.other)))
    return page._replace(
        title=title,
        head=label("explain-about", lang, about=page.head.rpartition(" · ")[0], verdict=title),
        other="",
        kicker=name,
        lead=(rest, *caveats),
        square="".join(square_paths(look(leading), 0, 0)),
        verdict=status_words.status_cell(leading, lang),
    )


def as_fold(section: Section, parts: Sequence[PagePart]) -> Section:
    """A section that shows only its title until the reader opens it."""
    return section._replace(title="", parts=(Fold(section.title, tuple(parts)),))


def without(section: Section, titles: Collection[str]) -> Section:
    """A section without the facts under certain titles."""
    parts = (
        Facts(tuple(row for row in part.rows if row[0] not in titles))
        if isinstance(part, Facts)
        else part
        for part in section.parts
    )
    return section._replace(parts=tuple(parts))


class TargetParts(PageParts):
    """The sections of the page on a target, each made when the page asks for it."""

    explanation: Explanation

    def word(self, key: str, **values: object) -> str:
        """The label `site-KEY`, as pages of a site have it."""
        return self.tree.word(key, **values)

    @property
    def lead(self) -> tuple[Line, ...]:
        """The answer sentence and its notes; empty if no milestone is shown."""
        leading = self.explanation.leading
        return answered(leading, self.tree.lang) if leading else ()

    @cached_property
    def teller(self) -> TargetTeller:
        """The maker of tables and sentences on the target's milestones and figures."""
        of = self.explanation
        return TargetTeller(self.numbered, self.tree.lang, of.results, of.leading)

    @cached_property
    def picture(self) -> Picture | None:
        """The chart of the target; None if it has no figure and no target value."""
        return self.tree.picture(f"targets/{self.explanation.target}")

    @cached_property
    def printed(self) -> Sequence[Cited]:
        """The citations with the printed words of the target, in the language of its text."""
        milestone = self.explanation.leading.milestone if self.explanation.leading else None
        source = self.tree.dataset.source(milestone.report) if milestone else None
        # Words quoted from a Chinese text are Chinese, so its translation does not contain them.
        own = _CHINESE if source and source["lang"] == "zh" else _ANY
        return [
            each
            for each in (milestone.cite if milestone else ())
            if each.quote and each.how in ("digits", "words") and own.fullmatch(each.quote[0])
        ]

    def titled(self, key: str, parts: Sequence[PagePart]) -> list[Section]:
        """A part under its title, which mentions printed words only if there are some."""
        sections = super().titled(key, parts)
        if key == "promise" and not self.printed:
            return [each._replace(title=label("page-value", self.tree.lang)) for each in sections]
        return sections

    def promise(self) -> Sequence[PagePart]:
        """The target in the printed words of its text, with the value."""
        leading, lang = self.explanation.leading, self.tree.lang
        if leading is None:
            return ()
        milestone, wanted = leading.milestone, promise(leading, lang)
        report = milestone.report
        whose = document_said(self.tree.dataset, report, lang) if report else ""
        if not self.printed:
            seen = any(each.source == report and each.checked != "none" for each in milestone.cite)
            text = self.word("unquoted" if seen else "unread", value=wanted, whose=whose)
            return (Lines((self.numbered.attached_to(text, milestone.cite),)),)
        words = label("as-printed", lang, words=self.printed[0].quote[0])
        means = self.word("means", value=wanted, whose=whose)
        return (Lines(((("hit", words), *self.numbered.ref(self.printed[:1])), means)),)

    def chart(self) -> Sequence[PagePart]:
        """The chart, below the definition of its figures and the body that publishes them."""
        definition = self.teller.own(self.explanation.indicator.definition)
        reading = self.explanation.leading.seen if self.explanation.leading else None
        lines = [definition] if definition else []
        if reading is not None and self.picture is not None:
            source = self.tree.dataset.get("sources", reading.report or "")
            if source and any(source[key] for key in ("short_name", "originator", "publisher")):
                by = who(self.picture.chart, reading.report, self.tree.lang)  # type: ignore[arg-type]
                by = with_article(by, self.tree.lang)
                lines += [self.word("counted-by", who=by)] if by else []
        text = [Lines(tuple(lines))] if lines else []
        return (*text, *([self.picture] if self.picture else []))

    def short(self) -> Sequence[PagePart]:
        """Target, figure, a later and weaker figure, shortfall, next target and certainty."""
        result, lang, attached = self.explanation.leading, self.tree.lang, self.numbered.attached_to
        if result is None:
            return ()
        rows: list[tuple[str, tuple[Line, ...]]] = [
            (label("page-value", lang), (attached(promise(result, lang), result.milestone.cite),))
        ]
        seen, units = result.seen, self.tree.dataset.units
        figures = [("explain-observation", seen)] if result.latest else []
        for key, each in (*figures, ("page-seen", result.latest or seen)):
            figure: Line = label("explain-unseen", lang)
            if each is not None:
                figure = attached(seen_on_page(each, result.unit, units, lang), each.cite)
            rows.append((label(key, lang), (figure,)))
        for key, size in status_words.shortfall(result, lang) if result.fit != "proxy" else ():
            short = size
            if key in ("beyond", "left"):
                beyond = label(f"measure-of-{key}", lang, value=size)
                short = label("semicolon", lang).join((label("setting-none", lang), beyond))
            rows.append((label("progress-short", lang), (short,)))
        later = (
            each
            for each in self.explanation.results
            if not each.milestone.due and each.status != "superseded"
        )
        ahead = next((each for each in later if each is not result), None)
        if ahead is not None:
            verdict = (("", f"{promise(ahead, lang)} · "), *status_words.status_cell(ahead, lang))
            rows.append((self.word("next"), (verdict,)))
        sure = [label(f"certainty-{result.certainty}", lang)] if result.certainty else []
        if seen is not None:
            fit = status_words.fit_word(result.fit, result.side, lang)
            sure.append(self.word("sure-fit", word=fit))
            sure.append(label("counts", lang, grade=seen.grade or "–"))
        if sure:
            rows.append((self.word("certainty"), (label("semicolon", lang).join(sure),)))
        return (Facts(tuple(rows)),)

    def settle(self) -> Sequence[PagePart]:
        """The data needed to decide an open target."""
        leading = self.explanation.leading
        if leading is not None and leading.status != "not-assessable":
            return ()
        datum_needed = datum(self.explanation.data_needed, self.tree.lang)
        title = label("explain-data_needed", self.tree.lang) + label("colon", self.tree.lang)
        needed: list[Line] = [title + datum_needed] if datum_needed else []
        # That the last figure decides is no reason against a verdict.
        over = label("reason-means-target-year-passed", self.tree.lang)
        doubts = (line for line in self.teller.doubts(None) if line != over)
        return self.cut("needed", [*needed, *doubts], bullets)

    def sure(self) -> Sequence[PagePart]:
        """The fit of the figure, its source and how it was read, and the verdict's dependence."""
        result, lang = self.explanation.leading, self.tree.lang
        reading = None if result is None else result.seen
        if result is None or reading is None:
            return ()
        fit, grade, read = result.fit or "other", reading.grade or "–", reading.checked
        why = next((each.rationale for each in result.evidence if each.basis == result.basis), None)
        fits = status_words.fit_word(result.fit, result.side, lang)
        because = self.teller.own(why) or label(f"fit-means-{fit}", lang)
        counts, looked = label("counts", lang, grade=grade), label(f"page-read-{read}", lang)
        steps = (
            (self.word("meter-fit", word=fits), STEPS.get(fit, 0), because),
            (self.word("meter-source", word=counts), STEPS.get(grade, 0), self.word("grades")),
            (self.word("meter-text", word=looked), STEPS[read], self.word(f"checked-{read}")),
        )
        depends = status_words.relying(result, self.tree.dataset, lang)
        title = label("explain-depends-on", lang)
        listed = [Listing(title, tuple(("", line) for line in depends))] if depends else []
        return (Meters(steps), *listed)

    def numbers(self) -> Sequence[PagePart]:
        """The figures on admitted definitions, with notes."""
        teller, leading = self.teller, self.explanation.leading
        parts = self.cut("figures", teller.admitted(), lambda some: [teller.observations(some, "")])
        noted: list[Line] = [*(teller.evidence(leading) if leading else ())]
        noted += filter(None, [teller.own(self.explanation.note)])
        return (*parts, *(Fold(self.word("others"), (part,)) for part in bullets(noted)))

    def outside(self) -> Sequence[PagePart]:
        """Outside assessments, the newest first, and values that they expect or say are needed."""
        told, lang = self.explanation, self.tree.lang
        newest = sorted(told.outside, key=lambda each: each.date or "", reverse=True)
        parts = self.cut(
            "assessments", newest, lambda some: self.table(self.teller.outside(some, ""))
        )
        values = {"pathway": told.pathway, "forecasts": told.forecasts}
        rows = (
            (label(f"explain-{key}", lang), pathway_lines(each, lang))
            for key, each in values.items()
        )
        facts = tuple((title, cell) for title, cell in rows if cell)
        return [*parts, *([Facts(facts)] if facts else [])]

    def promised(self) -> Sequence[PagePart]:
        """The milestones by the documents that set them."""
        return self.cut(
            "editions",
            self.explanation.results,
            lambda some: [replace(self.teller, results=some).milestones("")],
        )

    def history(self) -> Sequence[PagePart]:
        """The dates on which the status changed, and the figure behind each change."""
        lang = self.tree.lang
        rows: list[tuple[Line, ...]] = []
        former: tuple[str, str | None, str | None] | None = None
        before = ""
        for day, result in self.tree.site.known(self.explanation.target):
            if former != (result.status, result.certainty, result.lean):
                former, reading = (result.status, result.certainty, result.lean), result.seen
                cause: Line = label("explain-unseen", lang)
                when = day
                if reading is not None:
                    text = seen_on_page(reading, result.unit, self.tree.dataset.units, lang)
                    cause = self.numbered.attached_to(text, reading.cite)
                    # A status that changed without a newer figure changed at the end of its year.
                    published = reading.published or ""
                    when = max(day if before >= published else "", published or day)
                rows.append((date(when, lang), status_words.status_cell(result, lang), cause))
            before = day
        heads = (("site-known", 0), ("page-status", 0), ("page-seen", 0))
        return (self.teller.table("", heads, rows),) if rows else ()

    def take(self) -> tuple[PagePart, ...]:
        """The links to the data of the target and its indicator."""
        tree, indicator, own = self.tree, self.explanation.indicator.id, self.explanation.target
        files = [("JSON", address("targets", own, "json"))]
        if indicator in tree.site.numbers:
            files.append(("CSV", address("indicators", indicator, "csv")))
        if self.picture is not None:
            endings = ("svg", "png") if tree.pictured else ("svg",)
            for ending in endings:
                path = f"{tree.root}{address('targets', own, ending)}"
                files.append((ending.upper(), path))
        return (Files(tuple(files)),)


def _cite(tree: LanguageSite, page: TextPage, explanation: Explanation) -> tuple[PagePart, ...]:
    about = tree.about
    url = f"{tree.site.base}{tree.root}{page.path}" if tree.site.base else about.url
    title = label("explain-about", tree.lang, about=about.title, verdict=page.title)
    named = replace(about, key=f"{about.key}-{explanation.target}", title=title, url=url)
    answer = explanation.leading.answer if explanation.leading else None
    items = [("", citation_styles.in_words(named, tree.lang))]
    if answer:
        items.insert(0, ("", answer.in_language(tree.lang)[0].text))
    return (Listing("", tuple(items)), Fold("BibTeX", (Verbatim(citation_styles.bibtex([named])),)))
