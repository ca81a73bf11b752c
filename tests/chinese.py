"""English left on a Chinese screen: Latin words that no record contains."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from mic25cli.model.dataset import RecordSet
from mic25cli.model.fields import FIELDS
from mic25cli.model.units import UNITS
from mic25cli.view.text import visible

WORD = re.compile(r"[A-Za-z][A-Za-z]+")
"""Two or more letters; a single letter is a grade or a sign."""


def recorded(dataset: RecordSet) -> set[str]:
    """Every text of the records as recorded, except words of closed lists."""
    found = {key for record in dataset for key in _keys(record)}
    for record in dataset:
        found |= set(_texts(record, ""))
    return {text for text in found if WORD.search(text)}


HALF = re.compile(r"[\u3400-\u9fff] ?[,;:(?!].?")
"""A half-width sign after a Chinese character."""


def half_width(screen: str, dataset: RecordSet) -> list[str]:
    """The half-width signs after Chinese characters of a screen that are not in a record."""
    for text in {text for record in dataset for text in _texts(record, "") if HALF.search(text)}:
        screen = screen.replace(text, "")
    return HALF.findall(screen)


def _texts(value: Any, key: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from _texts(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, key)
    elif isinstance(value, str):
        field = FIELDS.get(key)
        closed = field is not None and field.role == "choice" and key not in OPEN
        if key != "kind" and not closed and not (key == "unit" and value in UNITS):
            yield visible(value)
        if key == "at":  # its parts are translated one by one
            yield from value.split(", ")


def _keys(value: Any) -> Iterator[str]:
    """The keys that are data: the definitions (bases) of an indicator."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            if name not in FIELDS:
                yield name
            yield from _keys(item)
    elif isinstance(value, list):
        for item in value:
            yield from _keys(item)


OPEN = ("basis", "url", "unit", "formerly")
"""Fields that may have any word; a unit that is not ours is a word of the source."""


class Scan:
    """Lists the Latin words of a screen that occur in no text of the records."""

    def __init__(self, texts: set[str]) -> None:
        self.by_word: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for text in sorted(texts, key=len, reverse=True):
            first = WORD.search(text)
            if first is not None:
                self.by_word[first.group()].append((first.start(), text))

    def left(self, screen: str) -> set[str]:
        """The words left over, each with the text around it."""
        found = set()
        for line in screen.splitlines():
            at = 0
            while (match := WORD.search(line, at)) is not None:
                end = self._recorded(line, match)
                if end is None:
                    found.add(line[max(0, match.start() - 20) : match.end() + 20])
                at = end or match.end()
        return found

    def _recorded(self, line: str, match: re.Match[str]) -> int | None:
        for offset, text in self.by_word.get(match.group(), ()):
            start = match.start() - offset
            if start >= 0 and line.startswith(text, start):
                return start + len(text)
        return None


ADDRESSED = re.compile(r"(?m)^ *\[\d+\] .*$|“[^”]*”|https?://\S+|mic25 [^\n]*")
"""Parts that are the same in any language: sources, quoted passages, addresses, commands."""
RUN = re.compile(r"[A-Za-z][A-Za-z’'-]*(?:[,;]? [A-Za-z][A-Za-z’'-]*){3,}")
"""Four or more Latin words."""


def printed(dataset: RecordSet) -> str:
    """The names and titles of the records as printed, one per line, which may contain a run."""
    keys = {key for key, field in FIELDS.items() if field.role == "printed" and key != "en"}

    def texts(value: Any, key: str) -> Iterator[str]:
        if isinstance(value, Mapping):
            for name, item in value.items():
                yield from texts(item, name if name != "en" or key != "name" else "title")
        elif isinstance(value, list):
            for item in value:
                yield from texts(item, key)
        elif isinstance(value, str) and key in keys:
            yield value

    return "\n".join(text for record in dataset for text in texts(record, ""))


def sentences(screen: str, names: str) -> set[str]:
    """The runs of Latin words on a screen that are neither a name nor quoted."""
    return {run for run in RUN.findall(ADDRESSED.sub("", screen)) if run not in names}
