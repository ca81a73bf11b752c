"""The site of a dataset: cards, explanations and briefs as pages, with linked names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING

from mic25cli.calc.chart_data import Chart, figure
from mic25cli.calc.chart_fund_amounts import FundsChart, funds
from mic25cli.calc.cited_sources import Reference
from mic25cli.calc.diff.outcomes import since
from mic25cli.calc.implementation import UNJUDGED, in_short
from mic25cli.calc.progress.by_target import applying, count_targets
from mic25cli.calc.progress.compare_outcomes import MilestoneChange
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.explain import Explanation, explain
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.record_filters import ordered
from mic25cli.calc.scorecard import Scorecard, ScoreRow, Square, scorecard
from mic25cli.calc.table_definition import rows_of
from mic25cli.calc.tables import TABLES
from mic25cli.model.dataset import Record, RecordSet
from mic25cli.model.kinds import KINDS
from mic25cli.model.languages import CATALOGUES, Catalogue, catalogue
from mic25cli.model.screen_words import DatasetLang
from mic25cli.values import dataclass, field, grouped, replace
from mic25cli.view.chart.scorecard import (
    Look,
    entries,
    filter_of,
    look,
    met_of,
    name_of_row,
    square_paths,
)
from mic25cli.view.document import Facts, Head, Line, Listing, Part, RecordName, TextTable
from mic25cli.view.page import searchindex
from mic25cli.view.page.page_story import Fold, PagePart, Picture, Scores, Section, TextPage
from mic25cli.view.record import cards, lists
from mic25cli.view.sources import citation_styles
from mic25cli.view.sources.numbered_sources import SourceNumbers
from mic25cli.view.text import (
    Lang,
    called,
    counted,
    field_title,
    in_english,
    kind_name,
    kind_title,
    label,
    label_of,
    name_of,
    value_word,
)
from mic25cli.view.verdict.headline import others_sentences
from mic25cli.view.verdict.sentence.answers import Answers

if TYPE_CHECKING:
    from mic25cli.model.correction import Correction

FRONT = "index.html"
MOST_SQUARES = 300
"""The maximum number of targets for squares on the front page and for drawings as PNG."""
ROWS, NAMED, SOURCES = 120, 10, 5
"""Rows on a page of a list, records of a kind that a page names, and sources that it shows."""
NEWS, LATEST = 6, 64
"""How many changed targets the front page names, and how many explained targets are cached."""
EDITORS = ("clause", "formerly", "ours", "persons", "search_names")
"""Fields that are of no use to readers."""
_RESERVED = re.compile(
    r"(index(-\d+)?|con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE
)
"""Names that a page may not have: our own lists, and devices of Windows with any ending."""


def address(kind: str, record_id: str, ending: str = "html") -> str:
    """The path of a record's page within the folder of a language; without an id, of its kind."""
    safe = f"_{record_id}" if _RESERVED.fullmatch(record_id) else record_id or "index"
    return f"{kind}/{safe}.{ending}"


def turns_of(count: int) -> tuple[tuple[str, str], ...]:
    """The number and the file name of each page of a list."""
    return tuple((str(at), f"index-{at}.html" if at > 1 else "index.html")
                 for at in range(1, count + 1))  # fmt: skip


