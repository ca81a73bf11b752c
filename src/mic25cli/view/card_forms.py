"""The forms of a card: on a terminal, as plain text, as Markdown, as fields and values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mic25cli.model.book import Record
from mic25cli.model.kinds import KINDS
from mic25cli.view.card import Block, Card
from mic25cli.view.sheet import Head, Sheet
from mic25cli.view.text import visible

if TYPE_CHECKING:
    from rich.console import Console

ROOM_FOR_NOTES = 96
"""Columns from which on notes stand beside their claims; below, they follow the table."""


def show(card: Card, console: Console) -> None:
    """Print a card to a terminal."""
    from rich import box
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    heading = Text(visible(card.title), style="bold")
    if card.subtitle:
        heading.append(f"  {visible(card.subtitle)}")
    console.print(heading)
    console.print(Text(f"{KINDS[card.kind].one} · {card.id}", style="dim"))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for title, text in card.facts:
        grid.add_row(Text(title), Text("\n".join(visible(line) for line in text.split("\n"))))
    console.print(Padding(grid, (1, 0, 0, 0)))
    for each in card.blocks:
        block = each.whole() if console.width >= ROOM_FOR_NOTES else each
        console.print(Padding(Text(block.title, style="bold"), (1, 0, 0, 0)))
        table = Table(
            box=box.SIMPLE_HEAD,
            pad_edge=False,
            show_edge=False,
            padding=(0, 2, 0, 0),
            header_style="dim",
        )
        for index, head in enumerate(block.heads):
            widest = max((len(row[index]) for row in block.rows), default=0)
            table.add_column(Text(head), overflow="fold", no_wrap=widest <= 14)
        for row in block.rows:
            table.add_row(*(Text(visible(part)) for part in row))
        console.print(table)
        for row, note in zip(block.rows, block.notes, strict=False):
            if note:
                about = " ".join(part for part in row[:2] if part)
                console.print(Padding(Text(visible(f"{about}: {note}"), style="dim"), (0, 0, 0, 2)))
    for title, names in card.related:
        console.print(Padding(Text(title, style="bold"), (1, 0, 0, 0)))
        for name in names:
            console.print(Text(f"  {visible(name)}"))
    if card.sources:
        console.print(Padding(Text("Sources", style="bold"), (1, 0, 0, 0)))
        listed = Table.grid(padding=(0, 1))
        listed.add_column(no_wrap=True, justify="right")
        listed.add_column(overflow="fold")
        for line in card.sources:
            mark, _, text = line.partition(" ")
            listed.add_row(Text(mark), Text(visible(text)))
        console.print(Padding(listed, (0, 0, 0, 2)))


def as_text(card: Card, form: str) -> str:
    """A card as plain text or as Markdown."""
    heading = card.title + (f" ({card.subtitle})" if card.subtitle else "")
    if form == "md":
        from mic25cli.view.delimited import escaped, md

        lines = [f"## {escaped(visible(heading))}", "", f"{KINDS[card.kind].one} `{card.id}`", ""]
        for title, text in card.facts:
            said = "; ".join(escaped(visible(part)) for part in text.split("\n"))
            lines.append(f"- **{title}**: {said}")
        for block in card.blocks:
            lines += ["", md(_sheet(block)).rstrip()]
        for title, names in card.related:
            lines += ["", f"### {title}", "", *(f"- {escaped(visible(each))}" for each in names)]
        if card.sources:
            lines += ["", "### Sources", ""]
            lines += [f"- {escaped(visible(line))}" for line in card.sources]
        return "\n".join(lines) + "\n"
    from mic25cli.view.table import plain

    lines = [visible(heading), f"{KINDS[card.kind].one} {card.id}", ""]
    lines += [
        f"{title}: {visible(part)}" for title, text in card.facts for part in text.split("\n")
    ]
    for block in card.blocks:
        lines += ["", block.title, plain(_sheet(block)).rstrip()]
    for title, names in card.related:
        lines += ["", title, *(f"  {visible(each)}" for each in names)]
    if card.sources:
        lines += ["", "Sources", *(f"  {visible(line)}" for line in card.sources)]
    return "\n".join(lines) + "\n"


def _sheet(part: Block) -> Sheet:
    block = part.whole()
    heads = tuple(Head(title, title) for title in block.heads)
    rows = tuple(tuple((part,) if part else () for part in row) for row in block.rows)
    return Sheet(heads, rows, [], (), block.title)


def _flat(value: Any, path: str) -> list[tuple[str, str]]:
    if isinstance(value, Mapping):
        return [
            pair
            for key, item in value.items()
            for pair in _flat(item, f"{path}.{key}" if path else key)
        ]
    if isinstance(value, list):
        return [pair for index, item in enumerate(value) for pair in _flat(item, f"{path}.{index}")]
    return [(path, "" if value is None else str(value))]


def field_sheet(records: Sequence[Record]) -> Sheet:
    """Records as fields and values, a row a field: the form of `show` in a pipe."""
    rows = []
    for record in records:
        for path, text in _flat(record, ""):
            rows.append(((record["id"],), (path,), (text,) if text else ()))
    heads = (
        Head("record", "Record"),
        Head("field", "Field", rank=0),
        Head("value", "Value", rank=0),
    )
    return Sheet(heads, tuple(rows), list(records), tuple(records))


def with_payload(sheet: Sheet, payload: Any) -> Sheet:
    """The same sheet standing for another JSON value."""
    return Sheet(sheet.heads, sheet.rows, payload, sheet.items, sheet.title, sheet.footer)
