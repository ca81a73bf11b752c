"""All methods side by side, for people."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from operator import attrgetter

from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.result import Result
from mic25cli.calc.progress.status import PACES
from mic25cli.view.columns import ColumnOf, name_columns, table_of
from mic25cli.view.document import Cell, Head, Table
from mic25cli.view.progress import statuses
from mic25cli.view.progress.table import year_of
from mic25cli.view.signs import STATUSES
from mic25cli.view.text import Lang
from mic25cli.view.words import label


def comparison(results: Sequence[Result], lang: Lang) -> Table:
    """A row a milestone: each method's class and number, and whether they agree."""
    columns: list[ColumnOf[Result]] = [
        *name_columns("progress-target", attrgetter("name"), lang),
        (Head("year", label("progress-year", lang), rank=0), year_of),
        *((Head(method, method), partial(_compared, method)) for method in METHODS),
        (Head("agree", label("progress-agree", lang), rank=0), partial(_agree, lang)),
        (Head("id", label("progress-id", lang), rank=9, style="id"), lambda result: result.target),
    ]
    return table_of(columns, results)


def _agree(lang: Lang, result: Result) -> str:
    """Whether the methods agree; nothing where there are not two that say something."""
    if sum(method.status is not None for method in result.methods) < 2:
        return ""
    return label("progress-no" if result.disagree else "progress-yes", lang)


def _compared(method: str, result: Result) -> Cell:
    said = next((each for each in result.methods if each.id == method), None)
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
