"""The facts of a target that `explain` shows in every format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from mic25cli.calc.progress.certainty import Certainty, Lean
from mic25cli.calc.progress.explain import Explanation
from mic25cli.calc.progress.outside_assessments import PathwayYear
from mic25cli.calc.progress.result import DependsOn, InWords, Measures, Result, SpanTotal
from mic25cli.calc.progress.status import Status
from mic25cli.calc.source_grades import Cited, Reading
from mic25cli.calc.successors import OtherTarget, RelatedTarget
from mic25cli.calc.value_range import Number
from mic25cli.model.dataset import RecordSet
from mic25cli.model.plain_values import recorded_as
from mic25cli.values import FrozenData
from mic25cli.view.json_output import Output
from mic25cli.view.verdict.measured_neighbours import sentence
from mic25cli.view.verdict.progress_data import amount

if TYPE_CHECKING:
    from mic25cli.model.records import Bilingual, DataNeeded, Name


class QuantityAsPrinted(FrozenData):
    """A quantity as printed in its source and as a number, with the place where it was read."""

    printed: str
    value: Number | None
    low: Number | None
    high: Number | None
    bound: str | None
    unit: str | None
    period: str | None
    report: str | None
    published: str | None
    grade: str | None


class KeyMilestone(QuantityAsPrinted):
    """The value that was set, by whom, what superseded it, and the targets before and after."""

    set_by: Bilingual | None
    """the name of the report that set it; null: only its id is known"""
    year: int | None
    superseded_by: str | None
    predecessors: tuple[RelatedTarget, ...]
    successors: tuple[RelatedTarget, ...] | None
    same_field: tuple[OtherTarget, ...]
    """targets of the same field on another measure"""
    pathway: tuple[PathwayYear, ...]
    """the values that an assessor says are needed on the way"""


class Distance(Measures):
    """The distance from baseline to target, and the likely change; see `mic25 help certainty`."""

    shortfall: Number | None = None
    """in the unit of the target; a number above 0 is missing"""
    shortfall_share: float | None = None
    total: SpanTotal | None = None
    gap_ratio: float | None = None
    max_change: float | None = None
    gap_scale: str | None = None


class OtherBasisFact(FrozenData):
    """The verdict on another definition that the target admits."""

    basis: str | None
    fit: str | None
    side: str | None
    status: Status
    period: str | None


class VerdictWithout(FrozenData):
    """The verdict without one source, or without the `sources` of one body."""

    source: str
    body: str | None
    sources: int
    status: Status
    certainty: Certainty | None
    lean: Lean | None


class OtherMilestone(FrozenData):
    """Another milestone of the target, with its verdict."""

    year: int | None
    printed: str
    report: str | None
    status: Status
    fit: str | None


class MeasuredBeside(FrozenData):
    """A figure shown beside the target, as a clause, and its difference from the industry."""

    indicator: str
    basis: str | None
    printed: str
    difference: str


class KeySource(FrozenData):
    """A source of a number, its grade, and the printed words with the number."""

    id: str
    title: str
    publisher: str | None
    published: str | None
    authority: str
    access: str
    at: str | None
    quote: tuple[str, ...]
    url: str | None
    """the address of the page"""


class KeyFacts(FrozenData, kw_only=True):
    """The facts on a target: its status, the figures, their sources, and the data still needed."""

    schema: Literal["mic25.explain/1"] = "mic25.explain/1"
    id: str
    name: Name
    answer: InWords | None
    """whether it was met, in words"""
    status: Status
    certainty: Certainty | None
    lean: Lean | None
    fit: str | None
    as_of: str
    known_at: str | None
    milestone: KeyMilestone
    figure: QuantityAsPrinted | None
    """the observation that counts"""
    later: QuantityAsPrinted | None
    """a later one that decides: of a weaker grade, or for a year after the target year"""
    baseline: QuantityAsPrinted | None
    distance: Distance
    other_bases: tuple[OtherBasisFact, ...]
    depends_on: tuple[VerdictWithout, ...]
    other_milestones: tuple[OtherMilestone, ...]
    outside: Mapping[str, int]
    """the number of outside assessments by reading"""
    data_needed: DataNeeded | None
    beside: tuple[MeasuredBeside, ...]
    """figures shown beside the target if it is not assessable"""
    sources: tuple[KeySource, ...]


OUTPUT = Output("explain", KeyFacts, single=True)


def key_facts(explanation: Explanation, dataset: RecordSet) -> KeyFacts:
    """The facts of an explanation, which must have a leading milestone."""
    result = explanation.leading
    assert result is not None
    milestone, counted = result.milestone, None if result.total is None else result.total.reading
    figures = (counted or result.observation, result.later or result.latest, result.baseline)
    figure, later, start = map(_as_printed, figures)
    setter = dataset.source(milestone.report)
    bases = (each for each in result.evidence if each.basis != result.basis)
    others = (each for each in explanation.results if each is not result)
    beside = [(each, sentence(each, dataset, "en")) for each in explanation.beside[:1]]
    cites = [cite for part in (milestone, *figures) if part for cite in part.cite[:1]]
    return recorded_as(
        KeyFacts,
        vars(explanation.judged_by),
        vars(result),
        id=explanation.target,
        name=explanation.name,
        data_needed=explanation.data_needed,
        figure=figure,
        later=later,
        baseline=start,
        milestone=recorded_as(
            KeyMilestone,
            vars(explanation),
            vars(milestone),
            printed=amount(milestone, "en"),
            set_by=setter["short_name"] if setter else None,
        ),
        distance=recorded_as(Distance, vars(result), vars(result.measures)),
        other_bases=tuple(recorded_as(OtherBasisFact, vars(each)) for each in bases),
        depends_on=tuple(map(_without, result.depends_on or ())),
        other_milestones=tuple(map(_other, others)),
        beside=tuple(
            MeasuredBeside(each.indicator, each.basis, text, each.difference["en"])
            for each, text in beside
        ),
        sources=_sources(cites, dataset),
    )


def _as_printed(part: Reading | None) -> QuantityAsPrinted | None:
    if part is None:
        return None
    return recorded_as(QuantityAsPrinted, vars(part), printed=amount(part, "en"))


def _without(of: DependsOn) -> VerdictWithout:
    return recorded_as(VerdictWithout, vars(of), source=of.sources[0], sources=len(of.sources))


def _other(of: Result) -> OtherMilestone:
    printed = amount(of.milestone, "en")
    return recorded_as(OtherMilestone, vars(of.milestone), vars(of), printed=printed)


def _sources(cites: Iterable[Cited], dataset: RecordSet) -> tuple[KeySource, ...]:
    """The sources; one that is cited twice for the same words is listed once."""
    distinct = {(cite.source, cite.at, cite.checked, tuple(cite.quote)): cite for cite in cites}
    pairs = ((dataset.source(cite.source), cite) for cite in distinct.values())
    return tuple(
        recorded_as(KeySource, vars(cite), source, quote=tuple(cite.quote), url=cite.url)
        for source, cite in pairs
        if source is not None
    )
