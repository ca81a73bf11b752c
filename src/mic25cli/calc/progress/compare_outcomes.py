"""Compare the outcomes of two evaluations: which got worse, and which were lost.

Milestones are paired by target, year and report; otherwise by target and year; otherwise by target
and report, equal numbers first. A milestone whose year now has another number was superseded and
does not count as gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, get_args

from mic25cli.calc.choose_observation import basis_of
from mic25cli.calc.diff.deltas import QUANTITY
from mic25cli.calc.progress.evidence import admitted_bases, own_basis, place_of
from mic25cli.calc.progress.milestone import PlacedMilestone
from mic25cli.calc.progress.result import Result
from mic25cli.calc.progress.status import ASSESSED, BEST_FIRST, Status
from mic25cli.calc.source_grades import Reading
from mic25cli.calc.value_range import target_value_of
from mic25cli.model.dataset import RecordSet
from mic25cli.model.units import UNITS, Units
from mic25cli.values import FrozenData, NamedTuple, grouped, replace

if TYPE_CHECKING:
    from mic25cli.model.records import Indicator, Target

ValueChange = Literal["lowered", "raised", "postponed", "brought-forward", "dropped", "other"]
"""How the target value of a milestone changed; `other` if the two cannot be compared."""

Measure = Literal[
    "basis", "evidence", "fit", "indicator", "direction", "period", "unit", "timing",
    "year_starts", "falls", "minimum", "maximum", "baseline", "estimated", "last_day",
]  # fmt: skip
"""What a verdict is measured by: `fit` of a definition admitted on both sides, `last_day` the
dataset's."""

_OF_INDICATOR: Final = ("direction", "timing", "falls", "minimum", "maximum")

Aspect = Literal["redefined", "status", "certainty", "milestone", "evidence"]


class MilestoneChange(FrozenData):
    """The change of a milestone; None on a side without it, and if the target value is unchanged.

    `redefined` lists the ways in which the newer side measures the verdict differently. `hides`: a
    target that had a verdict now counts by an added milestone without one.
    """

    old: Result | None
    new: Result | None
    milestone: ValueChange | None = None
    redefined: tuple[Measure, ...] = ()
    hides: bool = False

    @property
    def either(self) -> Result:
        """The newer result, or the older one if the milestone is gone."""
        result = self.new or self.old
        assert result is not None
        return result

    @property
    def moved(self) -> bool:
        """Whether the milestone has another status than before."""
        return status_of(self.old) != status_of(self.new)

    @property
    def judged(self) -> bool:
        """Whether the milestone had a verdict before, or has one now."""
        return max(_rank(self.old), _rank(self.new)) >= 0

    @property
    def changed(self) -> Aspect:
        """What changed most: definition, status, certainty, target value or evidence."""
        if self.redefined:
            return "redefined"
        if self.moved:
            return "status"
        return "certainty" if self.certainty else "milestone" if self.milestone else "evidence"

    @property
    def certainty(self) -> Literal["lost", "gained"] | None:
        """Whether certainty was lost (observed to inferred) or gained; None if it did not
        change."""
        was, now = (None if result is None else result.certainty for result in (self.old, self.new))
        if None in (was, now) or was == now:
            return None
        return "lost" if was == "observed" else "gained"

    @property
    def gone(self) -> bool:
        """Whether the milestone or its verdict is gone, or no longer counts."""
        if self.hides:
            return True
        if self.old is None or self.new is None or self.milestone == "dropped":
            return self.old is not None
        silent = self.new.status not in (*ASSESSED, "superseded")
        return self.old.status in ASSESSED and silent

    @property
    def worse(self) -> bool:
        """Whether it got worse; learning something new is never worse."""
        was, now = _rank(self.old), _rank(self.new)
        lost = self.gone or self.milestone == "postponed" or self.certainty == "lost"
        return lost or -1 < was < now or self.flattered

    @property
    def flattered(self) -> bool:
        """Whether a new definition improves a verdict or a lean, or hides it."""
        was = _standing(self.old)
        if not self.redefined or was is None or self.new is None:
            return False
        now = _standing(self.new)
        if now is None:
            return self.new.status != "superseded"
        # A better fit is an improvement, unless only the word for it changed.
        parts = 3 if "fit" in self.redefined else 2
        better = any(new < old for old, new in zip(was[:parts], now[:parts], strict=True))
        return better or "last_day" in self.redefined

    @property
    def better(self) -> bool:
        """Whether the outcome improved or became known, or the target became more demanding."""
        gained = self.certainty == "gained" or self.milestone in ("raised", "brought-forward")
        return (self.moved or gained) and self.old is not None and not self.worse and not self.lost

    @property
    def lost(self) -> bool:
        """Whether a verdict, its certainty, a milestone or a part of its target was lost."""
        lessened = self.certainty == "lost" or self.milestone in ("lowered", "postponed")
        return self.gone or lessened


