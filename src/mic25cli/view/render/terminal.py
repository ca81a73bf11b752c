"""The terminal: a document on a rich console, as wide as it is; the one place that has colours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from mic25cli.view.document import (
    BRACKETS,
    Cell,
    Document,
    Drawing,
    Entries,
    Entry,
    Facts,
    Head,
    Heading,
    Line,
    Lines,
    Listing,
    Notes,
    Part,
    Style,
    Table,
    bare,
)
from mic25cli.view.render.links import linked
from mic25cli.view.text import visible

if TYPE_CHECKING:
    from rich.console import RenderableType

STYLES: dict[Style, str] = {
    "": "",
    "name": "bold",
    "id": "dim",
    "dim": "dim",
    "old": "red",
    "new": "green",
    "removed": "red",
    "added": "green",
    "raised": "bold green",
    "lowered": "bold red",
    "gone": "red",
    "altered": "yellow",
    "restated": "magenta",
    "observed": "cyan",
    "good": "green",
    "late": "cyan",
    "fair": "yellow",
    "poor": "magenta",
    "bad": "red",
    "hit": "bold yellow",
    "series-0": "blue",
    "series-1": "red",
    "series-2": "green",
    "series-3": "magenta",
    "series-4": "yellow",
    "series-5": "cyan",
    "series-6": "bright_red",
    "series-7": "bright_black",
    "title": "",
    "ref": "dim",
    "link": "dim",
}
"""What each role looks like; every role has a sign or a word beside it, so none needs colour."""

LONGEST = 46
"""Columns that a cell may want before it may as well wrap."""

ID_WIDTH = 34
"""Where a long id is broken, after a hyphen: at any other place it could not be read."""

ROOM_FOR_NOTES = 96
"""Columns from which on notes stand beside their claims; below, they follow the table."""

LABEL = 11
"""Columns of an entry's label."""


def styled(line: Line) -> Text:
    """A line as rich text: never markup, what a record says is no instruction to the terminal."""
    if isinstance(line, str):
        return linked(Text(visible(line)))
    found = Text()
    for style, text in line:
        before, after = BRACKETS.get(style, ("", ""))
        found.append(f"{before}{visible(text)}{after}", style=STYLES[style])
    return linked(found)


def show(document: Document, console: Console) -> None:
    """Print a document."""
    if document.title:
        subtitle = f"  {document.subtitle}" if document.subtitle else ""
        console.print(Text(visible(document.title + subtitle), style="bold"))
    if document.about is not None:
        console.print(Text(" · ".join(document.about), style="dim"))
    before: Part | None = None
    for index, part in enumerate(document.parts):
        after = document.parts[index + 1] if index + 1 < len(document.parts) else None
        _part(part, before, after, console)
        before = part
    for note in document.notes:
        console.print(Text(visible(note), style="dim"), soft_wrap=False)


def _part(part: Part, before: Part | None, after: Part | None, console: Console) -> None:
    if isinstance(part, Document):
        if before is not None:
            console.print()
        show(part, console)
    elif isinstance(part, Facts):
        _facts(part, console)
    elif isinstance(part, Table):
        _titled(part, console) if part.title else table(part, console)
    elif isinstance(part, Listing):
        _listing(part, console)
    elif isinstance(part, Lines):
        for line in part.lines:
            console.print(styled(line))
    elif isinstance(part, Drawing):
        console.print()
        for line in part.at(console.width):
            console.print(styled(line), no_wrap=True, crop=True)
        console.print()
    elif isinstance(part, Notes):
        for note in part.lines:
            console.print(Text(visible(note), style="dim"))
    elif isinstance(part, Heading):
        closed = after is None or isinstance(after, Heading)
        # Sections of which nothing is shown stand close together.
        if not (isinstance(before, Heading) and closed):
            console.print()
        console.print(_heading(part))
    else:
        _entries(part, console)


def _title(text: str) -> Padding:
    return Padding(Text(visible(text), style="bold"), (1, 0, 0, 0))


def _heading(part: Heading) -> Text:
    heading = Text(visible(part.title), style="bold")
    if part.aside:
        heading.append(f"  {visible(part.aside)}", style="not bold")
    if part.more:
        heading.append(f"  {visible(part.more)}", style="dim not bold")
    return heading


def _facts(part: Facts, console: Console) -> None:
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, cell in part.rows:
        grid.add_row(Text(label), Text("\n").join(styled(line) for line in cell))
    console.print(Padding(grid, (1, 0, 0, 0)))


def _listing(part: Listing, console: Console) -> None:
    if part.title:
        console.print(_title(part.title))
    if part.title and not any(mark for mark, _ in part.items):
        for _, line in part.items:
            console.print(Text.assemble("  ", styled(line)))
        return
    grid = Grid.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, justify="right")
    grid.add_column(overflow="fold")
    for mark, line in part.items:
        grid.add_row(Text(mark if part.title else mark or "-"), styled(line))
    console.print(Padding(grid, (0, 0, 0, 2)))


