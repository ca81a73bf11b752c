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
from mic25cli.values import replace
from mic25cli.view.text import Lang, label
from mic25cli.view.verdict.sentence.number_words import amount_in_words, count_word
from mic25cli.view.verdict.sentence.period_words import fill, whole_year
from mic25cli.view.verdict.sentence.sentence import Teller, length
from mic25cli.view.verdict.sentence.subject import STOPPED, lowered

MOST_WORDS, MOST_SIGNS = 30, 60
"""How long two caveats may be together: words of English, signs of Chinese."""
_NEVER_COMPARED = ("older-than-target", "no-total", "zero-base")
"""Reasons for which a figure and its target cannot be compared at all."""


def note(caveats: Iterable[str], lang: Lang) -> str:
    """Caveats as one note: `Note: the figure could fall again. It is from a weak source.`"""
    first, *others = caveats
    if lang != "zh":
        return label("answer-note", lang, text=" ".join((lowered(first), *others)))
    return label(
        "answer-note", lang, text="；".join(x.removesuffix("。") for x in (first, *others))
    )


def first_two(english: Teller, chinese: Teller | None, brief: int) -> tuple[Caveat, ...]:
    """The first two caveats, as long as they are short; one of a record may be two in itself."""
    kept: list[Caveat] = []
    words, signs, told = MOST_WORDS, MOST_SIGNS, 0
    others = _caveats(chinese, brief) if chinese else repeat(None)
    for en, zh in zip(_caveats(english, brief), others, strict=False):
        own = length(en, "en"), length(zh or "", "zh")
        if own[0] <= words and own[1] <= signs:
            kept.append(Caveat(en, zh))
            words, signs = words - own[0], signs - own[1]
            told += en.count(". ") + en.count("; ") + 1
        if told >= 2:
            break
    return tuple(kept)


def _word(told: Teller, key: str, **values: object) -> str:
    return label(f"answer-caveat-{key}", told.lang, **values)


def _caveats(told: Teller, brief: int) -> Iterator[str]:
    """Every caveat, the gravest first: on the verdict, on the figure, on what they rest on."""
    if told.result.status in STOPPED:
        if told.result.milestone.grade == "D":
            yield _word(told, "target-weak")
        return
    if brief >= 2 and (apart := told.difference):
        yield label("answer-sentence", told.lang, text=apart[:1].upper() + apart[1:])
    for part in (_on_comparing, _rivals, _of_record, _outsiders, _on_time, _on_sources):
        yield from part(told)


def _on_comparing(told: Teller) -> Iterator[str]:
    """How sure it is that it was missed, or why nothing can be said."""
    result, milestone = told.result, told.result.milestone
    for reason in _NEVER_COMPARED:
        if reason in (milestone.baseless, *result.reasons) and result.status == "not-assessable":
            yield _word(told, reason, year=milestone.base_year)
    paceless = {"no-baseline", "single-observation"} & {*result.reasons}
    if result.status == "not-assessable" and told.ahead and told.value is not None and paceless:
        yield _word(told, "no-baseline" if told.result.baseline is None else "only-baseline")
    by_gap = result.max_change is not None and result.gap_scale is not None and not told.by_later
    sure = result.status == "missed" and result.certainty == "inferred" and by_gap
    if sure and (span := _unseen(told)):
        over = _word(told, span[0], count=count_word(span[1], told.lang))
        key = "own-pace" if _by_own_pace(told) else "others-pace"
        yield _word(told, key, over=over[:1].upper() + over[1:])


def _unseen(told: Teller) -> tuple[str, int] | None:
    """The time from the figure to the end of the target year, as a key and a number."""
    ends = told.result.milestone.ends
    seen = edtf.parse(told.reading.period).latest if told.reading else None
    months = round((edtf.year_scale(ends) - edtf.year_scale(seen)) * 12) if ends and seen else 0
    one, many, count = (
        ("month", "months", months) if months < 12 else ("year", "years", ceil(months / 12))
    )
    return (f"over-{many if count > 1 else one}", count) if months > 0 else None


def _by_own_pace(told: Teller) -> bool:
    """Whether it was compared with the figure's own past, not with other figures."""
    result, reading = told.result, told.reading
    assert reading is not None and told.value is not None and result.gap_scale is not None
    seen, due = edtf.parse(reading.period).latest, edtf.parse(str(result.milestone.year)).latest
    assert seen is not None and due is not None
    series = values_of(told.dataset, told.indicator, result.timing)  # type: ignore[arg-type]
    own = series.get((reading.basis, told.value.dimension), {})
    way = -1 if result.direction == "decrease" else 1
    found = own_max_change(own, result.gap_scale, way, edtf.year_scale(due) - edtf.year_scale(seen))
    return found is not None and isclose(found, result.max_change or 0, rel_tol=1e-6)


