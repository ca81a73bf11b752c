"""Folded text for search: case, width, accents and script make no difference."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from mic25cli.model import chinese_script, provinces
from mic25cli.model.fields import IN_CHINESE

Entry = list[str]
"""A record as search sees it: its names (id first), its other texts, and the sounds of its Chinese
names. Each is a folded text with one line per item; sounds have a space between syllables."""

ITEM, PART = "\x01", "\x02"
"""Separators of entries and of columns, which no folded text contains."""
_FREE = {ord(ITEM): " ", ord(PART): " "}

SKIPPED = frozenset({"cite", "report", "kind", "id", *IN_CHINESE})
"""Keys whose texts are not searched: provenance, ids, and Chinese versions of other texts."""

NAMES = ("name", "title", "abbr", "aliases", "search_names")
"""The keys of a record's names, and of further names by which search finds it."""

_MARKS = {
    ord(char): plain
    for chars, plain in (("‘’‛′", "'"), ("“”„″", '"'), ("‐‑‒–—−", "-"), ("·•", "·"))
    for char in chars
}


def fold(text: str) -> str:
    """The text in lower case, half width and simplified characters, without accents."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text).casefold()
    folded = "".join(char for char in folded if not unicodedata.combining(char))
    folded = folded.translate(_MARKS)
    return (
        folded.translate(chinese_script.simplified()) if chinese_script.has_han(folded) else folded
    )


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and the position in the text of each of its characters."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    parts = [fold(char) for char in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


def walk(value: object, path: str = "") -> Iterator[tuple[str, str]]:
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
    """Whether a path is that of a name of the record."""
    return path.partition(".")[0].partition("[")[0] in NAMES


def other_names(path: str, value: str) -> Iterable[str]:
    """Further names by which search finds a value, such as the Chinese name of a province."""
    if path.endswith("province") and value in provinces.provinces():
        return (provinces.provinces()[value].full,)
    return ()


def sounds(name: str) -> str:
    """The sound of a folded name, spaces between syllables; words in Latin letters stay whole."""
    parts: list[str] = []
    latin = ""
    for char, syllable in zip(name, chinese_script.syllables(name), strict=True):
        if not chinese_script.is_han(char) and char.isalnum():
            latin += char
            continue
        if latin:
            parts.append(latin)
            latin = ""
        if chinese_script.is_han(char):
            parts.append(syllable)
    return " ".join([*parts, latin] if latin else parts)


def entry_of(record: Mapping[str, Any]) -> Entry:
    """The parts of a record that search compares: folded names, texts and sounds of names."""
    names: list[str] = []
    texts: list[str] = []
    heard: list[str] = []
    for path, value in walk(record):
        folded = fold(value).replace("\n", " ")
        if is_name(path):
            names.append(folded)
            if chinese_script.has_han(folded):
                heard.append(sounds(folded))
        else:
            texts.append(folded)
            texts += map(fold, other_names(path, value))
    names, texts, heard = (list(dict.fromkeys(text)) for text in (names, texts, heard))
    return ["\n".join(part) for part in ([record["id"], *names], texts, heard)]


class Folded(Mapping[str, Entry]):
    """The entries of a kind by id, in columns: names, other texts, sounds and their initials."""

    def __init__(self, read: Callable[[], str]) -> None:
        self._read = read
        self._split: dict[int, list[str]] = {}

    @cached_property
    def _columns(self) -> list[str]:
        return self._read().split(PART)

    @classmethod
    def of(cls, records: Iterable[Mapping[str, object]]) -> Folded:
        """Fold the records of a kind for search."""
        text = folded_text(records)
        return cls(lambda: text)

    def _items(self, column: int) -> list[str]:
        if column not in self._split:
            self._split[column] = self._columns[column].split(ITEM)[:-1]
        return self._split[column]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {item.partition("\n")[0]: place for place, item in enumerate(self._items(0))}

    def __getitem__(self, id_: str) -> Entry:
        return self.entry(self._places[id_])

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return self._columns[0].count(ITEM)

    def id(self, place: int) -> str:
        """The id of the record at a position of the index, counted from 0."""
        return self._items(0)[place].partition("\n")[0]

    def entry(self, place: int) -> Entry:
        """The names, texts and sounds of the record at a position of the index."""
        return [self._items(column)[place] for column in range(3)]

    def with_name(self, part: str) -> set[int]:
        """The positions of the entries whose names contain a text."""
        return _places_of(part, self._columns[0])

    def having(self, part: str) -> set[int]:
        """The positions of the entries whose names or other texts contain a text."""
        return self.with_name(part) | _places_of(part, self._columns[1])

    def sounding(self, sound: str) -> set[int]:
        """The positions of the entries whose names sound like this, in full or by initials."""
        return _places_of(sound, self._joined) | _places_of(sound, self._columns[3])

    @cached_property
    def _joined(self) -> str:
        return self._columns[2].replace(" ", "")


def _places_of(part: str, column: str) -> set[int]:
    if ITEM in part:
        return set()
    if not part:
        return set(range(column.count(ITEM)))
    places: set[int] = set()
    start = number = 0
    at = column.find(part)
    while at >= 0:
        number += column.count(ITEM, start, at)
        places.add(number)
        start = column.find(ITEM, at)
        at = column.find(part, start)
    return places


def folded_text(records: Iterable[Mapping[str, object]]) -> str:
    """The entries of records as one text, which `Folded` reads."""
    columns: tuple[list[str], ...] = ([], [], [], [])
    for record in records:
        entry = entry_of(record)
        for column, item in zip(columns, (*entry, initials(entry[2])), strict=True):
            column.append(item.translate(_FREE) if ITEM in item or PART in item else item)
    return PART.join("".join(f"{item}{ITEM}" for item in column) for column in columns)


def initials(heard: str) -> str:
    """The first letters of syllables, a line per name: "xin neng yuan" gives "xny"."""
    return "\n".join(
        "".join(word if word.isdigit() else word[:1] for word in line.split())
        for line in heard.split("\n")
    )


Index = Mapping[str, Folded]


def index_of(dataset: Mapping[str, Mapping[str, Mapping[str, object]]]) -> dict[str, Folded]:
    """Fold all records for search, by kind; a kind without records is left out."""
    return {kind: Folded.of(records.values()) for kind, records in dataset.items() if records}