@dataclass(frozen=True)
class Site:
    """A dataset at the dates of a question, judged once for all pages."""

    dataset: RecordSet
    question: Question
    version: str
    pictures: Collection[str] = ()
    """The languages in which drawings of targets are also written as PNG."""
    base: str = ""
    """The address that the site will have; if given, pages contain their own address."""
    last: RecordSet | None = None
    """The earlier release with which the feed compares verdicts."""
    corrections: Sequence[Correction] = ()
    """The errors that the dataset had to correct."""
    undrawn: set[str] = field(default_factory=set)
    """The pages whose drawing needs a character that no font has, so that there is no PNG."""

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """The verdicts on all milestones at the date of the site."""
        return evaluate(self.dataset, self.question, depends=True)

    @cached_property
    def promised(self) -> Mapping[str, list[Result]]:
        """The verdicts by the id of the document that set the milestone."""
        source = self.dataset.source
        reports = ((source(result.milestone.report or ""), result) for result in self.results)
        return grouped((report["document"] or "", each) for report, each in reports if report)

    @cached_property
    def verdicts(self) -> Mapping[str, Mapping[str, str | None]]:
        """Each target's status, fit and certainty by id, in the short form that is stored."""
        return in_short(self.results)

    @cached_property
    def known(self) -> Callable[[str], Sequence[tuple[str, Result]]]:
        """Returns the verdicts on a target at the end of each relevant year, and now."""
        return lru_cache(LATEST)(lambda target: [*self._known(self.explained(target))])

    def _known(self, explanation: Explanation) -> Iterator[tuple[str, Result]]:
        years = {str(each.milestone.year) for each in explanation.results if each.milestone.due}
        years |= {(each.milestone.published or "")[:4] for each in explanation.results}
        candidates = explanation.leading.candidates if explanation.leading else ()
        years |= {(candidate.reading.published or "")[:4] for candidate in candidates}
        days = (f"{year}-12-31" for year in sorted(years) if year.isdigit())
        for day in days:
            if day < self.question.as_of and (results := self._then(day, [explanation.target])):
                yield day, results[explanation.target]
        if explanation.leading:
            yield self.question.as_of, explanation.leading

    def _then(self, day: str, targets: Collection[str]) -> dict[str, Result]:
        question = replace(self.question, as_of=day, known_at=day)
        judged = applying(
            evaluate(self.dataset, question, targets, every_method=False, series=False)
        )
        return {each.target: each for each in judged}

    @cached_property
    def news(self) -> tuple[Result, ...]:
        """The targets on the front page whose verdict changed in the last year, the newest first;
        no others are judged for the year before."""
        day = f"{max(int(self.question.as_of[:4]) - 1, 1):04}{self.question.as_of[4:]}"
        day = day if day[5:] != "02-29" else f"{day[:5]}02-28"
        every = (each for each in applying(self.results) if isinstance(each, Result))
        results = [each for each in every if each.seen]
        results.sort(key=lambda each: (each.observation and each.observation.published) or "")

        def has_changed(result: Result) -> bool:
            then = self._then(day, [result.target]).get(result.target)
            return then is None or then.status != result.status

        return tuple(islice(filter(has_changed, reversed(results)), NEWS))

    @cached_property
    def changes(self) -> tuple[MilestoneChange, ...]:
        """The milestones whose status or certainty changed since the earlier release."""
        outcomes = since(self.last, self.dataset, self.question) if self.last else ()
        return tuple(each for each in outcomes if each.judged and (each.moved or each.certainty))

    @cached_property
    def card(self) -> Scorecard:
        """The scorecard: the targets of each industry by status, each target once."""
        at = (self.question.as_of, self.question.known_at)
        return scorecard(self.dataset.whole, *at, judged=self.results)

    @property
    def few(self) -> bool:
        """Whether there are few enough targets for a square and a PNG each."""
        return 0 < self.card.counts.targets <= MOST_SQUARES

    @cached_property
    def numbers(self) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """The rows of the table `observations` by indicator id."""
        rows = rows_of(TABLES["observations"], self.dataset, Question(self.question.as_of))
        return {str(key): [*some] for key, some in groupby(rows, itemgetter("record"))}

    @cached_property
    def answers(self) -> Answers:
        """The maker of the targets' answer sentences."""
        return Answers(self.dataset, self.question, self.results)

    @cached_property
    def explained(self) -> Callable[[str], Explanation]:
        """Returns the explanation of a target with its answers; the latest ones are cached."""
        return lru_cache(LATEST)(self._explained)

    def _explained(self, target: str) -> Explanation:
        judged = self.judged[target] if "results" in vars(self) else ()
        result = explain(self.dataset, target, self.question, judged=judged)
        answers = self.answers if judged else Answers(self.dataset, self.question, result.results)
        return replace(result, results=tuple(map(answers.answered, result.results)))

    @cached_property
    def judged(self) -> Mapping[str, tuple[Result, ...]]:
        """All judged milestones by target."""
        judged = grouped((result.target, result) for result in self.results)
        return defaultdict(tuple, {target: tuple(some) for target, some in judged.items()})

    @cached_property
    def measured(self) -> Mapping[str, Sequence[str]]:
        """The ids of the targets on each indicator, by indicator id."""
        targets = self.dataset.whole.kind("targets").items()
        return grouped((target["indicator"], key) for key, target in targets)

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[str | None, str | None]]:
        """The previous and the next target in the same first industry."""
        targets = self.dataset.kind("targets").items()
        of = grouped((next(iter(each["industries"]), None), key) for key, each in targets)
        return {
            key: (before, after)
            for keys in of.values()
            for before, key, after in zip([None, *keys], keys, [*keys[1:], None], strict=False)
        }

    @cached_property
    def chart(self) -> Callable[[str], Chart | FundsChart | None]:
        """Returns the data of a record's chart for any language; the latest are cached."""
        return lru_cache(4)(self._chart)

    def _chart(self, subject: str) -> Chart | FundsChart | None:
        kind, _, key = subject.partition("/")
        at = (self.question.as_of, self.question.known_at)
        if kind == "funds":
            money = funds(self.dataset, *at, only=key)
            return money if money.groups else None
        targets = [key] if kind == "targets" else self.measured.get(key, ())
        judged = {target: self.explained(target).results for target in targets}
        chart = figure(self.dataset, [subject], *at, judged=judged)
        return chart if any(any(panel.points) for panel in chart.panels) else None

    @cached_property
    def index(self) -> tuple[str, Collection[str]]:
        """The search index as a script, and the kinds without their texts."""
        words: dict[str, dict[str, object]] = {}
        for tree in self.trees:
            kinds = [kind for kind in KINDS if self.dataset.kind(kind)]
            lang, verdicts = tree.lang, self.verdicts.values()
            names = {kind: [kind_title(kind, lang), kind_name(kind, lang, 1)] for kind in kinds}
            statuses = searchindex.statuses(verdicts, lang)
            words[catalogue(lang).tag] = {"kinds": names, "statuses": statuses}
        return searchindex.index(self.dataset, self.verdicts, address, words)

    @cached_property
    def trees(self) -> tuple[LanguageSite, ...]:
        """One site per language: the first language, and each other in which targets have names."""
        own = self.dataset.profile.own_words
        first, *others = CATALOGUES
        names = [record["name"] for record in self.dataset.kind("targets").values()]
        langs = [lang for lang in others if any(name[catalogue(lang).records] for name in names)]
        return tuple(LanguageSite(self, DatasetLang.of(lang, own)) for lang in (first, *langs))


