"""Trend arrows after the Sustainable Development Solutions Network (SDSN).

Formula:

    ratio = ((y - b)/(t - t0)) / ((T - b)/(tT - t0))    actual over required yearly change

Classes, on `ratio`: from 1 `on-track`, from 0.5 `moderately-improving`, from 0 `stagnating`,
below `decreasing`; a target that is reached is `maintaining`.

Source: the Sustainable Development Report's method summary, as restated for this project; the
report works on scores rescaled to 0 to 100 with the green threshold as the target, which leaves
the ratio as it is.  Not read in the primary text: this is a method after SDSN.

Edge rules: as `linear`; a target that equals its baseline is refused (`maintain-target`) unless
it is reached.
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
