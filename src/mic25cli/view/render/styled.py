"""Text with a style for each part, which only a console with colours needs rich for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from rich.cells import cell_len

if TYPE_CHECKING:
    from rich.text import Text

Span = tuple[int, int, str]
"""Where a style begins and ends."""


class Styled:
    """Text, the style under all of it, and the styles of parts; a style as rich writes it."""

    __slots__ = ("plain", "spans", "style")

    def __init__(self, plain: str = "", style: str = "", spans: Iterable[Span] = ()) -> None:
        self.plain, self.style, self.spans = plain, style, [*spans]

    @classmethod
    def of(cls, *parts: str | Styled, style: str = "") -> Styled:
        """Parts behind one another, each with its own style, over one under all."""
        found = cls("".join(each if isinstance(each, str) else each.plain for each in parts), style)
        at = 0
        for part in parts:
            if isinstance(part, str):
                at += len(part)
                continue
            if part.style:
                found.stylize(part.style, at, at + len(part.plain))
            found.spans += [(at + start, at + end, own) for start, end, own in part.spans]
            at += len(part.plain)
        return found

    @property
    def cell_len(self) -> int:
        """How many columns it takes."""
        return cell_len(self.plain)

    def stylize(self, style: str, start: int, end: int) -> None:
        """Give a part a style."""
        self.spans.append((start, end, style))

    def __getitem__(self, part: slice) -> Styled:
        start, plain = part.start or 0, self.plain[part]
        cut = ((max(0, a - start), min(len(plain), b - start), own) for a, b, own in self.spans)
        return Styled(plain, self.style, [each for each in cut if each[0] < each[1]])

    def join(self, texts: Iterable[Styled]) -> Styled:
        """Texts with this one between them."""
        parts = [part for text in texts for part in (self, text)][1:]
        return Styled.of(*parts, style=self.style)

    def __rich__(self) -> Text:
        from rich import text

        spans = [text.Span(*each) for each in self.spans]
        return text.Text(self.plain, self.style, spans=spans)


class PlainConsole:
    """What prints texts without their styles, as a rich console without colours would."""

    def __init__(self, file: TextIO, width: int) -> None:
        self.file, self.width = file, width

    def print(self, text: Styled, soft_wrap: bool = True) -> None:  # noqa: ARG002  # as rich has it
        """Write a text and end its line; nothing is wrapped, whatever is said."""
        self.file.write(f"{text.plain}\n")
