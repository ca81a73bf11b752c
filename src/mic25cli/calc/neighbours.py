"""Figures shown beside the targets of an industry, with their difference; never judged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from mic25cli.calc.choose_observation import best_claim
from mic25cli.calc.source_grades import Cited, cited, known_by
from mic25cli.calc.value_range import Number
from mic25cli.model import edtf
from mic25cli.model.dataset import RecordSet
from mic25cli.model.plain_values import UNPRINTED, recorded_as
from mic25cli.values import FrozenData, field

if TYPE_CHECKING:
    from mic25cli.calc.progress.result import Result
    from mic25cli.model.records import Beside, Bilingual, Indicator

MOST = 2
"""The maximum number of neighbours shown beside one target."""


class NeighbourFigure(FrozenData):
    """A figure of a neighbouring indicator, from the best source that gives it."""

    period: str
    value: Number | None
    low: Number | None
    high: Number | None
    bound: str | None
    unit: str
    report: str
    cite: tuple[Cited, ...] = field(metadata=UNPRINTED)


class Neighbour(FrozenData):
    """An indicator shown beside targets: its difference, and its first and last value."""

    indicator: str
    basis: str | None
    difference: Bilingual
    figures: tuple[NeighbourFigure, ...]


def neighbours(dataset: RecordSet, industry: str) -> tuple[Neighbour, ...]:
    """The neighbouring indicators of an industry's targets."""
    record = dataset.get("industries", industry)
    entries = record["beside"] if record else ()
    return tuple(filter(None, (_neighbour(dataset, entry, None, None) for entry in entries)))


def neighbours_of(
    dataset: RecordSet, result: Result, day: date, known_at: date | None
) -> tuple[Neighbour, ...]:
    """The neighbouring indicators, chosen by target type, for a target that is not assessable."""
    target = dataset.whole.kind("targets")[result.target]
    if result.status != "not-assessable":
        return ()
    industries = (dataset.whole.get("industries", industry) for industry in target["industries"])
    fitting: Iterable[Beside] = (
        entry
        for industry in industries
        for entry in (industry["beside"] if industry else ())
        if target["type"] in entry["types"] and entry["indicator"] != target["indicator"]
    )
    of_industry = (_neighbour(dataset.whole, entry, day, known_at) for entry in fitting)
    return tuple(filter(None, of_industry))[:MOST]


def _neighbour(
    dataset: RecordSet, entry: Beside, day: date | None, known_at: date | None
) -> Neighbour | None:
    indicator = dataset.get("indicators", entry["indicator"])
    if indicator is None:
        return None
    times: dict[str, edtf.Edtf] = {}
    for observation in indicator["observations"]:
        when, basis = edtf.parse(observation["period"]), observation["basis"]
        past = when.latest is not None and (day is None or when.latest <= day)
        is_listed = observation["period"] in (entry["periods"] or (observation["period"],))
        if (
            past
            and is_listed
            and basis == entry["basis"]
            and known_by(dataset, observation["report"], known_at)
        ):
            times[observation["period"]] = when
    inorder = sorted(times, key=lambda time: times[time].sort_key)
    ends = dict.fromkeys((*inorder[:1], *inorder[-1:]))
    figures = tuple(_figure(dataset, indicator, entry["basis"], time, known_at) for time in ends)
    return recorded_as(Neighbour, entry, figures=figures) if figures else None


def _figure(
    dataset: RecordSet, indicator: Indicator, basis: str | None, time: str, known_at: date | None
) -> NeighbourFigure:
    at = (
        observation
        for observation in indicator["observations"]
        if (observation["period"], observation["basis"]) == (time, basis)
    )
    stated = [claim for claim in at if known_by(dataset, claim["report"], known_at)]
    best = best_claim(dataset, indicator, stated)
    return recorded_as(NeighbourFigure, best, cite=cited(dataset, best["cite"]))
