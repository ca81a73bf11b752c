"""Rules on language: scripts that do not fit their field, and texts that quote or copy too much."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from mic25cli.check.context import Fault, FileFault, RuleContext
from mic25cli.check.registry import rule
from mic25cli.errors import ended, nearest
from mic25cli.model import provinces
from mic25cli.model.chinese_script import is_han
from mic25cli.model.fields import IN_CHINESE
from mic25cli.store.load import SourceFile

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]")

# Characters that simplified Chinese never uses, because it has another form for them in every word.
TRADITIONAL = frozenset(Path(__file__).with_name("traditional.txt").read_text("utf-8")) - {"\n"}

MAX_WORDS = {"gloss": 12, "verb": 10, "term": 10, "category": 10}
MAX_QUOTE = 14
MAX_HAN = 24

_WORD = re.compile(r"[\w’'-]*\w")
_QUOTES = re.compile('“([^“”]*)”|"([^"]*)"|「([^「」]*)」|『([^『』]*)』')


def length(text: str) -> tuple[int, int]:
    """The number of words and the number of Chinese characters in a text."""
    return len(_WORD.findall(HAN.sub(" ", text))), len(HAN.findall(text))


def _too_long(text: str, words: int) -> str | None:
    count, han = length(text)
    if count > words:
        return f"{count} words, {words} at most"
    return f"{han} Chinese characters, {MAX_HAN} at most" if han > MAX_HAN else None


@rule("quotation-too-long")
def _quotation_too_long(context: RuleContext) -> Iterator[Fault]:
    for key, words in MAX_WORDS.items():
        for record, path, text in context.texts(key):
            if fault := _too_long(text, words):
                message = f"the '{key}' is too long: {fault}"
                yield Fault(record, path, message, "shorten it")
    for parts in context.parts:
        for path, text in parts.at(parts.paths.own):
            for quoted in _QUOTES.findall(text):
                if fault := _too_long("".join(quoted), MAX_QUOTE):
                    message = f"a passage in quotation marks is too long: {fault}"
                    yield Fault(parts.record, path, message, "say it in your own words")


@rule("not-chinese")
def _not_chinese(context: RuleContext) -> Iterator[Fault]:
    for record, path, text in context.texts("zh", *IN_CHINESE):
        # A placeholder for a number belongs to no language.
        if not HAN.search(text) and not re.fullmatch(r"\{\w+\}", text):
            yield Fault(record, path, f"'{text}' has no Chinese character")


@rule("chinese-in-english")
def _chinese_in_english(context: RuleContext) -> Iterator[Fault]:
    for record, path, text in context.texts("en", "official_en"):
        if match := HAN.search(text):
            yield Fault(record, path, f"the English name contains the Chinese '{match.group()}'")


@rule("traditional-script")
def _traditional_script(context: RuleContext) -> Iterator[Fault]:
    for record, path, text in context.texts("zh", *IN_CHINESE):
        if characters := dict.fromkeys(char for char in text if char in TRADITIONAL):
            yield Fault(
                record, path, f"the name has traditional characters: {', '.join(characters)}"
            )


@rule("unit-untranslated")
def _unit_untranslated(context: RuleContext) -> Iterator[FileFault]:
    profile = context.dataset.profile
    units, given = profile.data.get("units", {}), profile.data.get("types_zh", {})
    lacking = [name for name, definition in units.items() if not definition["zh"]]
    lacking += [name for own in profile.types.values() for name in own if name not in given]
    if profile.chinese and lacking and context.loaded.profile_path:
        file = SourceFile(context.loaded.profile_path, None)
        yield FileFault(file, f"no Chinese word for: {', '.join(lacking)}")


@rule("source-language")
def _source_language(context: RuleContext) -> Iterator[Fault]:
    for source in context.dataset.kind("sources").values():
        words, han = length(source["title"])
        if source["lang"] == "en" and han > words and source["note"] is None:
            yield Fault(source, ("lang",), "the source has 'lang: en', but its title is in Chinese")


@rule("province-unknown")
def _province_unknown(context: RuleContext) -> Iterator[Fault]:
    at_home = context.dataset.profile.country
    names = provinces.provinces()
    for pilot, path, place in context.items("pilots", "places"):
        province = place["province"]
        abroad = (place["country"] or at_home) != "China"
        if abroad or province is None or province in names:
            continue
        meant = provinces.find(province)
        close = [meant.en] if meant else nearest(province, names, 1)
        hint = f"did you mean '{close[0]}'?" if close else "choose from " + ", ".join(names)
        if place["country"] is None:
            hint = f"{ended(hint)} A place in another country needs its 'country'"
        message = f"'{province}' is not a province-level unit of China"
        yield Fault(pilot, (*path, "province"), message, hint)


WORDS = 8
"""The number of words in a row that shows that a text was copied."""
CHARACTERS = 16
"""The number of Chinese characters in a row that shows the same."""

Token = tuple[str, int]
"""A word or a Chinese character, with its position in the text."""

# Compiled where they are used, because most runs compare no texts.
_BREAK = r"[-\u00ad\u2010][^\S\n]*\r?\n\s*"
"""A hyphenated word break at the end of a line, as in text taken from a page."""
_TOKEN = "[^\\W\u3400-\u9fff]+"


class Shingles:
    """All runs of a certain length in some texts, to compare another text with in one pass."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.where: dict[int, tuple[str, int]] = {}

    def add(self, name: str, text: str, tokens: Iterable[Token]) -> None:
        """Add the tokens of a text."""
        line, start = 1, 0
        for run, at in _runs(list(tokens), self.size):
            if run not in self.where:
                # Runs come in order, so lines are counted in one pass over the text.
                line, start = line + text.count("\n", start, at), at
                self.where[run] = name, line

    def longest(self, tokens: list[Token]) -> tuple[int, int, tuple[str, int]] | None:
        """The longest run of shared tokens: its first token, its length, its place in the texts."""
        numbered = enumerate(run for run, _ in _runs(tokens, self.size))
        parts = groupby(numbered, key=lambda pair: pair[1] in self.where)
        shared = max((list(part) for found, part in parts if found), key=len, default=[])
        if not shared:
            return None
        first, run = shared[0]
        return first, len(shared) - 1 + self.size, self.where[run]


