"""The tables on a target: milestones, observations, methods, definitions, growth, outsiders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress

from mic25cli.calc.choose_observation import Candidate
from mic25cli.calc.progress.explain import Explanation
from mic25cli.calc.progress.method import num
from mic25cli.calc.progress.outside_assessments import OutsideVerdict
from mic25cli.calc.progress.result import Result
from mic25cli.calc.progress.status import Status
from mic25cli.model.dataset import RecordSet, issuer_of
from mic25cli.values import FrozenData
from mic25cli.view.document import Head, Line, Piece, TextTable
from mic25cli.view.sources.numbered_sources import SourceNumbers
from mic25cli.view.text import (
    Lang,
    body_name,
    date,
    definition,
    label,
    label_of,
    name_of,
    own_text,
    setter_name,
    with_parenthesis,
)
from mic25cli.view.verdict import status_words, text_gauges
from mic25cli.view.verdict.progress_data import amount, with_period
from mic25cli.view.verdict.progress_tables import turned, year_of


def status_pieces(result: Result, dataset: RecordSet, lang: Lang) -> tuple[Piece, ...]:
    """A status with its qualifiers; if superseded, also the document that replaced it."""
    rest: list[str] = []
    if result.status_if_standing is not None:
        standing = status_words.mark(result.status_if_standing, lang)
        rest.append(label("explain-standing", lang, status=standing))
    if result.milestone.superseded_by:
        setter = setter_name(dataset, result.milestone.superseded_by, lang, titled=True)
        rest.append(label("explain-replaced", lang, report=setter))
    status = status_words.status_cell(result, lang)
    return (*status, *(("", label("semicolon", lang) + line) for line in rest))


def graded(grade: str | None, checked: str, lang: Lang) -> str:
    """The grade of a source, and how the source was checked."""
    read = label(f"checked-{checked}", lang)
    return label("page-grade", lang, grade=grade or "–", checked=read)


def document_said(dataset: RecordSet, report: str, lang: Lang, *, in_full: bool = False) -> str:
    """A document by name and year; with `in_full`, also its issuer and the whole date."""
    source = dataset.source(report)
    if source is None:
        return report
    document, body = source["document"], issuer_of(dataset, source)
    # The publisher may be a journal, which did not set the target.
    who = name_of(body["name"], lang) if body else source["originator"]
    name = label_of(dataset, "documents", document, lang) if document else source["title"]
    published = source["published"]
    when = date(published, lang) if published else label("no-date", lang)
    if in_full and who:
        return label("page-set-by", lang, name=name, who=who, when=when)
    when = when if in_full or not published else published[:4]
    return label("page-set-by-nobody", lang, name=name, when=when)


class TargetTables(FrozenData):
    """Tables with numbered sources; with `by_place`, in full."""

    numbers: SourceNumbers
    lang: Lang
    results: Sequence[Result]
    leading: Result | None
    """The milestone that is shown first; None if none had been set by then."""

    @property
    def in_full(self) -> bool:
        """Whether all columns are shown, and each number with the place where it was read."""
        return self.numbers.by_place

    def table(
        self, title: str, heads: Iterable[tuple[str, int]], rows: Iterable[Sequence[Line]]
    ) -> TextTable:
        """Rows of one-line cells under heads, each with its rank; empty columns are left out."""
        cells = [tuple((cell,) if cell else () for cell in row) for row in rows]
        names = ("page-who", "page-target")
        columns = [
            Head(
                key.partition("-")[2],
                label(key, self.lang),
                rank=rank,
                right=key == "field-value" and not self.in_full,
                style="name" if key in names else "",
            )
            for key, rank in heads
        ]
        filled = [any(column) for column in zip(*cells, strict=True)]
        rows_kept = tuple(tuple(compress(row, filled)) for row in cells)
        return TextTable(tuple(compress(columns, filled)), rows_kept, title)

    def own(self, text: str | None) -> str:
        """A text of the dataset in the language of the table."""
        return own_text(self.numbers.dataset, text, self.lang)

    def defined(self, basis: str | None) -> str:
        """A definition (basis) in words."""
        own = self.leading.indicator if self.leading else None
        indicator = self.numbers.dataset.whole.get("indicators", own)
        text = definition(indicator, basis, self.lang)
        return text.removesuffix(".").removesuffix("。") or basis or "–"

    def reported(self, report: str | None) -> str:
        """The publisher of a source."""
        source = self.numbers.dataset.source(report) if report else None
        printed = (source["publisher"] or source["title"]) if source else report or ""
        return body_name(self.numbers.dataset, printed, self.lang)

    def listed(self, texts: Iterable[str]) -> str:
        """Texts as a list on one line."""
        return label("comma", self.lang).join(texts)

    def reasons(self, result: Result) -> str:
        """The reasons for the status of a milestone, in a few words."""
        return self.listed(status_words.reason(code, self.lang) for code in result.reasons)

    def milestones(self, title: str) -> TextTable:
        """All milestones with owner, status and reasons; in full, the leading one is marked."""

        def row(result: Result) -> tuple[Line, ...]:
            milestone = result.milestone
            year = year_of(result, self.lang)
            setter = label("no-date", self.lang) if self.in_full else ""
            if milestone.report:
                setter = document_said(self.numbers.dataset, milestone.report, self.lang)
            return (
                f"{year} ◂" if self.in_full and result is self.leading else year,
                self.numbers.attached_to(amount(milestone, self.lang), milestone.cite),
                setter,
                status_pieces(result, self.numbers.dataset, self.lang),
                self.reasons(result) if self.in_full else "",
            )

        heads = (
            ("page-year", 0), ("page-value", 0), ("page-setter", 1), ("page-status", 0),
            ("explain-rationale", 1),
        )  # fmt: skip
        return self.table(title, heads, map(row, self.results))

    def observations(self, candidates: Iterable[Candidate], title: str) -> TextTable:
        """Observations by period with their grade; in full, also with their publisher and use, by
        definition, that of the deciding figure first, and each named once."""
        figure = self.leading and self.leading.seen
        inorder = sorted(candidates, key=lambda one: (one.reading.period, one.reading.basis or ""))
        several = len({candidate.reading.basis for candidate in inorder}) > 1
        if self.in_full:
            first = figure.basis if figure else None
            inorder.sort(key=lambda one: (one.reading.basis != first, one.reading.basis or ""))
        told: set[str | None] = set()

        def row(candidate: Candidate) -> tuple[Line, ...]:
            reading = candidate.reading
            # All are in one unit, that of the deciding figure.
            unit = None if self.in_full or figure is None else figure.unit
            value = turned(reading, unit, self.numbers.dataset.units, self.lang)
            named = several and not (self.in_full and reading.basis in told)
            told.add(reading.basis)
            return (
                date(reading.period, self.lang),
                self.numbers.attached_to(value, reading.cite),
                self.defined(reading.basis) if named else "",
                self.reported(reading.report) if self.in_full else "",
                graded(reading.grade, reading.checked, self.lang),
                label(f"use-{candidate.use}", self.lang) if self.in_full else "",
            )

        heads = (
            ("field-period", 0), ("field-value", 0), ("page-basis", 1), ("field-report", 1),
            ("page-sure", 1), ("explain-use", 1),
        )  # fmt: skip
        return self.table(title, heads, map(row, inorder))

    def outside(self, verdicts: Sequence[OutsideVerdict], title: str) -> TextTable:
        """Outside assessments in their own words, and our reading of them."""
        rows: list[tuple[Line, ...]] = []
        for verdict in verdicts:
            about = self.own(verdict.subject) or label("explain-as-a-whole", self.lang)
            text = label("explain-about", self.lang, about=about, verdict=self.own(verdict.verdict))
            if verdict.category:
                text += label("explain-category", self.lang, category=verdict.category)
            reading = label(f"reading-{verdict.reading}", self.lang) if verdict.reading else ""
            if reading and verdict.year:
                reading = with_parenthesis(reading, verdict.year, self.lang)
            when = date(verdict.date, self.lang) if verdict.date else label("no-date", self.lang)
            who = self.own(verdict.assessor)
            rows.append((when, who, self.numbers.attached_to(text, verdict.cite), reading))
        heads = (("field-date", 1), ("page-who", 0), ("page-says", 0), ("field-reading", 2))
        return self.table(title, heads, rows)

    def methods(self) -> TextTable:
        """The pace towards the target, one row per method; empty if there is no pace."""
        result = self.leading
        if result is None or status_words.paceless(result):
            return TextTable((), ())
        rows = (
            (
                *self._on_scale(method.id, method.word, method.status),
                "" if method.figures.ratio is None else num(round(method.figures.ratio, 4)),
                self.listed(status_words.reason(code, self.lang) for code in method.reasons),
            )
            for method in result.methods
        )
        key = "explain-methods-disagree" if result.disagree else "explain-methods"
        heads = (*self._SCALE, ("explain-number", 1), ("explain-rationale", 1))
        return self.table(label(key, self.lang), heads, rows)

    _SCALE = (("field-method", 1), ("explain-method-says", 1), ("explain-scale", 1))

    def _on_scale(self, method: str, word: str | None, status: Status | None) -> tuple[Line, ...]:
        return (
            status_words.method_title(method, self.lang),
            status_words.method_class(word, self.lang),
            (status_words.piece(status, self.lang),) if status else "–",
        )

    def trends(self, explanation: Explanation) -> TextTable:
        """The results of the methods that only need the growth."""
        rows = []
        for trend in explanation.trends:
            rate = "" if trend.growth is None else num(round(trend.growth * 100, 2))
            growth = label("explain-a-year", self.lang, rate=rate) if rate else ""
            rows.append((*self._on_scale(trend.method, trend.word, trend.status), growth))
        heads = (*self._SCALE, ("explain-growth", 1))
        return self.table(label("explain-trends", self.lang), heads, rows)

    def bases(self, explanation: Explanation) -> TextTable:
        """The leading milestone on every other definition."""
        rows: list[tuple[Line, ...]] = []
        for basis in explanation.bases:
            last = basis.result.observation
            latest = "" if last is None else with_period(last, self.lang)
            rationale: Piece = ("", f" · {self.reasons(basis.result)}")
            status = (*status_words.status_cell(basis.result, self.lang), rationale)
            rows.append((self.own(basis.definition), latest, status, basis.basis))
        title = label("explain-also", self.lang)
        if explanation.several is not None and explanation.several.status is not None:
            worst = status_words.word(explanation.several.status, self.lang)
            title = label("explain-bases-worst", self.lang, status=worst)
        heads = ("explain-basis", "explain-latest", "explain-status", "id")
        return self.table(title, tuple((head, 1) for head in heads), rows)


def line_of_years(result: Result | None) -> str:
    """The yearly values as a sparkline between first and last year; empty for a single year."""
    if result is None:
        return ""
    line = text_gauges.sparkline([(year, float(value)) for year, value in result.series])
    return f"  {result.series[0][0]} {line} {result.series[-1][0]}" if len(line) > 1 else ""
