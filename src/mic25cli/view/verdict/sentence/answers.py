"""The answers of a dataset with their caveats, the same on every screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, TypeVar

from mic25cli.calc import stored_results
from mic25cli.calc.progress import stored_verdicts
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Detail, InWords, JudgedMilestone, Question, Sentence
from mic25cli.model.dataset import RecordSet
from mic25cli.model.languages import TEXT_LANGUAGES
from mic25cli.model.screen_words import DatasetLang
from mic25cli.values import grouped
from mic25cli.view.text import Lang
from mic25cli.view.verdict.sentence.caveats import first_two
from mic25cli.view.verdict.sentence.length import length
from mic25cli.view.verdict.sentence.sentence import BRIEFEST, Teller

if TYPE_CHECKING:
    from mic25cli.calc.chart_data import Chart
    from mic25cli.calc.scorecard import Scorecard

NAME = "answers"
"""The key under which answers are stored with a dataset."""

BasisVerdict = TypeVar("BasisVerdict", bound=JudgedMilestone)


class Answers:
    """Makes the answers for milestones; `results` already judged must include whole targets."""

    def __init__(
        self, dataset: RecordSet, question: Question, judged: Iterable[JudgedMilestone] = ()
    ) -> None:
        self._dataset, self._question, self._until = dataset.whole, question, question.until
        profile = self._dataset.profile
        langs = TEXT_LANGUAGES if profile.chinese else TEXT_LANGUAGES[:1]
        # The dataset's own words, such as the Chinese for its units.
        own = cache(profile.own_words)
        self._langs: tuple[Lang, ...] = tuple(DatasetLang.of(lang, own) for lang in langs)
        self._of = grouped((result.target, result) for result in judged)

    def _teller(self, result: JudgedMilestone) -> Teller:
        if result.target not in self._of:
            detail: Detail = {"every_method": False, "series": False}
            judged = evaluate(self._dataset, self._question, [result.target], **detail)
            self._of[result.target] = [*judged]
        known_by = self._question.known_day
        of_target, day = self._of[result.target], self._question.day
        return Teller(result, of_target, self._dataset, self._langs[0], day, self._until, known_by)

    def language(self, lang: Lang) -> Lang:
        """The language of the answers for a reader of `lang`: English if there is no other."""
        return lang if lang in self._langs else self._langs[0]

    def sentence(self, result: JudgedMilestone, lang: Lang) -> Sentence:
        """The answer for a milestone in one language."""
        langs = self._langs if lang in self._langs else (lang,)
        return self._tellers(result, langs)[1][langs.index(lang)]

    def answered(self, result: BasisVerdict) -> BasisVerdict:
        """The milestone with its answer in every language of the dataset."""
        return replace(result, answer=self.answer(result))

    def answer(self, result: JudgedMilestone) -> InWords:
        """The answer for a milestone in every language of the dataset."""
        by_milestone = self._stored.get(result.target, {}).get(result.milestone.index)
        return by_milestone or self._worked_out(result)

    @cached_property
    def _stored(self) -> Mapping[str, Mapping[int, InWords]]:
        """The answers stored with the dataset; stored now if all of it has been judged."""
        if not stored_results.is_own(self._dataset, self._question):
            return {}
        if (raw := stored_results.stored(self._dataset, NAME)) is not None:
            return {
                target: dict(answers)
                for target, answers in stored_verdicts.read(raw, self._of or None)
            }
        if not stored_results.is_small(self._dataset) or len(self._of) < len(
            self._dataset.kind("targets")
        ):
            return {}

        def made() -> dict[str, Sequence[tuple[tuple[int, InWords], ...]]]:
            return {
                target: [
                    tuple((result.milestone.index, self._worked_out(result)) for result in results)
                ]
                for target, results in self._of.items()
            }

        stored = stored_results.keep(self._dataset, NAME, made, stored_verdicts.to_bytes)
        return {target: dict(answers) for target, (answers,) in stored.items()}

    def _worked_out(self, result: JudgedMilestone) -> InWords:
        tellers, (english, *others), brief = self._tellers(result, self._langs)
        chinese = tellers[1] if others else None
        caveats = first_two(tellers[0], chinese, brief)
        return InWords(english, others[0] if others else None, caveats)

    def _tellers(
        self, result: JudgedMilestone, langs: Sequence[Lang]
    ) -> tuple[list[Teller], list[Sentence], int]:
        """The tellers and sentences in several languages, all with the same parts."""
        teller = self._teller(result)
        tellers = [replace(teller, lang=lang) for lang in langs]
        for brief in range(BRIEFEST):
            sentences = [teller.sentence(brief) for teller in tellers]
            if all(map(fits, tellers, sentences)):
                return tellers, sentences, brief
        return tellers, [teller.sentence(BRIEFEST) for teller in tellers], BRIEFEST


def with_answers(chart: Chart, dataset: RecordSet, answers: Answers | None = None) -> Chart:
    """A chart with the answer for each of its targets, as of its dates."""
    answers = answers or Answers(dataset, Question(chart.as_of, chart.known_at))
    panels = []
    for panel in chart.panels:
        targets = tuple(
            replace(target, headline=target.headline and answers.answered(target.headline))
            for target in panel.targets
        )
        panels.append(replace(panel, targets=targets))
    return replace(chart, panels=tuple(panels))


def scored(card: Scorecard, dataset: RecordSet) -> Scorecard:
    """A scorecard with the answer for each of its targets."""
    answers = Answers(dataset, Question(card.as_of, card.known_at), card.judged)
    rows = []
    for row in card.rows:
        results = [answers.answered(square.result) for square in row.squares]
        pairs = zip(row.squares, results, strict=True)
        rows.append(replace(row, squares=tuple(replace(one, result=own) for one, own in pairs)))
    return replace(card, rows=tuple(rows))


def fits(teller: Teller, sentence: Sentence) -> bool:
    """Whether a main sentence is short enough in its language."""
    return length(sentence.main, teller.lang) <= teller.form.longest
