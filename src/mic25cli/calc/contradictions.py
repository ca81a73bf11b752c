"""Contradictions between sources: figures of different bodies for the same definition and period
that cannot both be true (`calc.value_range`), and verdicts that differ by definition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from mic25cli.calc.progress.by_target import applying
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question
from mic25cli.calc.progress.status import Status
from mic25cli.calc.source_grades import independent_sources
from mic25cli.calc.value_range import Number, Span, span_of, spread
from mic25cli.model.dataset import RecordSet
from mic25cli.model.plain_values import recorded_as
from mic25cli.model.units import UnitError
from mic25cli.values import FrozenData

if TYPE_CHECKING:
    from mic25cli.model.records import Indicator, Name, Observation


class OpposedFigure(FrozenData):
    """A figure and the body that publishes it; `status` is its verdict if the verdicts differ."""

    by: str
    basis: str | None
    period: str
    value: Number | None
    low: Number | None
    high: Number | None
    bound: str | None
    unit: str | None
    sources: tuple[str, ...]
    status: Status | None


class Contradiction(FrozenData):
    """Figures that cannot all be true, lowest first, and the difference between them.

    `target` is the target whose verdict depends on the definition; null if the figures themselves
    contradict each other. `gap` is in the indicator's unit, and null between definitions.
    """

    indicator: str
    name: Name
    target: str | None
    industries: tuple[str, ...]
    period: str | None
    gap: Number | None
    figures: tuple[OpposedFigure, ...]


def contradictions(dataset: RecordSet, question: Question) -> list[Contradiction]:
    """All contradictions: between figures by indicator and period, then between verdicts by
    target."""
    indicators = dataset.kind("indicators").values()
    return [
        *(row for indicator in indicators for row in _of_figures(dataset, indicator)),
        *_of_verdicts(dataset, question),
    ]


def _of_figures(dataset: RecordSet, indicator: Indicator) -> Iterator[Contradiction]:
    groups: defaultdict[tuple[str | None, str], list[tuple[frozenset[str], Span, Observation]]]
    groups = defaultdict(list)
    for claim in indicator["observations"]:
        try:
            span = span_of(claim, indicator["unit"], units=dataset.units)
        except UnitError:
            span = None
        if span is not None:
            by = _bodies(dataset, claim["attributed"], _sources_of(claim))
            groups[claim["basis"], claim["period"]].append((by, span, claim))
    targets = dataset.kind("targets").values()
    own_targets = (target for target in targets if target["indicator"] == indicator["id"])
    industries = tuple(
        dict.fromkeys(name for own_target in own_targets for name in own_target["industries"])
    )
    for (_, period), several in groups.items():
        clashing = [
            pair
            for pair in combinations(several, 2)
            if pair[0][0].isdisjoint(pair[1][0]) and _disjoint(pair[0][1], pair[1][1])
        ]
        opposed = {id(figure[2]): figure for pair in clashing for figure in pair}
        order = sorted(opposed.values(), key=lambda figure: figure[1].best)
        if order:
            gap = order[-1][1].best - order[0][1].best
            figures = tuple(
                recorded_as(
                    OpposedFigure, claim, by=_joined(by), sources=_sources_of(claim), status=None
                )
                for by, _, claim in order
            )
            own = (indicator["id"], indicator["name"], None, industries)
            yield Contradiction(*own, period=period, gap=gap, figures=figures)


def _joined(bodies: frozenset[str]) -> str:
    return "; ".join(sorted(bodies))


def _sources_of(claim: Observation) -> tuple[str, ...]:
    return tuple(cite["source"] for cite in claim["cite"])


def _bodies(dataset: RecordSet, attributed: str | None, sources: tuple[str, ...]) -> frozenset[str]:
    return frozenset((attributed,)) if attributed else independent_sources(dataset, sources)


def _disjoint(first: Span, second: Span) -> bool:
    low, high = sorted((first, second), key=lambda span: span.best)
    off = max(spread(low.best), spread(high.best)) if low.exact and high.exact else 0
    return low.high is not None and high.low is not None and low.high + off < high.low


def _of_verdicts(dataset: RecordSet, question: Question) -> Iterator[Contradiction]:
    for result in applying(evaluate(dataset, question, every_method=False, series=False)):
        if "definitions-disagree" not in result.reasons:
            continue
        figures = []
        for evidence in result.evidence:
            if (reading := evidence.seen) is not None:
                sources = tuple(cite.source for cite in reading.cite)
                bodies = _bodies(dataset, reading.attributed, sources)
                figure = recorded_as(
                    OpposedFigure,
                    vars(reading),
                    by=_joined(bodies),
                    sources=sources,
                    status=evidence.status,
                )
                figures.append(figure)
        own = (result.indicator, result.name, result.target, result.industries)
        yield Contradiction(*own, period=None, gap=None, figures=tuple(figures))
