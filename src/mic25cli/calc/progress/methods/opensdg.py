"""The progress measure of Open SDG and Statistics Canada: a growth ratio and a score from -5 to 5.

docs/methods.md has the formula, the sources and the edge rules.
"""

from __future__ import annotations

from dataclasses import replace

from mic25cli.calc.progress.method import Figures, Inputs, Judgement, Trend, declared, num, refused
from mic25cli.calc.progress.methods.growth import (
    growth,
    growth_alone,
    rates,
    rates_working,
    refusal,
)

SUBSTITUTE = 0.001
"""The number by which the reference implementation replaces zero."""

BASE_YEAR = 2015
"""The reference implementation's base year if none is configured."""


def judge(inputs: Inputs, strict: bool) -> Judgement:
    """Class and score; with `strict`, those of the reference implementation."""
    if strict:
        return _to_the_letter(inputs)
    why = refusal(inputs)
    if why is not None:
        return METHOD.unworked(inputs, why, Figures(score=5.0))
    actual, required = rates(inputs)
    return _judgement(inputs, actual, required, abs(required))


def _judgement(inputs: Inputs, actual: float, required: float, size: float) -> Judgement:
    assert inputs.base is not None
    sign = -1 if inputs.base < 0 else 1
    ratio = sign * inputs.sign * actual / size
    figures = Figures(ratio, actual, required, score=5.0 if inputs.met else score(ratio))
    working = (
        *rates_working(inputs, actual, required),
        f"R = sign * d * CAGR_a/|CAGR_r| = {sign} * {inputs.sign} * {num(actual)}/{num(size)}"
        f" = {num(ratio)}",
    )
    return METHOD.judgement(inputs, figures, working)


def _to_the_letter(inputs: Inputs) -> Judgement:
    target_value = inputs.target_value or SUBSTITUTE
    met = (inputs.value - target_value) * inputs.sign >= 0
    # One value is enough if it meets the target.
    at_once = Judgement(METHOD.met, "already-met", (), Figures(score=5.0)) if met else None
    if inputs.base is None or inputs.base_time is None:
        return at_once or refused("no-baseline")
    # The reference checks whether the target is met before it replaces a zero baseline.
    base = inputs.base or SUBSTITUTE
    start, time = inputs.years or (round(inputs.base_time), round(inputs.time))
    if base * inputs.value < 0 or time <= start or target_value == base:
        if target_value == base:
            return at_once or refused("maintain-target")
        changed = base * inputs.value < 0
        return at_once or refused("sign-change" if changed else "single-observation")
    whole = Inputs(
        base, start, inputs.value, time, target_value, round(inputs.target_time), inputs.sign, met
    )
    actual = growth(base, inputs.value, time - start)
    # A negative quotient has a complex root, of which the reference implementation takes the
    # absolute value.
    root: complex = complex(target_value / base) ** (1 / (whole.target_time - start)) - 1
    required = root.real if target_value * base > 0 else abs(root)
    judgement = _judgement(whole, actual, required, abs(root))
    replaced = 0 in (inputs.target_value, inputs.base)
    return replace(judgement, reasons=("compat-substitution",)) if replaced else judgement


def score(ratio: float) -> float:
    """Turn a ratio of growth rates into Open SDG's score, from -5 (worst) to 5 (best)."""
    if ratio >= 0.60:
        return min(7.1429 * ratio - 4.2857, 5.0)
    return max(4.1667 * ratio - 2.5, -5.0)


def limit_factor(base: float, limit: float) -> float:
    """The factor by which the cuts without a target shrink near a value that cannot be passed."""
    base, limit = abs(base), abs(limit)
    if base >= 2 * limit:
        return 1.0
    off = base if base <= limit else 2 * limit - base
    shrink: float = (off / limit) ** 4.44
    return 1.0 - shrink


def trend(inputs: Trend) -> Judgement:
    """The class and score of growth in the desired direction, for an indicator without a target
    value."""
    factor = 1.0 if inputs.limit is None else limit_factor(inputs.base, inputs.limit)
    cuts = [replace(cut, least=cut.least and cut.least * factor) for cut in METHOD.trend_cuts]
    judgement = growth_alone(tuple(cuts), inputs)
    ratio = judgement.figures.ratio
    if ratio is None:
        return judgement
    points = trend_score(
        ratio, factor, [cut.word for cut in METHOD.trend_cuts].index(str(judgement.word))
    )
    return replace(judgement, figures=replace(judgement.figures, score=points))


def trend_score(ratio: float, factor: float, place: int) -> float:
    """The score of a growth rate without a target; `place` is the index of the class, best
    first."""
    if place == 3:
        return max(125 * ratio - 2.5, -5.0)
    if factor == 0:
        return 5.0
    return (
        min(500 * ratio / factor - 5, 5.0),
        250 * ratio / factor - 1.25,
        500 * ratio / factor - 2.5,
    )[place]


METHOD = declared("opensdg", judge, trend)
