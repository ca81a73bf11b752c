"""The data of `mic25 chart`: a row for each mark, drawn or not, or for each part of a chart."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal

from mic25cli.calc.chart_data import Chart, Panel
from mic25cli.calc.chart_fund_amounts import FundsChart
from mic25cli.calc.chart_marks import DrawnMark, Role
from mic25cli.calc.progress.milestone import PlacedMilestone
from mic25cli.calc.progress.status import Status
from mic25cli.calc.scorecard import Scorecard, Square
from mic25cli.calc.source_grades import Reading, is_weak
from mic25cli.calc.value_range import Number
from mic25cli.model.plain_values import UNPRINTED, keys, recorded_as
from mic25cli.model.records import Name
from mic25cli.values import FrozenData, field, replace
from mic25cli.view.answer import Columns
from mic25cli.view.chart.chart_parts import Drawn
from mic25cli.view.json_output import Output
from mic25cli.view.quantities import quantity
from mic25cli.view.verdict.progress_data import amount

MarkOf = Literal["observation", "baseline", "milestone"]


class Mark(FrozenData, kw_only=True):
    """An observation, a baseline or a milestone, drawn or not."""

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
    """in the words of its source"""
    axis_value: Number | None = None
    """as drawn, in the unit of the axis; the middle of a range"""
    axis_low: Number | None = None
    """the end that the hedge leaves open; null for no limit"""
    axis_high: Number | None = None
    """the end that the hedge leaves open; null for no limit"""
    axis_unit: str
    place: Role | None = None
    """the role of an observation in its series: a year, no whole year, another number for it"""
    left_out: str | None = None
    """why it is not drawn; null if it is"""
    weak: bool | None = None
    """whether it is of grade D or unread; null if it is not drawn"""
    status: Status | None = None
    report: str | None
    published: str | None
    authority: str | None
    access: str | None
    grade: str | None
    checked: str
    sources: tuple[str, ...]
    note: str | None
    time: float | None = field(default=None, metadata=UNPRINTED)
    """The time on the axis of years; None if it is not drawn."""


def marks(chart: Chart) -> Iterator[Mark]:
    """All marks of all panels: observations, baselines, milestones, and those left out."""
    for panel in chart.panels:
        for series in panel.bases:
            for point in series.points:
                mark = _mark(panel, "observation", point.reading, point)
                yield replace(mark, fit=series.fit, place=point.role)
        for missing in panel.not_drawn:
            left_out = _mark(panel, "observation", missing.reading, None)
            yield replace(left_out, left_out=missing.use)
        for start in panel.baselines:
            yield replace(_mark(panel, "baseline", start.reading, start), target=start.target)
        for milestone_mark in panel.milestones:
            yield replace(
                _mark(panel, "milestone", milestone_mark.milestone, milestone_mark),
                target=milestone_mark.target,
                left_out=milestone_mark.left_out,
                status=milestone_mark.result.status,
            )


def _mark(
    panel: Panel, mark: MarkOf, claim: Reading | PlacedMilestone, drawing: DrawnMark | None
) -> Mark:
    derived = isinstance(claim, Reading) and claim.derived is not None
    return recorded_as(
        Mark,
        vars(claim),
        mark=mark,
        indicator=panel.indicator,
        axis_value=getattr(drawing, "value", None),
        axis_low=getattr(drawing, "low", None),
        axis_high=getattr(drawing, "high", None),
        axis_unit=panel.unit,
        weak=None if drawing is None else is_weak(claim.cite, derived),
        time=None if drawing is None else drawing.time or None,
        printed=amount(claim, "en"),
        sources=tuple(dict.fromkeys(cite.source for cite in claim.cite)),
    )


class ChartPart(FrozenData, kw_only=True):
    """A sum of money."""

    chart: Literal["funds"]
    group: str
    """a fund"""
    name: Name
    year: str | None
    category: str
    number: int | Decimal
    """as drawn, in the unit of the chart"""
    low: Number | None
    high: Number | None
    unit: str
    value: Number | None
    """as recorded"""
    bound: str | None
    recorded_unit: str
    printed: str
    date: str | None
    round: int | None
    weak: bool
    report: str | None
    sources: tuple[str, ...]
    note: str | None


def parts(chart: FundsChart) -> Iterator[ChartPart]:
    """Every sum of every fund."""
    for group in chart.groups:
        for bar in group.bars:
            yield recorded_as(
                ChartPart, bar.claim, vars(bar), vars(group), chart=chart.chart, group=group.key,
                unit=chart.unit, low=bar.span.low, high=bar.span.high,
                recorded_unit=bar.claim["unit"] or chart.unit, printed=quantity(bar.claim),
                sources=tuple(cite["source"] for cite in bar.claim["cite"]),
            )  # fmt: skip


def rows(chart: Drawn) -> tuple[list[Any], type]:
    """The rows of a chart and their class."""
    if isinstance(chart, Scorecard):
        return [square for row in chart.rows for square in row.squares], Square
    if isinstance(chart, FundsChart):
        return list(parts(chart)), ChartPart
    return list(marks(chart)), Mark


def columns(class_: type) -> Columns:
    """The columns of TSV and CSV: the keys, and for a name two columns."""
    return [
        head
        for key in keys(class_)
        for head in ((f"{key}.en", f"{key}.zh") if key == "name" else (key,))
    ]


OUTPUTS = (
    Output("chart", Mark, Chart),
    Output("chart-across", ChartPart, FundsChart),
    Output("scorecard", Square, Scorecard),
)
