"""The printed form of a dataset: pages of the site in one file, a chapter for each industry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from mic25cli.calc.brief import brief, payer
from mic25cli.calc.progress.by_target import applying
from mic25cli.calc.progress.result import Result
from mic25cli.model.sort_order import in_order
from mic25cli.values import FrozenData, grouped
from mic25cli.view.document import Line, Listing
from mic25cli.view.page import site_overviews
from mic25cli.view.page.brief import LONG, IndustryParts, funds_table
from mic25cli.view.page.page_story import Section, TextPage, colophon
from mic25cli.view.page.site_pages import LanguageSite
from mic25cli.view.sources.numbered_sources import SourceNumbers
from mic25cli.view.text import label, name_of, other_name, policy_title
from mic25cli.view.verdict.explain_text import answered


class Report(FrozenData):
    """The report on some industries, all if none is named."""

    tree: LanguageSite
    industries: Sequence[str] = ()

    @cached_property
    def numbers(self) -> SourceNumbers:
        """The footnote numbers of sources, in one sequence for all chapters."""
        return SourceNumbers(self.tree.dataset, self.tree.lang, most=2)

    @cached_property
    def front(self) -> TextPage:
        """The front page of the site, which is the first chapter."""
        return site_overviews.front(self.tree)

    @property
    def cover(self) -> TextPage:
        """The cover: the site's front page, or the finding on each of the named industries, with
        the dataset's name and the colophon."""
        dataset, lang, cover = self.tree.dataset, self.tree.lang, self.front
        if self.industries:
            own = [page for page in self.chapters if page.path.startswith("i-")]
            title = label("comma", lang).join(page.title for page in own)
            cover = cover._replace(
                title=title, lead=tuple(page.lead[0] for page in own if page.lead)
            )
        kicker = f"{policy_title(dataset.profile, lang)} · {cover.kicker}"
        imprint = colophon(dataset, lang, self.tree.site.version)
        return cover._replace(kicker=kicker, colophon=imprint)

    @cached_property
    def targets(self) -> dict[str | None, list[Result]]:
        """The milestones that apply, by the first industry of their targets."""
        site = self.tree.site
        every = (each for each in applying(site.results) if isinstance(each, Result))
        return grouped(
            (next(iter(each.industries), None), site.answers.answered(each)) for each in every
        )

    @cached_property
    def chapters(self) -> tuple[TextPage, ...]:
        """All chapters in order, the scorecard first and the sources last."""
        every = (self._score(), *self._chapters())
        sources = Section("sources", "", (Listing("", self.numbers.items()),))
        return (*every, _chapter("sources", label("sources", self.tree.lang), sources))

    def _score(self) -> TextPage:
        """The scorecard of the report, what changed, and how to read it."""
        every = self.tree.site.card.rows
        rows = [row for row in every if not self.industries or row.industry in self.industries]
        news = (each for each in self.front.sections if each.key == "news" and not self.industries)
        sections = (*self.tree.score_sections(rows), *news, site_overviews.how_to_read(self.tree))
        return _chapter("scoreboard", self.tree.word("home"), *sections)

    def _chapters(self) -> Iterator[TextPage]:
        dataset, lang = self.tree.dataset, self.tree.lang
        every = in_order(
            dataset.kind("industries").values(), ("number",), lambda industry, _: industry["number"]
        )
        for industry in every:
            if not self.industries or industry["id"] in self.industries:
                yield self._industry(industry["id"])
        if not self.industries:
            if None in self.targets:
                title = "page-across" if dataset.kind("industries") else "group-all"
                yield _chapter("i-none", label(title, lang), self._answers(None))
            funds = [payer(dataset, fund) for fund in dataset.kind("funds").values()]
            if funds:
                table = funds_table(
                    sorted(funds, key=lambda one: not one.fund["amounts"]), self.numbers, lang
                )
                yield _chapter("money", label("page-money", lang), Section("money", "", (table,)))

    def _industry(self, key: str) -> TextPage:
        content = brief(self.tree.dataset, "industries", key, self.tree.site.question)
        parts = IndustryParts(self.tree, self.numbers, content, rows=LONG, alone=False)
        lead, charts = parts.lead, parts.named_sections("charts")
        answers = [self._answers(key)] if key in self.targets else []
        rest = parts.named_sections("payers", "actors", "outside", "unknown")
        page = _chapter(f"i-{key}", parts.name, *charts, *answers, *rest)
        return page._replace(lead=lead, other=other_name(content.name, self.tree.lang))

    def _answers(self, industry: str | None) -> Section:
        items: list[tuple[str, Line]] = []
        for result in self.targets[industry]:
            name = name_of(result.name, self.tree.lang)
            line = next(iter(answered(result, self.tree.lang)), ())
            items.append((result.target, (("name", name), ("", " "), *line)))
        return Section("answers", self.tree.word("answers"), (Listing("", tuple(items)),))


def _chapter(key: str, title: str, *sections: Section) -> TextPage:
    return TextPage(key, title, "", (), sections)
