"""The dataset's printed form, from the parts of the site's pages: a chapter is an industry's
brief.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from mic25cli.calc.brief import brief, payer
from mic25cli.calc.diff.changes import Diff
from mic25cli.calc.progress.by_target import applying
from mic25cli.calc.progress.result import Result
from mic25cli.model.sort_order import in_order
from mic25cli.values import dataclass, grouped
from mic25cli.view.chart import scorecard
from mic25cli.view.diff import diff_list as diffs
from mic25cli.view.document import Line, Listing, RecordName
from mic25cli.view.page import brief as briefs
from mic25cli.view.page import site_overviews
from mic25cli.view.page.page_story import Section, TextPage, as_of
from mic25cli.view.page.site_pages import LanguageSite
from mic25cli.view.sources.numbered_sources import SourceNumbers
from mic25cli.view.text import kind_title, label, name_of
from mic25cli.view.verdict import headline
from mic25cli.view.verdict.explanation import answered
from mic25cli.view.verdict.sentence.answers import Answers


@dataclass(frozen=True)
class ReportPage:
    """The report on some industries (none named: on all), then `kinds` as lists, and changes."""

    tree: LanguageSite
    industries: Sequence[str] = ()
    kinds: Sequence[str] = ()
    since: Diff | None = None

    @cached_property
    def numbers(self) -> SourceNumbers:
        """The sources as all chapters number them."""
        return SourceNumbers(self.tree.dataset, self.tree.lang, most=2)

    @cached_property
    def applying(self) -> list[Result]:
        """What applies to each target."""
        every = applying(self.tree.site.results)
        return [each for each in every if isinstance(each, Result)]

    @property
    def cover(self) -> TextPage:
        """The finding, and what stands below it."""
        site, lang = self.tree.site, self.tree.lang
        words, beside = (
            scorecard.words(site.card, lang),
            headline.others_sentences(site.card.counts, lang),
        )
        said = (*words.sentences[1:], *(beside if beside != words.titles else ()))
        lead = (*said, headline.very_likely(lang))
        kicker = f"{name_of(site.dataset.profile.name, lang)} · {as_of(site.question, lang)}"
        return TextPage("", words.titles[0], "", lead, kicker=kicker)

    def _score(self) -> TextPage:
        """The scorecard of what the report is on, what changed, how to read it."""
        rows = [
            row
            for row in self.tree.site.card.rows
            if not self.industries or row.industry in self.industries
        ]
        sections = site_overviews.front(self.tree).sections
        news = (each for each in sections if each.key == "news")
        told = (*news, site_overviews.how_to_read(self.tree))
        score = self.tree.score_sections(rows)
        return _chapter("scoreboard", self.tree.word("home"), *score, *told)

    @cached_property
    def targets(self) -> dict[str | None, list[Result]]:
        """What applies to the targets of each first industry."""
        answers = Answers(self.tree.dataset, self.tree.site.question, self.tree.site.results)
        return grouped(
            (next(iter(each.industries), None), answers.answered(each)) for each in self.applying
        )

    @cached_property
    def chapters(self) -> tuple[TextPage, ...]:
        """All chapters in their order, the scorecard first, the sources last."""
        every = (self._score(), *self._chapters())
        sources = Section("sources", "", (Listing("", self.numbers.items()),))
        return (*every, _chapter("sources", label("sources", self.tree.lang), sources))

    def _chapters(self) -> Iterator[TextPage]:
        tree, dataset = self.tree, self.tree.dataset
        every = in_order(
            dataset.kind("industries").values(), ("number",), lambda industry, _: industry["number"]
        )
        for industry in every:
            if not self.industries or industry["id"] in self.industries:
                yield self._industry(industry["id"])
        if not self.industries:
            if None in self.targets:
                title = label("page-across", tree.lang)
                yield _chapter("i-none", title, self._answers(self.targets[None]))
            funds = [payer(dataset, fund) for fund in dataset.kind("funds").values()]
            if funds:
                table = briefs.funds_table(
                    sorted(funds, key=lambda one: not one.fund["amounts"]), self.numbers, tree.lang
                )
                title = label("page-money", tree.lang)
                yield _chapter("money", title, Section("money", "", (table,)))
        for kind in self.kinds:
            if records := list(dataset.kind(kind).values()):
                listed = Section("", "", (tree.table(kind, records),))
                yield _chapter(f"k-{kind}", kind_title(kind, tree.lang), listed)
        if self.since is not None:
            since, link = self.since, "mic25 diff --kind {}".format
            found = diffs.changes_document(
                since, since.changes, dataset.whole, tree.lang, link, True
            )
            title = label("page-since-records", tree.lang, at=since.sides.old.at)
            yield _chapter("changes", title, Section("changes", "", found.parts))

    def _industry(self, key: str) -> TextPage:
        found = brief(self.tree.dataset, "industries", key, self.tree.site.question)
        told = briefs.among(found, self.tree.dataset, self.tree.lang, self.numbers)
        charts = [
            (f"targets/{each.target}", name_of(each.name, self.tree.lang)) for each in found.charted
        ]
        drawn = self.tree.pictures(charts, several=True)
        sections = [Section("charts", "", drawn)] if drawn else []
        if key in self.targets:
            sections.append(self._answers(self.targets[key]))
        return told._replace(path=f"i-{key}", sections=(*sections, *told.sections))

    def _answers(self, results: Sequence[Result]) -> Section:
        items: list[tuple[str, Line]] = []
        for result in results:
            name = name_of(result.name, self.tree.lang)
            said = answered(result, self.tree.lang)
            told = said[0] if said and not isinstance(said[0], str) else ()
            items.append((result.target, (("name", name), ("", " "), *told)))
        return Section("answers", self.tree.word("answers"), (Listing("", tuple(items)),))

    def link(self, name: RecordName) -> str | None:
        """Where a record is told of in the page."""
        if name.kind == "targets":
            record = self.tree.dataset.get("targets", name.id)
            first = next(iter(record["industries"] if record else ()), None)
            shown = not self.industries or first in self.industries
            return f"#t-{name.id}" if shown else None
        shown = not self.industries or name.id in self.industries
        return f"#i-{name.id}" if name.kind == "industries" and shown else None


def _chapter(key: str, title: str, *sections: Section) -> TextPage:
    return TextPage(key, title, "", (), sections)
