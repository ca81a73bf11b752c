"""The signs of charts in text: one character each, in Unicode or in plain ASCII."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase


@dataclass(frozen=True)
class Glyphs:
    """What is drawn with what; a series has a full sign and a hollow one."""

    full: str
    hollow: str
    aim: str
    replaced: str
    held: str
    path: str
    start: str
    low: str
    high: str
    bar: str
    up: str
    down: str
    gap: str
    dash: str

    def mark(self, place: int, *, weak: bool) -> str:
        """The sign of the series at a place in the key."""
        row = self.hollow if weak else self.full
        return row[place % len(row)]

    def letters(self, count: int) -> bool:
        """Whether so many series need a letter beside their sign to be told apart."""
        return count > len(self.full)


UNICODE = Glyphs(
    "●■▲◆▼★◀▶", "○□△◇▽☆◁▷", "┃", "╎", "┊", "·", "▸", "├", "┤", "─", "→", "←", "⋮", "–"
)  # fmt: skip
ASCII = Glyphs(
    ascii_uppercase, ascii_lowercase, "#", "=", ":", ".", "%", "|", "|", "-", ">", "<", "~", "-"
)  # fmt: skip
"""Letters: a capital is a full sign, a small one a hollow one."""


def letter(place: int) -> str:
    """A letter for the series at a place in the key: a to z, then aa, ab, …"""
    more, own = divmod(place, len(ascii_lowercase))
    return (letter(more - 1) if more else "") + ascii_lowercase[own]
