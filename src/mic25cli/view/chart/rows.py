"""What `mic25 chart` prints as data: a row a mark of a chart, or a part where it is of counts.

Observations that are not drawn are among the marks, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from mic25cli.calc.cites import Reading
from mic25cli.calc.figure import Chart, Panel
from mic25cli.calc.marks import DrawnMark, Role
from mic25cli.calc.progress.milestone import Milestone
from mic25cli.calc.progress.status import Status
from mic25cli.calc.span import Number
from mic25cli.calc.tally import ChartAcross, Sort
from mic25cli.model.plain import UNPRINTED, keys
from mic25cli.model.records import Name
from mic25cli.view.answer import Columns
from mic25cli.view.output import Output
from mic25cli.view.progress.items import amount
from mic25cli.view.quantities import quantity

MarkOf = Literal["observation", "baseline", "milestone"]


@dataclass(frozen=True, kw_only=True)
class Mark:
    """An observation, a baseline or a milestone, drawn or left out."""

    indicator: str
    target: str | None = None
    mark: MarkOf
    basis: str | None = None
    fit: str | None = None
    period: str | None = None
    year: int | None = None
    value: Number | None
    low: Number | None
    high: Number | None
    bound: str | None
    unit: str | None
    printed: str
    """as its source words it"""
    axis_value: Number | None = None
    """as drawn, in the unit of the axis; the middle of a range"""
    axis_low: Number | None = None
    """the end that the hedge leaves open; null for no end"""
    axis_high: Number | None = None
    """the end that the hedge leaves open; null for no end"""
    axis_unit: str
    place: Role | None = None
    """how an observation stands in its series: a year, no whole year, another number for it"""
    left_out: str | None = None
    """why it is not drawn; null where it is"""
    weak: bool | None = None
    """grade D, or read by nobody; null of what is not drawn"""
    status: Status | None = None
    report: str | None
    published: str | None
    grade: str | None
    checked: str
    sources: tuple[str, ...]
    note: str | None
    time: float | None = field(default=None, metadata=UNPRINTED)
    """Where it stands on a scale of years; None of what is not drawn."""


_AS_RECORDED = (
    "value", "low", "high", "bound", "unit", "report", "published", "grade", "checked", "note",
)  # fmt: skip


def marks(chart: Chart) -> Iterator[Mark]:
    """Every mark of every panel: observations by basis, baselines, milestones, what is left out."""
    for panel in chart.panels:
        for series in panel.series:
            for point in series.points:
                yield _mark(panel, "observation", point.reading, point, period=point.period,
                            basis=point.basis, fit=series.fit, place=point.role)  # fmt: skip
        for missing in panel.not_drawn:
            own = missing.reading
            yield _mark(panel, "observation", own, None, period=own.period, basis=own.basis,
                        left_out=missing.fate)  # fmt: skip
        for start in panel.baselines:
            yield _mark(panel, "baseline", start.reading, start, period=start.period,
                        target=start.target)  # fmt: skip
        for each in panel.milestones:
            status = each.result.status
            yield _mark(panel, "milestone", each.milestone, each, target=each.target,
                        year=each.year, status=status, left_out=each.left_out)  # fmt: skip


def _mark(
    panel: Panel, mark: MarkOf, claim: Reading | Milestone, drawn: DrawnMark | None, **own: Any
) -> Mark:
    recorded = {key: getattr(claim, key) for key in _AS_RECORDED}
    if drawn is not None:
        own |= {f"axis_{key}": getattr(drawn, key, None) for key in ("value", "low", "high")}
        own |= {"weak": drawn.weak, "time": getattr(drawn, "time", own.get("year"))}
    sources = tuple(dict.fromkeys(cite.source for cite in claim.cite))
    own |= {"indicator": panel.indicator, "axis_unit": panel.unit, "sources": sources}
    return Mark(mark=mark, printed=amount(claim, "en"), **recorded, **own)


@dataclass(frozen=True, kw_only=True)
class ChartPart:
    """How many of a category a group has, or a sum of money."""

    chart: Sort
    group: str | None
    """an industry, a fund or a year; null for no industry"""
    name: Name | None
    year: str | None
    category: str
    number: int | Decimal
    """as drawn, in unit where it has one"""
    low: Number | None = None
    high: Number | None = None
    unit: str | None
    value: Number | None = None
    """of a sum: as recorded"""
    bound: str | None = None
    recorded_unit: str | None = None
    printed: str | None = None
    date: str | None = None
    round: int | None = None
    weak: bool | None
    report: str | None = None
    sources: tuple[str, ...] | None = None
    note: str | None = None


def parts(chart: ChartAcross) -> Iterator[ChartPart]:
    """Every part of every group."""
    for group in chart.groups:
        year = group.key if chart.chart == "timeline" else group.year
        for bar in group.bars:
            own: dict[str, Any] = {}
            if bar.span is not None and bar.claim is not None:
                claim = bar.claim
                own = {key: claim[key] for key in _OF_A_SUM}  # type: ignore[literal-required]
                own |= {
                    "low": bar.span.low, "high": bar.span.high, "recorded_unit": claim["unit"],
                    "printed": quantity(claim),
                    "sources": tuple(cite["source"] for cite in claim["cite"]),
                }  # fmt: skip
            yield ChartPart(
                chart=chart.chart, group=group.key or None, name=group.name, year=year,
                category=bar.category, number=bar.number, unit=chart.unit, weak=bar.weak, **own,
            )  # fmt: skip


_OF_A_SUM = ("value", "bound", "date", "round", "report", "note")


def rows(chart: Chart | ChartAcross) -> tuple[list[Any], type]:
    """The rows of a chart, and their class."""
    if isinstance(chart, ChartAcross):
        return list(parts(chart)), ChartPart
    return list(marks(chart)), Mark


def columns(class_: type) -> Columns:
    """The columns of TSV and CSV: the keys, a name in two columns."""
    return [
        head
        for key in keys(class_)
        for head in ((f"{key}.en", f"{key}.zh") if key == "name" else (key,))
    ]


OUTPUTS = (Output("chart", Mark, Chart), Output("chart-across", ChartPart, ChartAcross))
