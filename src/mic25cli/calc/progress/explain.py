"""How one target came to its status: the whole derivation as a value, ready to be written out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Literal

from mic25cli.calc.neighbours import Neighbour, neighbours_of
from mic25cli.calc.progress.by_target import applying
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.method import Cut, Trend
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.outside_assessments import (
    OutsideVerdict,
    PathwayYear,
    pathway_to,
    verdicts_on,
)
from mic25cli.calc.progress.result import InWords, Question, Result
from mic25cli.calc.progress.rollup import Counts, JudgedBy, count, judged_by
from mic25cli.calc.progress.status import STATUSES, Reason, Status, worst
from mic25cli.calc.source_grades import grade_of
from mic25cli.calc.successors import OtherTarget, RelatedTarget, ancestors, same_field, successors
from mic25cli.errors import unknown
from mic25cli.model import edtf
from mic25cli.model.dataset import RecordSet
from mic25cli.model.plain_values import in_place, printed, recorded_as
from mic25cli.values import FrozenData, field, replace

if TYPE_CHECKING:
    from mic25cli.model.records import DataNeeded, Indicator, Name


class SourceNote(FrozenData):
    """A source of the derivation, in the form of a footnote."""

    id: str
    title: str
    publisher: str | None
    published: str | None
    authority: str
    access: str
    grade: str | None
    """the worse of authority and access; null: the source is not used"""
    coverage: str
    url: str | None


class TrendNote(FrozenData):
    """A method's word for the growth alone, for a target without a number to reach."""

    method: str
    word: str | None
    status: Status | None
    growth: float | None


class OtherBasis(FrozenData):
    """The verdict that another definition of the same indicator would give."""

    basis: str
    definition: str
    result: Result


class AcrossBases(FrozenData):
    """The verdicts on all definitions of a target: the worst, and the number of each."""

    status: Status | None
    reasons: tuple[Reason, ...]
    counts: Mapping[Status, int]


class MeasuredOn(FrozenData):
    """The indicator of a target, with its definition and its better direction."""

    id: str
    definition: str
    direction: str | None


class Explanation(FrozenData, kw_only=True):
    """How one target was judged: milestones, thresholds, other definitions, outside assessments,
    sources.

    `headline` is the position in `results` of the milestone that applies (None if none is in
    force). `bases` has its verdict on every other definition, and `several` the worst of all (None
    if there is only one definition).
    """

    schema: Literal["mic25.explain-full/1"] = "mic25.explain-full/1"
    judged_by: JudgedBy = field(metadata=in_place(JudgedBy))
    target: str
    name: Name
    note: str | None
    indicator: MeasuredOn
    thresholds: tuple[Cut, ...]
    headline: int | None
    """the position among the results of the milestone that is shown first"""
    summary: Counts
    results: tuple[Result, ...]
    trends: tuple[TrendNote, ...]
    bases: tuple[OtherBasis, ...]
    several: AcrossBases | None
    outside: tuple[OutsideVerdict, ...]
    pathway: tuple[PathwayYear, ...]
    forecasts: tuple[PathwayYear, ...]
    data_needed: DataNeeded | None
    """the one figure that would decide the milestone that is shown first"""
    beside: tuple[Neighbour, ...]
    """figures shown beside it if it is not assessable"""
    predecessors: tuple[RelatedTarget, ...]
    successors: tuple[RelatedTarget, ...] | None
    """the later targets that continue this one; null: no other installed dataset has any"""
    same_field: tuple[OtherTarget, ...]
    """targets of the same field on another measure"""
    sources: tuple[SourceNote, ...]

    @printed
    def answer(self) -> InWords | None:
        """Whether the target was met, in words, for the milestone shown first."""
        return self.leading.answer if self.leading else None

    @property
    def leading(self) -> Result | None:
        """The result for the milestone that the explanation is about; None if there is none."""
        return None if self.headline is None else self.results[self.headline]


