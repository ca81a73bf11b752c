"""Progress as a share of the distance, compared with an even pace; and the trend arrows of the
Sustainable Development Solutions Network (SDSN), which compare slopes.

docs/methods.md has the formula, the sources and the edge rules.
"""

from __future__ import annotations

from functools import lru_cache

from mic25cli.calc.progress.method import Figures, Inputs, Judgement, declared, less, num, refused
from mic25cli.calc.progress.result import Measures


@lru_cache(16)  # the verdict, its details and its measures each call it
def course(inputs: Inputs) -> Measures:
    """The linear measures of an exact observation, unrounded; None for those that are undefined."""
    base, start, value, time = inputs.base, inputs.base_time, inputs.value, inputs.time
    distance = less(inputs.target_value, value)
    need = arrival = None
    years = inputs.target_time - max(time, inputs.now)
    if not inputs.met and years >= 1:
        need = distance / years
    if base is None or start is None:
        return Measures(needed_per_year=need)
    expected = pace = share = gap = None
    if inputs.target_time > start:
        expected = min(max((time - start) / (inputs.target_time - start), 0.0), 1.0)
    if (inputs.target_value - base) * inputs.sign > 0:
        share = less(value, base) / less(inputs.target_value, base)
    if share is not None and expected is not None:
        gap = less(share, expected)
        pace = share / expected if expected > 0 else None
    if not inputs.met and time > start and (value - base) * inputs.sign > 0:
        arrival = time + distance / (less(value, base) / (time - start))
    return Measures(
        progress=share, expected=expected, gap=gap, pace=pace, needed_per_year=need, arrival=arrival
    )


def judge(inputs: Inputs, _strict: bool) -> Judgement:
    """The class of the pace; strict compatibility makes no difference here."""
    if inputs.met:
        return Judgement("met", "already-met", (), Figures(course(inputs).pace), _working(inputs))
    if inputs.base is None:
        return refused("no-baseline")
    if inputs.target_value == inputs.base:
        away = (inputs.value - inputs.base) * inputs.sign < 0
        status = METHOD.cuts[-1 if away else -2].status
        return Judgement(status, status, ("maintain-target",))
    if (inputs.target_value - inputs.base) * inputs.sign < 0:
        return refused("regressed-below-target")
    pace = course(inputs).pace
    if pace is None:
        return refused("single-observation")
    return METHOD.judgement(inputs, Figures(pace), _working(inputs))


def _working(inputs: Inputs) -> tuple[str, ...]:
    base, start, measures = inputs.base, inputs.base_time, course(inputs)
    if base is None or start is None or measures.progress is None or measures.expected is None:
        return ()
    b, y, t_target = num(base), num(inputs.value), num(inputs.target_value)
    years = f"({num(inputs.time)} - {num(start)})/({num(inputs.target_time)} - {num(start)})"
    lines = [
        f"p = (y - b)/(T - b) = ({y} - {b})/({t_target} - {b}) = {num(measures.progress)}",
        f"e = clamp((t - t0)/(tT - t0), 0, 1) = clamp({years}, 0, 1) = {num(measures.expected)}",
    ]
    if measures.pace is not None:
        lines.append(
            f"pace = p/e = {num(measures.progress)}/{num(measures.expected)} = {num(measures.pace)}"
        )
    return tuple(lines)


METHOD = declared("linear", judge)


def _arrow(inputs: Inputs, _strict: bool) -> Judgement:
    """The SDSN's trend arrow, as a word: the actual yearly change divided by the required one."""
    base, start = inputs.base, inputs.base_time
    if base is None or start is None:
        return SDSN.unworked(inputs, "no-baseline")
    if inputs.target_value == base:
        return SDSN.unworked(inputs, "maintain-target")
    actual = (inputs.value - base) / (inputs.time - start)
    required = (inputs.target_value - base) / (inputs.target_time - start)
    ratio = actual / required
    working = (
        f"ratio = ((y - b)/(t - t0))/((T - b)/(tT - t0)) = {num(actual)}/{num(required)}"
        f" = {num(ratio)}",
    )
    return SDSN.judgement(inputs, Figures(ratio, slope=actual), working)


SDSN = declared("sdsn", _arrow)
