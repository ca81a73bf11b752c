"""The headline: what became of the targets, the policy's own first, in a sentence and on a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mic25cli.calc.progress.by_target import DUE, CountsByOrigin, Group, TargetCounts
from mic25cli.calc.progress.status import PACES
from mic25cli.model import edtf
from mic25cli.model.profile import Profile
from mic25cli.view.document import Line, Piece, Style
from mic25cli.view.progress.statuses import word
from mic25cli.view.text import Lang, aside, label, name_of

SIGNS: Final[dict[Group, tuple[str, Style, str]]] = {
    "achieved": ("✓", "good", "m-4.5 .4l3.1 3.1l5.9-6.6"),
    "met-late": ("◷", "late", "m0-5v5.4l3.6 2"),
    "missed": ("✗", "bad", "m-3.8-3.8l7.6 7.6m0-7.6l-7.6 7.6"),
    "not-assessable": ("?", "dim", ""),
    "not-due": ("·", "dim", "m-1 0h2"),
    "dropped": ("»", "dim", "m-2-4l3 4l-3 4"),
}
"""The sign and style of a group in text, and the way of its sign from the middle of a square."""


def headline(
    found: CountsByOrigin, profile: Profile, as_of: str, lang: Lang, *, every: bool = True
) -> tuple[str, ...]:
    """What became of the policy's own targets by a date; on a second line what of all others.

    Of a part of the targets (not `every`) it does not say who set them.
    """
    own, lines = found.own, []
    if own is not None:
        told = [_became(own, as_of, lang, every=every), *_rests(own, lang)]
        if every:
            many = _form("headline-set", own.targets)
            set_by = name_of(profile.set_by, lang) or name_of(profile.policy, lang)
            set_by = set_by or label("headline-plan", lang)
            set_by = set_by[:1].upper() + set_by[1:]
            told.insert(0, label(many, lang, set_by=set_by, count=own.targets))
        lines.append(label("headline-gap", lang).join(told))
    return (*lines, *beside(found, lang))


def beside(found: CountsByOrigin, lang: Lang) -> tuple[str, ...]:
    """What became of the targets that others set, by the groups of those; nothing for none."""
    others = found.others
    if others is None:
        return ()
    origins = [each for each in found.by_origin if each != "plan"]
    who = _joined([label(f"headline-who-{each}", lang) for each in origins], lang)
    verb = label("headline-adds" if found.own else "headline-sets", lang)
    values = {"who": who[:1].upper() + who[1:], "verb": verb, "groups": listed(others, lang)}
    if _is_few(others):
        said = _few("headline-others", others, lang, **values)
    else:
        said = label("headline-others", lang, count=others.targets, **values)
    said += _stop(lang)
    every = {"count": found.verdicts, "indicators": found.indicators}
    repeated = found.own and 1 < found.indicators < found.verdicts
    more = label("headline-gap", lang) + label("headline-together", lang, **every)
    return (said + (more if repeated else ""),)


def finding(found: TargetCounts | None, lang: Lang) -> str:
    """The same in short, for a title: `Of 78 targets, 19 met, 5 missed, 54 not assessable`."""
    if found is None:
        return label("headline-none", lang)
    if _is_few(found):
        return _few("headline-title", found, lang)
    return label("headline-title", lang, count=found.targets, groups=listed(found, lang))


def of_industry(name: str, found: TargetCounts | None, lang: Lang) -> str:
    """What became of the plan's own targets for an industry."""
    if found is None:
        return label("headline-named-unset", lang, name=_within(name, lang))
    if _is_few(found):
        return _few("headline-named", found, lang, name=_within(name, lang)) + _stop(lang)
    said = _clause(found, lang)
    return label("headline-named", lang, name=name, count=found.targets, said=said) + _stop(lang)


def listed(found: TargetCounts, lang: Lang) -> str:
    """How many targets count as what, without a verb: `10 met, 4 met late, 34 not assessable`."""
    parts = (_counted(group, count, lang) for group, count in _groups(found))
    return label("comma-text", lang).join(parts)


