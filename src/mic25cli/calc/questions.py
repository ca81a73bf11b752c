"""Which question words ask, by the forms of `questions.json`: words, slots and a command."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypedDict

from mic25cli.model import chinese_script
from mic25cli.model.text_folding import fold
from mic25cli.model.unique_keys import read_table

SLOTS = {
    "thing": r"(?P<thing>(?!{first}).+?)",
    "of": "(?P<of>.+?)",
    "a": "(?P<a>.+?)",
    "b": "(?P<b>.+?)",
    "one": r"(?P<a>\S+)",
    "two": r"(?P<b>\S+)",
}
"""The patterns for the slots of a form; a slot does not start with a question word. Every other
word in braces stands for the words listed under it."""


class AskedQuestion(NamedTuple):
    """How a question can be read: its command with places for what the slots mean."""

    command: str
    status: str
    """The code of the status that is asked about, or nothing."""
    thing: str
    """What is asked about in its own words, or nothing."""
    sides: tuple[str, ...]
    """What is to be compared, or one word as it is."""


class LanguageForms(TypedDict):
    """The content of `questions.json` for one language; alternatives are separated by `|`."""

    first: str
    drop: str
    status: dict[str, str]
    words: dict[str, str]
    forms: list[tuple[str, str]]


@cache
def languages() -> dict[str, LanguageForms]:
    """The words and forms of each language."""
    forms: dict[str, LanguageForms] = read_table(Path(__file__))
    return forms


@cache
def _statuses(lang: str) -> Mapping[str, str]:
    """The code of a status by each of the words for it."""
    known = languages()[lang]["status"].items()
    return {phrase: code for code, phrases in known for phrase in phrases.split("|")}


@cache
def _pattern(lang: str, form: str, policy: str) -> re.Pattern[str]:
    known = languages()[lang]
    statuses = "|".join(map(re.escape, sorted(_statuses(lang), key=len, reverse=True)))
    first = f"(?:{known['first']})" + (r"\b" if lang == "en" else "")
    words = {
        **{name: f"(?:{listed})" for name, listed in known["words"].items()},
        **{name: slot.replace("{first}", first) for name, slot in SLOTS.items()},
        "status": f"(?P<status>{statuses})",
        "policy": re.escape(policy),
    }
    text = form.replace("(", "(?:").replace("[", "(?:").replace("]", ")??")
    return re.compile(re.sub(r"\{([a-z]+)\}", lambda hit: words[hit[1]], text))


def language_of(text: str) -> str:
    """The language whose forms a text is put to."""
    return "zh" if chinese_script.has_han(text) else "en"


def status_of(text: str) -> str | None:
    """The code of the status that words alone say."""
    return _statuses(language_of(text)).get(fold(text))


def is_asked(text: str) -> bool:
    """Whether a text has a word that a question begins with, or one for a status or a target."""
    folded, lang = fold(text), language_of(text)
    if lang == "zh":
        return True
    first, *rest = folded.split() or [""]
    known = languages()[lang]
    telling = {*_statuses(lang), *known["words"]["targets"].split("|")}
    if not rest:
        return first in _statuses(lang)
    return first in known["first"].split("|") or not telling.isdisjoint((first, *rest))


def fitting(text: str, policy: Mapping[str, str | None]) -> Iterator[tuple[str, AskedQuestion]]:
    """The forms that a text fits, the likeliest first, with how each reads it."""
    if not is_asked(text):
        return
    lang = language_of(text)
    folded = " ".join(re.sub(r"[?!。\"“”《》]|[.,](?!\d)", " ", fold(text)).split())
    called = fold(policy[lang] or policy["en"] or "").strip("《》")
    for form, command in languages()[lang]["forms"]:
        if match := _pattern(lang, form, called).fullmatch(folded):
            slots = {key: value or "" for key, value in match.groupdict().items()}
            parts = [slots.get(key, "") for key in ("thing", "of")]
            parts = [part if is_plan(part, policy) else _bare(part, lang) for part in parts]
            sides = tuple(slots[key] for key in ("a", "b") if key in slots)
            status = _statuses(lang).get(slots.get("status", ""), "")
            yield form, AskedQuestion(command, status, " ".join(filter(None, parts)), sides)


def _bare(text: str, lang: str) -> str:
    """The text of a slot without filler words and without the target's own value."""
    dropped = languages()[lang]["drop"]
    if lang == "zh":
        return re.sub(f"^(?:{dropped})+|(?:{dropped})+$", "", text).strip()
    text = re.sub(rf"\b(?:{dropped})\b(?![-'])|(?<!\S)\d+(?:\.\d+)?(?:%| percent)", " ", text)
    return " ".join(text.split())


def is_plan(text: str, policy: Mapping[str, str | None]) -> bool:
    """Whether words mean the policy itself."""
    lang = language_of(text)
    words = languages()[lang]["words"]["plan"].split("|")
    called = {fold(name).strip("《》") for name in policy.values() if name}
    return fold(text) in {*words, *called}
