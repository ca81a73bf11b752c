"""How a question is understood: cue words in any order, a year, and a subject in other words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from mic25cli.errors import within
from mic25cli.model import chinese_script
from mic25cli.model.text_folding import fold
from mic25cli.model.unique_keys import read_table

VALUE = r"(\d+(?:\.\d+)?) ?(?:%|percent\b|per cent\b)"
"""The pattern for a share in percent."""

Names = Mapping[str, str | None]
"""The names of the policy by language."""
Slots = Mapping[str, str]
"""The parts of a question: the `thing` in its own words, the code of a `status`, the sides `a` and
`b` of a comparison, the `year` (with `by` or `after` if it is not that year alone), and the `value`
that a target is said to have."""


@cache
def table() -> dict[str, Any]:
    """The `rows`: a question that has all cues of a row, and none of those after a hyphen, is
    answered by its commands. Each language has patterns for them: `cues` are words, and `shapes`
    anything else. `small` words mean nothing. A name in braces is replaced by its pattern."""
    return read_table(Path(__file__))


@cache
def _statuses(lang: str) -> Slots:
    """The codes of statuses by every phrase that means one of them."""
    known = table()[lang]["status"].items()
    return {phrase: code for code, phrases in known for phrase in phrases.split("|")}


@cache
def _pattern(lang: str, cue: str) -> re.Pattern[str]:
    own = table()[lang]
    longest_first = "|".join(map(re.escape, sorted(_statuses(lang), key=len, reverse=True)))
    options = "|".join(f"{{{name}}}" for name in table()["options"]["progress"])
    parts = {**own["cues"], **own["shapes"], "share": VALUE, "options": options}
    parts |= {"statuses": longest_first, "status": f"(?P<status>{longest_first})"}
    text, filled = f"{{{cue}}}", ""
    while text != filled:
        text, filled = re.sub(r"\{([a-z]+)\}", lambda hit: f"(?:{parts[hit[1]]})", text), text
    words = lang == "en" and cue not in own["shapes"]
    return re.compile(rf"(?<![\w-]){text}(?![\w-])" if words else text)


@lru_cache(512)
def _hit(lang: str, cue: str, text: str) -> re.Match[str] | None:
    return _pattern(lang, cue).search(text)


def language_of(text: str) -> str:
    """'zh' for a text with a Chinese character, otherwise 'en'."""
    return "zh" if chinese_script.has_han(text) else "en"


def status_of(text: str) -> str | None:
    """The code of the status that words name; they need not be a question."""
    return _statuses(language_of(text)).get(fold(text))


def asks(text: str, policy: Names) -> bool:
    """Whether words that start with the name of a command are a question: they have several cues,
    or a small word in second place. A text with `…` is an id cut short in a list."""
    linked = re.match(table()["linked"], text.lower())
    known = readings(text, policy)
    timed = (
        row[0]
        for _, row, slots, _ in known
        if "year" not in slots or {"by", "before", "after"} & {*slots}
    )
    several = any(len(cues.split()) > 1 or (cues and linked) for cues in timed)
    return several and "…" not in text


def readings(text: str, policy: Names) -> Iterator[tuple[int, Sequence[str], Slots, str]]:
    """The ways to read a text: the place of each row whose cues it has, the row, the parts of the
    question, and the other words. The last row has no cues."""
    lang = language_of(text)
    for form, dated in _spellings(text, policy):
        for place, row in enumerate(table()["rows"]):
            cues = [cue for cue in row[0].split() if cue not in dated]
            if any((cue[0] == "-") == bool(_hit(lang, cue.strip("-"), form)) for cue in cues):
                continue
            found = {cue: hit for cue in cues if (hit := _hit(lang, cue.strip("-"), form))}
            hits, rest = [*found.values()], form
            for cue, hit in found.items():
                rest = rest if cue in table()["kept"] else hit.re.sub(" ", rest, cue == "kind")
            slots = {key: hit[key] or "" for hit in hits for key in hit.re.groupindex}
            if all(slots.get(side, "").isdecimal() for side in "ab"):
                rest = re.sub(f"(?:{slots['a']}|{slots['b']})年?", " ", rest)
            share = re.search(VALUE, form)
            about = {"thing": subject(rest), "value": share[0] if share else ""}
            about["status"] = _statuses(lang).get(slots.get("status", ""), "")
            yield place, row, {**slots, **dated, **about}, rest


def mended(text: str, known: Callable[[str], bool]) -> str:
    """The text with unknown words replaced by those question words that differ in one letter."""
    words = "|".join([*_statuses("en"), *table()["en"]["cues"].values()])
    own = {*re.findall("[a-z]{4,}", words)}

    def meant(word: str) -> str:
        near = (each for each in sorted(own) if each[0] == word[0] and within(word, each, 1))
        return word if word in own or known(word) else next(near, word)

    return re.sub(r"(?<![\w-])[a-z]{4,}(?![\w-])", lambda hit: meant(hit[0]), fold(text))


def _folded(text: str) -> str:
    plain_text = " ".join(re.sub(r"[?!。\"“”《》]|[.,](?!\d)", " ", fold(text)).split())
    for other, plain in table()[language_of(text)]["spelt"]:
        plain_text = re.sub(other, plain, plain_text)
    return plain_text


def _spellings(text: str, policy: Names) -> Iterator[tuple[str, Slots]]:
    """A text in which the policy's name is replaced by "plan", first without its only year; and the
    `year`, with the word before it under `by` or `after`."""
    known = table()[language_of(text)]
    names = "|".join(re.escape(fold(name).strip("《》")) for name in policy.values() if name)
    planned = re.sub(known["named"].format(names or "(?!)"), known["plan"], _folded(text))
    # Chinese is also typed with spaces between words.
    form = re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", planned)
    years = [*re.finditer(known["year"], form)]
    for match in years if len(years) == 1 else ():
        rest = " ".join((form[: match.start()] + form[match.end() :]).split())
        yield rest, {key: value for key, value in match.groupdict().items() if value}
    yield form, {}


def exception(text: str) -> str:
    """The part of a question that excludes something: `except robots`."""
    hit = re.search(table()[language_of(text)]["except"], fold(text))
    return hit[0] if hit else ""


def absent(text: str) -> tuple[str, str]:
    """The sentence about something that no dataset has, such as a forecast, and a command for what
    there is instead."""
    lang = language_of(text)
    rows = (row for row in table()["absent"] if re.search(row[lang], fold(text)))
    return next(((f"mic25 has no {row['what']}", row.get("line", "")) for row in rows), ("", ""))


def is_measure(text: str) -> bool:
    """Whether a text only names a measure that many things have, such as the domestic share."""
    return bool(_pattern(language_of(text), "content").fullmatch(text))


def named_beside(text: str, part: str) -> str:
    """The words of a text beside a part of it that name something: no measure, such as a share."""
    measures = table()[language_of(text)]["measures"]
    return " ".join(re.sub(measures, " ", unread(text, part)).split())


def is_generic(text: str) -> bool:
    """Whether a text only has words for a measure, or words such as "machines"."""
    return not re.sub(table()[language_of(text)]["generic"], " ", named_beside(text, "")).strip()


def names_kind(text: str) -> bool:
    """Whether a text has a word for a kind of record."""
    return bool(_hit(language_of(text), "kinds", text))


def can_name(text: str) -> bool:
    """Whether a text can name something: it is more than a number, a letter, a cue or a word such
    as "without"."""
    lang = language_of(text)
    asking = {*table()[lang]["cues"], "kinds", "groups"} - {"content", "small"}
    cues = (_pattern(lang, cue) for cue in asking)
    own = _pattern(lang, "plain").sub(" ", text).strip(" -")
    bare = len(text) < 2 or not own or re.fullmatch(table()["bare"], text)
    return not bare and not any(cue.fullmatch(text) for cue in cues)


def subject(text: str) -> str:
    """The words of a text that neither ask nor judge; if there are several, without a share."""
    lang = language_of(text)
    bare = _pattern(lang, "small").sub(" ", _pattern(lang, "plan").sub(" ", text))
    bare = re.sub(table()[lang]["drop"], " ", " ".join(bare.split()))
    return " ".join((re.sub(VALUE, " ", bare).strip() or bare).split()).strip("-")


def option_patterns(text: str, command: str) -> Mapping[str, str]:
    """The patterns of the words for options of a command, in the language of a text."""
    lang = language_of(text)
    options = table()["options"]
    by_option = {**options["every"], **options.get(command, {})}.items()
    return {option: _pattern(lang, cue).pattern for cue, option in by_option}


def negates_or_groups(text: str) -> bool:
    """Whether a text has a word that turns a condition round, or asks for groups."""
    lang = language_of(text)
    return bool(_hit(lang, "negation", text) or _hit(lang, "grouped", text))


def without_sector_word(text: str) -> str:
    """The words of a text without a word such as "industry" or "sector"."""
    return _pattern(language_of(text), "industries").sub("", text).strip()


def without_small_words(text: str) -> str:
    """The words of a text that mean something by themselves. Chinese words have no spaces, so a
    word with a plain sign in it is kept whole."""
    plain = _pattern(language_of(text), "plain")
    uncut = [each for each in text.split() if re.search(r"\w", plain.sub(" ", each))]
    return " ".join(plain.sub(" ", text).split() if language_of(text) == "en" else uncut)


def unread(text: str, part: str, line: str = "") -> str:
    """The words of a text that a command leaves unanswered. They are not cues of the row or of the
    command, are not in the part that the command is about, and mean something. Without a command,
    every cue counts as answered."""
    lang, answers = language_of(text), table()["answers"]
    for word in part.split():
        edge = r"\b" if lang == "en" and word.replace("-", "").isalnum() else ""
        # A word such as 商会 is not cut before its last character, which alone means nothing.
        whole = edge or r"(?!(?<=[商协学员])会)"
        text = re.sub(edge + re.escape(word) + whole, " ", text, count=1)
    known = table()[lang]["cues"].keys() | table()[lang]["shapes"].keys() | {"status"}
    answered = [cue for cue in known if not line or re.match(answers.get(cue, "(?!)"), line)]
    if part and "documents show" in line:
        answered.remove("plan")  # it shows another one
    # "What is" has small words only, but asks for more than a list.
    asked = _hit(lang, "mean", text) if line and "mean" not in answered else None
    for cue in (cue for cue in answers if cue in answered):
        text = _pattern(lang, cue).sub(" ", text)
    text = without_small_words(text)
    words = re.findall(r"[\w'.%&-]*\w[\w'.%&-]*", f"{asked[0] if asked else ''} {text}")
    return " ".join(word for word in words if not (word.isdecimal() and word in line))
