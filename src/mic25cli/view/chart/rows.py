"""The marks of a figure as plain values: what `chart ID --json` prints, one a mark.

Observations that are not drawn are among them, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mic25cli.calc.cites import Reading
from mic25cli.calc.figure import Aim, Figure, Panel
from mic25cli.calc.progress.milestone import Milestone
from mic25cli.calc.span import Number
from mic25cli.model.plain import plain
from mic25cli.view.chart import output
from mic25cli.view.chart.output import MARK_KEYS, Report, keyed
from mic25cli.view.progress.items import amount


def report(figure: Figure) -> Report:
    """What the chart says of itself, before its marks."""
    return {
        "schema": "mic25.chart/1",
        "as_of": figure.as_of,
        "known_at": figure.known_at,
        "digest": figure.digest,
        "panels": [_panel(panel) for panel in figure.panels],
    }


def _panel(panel: Panel) -> output.Panel:
    return {
        "asked": list(panel.asked),
        "indicator": panel.indicator,
        "name": plain(panel.title),
        "definition": panel.definition,
        "unit": panel.unit,
        "direction": panel.direction,
        "targets": [
            {
                "target": subject.target,
                "name": plain(subject.name),
                "status": None if subject.headline is None else subject.headline.status,
            }
            for subject in panel.subjects
        ],
        "bases": [
            {"basis": line.basis, "meaning": line.meaning, "fit": line.fit, "side": line.side}
            for line in panel.series
        ],
        "observations": panel.observations,
        "left_out": dict(panel.left_out),
        "milestones_left_out": dict(panel.aims_left_out),
        "sources": list(panel.sources),
    }


def marks(figure: Figure) -> Iterator[Mapping[str, object]]:
    """Every mark of every panel: observations by basis, baselines, milestones, what is left out."""
    for panel in figure.panels:
        yield from _marks(panel)


def _marks(panel: Panel) -> Iterator[Mapping[str, object]]:
    fixed = {"indicator": panel.indicator, "axis_unit": panel.unit}
    for series in panel.series:
        for point in series.points:
            yield _row(
                fixed, point.reading, mark="observation", basis=point.basis, fit=series.fit,
                axis=(point.value, point.low, point.high), place=point.role, weak=point.weak,
            )  # fmt: skip
    for missing in panel.missing:
        yield _row(fixed, missing.reading, mark="observation", basis=missing.reading.basis,
                   left_out=missing.fate)  # fmt: skip
    for start in panel.starts:
        yield _row(
            {**fixed, "target": start.target}, start.reading, mark="baseline",
            axis=(start.value, None, None), weak=start.weak,
        )  # fmt: skip
    for aim in panel.aims:
        own = {**fixed, "target": aim.target, "year": aim.year, "status": aim.result.status}
        yield _row(
            own, aim.milestone, mark="milestone", axis=(aim.value, aim.low, aim.high),
            left_out=None if aim.placed else panel_reason(aim), weak=aim.weak,
        )  # fmt: skip


def panel_reason(aim: Aim) -> str:
    """Why a milestone has no place in the drawing."""
    own = aim.milestone
    if own.value is None and own.low is None:
        return "words"
    return "no-year" if aim.year is None else "other-unit"


def _row(
    fixed: Mapping[str, object],
    said: Reading | Milestone,
    *,
    mark: str,
    basis: str | None = None,
    fit: str | None = None,
    axis: tuple[Number | None, Number | None, Number | None] = (None, None, None),
    place: str | None = None,
    left_out: str | None = None,
    weak: bool | None = None,
) -> dict[str, object]:
    given = {
        **fixed,
        "mark": mark,
        "basis": basis,
        "fit": fit,
        "period": said.period if isinstance(said, Reading) else None,
        "value": said.value,
        "low": said.low,
        "high": said.high,
        "bound": said.bound,
        "unit": said.unit,
        "printed": amount(said, "en"),
        "axis_value": axis[0],
        "axis_low": axis[1],
        "axis_high": axis[2],
        "place": place,
        "left_out": left_out,
        "weak": weak,
        "report": said.report,
        "published": said.published,
        "grade": said.grade,
        "checked": said.checked,
        "sources": list(dict.fromkeys(cite.source for cite in said.cite)),
        "note": said.note,
    }
    return keyed(MARK_KEYS, given)
