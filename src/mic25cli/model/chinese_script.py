"""Chinese script, used only to match words: traditional characters mapped to simplified ones, and
the sound of names. `data/NOTICE` gives the source of the tables."""

from __future__ import annotations

from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("data")


def lines(name: str) -> list[str]:
    """Read a data file of this package; lines that start with # are comments."""
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


@cache
def simplified() -> dict[int, str]:
    """The simplified character for each traditional one, for `str.translate`."""
    pairs = "".join(lines("traditional.txt"))
    return dict(zip(map(ord, pairs[::2]), pairs[1::2], strict=True))


@cache
def readings() -> tuple[dict[str, str], dict[str, list[str]]]:
    """The pinyin reading of each character, and of the words that are read differently."""
    characters: dict[str, str] = {}
    words: dict[str, list[str]] = {}
    for line in lines("pinyin.txt"):
        first, *rest = line.split()
        if first.isascii():
            characters.update(dict.fromkeys(rest[0], first))
        else:
            words[first] = rest
    return characters, words


def is_han(char: str) -> bool:
    """Whether a character is Chinese (CJK Unified Ideographs or Extension A of Unicode)."""
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf"


def has_han(text: str) -> bool:
    """Whether a text has at least one Chinese character."""
    return not text.isascii() and any(map(is_han, text))


def syllables(text: str) -> list[str]:
    """The readings of a folded text, one per character; without a reading, the character itself."""
    characters, words = readings()
    characters_read = [characters.get(char, char) for char in text]
    for word, reading in words.items():
        start = text.find(word)
        while start >= 0:
            characters_read[start : start + len(word)] = reading
            start = text.find(word, start + 1)
    return characters_read
