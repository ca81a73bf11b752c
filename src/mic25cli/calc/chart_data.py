"""The data of a chart of targets and indicators. On each definition, a period has its best claim
(`line`), other numbers for it (`rival`), and values that are not for a whole year (`apart`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from mic25cli.calc import chart_marks, lookup
from mic25cli.calc.chart_marks import (
    BaselineMark,
    MilestoneMark,
    ObservationMark,
    PanelTarget,
    Point,
    Series,
)
from mic25cli.calc.choose_observation import SIGNS, Candidate, Criteria, basis_of, choose
from mic25cli.calc.observation_uses import UNPLACED
from mic25cli.calc.progress.by_target import applying
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.evidence import AdmittedBasis, admitted_bases
from mic25cli.calc.progress.milestone import PlacedMilestone, time_of
from mic25cli.calc.progress.outside_assessments import PathwayYear, pathway_to
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.source_grades import Reading, in_chinese
from mic25cli.calc.table_definition import judged_on
from mic25cli.calc.value_range import Number
from mic25cli.errors import RecordsError, UsageError
from mic25cli.model import edtf
from mic25cli.model.dataset import RecordSet, issuer_of
from mic25cli.model.plain_values import UNPRINTED, printed
from mic25cli.model.units import UNITS, UnitError, Units
from mic25cli.values import FrozenData, field, grouped, replace

if TYPE_CHECKING:
    from mic25cli.model.records import Indicator, Institution, Name, Source, Target


CHARTABLE = ("targets", "indicators")
"""The kinds of records that have a chart."""


class Panel(FrozenData):
    """An indicator, or the one target that was asked for, and what its drawing leaves out."""

    asked: tuple[str, ...]
    """the ids in the request that the panel answers, each as kind/id"""
    indicator: str
    name: Name
    counted: Name = field(metadata=UNPRINTED)
    definition: str
    timing: str | None = field(metadata=UNPRINTED)
    unit: str
    """the unit of the value axis"""
    direction: str | None
    targets: tuple[PanelTarget, ...]
    bases: tuple[Series, ...]
    """the series that are drawn"""
    milestones: tuple[MilestoneMark, ...] = field(metadata=UNPRINTED)
    baselines: tuple[BaselineMark, ...] = field(metadata=UNPRINTED)
    not_drawn: tuple[Candidate, ...] = field(metadata=UNPRINTED)
    """the observations that are not drawn; `repeat` marks one that equals a drawn one"""
    running: bool = field(default=False, metadata=UNPRINTED)
    """Whether each figure is the sum of the years up to it."""

    @printed
    def observations(self) -> int:
        """the number of observations of the indicator, drawn or not"""
        return len(self.not_drawn) + sum(1 for _ in self.points)

    @printed
    def left_out(self) -> Mapping[str, int]:
        """observations that are not drawn, by use"""
        return Counter(observation.use for observation in self.not_drawn)

    @printed
    def milestones_left_out(self) -> Mapping[str, int]:
        """target values that are not drawn, by reason: words, no-year, other-unit"""
        return Counter(
            milestone.left_out for milestone in self.milestones if milestone.left_out is not None
        )

    @printed
    def sources(self) -> tuple[str, ...]:
        """the reports and sources of everything drawn, each once, in the order of the drawing"""
        marks = (*self.placed, *self.undated)
        claims: list[Reading | PlacedMilestone] = [mark.milestone for mark in marks]
        claims += [baseline.reading for baseline in self.baselines]
        claims += [point.reading for point in self.points]
        ids = [(claim.report, *(cite.source for cite in claim.cite)) for claim in claims]
        return tuple(dict.fromkeys(name for several in ids for name in several if name is not None))

    @property
    def points(self) -> Iterator[ObservationMark]:
        """The marks of all figures that are drawn, one series after the other."""
        return (point for series in self.bases for point in series.points)

    @cached_property
    def placed(self) -> tuple[MilestoneMark, ...]:
        """The milestones that are drawn; `left_out` says why another is not."""
        return tuple(milestone for milestone in self.milestones if milestone.left_out is None)

    @property
    def undated(self) -> tuple[MilestoneMark, ...]:
        """The milestones with a number and no year, which apply to all years."""
        return tuple(
            milestone
            for milestone in self.milestones
            if milestone.left_out == "no-year" and milestone.ends
        )

    @property
    def paths(self) -> Sequence[tuple[Point, Point]]:
        """The even pace: straight lines from a baseline to the current milestones of its target."""
        return tuple(
            dict.fromkeys(
                ((start.time, start.value), (mark.time, mark.target_value))
                for mark in self.placed
                for start in self.baselines
                if start.target == mark.target and mark.current and start.time < mark.time
            )
        )

    @property
    def ways(self) -> Iterator[tuple[Point, ...]]:
        """The pathways that assessors give to the targets, target by target."""
        return (way for target in self.targets for way in target.ways)

    def in_force(self, mark: MilestoneMark) -> tuple[float, float, Number] | None:
        """The time in which a milestone's number was the target, and the number after it."""
        return self._in_force.get(id(mark))

    @cached_property
    def _in_force(self) -> Mapping[int, tuple[float, float, Number]]:
        return chart_marks.in_force(self.placed)

    @property
    def numbers(self) -> tuple[Number, ...]:
        """All numbers that must fit on the value axis."""
        numbers: list[Number | None] = [start.value for start in self.baselines]
        for point in self.points:
            numbers += [point.value, *(() if point.open else (point.low, point.high))]
        numbers += [number for mark in (*self.placed, *self.undated) for number in mark.ends]
        numbers += [number for way in self.ways for _, number in way]
        return tuple(number for number in numbers if number is not None)

    @property
    def times(self) -> tuple[float, ...]:
        """All times that must fit on the time axis."""
        times = [time for point in self.points for time in (point.time, point.start, point.end)]
        times += [start.time for start in self.baselines]
        times += [time for way in self.ways for time, _ in way]
        milestones = [time for mark in self.placed for time in (mark.since, mark.time)]
        return tuple(time for time in (*times, *milestones) if time is not None)


