"""The length of a sentence, and shorter words for it."""

from __future__ import annotations

import re
from pathlib import Path

from mic25cli.model.languages import catalogue
from mic25cli.model.unique_keys import read_table
from mic25cli.view.text import Lang

_AS_ONE = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9&.'’-]*(?: [A-Z][\w&.'’-]*)*|\d+(?:[.,]\d+)*%?")
_MARKS = re.compile(r"[\s，。；：、（）《》“”]")
_TIGHTER: dict[str, str] = read_table(Path(__file__))
"""Words with shorter ones to replace them, as patterns, from `length.json`."""


def length(text: str, lang: Lang) -> int:
    """The length in words; in Chinese in characters, where a Latin name or a number is one."""
    if catalogue(lang).spaced:
        return len(text.split())
    return len(_MARKS.sub("", _AS_ONE.sub("A", text)))


def tightened(text: str) -> str:
    """An English text with shorter words."""
    for longer, shorter in _TIGHTER.items():
        text = re.sub(longer, shorter, text)
    return text
