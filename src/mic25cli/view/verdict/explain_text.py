"""One target in words: for its card, for `explain` in short and in full, and for its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import compress, groupby
from operator import attrgetter

from mic25cli.calc.choose_observation import Candidate
from mic25cli.calc.progress.explain import Explanation
from mic25cli.calc.progress.method import num
from mic25cli.calc.progress.milestone import PlacedMilestone
from mic25cli.calc.progress.outside_assessments import PathwayYear
from mic25cli.calc.progress.result import OnBasis, Result
from mic25cli.calc.progress.status import main_reason
from mic25cli.calc.source_grades import Reading, cited
from mic25cli.calc.successors import OtherTarget, RelatedTarget
from mic25cli.model.dataset import RecordSet
from mic25cli.model.languages import TEXT_LANGUAGES, by_language, catalogue
from mic25cli.model.plain_values import in_place
from mic25cli.model.units import Units, scale_of
from mic25cli.values import FrozenData, field
from mic25cli.view.columns import cell_of
from mic25cli.view.document import Cell, Facts, Line, Lines, Listing, Part, Piece, TextDocument
from mic25cli.view.json_output import Output
from mic25cli.view.quantities import quantity, rounded_quantity
from mic25cli.view.sources.numbered_sources import SourceNumbers
from mic25cli.view.text import (
    Lang,
    command_line,
    date,
    datum,
    known_by,
    label,
    name_of,
    other_name,
    report_name,
    setter_name,
    value_word,
    with_parenthesis,
)
from mic25cli.view.verdict import measured_neighbours, status_words, text_gauges
from mic25cli.view.verdict.explain_tables import TargetTables, graded, line_of_years, status_pieces
from mic25cli.view.verdict.progress_data import amount
from mic25cli.view.verdict.progress_tables import turned, year_of
from mic25cli.view.verdict.sentence.caveats import note
from mic25cli.view.verdict.status_marks import STATUSES


class ExplainedTarget(FrozenData):
    """The reasons for a target's status, with the target's id: a row of NDJSON."""

    id: str
    explanation: Explanation = field(metadata=in_place(Explanation))


OUTPUT = Output("explain-full", ExplainedTarget, single=True, whole=Explanation)


def answered(result: Result, lang: Lang) -> tuple[tuple[Piece, ...], ...]:
    """The answer sentence with its verdict in colour, followed by the caveats."""
    if result.answer is None:
        return ()
    own = catalogue(lang).records if result.answer.zh else TEXT_LANGUAGES[0]
    main, caveats = result.answer.in_language(own)
    style = STATUSES[result.status][1]
    line: tuple[Piece, ...] = ((style, main.head), ("", main.text[len(main.head) :]))
    return (line, (("", note(caveats, own)),)) if caveats else (line,)


def seen_on_page(reading: Reading, unit: str | None, units: Units, lang: Lang) -> str:
    """A value in the unit of its target, with its period in words."""
    value, period = turned(reading, unit, units, lang), date(reading.period, lang)
    return label("page-seen-for", lang, value=value, period=period)


def promise(result: Result, lang: Lang) -> str:
    """The value of a milestone and its deadline."""
    promised = amount(result.milestone, lang).rstrip(".。")
    in_words = result.milestone.value is None and result.milestone.low is None
    if in_words and str(result.milestone.year) in promised:
        return promised
    if result.milestone.year is None:
        return label("explain-no-year", lang, value=promised)
    if result.milestone.period is not None:
        return label(
            "explain-over-years", lang, value=promised, period=date(result.milestone.period, lang)
        )
    return label("explain-by-year", lang, value=promised, year=result.milestone.year_name)


def sure(result: Result, lang: Lang) -> str:
    """How well the evidence for a verdict fits its target, and its grade."""
    reading = result.seen
    fit = status_words.fit_word(result.fit, result.side, lang)
    if reading is None:
        return fit
    return label("semicolon", lang).join((fit, graded(reading.grade, reading.checked, lang)))


def kin_lines(kin: Sequence[OtherTarget] | None, lang: Lang) -> Cell:
    """Targets related to one, each with the kind of relation; or that there are none."""
    if kin == ():
        return (label("explain-no-successor", lang),)
    lines = []
    for target in kin or ():
        name = target.target
        if target.name:
            name = with_parenthesis(name_of(target.name, lang), target.target, lang)
        if isinstance(target, RelatedTarget):
            how = value_word("how", target.how, lang)
            name = label("explain-kin", lang, how=how, name=name)
        lines.append(name)
    return tuple(lines)


def assessor(step: PathwayYear, lang: Lang) -> str:
    """The assessor who gave a value of a pathway."""
    return name_of(by_language(step.assessor, step.assessor_zh), lang)


def pathway_lines(pathway: Sequence[PathwayYear], lang: Lang) -> Cell:
    """The values that assessors say are needed year by year, one line per assessment."""
    lines = []
    for _, steps in groupby(pathway, attrgetter("assessment", "scenario")):
        every = [*steps]
        years = " · ".join(
            f"{milestone.year_name}{label('colon', lang)}{quantity(vars(milestone), lang)}"
            for milestone in every
        )
        whose = filter(None, (every[0].assessment, every[0].scenario))
        values = {
            "assessor": assessor(every[0], lang),
            "assessment": label("comma", lang).join(whose),
        }
        lines.append(label("explain-pathway-of", lang, **values, years=years))
    return tuple(lines)


def bullets(lines: Iterable[Line]) -> list[Part]:
    """Lines as a list without a title."""
    items = tuple(("", line) for line in lines)
    return [Listing("", items)] if items else []


def milestone_lines(
    results: Sequence[Result], lang: Lang, called: Callable[[str], str] = str
) -> list[Line]:
    """One line per milestone with its status; if several share a year, each names who set it."""
    years = Counter(year_of(result, lang) for result in results)
    lines: list[Line] = []
    for result in results:
        due = year_of(result, lang)
        if years[due] > 1 and result.milestone.report:
            due = label("explain-year-by", lang, year=due, report=called(result.milestone.report))
        line = f"{due}{label('colon', lang)}{amount(result.milestone, lang)} · "
        lines.append((("", line), *status_words.status_cell(result, lang)))
    return lines


def card(
    results: Sequence[Result], dataset: RecordSet, as_of: str, command: str, lang: Lang
) -> list[tuple[str, Cell]]:
    """The status of a target, starting with the milestone that applies, and its latest figures."""
    if not results:
        return []
    first = next((result for result in results if result.milestone.applies), results[-1])
    inorder = (first, *(other for other in results if other is not first))
    more = label("card-as-of", lang, date=date(as_of, lang), command=command)
    called = partial(setter_name, dataset, lang=lang, titled=True)
    lines = (*milestone_lines(inorder, lang, called), (("dim", more),))
    figures = (figure for figure in (first.latest, first.observation) if figure is not None)
    rows: dict[str, Cell] = {
        "card-answer": answered(first, lang),
        "progress-status": lines,
        "progress-seen": tuple(in_short(figure, dataset, lang, first.unit) for figure in figures),
        "explain-depends-on": tuple(status_words.relying(first, dataset, lang)),
    }
    return [(label(key, lang), cell) for key, cell in rows.items() if cell]


def explained(
    explanation: Explanation,
    dataset: RecordSet,
    lang: Lang,
    more: Sequence[tuple[str, str]] | None = None,
) -> TextDocument:
    """The document that `explain` shows; with `more` (label keys and commands), a short one."""
    full = more is None
    numbers = SourceNumbers(dataset, lang, most=None if full else 1, by_place=True)
    teller = TargetTeller(numbers, lang, explanation.results, explanation.leading)
    answer = answered(explanation.leading, lang) if explanation.leading else ()
    parts: list[Part] = [Lines(answer)] if answer else []
    parts += teller.explained(explanation) if full else (teller.facts(explanation, full=False),)
    sources = numbers.items(None if full else len(numbers.numbers))
    parts += [Listing(label("sources", lang), sources)] if full or sources else []
    if more is not None:
        parts.append(Lines(tuple(command_line(key, line, lang) for key, line in more)))
    return TextDocument(
        tuple(parts),
        name_of(explanation.name, lang),
        other_name(explanation.name, lang),
        (label("noun-target-one", lang), explanation.target),
    )


def in_short(reading: Reading, dataset: RecordSet, lang: Lang, unit: str | None) -> str:
    """A value as recorded, with its period, publisher and grade. If the target's unit is another,
    and not just another scale of the same, the value in that unit comes first."""
    turned_to, value = turned(reading, unit, dataset.units, lang), amount(reading, lang)
    if scale_of(reading.unit or "")[1] != scale_of(unit or "")[1] and value != turned_to:
        value = with_parenthesis(turned_to, value, lang)
    line = label("explain-for", lang, value=value, period=date(reading.period, lang))
    key = "explain-brief-unread" if reading.checked == "none" else "explain-brief-report"
    report = report_name(dataset, reading.report or "?", lang)
    return line + label(key, lang, report=report, grade=reading.grade or "–")


def on_basis(basis: OnBasis, definition: str, lang: Lang) -> tuple[Piece, ...]:
    """The status on one definition that the target admits, and how well that fits."""
    fit = status_words.fit_word(basis.fit, basis.side, lang)
    words = label("explain-fit", lang, basis=definition, fit=fit)
    before = label("explain-says", lang, basis=words, status="")
    period = label("parenthesis", lang, text=date(basis.period, lang)) if basis.period else ""
    return (("", before), status_words.piece(basis.status, lang), ("", period))


class TargetTeller(TargetTables):
    """Puts the judged milestones of a target into words, with numbered sources."""

    def _word(self, key: str, **values: object) -> str:
        return label(f"explain-{key}", self.lang, **values)

    def explained(self, explanation: Explanation) -> tuple[Part, ...]:
        """The facts in full and the tables behind them."""
        result = self.leading
        candidates = result.candidates if result else ()
        observations = self._word("observations") + line_of_years(result)
        tables = (
            self.milestones(self._word("milestones")),
            self.observations(candidates, observations),
            self.methods(),
            self.bases(explanation),
            self.trends(explanation),
            self.outside(explanation.outside, self._word("outsiders")),
        )
        return (self.facts(explanation, full=True), *(table for table in tables if table.rows))

    def facts(self, explanation: Explanation, *, full: bool) -> Facts:
        """Verdict, figures, reasons and open questions; in full, how the verdict was reached."""
        result, lang = self.leading, self.lang
        assert result is not None
        expected = result.measures.expected if status_words.by_pace(result) else None
        bar = text_gauges.bar(result.measures.progress, expected, 30 if full else 20)
        ways = status_words.measures(result, lang, brief=not full)
        distance = (bar, *ways) if full else (bar, label("semicolon", lang).join(ways))
        start = (self._word("none-recorded"),) if full else ()
        figure = result.observation if result.total is None else result.seen
        judged_by = explanation.judged_by
        as_of = self._word("brief-as-of", date=date(judged_by.as_of, lang))
        known_at = known_by(judged_by.known_at, lang)
        definition = self.own(explanation.indicator.definition)
        direction = explanation.indicator.direction or "none"
        others = tuple(
            on_basis(evidence, self.defined(evidence.basis), lang)
            for evidence in result.evidence
            if evidence.basis != result.basis
        )
        every = milestone_lines(self.results, lang, self._called)
        years = compress(every, (other is not result for other in self.results))
        rows: dict[str, Cell] = {
            "status": (
                (*status_pieces(result, self.numbers.dataset, lang), ("dim", as_of + known_at)),
            ),
            "indicator": cell_of(definition) if full else (),
            "better": (label(f"word-direction-{direction}", lang),) if full else (),
            "note": cell_of(self.own(explanation.note)) if full else (),
            "withdrawn": self._withdrawn(result),
            "milestone": self._milestone(result, full),
            "observation": self.reading(figure, full) or (self._word("none-counts"),),
            "latest": self.reading(result.latest, full),
            "later": self.reading(result.later or result.seen_afterwards, full),
            "baseline": self.reading(result.baseline, full) or start,
            "way" if bar or expected is not None else "gap": tuple(filter(None, distance)),
            "data_needed": cell_of(datum(explanation.data_needed, lang)),
            "beside": measured_neighbours.lines(
                explanation.beside[: None if full else 1], self.numbers, lang
            ),
            "outside": cell_of(self.listed(status_words.outsiders(result.outside, lang))),
            **(self._worked_out(explanation, result) if full else {"also": others}),
            **({} if full or explanation.data_needed else {"rationale": self._why_not(result)}),
            "depends-on": tuple(status_words.relying(result, self.numbers.dataset, lang)),
            "years": () if full else tuple(years),
            "pathway": pathway_lines(explanation.pathway, lang),
            "forecasts": pathway_lines(explanation.forecasts, lang),
            "predecessors": kin_lines(explanation.predecessors or None, lang),
            "successors": kin_lines(explanation.successors, lang),
            "same-field": kin_lines(explanation.same_field or None, lang),
        }
        return Facts(tuple((self._word(key), cell) for key, cell in rows.items() if cell))

    def _worked_out(self, explanation: Explanation, result: Result) -> dict[str, Cell]:
        why = tuple(label(f"reason-means-{reason}", self.lang) for reason in result.reasons)
        pace: dict[str, Cell] = {
            "formula": result.method.working,
            "thresholds": (self._thresholds(explanation),),
        }
        return {
            "basis": cell_of(self.defined(result.basis) if result.basis else None),
            **({} if status_words.paceless(result) else pace),
            "rationale": why,
            "weak": cell_of(self._weak(result)),
            "evidence": tuple(self.evidence(result)),
        }

    def _why_not(self, result: Result) -> Cell:
        """Why the evidence gives no verdict; bad wording and missing figures are in the answer."""
        in_answer = main_reason(result.status, result.reasons) != "evidence"
        in_answer = in_answer or "no-baseline" in result.reasons
        return () if in_answer else (label(f"reason-means-{result.blocking[0]}", self.lang),)

    def _called(self, report: str) -> str:
        return setter_name(self.numbers.dataset, report, self.lang, titled=True)

    def _weak(self, result: Result) -> str:
        return self.listed(self._word(f"part-{name}") for name in result.weak)

    def _milestone(self, result: Result, full: bool) -> Cell:
        milestone, wanted = result.milestone, promise(result, self.lang)
        if full:
            set_by = self._provenance("set-by", milestone, setter_name)
            note = cell_of(self.own(milestone.note))
            return (self.numbers.attached_to(wanted, milestone.cite), set_by, *note)
        when = date(milestone.published or "", self.lang) or label("no-date", self.lang)
        report = self._called(milestone.report or "")
        by = self._word("set", report=report, published=when) if milestone.report else ""
        return (self.numbers.attached_to(wanted + by, milestone.cite),)

    def _withdrawn(self, result: Result) -> Cell:
        dropped = self.numbers.dataset.whole.kind("targets")[result.target]["withdrawn"]
        if dropped is None or result.status != "withdrawn":
            return ()
        when = date(dropped["date"] or "", self.lang) or label("no-date", self.lang)
        by = with_parenthesis(when, self._called(dropped["report"] or ""), self.lang)
        cites = cited(self.numbers.dataset, dropped["cite"])
        return (self.numbers.attached_to(by, cites),)

    def reading(self, reading: Reading | None, full: bool) -> Cell:
        """A baseline or an observation; in full, with its publisher and its use."""
        if reading is None:
            return ()
        if not full:
            unit = self.leading.unit if self.leading else None
            figure = in_short(reading, self.numbers.dataset, self.lang, unit)
            return (self.numbers.attached_to(figure, reading.cite),)
        line = self._word(
            "for", value=amount(reading, self.lang), period=date(reading.period, self.lang)
        )
        return cell_of(
            (self.numbers.attached_to(line, reading.cite),),
            self._provenance("provenance", reading, report_name),
            self._taken(reading),
            self._word("derived", formula=reading.derived) if reading.derived else "",
            self._word("attributed", whom=reading.attributed) if reading.attributed else "",
            self.own(reading.note),
        )

    def _provenance(
        self,
        key: str,
        part: PlacedMilestone | Reading,
        called: Callable[[RecordSet, str, Lang], str],
    ) -> str:
        return self._word(
            key, report=called(self.numbers.dataset, part.report or "?", self.lang),
            published=date(part.published or "", self.lang) or self._word("unknown-date"),
            grade=part.grade or "–", checked=label(f"page-read-{part.checked}", self.lang),
        )  # fmt: skip

    def _taken(self, reading: Reading) -> str:
        unit = self.leading.unit if self.leading else None
        low, best, high = (
            None if value is None else rounded_quantity(value, unit, self.lang)
            for value in (reading.least, reading.best, reading.most)
        )
        if low == best == high or (low is None and high is None):
            return ""
        key = "taken-most" if low is None else "taken-least" if high is None else "taken"
        key = "taken-range" if key == "taken" and best is None else key
        return self._word(key, low=low, high=high, best=best)

    def evidence(self, result: Result) -> list[Line]:
        """The status on each admitted definition; empty if there is only one and it is exact."""
        rows = result.evidence
        if len(rows) == 1 and rows[0].fit == "exact" and not rows[0].rationale:
            return []
        lines: list[Line] = []
        for evidence in rows:
            why = self.own(evidence.rationale)
            status = on_basis(evidence, self.defined(evidence.basis), self.lang)
            lines.append((*status, ("", f" · {why}" if why else "")))
        return lines

    def _thresholds(self, explanation: Explanation) -> str:
        texts = []
        for cut in explanation.thresholds:
            key = "threshold-above" if cut.above else "threshold-from"
            key = "threshold-last" if cut.least is None else key
            least = None if cut.least is None else num(cut.least)
            word = status_words.method_class(cut.word, self.lang)
            texts.append(self._word(key, word=word, least=least))
        measure = status_words.measure(explanation.judged_by.method.measure, self.lang)
        return self._word("threshold-of", measure=measure, classes=self.listed(texts))

    # for a page

    def admitted(self) -> list[Candidate]:
        """The figures on definitions that the target admits, each once."""
        result = self.leading
        if result is None:
            return []
        admitted = {basis.basis for basis in result.evidence} | {result.basis}
        return [
            candidate
            for candidate in result.candidates
            if candidate.reading.basis in admitted and candidate.use not in ("confirms", "no-value")
        ]

    def doubts(self, note: str | None) -> list[Line]:
        """What is unknown or weak: reasons, caveats and weak evidence."""
        if self.leading is None:
            return []
        lines: list[Line] = [
            label(f"reason-means-{code}", self.lang) for code in self.leading.reasons
        ]
        lines += cell_of(self.own(note))
        if self.leading.weak:
            colon = label("colon", self.lang)
            lines.append(colon.join((self._word("weak"), self._weak(self.leading))))
        return lines