class Chart(FrozenData):
    """The subject of the chart, with its panels on one time axis; its marks follow."""

    schema: Literal["mic25.chart/1"] = field(default="mic25.chart/1", init=False)
    as_of: str
    known_at: str | None
    digest: str
    panels: tuple[Panel, ...]
    units: Units = field(default=UNITS, metadata=UNPRINTED)
    cited: Mapping[str, Source] = field(default_factory=dict, metadata=UNPRINTED)
    """The sources of everything drawn, by id."""
    issuers: Mapping[str, Institution] = field(default_factory=dict, metadata=UNPRINTED)
    """The issuers of the documents whose texts the sources are, by id."""
    bodies: Mapping[str, str] = field(default_factory=dict, metadata=UNPRINTED)
    """The Chinese names of bodies."""
    license: str | None = field(default=None, metadata=UNPRINTED)
    """The terms on which others may use the chart."""
    industry: Mapping[str, str | None] | None = field(default=None, metadata=UNPRINTED)
    """The industry, if the chart shows all its targets; its panels are then small, without
    numbers."""

    def numbers(self, panel: Panel) -> tuple[Number, ...]:
        """All numbers of the panels on the same scale as a panel, in its unit."""
        return tuple(
            self.units.convert(number, other.unit, panel.unit)
            for other in self.panels
            if self.units.same(other.unit, panel.unit)
            # A level at a point in time and an amount per year cannot share a scale.
            if {other.timing, panel.timing} != {"stock", "flow"}
            for number in other.numbers
        )


def figure(
    dataset: RecordSet,
    ids: Sequence[str],
    as_of: str | None = None,
    known_at: str | None = None,
    *,
    judged: Mapping[str, Sequence[Result]] = MappingProxyType({}),
) -> Chart:
    """The chart of records, each given as `kind/id` or a name; raises `UsageError` for a record
    without data by the dates. `judged` has the verdicts already computed, by target."""
    whole = dataset.whole
    question = Question(as_of=as_of or judged_on(whole), known_at=known_at)
    names_of: dict[str, list[tuple[str, str]]] = {}
    for id_ in dict.fromkeys(ids):
        kind, record_id = subject(whole, id_)
        target = whole.get(kind, record_id)
        indicator = str(target["indicator"]) if kind == "targets" and target else record_id
        if (kind, record_id) not in names_of.setdefault(indicator, []):
            names_of[indicator].append((kind, record_id))
    panels = tuple(_panel(whole, key, names, question, judged) for key, names in names_of.items())
    sources = (name for panel in panels for name in panel.sources)
    cited = {name: own for name in sources if (own := whole.source(name)) is not None}
    issued = {name: body for name, own in cited.items() if (body := issuer_of(whole, own))}
    context = (whole.units, cited, issued, in_chinese(whole), whole.profile.license)
    return Chart(question.as_of, known_at, whole.digest, panels, *context)


