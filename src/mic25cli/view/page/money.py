"""Funds in a table: what each aimed at, and what it has, each sum by its name with its sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mic25cli.calc.brief import Payer, Sum
from mic25cli.calc.cites import Cited, best_cite
from mic25cli.view.document import Cell, Head, Piece, RecordName, TextTable
from mic25cli.view.numbers import SourceNumbers
from mic25cli.view.quantities import amounts
from mic25cli.view.target_tables import graded as grade_and_look
from mic25cli.view.text import Lang, date, name_of
from mic25cli.view.words import label


def lines(
    sums: Iterable[Sum], numbers: SourceNumbers, lang: Lang, *, graded: bool = False
) -> list[tuple[Piece, ...]]:
    """Sums, a line each, two that say the same being one; `graded`: with how good a source is."""
    found: dict[str, list[Cited]] = {}
    for sum_ in sums:
        text = amounts([sum_.amount], lang)[0]
        best = best_cite(sum_.cite)
        if graded and best is not None:
            text = f"{text} · {grade_and_look(best.counts_as, best.checked, lang)}"
        found.setdefault(text, []).extend(sum_.cite)
    return [numbers.attached_to(text, cites) for text, cites in found.items()]


def table(payers: Sequence[Payer], numbers: SourceNumbers, lang: Lang) -> TextTable:
    """A row a fund: what it aimed at, and beside it what was raised, registered or paid in."""
    heads = (
        Head("fund", label("page-fund", lang), rank=0, style="name"),
        Head("since", label("page-since", lang), rank=1),
        Head("aimed", label("page-aimed", lang), rank=0),
        Head("raised", label("page-raised", lang), rank=0),
    )
    return TextTable(heads, tuple(_row(payer, numbers, lang) for payer in payers))


def _row(payer: Payer, numbers: SourceNumbers, lang: Lang) -> tuple[Cell, ...]:
    since = payer.fund["established"]
    name = RecordName(name_of(payer.fund["name"], lang), "funds", payer.fund["id"])
    return (
        (numbers.attached_to(name, payer.cite),),
        (date(since, lang),) if since else (),
        tuple(lines(payer.aimed, numbers, lang)),
        tuple(lines((*payer.raised, *payer.other), numbers, lang)),
    )
