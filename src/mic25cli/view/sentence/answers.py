"""The answers of a book, the same wherever they are told, and the caveats that go with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import repeat
from typing import TYPE_CHECKING, TypeVar

from mic25cli.calc import kept
from mic25cli.calc.cites import witness
from mic25cli.calc.progress import own
from mic25cli.calc.progress.evaluate import Detail, evaluate
from mic25cli.calc.progress.result import Caveat, InWords, JudgedMilestone, Question, Sentence
from mic25cli.calc.progress.status import ASSESSED
from mic25cli.model import edtf
from mic25cli.model.book import RecordBook
from mic25cli.values import grouped
from mic25cli.view.sentence.numbers import Style, count_word, said
from mic25cli.view.sentence.tell import BRIEFEST, Teller, fits, length
from mic25cli.view.text import Lang, label

if TYPE_CHECKING:
    from mic25cli.calc.figure import Chart
    from mic25cli.calc.scorecard import Scorecard

MOST_WORDS, MOST_SIGNS = 25, 45
"""How long two caveats may be together: words of English, signs of Chinese."""

NAME = "answers"
"""What they are kept under with a book."""

Judged = TypeVar("Judged", bound=JudgedMilestone)


class Answers:
    """Tells milestones in words; of what is judged already, a target is given whole."""

    def __init__(
        self, book: RecordBook, question: Question, judged: Iterable[JudgedMilestone] = ()
    ) -> None:
        self._book, self._question, self._until = book.whole, question, question.until
        self._langs: tuple[Lang, ...] = ("en", "zh") if self._book.profile.chinese else ("en",)
        self._of = grouped((result.target, result) for result in judged)

    def _teller(self, result: JudgedMilestone) -> Teller:
        if result.target not in self._of:
            detail: Detail = {"every_method": False, "series": False}
            found = evaluate(self._book, self._question, [result.target], **detail)
            self._of[result.target] = [*found]
        known_by = self._question.known_day
        return Teller(result, self._of[result.target], self._book, "en", self._until, known_by)

    def sentence(self, result: JudgedMilestone, lang: Lang) -> Sentence:
        """The answer for a milestone in one language."""
        langs = self._langs if lang in self._langs else (lang,)
        return self._told(result, langs)[1][langs.index(lang)]

    def answered(self, result: Judged) -> Judged:
        """The milestone with its answer in every language of the book."""
        return replace(result, answer=self.answer(result))

    def answer(self, result: JudgedMilestone) -> InWords:
        """The answer for a milestone in every language of the book."""
        found = self._kept.get(result.target, {}).get(result.milestone.index)
        return found or self._worked_out(result)

    @cached_property
    def _kept(self) -> Mapping[str, Mapping[int, InWords]]:
        """The answers that are kept with the book, or are from now on where all of it is judged."""
        if not kept.is_own(self._book, self._question):
            return {}
        if (raw := kept.kept(self._book, NAME)) is not None:
            return {target: dict(told) for target, told in own.read(raw, self._of or None)}
        if not kept.is_small(self._book) or len(self._of) < len(self._book.kind("targets")):
            return {}

        def made() -> dict[str, Sequence[tuple[tuple[int, InWords], ...]]]:
            return {
                target: [tuple((each.milestone.index, self._worked_out(each)) for each in results)]
                for target, results in self._of.items()
            }

        found = kept.keep(self._book, NAME, made, own.written)
        return {target: dict(told) for target, (told,) in found.items()}

    def _worked_out(self, result: JudgedMilestone) -> InWords:
        tellers, (english, *others) = self._told(result, self._langs)
        return InWords(english, others[0] if others else None, _first_two(*tellers))

    def _told(
        self, result: JudgedMilestone, langs: Sequence[Lang]
    ) -> tuple[list[Teller], list[Sentence]]:
        """Who tells it in some languages, and what: the same parts, so that none says less."""
        teller = self._teller(result)
        tellers = [replace(teller, lang=lang) for lang in langs]
        for brief in range(BRIEFEST):
            said = [each.sentence(brief) for each in tellers]
            if all(map(fits, tellers, said)):
                return tellers, said
        return tellers, [each.sentence(BRIEFEST) for each in tellers]


def told(chart: Chart, book: RecordBook) -> Chart:
    """A chart with the answer of each of its targets."""
    answers = Answers(book, Question(chart.as_of, chart.known_at))
    panels = []
    for panel in chart.panels:
        targets = tuple(
            replace(each, headline=each.headline and answers.answered(each.headline))
            for each in panel.targets
        )
        panels.append(replace(panel, targets=targets))
    return replace(chart, panels=tuple(panels))


def scored(card: Scorecard, book: RecordBook) -> Scorecard:
    """A scorecard with the answer of each of its targets."""
    answers = Answers(book, Question(card.as_of, card.known_at), card.judged)
    rows = []
    for row in card.rows:
        results = [answers.answered(square.result) for square in row.squares]
        pairs = zip(row.squares, results, strict=True)
        rows.append(replace(row, squares=tuple(replace(one, result=own) for one, own in pairs)))
    return replace(card, rows=tuple(rows))


def _first_two(english: Teller, chinese: Teller | None = None) -> tuple[Caveat, ...]:
    """The first two caveats, as long as they are short; one of a record may be two in itself."""
    if english.result.status in ("superseded", "withdrawn", "not-started"):
        return ()
    first: list[Caveat] = []
    words, signs, told = MOST_WORDS, MOST_SIGNS, 0
    others = _caveats(chinese) if chinese else repeat(None)
    for en, zh in zip(_caveats(english), others, strict=False):
        own = length(en, "en"), length(zh or "", "zh")
        if own[0] <= words and own[1] <= signs:
            first.append(Caveat(en, zh))
            words, signs = words - own[0], signs - own[1]
            told += en.count(". ") + en.count("; ") + 1
        if told >= 2:
            break
    return tuple(first)


def _caveats(told: Teller) -> Iterator[str]:
    result, reading, milestone = told.result, told.reading, told.result.milestone

    def word(key: str, **values: object) -> str:
        return label(f"answer-mind-{key}", told.lang, **values)

    if (latest := told.amount(result.latest, result.side)) and result.latest:
        value, year = said(latest, told.style), told.time(result.latest.period)
        yield word("latest", value=value, year=year)
    first = [*_rivals(told), *_of_record(told), *_outsiders(told)]
    yield from first
    found = False
    if result.status == "already-met":
        found = True
        yield word("may-fall")
    if told.names_last_seen:
        found = True
        yield word("nothing-newer")
    if milestone.counts_as is None or milestone.checked == "none":
        found = True
        yield word("unread")
    if reading is not None and reading.derived and not reading.estimated:
        found = True
        yield word("our-sum")
    if milestone.counts_as == "D":
        found = True
        yield word("goal-weak")
    elif reading is not None and reading.counts_as == "D":
        found = True
        yield word("weak")
    if result.origin == "adjacent":
        found = True
        name = told.book.profile.name
        policy = (name["zh"] if told.lang == "zh" else None) or name["en"] or name["zh"]
        yield word("not-of-plan", policy=policy)
    if not first and not found and result.status in ASSESSED and _one_counts(told):
        yield word("one-body")


def _rivals(told: Teller) -> Iterator[str]:
    result, lang = told.result, told.lang
    if result.status not in ASSESSED:
        return
    for other in result.evidence:
        differs = other.status in ASSESSED and other.status != result.status
        if not differs or other.seen is None:
            continue
        amount = told.amount(other.seen, other.side)
        if amount is not None:
            values = {"value": said(amount, Style(lang)), "time": told.time(other.seen.period)}
            verdict = label(f"answer-other-{other.status}", lang)
            yield label("answer-mind-other-count", lang, **values, verdict=verdict)
            break
    for rival in told.of_target:
        if not told.is_due_with(rival) or rival.status not in {*ASSESSED} - {result.status}:
            continue
        if (goal := told.amount(rival.milestone)) is not None:
            values = {
                "who": told.who(rival.milestone.report),
                "goal": said(goal, Style(lang, goal=True)),
            }
            verdict = label(f"answer-other-{rival.status}", lang)
            yield label("answer-mind-other-goal", lang, **values, verdict=verdict)
            break


def _of_record(told: Teller) -> Iterator[str]:
    if told.reading is None:
        return
    if mind := told.of_evidence("mind"):
        yield mind
    elif (but := told.of_evidence("but")) and told.result.status in ("met-late", "already-met"):
        yield label("answer-sentence", told.lang, text=but[:1].upper() + but[1:])


def _outsiders(told: Teller) -> Iterator[str]:
    """That most of those who judged the target from outside do not say what is said here."""
    result, lang = told.result, told.lang
    counts = {key: result.outside[key] for key in ("reached", "partly", "not_reached")}
    of = sum(counts.values())
    key = {"achieved": "reached", "missed": "not_reached"}.get(result.status)
    if key is None or not of or counts[key] * 2 >= of:
        return
    values = {"count": count_word(of, lang), "agree": count_word(counts[key], lang)}
    alone = {"reached": "reached-1", "not_reached": "not_reached-1"}
    yield label(f"answer-mind-outside-{alone[key] if of == 1 else key}", lang, **values)


def _one_counts(told: Teller) -> bool:
    reading, result = told.reading, told.result
    if reading is None:
        return False
    agreeing = {each.basis for each in result.evidence if each.status == result.status}
    year, same = edtf.year_of(reading.period), agreeing or {result.basis}
    who = {
        each["attributed"] or witness(told.book, each["report"])
        for each in told.indicator["observations"]
        if each["basis"] in same and edtf.year_of(each["period"]) == year
    }
    return len(who) == 1