def status_of(result: Result | None) -> Status | None:
    """The status of a result; None without a result."""
    return None if result is None else result.status


def _rank(result: Result | None) -> int:
    """How bad a verdict is, as a number from 0; -1 for no result."""
    return BEST_FIRST.index(result.status) if result and result.status in ASSESSED else -1


def _standing(result: Result | None) -> tuple[int, int, int] | None:
    """Sort key of how good and certain a verdict or a lean is, and of its fit; lower is better."""
    rank = _rank(result)
    if result is None or (rank < 0 and (result.lean is None or result.status != "not-assessable")):
        return None
    certainty = 2 if rank < 0 else int(result.certainty == "inferred")
    lean = 0 if result.lean == "met" else len(BEST_FIRST) - 1
    return (lean if rank < 0 else rank, certainty, place_of(result.fit))


def outcomes(
    old: Sequence[Result],
    new: Sequence[Result],
    former: Mapping[str, str] = MappingProxyType({}),
    datasets: Sequence[RecordSet] = (),
    hidden: Collection[tuple[str, int]] = (),
) -> tuple[MilestoneChange, ...]:
    """The milestones whose measure, status, certainty, target or evidence changed, worst first.

    `former` maps a former `kind/id` to the present one. `datasets` are those of both sides if there
    are two. `hidden` are milestones (target, index) with another outcome at the newer dataset's own
    last day.
    """
    old, new = ([_as_now(result, former) for result in results] for results in (old, new))
    successors = {
        (result.target, result.milestone.year, result.milestone.report): result.milestone
        for result in new
    }
    units = [dataset.units for dataset in datasets] or [UNITS, UNITS]
    pairs = [
        replace(pair, milestone=_milestone_change(pair, successors, units))
        for pair in _paired(old, new)
    ]
    if len(set(map(id, datasets))) == 2:
        measured = [_measured(dataset, former) for dataset in datasets]
        had = {each.target: each for each in old if each.milestone.applies and _rank(each) >= 0}
        pairs = [
            replace(
                pair,
                redefined=_redefined(pair, measured, former, hidden),
                hides=pair.old is None and _hides(pair.either, had.get(pair.either.target)),
            )
            for pair in pairs
        ]
    return tuple(sorted(filter(_tells, pairs), key=_place))


def _hides(added: Result, had: Result | None) -> bool:
    """Whether a target now counts by an added milestone without a verdict, or by one for the same
    year with a better verdict."""
    if had is None or not added.milestone.applies:
        return False
    rival = added.milestone.year == had.milestone.year
    return _rank(added) < 0 or (rival and _rank(added) < _rank(had))


class MeasuredBy(NamedTuple):
    """What a verdict is measured by: a target, its indicator and the units."""

    target: Target
    indicator: Indicator
    units: Units


def _measured(dataset: RecordSet, former: Mapping[str, str]) -> Mapping[str, MeasuredBy]:
    """The targets of a dataset by their present ids; `former` maps a former `kind/id` to the
    present one."""
    targets = {f"targets/{key}": target for key, target in dataset.whole.kind("targets").items()}
    indicators = dataset.whole.kind("indicators")
    return {
        former.get(key, key): MeasuredBy(targets[key], indicators[indicator], dataset.units)
        # A target that took over the id of another comes after it.
        for key in sorted(targets, key=former.__contains__)
        if (indicator := targets[key]["indicator"]) in indicators
    }


