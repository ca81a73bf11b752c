"""The weather symbols of the German sustainability strategy: the recent trend, extrapolated.

docs/methods.md has the formula, the sources and the edge rules.
"""

from __future__ import annotations

from dataclasses import replace

from mic25cli.calc.progress import method

Points = tuple[tuple[int, float], ...]

SPAN = 6
"""The number of points in the trend: six years, five yearly changes."""

LEAST = 4
"""The minimum number of consecutive points for a trend."""


def last_run(series: Points) -> Points:
    """The last consecutive years of a series, six at most."""
    run: list[tuple[int, float]] = []
    for year, value in sorted(series, reverse=True):
        if len(run) == SPAN or (run and year != run[-1][0] - 1):
            break
        run.append((year, value))
    return tuple(reversed(run))


def slope_of(series: Points) -> float | None:
    """The mean yearly change over the last consecutive years; None if there are too few."""
    run = last_run(series)
    if len(run) < LEAST:
        return None
    return (run[-1][1] - run[0][1]) / (run[-1][0] - run[0][0])


def judge(inputs: method.Inputs, _strict: bool) -> method.Judgement:
    """Extrapolate the recent trend to the target year and return a weather symbol; `_strict` has no
    effect."""
    slope = slope_of(inputs.series)
    if slope is None:
        if inputs.met:
            return method.Judgement(None, "already-met", ("short-series",))
        return method.refused("short-series")
    adverse = slope * inputs.sign < 0
    figures = method.Figures(slope=slope)
    if inputs.met:
        return method.Judgement("slightly-cloudy" if adverse else "sun", "already-met", (), figures)
    if inputs.target_value in (inputs.base, inputs.value):
        # The value only has to stay, or is at an open target's limit: there is no distance.
        judgement = METHOD.cuts[3 if adverse else 2].judgement(figures)
        is_kept = inputs.target_value == inputs.base
        return replace(judgement, reasons=("maintain-target",)) if is_kept else judgement
    years = max(inputs.target_time - inputs.time, 0.0)
    projected = inputs.value + slope * years
    miss = (inputs.target_value - projected) / (inputs.target_value - inputs.value)
    away = slope * inputs.sign <= 0
    cut = METHOD.cuts[3] if away else method.classify(1 - miss, METHOD.cuts)
    figures = method.Figures(1 - miss, projected=projected, slope=slope, miss=miss)
    working = (
        f"slope = {method.num(slope)}",
        f"v = y + slope * (tT - t) = {method.num(inputs.value)} + {method.num(slope)}"
        f" * {method.num(years)} = {method.num(projected)}",
        f"miss = (T - v)/(T - y) = ({method.num(inputs.target_value)} - {method.num(projected)})"
        f"/({method.num(inputs.target_value)} - {method.num(inputs.value)}) = {method.num(miss)}",
    )
    return cut.judgement(figures, working)


def trend(inputs: method.Trend) -> method.Judgement:
    """The weather symbol of a direction without a target: five-year mean and last change."""
    run = last_run(inputs.series)
    slope = slope_of(inputs.series)
    if slope is None:
        return method.refused("short-series")
    mean_good = slope * inputs.sign > 0
    last_good = (run[-1][1] - run[-2][1]) * inputs.sign > 0
    cut = METHOD.cuts[(0 if mean_good else 2) + (0 if last_good else 1)]
    return cut.judgement(method.Figures(slope=slope))


METHOD = method.declared("dns", judge, trend)
