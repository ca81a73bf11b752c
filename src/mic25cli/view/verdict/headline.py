"""The headline: how many targets were met, the policy's own first, as a sentence and as a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from mic25cli.calc.progress.by_target import DUE, OWN, CountsByOrigin, Group, TargetCounts
from mic25cli.calc.progress.status import PACES
from mic25cli.model import edtf
from mic25cli.model.dataset_profile import Profile
from mic25cli.model.languages import BOTH, catalogue
from mic25cli.view.document import Line, Piece
from mic25cli.view.text import Lang, label, with_parenthesis
from mic25cli.view.verdict.status_marks import GROUPS
from mic25cli.view.verdict.status_words import word


def headline(
    counts: CountsByOrigin, profile: Profile, as_of: str, lang: Lang, *, every: bool = True
) -> tuple[str, ...]:
    """The outcomes of the policy's own targets by a date, and on a second line those of all others.

    If not `every` target is counted, it does not say who set them.
    """
    own = counts.own
    if own is None:
        return others_sentences(counts, lang)
    when = edtf.parse(as_of).latest
    whole = when is not None and (when.month, when.day) == (12, 31)
    by = _dated("headline-by-year" if whole else "headline-by-day", as_of, lang)
    key, clause = ("headline-whole" if every else "headline-part"), _clause(own, lang)
    clause = _few(key, own, lang) or label(key, lang, count=own.targets, clause=clause)
    sentences = [label("headline-by", lang, by=by, clause=clause), *_rests(own, lang)]
    if every:
        spoken = catalogue(lang).records
        set_by = profile.set_by[spoken] or profile.policy[spoken] or label("headline-plan", lang)
        many = f"headline-set-{_number(own.targets)}"
        sentences.insert(0, label(many, lang, set_by=_capital(set_by), count=own.targets))
    return (label("headline-gap", lang).join(sentences), *others_sentences(counts, lang))


def others_sentences(counts: CountsByOrigin, lang: Lang) -> tuple[str, ...]:
    """The outcomes of the targets that others set; empty if there are none."""
    others = counts.others
    if others is None:
        return ()
    origins = [
        label(f"headline-who-{origin}", lang) for origin in counts.by_origin if origin != OWN
    ]
    who = _capital(_joined(origins, label("comma", lang), "headline-last", lang))
    words = {"who": who, "verb": label("headline-adds" if counts.own else "headline-sets", lang)}
    several = {"count": others.targets, "groups": listed(others, lang)}
    few = _few("headline-others", others, lang, **words)
    sentences = [few or label("headline-others", lang, **words, **several)]
    if counts.own and 1 < counts.indicators < counts.verdicts:
        every = {"count": counts.verdicts, "indicators": counts.indicators}
        sentences.append(label("headline-together", lang, **every))
    return (label("headline-gap", lang).join(sentences),)


def finding(counts: TargetCounts | None, lang: Lang) -> str:
    """A short headline for a title: `Of 78 targets, 19 met, 5 missed, 54 not assessable`."""
    if counts is None:
        return label("headline-none", lang)
    several = {"count": counts.targets, "groups": listed(counts, lang)}
    few = _capital(_few("headline-title", counts, lang))
    return few or label("headline-title", lang, **several)


def of_industry(name: str, counts: TargetCounts | None, lang: Lang) -> str:
    """The outcomes of the plan's own targets for an industry."""
    first = name.partition(" ")[0]
    # Within an English sentence the first letter is small, unless the word is a proper name.
    small = catalogue(lang).lowers and lang != BOTH and first[1:].islower()
    within = name[:1].lower() + name[1:] if small else name
    if counts is None:
        return label("headline-named-unset", lang, name=within)
    several = {"name": name, "count": counts.targets, "clause": _clause(counts, lang)}
    few = _capital(_few("headline-named", counts, lang, name=within))
    return few or label("headline-named", lang, **several)


def listed(counts: TargetCounts, lang: Lang) -> str:
    """The counts without a verb: `10 met, 4 met late, 34 not assessable`."""
    parts = (_counted(group, count, lang) for group, count in _groups(counts))
    return label("comma-text", lang).join(parts)


def signed(counts: TargetCounts, lang: Lang) -> Line:
    """The counts without a verb, each with its sign."""
    pieces: list[Piece] = []
    for group, count in _groups(counts):
        sign, style, _ = GROUPS[group]
        gap = "  " if pieces else ""
        pieces.append((style, f"{gap}{sign} {_counted(group, count, lang)}"))
    return tuple(pieces)


def rows(counts: CountsByOrigin, lang: Lang) -> tuple[Line, ...]:
    """One row for the plan's own targets and one for those of others, with signs."""
    both = {"headline-row-plan": counts.own, "headline-row-others": counts.others}
    origins = [origin for origin in counts.by_origin if origin != OWN]
    who = label(f"headline-who-{origins[0] if len(origins) == 1 else 'related'}", lang)
    return tuple(
        (("", label(key, lang, count=part.targets, who=who)), *signed(part, lang))
        for key, part in both.items()
        if part is not None
    )


def day(as_of: str, lang: Lang) -> str:
    """A reference date as the last day of it: `31 December 2025`."""
    return _dated("headline-day", as_of, lang)


def very_likely(lang: Lang) -> str:
    """The meaning of *very likely*, and how often such verdicts have proved right."""
    path = Path(__file__).with_name("calibration.json")
    return label("headline-very-likely", lang, **json.loads(path.read_text("utf-8")))


