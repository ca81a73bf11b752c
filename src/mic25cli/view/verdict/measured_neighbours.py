"""The figures of neighbouring indicators, as a sentence and as a table."""

from __future__ import annotations

from collections.abc import Sequence

from mic25cli.calc.neighbours import Neighbour
from mic25cli.calc.source_grades import Cited
from mic25cli.model.dataset import RecordSet
from mic25cli.model.fields import field_title
from mic25cli.values import replace
from mic25cli.view.columns import ColumnOf, table_of
from mic25cli.view.document import Cell, Head, Line, TextTable
from mic25cli.view.sources.numbered_sources import SourceNumbers
from mic25cli.view.text import Lang, label, name_of
from mic25cli.view.verdict.sentence.number_words import Style, amount_in_words, amount_of
from mic25cli.view.verdict.sentence.period_words import fill, fill_twice
from mic25cli.view.verdict.sentence.subject import counter_apart, in_dataset


def sentence(neighbour: Neighbour, dataset: RecordSet, lang: Lang) -> str:
    """First and last figure: `imports were 38% of the devices used in 2018 and 30% in 2020`."""
    indicator = dataset.whole.kind("indicators")[neighbour.indicator]
    clauses = (clause for clause in indicator["clause"] if clause["basis"] == neighbour.basis)
    plain = {"name": name_of(indicator["name"], lang), "value": "{value}", "year": "{year}"}
    own = in_dataset(next(clauses, None), lang)
    clause, style = counter_apart(own or label("answer-fallback", lang, **plain), Style(lang))
    style = style._replace(named=own is not None)
    figures = []
    for figure in neighbour.figures:
        amount = amount_of(vars(figure), dataset.units, None, indicator["unit"])
        figures += [(amount_in_words(amount, style), figure.period)] if amount else []
    first, *later = figures
    return fill_twice(clause, first, later[0], lang) if later else fill(clause, *first, lang)


def _sentence_with_cites(
    neighbour: Neighbour, dataset: RecordSet, lang: Lang
) -> tuple[str, list[Cited]]:
    """The sentence without source numbers, and the citations of its figures."""
    text = sentence(neighbour, dataset, lang)
    cites = [cite for figure in neighbour.figures for cite in figure.cite[:1]]
    return text[:1].upper() + text[1:], cites


def lines(neighbours: Sequence[Neighbour], numbers: SourceNumbers, lang: Lang) -> Cell:
    """One line per neighbour, with its difference from the industry."""
    lines_of_all: list[Line] = []
    for neighbour in neighbours:
        difference = label("parenthesis", lang, text=in_dataset(neighbour.difference, lang))
        text = numbers.attached_to(*_sentence_with_cites(neighbour, numbers.dataset, lang))
        lines_of_all.append((*text, ("dim", difference)))
    return tuple(lines_of_all)


def table(neighbours: Sequence[Neighbour], numbers: SourceNumbers, lang: Lang) -> TextTable:
    """One row per neighbour: the figures, and their difference from the industry."""

    def differs(neighbour: Neighbour) -> str | None:
        return in_dataset(neighbour.difference, lang)

    def marks(neighbour: Neighbour) -> Cell:
        return (numbers.ref(_sentence_with_cites(neighbour, numbers.dataset, lang)[1])[1:],)

    columns: list[ColumnOf[Neighbour]] = [
        (
            Head("measured", label("beside-measured", lang), rank=0),
            lambda neighbour: _sentence_with_cites(neighbour, numbers.dataset, lang)[0],
        ),
        (Head("difference", field_title("difference", lang), rank=1), differs),
        (Head("cite", field_title("cite", lang), rank=0), marks),
    ]
    return replace(table_of(columns, neighbours), title=field_title("beside", lang))
