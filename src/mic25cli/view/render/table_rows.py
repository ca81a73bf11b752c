"""Rows of a table on a terminal: cells side by side, each cut, wrapped or widened in its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile

from mic25cli.view.document import BRACKETS, Cell, TextTable, bare
from mic25cli.view.render import layout
from mic25cli.view.render.layout import Columns
from mic25cli.view.render.styled import STYLES, Styled, styled, wrapped
from mic25cli.view.text import cell_len, visible

HANGING = 2
"""The indent of the second line of a text, if there are no empty lines between rows."""
HANGING_FROM = 14  # the width from which second lines in a column are indented


def joined(
    part: TextTable, rooms: Mapping[int, int], cells: Sequence[Sequence[Styled]]
) -> list[Styled]:
    """The lines of cells side by side, each as wide as its room."""
    out = []
    for number in range(max([1, *map(len, cells)])):
        line: list[str | Styled] = []
        for cell, (index, width) in zip(cells, rooms.items(), strict=True):
            piece = cell[number] if number < len(cell) else Styled("")
            space, gap = " " * (width - piece.cell_len), " " * layout.GAP
            line += (space, piece, gap) if part.heads[index].right else (piece, space, gap)
        whole = Styled(*line)
        out.append(whole[: len(whole.plain.rstrip())])
    return out


def row_lines(
    part: TextTable, plan: Columns, row: tuple[Cell, ...], width: int, short: Mapping[str, str]
) -> list[Styled]:
    """The lines of a row, with those below it; `short` is what is shown of ids that are cut."""
    rooms = dict(plan.widths)
    texts = [
        [styled(short.get(bare(line), line), STYLES[head.style]) for line in cell]
        for head, cell in zip(part.heads, row, strict=True)
    ]
    _make_room(part, rooms, texts, "whole" if plan.clipped else "id")
    if plan.clipped:
        _use_blank(part, rooms, texts, plan.loose)
    cells: list[list[Styled]] = []
    for index, room in rooms.items():
        head = part.heads[index]
        if plan.clipped:
            texts[index] = _clipped(texts[index], room)
        hang = 0 if head.right or head.style == "id" or room < HANGING_FROM else HANGING
        cells.append([piece for line in texts[index] for piece in wrapped(line, room, hang)])
    lines = joined(part, rooms, cells)
    return lines + _under(part, plan, texts, width)


def _clipped(lines: list[Styled], room: int) -> list[Styled]:
    if not lines:
        return []
    more = layout.more(lines)
    first, space = lines[0], max(1, room - len(more))
    if first.cell_len > space:
        cut = first.plain[: layout.prefix_length(first.plain, space - 1)]
        # Cut at a clause or a word, if most of the room is used.
        marks = (", ", " (", "; ", " · ", "，", "（", "；")
        ends = (first.plain.rfind(mark, 0, len(cut) + len(mark)) for mark in marks)
        clause = first.plain[: max(0, *ends)]
        word = "" if first.plain[len(cut)] == " " else cut[: max(0, cut.rfind(" "))]
        hit = BRACKETS["hit"][0]
        wholes = (
            part
            for part in (clause, word)
            if cell_len(part) >= space // 2 and (hit in part or hit not in cut)
        )
        short = next(wholes, cut).rstrip(" ,，（(")
        first = Styled(first[: len(short)], "…")
    return [Styled(first, Styled(more, style="dim"))]


def _make_room(
    part: TextTable, rooms: dict[int, int], texts: Sequence[Sequence[Styled]], style: str
) -> None:
    """Widen the column of a long text at the cost of the name, then of the columns beside it."""
    names = [index for index in rooms if part.heads[index].style == "name"]
    before: list[int] = []
    for own in list(rooms):
        if part.heads[own].style == style and texts[own]:
            longest = max(text.cell_len for text in texts[own])
            over = max(0, (_first(texts[own]) if style == "whole" else longest) - rooms[own])
            rooms[own] += over
            named = style == "id" and {*names} & {*before}
            givers = before if named else [*names, *before, *(i for i in rooms if i > own)]
            for index in givers:
                share = min(over, rooms[index] - 1)
                rooms[index], over = rooms[index] - share, over - share
        before.insert(0, own)


def _use_blank(
    part: TextTable, rooms: dict[int, int], texts: Sequence[Sequence[Styled]], loose: bool
) -> None:
    """Let a name use the blank beside it in its row if it is whole then; the id does not move."""
    for name in (index for index in rooms if part.heads[index].style == "name"):
        over = _first(texts[name]) - rooms[name]
        others = layout.givers(part.heads, [*rooms], name, loose)
        blanks = {index: max(0, rooms[index] - _first(texts[index])) for index in others}
        for index, blank in blanks.items() if sum(blanks.values()) >= over else ():
            share = max(0, min(over, blank))
            rooms[index], rooms[name] = rooms[index] - share, rooms[name] + share
            over -= share


def _first(lines: Sequence[Styled]) -> int:
    """The width of the first line of a cell, with the mark for more lines."""
    return lines[0].cell_len + len(layout.more(lines)) if lines else 0


def _under(
    part: TextTable, plan: Columns, texts: Sequence[Sequence[Styled]], width: int
) -> list[Styled]:
    """Ids below a row, the record's own last; one wider than the screen is not broken."""
    before = [*takewhile(lambda index: part.heads[index].style != "name", plan.widths)]
    start = HANGING
    if len(before) < len(plan.widths):
        start += sum(plan.widths[index] + layout.GAP for index in before)
    lines = []
    for index in sorted(plan.below, key=lambda each: part.heads[each].key == "id"):
        head = part.heads[index]
        about = "" if head.key == "id" else f"{visible(head.title)}: "
        joined = Styled("; ").join(texts[index])
        if about and cell_len(about) + joined.cell_len > width:
            lines.append(Styled(about.rstrip(), style="dim"))
            about = ""
        several = texts[index] if joined.cell_len > width else [joined]
        lines += [Styled(Styled(about, style="dim"), text) for text in several if text.plain]
    line = Styled(" · ", style="dim").join(lines)
    return [
        Styled(" " * max(0, min(start, width - text.cell_len)), text)
        for text in ([line] if line.cell_len + start <= width else lines)
        if text.plain
    ]
