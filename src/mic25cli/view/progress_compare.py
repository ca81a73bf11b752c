"""All methods side by side, for people."""

from __future__ import annotations

from collections.abc import Sequence

from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.result import MethodResult, Result
from mic25cli.calc.progress.status import Status
from mic25cli.view import statuses
from mic25cli.view.progress_table import name_heads, names, title, year_of
from mic25cli.view.sheet import Cell, Head
from mic25cli.view.text import Lang

LEGEND = (
    "each method's class on the common scale ({symbols})"
    " and the number that its classes are cut on; – not applicable"
)


def comparison(
    results: Sequence[Result], lang: Lang
) -> tuple[tuple[Head, ...], tuple[tuple[Cell, ...], ...]]:
    """A row a milestone: each method's class and number, and whether they agree."""
    heads = (
        *name_heads(lang, want=30),
        Head("year", title("year", lang), rank=0),
        *(Head(method, method, rank=1) for method in METHODS),
        Head("agree", title("agree", lang), rank=0),
        Head("id", title("id", lang), rank=9, style="id"),
    )
    rows = []
    for result in results:
        by_id = {each.id: each for each in result.methods}
        said = [_compared(by_id.get(method)) for method in METHODS]
        verdicts = sum(each.status is not None for each in result.methods)
        agree = "" if verdicts < 2 else "≠ no" if result.disagree else "= yes"
        rows.append((*names(result, lang), (year_of(result),), *said, (agree,), (result.target,)))
    return heads, tuple(rows)


def _compared(said: MethodResult | None) -> Cell:
    if said is None or said.status is None:
        return ("–",)
    ratio = said.figures.ratio
    number_shown = "" if ratio is None or said.status == "achieved" else f" {ratio:.2f}"
    return (statuses.SYMBOLS[said.status] + number_shown.replace("-", "\N{MINUS SIGN}"),)


def legend(lang: Lang) -> str:
    """What the symbols and numbers of a comparison mean."""
    on_scale: tuple[Status, ...] = ("achieved", "on-track", "behind", "far-behind", "regressing")
    symbols = ", ".join(statuses.mark(status, lang) for status in on_scale)
    return LEGEND.format(symbols=symbols)
