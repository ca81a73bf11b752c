"""All methods side by side, for people."""

from __future__ import annotations

from collections.abc import Sequence

from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.result import MethodResult, Result
from mic25cli.calc.progress.status import PACES
from mic25cli.view.document import Cell, Head, Table
from mic25cli.view.progress import statuses
from mic25cli.view.progress.table import name_heads, names, year_of
from mic25cli.view.signs import STATUSES
from mic25cli.view.text import Lang
from mic25cli.view.words import label


def comparison(results: Sequence[Result], lang: Lang) -> Table:
    """A row a milestone: each method's class and number, and whether they agree."""
    heads = (
        *name_heads(lang),
        Head("year", label("progress-year", lang), rank=0),
        *(Head(method, method, rank=1) for method in METHODS),
        Head("agree", label("progress-agree", lang), rank=0),
        Head("id", label("progress-id", lang), rank=9, style="id"),
    )
    rows = []
    for result in results:
        by_id = {method.id: method for method in result.methods}
        said = [_compared(by_id.get(method)) for method in METHODS]
        verdicts = sum(method.status is not None for method in result.methods)
        agree = label("progress-no" if result.disagree else "progress-yes", lang)
        last = (agree,) if verdicts > 1 else ()
        rows.append((*names(result, lang), (year_of(result),), *said, last, (result.target,)))
    return Table(heads, tuple(rows))


def _compared(said: MethodResult | None) -> Cell:
    if said is None or said.status is None:
        return ("–",)
    ratio = said.figures.ratio
    number_shown = "" if ratio is None or said.status == "achieved" else f" {ratio:.2f}"
    sign, style = STATUSES[said.status]
    return (((style, sign), ("", number_shown.replace("-", "\N{MINUS SIGN}"))),)


def legend(lang: Lang) -> str:
    """What the symbols and numbers of a comparison mean."""
    symbols = label("comma", lang).join(statuses.mark(status, lang) for status in PACES)
    return label("progress-legend", lang, symbols=symbols)