def _runs(tokens: list[Token], size: int) -> Iterator[tuple[int, int]]:
    for index in range(len(tokens) - size + 1):
        run = tokens[index : index + size]
        yield hash(tuple(word for word, _ in run)), run[0][1]


def words(text: str) -> list[Token]:
    """The words of a text in lower case. A word broken at the end of a line is one word, and a
    Chinese character does not end a run."""
    tokens: list[Token] = []
    end = -1
    for hit in re.finditer(_TOKEN, text):
        gap = text[end : hit.start()] if end >= 0 else ""
        if re.fullmatch(_BREAK, gap):
            tokens[-1] = tokens[-1][0] + hit.group().casefold(), tokens[-1][1]
        else:
            tokens.append((hit.group().casefold(), hit.start()))
        end = hit.end()
    return tokens


def characters(text: str) -> list[Token]:
    """The Chinese characters of a text; all others are left out."""
    return [(char, at) for at, char in enumerate(text) if is_han(char)]


@rule("copied-prose")
def _copied_prose(context: RuleContext) -> Iterator[Fault]:
    if not context.against:
        return
    latin, han = Shingles(WORDS), Shingles(CHARACTERS)
    for name, raw in context.against.items():
        latin.add(name, raw, words(raw))
        han.add(name, raw, characters(raw))
    for parts in context.parts:
        for path, text in parts.at(parts.paths.own):
            for shingles, tokens, what in (
                (latin, words(text), "words"),
                (han, characters(text), "Chinese characters"),
            ):
                hit = shingles.longest(tokens)
                if hit is not None:
                    first, count, (name, line) = hit
                    last, at = tokens[first + shingles.size - 1]
                    passage = text[tokens[first][1] : at + len(last)]
                    message = f"{count} {what} in a row are also in {name}:{line}: “{passage}…”"
                    yield Fault(parts.record, path, message)
