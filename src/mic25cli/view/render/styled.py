"""Text in styled pieces; only a console with colours needs rich to print it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from mic25cli.view.text import cell_len

if TYPE_CHECKING:
    from rich.text import Text


class Styled:
    """Parts in a row, each in its own style on top of a common one, as rich writes them."""

    __slots__ = ("pieces", "plain")

    def __init__(self, *parts: str | Styled, style: str = "") -> None:
        self.pieces: list[tuple[str, str]] = []
        for part in parts:
            if isinstance(part, str):
                self.pieces.append((style, part))
            elif style:
                self.pieces += ((f"{style} {own}".rstrip(), text) for own, text in part.pieces)
            else:
                self.pieces += part.pieces
        self.plain = "".join([text for _, text in self.pieces])

    @property
    def cell_len(self) -> int:
        """Its width in columns."""
        return cell_len(self.plain)

    def __getitem__(self, part: slice) -> Styled:
        start, end, _ = part.indices(len(self.plain))
        cut = Styled()
        cut.plain = self.plain[start:end]
        if len(self.pieces) == 1:
            cut.pieces = [(self.pieces[0][0], cut.plain)]
            return cut
        for style, text in self.pieces:
            if start < len(text) and end > 0:
                cut.pieces.append((style, text[max(0, start) : end]))
            start, end = start - len(text), end - len(text)
        return cut

    def restyled(self, style: str, start: int, end: int) -> Styled:
        """The text with a style over a part."""
        return Styled(self[:start], Styled(self[start:end], style=style), self[end:])

    def join(self, texts: Iterable[Styled]) -> Styled:
        """Texts joined by this one."""
        return Styled(*[part for text in texts for part in (self, text)][1:])

    def __rich__(self) -> Text:
        from rich.text import Text

        return Text.assemble(*((text, style) for style, text in self.pieces if text))


class PlainConsole:
    """Prints texts without their styles, like a rich console without colours."""

    def __init__(self, file: TextIO, width: int) -> None:
        self.file, self.width = file, width

    def print(self, text: Styled, soft_wrap: bool = True) -> None:  # noqa: ARG002  # as rich has it
        """Write a text and end its line; nothing is wrapped."""
        self.file.write(f"{text.plain}\n")