def _dated(key: str, as_of: str, lang: Lang) -> str:
    when = edtf.parse(as_of).latest
    if when is None:
        return as_of
    month = label("answer-month-names", lang).split()[when.month - 1]
    return label(key, lang, day=when.day, month=month, year=when.year)


def _few(key: str, counts: TargetCounts, lang: Lang, **more: object) -> str:
    """The wording for one target, or for several with none assessable or due; otherwise empty."""
    (group, count), *others = _groups(counts)
    if count > 1 and not others and group in ("not-assessable", "not-due"):
        status = label(f"headline-none-{group}", lang) + _ahead(counts, lang)
        more["none"] = label(f"headline-none-of-{'two' if count == 2 else 'many'}", lang)
        return label(f"{key}-none", lang, count=count, status=status, **more)
    if counts.targets > 1:
        return ""
    status = label(f"headline-one-{group}", lang)
    if group in DUE and counts.inferred[group]:
        status += label("headline-inferred-one", lang)
    return label(f"{key}-one", lang, status=status, **more)


def _clause(counts: TargetCounts, lang: Lang) -> str:
    """`19 were met (7 very likely) and 5 missed (all very likely); 54 are not assessable`."""
    verdicts = [(status, count) for status in DUE if (count := counts.by_target[status])]
    together = len(verdicts) > 1 and sum(counts.inferred.values()) == counts.verdicts
    words = [(count, {"status": label(f"headline-{status}", lang)}) for status, count in verdicts]
    clauses = _verbs("verdict", words, lang)
    if together:
        clauses[-1] += _inferred(counts.verdicts, counts.verdicts, lang, in_words=True)
    else:
        pairs = zip(clauses, verdicts, strict=True)
        clauses = [
            part + _inferred(counts.inferred[status], count, lang)
            for part, (status, count) in pairs
        ]
    rest = [
        label(f"headline-{group}-{_number(count)}", lang, count=count)
        + (_ahead(counts, lang) if group == "not-due" else "")
        for group, count in _groups(counts)
        if group not in DUE
    ]
    comma = label("comma-text", lang)
    both = (_joined(part, comma, "headline-verdicts-last", lang) for part in (clauses, rest))
    return label("headline-then", lang).join(filter(None, both))


def _ahead(counts: TargetCounts, lang: Lang) -> str:
    """The pace of the targets that are not due yet, if known: ` (2 on track, 1 behind)`."""
    statuses = [
        label("headline-counted", lang, count=count, status=word(pace, lang).replace("-", " "))
        for pace in (*PACES, "not-sustained")
        if (count := counts.by_target[pace])
    ]
    return with_parenthesis("", label("comma", lang).join(statuses), lang) if statuses else ""


def _inferred(count: int, of: int, lang: Lang, *, in_words: bool = False) -> str:
    if not count or count < of:
        return label("headline-inferred", lang, count=count) if count else ""
    words = label("headline-inferred-words", lang).split()
    if in_words and of < len(words):
        return label("headline-inferred-named", lang, all=words[of].replace("-", " "))
    key = "one" if of == 1 else "both" if of == 2 else "all"
    return label(f"headline-inferred-{key}", lang)


def _rests(target_counts: TargetCounts, lang: Lang) -> Iterator[str]:
    """The number of indicators behind the verdicts on due targets, and how well the figures fit."""
    every, single = target_counts.verdicts, target_counts.single_source or 0
    if not every:
        return
    counts = {"meant": target_counts.fits["exact"] + target_counts.fits["close"]}
    counts |= {fit: target_counts.fits[fit] for fit in ("one-sided", "proxy", "other")}
    fits = [(fit, count) for fit, count in counts.items() if count]
    if every == 1:
        (fit, _), *_ = fits
        what = label("headline-fit-meant-one" if fit == "meant" else f"headline-fit-{fit}", lang)
        key = f"headline-rests-only{'-single' if single else ''}"
        yield label(key, lang, what=what)
        return
    words = [(count, {"what": label(f"headline-fit-{fit}", lang)}) for fit, count in fits]
    parts = _verbs("rests", words, lang)
    if len(fits) == 1:
        key = "headline-rests-both" if every == 2 else "headline-rests-all"
        parts = [label(key, lang, **words[0][1])]
    key = f"headline-indicators-{_number(target_counts.indicators)}"
    depend = "each" if single == every else _number(single)
    values = {
        "count": every,
        "indicators": label(key, lang, count=target_counts.indicators),
        "parts": _joined(parts, label("comma-text", lang), "headline-verdicts-last", lang),
        "single": label(f"headline-single-{depend}", lang, count=single) if single else "",
    }
    yield label("headline-rests", lang, **values)


def _verbs(key: str, parts: Sequence[tuple[int, Mapping[str, object]]], lang: Lang) -> list[str]:
    """Each count with its words; the verb is repeated when it changes from singular to plural."""
    clauses, before = [], 0
    for count, words in parts:
        form = "more" if before and (before == 1) == (count == 1) else _number(count)
        clauses.append(label(f"headline-{key}-{form}", lang, count=count, **words))
        before = count
    return clauses


def _groups(counts: TargetCounts) -> list[tuple[Group, int]]:
    return [(group, count) for group, count in counts.groups.items() if count]


def _counted(group: Group, count: int, lang: Lang) -> str:
    return label("headline-counted", lang, count=count, status=label(f"headline-{group}", lang))


def _number(count: int) -> str:
    return "one" if count == 1 else "many"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _joined(parts: Sequence[str], between: str, last: str, lang: Lang) -> str:
    """Parts joined by commas, with a word such as "and" before the last one."""
    *first, end = parts or [""]
    return between.join(first) + label(last, lang) + end if first else end