def _titled(part: Table, console: Console) -> None:
    """A table that is a part of something: its title, its rows, and notes where they fit."""
    whole = part.with_notes() if console.width >= ROOM_FOR_NOTES else part
    console.print(_title(whole.title))
    grid = Grid(
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        show_edge=False,
        padding=(0, 2, 0, 0),
        header_style="dim",
    )
    for index, head in enumerate(whole.heads):
        widest = max((len(bare(line)) for row in whole.rows for line in row[index]), default=0)
        grid.add_column(Text(head.title), overflow="fold", no_wrap=widest <= 14)
    for row in whole.rows:
        grid.add_row(*(Text("\n").join(styled(line) for line in cell) for cell in row))
    console.print(grid)
    for row, note in zip(whole.rows, whole.notes, strict=False):
        if note:
            about = " ".join(bare(line) for cell in row[:2] for line in cell)
            console.print(Padding(Text(visible(f"{about}: {note}"), style="dim"), (0, 0, 0, 2)))


def lines(cell: Cell, head: Head) -> list[Text]:
    """The lines of a cell; an id comes in pieces that end in hyphens."""
    if head.style != "id":
        return [styled(line) for line in cell]
    pieces: list[str] = []
    for line in cell:
        piece = ""
        for part in re.findall(r"[^-]+-?|-", visible(bare(line))):
            if piece and len(piece) + len(part) > ID_WIDTH:
                pieces.append(piece)
                piece = ""
            piece += part
        pieces.append(piece)
    return [Text(piece) for piece in pieces]


def _need(part: Table, index: int) -> int:
    """How wide a column wants to be: its longest line, up to where wrapping reads as well."""
    head = part.heads[index]
    shown = (line for row in part.rows for line in lines(row[index], head))
    widest = max((line.cell_len for line in shown), default=0)
    return max(cell_len(head.title), min(widest, head.want or LONGEST), 1)


def _least(part: Table, index: int) -> int:
    """The least width that does not break words: the longest word of the column, within reason."""
    head = part.heads[index]
    if head.style == "id":
        return _need(part, index)
    words = [cell_len(head.title)]
    for row in part.rows:
        for line in row[index]:
            words += [cell_len(word) for word in visible(bare(line)).replace("-", "- ").split()]
    return max(4, min(max(words, default=1), 18, _need(part, index)))


def fitting(part: Table, width: int) -> list[int]:
    """The columns that fit: the highest ranks go first until the rest has room to breathe."""
    kept = [
        index
        for index, head in enumerate(part.heads)
        if head.rank == 0 or any(row[index] for row in part.rows)
    ]
    if not part.rows:
        kept = list(range(len(part.heads)))

    def wanted(columns: list[int]) -> int:
        # What a table can be squeezed to is not what reads well: ask for two thirds of the wish.
        # Numbers do not wrap and take all they need; three columns part one cell from the next.
        return sum(
            (
                _need(part, index)
                if part.heads[index].right
                else max(_least(part, index), (2 * _need(part, index)) // 3)
            )
            + 3
            for index in columns
        )

    while wanted(kept) > width:
        worst = max(part.heads[index].rank for index in kept)
        if worst == 0 or len(kept) == 1:
            break
        last = max(index for index in kept if part.heads[index].rank == worst)
        kept.remove(last)
    return kept


def table(part: Table, console: Console) -> None:
    """Print rows as a table that fits the console's width."""
    kept = fitting(part, console.width)
    grid = Grid(
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        show_edge=False,
        header_style="bold",
        padding=(0, 2, 0, 0),
    )
    for index in kept:
        head = part.heads[index]
        grid.add_column(
            Text(head.title),
            justify="right" if head.right else "left",
            overflow="fold",
            min_width=min(_least(part, index), max(4, console.width // max(1, len(kept)) - 2)),
            no_wrap=head.right or head.style == "id",
            style=STYLES[head.style],
        )
    tall = any(len(row[index]) > 1 for row in part.rows for index in kept)
    for row in part.rows:
        grid.add_row(*(Text("\n").join(lines(row[index], part.heads[index])) for index in kept))
        if tall and row is not part.rows[-1]:
            grid.add_row(*("" for _ in kept))
    console.print(grid)


def _entries(part: Entries, console: Console) -> None:
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True, min_width=LABEL)
    grid.add_column(overflow="fold")
    for entry in part.entries:
        style, text = entry.label
        grid.add_row(
            Text(visible(text), style=STYLES[style]), _entry(entry, console.width - LABEL - 1)
        )
    console.print(grid)


def _entry(entry: Entry, room: int) -> RenderableType:
    """An entry: its title, then its lines; what is short stands on one line."""
    title = Text(visible(entry.title), style="bold" if entry.lines else "")
    shown = [styled(line) for line in entry.lines]
    if len(shown) == 1 and title.cell_len + shown[0].cell_len + 2 <= room:
        title = Text.assemble(title, "  ", shown.pop())
    if entry.aside:
        aside = Text(visible(entry.aside), style="dim")
        last = shown[-1] if shown else title
        if last.cell_len + aside.cell_len + 4 > room:
            shown.append(aside)
        elif shown:
            shown[-1] = Text.assemble(last, "  ", aside)
        else:
            title = Text.assemble(title, "  ", aside)
    if not shown:
        return title
    return Group(title, *(Padding(line, (0, 0, 0, 2), expand=False) for line in shown))
