"""Rules of language: scripts that do not fit their field, and texts that quote too much."""

import re
from collections.abc import Iterator
from pathlib import Path

from mic25cli.check.context import Fault, FileFault, RuleContext
from mic25cli.check.registry import rule
from mic25cli.errors import nearest
from mic25cli.model import places
from mic25cli.model.fields import IN_CHINESE
from mic25cli.store.load import SourceFile

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]")

# Characters that simplified Chinese writes otherwise, whatever the word: none is in use in it.
TRADITIONAL = frozenset(Path(__file__).with_name("traditional.txt").read_text("utf-8")) - {"\n"}

MAX_WORDS = {"gloss": 12, "verb": 10, "term": 10, "category": 10}
MAX_QUOTE = 14
MAX_HAN = 24

_WORD = re.compile(r"[\w’'-]*\w")
_QUOTES = re.compile('“([^“”]*)”|"([^"]*)"|「([^「」]*)」|『([^『』]*)』')


def length(text: str) -> tuple[int, int]:
    """How many words and how many Chinese characters a text has."""
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
                yield Fault(record, path, message, "say it shorter")
    for parts in context.parts:
        for path, text in parts.own:
            for quoted in _QUOTES.findall(text):
                if fault := _too_long("".join(quoted), MAX_QUOTE):
                    message = f"a passage in quotation marks is too long: {fault}"
                    yield Fault(parts.record, path, message, "say it in words of our own")


@rule("not-chinese")
def _not_chinese(context: RuleContext) -> Iterator[Fault]:
    for record, path, text in context.texts("zh", *IN_CHINESE):
        # A place for a number is in no language.
        if not HAN.search(text) and not re.fullmatch(r"\{\w+\}", text):
            hint = "move it to 'en', or leave 'zh' out"
            yield Fault(record, path, f"'{text}' has no Chinese character", hint)


@rule("chinese-in-english")
def _chinese_in_english(context: RuleContext) -> Iterator[Fault]:
    for record, path, text in context.texts("en", "official_en"):
        if found := HAN.search(text):
            hint = "move the Chinese to 'zh'"
            yield Fault(record, path, f"'{found.group()}' in an English name", hint)


@rule("traditional-script")
def _traditional_script(context: RuleContext) -> Iterator[Fault]:
    for record, path, text in context.texts("zh", *IN_CHINESE):
        if found := dict.fromkeys(char for char in text if char in TRADITIONAL):
            hint = "write the name in simplified characters"
            yield Fault(record, path, f"traditional characters: {', '.join(found)}", hint)


@rule("unit-untranslated")
def _unit_untranslated(context: RuleContext) -> Iterator[FileFault]:
    profile = context.book.profile
    lacking = [name for name, told in profile.data.get("units", {}).items() if not told["zh"]]
    if profile.chinese and lacking and context.loaded.profile_path:
        file = SourceFile(context.loaded.profile_path, None)
        yield FileFault(file, f"no Chinese word for: {', '.join(lacking)}", "add 'zh: …' to each")


@rule("source-language")
def _source_language(context: RuleContext) -> Iterator[Fault]:
    for source in context.book.kind("sources").values():
        words, han = length(source["title"])
        if source["lang"] == "en" and han > words and source["note"] is None:
            hint = "check 'lang' and 'title'"
            yield Fault(source, ("lang",), "'lang: en', but the title is Chinese", hint)


@rule("province-unknown")
def _province_unknown(context: RuleContext) -> Iterator[Fault]:
    at_home = context.book.profile.country
    known = places.provinces()
    for pilot, path, place in context.items("pilots", "places"):
        province = place["province"]
        abroad = (place["country"] or at_home) not in (None, "China")
        if abroad or province is None or province in known:
            continue
        meant = places.find(province)
        close = [meant.en] if meant else nearest(province, known, 1)
        hint = f"did you mean '{close[0]}'?" if close else "use: " + ", ".join(known)
        if place["country"] is None:
            hint += "; a place elsewhere needs its country"
        message = f"'{province}' is no province-level unit of China"
        yield Fault(pilot, (*path, "province"), message, hint)