def signed(found: TargetCounts, lang: Lang) -> Line:
    """The same with a sign each."""
    pieces: list[Piece] = []
    for group, count in _groups(found):
        sign, style, _ = SIGNS[group]
        gap = "  " if pieces else ""
        pieces.append((style, f"{gap}{sign} {_counted(group, count, lang)}"))
    return tuple(pieces)


def rows(found: CountsByOrigin, lang: Lang) -> tuple[Line, ...]:
    """The plan's own targets and those of others with their signs, a row each."""
    both = {"headline-row-plan": found.own, "headline-row-others": found.others}
    return tuple(
        (("", label(key, lang, count=each.targets)), *signed(each, lang))
        for key, each in both.items()
        if each is not None
    )


def day(as_of: str, lang: Lang) -> str:
    """A reference date as the day that ends it: `31 December 2025`."""
    return _dated("headline-day", as_of, lang)


def very_likely(lang: Lang) -> str:
    """What the words of an inferred verdict mean, with how often these proved right."""
    path = Path(__file__).with_name("calibration.json")
    return label("headline-very-likely", lang, **json.loads(path.read_text("utf-8")))


def _became(found: TargetCounts, as_of: str, lang: Lang, *, every: bool) -> str:
    when = edtf.parse(as_of).latest
    whole = when is not None and (when.month, when.day) == (12, 31)
    by = _dated("headline-by-year" if whole else "headline-by-day", as_of, lang)
    key = "headline-it" if every else "headline-part"
    if _is_few(found):
        said = _few(key, found, lang)
    elif every:
        said = _clause(found, lang)
    else:
        said = label(key, lang, count=found.targets, said=_clause(found, lang))
    return label("headline-by", lang, by=by, said=said) + _stop(lang)


def _dated(key: str, as_of: str, lang: Lang) -> str:
    when = edtf.parse(as_of).latest
    if when is None:
        return as_of
    month = label("answer-month-names", lang).split()[when.month - 1]
    return label(key, lang, day=when.day, month=month, year=when.year)


def _is_few(found: TargetCounts) -> bool:
    """Whether there is one target, or several of which none is: what `_few` has words for."""
    alike = _groups(found)[0][0] if len(_groups(found)) == 1 else None
    return found.targets == 1 or alike in ("not-assessable", "not-due")


def _few(key: str, found: TargetCounts, lang: Lang, **more: object) -> str:
    """The words for one target, or for several of which none is assessable, or due."""
    [(group, count)] = _groups(found)
    if count > 1:
        status = label(f"headline-none-{group}", lang) + _ahead(found, lang)
        return label(f"{key}-none", lang, count=count, status=status, **more)
    status = label(f"headline-one-{group}", lang)
    if group in DUE and found.inferred[group]:
        status += label("headline-inferred-one", lang)
    return label(f"{key}-one", lang, status=status, **more)


def _clause(found: TargetCounts, lang: Lang) -> str:
    """`19 were met (7 very likely) and 5 missed (all very likely); 54 are not assessable`."""
    inferred = {status: found.inferred[status] for status in DUE}
    verdicts = [(status, count) for status in DUE if (count := found.by_target[status])]
    together = len(verdicts) > 1 and sum(inferred.values()) == found.verdicts
    said, before = [], 0
    for verdict, count in verdicts:
        # The verb is said again where the number of the subject is another.
        key = "more" if before and (before == 1) == (count == 1) else _few_or_many(count)
        status = label(f"headline-{verdict}", lang)
        part = label(f"headline-verdict-{key}", lang, count=count, status=status)
        said.append(part + ("" if together else _inferred(inferred[verdict], count, lang)))
        before = count
    text = _joined(said, lang, "headline-verdicts-last")
    text += _inferred(found.verdicts, found.verdicts, lang, named=True) if together else ""
    open_ones = []
    for group, count in _groups(found):
        if group not in DUE:
            key = f"headline-{group}-{_few_or_many(count)}"
            ahead = _ahead(found, lang) if group == "not-due" else ""
            open_ones.append(label(key, lang, count=count) + ahead)
    both = (text, _joined(open_ones, lang, "headline-verdicts-last"))
    return label("headline-then", lang).join(filter(None, both))


