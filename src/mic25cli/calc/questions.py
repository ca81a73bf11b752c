"""The question that words ask, by the forms of `questions.json`: words, slots and a command."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from mic25cli.errors import within
from mic25cli.model import chinese_script
from mic25cli.model.text_folding import fold
from mic25cli.model.unique_keys import read_table

VALUE = r"(\d+(?:\.\d+)?) ?(?:%|percent\b|per cent\b)"
"""A pattern for a share in percent."""


Names = Mapping[str, str | None]
"""The names of the policy by language."""


class AskedQuestion(NamedTuple):
    """How a question can be read: its command with places, and what the question says of each."""

    command: str
    said: Mapping[str, str]
    """The `thing` that is asked about in its own words, the code of a `status`, the sides `a` and
    `b` of a comparison, the `year` with `by` or `after` where it is not that year alone, and the
    `value` that the target is said to have, beside its name."""


@cache
def languages() -> dict[str, Any]:
    """The words and forms of each language, alternatives separated by `|`, and the slots of forms:
    a slot does not start with a question word. Every other word in braces stands for the words
    listed under it, which may name others."""
    return read_table(Path(__file__))


@cache
def _statuses(lang: str) -> Mapping[str, str]:
    """The code of a status by each of the words for it."""
    known = languages()[lang]["status"].items()
    return {phrase: code for code, phrases in known for phrase in phrases.split("|")}


@cache
def _pattern(lang: str, form: str) -> re.Pattern[str]:
    longest_first = sorted(_statuses(lang), key=len, reverse=True)
    statuses = f"(?:{'|'.join(map(re.escape, longest_first))})"
    listed = {name: f"(?:{each})" for name, each in languages()[lang]["words"].items()}
    parts = {**listed, **languages()["slots"], "share": VALUE, "statuses": statuses}
    text = re.sub(r"\((?!\?)|\[", "(?:", form).replace("]", ")??")
    filled = ""
    while text != filled:
        text, filled = re.sub(r"\{([a-z]+)\}", lambda hit: parts[hit[1]], text), text
    return re.compile(text)


def language_of(text: str) -> str:
    """'zh' for a text with a Chinese character, otherwise 'en'."""
    return "zh" if chinese_script.has_han(text) else "en"


def status_of(text: str) -> str | None:
    """The code of the status that words name, without a question."""
    return _statuses(language_of(text)).get(fold(text))


def fits(words: str, text: str) -> bool:
    """Whether a text begins like the words of the table with this name."""
    return _pattern(language_of(text), f"{{{words}}}").match(_folded(text)) is not None


def readings(text: str, policy: Names, table: str) -> Iterator[tuple[int, AskedQuestion]]:
    """How a text can be read, the likeliest first, each with its place in a table: the `forms` fit
    a whole text, and the `cues` are words in it that tell what is asked."""
    lang, whole = language_of(text), table == "forms"
    for said, dated in _spellings(text, policy) if fits(table, text) else ():
        for place, (form, command) in enumerate(languages()[lang][table]):
            pattern = _pattern(lang, form)
            match = pattern.fullmatch(said) if whole else pattern.search(said)
            timeless = not command.startswith(tuple(languages()["dated"])) or undated(said) != said
            if match is None or (dated and timeless):
                continue
            slots = {key: value for key, value in match.groupdict().items() if value}
            parts = [_bare(slots.get(key, ""), lang) for key in ("thing", "of")]
            thing = _bare(" ".join(filter(None, parts)), lang)
            if not whole:
                thing = subject(pattern.sub(" ", said) if match[0] else said)
            status = _statuses(lang).get(slots.get("status", ""), "")
            share = re.search(VALUE, slots.get("thing", ""))
            about = {"thing": thing, "status": status, "value": share[0] if share else ""}
            if not thing.isdecimal():
                yield place, AskedQuestion(command, {**slots, **dated, **about})


@cache
def _own_words() -> frozenset[str]:
    words = languages()["en"]["words"]
    said = "|".join([*(words[key] for key in ("filler", "first", "targets")), *_statuses("en")])
    return frozenset(re.findall("[a-z]{4,}", said))


def mended(text: str, known: Callable[[str], bool]) -> str:
    """A text with words of questions for those that differ in one letter, and are not known."""
    words, own = text.split(), _own_words()
    for place, said in enumerate(fold(word).strip("?!.,;:'\"") for word in words):
        near = () if said in own or len(said) < 4 else [each for each in own if each[0] == said[0]]
        meant = min((each for each in near if within(said, each, 1)), default="")
        words[place] = meant if meant and not known(said) else words[place]
    return " ".join(words)


def _folded(text: str) -> str:
    said = " ".join(re.sub(r"[?!。\"“”《》]|[.,](?!\d)", " ", fold(text)).split())
    for other, plain in languages()[language_of(text)]["spelt"]:
        said = re.sub(other, plain, said)
    return said


def _spellings(text: str, policy: Names) -> Iterator[tuple[str, Mapping[str, str]]]:
    """A text in which the policy is called the plan, first without its year; and the `year`, with
    the word before it under `by` or `after`."""
    known = languages()[language_of(text)]
    names = [fold(name).strip("《》") for name in policy.values() if name]
    named = "|".join(map(re.escape, names)) or "(?!)"
    planned = re.sub(known["named"].format(named), known["plan"], _folded(text))
    # Chinese is also typed with spaces between words.
    joined = re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", planned)
    for said in dict.fromkeys((planned, joined)):
        for match in re.finditer(known["year"], said):
            rest = " ".join((said[: match.start()] + said[match.end() :]).split())
            yield rest, {key: value for key, value in match.groupdict().items() if value}
        yield said, {}


def _bare(text: str, lang: str) -> str:
    """The text of a slot without filler words; of more words, without the target's own value."""
    if is_plan(text):
        return text
    bare = " ".join(re.sub(languages()[lang]["drop"], " ", text).split())
    return " ".join(re.sub(VALUE, " ", bare).split()) or bare


def is_plan(text: str) -> bool:
    """Whether the words name the policy itself, such as "the plan" or 规划."""
    return text in languages()[language_of(text)]["words"]["plan"].split("|")


def undated(text: str) -> str:
    """A question without its years: `sales in 2025` is `sales in`."""
    return " ".join(re.sub(languages()[language_of(text)]["year"], " ", text).split())


def subject(text: str) -> str:
    """The subject of a text that fits no form: its words that neither ask nor judge."""
    lang = language_of(text)
    return _bare(" ".join(_pattern(lang, "{filler}").sub(" ", _folded(text)).split()), lang)
