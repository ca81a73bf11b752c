"""What a reader of an answer must know before quoting it: at most two caveats, the same in every
language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import repeat
from math import ceil, isclose

from mic25cli.calc.progress.max_changes import own_max_change, values_of
from mic25cli.calc.progress.result import Caveat
from mic25cli.calc.progress.status import ASSESSED, PACES
from mic25cli.calc.source_grades import independent_source
from mic25cli.model import edtf
from mic25cli.model.languages import TEXT_LANGUAGES, catalogue
from mic25cli.values import replace
from mic25cli.view.text import Lang, label
from mic25cli.view.verdict.sentence.length import length
from mic25cli.view.verdict.sentence.number_words import amount_in_words, count_word
from mic25cli.view.verdict.sentence.period_words import fill, whole_year
from mic25cli.view.verdict.sentence.sentence import Teller
from mic25cli.view.verdict.sentence.subject import STOPPED, lowered

_NEVER_COMPARED = ("older-than-target", "no-total", "zero-base")
"""Reasons why a figure and its target cannot be compared at all."""


def note(caveats: Iterable[str], lang: Lang) -> str:
    """The caveats as one note: `Note: the figure could fall again. It is from a weak source.`"""
    first, *others = caveats
    if catalogue(lang).spaced:
        return label("answer-note", lang, text=" ".join((lowered(first), *others)))
    text = "；".join(x.removesuffix("。") for x in (first, *others))
    return label("answer-note", lang, text=text)


def first_two(english: Teller, chinese: Teller | None, brief: int) -> tuple[Caveat, ...]:
    """The first two caveats, if they are short; one from a record may count as two."""
    chosen: list[Caveat] = []
    words, signs = (catalogue(lang).longest for lang in TEXT_LANGUAGES)
    clauses = 0
    others = _caveats(chinese, brief) if chinese else repeat(None)
    for en, zh in zip(_caveats(english, brief), others, strict=False):
        own = [*map(length, (en, zh or ""), TEXT_LANGUAGES)]
        if own[0] <= words and own[1] <= signs:
            chosen.append(Caveat(en, zh))
            words, signs = words - own[0], signs - own[1]
            clauses += en.count(". ") + en.count("; ") + 1
        if clauses >= 2:
            break
    return tuple(chosen)


def _word(teller: Teller, key: str, **values: object) -> str:
    return label(f"answer-caveat-{key}", teller.lang, **values)


def _caveats(teller: Teller, brief: int) -> Iterator[str]:
    """All caveats, the most serious first: on the verdict, on the figure, and on the sources."""
    if teller.result.status in STOPPED:
        if teller.result.milestone.grade == "D":
            yield _word(teller, "target-weak")
        return
    if brief >= 2 and (difference := teller.difference):
        yield label("answer-sentence", teller.lang, text=difference[:1].upper() + difference[1:])
    for part in (_on_comparing, _rivals, _of_record, _outsiders, _on_time, _on_sources):
        yield from part(teller)


def _on_comparing(teller: Teller) -> Iterator[str]:
    """How certain a miss is, or why nothing can be said."""
    result, milestone = teller.result, teller.result.milestone
    for reason in _NEVER_COMPARED:
        if reason in (milestone.baseless, *result.reasons) and result.status == "not-assessable":
            yield _word(teller, reason, year=milestone.base_name)
    paceless = {"no-baseline", "single-observation"} & {*result.reasons}
    if result.status == "not-assessable" and teller.ahead and teller.value is not None and paceless:
        yield _word(teller, "no-baseline" if teller.result.baseline is None else "only-baseline")
    if result.status == "not-assessable" and "no-recent-observation" in result.reasons:
        yield _word(teller, "no-recent")
    by_gap = result.max_change is not None and result.gap_scale is not None and not teller.by_later
    sure = result.status == "missed" and result.certainty == "inferred" and by_gap
    if sure and (span := _unseen(teller)):
        over = _word(teller, span[0], count=count_word(span[1], teller.lang))
        key = "own-pace" if _by_own_pace(teller) else "others-pace"
        yield _word(teller, key, over=over[:1].upper() + over[1:])


def _unseen(teller: Teller) -> tuple[str, int] | None:
    """The time from the figure to the end of the target year, as a label's key and a number."""
    ends = teller.result.milestone.ends
    latest = edtf.parse(teller.reading.period).latest if teller.reading else None
    months = round((edtf.year_scale(ends) - edtf.year_scale(latest)) * 12) if ends and latest else 0
    words, count = (
        (("month", "months"), months) if months < 12 else (("year", "years"), ceil(months / 12))
    )
    return (f"over-{words[count > 1]}", count) if months > 0 else None


def _by_own_pace(teller: Teller) -> bool:
    """Whether the figure was compared with its own past and not with other figures."""
    result, reading = teller.result, teller.reading
    assert reading is not None and teller.value is not None and result.gap_scale is not None
    latest, due = edtf.parse(reading.period).latest, result.milestone.ends
    assert latest is not None and due is not None
    series = values_of(teller.dataset, teller.indicator, result.timing)
    own = series.get((reading.basis, teller.value.dimension), {})
    sign = -1 if result.direction == "decrease" else 1
    years = edtf.year_scale(due) - edtf.year_scale(latest)
    largest = own_max_change(own, result.gap_scale, sign, years)
    return largest is not None and isclose(largest, result.max_change or 0, rel_tol=1e-6)


