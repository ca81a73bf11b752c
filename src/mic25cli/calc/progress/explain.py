"""How one target came to its status: the whole derivation as a value, ready to be written out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.method import Cut, Finding, Trend
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.outside import OutsideVerdict, verdicts_on
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.progress.status import STATUSES, Reason, Status, worst
from mic25cli.errors import unknown
from mic25cli.model.book import Book

if TYPE_CHECKING:
    from mic25cli.model.records import Name


@dataclass(frozen=True)
class SourceNote:
    """A source of the derivation, as a footnote would name it."""

    id: str
    title: str
    publisher: str | None
    published: str | None
    grade: str
    access: str
    coverage: str
    url: str | None


@dataclass(frozen=True)
class TrendNote:
    """What a method says of the growth alone, where there is no number to reach."""

    method: str
    word: str | None
    status: Status | None
    growth: float | None


@dataclass(frozen=True)
class OtherBasis:
    """The headline's verdict on another of the indicator's bases."""

    basis: str
    definition: str
    result: Result


@dataclass(frozen=True)
class Several:
    """The verdicts on all bases of a target together: the worst of them, and how many of each."""

    status: Status | None
    reasons: tuple[Reason, ...]
    counts: Mapping[Status, int]


@dataclass(frozen=True)
class Explanation:
    """A target's derivation: its milestones judged, thresholds, other bases, outsiders, sources.

    `headline` is the position in `results` of the milestone that applies (None
    where none stands); `bases` has the verdict on it on every other basis, and
    `several` the worst of all of them (None where there is one basis only).
    """

    target: str
    name: Name
    note: str | None
    indicator: str
    definition: str
    direction: str | None
    question: Question
    measure: str
    thresholds: tuple[Cut, ...]
    headline: int | None
    results: tuple[Result, ...]
    trends: tuple[TrendNote, ...]
    bases: tuple[OtherBasis, ...]
    several: Several | None
    outside: tuple[OutsideVerdict, ...]
    sources: tuple[SourceNote, ...]


def explain(
    book: Book, target_id: str, question: Question, evidence: Book | None = None
) -> Explanation:
    """The derivation of a target; `evidence` as in `evaluate`.

    Raises `UsageError` for an unknown target or method.
    """
    target = book.get("targets", target_id)
    if target is None:
        raise unknown("target", target_id, book.kind("targets"), "'mic25 targets' lists them.")
    results = evaluate(book, question, [target_id], evidence)
    shown = evidence or book
    indicator = shown.get("indicators", target["indicator"])
    headline = next((i for i, each in enumerate(results) if each.milestone.applies), None)
    bases = _bases(book, question, evidence, results, headline)
    outside = verdicts_on(book, shown, target_id, target["industries"])
    method = METHODS[question.method]
    verdicts = tuple(
        each.status
        for each in (
            *(other.result for other in bases),
            *([results[headline]] if headline is not None else []),
        )
    )
    return Explanation(
        target=target_id,
        name=target["name"],
        note=target["note"],
        indicator=target["indicator"],
        definition="" if indicator is None else indicator["definition"],
        direction=None if indicator is None else indicator["direction"],
        question=question,
        measure=method.measure,
        thresholds=method.cuts,
        headline=headline,
        results=results,
        trends=_trends(results),
        bases=bases,
        several=_several(verdicts) if bases else None,
        outside=outside,
        sources=_sources(shown, results, outside),
    )


def _bases(
    book: Book,
    question: Question,
    evidence: Book | None,
    results: tuple[Result, ...],
    headline: int | None,
) -> tuple[OtherBasis, ...]:
    """The headline on every other basis that has an observation to show.

    The starting point is on the target's own basis, so that no pace is known
    on another one: only whether the value itself is reached.
    """
    if headline is None:
        return ()
    own = results[headline]
    indicator = (evidence or book).get("indicators", own.indicator)
    found = []
    for basis, definition in ({} if indicator is None else indicator["bases"]).items():
        if basis == own.basis:
            continue
        asked = replace(question, basis=basis)
        others = evaluate(book, asked, [own.target], evidence)
        result = next(each for each in others if each.milestone.index == own.milestone.index)
        if result.observation is not None:
            found.append(OtherBasis(basis, definition, result))
    return tuple(found)


def _several(verdicts: tuple[Status, ...]) -> Several:
    counts = {status: verdicts.count(status) for status in STATUSES}
    return Several(worst(verdicts), ("worst-of-n",), counts)


def _trends(results: tuple[Result, ...]) -> tuple[TrendNote, ...]:
    """The growth since the starting point, for a target that is a direction and no number."""
    for result in results:
        milestone = result.milestone
        if milestone.value is not None or milestone.low is not None or result.direction is None:
            continue
        points = result.series
        if len(points) < 2:
            continue
        (first, base), (last, value) = points[0], points[-1]
        sign = 1 if result.direction == "increase" else -1
        trend = Trend(base, float(first), value, float(last), sign, series=points)
        found = []
        for each in METHODS.values():
            if each.trend is not None:
                said: Finding = each.trend(trend)
                found.append(TrendNote(each.id, said.word, said.status, said.figures.growth_actual))
        return tuple(found)
    return ()


def _sources(
    book: Book, results: tuple[Result, ...], outside: tuple[OutsideVerdict, ...]
) -> tuple[SourceNote, ...]:
    """Every source, each once: of the verdicts first, then of what lost, then of outsiders."""
    ids = [source for result in results for source in result.sources]
    for result in results:
        for candidate in result.candidates:
            ids += [cite.source for cite in candidate.reading.cite]
    ids += [cite.source for verdict in outside for cite in verdict.cite]
    notes = []
    for source_id in dict.fromkeys(ids):
        record = book.source(source_id)
        if record is not None:
            notes.append(
                SourceNote(
                    source_id,
                    record["title"],
                    record["publisher"],
                    record["published"],
                    record["grade"],
                    record["access"],
                    record["coverage"],
                    record["url"],
                )
            )
    return tuple(notes)
