"""The pace of the last years alone, for a method that takes a window of years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from mic25cli.calc.progress.method import TOLERANCE, Method
from mic25cli.calc.progress.milestone import year_end
from mic25cli.calc.progress.result import MethodResult, Question
from mic25cli.calc.progress.verdict import Point, VerdictCase, no_verdict, pace_of
from mic25cli.calc.span import Span


def pace_over(case: VerdictCase, method: Method, question: Question) -> MethodResult:
    """What a method says of the pace: since the baseline, or over the window that is asked for."""
    if question.window is None or not method.takes_window:
        return pace_of(case, method, question.strict_compat)
    start = _start(case, question.window)
    if start is None and not (case.inputs is not None and case.inputs.reached):
        return no_verdict(method, ["short-series"])
    return pace_of(replace(case, baseline=start, restated=None, single=False), method, False)


def _start(case: VerdictCase, window: int) -> Point | None:
    """The first observation that lies within a window of years before the last; None without one.

    It must lie half of the window before the last at least.
    """
    if case.observation is None:
        return None
    last = case.observation.time
    for year, value in case.series:
        if last - window - TOLERANCE <= year <= last - window / 2 + TOLERANCE:
            known = Decimal(value)
            return Point(Span(known, known, known), float(year), date(year, 1, 1), year_end(year))
    return None