def explain(
    dataset: RecordSet,
    target_id: str,
    question: Question,
    years: Collection[int] = (),
    judged: tuple[Result, ...] = (),
) -> Explanation:
    """Explain how a target was judged; with `years`, only its milestones for these years. `judged`
    are verdicts already computed by `evaluate`, with what they depend on.

    Raises `UsageError` for an unknown target or method.
    """
    whole = dataset.whole
    target = whole.get("targets", target_id)
    if target is None:
        raise unknown("target", target_id, whole.kind("targets"), "'mic25 targets' lists them.")
    results = judged or evaluate(dataset, question, [target_id], depends=True)
    if years:
        results = tuple(result for result in results if result.milestone.year in years)
    indicator = whole.get("indicators", target["indicator"])
    leading = applying(results)
    headline = results.index(leading[0]) if leading else None
    bases = _bases(whole, question, results, headline)
    outside = verdicts_on(whole, target_id, target["industries"], question.until)
    verdicts = [other.result.status for other in bases]
    if headline is not None:
        verdicts.append(results[headline].status)
    counts = {status: verdicts.count(status) for status in STATUSES}
    return recorded_as(
        Explanation,
        target,
        judged_by=judged_by(question, whole.digest),
        target=target_id,
        note=edtf.without_later_years(target["note"], question.until),
        indicator=recorded_as(
            MeasuredOn, indicator or {"definition": "", "direction": None}, id=target["indicator"]
        ),
        thresholds=METHODS[question.method].cuts,
        headline=headline,
        summary=count(results),
        results=results,
        trends=_trends(results, indicator),
        bases=bases,
        several=AcrossBases(worst(verdicts), ("worst-of-n",), counts) if bases else None,
        outside=outside,
        pathway=pathway_to(whole, target_id, question.until),
        forecasts=pathway_to(whole, target_id, question.until, "forecasts"),
        data_needed=None if headline is None else results[headline].milestone.data_needed,
        beside=()
        if headline is None
        else neighbours_of(whole, results[headline], question.day, question.known_day),
        predecessors=ancestors(whole, target_id),
        successors=successors(whole, target_id, question.until),
        same_field=same_field(whole, target_id, question.until),
        sources=_sources(whole, results, outside),
    )


def _bases(
    dataset: RecordSet, question: Question, results: tuple[Result, ...], headline: int | None
) -> tuple[OtherBasis, ...]:
    """The headline milestone on every other definition with an observation, without pace."""
    if headline is None:
        return ()
    own = results[headline]
    indicator = dataset.get("indicators", own.indicator)
    bases = []
    for basis, definition in ({} if indicator is None else indicator["bases"]).items():
        if basis == own.basis:
            continue
        others = evaluate(dataset, replace(question, basis=basis, fits=()), [own.target])
        result = next(other for other in others if other.milestone.index == own.milestone.index)
        if result.observation is not None:
            bases.append(OtherBasis(basis, definition, result))
    return tuple(bases)


def _trends(results: tuple[Result, ...], indicator: Indicator | None) -> tuple[TrendNote, ...]:
    """The growth since the start or the first observation, for a target without a number."""
    for result in results:
        milestone = result.milestone
        if milestone.value is not None or milestone.low is not None or result.direction is None:
            continue
        points = [(float(year), float(value)) for year, value in result.series]
        start = result.baseline
        if start is not None and start.best is not None and start.time is not None:
            since = start.time
            points = [(since, float(start.best)), *(point for point in points if point[0] > since)]
        if len(points) < 2:
            continue
        (first, base), (last, value) = points[0], points[-1]
        sign = 1 if result.direction == "increase" else -1
        end = None
        if indicator is not None:
            end = indicator["maximum"] if sign > 0 else indicator["minimum"]
        series = tuple((round(year), value) for year, value in points)
        limit = None if end is None else float(end)
        trend = Trend(base, first, value, last, sign, limit, series)
        judging = {method.id: method.trend(trend) for method in METHODS.values() if method.trend}
        return tuple(
            TrendNote(method, judgement.word, judgement.status, judgement.figures.growth_actual)
            for method, judgement in judging.items()
        )
    return ()


def _sources(
    dataset: RecordSet, results: tuple[Result, ...], outside: tuple[OutsideVerdict, ...]
) -> tuple[SourceNote, ...]:
    # Sources of the verdicts first, then of figures not used, then of outside assessments.
    ids = [source for result in results for source in result.sources]
    for result in results:
        for candidate in result.candidates:
            ids += [cite.source for cite in candidate.reading.cite]
    ids += [cite.source for verdict in outside for cite in verdict.cite]
    sources = [dataset.source(id_) for id_ in dict.fromkeys(ids)]
    return tuple(
        recorded_as(SourceNote, source, grade=grade_of(source))
        for source in sources
        if source is not None
    )
