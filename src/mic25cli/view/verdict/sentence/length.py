"""How long a sentence is, and the shorter words that it may take."""

from __future__ import annotations

import re

from mic25cli.model.languages import catalogue
from mic25cli.view.text import Lang

_AS_ONE = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9&.'’-]*(?: [A-Z][\w&.'’-]*)*|\d+(?:[.,]\d+)*%?")
_MARKS = re.compile(r"[\s，。；：、（）《》“”]")
_TIGHTER = (
    (r"\bmore than (?=\d)", "over "),
    (r"\bless than (?=\d)", "under "),
    (r"\bfrom (\d{4}) to (?=\d{4})", r"in \1–"),
    ("the first half of ", "January–June "),
    ("the second half of ", "July–December "),
    ("the first quarter of ", "January–March "),
    ("the second quarter of ", "April–June "),
    ("the third quarter of ", "July–September "),
    ("the fourth quarter of ", "October–December "),
    (r"\b([A-Z][a-z]+) to ([A-Z][a-z]+) (?=\d{4})", r"\1–\2 "),
    ("the target's own definition", "its own definition"),
)
"""Words for which there is a shorter one."""


def length(text: str, lang: Lang) -> int:
    """The length of a text in words; in Chinese in signs, where a Latin name or a number is one."""
    if catalogue(lang).spaced:
        return len(text.split())
    return len(_MARKS.sub("", _AS_ONE.sub("A", text)))


def tightened(text: str) -> str:
    """An English text in shorter words."""
    for longer, shorter in _TIGHTER:
        text = re.sub(longer, shorter, text)
    return text
