"""The table of statuses: one row for each milestone, judged as of a date, with the numbers used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mic25cli.calc import value_range
from mic25cli.calc.progress.judge import each_result
from mic25cli.calc.progress.milestone import PlacedMilestone
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.source_grades import Reading, best_cite
from mic25cli.calc.table_definition import Row
from mic25cli.calc.tables import claims
from mic25cli.model.dataset import RecordSet
from mic25cli.model.edtf import without_later_years
from mic25cli.model.units import Units

if TYPE_CHECKING:
    from mic25cli.model.records import Milestone


def rows(dataset: RecordSet, question: Question) -> Iterator[Row]:
    """Every milestone with its status at the requested dates, in the dataset's order."""
    whole = dataset.whole

    @lru_cache(256)
    def milestones(target_id: str) -> list[tuple[str, Milestone]]:
        """The milestones of a target, each with its id."""
        target = whole.kind("targets")[target_id]
        return [*claims.with_ids(whole, target, "milestones", target["milestones"])]

    @lru_cache(256)
    def observed(indicator_id: str) -> dict[object, str]:
        """The ids of an indicator's observations, by the fields that a reading copies from them."""
        indicator = whole.kind("indicators")[indicator_id]
        observations = indicator["observations"]
        with_ids = claims.with_ids(whole, indicator, "observations", observations)
        until = question.until
        ids: dict[object, str] = {}
        for id_, claim in with_ids:
            # A reading has no notes on future years.
            reading = {**claim, "note": without_later_years(claim["note"], until)}
            ids[tuple(reading[key] for key in _SAME)] = id_
        return ids

    for result in each_result(dataset, question, every_method=False, series=False, depends=True):
        target, figure = whole.kind("targets")[result.target], result.deciding
        id_, milestone = milestones(result.target)[result.milestone.index]
        source = claims.stated(dataset, milestone, question.known_day)
        row = {**source, **_row(dataset.units, target, id_, result)}
        row["as_of"] = question.as_of
        if figure is not None:
            same = tuple(getattr(figure, key) for key in _SAME)
            row["seen_claim"] = observed(result.indicator).get(same)
        yield row


_SAME: Final = ("period", "value", "low", "high", "bound", "unit", "basis", "report", "note")
"""The fields that distinguish the observations of an indicator."""


def _row(units: Units, target: Mapping[str, object], id_: str, result: Result) -> Row:
    milestone, figure, unit = result.milestone, result.deciding, result.unit
    best = None if figure is None else best_cite(figure.cite, figure.derived is not None)
    read_in = claims.read_in(best)
    return {
        "claim": id_,
        **claims.of_record(target),
        **vars(result),
        **vars(result.measures),
        "shortfall": None if result.shortfall is None else value_range.short(result.shortfall),
        **{f"outside_{key.replace('-', '_')}": count for key, count in result.outside.items()},
        **{f"seen_{key}": value for key, value in read_in.items()},
        **_numbers("milestone", milestone, unit, units),
        **_numbers("seen", result.seen if result.total else figure, unit, units),
        **_numbers("start", result.baseline, unit, units),
        "year": milestone.year,
        "latest": result.latest.period if result.latest else None,
        "since_reversed": result.since_reversed.period if result.since_reversed else None,
        "industries": [*result.industries],
        "depends_on": [dependence.struck for dependence in result.depends_on or ()],
        "reasons": " ".join(result.reasons) or None,
        "applies": milestone.applies,
        "method": result.method.id,
    }


def _numbers(
    name: str, stated: PlacedMilestone | Reading | None, unit: str | None, units: Units
) -> Row:
    if stated is None:
        return {}
    ends = {"value": stated.value, "low": stated.low, "high": stated.high}
    if unit and stated.unit and not units.same(stated.unit, unit):
        # In percent of a base year without a figure, no value is in the unit of the row.
        ends = dict.fromkeys(ends)
    row: Row = {key: getattr(stated, key, None) for key in ("period", "time", "bound")}
    row |= {key: value_range.in_unit(end, stated.unit, unit, units) for key, end in ends.items()}
    return {f"{name}_{key}": value for key, value in row.items()}