def _redefined(
    pair: MilestoneChange,
    sides: Sequence[Mapping[str, MeasuredBy]],
    former: Mapping[str, str],
    hidden: Collection[tuple[str, int]],
) -> tuple[Measure, ...]:
    """The ways in which the two verdicts on a milestone are measured differently, in a fixed order.

    An added, corrected or better sourced figure does not count as such.
    """
    if pair.old is None or pair.new is None:
        return ()
    by = [side[f"targets/{pair.new.target}"] for side in sides]
    was, now = (_rules(*each, former) for each in zip((pair.old, pair.new), by, strict=True))
    before, after = (_fits(each) for each in by)
    had, has = (_figures(each.indicator) for each in by)
    both = [(had[figure], has[figure]) for figure in had.keys() & has.keys()]
    # Figures that count differently for the verdict, and whether they are on the same definitions.
    counted = [
        {basis for basis, _ in one} == {basis for basis, _ in other}
        for one, other in both
        if {basis for basis, _ in one ^ other} & {*before, *after}
    ]
    ids = [f"indicators/{each.indicator['id']}" for each in by]
    own, used = by[1].units.own, {figure[-1] for figure in had}
    worth = [unit for unit in by[0].units.own.values() if unit.name in used]
    changes = {key: was[key] != now[key] for key in was}
    changes["basis"] |= not all(counted) or _given_up(pair.old, pair.new, by[1].indicator)
    changes["unit"] |= any(own.get(unit.name, unit) != unit for unit in worth)
    # Figures in the indicator's unit that keep their numbers while that unit changes.
    factors = {unit.factor for each in by if (unit := each.units.get(each.indicator["unit"]))}
    plain = [
        {figure[:-1] for figure in figures if figure[-1] == unit and any(figure[3:6])}
        for figures, unit in ((had, by[0].indicator["unit"]), (has, by[1].indicator["unit"]))
    ]
    changes["unit"] |= len(factors) > 1 and not plain[0].isdisjoint(plain[1])
    changes["evidence"] = before.keys() != after.keys()
    changes["fit"] = any(before[each] != after[each] for each in before.keys() & after.keys())
    changes["estimated"] = any(counted)
    # An indicator that only took over the other's id does not have its figures.
    renamed = former.get(ids[0]) == ids[1] and had.keys() <= has.keys()
    changes["indicator"] = ids[0] != ids[1] and not renamed
    changes["last_day"] = (pair.new.target, pair.new.milestone.index) in hidden
    return tuple(measure for measure in get_args(Measure) if changes.get(measure))


def _fits(by: MeasuredBy) -> dict[str | None, tuple[str | None, str | None]]:
    admitted = admitted_bases(by.indicator, by.target)
    return {basis.basis: (basis.fit, basis.side) for basis in admitted}


def _rules(result: Result, by: MeasuredBy, former: Mapping[str, str]) -> dict[str, object]:
    target, indicator, units = by
    fields: Mapping[str, object] = indicator
    unit, start = indicator["unit"], target["baseline"]
    baseline: object = former.get(f"targets/{target['baseline_of']}", target["baseline_of"])
    if start is not None:
        baseline = (start["period"], *(start[key] for key in QUANTITY[:-1]), start["unit"] or unit)
    return {
        "basis": own_basis(indicator, target, admitted_bases(indicator, target)),
        "period": result.milestone.period,
        "unit": units[unit].dimension if unit in units else unit,
        "year_starts": indicator["year_starts"] or 1,
        "baseline": baseline,
        **{key: fields[key] for key in _OF_INDICATOR},
    }


def _figures(indicator: Indicator) -> Mapping[tuple[object, ...], set[tuple[str | None, bool]]]:
    """The definitions on which each figure counts, and whether it is our own estimate."""
    figures: defaultdict[tuple[object, ...], set[tuple[str | None, bool]]] = defaultdict(set)
    for observation in indicator["observations"]:
        read = frozenset(cite["source"] for cite in observation["cite"])
        counts = (basis_of(indicator, observation["basis"]), observation["estimated"])
        values = (observation[key] for key in QUANTITY)
        figures[observation["period"], observation["report"], read, *values].add(counts)
    return figures


def _given_up(old: Result, new: Result, indicator: Indicator) -> bool:
    """Whether a verdict on the same target moved to a definition with a worse fit, or lost its
    figure."""
    figure = old.observation
    same = (old.basis, old.fit) == (new.basis, new.fit)
    if same or figure is None or new.observation is None or old.status not in ASSESSED:
        return False
    if any(vars(old.milestone)[key] != vars(new.milestone)[key] for key in ("year", *QUANTITY)):
        return False
    return place_of(new.fit) > place_of(old.fit) or not any(
        (observation["period"], basis_of(indicator, observation["basis"]))
        == (figure.period, old.basis)
        for observation in indicator["observations"]
    )