def _rivals(told: Teller) -> Iterator[str]:
    """What other figures and values come to: of the same verdict, or of another."""
    result, lang = told.result, told.lang
    if result.latest and (latest := told.amount(result.latest, result.side)):
        text = _word(told, "latest", value="{value}", year=told.time(result.latest.period))
        yield fill(text, amount_in_words(latest, told.style), None, lang)
    if result.status not in ASSESSED:
        return
    for other in result.evidence:
        if other.status not in {*ASSESSED} - {result.status} or other.seen is None:
            continue
        if (amount := told.amount(other.seen, other.side)) is not None:
            value = amount_in_words(amount, told.style._replace(named=False))
            time = told.time(other.seen.period)
            verdict = label(f"answer-head-{other.status}", lang).lower()
            yield _word(told, "other-count", value=value, time=time, verdict=verdict)
            break
    for rival in told.of_target:
        if not told.is_due_with(rival) or rival.status not in {*ASSESSED} - {result.status}:
            continue
        if (goal := told.amount(rival.milestone)) is not None:
            report = rival.milestone.report
            verdict = label(f"answer-head-{rival.status}", lang).lower()
            value = amount_in_words(goal, told.style._replace(goal=True))
            yield _word(
                told, "other-target", owner=told.owner(report), value=value, verdict=verdict
            )
            break


def _of_record(told: Teller) -> Iterator[str]:
    if told.reading is not None and (caveat := told.of_evidence("caveat")):
        yield caveat


def _outsiders(told: Teller) -> Iterator[str]:
    """That most of those who assessed the target from outside do not say what is said here."""
    result, lang = told.result, told.lang
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
    yield _word(told, f"outside-{form}", **values, verdict=verdict)


def _on_time(told: Teller) -> Iterator[str]:
    """That a figure is not of the target year, may turn, or started elsewhere."""
    result, reading, due = told.result, told.reading, told.result.milestone.year
    if result.status == "already-met" and told.indicator["falls"] != "never":
        yield _word(told, f"may-{told.turn}")
    base = told.amount(result.baseline)
    if result.status in PACES[1:] and result.baseline is not None and base and any(base.ends):
        value, year = amount_in_words(base, told.style), told.time(result.baseline.period)
        yield _word(told, "baseline", value=value, year=year)
    if result.certainty != "inferred" or reading is None or due is None:
        return
    seen = edtf.year_of(reading.period) or due
    if told.by_later:
        form = "after-1" if seen == due + 1 else "after"
        yield _word(told, form, count=count_word(seen - due, told.lang))
    elif result.status == "met" and _unseen(told):
        seen_until = edtf.parse(reading.period).latest
        later = (edtf.parse(each["period"]).latest for each in told.indicator["observations"])
        more = any(ends and seen_until and ends > seen_until for ends in later)
        form = "last-year" if whole_year(reading.period) else "last-admitted" if more else "last"
        yield _word(told, form, year=told.time(reading.period))


def _on_sources(told: Teller) -> Iterator[str]:
    """How good the sources are, and whose target it is."""
    reading, milestone = told.reading, told.result.milestone
    derived = reading is not None and reading.derived and not reading.estimated
    known, found = replace(told, lang="en").of_evidence("caveat") or "", False
    for key, applies in (
        ("unread", milestone.grade is None or milestone.checked == "none"),
        ("our-sum", derived and "we " not in known.lower()),
        ("target-weak", milestone.grade == "D"),
        ("weak", milestone.grade != "D" and reading is not None and reading.grade == "D"),
    ):
        if applies:
            found = True
            yield _word(told, key)
    if told.result.origin == "related":
        found = True
        policy = _policy(told)
        key = "not-of-plan-parts" if re.search(" and |,", policy) else "not-of-plan"
        yield _word(told, key, policy=policy)
    if not found and not known and told.result.status in ASSESSED and _one_counts(told):
        yield _word(told, "one-body")


def _policy(told: Teller) -> str:
    """The policy's name within a sentence; that of a document in marks of a title in Chinese."""
    name = told.dataset.profile.name
    called = str((name["zh"] if told.lang == "zh" else None) or name["en"] or name["zh"])
    titles = {each["name"]["zh"] for each in told.dataset.whole.kind("documents").values()}
    if told.lang == "zh" and called in titles:
        return label("answer-titled", "zh", title=called)
    return f"the {called[4:]}" if called.startswith("The ") else called


def _one_counts(told: Teller) -> bool:
    """Whether all figures that say so for the year are of one body."""
    reading, result = told.reading, told.result
    if reading is None:
        return False
    agreeing = {each.basis for each in result.evidence if each.status == result.status}
    year, same = edtf.year_of(reading.period), agreeing or {result.basis}
    who = {
        each["attributed"] or independent_source(told.dataset, each["report"])
        for each in told.indicator["observations"]
        if each["basis"] in same and edtf.year_of(each["period"]) == year
    }
    return len(who) == 1
