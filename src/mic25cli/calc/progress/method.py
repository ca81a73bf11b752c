"""The parts of a method: from plain numbers to its own class and a status on the common scale."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from math import inf
from pathlib import Path
from typing import Any

from mic25cli.calc.progress.status import Reason, Status
from mic25cli.model.plain_values import rounded
from mic25cli.model.unique_keys import read_table
from mic25cli.values import FrozenData, replace

TOLERANCE = 1e-9
"""A ratio this close below a cut counts as on it, because 0.95 has no exact binary form."""


class Inputs(FrozenData):
    """The numbers of one calculation, in the target's unit and in years.

    `sign` is +1 if more is better, otherwise -1. `series` has one point per year up to the
    observation. `scale_end` is the value beyond which a percentage cannot improve, and `years` are
    those of the baseline and the observation.
    """

    base: float | None
    base_time: float | None
    value: float
    time: float
    target_value: float
    target_time: float
    sign: int
    met: bool = False
    scale_end: float | None = None
    now: float = -inf
    years: tuple[int, int] | None = None
    series: tuple[tuple[int, float], ...] = ()

    def at(self, value: float, met: bool) -> Inputs:
        """The same inputs with another figure, and with whether that figure meets the target."""
        return replace(self, value=value, met=met)


class Trend(FrozenData):
    """The numbers of a desired direction without a target value; `limit` cannot be passed."""

    base: float
    base_time: float
    value: float
    time: float
    sign: int
    limit: float | None = None
    series: tuple[tuple[int, float], ...] = ()


class Figures(FrozenData):
    """The figures that a method computes, unrounded; `ratio` decides its class."""

    ratio: float | None = None
    growth_actual: float | None = None
    growth_required: float | None = None
    projected: float | None = None
    slope: float | None = None
    miss: float | None = None
    score: float | None = None


class Judgement(FrozenData):
    """A method's answer: its own word, a status on the common scale, or the reasons for neither."""

    word: str | None
    status: Status | None
    reasons: tuple[Reason, ...] = ()
    figures: Figures = Figures()
    working: tuple[str, ...] = ()
    """The formula with its numbers filled in, one line for each step."""


class Cut(FrozenData):
    """A class of a method: its word, its lowest ratio, and its status on the common scale.

    The lowest class has `least` None. `above` means that a ratio equal to `least` belongs to the
    class below.
    """

    word: str
    least: float | None
    status: Status
    above: bool = False

    def judgement(self, figures: Figures, working: tuple[str, ...] = ()) -> Judgement:
        """The answer of a method whose figures are in this class."""
        return Judgement(self.word, self.status, (), figures, working)


class Method(FrozenData):
    """A method: who defines it, its classes from best to worst, and how it judges.

    `judge` gets the inputs and whether to follow the reference implementation exactly (if it
    `has_reference`). `trend` judges directions without a target by `trend_cuts`.
    """

    id: str
    version: str
    title: str
    measure: str
    met: str
    cuts: tuple[Cut, ...]
    judge: Callable[[Inputs, bool], Judgement]
    needs_baseline: bool = True
    trend: Callable[[Trend], Judgement] | None = None
    trend_cuts: tuple[Cut, ...] = ()
    has_reference: bool = False
    needs_series: bool = False

    def judgement(self, inputs: Inputs, figures: Figures, working: tuple[str, ...]) -> Judgement:
        """The class of the computed ratio; a target that is met is in the top class."""
        if inputs.met:
            return Judgement(self.met, "already-met", (), figures, working)
        assert figures.ratio is not None
        return classify(figures.ratio, self.cuts).judgement(figures, working)

    def unworked(
        self,
        inputs: Inputs,
        why: Reason,
        figures: Figures = Figures(),  # noqa: B008  # a frozen value
    ) -> Judgement:
        """The answer without a ratio, which is not needed to see whether the target is met."""
        if inputs.met:
            return Judgement(self.met, "already-met", (why,), figures)
        return refused(why)


@cache
def declarations() -> dict[str, dict[str, Any]]:
    """The declarations of `methods.json` by method id, without the functions that judge."""
    return read_table(Path(__file__).with_name("methods"))


def declared(
    method_id: str,
    judge: Callable[[Inputs, bool], Judgement],
    trend: Callable[[Trend], Judgement] | None = None,
) -> Method:
    """The method declared under an id, with the functions by which it judges."""
    declaration = declarations()[method_id]
    cuts = {
        key: tuple(Cut(*cut) for cut in declaration.get(key, ())) for key in ("cuts", "trend_cuts")
    }
    return Method(**{**declaration, **cuts}, id=method_id, judge=judge, trend=trend)


def classify(ratio: float, cuts: tuple[Cut, ...]) -> Cut:
    """The first class whose lowest ratio is reached; the last class has no limit."""
    for cut in cuts:
        if cut.least is None:
            return cut
        if ratio > cut.least + TOLERANCE if cut.above else ratio >= cut.least - TOLERANCE:
            return cut
    raise AssertionError("the last class of a method has no least ratio")


def refused(*reasons: Reason) -> Judgement:
    """An answer without a class, with the reasons why the method does not apply."""
    return Judgement(None, None, reasons)


def less(one: float, other: float) -> float:
    """A difference without binary rounding errors: 85.6 minus 83.5 is 2.1, not 2.0999…"""
    return float(Decimal(repr(one)) - Decimal(repr(other)))


def num(value: float | Decimal) -> str:
    """A number as shown in the working: six significant digits, no exponent."""
    exact = Decimal(repr(rounded(float(value))))
    text = format(exact, ",f" if abs(exact) >= 10_000 else "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "\N{MINUS SIGN}")