def _as_now(result: Result, former: Mapping[str, str]) -> Result:
    own = result.milestone
    target = former.get(f"targets/{result.target}", result.target).removeprefix("targets/")
    report = former.get(f"sources/{own.report}", own.report or "").removeprefix("sources/")
    return replace(result, target=target, milestone=replace(own, report=report or None))


def _tells(pair: MilestoneChange) -> bool:
    if pair.redefined or pair.milestone or pair.gone or pair.certainty:
        return True
    was, now = (side and figure_of(side.observation) for side in (pair.old, pair.new))
    return pair.judged and (pair.moved or was != now)


def _milestone_change(
    pair: MilestoneChange,
    successors: Mapping[tuple[str, int | None, str | None], PlacedMilestone],
    units: Sequence[Units],
) -> ValueChange | None:
    """How the value changed; `successors` are the newer milestones by target, year and report."""
    if pair.old is None:
        return None
    if pair.new is None:
        return "dropped"
    was, now = pair.old.milestone, pair.new.milestone
    if pair.new.status == "withdrawn" != pair.old.status:
        return "dropped"
    if pair.new.status == "superseded" != pair.old.status:
        successor = successors.get((pair.new.target, now.year, now.superseded_by))
        if successor is None:
            return "dropped"
        now = successor
    change = _compared(pair.old, was, pair.new, now, units)
    if change == "lowered" or was.year == now.year or was.year is None:
        return change
    return "brought-forward" if now.year is not None and now.year < was.year else "postponed"


def _compared(
    old: Result, was: PlacedMilestone, new: Result, now: PlacedMilestone, units: Sequence[Units]
) -> ValueChange | None:
    before, after = _demand(was, old.direction, units[0]), _demand(now, new.direction, units[1])
    if before == after:
        return None
    if after is None:
        return "dropped"
    if before is None or before[0] != after[0]:
        return "other"
    return "lowered" if after[1] < before[1] else "raised"


def _demand(
    milestone: PlacedMilestone, direction: str | None, units: Units
) -> tuple[tuple[str, str | None], tuple[object, ...]] | None:
    """What makes two target values comparable, and a sort key by how demanding they are; None for a
    target in words."""
    sign = -1 if direction == "decrease" else 1
    target_value = target_value_of(vars(milestone), sign)  # type: ignore[arg-type]
    if target_value is None:
        return None
    unit = units.get(milestone.unit or "")
    factor = (1 if unit is None else unit.factor) * sign
    value, loose, other = (
        (target_value.value if end is None else end) * factor
        for end in (target_value.value, target_value.loose, target_value.other)
    )
    kind = (unit.dimension if unit else milestone.unit or "", direction)
    return kind, (value, not target_value.floorless, loose, not target_value.inclusive, other)


def figure_of(reading: Reading | None) -> Hashable:
    """The part of a figure by which two readings of it are recognised as the same."""
    if reading is None:
        return None
    numbers = (reading.value, reading.low, reading.high)
    return (reading.period, reading.basis, reading.bound, reading.unit, *map(str, numbers))


def _place(pair: MilestoneChange) -> tuple[object, ...]:
    was, now = _rank(pair.old), _rank(pair.new)
    year = pair.either.milestone.year or 9999
    bad = -now if pair.worse else now
    return (not pair.worse, not pair.moved, bad, was, pair.either.target, year)


def _paired(old: Sequence[Result], new: Sequence[Result]) -> list[MilestoneChange]:
    """The results of both sides in pairs, in the older side's order, then those without a
    partner."""
    pairs: list[MilestoneChange] = []
    left, right = list(old), list(new)
    for place in range(4):
        waiting = grouped((_keys(result)[place], result) for result in left)
        unmatched = []
        for result in right:
            if candidates := waiting.get(_keys(result)[place]):
                pairs.append(MilestoneChange(candidates.pop(0), result))
            else:
                unmatched.append(result)
        left, right = [result for results in waiting.values() for result in results], unmatched
    pairs += [MilestoneChange(result, None) for result in left]
    return pairs + [MilestoneChange(None, result) for result in right]


def _keys(result: Result) -> tuple[Hashable, ...]:
    """The keys by which two results are paired: report and year, then year, number and report."""
    target, own = result.target, result.milestone
    has_number = own.value is not None or own.low is not None
    number = (own.value, own.low, own.high, own.bound, own.unit)
    return (
        (target, own.year, own.report, has_number),
        (target, own.year),
        (target, own.report, number),
        (target, own.report),
    )
