"""The verdict lines on the card of a target; those for the dataset's own day are stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from mic25cli.calc import stored_results
from mic25cli.calc.progress_question import Question
from mic25cli.model.dataset import RecordSet
from mic25cli.model.languages import LANGUAGES, TEXT_LANGUAGES
from mic25cli.model.screen_words import DatasetLang
from mic25cli.view.document import Cell
from mic25cli.view.text import Lang

FactsByTarget = Mapping[str, Sequence[tuple[str, Cell]]]
_EXPLAIN = "\x00"
"""Placeholder for the command that explains a target in the dataset as it was opened."""


def facts(
    dataset: RecordSet, target: str, question: Question, explain: str, lang: Lang
) -> Sequence[tuple[str, Cell]]:
    """The status of a target, its answer sentence, its pathway and its successors, for its card."""
    name = f"cards-{lang}"
    own = stored_results.is_own(dataset, question) and lang in LANGUAGES
    if own and (raw := stored_results.stored(dataset, name)) is not None:
        answer: Any = stored_results.of_id(raw, target)
    elif own and stored_results.is_small(dataset):
        answer = stored_results.keep(
            dataset, name, lambda: _headline(dataset, question, lang), stored_results.by_id
        )[target]
    else:
        answer = _headline(dataset, question, lang, [target])[target]
    return [(label, tuple(_line(line, explain) for line in cell)) for label, cell in answer]


def keep(dataset: RecordSet) -> None:
    """Store the answers that the start page, lists and cards of a dataset show with the dataset."""
    if dataset.judged_on is not None and stored_results.is_small(dataset):
        from mic25cli.calc.implementation import in_brief

        question = Question(dataset.judged_on)
        in_brief(dataset, question)
        for lang in TEXT_LANGUAGES:
            own = DatasetLang.of(lang, dataset.profile.own_words)
            for target in [*dataset.kind("targets")][:1]:
                facts(dataset, target, question, "", own)


def _line(line: Any, explain: str) -> Any:
    if isinstance(line, str):
        return line.replace(_EXPLAIN, explain)
    return tuple((style, text.replace(_EXPLAIN, explain)) for style, text in line)


def _headline(
    dataset: RecordSet, question: Question, lang: Lang, targets: Sequence[str] | None = None
) -> FactsByTarget:
    from mic25cli.calc.progress.evaluate import evaluate
    from mic25cli.calc.progress.outside_assessments import Steps, pathway_to
    from mic25cli.calc.successors import same_field, successors
    from mic25cli.view.text import label
    from mic25cli.view.verdict.explain_text import card, kin_lines, pathway_lines
    from mic25cli.view.verdict.sentence.answers import Answers

    results = evaluate(dataset, question, targets, candidates=False, depends=True)
    answers = Answers(dataset, question, results)
    by_language = {}
    for target in targets or dataset.kind("targets"):
        own = [answers.answered(result) for result in results if result.target == target]
        facts = card(own, dataset, question.as_of, _EXPLAIN, lang)
        ways = {
            key: pathway_lines(pathway_to(dataset, target, question.until, key), lang)
            for key in get_args(Steps)
        }
        kin = {
            "successors": successors(dataset, target, question.until),
            "same-field": same_field(dataset, target, question.until) or None,
        }
        more = {**ways, **{key: kin_lines(each, lang) for key, each in kin.items()}}
        facts += [(label(f"explain-{key}", lang), cell) for key, cell in more.items() if cell]
        by_language[target] = facts
    return by_language