def of_industry(
    dataset: RecordSet,
    industry: str,
    *dates: str | None,
    judged: Mapping[str, Sequence[Result]] = MappingProxyType({}),
) -> Chart:
    """The chart of those targets of an industry, given by its id, that were set by the dates."""
    own = [
        f"targets/{target['id']}"
        for target in dataset.kind("targets").values()
        if industry in target["industries"] and target["milestones"]
    ]
    record = dataset.whole.kind("industries")[industry]
    name = record["short_name"] or record["name"]
    chart = figure(dataset, own, *dates, judged=judged)
    return replace(chart, industry={"en": name["en"], "zh": name["zh"]})


def subject(dataset: RecordSet, id_: str) -> tuple[str, str]:
    """The kind and id of the target or indicator that a text names; raises `UsageError`."""
    every = lookup.find_any(dataset, id_, "target or indicator", CHARTABLE)
    by_kind = {record["kind"]: record for record in every}
    kind = next(kind for kind in (*CHARTABLE, *by_kind) if kind in by_kind)
    if kind in CHARTABLE:
        return kind, by_kind[kind]["id"]
    raise UsageError.of("is-neither-target-nor-indicator", id=by_kind[kind]["id"], kind=kind)


def _targets_on(dataset: RecordSet, indicator_id: str) -> Sequence[Target]:
    """The targets of an indicator; they are grouped once for all charts."""
    if "targets on" not in dataset.worked_out:
        pairs = ((each["indicator"], each) for each in dataset.kind("targets").values())
        dataset.worked_out["targets on"] = grouped(pairs)
    of: Mapping[str, Sequence[Target]] = dataset.worked_out["targets on"]
    return of.get(indicator_id, ())


def _panel(
    dataset: RecordSet,
    indicator_id: str,
    names: Sequence[tuple[str, str]],
    question: Question,
    judged: Mapping[str, Sequence[Result]],
) -> Panel:
    indicator = dataset.get("indicators", indicator_id)
    if indicator is None:
        raise RecordsError.of("indicator-is-missing", target_id=names[0][1], indicator=indicator_id)
    by_indicator = ("indicators", indicator_id) in names
    on_indicator = _targets_on(dataset, indicator_id)
    charted = [each for each in on_indicator if by_indicator or ("targets", each["id"]) in names]
    targets, milestones = list[PanelTarget](), list[MilestoneMark]()
    # The most frequent unit among those that convert to the indicator's.
    own = indicator["unit"]
    claims = [
        *indicator["observations"],
        *(milestone for one in charted for milestone in one["milestones"]),
    ]
    used = Counter(claim["unit"] or own for claim in claims)
    unit = next((one for one, _ in used.most_common() if dataset.units.same(one, own)), own)
    spans = {milestone["period"] for target in charted for milestone in target["milestones"]}
    # If the chart shows a single total only, it shows the sums up to each year.
    total = None if by_indicator or len(spans) > 1 else next(iter(spans), None)
    for target in charted:
        own_id = target["id"]
        results = judged.get(own_id) or evaluate(dataset, question, [own_id], depends=True)
        direct = ("targets", target["id"]) in names
        if not results and direct:
            raise lookup.absent("target", target["id"])
        if results:
            pathway = pathway_to(dataset, own_id, question.until)
            ways = tuple(_ways(pathway, unit, indicator["year_starts"] or 1, dataset.units))
            leading = next(iter(applying(results)), None)
            targets.append(PanelTarget(own_id, target["name"], leading, direct, pathway, ways))
        milestones += _milestones(results, unit, dataset.units, total)
    admitted = _admitted(indicator, charted, by_indicator)
    series, not_drawn = _all_series(dataset, indicator, unit, admitted, question, total)
    by_id = [target for target in targets if target.by_id]
    return Panel(
        asked=tuple(f"{kind}/{record_id}" for kind, record_id in names),
        indicator=indicator_id,
        name=by_id[0].name if len(by_id) == len(names) == 1 else indicator["name"],
        counted=indicator["name"],
        definition=indicator["definition"],
        timing=indicator["timing"],
        unit=unit,
        direction=indicator["direction"],
        targets=tuple(targets),
        bases=series,
        milestones=tuple(milestones),
        baselines=_baselines(milestones, unit, dataset.units),
        not_drawn=not_drawn,
        running=total is not None,
    )


