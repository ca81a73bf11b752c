"""The charts across records in text: a sign for each thing counted, a bar for each sum."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from mic25cli.calc.tally import Group, Part, Tally
from mic25cli.view.chart import tally as say
from mic25cli.view.chart.glyphs import ASCII, UNICODE, Glyphs
from mic25cli.view.chart.text import PLAIN, SERIES_STYLES, wrapped
from mic25cli.view.document import Line, Piece, Style
from mic25cli.view.text import Lang
from mic25cli.view.words import label

LEAST = 8
"""Columns of a bar below which it has a line of its own."""


def lines(tally: Tally, width: int, lang: Lang, ascii_only: bool) -> list[Line]:
    """The drawing, at most `width` columns wide."""
    return list(_Bars(tally, width, lang, ascii_only).lines())


class _Bars:
    def __init__(self, tally: Tally, width: int, lang: Lang, ascii_only: bool) -> None:
        self.tally, self.width, self.lang, self.ascii = tally, width, lang, ascii_only
        self.glyphs: Glyphs = ASCII if ascii_only else UNICODE
        # A line of signs is indented by two.
        room = max(1, width - 2)
        self.scale = -(-int(tally.most) // room) if tally.stacked else 1

    def lines(self) -> Iterator[Line]:
        if self.scale > 1:
            yield (("dim", label("chart-scaled", self.lang, count=self.scale)),)
        before: str | None = None
        for group in self.tally.groups:
            if self.tally.sort == "timeline" and before is not None:
                yield from self._gap(int(before), int(group.key))
            before = group.key
            name = self._in_ascii(say.name(self.tally, group, self.lang))
            for line in wrapped(name, self.width):
                yield (("name", line),)
            yield from self._stacked(group) if self.tally.stacked else self._sums(group)

    def _gap(self, before: int, after: int) -> Iterator[Line]:
        if after - before > 1:
            last = f"{self.glyphs.dash}{after - 1}" if after - before > 2 else ""
            yield (("dim", f"{self.glyphs.gap} {before + 1}{last}"),)

    def _stacked(self, group: Group) -> Iterator[Line]:
        pieces: list[Piece] = [("", "  ")]
        for part in group.parts:
            sign = say.sign(self.tally, part.category, self.ascii)
            # What is there is seen, however few it is.
            shown = max(1, round(int(part.number) / self.scale))
            pieces.append((self._style(part), sign * shown))
        yield tuple(_cropped(pieces, self.width))
        said = self._in_ascii(say.counts(self.tally, group, self.lang, self.ascii))
        for line in wrapped(said, self.width - 2):
            yield (("dim", f"  {line}"),)

    def _style(self, part: Part) -> Style:
        place = say.colour(self.tally, part.category)
        return "dim" if place is None else SERIES_STYLES[place]

    def _sums(self, group: Group) -> Iterator[Line]:
        words = [
            say.category(self.tally, category, self.lang) for category in self.tally.categories
        ]
        left = max(cell_len(word) for word in words)
        columns = [
            tuple(self._in_ascii(piece) for piece in say.amount(part, self.lang))
            for every in self.tally.groups
            for part in every.parts
        ]
        number = max(cell_len(value) for value, _ in columns)
        when = max(cell_len(more) for _, more in columns)
        room = min(self.width - 2 - left - 1 - 1 - number - 2 - when, 80)
        for part in group.parts:
            word = say.category(self.tally, part.category, self.lang)
            value, more = (self._in_ascii(piece) for piece in say.amount(part, self.lang))
            head: list[Piece] = [("", "  " + word + " " * (left - cell_len(word) + 1))]
            bar = self._bar(part, room if room >= LEAST else max(LEAST, self.width - left - 4))
            tail: list[Piece] = [("", f" {value}"), ("dim", f"  {more}")]
            if room >= LEAST:
                yield (*head, *bar, *tail)
            else:
                yield tuple(_cropped([*head, *bar], self.width))
                yield from self._below(value, more, left + 3)

    def _below(self, value: str, more: str, indent: int) -> Iterator[Line]:
        """A sum and its date below its bar: beside one another where there is room."""
        pad: Piece = ("", " " * indent)
        if indent + cell_len(value) + 2 + cell_len(more) <= self.width:
            yield (pad, ("", value), ("dim", f"  {more}"))
            return
        pieces: tuple[Piece, ...] = (("", value), ("dim", more))
        for style, text in pieces:
            for line in wrapped(text, self.width - indent):
                yield (pad, (style, line))

    def _bar(self, part: Part, room: int) -> list[Piece]:
        """The bar of a sum; an arrow at its end where it is a bound only."""
        fill = say.sign(self.tally, part.category, self.ascii)
        share = float(part.number) / float(self.tally.most)
        text = fill * max(1, round(share * (room - 1)))
        span = part.span
        if span is not None and span.one_sided:
            text += self.glyphs.down if span.best == span.high else self.glyphs.up
        return [(self._style(part), text[:room]), ("", " " * (room - len(text[:room])))]

    def _in_ascii(self, text: str) -> str:
        return text.translate(PLAIN) if self.ascii else text


def _cropped(pieces: list[Piece], width: int) -> Iterator[Piece]:
    """The pieces as far as there is room."""
    used = 0
    for style, text in pieces:
        while text and used + cell_len(text) > width:
            text = text[:-1]
        used += cell_len(text)
        yield style, text
