"""Growth carried on to the target year, against the way to be covered: UN note of 2023.

Formula, sources and edge rules stand in docs/progress.md.
"""

from __future__ import annotations

from dataclasses import replace

from mic25cli.calc.progress.method import Figures, Inputs, Judgement, Trend, declared, num
from mic25cli.calc.progress.methods.growth import growth, growth_alone, no_growth


def near_limit(inputs: Inputs) -> bool:
    """Whether the target is the end of a scale in percent, and the value within one point of it."""
    at_end = inputs.scale_end is not None and inputs.goal == inputs.scale_end
    return at_end and abs(inputs.goal - inputs.value) <= 1


def judge(inputs: Inputs, _strict: bool) -> Judgement:
    """The class of the projected share; strict compatibility changes nothing here."""
    if not inputs.reached and near_limit(inputs):
        return Judgement(METHOD.met, "already-met", ("near-limit",))
    base, start = inputs.base, inputs.base_time
    if base is None or start is None:
        return METHOD.unworked(inputs, "no-baseline")
    why = no_growth(base, inputs.value) or ("maintain-target" if inputs.goal == base else None)
    if why is not None:
        return METHOD.unworked(inputs, why)
    actual = growth(base, inputs.value, inputs.time - start)
    left = max(inputs.goal_time - inputs.time, 0.0)
    projected: float = inputs.value * (1 + actual) ** left
    ratio = (projected - base) / (inputs.goal - base)
    figures = Figures(ratio, actual, projected=projected)
    working = (
        f"CAGR_a = (y/b)^(1/(t-t0)) - 1 = ({num(inputs.value)}/{num(base)})"
        f"^(1/{num(inputs.time - start)}) - 1 = {num(actual)}",
        f"ve = y * (1 + CAGR_a)^(tT-t) = {num(inputs.value)} * (1 + {num(actual)})"
        f"^{num(left)} = {num(projected)}",
        f"q = (ve - b)/(T - b) = ({num(projected)} - {num(base)})"
        f"/({num(inputs.goal)} - {num(base)}) = {num(ratio)}",
    )
    return _or_away(METHOD.found(inputs, figures, working))


def trend(inputs: Trend) -> Judgement:
    """The class of the growth in the wanted direction, where there is no target."""
    return _or_away(growth_alone(METHOD.trend_cuts, inputs))


def _or_away(found: Judgement) -> Judgement:
    """The same, where the lowest class has two statuses on the common scale with the right one."""
    away = found.status == "far-behind" and (found.figures.ratio or 0) < 0
    return replace(found, status="regressing") if away else found


METHOD = declared("un2023", judge, trend)
