"""The words of the tool by language (`words/en.json`); missing words are shown in English."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache, cached_property

from mic25cli.model.languages import BOTH, FOLDER, Lang
from mic25cli.model.units import scale_of
from mic25cli.vocabulary import labels


class DatasetLang(str):
    """A language together with a dataset's own words, which take precedence over the
    catalogue's."""

    _own: Callable[[], Mapping[str, Mapping[str, str]]]

    @classmethod
    def of(cls, lang: Lang, own: Callable[[], Mapping[str, Mapping[str, str]]]) -> DatasetLang:
        """A language, with the function that returns a dataset's own words by language and key."""
        language = cls(lang)
        language._own = own
        return language

    @cached_property
    def own(self) -> Mapping[str, Mapping[str, str]]:
        """The words that the dataset declares itself, by language and then by key."""
        return self._own()

    @cached_property
    def whole(self) -> Mapping[str, str]:
        """All words of the language: the catalogue's, overridden by the dataset's."""
        language = "en" if self == BOTH else str(self)
        return {**words(language), **self.own.get(language, {})}


def _own(lang: Lang, language: str) -> Mapping[str, str]:
    return lang.own.get(language, {}) if isinstance(lang, DatasetLang) else {}


@cache
def words(lang: Lang) -> Mapping[str, str]:
    """The words of a language by key, with the terms of the vocabulary."""

    text = (FOLDER / f"{lang}.json").read_text(encoding="utf-8")
    return {**labels(lang), **json.loads(text)}


def find(lang: Lang, *keys: str) -> str | None:
    """The words under the first of several keys that the language has; otherwise those in
    English."""
    # `str(lang)`, because a language with a dataset's own words would be cached as another one.
    for language in ("en",) if lang in ("en", BOTH) else (str(lang), "en"):
        for table in (_own(lang, language), words(language)):
            for key in keys:
                if key in table:
                    return table[key]
    return None


def label(key: str, lang: Lang, **values: object) -> str:
    """The words under a key with values filled in; raises `KeyError` for an unknown key."""
    language = "en" if lang == BOTH else lang
    own = lang.whole if isinstance(lang, DatasetLang) else words(language)
    # English is read only for what a language lacks.
    text = own.get(key) or find(lang, key)
    if text is None and key.startswith("field-"):
        # The English label of most fields is the key itself.
        text = key.removeprefix("field-").replace("_", " ").capitalize()
    if text is None:
        raise KeyError(f"no words under '{key}' in {FOLDER.name}/en.json")
    text = text.format(**values) if values else text
    # In Chinese, a financial year has its own word.
    return re.sub(r"(\d{4}/\d\d)年", r"\1财年", text) if "/" in text and "年" in text else text


def translated(key: str, lang: Lang) -> str | None:
    """The words of a language for an English text that is its own key; None if there are none."""
    own = _own(lang, "en" if lang == BOTH else lang).get(key)
    return own or (None if lang in ("en", BOTH) else words(str(lang)).get(key))


def unit_word(unit: str, lang: Lang) -> str:
    """The name of a unit in a language; that of a scaled unit is made of scale and base."""
    scale, rest = scale_of(unit)
    own = translated(f"unit-{unit}", lang)
    scaled = translated(f"unit-scale-{scale}", lang) if scale else None
    head, _, each = unit.rpartition(" per ")
    by = translated(f"unit-each-{each}", lang) or translated(f"unit-{each}", lang)
    if not own and head and by:
        return f"{unit_word(head, lang)}/{by}"
    return own or (scaled.format(unit=word("unit", rest, lang)) if scaled else unit)


def word(group: str, code: str, lang: Lang) -> str:
    """The word for a code in a language: the status `missed`, the unit `km`."""
    return translated(f"{group}-{code}", lang) or code
