"""Tables for people: a rich table for a terminal, aligned text without lines for anywhere."""

from __future__ import annotations

import re

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mic25cli.view.sheet import Cell, Head, Sheet
from mic25cli.view.text import visible

_STYLES = {"": "", "id": "dim", "name": "bold", "dim": "dim"}
LONGEST = 46
"""Columns that a cell may want before it may as well wrap."""


ID_WIDTH = 34
"""Where a long id is broken, after a hyphen: at any other place it could not be read."""


def lines(cell: Cell, head: Head) -> list[str]:
    """The lines of a cell, safe to show; an id comes in pieces that end in hyphens."""
    texts = [visible(line) for line in cell]
    if head.style != "id":
        return texts
    pieces: list[str] = []
    for text in texts:
        piece = ""
        for part in re.findall(r"[^-]+-?|-", text):
            if piece and len(piece) + len(part) > ID_WIDTH:
                pieces.append(piece)
                piece = ""
            piece += part
        pieces.append(piece)
    return pieces


def _need(sheet: Sheet, index: int) -> int:
    """How wide a column wants to be: its longest line, up to where wrapping reads as well."""
    head = cell_len(sheet.heads[index].title)
    head_of = sheet.heads[index]
    shown = (line for row in sheet.rows for line in lines(row[index], head_of))
    widest = max((cell_len(line) for line in shown), default=0)
    return max(head, min(widest, head_of.want or LONGEST), 1)


def _least(sheet: Sheet, index: int) -> int:
    """The least width that does not break words: the longest word of the column, within reason."""
    if sheet.heads[index].style == "id":
        return _need(sheet, index)
    words = [cell_len(sheet.heads[index].title)]
    for row in sheet.rows:
        for line in row[index]:
            words += [cell_len(word) for word in visible(line).replace("-", "- ").split()]
    wanted = max(words, default=1)
    return max(4, min(wanted, 18, _need(sheet, index)))


def _empty(sheet: Sheet, index: int) -> bool:
    return all(not row[index] for row in sheet.rows)


def fitting(sheet: Sheet, width: int) -> list[int]:
    """The columns that fit: the highest ranks go first until the rest has room to breathe."""
    kept = [
        index
        for index in range(len(sheet.heads))
        if not (_empty(sheet, index) and sheet.heads[index].rank)
    ]
    if not sheet.rows:
        kept = list(range(len(sheet.heads)))

    def wanted(columns: list[int]) -> int:
        # What a table can be squeezed to is not what reads well: ask for two thirds of the wish.
        # Numbers do not wrap and take all they need; three columns part one cell from the next.
        return sum(
            (
                _need(sheet, i)
                if sheet.heads[i].right
                else max(_least(sheet, i), (2 * _need(sheet, i)) // 3)
            )
            + 3
            for i in columns
        )

    while wanted(kept) > width:
        worst = max(sheet.heads[index].rank for index in kept)
        if worst == 0 or len(kept) == 1:
            break
        last = max(index for index in kept if sheet.heads[index].rank == worst)
        kept.remove(last)
    return kept


def _shown(cell: Cell, head: Head) -> Text:
    # Text objects, never markup: what a record says is not an instruction to the terminal.
    return Text("\n".join(lines(cell, head)), style=_STYLES[head.style])


def table(sheet: Sheet, console: Console) -> None:
    """Print the sheet to the console as a table that fits its width."""
    kept = fitting(sheet, console.width)
    grid = Table(
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        show_edge=False,
        header_style="bold",
        padding=(0, 2, 0, 0),
    )
    for index in kept:
        head = sheet.heads[index]
        grid.add_column(
            Text(head.title),
            justify="right" if head.right else "left",
            overflow="fold",
            min_width=min(_least(sheet, index), max(4, console.width // max(1, len(kept)) - 2)),
            no_wrap=head.right or head.style == "id",
        )
    tall = any(len(row[index]) > 1 for row in sheet.rows for index in kept)
    for row in sheet.rows:
        grid.add_row(*(_shown(row[index], sheet.heads[index]) for index in kept), end_section=False)
        if tall and row is not sheet.rows[-1]:
            grid.add_row(*("" for _ in kept))
    if sheet.title:
        console.print(Text(visible(sheet.title), style="bold"))
    console.print(grid)
    for line in sheet.footer:
        console.print(Text(visible(line), style="dim"), soft_wrap=False)


def plain(sheet: Sheet) -> str:
    """Aligned columns of text, whole, without lines or colour; a cell may take several lines."""
    kept = range(len(sheet.heads))
    widths = [
        max(
            [
                cell_len(sheet.heads[i].title),
                *(cell_len(visible(line)) for row in sheet.rows for line in row[i]),
            ]
        )
        for i in kept
    ]

    def line_of(texts: list[str]) -> str:
        padded = []
        for i, text in enumerate(texts):
            space = " " * (widths[i] - cell_len(text))
            padded.append(space + text if sheet.heads[i].right else text + space)
        return "  ".join(padded).rstrip()

    lines = [line_of([head.title for head in sheet.heads])]
    for row in sheet.rows:
        for part in range(max((len(cell) for cell in row), default=1) or 1):
            lines.append(line_of([visible(cell[part]) if part < len(cell) else "" for cell in row]))
    return "\n".join([*lines, *(visible(line) for line in sheet.footer)]) + "\n"
