"""What the card of a target says of its verdict, for the book's own day kept with the book."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from mic25cli.calc import kept
from mic25cli.calc.question import Question
from mic25cli.model.book import RecordBook
from mic25cli.model.catalogue import LANGUAGES, BookLang
from mic25cli.view.document import Cell
from mic25cli.view.text import Lang

Told = Mapping[str, Sequence[tuple[str, Cell]]]
_EXPLAIN = "\x00"
"""Stands for the command that explains a target, which goes by how the book was opened."""


def facts(
    book: RecordBook, target: str, question: Question, explain: str, lang: Lang
) -> Sequence[tuple[str, Cell]]:
    """The status of a target, the answer in words, its pathway and what takes it up."""
    name = f"cards-{lang}"
    own = kept.is_own(book, question) and lang in LANGUAGES
    if own and (raw := kept.kept(book, name)) is not None:
        told: Any = json.loads(raw)
    elif own and kept.is_small(book):
        told = kept.keep(
            book, name, lambda: _told(book, question, lang), lambda told: json.dumps(told).encode()
        )
    else:
        told = _told(book, question, lang, [target])
    return [(label, tuple(_line(line, explain) for line in cell)) for label, cell in told[target]]


def keep(book: RecordBook) -> None:
    """Keep with a book what its start page, its lists and the cards of its targets say."""
    if book.judged_on is not None and kept.is_small(book):
        from mic25cli.calc.carried_out import in_brief

        question = Question(book.judged_on)
        in_brief(book, question)
        for lang in LANGUAGES[:2]:
            own = BookLang.of(lang, book.profile.own_words)
            for target in [*book.kind("targets")][:1]:
                facts(book, target, question, "", own)


def _line(line: Any, explain: str) -> Any:
    if isinstance(line, str):
        return line.replace(_EXPLAIN, explain)
    return tuple((style, text.replace(_EXPLAIN, explain)) for style, text in line)


def _told(
    book: RecordBook, question: Question, lang: Lang, targets: Sequence[str] | None = None
) -> Told:
    from mic25cli.calc.progress.evaluate import evaluate
    from mic25cli.calc.progress.outside import pathway_to
    from mic25cli.calc.successors import successors
    from mic25cli.view.sentence.answers import Answers
    from mic25cli.view.target import card, kin_lines, pathway_lines
    from mic25cli.view.text import label

    results = evaluate(book, question, targets, candidates=False, depends=True)
    answers = Answers(book, question, results)
    found = {}
    for target in targets or book.kind("targets"):
        told = [answers.answered(each) for each in results if each.target == target]
        facts = card(told, question.as_of, _EXPLAIN, lang)
        pathway = pathway_lines(pathway_to(book, target, question.until), lang)
        kin = kin_lines(successors(book, target, question.until), lang)
        more = {"pathway": pathway, "successors": kin}
        facts += [(label(f"explain-{key}", lang), cell) for key, cell in more.items() if cell]
        found[target] = facts
    return found
