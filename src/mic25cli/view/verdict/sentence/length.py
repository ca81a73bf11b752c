"""How long a sentence is, and the shorter words that it may take."""

from __future__ import annotations

import re
from pathlib import Path

from mic25cli.model.languages import catalogue
from mic25cli.model.unique_keys import read_table
from mic25cli.view.text import Lang

_AS_ONE = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9&.'’-]*(?: [A-Z][\w&.'’-]*)*|\d+(?:[.,]\d+)*%?")
_MARKS = re.compile(r"[\s，。；：、（）《》“”]")
_TIGHTER: dict[str, str] = read_table(Path(__file__))
"""Words for which there is a shorter one, as patterns; `length.json` has them."""


def length(text: str, lang: Lang) -> int:
    """The length of a text in words; in Chinese in signs, where a Latin name or a number is one."""
    if catalogue(lang).spaced:
        return len(text.split())
    return len(_MARKS.sub("", _AS_ONE.sub("A", text)))


def tightened(text: str) -> str:
    """An English text in shorter words."""
    for longer, shorter in _TIGHTER.items():
        text = re.sub(longer, shorter, text)
    return text
