"""The forms of a diff's story: on a terminal, and as Markdown for a comment or a release note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mic25cli.view.diff_entries import Entry, Mark, Piece
from mic25cli.view.diff_story import Section, Story
from mic25cli.view.diff_words import SIGNS, class_word
from mic25cli.view.render.md import escaped
from mic25cli.view.text import Lang, visible

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

_STYLES: dict[Mark, str] = {
    "kept": "",
    "removed": "red",
    "added": "green",
    "old": "red",
    "new": "green",
    "dim": "dim",
}
_BRACKETS: dict[Mark, tuple[str, str]] = {"removed": ("[-", "-]"), "added": ("{+", "+}")}
"""Around words that went and came, as `git diff --word-diff` sets them: no colour is needed."""

_CLASS_STYLES = {
    "raised": "bold green",
    "lowered": "bold red",
    "removed": "red",
    "moved": "yellow",
    "reworded": "yellow",
    "added": "green",
    "restated": "magenta",
    "observed": "cyan",
}

LABEL = 11
"""Columns of the sign and word of a class."""


def show(story: Story, console: Console, lang: Lang) -> None:
    """Print the story to a terminal."""
    from rich.table import Table
    from rich.text import Text

    console.print(Text(visible(story.title), style="bold"))
    console.print(Text(visible(story.total)))
    for remark in story.remarks:
        console.print(Text(visible(remark), style="dim"))
    bare = False
    for section in story.sections:
        heading = Text(visible(section.title), style="bold")
        heading.append(f"  {visible(section.counts)}", style="not bold")
        if section.more and not section.entries:
            heading.append(f"  {visible(section.more)}", style="dim not bold")
        # Kinds that are only counted stand close together.
        if section.entries or not bare:
            console.print()
        bare = not section.entries
        console.print(heading)
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(no_wrap=True, min_width=LABEL)
        grid.add_column(overflow="fold")
        for entry in section.entries:
            sign = Text(f"{SIGNS[entry.class_]} {class_word(entry.class_, lang)}")
            sign.stylize(_CLASS_STYLES.get(entry.class_, "dim"))
            grid.add_row(sign, _entry(entry, console.width - LABEL - 1))
        if section.entries:
            console.print(grid)
            if section.more:
                console.print(Text(visible(section.more), style="dim"))


def _entry(entry: Entry, room: int) -> RenderableType:
    """An entry: its title, then its lines; what is short stands on one line."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    title = Text(visible(entry.title), style="bold" if entry.lines else "")
    lines = [_line(line) for line in entry.lines]
    if len(lines) == 1 and title.cell_len + lines[0].cell_len + 2 <= room:
        title = Text.assemble(title, "  ", lines.pop())
    if entry.aside:
        aside = Text(visible(entry.aside), style="dim")
        last = lines[-1] if lines else title
        if last.cell_len + aside.cell_len + 4 > room:
            lines.append(aside)
        elif lines:
            lines[-1] = Text.assemble(last, "  ", aside)
        else:
            title = Text.assemble(title, "  ", aside)
    if not lines:
        return title
    return Group(title, *(Padding(line, (0, 0, 0, 2), expand=False) for line in lines))


def _line(pieces: Sequence[Piece]) -> Text:
    from rich.text import Text

    line = Text()
    for mark, text in pieces:
        before, after = _BRACKETS.get(mark, ("", ""))
        line.append(f"{before}{visible(text)}{after}", style=_STYLES[mark])
    return line


# Tags, since ** and ~~ do not close between a Chinese mark and a Chinese word: **（试行）**稿.
_MD: dict[Mark, tuple[str, str]] = {
    "kept": ("", ""),
    "removed": ("<del>", "</del>"),
    "added": ("<ins>", "</ins>"),
    "old": ("", ""),
    "new": ("", ""),
    "dim": ("", ""),
}


def md(story: Story, lang: Lang) -> str:
    """The story as Markdown: a table a kind, words that went and came in tags."""
    lines = [f"### {escaped(visible(story.title))}", "", escaped(visible(story.total))]
    lines += (
        ["", *(f"> {escaped(visible(remark))}" for remark in story.remarks)]
        if story.remarks
        else []
    )
    for section in story.sections:
        lines += ["", *_md_section(section, lang)]
    return "\n".join(lines) + "\n"


def _md_section(section: Section, lang: Lang) -> Iterable[str]:
    yield f"#### {escaped(visible(section.title))}: {escaped(visible(section.counts))}"
    yield ""
    if section.entries:
        yield "| | What | Change | Report |"
        yield "| --- | --- | --- | --- |"
    for entry in section.entries:
        sign = f"{SIGNS[entry.class_]} {class_word(entry.class_, lang)}"
        cells = (
            escaped(sign),
            escaped(visible(entry.title)),
            "<br>".join(_md_line(line) for line in entry.lines),
            escaped(visible(entry.aside)),
        )
        yield "| " + " | ".join(cells) + " |"
    if section.more:
        yield ""
        yield escaped(visible(section.more))


def _md_line(pieces: Sequence[Piece]) -> str:
    return "".join(_md_piece(mark, visible(text)) for mark, text in pieces)


def _md_piece(mark: Mark, text: str) -> str:
    """A piece with its tags close around the words."""
    before, after = _MD[mark]
    core = text.strip()
    if not before or not core:
        return escaped(text)
    lead, _, tail = text.partition(core)
    return f"{lead}{before}{escaped(core)}{after}{tail}"
