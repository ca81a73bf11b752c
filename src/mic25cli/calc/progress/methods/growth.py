"""Compound yearly growth, when it is undefined, and the methods of the UN and Eurostat that use it.

docs/methods.md has the formula, the sources and the edge rules.
"""

from __future__ import annotations

from mic25cli.calc.progress.method import (
    Cut,
    Figures,
    Inputs,
    Judgement,
    Method,
    Trend,
    classify,
    declared,
    num,
    refused,
)
from mic25cli.calc.progress.status import Reason
from mic25cli.values import replace


def growth(start: float, end: float, years: float) -> float:
    """The yearly growth rate from `start` to `end`: (end / start) ^ (1 / years) - 1."""
    rate: float = (end / start) ** (1 / years) - 1
    return rate


def no_growth(start: float, *others: float) -> Reason | None:
    """The reason why growth from `start` to the other values is not defined; None if it is."""
    if start == 0:
        return "zero-base"
    for other in others:
        if other == 0:
            return "zero-value"
        if (other > 0) != (start > 0):
            return "sign-change"
    return None


def refusal(inputs: Inputs) -> Reason | None:
    """The reason why the two growth rates of a target cannot be compared; None if they can."""
    base, target_value = inputs.base, inputs.target_value
    if base is None:
        return "no-baseline"
    if target_value == base:
        return "maintain-target"
    if base == 0:
        return "zero-base"
    if target_value == 0:
        return "zero-target"
    return no_growth(base, inputs.value, target_value)


def rates(inputs: Inputs) -> tuple[float, float]:
    """The actual and the required yearly growth rate; call it only if `refusal` is None."""
    assert inputs.base is not None and inputs.base_time is not None
    actual = growth(inputs.base, inputs.value, inputs.time - inputs.base_time)
    required = growth(inputs.base, inputs.target_value, inputs.target_time - inputs.base_time)
    return actual, required


def actual_working(inputs: Inputs, actual: float) -> str:
    """The formula of the actual growth rate with this target's numbers, to show to the reader."""
    base, start = inputs.base or 0.0, inputs.base_time or 0.0
    return (
        f"CAGR_a = (y/b)^(1/(t-t0)) - 1 = ({num(inputs.value)}/{num(base)})"
        f"^(1/{num(inputs.time - start)}) - 1 = {num(actual)}"
    )


def rates_working(inputs: Inputs, actual: float, required: float) -> tuple[str, str]:
    """The formulas of the actual and the required growth rate, with the numbers filled in."""
    base, start = inputs.base or 0.0, inputs.base_time or 0.0
    return (
        actual_working(inputs, actual),
        f"CAGR_r = (T/b)^(1/(tT-t0)) - 1 = ({num(inputs.target_value)}/{num(base)})"
        f"^(1/{num(inputs.target_time - start)}) - 1 = {num(required)}",
    )


def compared(method: Method, inputs: Inputs) -> Judgement:
    """The class of a method for the actual growth rate divided by the required one."""
    why = refusal(inputs)
    if why is not None:
        return method.unworked(inputs, why)
    actual, required = rates(inputs)
    ratio = actual / required
    working = (
        *rates_working(inputs, actual, required),
        f"R = CAGR_a/CAGR_r = {num(actual)}/{num(required)} = {num(ratio)}",
    )
    return method.judgement(inputs, Figures(ratio, actual, required), working)


def growth_alone(cuts: tuple[Cut, ...], inputs: Trend) -> Judgement:
    """The class of the growth in the desired direction, for an indicator without a target value."""
    why = no_growth(inputs.base, inputs.value)
    if why is not None:
        return refused(why)
    rate = growth(inputs.base, inputs.value, inputs.time - inputs.base_time)
    signed_rate = rate * inputs.sign * (-1 if inputs.base < 0 else 1)
    return classify(signed_rate, cuts).judgement(Figures(signed_rate, rate))


def _by_ratio(method_id: str) -> Method:
    method: Method = declared(
        method_id,
        lambda inputs, _strict: compared(method, inputs),
        lambda inputs: growth_alone(method.trend_cuts, inputs),
    )
    return method


EUROSTAT, UN2022 = _by_ratio("eurostat"), _by_ratio("un2022")


def _projected(inputs: Inputs, _strict: bool) -> Judgement:
    """The share of the distance covered by the target year if growth continues: UN note of 2023."""
    near = inputs.target_value == inputs.scale_end and abs(inputs.target_value - inputs.value) <= 1
    if not inputs.met and near:
        # At the end of a scale in percent, or within one point of it.
        return Judgement(UN2023.met, "already-met", ("near-limit",))
    base, start = inputs.base, inputs.base_time
    if base is None or start is None:
        return UN2023.unworked(inputs, "no-baseline")
    why = no_growth(base, inputs.value) or (
        "maintain-target" if inputs.target_value == base else None
    )
    if why is not None:
        return UN2023.unworked(inputs, why)
    actual = growth(base, inputs.value, inputs.time - start)
    years = max(inputs.target_time - inputs.time, 0.0)
    projected: float = inputs.value * (1 + actual) ** years
    ratio = (projected - base) / (inputs.target_value - base)
    figures = Figures(ratio, actual, projected=projected)
    working = (
        actual_working(inputs, actual),
        f"ve = y * (1 + CAGR_a)^(tT-t) = {num(inputs.value)} * (1 + {num(actual)})"
        f"^{num(years)} = {num(projected)}",
        f"q = (ve - b)/(T - b) = ({num(projected)} - {num(base)})"
        f"/({num(inputs.target_value)} - {num(base)}) = {num(ratio)}",
    )
    return _or_away(UN2023.judgement(inputs, figures, working))


def _or_away(judgement: Judgement) -> Judgement:
    """The judgement, with the right one of the two statuses that the lowest class may have."""
    away = judgement.status == "far-behind" and (judgement.figures.ratio or 0) < 0
    return replace(judgement, status="regressing") if away else judgement


UN2023: Method = declared(
    "un2023", _projected, lambda inputs: _or_away(growth_alone(UN2023.trend_cuts, inputs))
)