def _admitted(
    indicator: Indicator, targets: Sequence[Target], every: bool
) -> tuple[AdmittedBasis, ...]:
    of_each = [admitted_bases(indicator, target) for target in targets]
    if len(of_each) == 1 and not every:
        return of_each[0]
    of_targets = dict.fromkeys(basis.basis for admitted in of_each for basis in admitted)
    bases = (indicator["bases"] or [None]) if every else of_targets
    return tuple(AdmittedBasis(basis, None) for basis in bases)


def _all_series(
    dataset: RecordSet,
    indicator: Indicator,
    unit: str,
    admitted: Sequence[AdmittedBasis],
    question: Question,
    total: str | None,
) -> tuple[tuple[Series, ...], tuple[Candidate, ...]]:
    all_series: list[Series] = []
    left: dict[int, Candidate] = {}
    for basis in admitted:
        criteria = Criteria(unit, basis.basis, question.day, question.known_day)
        own = basis_of(indicator, basis.basis)
        candidates = choose(dataset, indicator, criteria).candidates
        if total is None:
            points = tuple(chart_marks.points(candidates, indicator["timing"] or "unstated"))
        else:
            sign = SIGNS.get(indicator["direction"] or "", 1)
            points = tuple(chart_marks.sums(candidates, total, sign, unit))
        en, zh = (None if own is None else indicator[key].get(own) for key in ("bases", "bases_zh"))
        all_series.append(Series(own, en, basis.fit, basis.side, points, zh))
        for index, one in enumerate(candidates):
            if index not in left or one.use != "other-basis":
                left[index] = one
    indices = {point.index for series in all_series for point in series.points}
    # A claim that was not chosen for its period is left out if it says the same as the chosen one.
    not_drawn = (
        one if total or one.use in UNPLACED else replace(one, use="confirms")
        for index, one in left.items()
        if index not in indices
    )
    return tuple(one for one in all_series if one.points), tuple(not_drawn)


def _milestones(
    results: Sequence[Result], unit: str, units: Units, total: str | None
) -> Sequence[MilestoneMark]:
    marks: list[MilestoneMark] = []

    def issued(result: Result) -> tuple[int, str, int]:
        own = result.milestone
        day = edtf.parse(own.published).latest if own.published else None
        return own.year or 9999, day.isoformat() if day else "9999", own.index

    for result in sorted(results, key=issued):
        own = result.milestone
        value, low, high = (
            _in_unit(number, own.unit, unit, units) if own.period == total else None
            for number in (own.value, own.low, own.high)
        )
        before = [mark for mark in marks if mark.year == own.year and mark.milestone.superseded_by]
        mark = MilestoneMark(result.target, own.year, value, low, high, result)
        if mark.ends and before and before[-1].left_out is None:
            mark = replace(mark, replaces=before[-1])
        marks.append(mark)
    return marks


def _ways(
    pathway: Sequence[PathwayYear], unit: str, starts: int, units: Units
) -> Iterator[tuple[Point, ...]]:
    for _, steps in groupby(pathway, key=lambda year: year.assessment):
        numbers = (
            (step.year, _in_unit(number, step.unit, unit, units))
            for step in steps
            for number in [step.low if step.value is None else step.value]
            if step.base_year is None
        )
        yield tuple((time_of(year, starts), own) for year, own in numbers if own is not None)


def _in_unit(number: Number | None, own: str | None, unit: str, units: Units) -> Number | None:
    with suppress(UnitError):
        return None if number is None else units.convert(number, own or unit, unit)
    return None


def _baselines(
    milestones: Sequence[MilestoneMark], unit: str, units: Units
) -> tuple[BaselineMark, ...]:
    marks: dict[str, BaselineMark] = {}
    for milestone in milestones:
        base = milestone.result.baseline
        if base is not None and base.time is not None and milestone.target not in marks:
            ends = (end for end in (base.best, base.least, base.most) if end is not None)
            value = _in_unit(next(ends, None), milestone.result.unit, unit, units)
            if value is not None:
                marks[milestone.target] = BaselineMark(milestone.target, base.time, value, base)
    return tuple(marks.values())
