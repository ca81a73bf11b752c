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


@rule("quotation-too-long", "A quotation or a gloss that is too long", "language")
def quotations(context: RuleContext) -> Iterator[Fault]:
    """Facts, names and terms come from the sources; sentences do not.

    A gloss has at most a dozen words of ours. A verb or a term as printed has at
    most ten, and so has the assessor's own word; a passage in quotation marks
    within our prose has at most fourteen. In Chinese, 24 characters are enough.
    """
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


@rule("not-chinese", "A Chinese name without a Chinese character", "language", "warning")
def not_chinese(context: RuleContext) -> Iterator[Fault]:
    """What stands under `zh` is in Chinese; a Latin name belongs under `en` or among the aliases."""  # noqa: E501
    for record, path, text in context.texts("zh", *IN_CHINESE):
        # A place for a number is in no language.
        if not HAN.search(text) and not re.fullmatch(r"\{\w+\}", text):
            hint = "move it to 'en', or leave 'zh' out"
            yield Fault(record, path, f"'{text}' has no Chinese character", hint)


@rule("chinese-in-english", "An English name with Chinese characters", "language", "warning")
def chinese_in_english(context: RuleContext) -> Iterator[Fault]:
    """What stands under `en` is in English; the Chinese name has its own key."""
    for record, path, text in context.texts("en", "official_en"):
        if found := HAN.search(text):
            hint = "move the Chinese to 'zh'"
            yield Fault(record, path, f"'{found.group()}' in an English name", hint)


@rule("traditional-script", "A Chinese name in traditional characters", "language", "warning")
def traditional(context: RuleContext) -> Iterator[Fault]:
    """Chinese names are in simplified script, so that a search finds them.

    A few hundred characters are looked for that simplified script writes
    otherwise. A traditional form as printed can stand among the aliases.
    """
    for record, path, text in context.texts("zh", *IN_CHINESE):
        if found := dict.fromkeys(char for char in text if char in TRADITIONAL):
            hint = "write the name in simplified characters"
            yield Fault(record, path, f"traditional characters: {', '.join(found)}", hint)


@rule("unit-untranslated", "A unit of the book's own without a Chinese word", "language", "warning")
def own_units(context: RuleContext) -> Iterator[FileFault]:
    """A book with a Chinese title is read in Chinese, and says what its units are called there."""
    profile = context.book.profile
    lacking = [name for name, told in profile.data.get("units", {}).items() if not told["zh"]]
    if profile.chinese and lacking and context.loaded.profile_path:
        file = SourceFile(context.loaded.profile_path, None)
        yield FileFault(file, f"no Chinese word for: {', '.join(lacking)}", "add 'zh: …' to each")


@rule("source-language", "A source whose title is not in its language", "language", "warning")
def source_language(context: RuleContext) -> Iterator[Fault]:
    """A title is given as printed, in the language that the source is in.

    A source in English has no Chinese title. (A source in Chinese may have an
    English one: where the printed title was not seen, it is described.)  Where it
    is so all the same, the source's `note` says why, and that settles it.
    """
    for source in context.book.kind("sources").values():
        words, han = length(source["title"])
        if source["lang"] == "en" and han > words and source["note"] is None:
            hint = "check 'lang' and 'title'"
            yield Fault(source, ("lang",), "'lang: en', but the title is Chinese", hint)


@rule("province-unknown", "A province that is none", "language")
def provinces(context: RuleContext) -> Iterator[Fault]:
    """A place in China lies in one of its province-level units, called as everywhere in the book.

    `Zhejiang` and `Zhejiang Province` would be two places to every list and count. What
    lies in another country has provinces of its own, which nobody checks; it names that country,
    or `country` in `book.yaml` does.
    """
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
