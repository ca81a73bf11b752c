"""The lines of a file with their own line endings, which a change leaves alone in other lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from io import StringIO

from mic25cli.store import yamlio
from mic25cli.values import FrozenData

_BOM = "\ufeff"
MAX_VALUES = 40_000
MAX_LINES = 60_000
"""The maximum lines of a file to rewrite: formatting takes far longer than reading."""


class FileLines(FrozenData):
    """A text as lines with their endings, and whether a byte order mark comes before them."""

    lines: tuple[str, ...] = ()
    """The lines with their endings; the last may have none."""
    bom: bool = False

    @property
    def text(self) -> str:
        """The text with uniform line endings, without the mark."""
        return self.ended.replace("\r\n", "\n").replace("\r", "\n")

    @property
    def ended(self) -> str:
        """The text with its own line endings, without the mark."""
        return "".join(self.lines)

    @property
    def whole(self) -> str:
        """The text exactly as in the file."""
        return (_BOM if self.bom else "") + self.ended

    @property
    def end(self) -> str:
        """The line ending that most lines have."""
        counts = Counter(_end(line) for line in self.lines if _end(line))
        return max(counts, key=lambda end: (counts[end], end)) if counts else "\n"

    def with_lines(self, start: int, stop: int, new: Iterable[str]) -> FileLines:
        """The text with new lines instead of those from `start` up to, not including, `stop`."""
        before, own = list(self.lines[:start]), self.end
        if before and not _end(before[-1]):
            before[-1] += own
        return FileLines((*before, *(line + own for line in new), *self.lines[stop:]), self.bom)

    def with_text(self, text: str) -> FileLines:
        """Another text in the same style: with or without the mark, with one line ending."""
        return FileLines(_split(text.replace("\n", self.end)), self.bom)


def of(raw: bytes) -> FileLines:
    """The lines of a file; raises `YamlError` if it is too large or has too many lines."""
    text = yamlio.decode(raw)
    if text.count("\n") + text.count("\r") > 2 * MAX_LINES:
        raise too_much()
    return FileLines(_split(text), raw.startswith(_BOM.encode()))


def too_much() -> yamlio.YamlError:
    """The error for a file that is too large to be changed."""
    return yamlio.YamlError.of(
        "file-would-be-too-large", code="too-many-values", values=MAX_VALUES, lines=MAX_LINES
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(StringIO(text, newline=""))


def _end(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]