@dataclass(frozen=True)
class LanguageSite:
    """The pages of a site in one language; each language has a folder of its own."""

    site: Site
    lang: Lang

    @property
    def dataset(self) -> RecordSet:
        """The dataset at the dates of the site."""
        return self.site.dataset

    @property
    def form(self) -> Catalogue:
        """How the language is written: its quotation marks, separators of lists and full stop."""
        return catalogue(self.lang)

    @property
    def root(self) -> str:
        """The folder of this language in the site, with a slash; empty for the first language."""
        return "" if self.lang == CATALOGUES[0] else f"{self.lang}/"

    @property
    def pictured(self) -> bool:
        """Whether drawings are also written as PNG, each of which takes longer than its page."""
        return self.site.few and self.lang in self.site.pictures

    def drawn(self, page: TextPage) -> Chart | FundsChart | Scorecard | None:
        """The chart in the PNG beside a page: a target's, or on the front page that of all."""
        if not self.pictured or page.path in self.site.undrawn:
            return None
        if page.path == FRONT:
            return self.site.card
        return page.picture.chart if page.kind == "targets" and page.picture else None

    def png_of(self, page: TextPage) -> str:
        """The path of the picture to share with a page; empty if there is none."""
        front = page._replace(path=FRONT, kind="")
        own = next(filter(self.drawn, (page, front)), None)
        return f"{self.root}{own.path.removesuffix('html')}png" if own else ""

    @cached_property
    def about(self) -> Reference:
        """How to cite the dataset, with the address of the site if it is known."""
        question = self.site.question
        dataset = citation_styles.of_dataset(
            self.dataset, question.as_of, question.known_at, self.lang
        )
        return replace(dataset, url=self.site.base or dataset.url)

    @cached_property
    def names(self) -> Mapping[tuple[str, str], int]:
        """The number of records that share a kind and a name."""
        return Counter(
            (kind, called(record, self.lang))
            for kind in KINDS
            for record in self.dataset.kind(kind).values()
        )

    def word(self, key: str, **values: object) -> str:
        """The label `site-KEY` in the language of the site, with values filled in."""
        return label(f"site-{key}", self.lang, **values)

    def card(self, record: Record, numbers: SourceNumbers | None = None) -> Iterator[Section]:
        """The card of a record in sections; without `numbers`, it has its own list of sources."""
        numbers = numbers or SourceNumbers(self.dataset, self.lang, addresses=False)
        document = cards.document(record, self.dataset, self.lang, most=NAMED, numbers=numbers)
        related: list[Part] = []
        unread = {field_title(key, self.lang) for key in EDITORS}
        english = in_english(record, self.lang)
        for part in document.parts:
            if isinstance(part, Facts):
                rows = [row for row in part.rows if row[0] not in unread]
                facts = Facts(tuple(row for row in rows if row[0] not in english))
                yield Section("facts", self.word("facts"), (facts,))
                if more := tuple(row for row in rows if row[0] in english):
                    fold = Fold(label("in-english", self.lang), (Facts(more),))
                    yield Section("facts english", "", (fold,))
            elif isinstance(part, TextTable):
                if part.title not in unread:
                    yield Section("table", part.title, (replace(part, title=""),))
            elif isinstance(part, Listing) and part.items[0][0]:
                yield Section("sources", part.title, self.sources(part.items))
            else:
                related.append(part)
        if related:
            by = "cited-by" if record["kind"] == "sources" else "named-by"
            yield Section("named", self.word(by), tuple(related))

    def sources(self, items: Sequence[tuple[str, Line]]) -> tuple[PagePart, ...]:
        """A numbered list of sources, folded after the first ones."""
        rest = tuple(items[SOURCES:])
        text = self.word("more-sources", count=len(rest))
        more = [Fold(text, (Listing("", rest),))] if rest else []
        return (Listing("", tuple(items[:SOURCES])), *more)

    def named(self, kind: str, key: str | None) -> RecordName | None:
        """The name of a record, with which it is linked."""
        if key is None:
            return None
        return RecordName(label_of(self.dataset, kind, key, self.lang), kind, key)

    def picture(self, subject: str, *, name: str = "") -> Picture | None:
        """The chart of `targets/ID` or `funds/ID`, named if one of several; None without
        numbers."""
        chart = self.site.chart(subject)
        return Picture(chart, subject, name) if chart is not None else None

    def scores(self, rows: Sequence[ScoreRow], *, every: bool = True) -> Scores:
        """Rows of the scorecard as squares linked to their targets; only some unless `every`."""
        lang = self.lang
        looks: dict[Look, str] = {}
        own = bool(rows) and rows[0].own
        counts = self.site.card.counts

        def look_of(shape: Look) -> str:
            return looks.setdefault(shape, f"{'q' if own else 'o'}{len(looks)}")

        def square(each: Square) -> tuple[str, RecordName]:
            verdict = label(f"headline-{each.group}", lang)
            name = label("chart-named", lang, name=name_of(each.name, lang), sentence=verdict)
            return look_of(look(each.result)), RecordName(name, "targets", each.target)

        def group(row: ScoreRow) -> tuple[str, tuple[tuple[str, RecordName], ...], str]:
            name = RecordName(name_of_row(row, lang), "industries", row.industry or "")
            squares = tuple(map(square, row.squares)) if every else ()
            return name if row.industry else name.name, squares, met_of(row, lang, "site-met-of")

        groups = tuple(map(group, rows))
        of = counts.own if own else counts.others
        means = entries(of, lang) if rows and of and (rows[1:] or not rows[0].industry) else ()
        own_only = f"origin={'' if own else '!'}{value_word('origin', 'plan', lang)}&"
        key = tuple(
            (look_of(square), text, own_only + filter_of(square, lang)) for _, square, text in means
        )
        symbols = tuple((name, "".join(square_paths(one, 0, 0))) for one, name in looks.items())
        return Scores(symbols, key, groups)

    def score_sections(self, rows: Sequence[ScoreRow], *, every: bool = True) -> list[Section]:
        """Rows of the scorecard: the plan's own targets, then those of others under a title."""
        own, others = ([row for row in rows if row.own == of] for of in (True, False))
        results = (square.result for row in rows for square in row.squares)
        title = next(iter(others_sentences(count_targets(results), self.lang)), "")
        first = [Section("score", "", (self.scores(own, every=every),))] if own else []
        more = [Section("score-others", title, (self.scores(others, every=every),))]
        return [*first, *(more if others else [])]

    def lists(self) -> Iterator[tuple[str, TextPage]]:
        """The records of each kind in tables, split into pages of a fixed size."""
        for kind in KINDS:
            if kind in ("targets", "events"):
                continue
            every_record = self.dataset.kind(kind).values()
            records = ordered(every_record, KINDS[kind].sort, lambda each: each)
            starts = range(0, len(records), ROWS)
            turns, count = turns_of(len(starts)), counted(len(records), kind, self.lang)
            for start, (number, name) in zip(starts, turns, strict=True):
                table = self.table(kind, records[start : start + ROWS])
                score = self.site.card.rows if kind == "industries" else []
                squares = self.score_sections(score, every=self.site.few)
                listed = (*squares, Section("list", "", (table,)))
                path, title = f"{kind}/{name}", kind_title(kind, self.lang)
                head = self.word("numbered", name=title, number=number) if start else ""
                page = TextPage(path, title, kind, (count,), listed, head=head, turns=turns)
                yield self.root + path, page

    def table(self, kind: str, records: Sequence[Record]) -> TextTable:
        """Records in the columns of their list without ids; names are links."""
        if kind == "targets":
            verdicts = self.site.verdicts
            records = [{**each, **verdicts.get(each["id"], UNJUDGED)} for each in records]
        listing = lists.table(records, kind, self.dataset, self.lang)
        columns = [at for at, head in enumerate(listing.heads) if head.key != "id"]
        first = [at for at in columns if listing.heads[at].key == KINDS[kind].label]
        rest = [at for at in columns if at not in first]
        title = listing.heads[first[0]].title if first else label("name", self.lang)
        head = Head("name", title, rank=0, style="name")
        rows = []
        for record, cells in zip(records, listing.rows, strict=True):
            name = RecordName(called(record, self.lang), kind, record["id"])
            rows.append(((name,), *(cells[at] for at in rest)))
        return TextTable((head, *(listing.heads[at] for at in rest)), tuple(rows))
