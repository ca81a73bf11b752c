"""Folded text: what a search compares, so that case, width, accents and script do not matter.

`fold` is what both sides of a comparison go through; `index_of` is the folded text of a whole
book, made when a snapshot is written and kept in it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mic25cli.model import han, places

Entry = list[str]
"""A record as searched: its names (id first), its other texts, its Chinese names by sound.

Each is one text with a line an item, folded; sounds have a space between syllables.
"""

Index = Mapping[str, Mapping[str, Entry]]
"""The entries of a book by kind and id."""

SKIPPED = frozenset({"cite", "report", "kind", "id"})
"""Keys whose texts are not the record's own words: where it was read, and the id, a name."""

NAMES = ("name", "title", "abbr", "aliases")
"""The keys of what a record is called."""

_MARKS = {
    ord(char): plain
    for chars, plain in (("‘’‛′", "'"), ("“”„″", '"'), ("‐‑‒–—−", "-"), ("·•", "·"))
    for char in chars
}


def fold(text: str) -> str:
    """The text without case, width, accents and traditional forms."""
    if text.isascii():
        return text.lower()
    found = unicodedata.normalize("NFKD", text).casefold()
    found = "".join(char for char in found if not unicodedata.combining(char))
    found = found.translate(_MARKS)
    return found.translate(han.simplified()) if han.has_han(found) else found


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in the text that it comes from."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    parts = [fold(char) for char in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


def walk(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a record with its path, `milestones[1].note`; sources are left out."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key not in SKIPPED:
                yield from walk(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from walk(item, f"{path}[{place}]")


def is_name(path: str) -> bool:
    """Whether what stands at a path is what the record is called."""
    return path.partition(".")[0].partition("[")[0] in NAMES


def other_names(path: str, value: str) -> Iterable[str]:
    """What a text is also called: a province in Chinese."""
    if path.endswith("province") and value in places.PROVINCES:
        return (places.PROVINCES[value].full,)
    return ()


def sounds(name: str) -> str:
    """A folded name by sound, a space between syllables; words in Latin letters stay whole."""
    parts: list[str] = []
    latin = ""
    for char, syllable in zip(name, han.syllables(name), strict=True):
        if not han.is_han(char) and char.isalnum():
            latin += char
            continue
        if latin:
            parts.append(latin)
            latin = ""
        if han.is_han(char):
            parts.append(syllable)
    return " ".join([*parts, latin] if latin else parts)


def entry_of(record: Mapping[str, Any]) -> Entry:
    """A record as searched."""
    names: list[str] = []
    texts: list[str] = []
    heard: list[str] = []
    for path, value in walk(record):
        folded = fold(value).replace("\n", " ")
        if is_name(path):
            names.append(folded)
            if han.has_han(folded):
                heard.append(sounds(folded))
        else:
            texts.append(folded)
            texts += map(fold, other_names(path, value))
    names, texts, heard = (list(dict.fromkeys(each)) for each in (names, texts, heard))
    return ["\n".join(each) for each in ([record["id"], *names], texts, heard)]


def index_of(records: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Entry]]:
    """The entries of records, by kind and id."""
    found: dict[str, dict[str, Entry]] = {}
    for record in records:
        found.setdefault(record["kind"], {})[record["id"]] = entry_of(record)
    return found
