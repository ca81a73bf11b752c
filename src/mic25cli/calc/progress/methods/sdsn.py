"""Trend arrows after the Sustainable Development Solutions Network (SDSN).

Formula, sources and edge rules stand in docs/progress.md.
"""

from __future__ import annotations

from mic25cli.calc.progress.method import Figures, Inputs, Judgement, declared, num


def judge(inputs: Inputs, _strict: bool) -> Judgement:
    """The arrow, as a word; strict compatibility changes nothing here."""
    base, start = inputs.base, inputs.base_time
    if base is None or start is None:
        return METHOD.unworked(inputs, "no-baseline")
    if inputs.goal == base:
        return METHOD.unworked(inputs, "maintain-target")
    actual = (inputs.value - base) / (inputs.time - start)
    required = (inputs.goal - base) / (inputs.goal_time - start)
    ratio = actual / required
    working = (
        f"ratio = ((y - b)/(t - t0))/((T - b)/(tT - t0)) = {num(actual)}/{num(required)}"
        f" = {num(ratio)}",
    )
    return METHOD.found(inputs, Figures(ratio, slope=actual), working)


METHOD = declared("sdsn", judge)