def _rivals(teller: Teller) -> Iterator[str]:
    """The verdicts from other figures and for other values of the target."""
    result, lang = teller.result, teller.lang
    if result.latest and (latest := teller.amount(result.latest, result.side)):
        text = _word(teller, "latest", value="{value}", year="{year}")
        yield fill(text, amount_in_words(latest, teller.style), result.latest.period, lang)
    if result.status not in ASSESSED:
        return
    for other in result.evidence:
        if other.status not in {*ASSESSED} - {result.status} or other.seen is None:
            continue
        if (amount := teller.amount(other.seen, other.side)) is not None:
            value = amount_in_words(amount, teller.style._replace(named=False))
            time = teller.time(other.seen.period)
            verdict = label(f"answer-head-{other.status}", lang).lower()
            yield _word(teller, "other-count", value=value, time=time, verdict=verdict)
            break
    for rival in teller.of_target:
        if not teller.is_due_with(rival) or rival.status not in {*ASSESSED} - {result.status}:
            continue
        if (target_value := teller.amount(rival.milestone)) is not None:
            owner = teller.owner(rival.milestone.report)
            verdict = label(f"answer-head-{rival.status}", lang).lower()
            value = amount_in_words(target_value, teller.style._replace(target_value=True))
            yield _word(teller, "other-target", owner=owner, value=value, verdict=verdict)
            break


def _of_record(teller: Teller) -> Iterator[str]:
    if teller.reading is not None and (caveat := teller.of_evidence("caveat")):
        yield caveat


def _outsiders(teller: Teller) -> Iterator[str]:
    """A caveat that most outside assessments of the target differ from our verdict."""
    result, lang = teller.result, teller.lang
    counts = {key: result.outside[key] for key in ("met", "partly_met", "not_met")}
    key = {"met": "met", "missed": "not_met"}.get(result.status)
    of = sum(counts.values())
    if key is None or not of or counts[key] * 2 >= of:
        return
    agree = counts[key]
    form = "none" if not agree else "one" if agree == 1 else "some"
    form = f"none-of-{of}" if not agree and of < 3 else form
    verdict = label(f"answer-outside-{key}", lang)
    values = {"count": count_word(of, lang), "agree": count_word(agree, lang).capitalize()}
    yield _word(teller, f"outside-{form}", **values, verdict=verdict)


def _on_time(teller: Teller) -> Iterator[str]:
    """A caveat that the figure is for another year, may still change, or has another baseline."""
    result, reading, due = teller.result, teller.reading, teller.result.milestone.year
    may_turn = teller.indicator["falls"] != "never" and result.direction is not None
    if result.status == "already-met" and may_turn:
        yield _word(teller, f"may-{teller.turn}")
    base = teller.amount(result.baseline)
    if result.status in PACES[1:] and result.baseline is not None and base and any(base.ends):
        value, year = amount_in_words(base, teller.style), teller.time(result.baseline.period)
        yield _word(teller, "baseline", value=value, year=year)
    if result.certainty != "inferred" or reading is None or due is None:
        return
    figure_year = edtf.year_of(reading.period) or due
    if teller.by_later:
        form = "after-1" if figure_year == due + 1 else "after"
        yield _word(teller, form, count=count_word(figure_year - due, teller.lang))
    elif result.status == "met" and _unseen(teller):
        seen_until = edtf.parse(reading.period).latest
        ends = [edtf.parse(each["period"]).latest for each in teller.indicator["observations"]]
        more = any(end and seen_until and end > seen_until for end in ends)
        form = "last-year" if whole_year(reading.period) else "last-admitted" if more else "last"
        yield _word(teller, form, year=teller.time(reading.period))


def _on_sources(teller: Teller) -> Iterator[str]:
    """How reliable the sources are, and whose target it is."""
    reading, milestone = teller.reading, teller.result.milestone
    derived = reading is not None and reading.derived and not reading.estimated
    english, has_weak = replace(teller, lang="en").of_evidence("caveat") or "", False
    for key, applies in (
        ("unread", milestone.grade is None or milestone.checked == "none"),
        ("our-sum", derived and "we " not in english.lower()),
        ("target-weak", milestone.grade == "D"),
        ("weak", milestone.grade != "D" and reading is not None and reading.grade == "D"),
    ):
        if applies:
            has_weak = True
            yield _word(teller, key)
    if teller.result.origin == "related":
        has_weak = True
        policy = _policy(teller)
        key = "not-of-plan-parts" if re.search(" and |,", policy) else "not-of-plan"
        yield _word(teller, key, policy=policy)
    if not has_weak and not english and teller.result.status in ASSESSED and _one_counts(teller):
        yield _word(teller, "one-body")


def _policy(teller: Teller) -> str:
    """The policy's name within a sentence; in Chinese, that of a document has title marks."""
    called = teller.dataset.profile.name[teller.form.records] or label("headline-plan", teller.lang)
    documents = teller.dataset.whole.kind("documents").values()
    if teller.form.suffix and called in (each["name"]["zh"] for each in documents):
        return label("cite-title", teller.lang, title=called)
    return f"the {called[4:]}" if called.startswith("The ") else called


def _one_counts(teller: Teller) -> bool:
    """Whether all figures for the year that give this verdict come from one body."""
    reading, result = teller.reading, teller.result
    if reading is None:
        return False
    agreeing = {evidence.basis for evidence in result.evidence if evidence.status == result.status}
    year, same = edtf.year_of(reading.period), agreeing or {result.basis}
    who = {
        observation["attributed"] or independent_source(teller.dataset, observation["report"])
        for observation in teller.indicator["observations"]
        if observation["basis"] in same and edtf.year_of(observation["period"]) == year
    }
    return len(who) == 1
