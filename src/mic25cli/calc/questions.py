"""The question that words ask, by the forms of `questions.json`: words, slots and a command."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from mic25cli.model import chinese_script
from mic25cli.model.languages import catalogue
from mic25cli.model.text_folding import fold
from mic25cli.model.unique_keys import read_table

VALUE = r"(\d+(?:\.\d+)?) ?(?:%|percent\b|per cent\b)"
"""A pattern for a share in percent."""

OF_YEARS = ("progress", "targets", "timeline", "{outcome}", "{readings}")
"""How the commands begin that answer a question about a year."""


class AskedQuestion(NamedTuple):
    """How a question can be read: its command with places for what the slots mean."""

    command: str
    status: str
    """The code of the status that is asked about, or nothing."""
    thing: str
    """What is asked about in its own words, or nothing."""
    sides: tuple[str, ...]
    """What is to be compared, or one word as it is."""
    year: str = ""
    """The year that is asked about, or nothing."""
    when: str = ""
    """`by` or `after` where the question is not about that year alone."""
    value: str = ""
    """A share that the target is said to have, beside its name."""


@cache
def languages() -> dict[str, Any]:
    """The words and forms of each language, alternatives separated by `|`, and the slots of forms:
    a slot does not start with a question word. Every other word in braces stands for the words
    listed under it."""
    return read_table(Path(__file__))


@cache
def _statuses(lang: str) -> Mapping[str, str]:
    """The code of a status by each of the words for it."""
    known = languages()[lang]["status"].items()
    return {phrase: code for code, phrases in known for phrase in phrases.split("|")}


@cache
def _pattern(lang: str, form: str) -> re.Pattern[str]:
    known = languages()[lang]
    statuses = "|".join(map(re.escape, sorted(_statuses(lang), key=len, reverse=True)))
    first = f"(?:{known['first']})" + (r"\b" if catalogue(lang).spaced else "")
    words = {
        **{name: f"(?:{listed})" for name, listed in known["words"].items()},
        **{
            name: slot.replace("{first}", first).replace("{share}", VALUE)
            for name, slot in languages()["slots"].items()
        },
        "status": f"(?P<status>{statuses})",
    }
    text = form.replace("(", "(?:").replace("[", "(?:").replace("]", ")??")
    return re.compile(re.sub(r"\{([a-z]+)\}", lambda hit: words[hit[1]], text))


_NEEDED = re.compile(r"\[[^]]*\]|(?:\((?:[^()]|\([^()]*\))*\)|\{([a-z]+)\})(\?)?")
"""A part of a form: one that may be left out, or a list of words."""


@cache
def _lists(lang: str, form: str) -> tuple[Collection[str], ...]:
    """The lists of words of which a text that fits a form has one word each."""
    words = languages()[lang]["words"]
    names = [part[1] for part in _NEEDED.finditer(form) if not part[2]]
    lists = [words[name].split("|") for name in names if "\\" not in words.get(name, "\\")]
    return (*lists, _statuses(lang)) if "status" in names else tuple(lists)


def language_of(text: str) -> str:
    """The language whose forms a text is matched with."""
    return "zh" if chinese_script.has_han(text) else "en"


def status_of(text: str) -> str | None:
    """The code of the status that words name, without a question."""
    return _statuses(language_of(text)).get(fold(text))


def is_asked(text: str) -> bool:
    """Whether a text has a word that a question begins with, or one for a status or a target."""
    lang, words = language_of(text), _folded(text).split()
    known = languages()[lang]
    telling = {*_statuses(lang), *f"{known['words']['targets']}|{known['telling']}".split("|")}
    begins = bool(words) and words[0] in known["first"].split("|")
    return not catalogue(lang).spaced or begins or not telling.isdisjoint(words)


def fitting(text: str, policy: Mapping[str, str | None]) -> Iterator[tuple[str, AskedQuestion]]:
    """The forms that a text fits, the likeliest first, with how each reads it."""
    if not is_asked(text):
        return
    lang = language_of(text)
    for said, year, when in _spellings(text, policy):
        for form, command in languages()[lang]["forms"]:
            if year and not command.startswith(OF_YEARS):
                continue
            # Most texts have none of the words of most forms, whose patterns take long to compile.
            if not all(any(map(said.__contains__, words)) for words in _lists(lang, form)):
                continue
            if match := _pattern(lang, form).fullmatch(said):
                slots = {key: value or "" for key, value in match.groupdict().items()}
                parts = [_bare(slots.get(key, ""), lang) for key in ("thing", "of")]
                sides = tuple(slots[key] for key in ("a", "b") if key in slots)
                status = _statuses(lang).get(slots.get("status", ""), "")
                thing = " ".join(filter(None, parts))
                share = re.search(VALUE, slots.get("thing", ""))
                value = share[0] if share and share[0] not in thing else ""
                if not thing.isdecimal():
                    yield form, AskedQuestion(command, status, thing, sides, year, when, value)


def _folded(text: str) -> str:
    begun = re.sub(f"^{languages()[language_of(text)]['lead']}", "", fold(text).strip())
    return " ".join(re.sub(r"[?!。\"“”《》]|[.,](?!\d)", " ", begun).split())


def _spellings(text: str, policy: Mapping[str, str | None]) -> Iterator[tuple[str, str, str]]:
    """A text in which the policy is called the plan, first without its year; the year, and the
    word before it: `by`, `after` or nothing."""
    known = languages()[language_of(text)]
    folded = _folded(text)
    names = [fold(name).strip("《》") for name in policy.values() if name]
    planned = re.sub("|".join(map(re.escape, names)) or "(?!)", known["plan"], folded)
    # Chinese is also typed with spaces between words.
    joined = re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", planned)
    for said in dict.fromkeys((planned, joined)):
        for match in re.finditer(known["year"], said):
            rest = " ".join((said[: match.start()] + said[match.end() :]).split())
            yield rest, match["year"], next(filter(match.group, ("by", "after")), "")
        yield said, "", ""


def _bare(text: str, lang: str) -> str:
    """The text of a slot without filler words; of more words, without the target's own value."""
    dropped = languages()[lang]["drop"]
    if is_plan(text):
        return text
    if catalogue(lang).spaced:
        bare = " ".join(re.sub(rf"\b(?:{dropped})\b(?![-'])", " ", text).split())
    else:
        bare = re.sub(f"^(?:{dropped})+|(?:{dropped})+$", "", text).strip()
    return " ".join(re.sub(VALUE, " ", bare).split()) or bare


def is_plan(text: str) -> bool:
    """Whether words mean the policy itself."""
    return text in languages()[language_of(text)]["words"]["plan"].split("|")


def subject(text: str) -> str:
    """The subject of a question that fits no form: its words that neither ask nor judge."""
    lang = language_of(text)
    known, folded = languages()[lang], _folded(text)
    before, edge = ("", r"\b") if catalogue(lang).spaced else (".*", "")
    if not re.match(f"{before}(?:{known['first']}){edge}", folded):
        return ""
    lists = (known["first"], known["filler"], known["words"]["targets"], *_statuses(lang))
    told = sorted("|".join(lists).split("|"), key=len, reverse=True)
    kept = re.sub(f"{edge}(?:{'|'.join(told)}){edge}(?![-'])", " ", folded)
    return _bare(" ".join(kept.split()), lang)
