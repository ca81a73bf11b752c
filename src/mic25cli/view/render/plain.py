"""Plain text: complete, without rules, colour or width. Columns are aligned, Chinese ones too."""

from __future__ import annotations

from collections.abc import Iterable

from mic25cli.view import document as parts
from mic25cli.view.document import DRAWN, Line, signed
from mic25cli.view.text import cell_len, visible


def inline(line: Line) -> str:
    """A line with brackets around removed and added words, safe to show."""
    return visible(signed(line))


def plain(document: parts.TextDocument) -> str:
    """The document as text, with an empty line before parts with a title."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: parts.TextDocument) -> Iterable[str]:
    if document.title:
        subtitle = f" ({document.subtitle})" if document.subtitle else ""
        yield visible(document.title + subtitle)
    if document.about is not None:
        yield " ".join(document.about)
    before: parts.Part | None = None
    for part, after in zip(document.parts, (*document.parts, None)[1:], strict=True):
        if parts.separated(part, before, after) and (document.title or before is not None):
            yield ""
        yield from _part(part)
        before = part
    yield from (visible(note) for note in document.notes)


def _part(part: parts.Part) -> Iterable[str]:
    if isinstance(part, parts.TextTable | parts.Listing) and part.title:
        yield visible(part.title)
    if isinstance(part, parts.TextDocument):
        yield from _lines(part)
    elif isinstance(part, parts.Facts):
        for label, cell in part.rows:
            yield from (f"{label}: {inline(line)}" for line in cell)
    elif isinstance(part, parts.TextTable):
        yield from table(part)
    elif isinstance(part, parts.Banded):
        yield from _banded(part)
    elif isinstance(part, parts.Listing):
        for mark, line in part.items:
            mark = mark if part.title else mark or "-"
            yield "  " + (f"{mark} " if mark else "") + inline(line)
    elif isinstance(part, parts.Drawing):
        yield from table(part.at(DRAWN))
    elif isinstance(part, parts.Lines | parts.Notes):
        yield from (inline(line) for line in part.lines)
    elif isinstance(part, parts.Heading):
        yield "  ".join(visible(text) for text in (part.title, part.qualifier, part.more) if text)
    else:
        yield from _entries(part)


def _banded(part: parts.Banded) -> Iterable[str]:
    heads, *lines = table(part.table())
    yield heads
    at = 0
    for band in part.bands:
        yield "  ".join(text for text in (visible(band.title), inline(band.qualifier)) if text)
        tall = sum(max(map(len, row), default=1) or 1 for row in band.rows)
        yield from (f"  {line}" for line in lines[at : at + tall])
        at += tall
        if band.note:
            yield f"  {visible(band.note)}"


def table(part: parts.TextTable) -> Iterable[str]:
    """Aligned columns as wide as needed; a cell may take several lines."""
    whole = part.with_notes()
    rows = [[[inline(line) for line in cell] for cell in row] for row in whole.rows]
    widths = [
        max([cell_len(head.title), *(cell_len(line) for row in rows for line in row[index])])
        for index, head in enumerate(whole.heads)
    ]

    def line_of(texts: list[str]) -> str:
        padded = []
        for head, width, text in zip(whole.heads, widths, texts, strict=True):
            space = " " * (width - cell_len(text))
            padded.append(space + text if head.right else text + space)
        return "  ".join(padded).rstrip()

    yield line_of([head.title for head in whole.heads])
    for row in rows:
        for number in range(max((len(cell) for cell in row), default=1) or 1):
            yield line_of([cell[number] if number < len(cell) else "" for cell in row])


def _entries(part: parts.Entries) -> Iterable[str]:
    width = max((cell_len(entry.label[1]) for entry in part.entries), default=0)
    for entry in part.entries:
        label = entry.label[1] + " " * (width - cell_len(entry.label[1]))
        yield f"{visible(label)}  {visible(entry.title)}"
        for line in (*entry.lines, *((entry.qualifier,) if entry.qualifier else ())):
            yield f"{' ' * width}    {inline(line)}"
