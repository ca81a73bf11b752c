"""The columns of progress for machines: every number in a column of its own."""

from __future__ import annotations

from collections.abc import Sequence

from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.milestone import Milestone
from mic25cli.calc.progress.result import Result
from mic25cli.model.plain import rounded
from mic25cli.view.document import Cell, Head, Table

_MACHINE = (
    "target", "name_en", "name_zh", "year", "status", "fit", "side", "status_if_standing",
    "at_least", "at_most", "reached_by", "last_seen", "extrapolated", "reasons", "applies",
    "unit", "baseline_period", "baseline", "observed_period", "observed", "goal", "bound", "share",
    "expected", "gap", "pace", "needed_per_year", "arrival", "distance", "method", "word", "ratio",
    "lag", "grade", "checked", "report", "basis", "outside", "industries", "sources",
)  # fmt: skip


def columns(results: Sequence[Result], compare: bool) -> Table:
    """A column a number; with every method's status where they are compared."""
    keys = (
        [*_MACHINE, *(f"status_{method}" for method in METHODS), "disagree"]
        if compare
        else [*_MACHINE]
    )
    rows = tuple(tuple(_cell(_value(result, key)) for key in keys) for result in results)
    return Table(tuple(Head(key, key, rank=0) for key in keys), rows)


def _cell(value: object) -> Cell:
    if value is None:
        return ()
    if isinstance(value, tuple):
        return tuple(str(each) for each in value)
    if isinstance(value, bool):
        return ("true" if value else "false",)
    if isinstance(value, float):
        return (str(rounded(value)),)
    return (str(value),)


def _value(result: Result, key: str) -> object:
    """One value of a result for a column of its own."""
    base, last, aim = result.baseline, result.observation, result.milestone
    if key.startswith("status_") and key != "status_if_standing":
        return next(
            (method.status for method in result.methods if f"status_{method.id}" == key), None
        )
    return {
        "name_en": result.name["en"],
        "name_zh": result.name["zh"],
        "year": aim.year,
        "applies": aim.applies,
        "baseline_period": base and base.period,
        "baseline": base and base.best,
        "observed_period": last and last.period,
        "observed": last and last.best,
        "goal": aim.statement if aim.value is None and aim.low is None else _goal(aim),
        "bound": aim.bound,
        "method": result.method.id,
        "word": result.method.word,
        "ratio": result.method.figures.ratio,
        "grade": last and last.grade,
        "checked": last and last.checked,
        "report": aim.report,
        "outside": tuple(f"{key} {number}" for key, number in result.outside.items() if number),
    }.get(key, getattr(result, key, getattr(result.measures, key, None)))


def _goal(aim: Milestone) -> object:
    return aim.value if aim.value is not None else f"{aim.low}/{aim.high}"
