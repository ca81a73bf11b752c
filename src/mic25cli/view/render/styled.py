"""Text in styled pieces, the only place with colours; rich is needed only to print them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from mic25cli.view.document import BRACKETS, Line
from mic25cli.view.render import layout
from mic25cli.view.render.links import addresses, target
from mic25cli.view.text import cell_len, visible

if TYPE_CHECKING:
    from rich.text import Text


_LOOKS = {
    "": "amount drawn title whole",
    "bold": "name series-7",
    "dim": "id dim ref link",
    # more, better, new
    "green": "good new added series-2",
    "bold green": "raised",
    # less, worse, gone
    "red": "bad old removed gone series-1",
    "bold red": "lowered",
    # in between, changed
    "yellow": "fair altered restated series-4",
    "bold yellow": "poor",
    # neutral: observed, met late, match
    "cyan": "late observed series-5",
    "bold cyan": "hit",
    # lines of a chart, each with its own mark
    "blue": "series-0",
    "magenta": "series-3",
    "bright_red": "series-6",
}
STYLES = {"": "", **{role: look for look, roles in _LOOKS.items() for role in roles.split()}}
"""The look of each role, which also has a sign or a word, so that colour is never needed."""


class Styled:
    """Consecutive pieces, each with its own style on top of a common one, as in rich."""

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
        """The width in columns."""
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
        """The text with a style added to a part."""
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
        """Write a text and end its line, without wrapping."""
        self.file.write(f"{text.plain}\n")


def linked(text: Styled) -> Styled:
    """The text with its addresses as links."""
    if "://" in text.plain:
        for start, end, address in addresses(text.plain):
            text = text.restyled(f"link {address}", start, end)
    return text


def styled(line: Line, under: str = "", brief: bool = False) -> Styled:
    """A line as rich text, never markup, because a record must not steer the terminal; `brief`
    shows of a link to some words only the page."""
    if isinstance(line, str):
        return linked(Styled(visible(line), style=under))
    parts = []
    if brief:
        from mic25cli.calc.source_grades import page_of
    for style, text in line:
        before, after = BRACKETS.get(style, ("", ""))
        content, look = visible(text), STYLES[style]
        if brief and style == "link" and (page := page_of(content)) != content:
            content, look = page, f"{look} link {target(content)}"
        parts.append(Styled(f"{before}{content}{after}", style=look))
    return linked(Styled(*parts, style=under))


def wrapped(text: Styled, room: int, hang: int = 0) -> list[Styled]:
    """The lines of a text for a width, indented after the first."""
    if text.cell_len <= room:
        return [text]
    spans = layout.breaks(text.plain, room, room - hang)
    return [
        Styled(" " * hang if number else "", text[start:end])
        for number, (start, end) in enumerate(spans)
    ]