def _ahead(found: TargetCounts, lang: Lang) -> str:
    """How those stand that are not due yet, where that is known: ` (2 on track, 1 behind)`."""
    paces = (*PACES, "not-sustained")
    told = [
        label("headline-counted", lang, count=count, status=word(pace, lang).replace("-", " "))
        for pace in paces
        if (count := found.by_target[pace])
    ]
    return aside("", label("comma", lang).join(told), lang) if told else ""


def _inferred(count: int, of: int, lang: Lang, *, named: bool = False) -> str:
    if not count:
        return ""
    if count < of:
        return label("headline-inferred", lang, count=count)
    words = label("headline-inferred-words", lang).split()
    if named and of < len(words):
        return label("headline-inferred-named", lang, all=words[of].replace("-", " "))
    key = "one" if of == 1 else "both" if of == 2 else "all"
    return label(f"headline-inferred-{key}", lang)


def _rests(found: TargetCounts, lang: Lang) -> Iterator[str]:
    """On how many indicators, and on what, the verdicts on due targets rest."""
    fits, every = found.fits, found.verdicts
    if not every:
        return
    counts = {
        "meant": fits["exact"] + fits["close"],
        "bound": fits["bound"],
        "proxy": fits["proxy"],
        "other": fits["other"],
    }
    occurring = [(fit, count) for fit, count in counts.items() if count]
    single = found.single_source or 0
    if every == 1:
        what = label(f"headline-fit-{occurring[0][0]}-one", lang)
        more = label("headline-single-one", lang) if single else ""
        yield label("headline-rests-one", lang, what=what) + more + _stop(lang)
        return
    parts, before = [], 0
    for fit, count in occurring:
        again = before and (before == 1) == (count == 1)
        key = "more" if again else "single" if count == 1 else "many"
        if count == every:
            key = "both" if every == 2 else "all"
        what = label(f"headline-fit-{fit}", lang)
        parts.append(label(f"headline-rests-{key}", lang, count=count, what=what))
        before = count
    indicators = label(_form("headline-indicators", found.indicators), lang, count=found.indicators)
    said = label("headline-rests", lang, count=every, indicators=indicators)
    said += _joined(parts, lang, "headline-rests-last")
    if single:
        key = "all" if single == every else "lone" if single == 1 else "many"
        said += label(f"headline-single-{key}", lang, count=single)
    yield said + _stop(lang)


def _groups(found: TargetCounts) -> list[tuple[Group, int]]:
    return [(group, count) for group, count in found.groups.items() if count]


def _counted(group: Group, count: int, lang: Lang) -> str:
    return label("headline-counted", lang, count=count, status=label(f"headline-{group}", lang))


def _few_or_many(count: int) -> str:
    return "one" if count == 1 else "many"


def _form(key: str, count: int) -> str:
    return f"{key}-one" if count == 1 else key


def _joined(parts: list[str], lang: Lang, last: str = "headline-last") -> str:
    """Parts with commas, and the word before the last one."""
    if len(parts) < 2:
        return "".join(parts)
    *first, end = parts
    first_ones = label("headline-between" if last == "headline-last" else "comma-text", lang)
    return first_ones.join(first) + label(last, lang) + end


def _within(name: str, lang: Lang) -> str:
    """A name within an English sentence: its first word small, unless it is a proper one."""
    first = name.partition(" ")[0]
    small = lang == "en" and first[1:].islower()
    return name[:1].lower() + name[1:] if small else name


def _stop(lang: Lang) -> str:
    return label("headline-stop", lang)
