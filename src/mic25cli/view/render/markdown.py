"""Markdown, for a comment, a report or a release note; markup in records is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mic25cli.view import document as parts
from mic25cli.view.document import DRAWN, Cell, Line, Style, bare
from mic25cli.view.text import visible

# Tags, because ** and ~~ do not close between Chinese punctuation and a word: **（试行）**稿.
_TAGS: dict[Style, tuple[str, str]] = {"removed": ("<del>", "</del>"), "added": ("<ins>", "</ins>")}


def escaped(text: str) -> str:
    """Text with Markdown's markup escaped."""
    return re.sub(r"([\\|`*_<>\[\]#&~])", r"\\\1", text)


def safe(text: str) -> str:
    """Text of a record, with hidden characters and markup escaped."""
    return escaped(visible(text))


def inline(line: Line) -> str:
    """A line with tags around removed and added words."""
    if isinstance(line, str):
        return _numbered(safe(line))
    return _numbered("".join(_piece(style, text) for style, text in line))


def _numbered(text: str) -> str:
    """Source numbers such as `[1, 2]`, escaped if Markdown would make a link of them."""
    return re.sub(r"\\\[(\d+(?:, \d+)*)\\\](?![(:\[\\])", r"[\1]", text)


def _piece(style: Style, text: str) -> str:
    if style == "link" and re.fullmatch(r"https?://[!-;=?-~]+", text):
        return f"<{text}>"
    before, after = _TAGS.get(style, ("", ""))
    core = text.strip()
    if not before or not core:
        return safe(text)
    lead, _, tail = text.partition(core)
    return f"{lead}{before}{safe(core)}{after}{tail}"


def md(document: parts.TextDocument) -> str:
    """The document as Markdown."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: parts.TextDocument) -> Iterable[str]:
    blocks: list[list[str]] = []
    if document.title:
        subtitle = f" ({document.subtitle})" if document.subtitle else ""
        blocks.append([f"{'#' * document.level} {safe(document.title + subtitle)}"])
    if document.about is not None:
        word, record_id = document.about
        blocks.append([f"{word} `{record_id}`"])
    blocks += [list(_part(part, document.level + 1)) for part in document.parts]
    if document.notes:
        blocks.append([safe(note) for note in document.notes])
    for index, block in enumerate(block for block in blocks if block):
        if index:
            yield ""
        yield from block


def _part(part: parts.Part, level: int) -> Iterable[str]:
    mark = "#" * level
    if isinstance(part, parts.TextTable | parts.Listing) and part.title:
        yield from (f"{mark} {safe(part.title)}", "")
    if isinstance(part, parts.TextDocument):
        yield from _lines(part)
    elif isinstance(part, parts.Facts):
        for label, cell in part.rows:
            yield f"- **{label}**: {'; '.join(inline(line) for line in cell)}"
    elif isinstance(part, parts.TextTable):
        yield from table(part)
    elif isinstance(part, parts.Banded):
        for number, band in enumerate(part.bands):
            if number:
                yield ""
            title = f"{mark} {safe(band.title)}"
            yield f"{title}: {inline(band.qualifier)}" if band.qualifier else title
            if band.rows:
                yield ""
                yield from table(parts.TextTable(part.heads, band.rows))
            if band.note:
                yield from ("", safe(band.note))
    elif isinstance(part, parts.Listing):
        for item, line in part.items:
            yield "- " + (f"{inline(item)} " if item else "") + inline(line)
    elif isinstance(part, parts.Lines):
        yield from (inline(line) for line in part.lines)
    elif isinstance(part, parts.Drawing):
        yield from table(part.at(DRAWN))
    elif isinstance(part, parts.Notes):
        yield from (f"> {safe(line)}" for line in part.lines)
    elif isinstance(part, parts.Heading):
        yield ": ".join([f"{mark} {safe(part.title)}", *filter(None, [safe(part.qualifier)])])
        if part.more:
            yield from ("", safe(part.more))
    else:
        yield from _entries(part)


def table(part: parts.TextTable) -> Iterable[str]:
    """The rows as a table."""
    whole = part.with_notes()
    ways = [_as_is if head.style == "drawn" else _in_cell for head in whole.heads]

    def line_of(row: Sequence[Cell]) -> str:
        return f"| {' | '.join('<br>'.join(map(*pair)) for pair in zip(ways, row, strict=True))} |"

    yield line_of([(head.title,) for head in whole.heads])
    yield "|" + "|".join(" ---: " if head.right else " --- " for head in whole.heads) + "|"
    yield from map(line_of, whole.rows)


def _as_is(line: Line) -> str:
    """A picture made of characters as code, whose spaces Markdown does not merge."""
    text = visible(bare(line)).rstrip()
    return f"`{text}`".replace(" ", "\u00a0").replace("|", "\\|") if text else ""


def _in_cell(line: Line) -> str:
    """A line for a table, where a leading `>` does not start a quotation."""
    text = inline(line)
    return text[1:] if text.startswith("\\>") else text


def _entries(part: parts.Entries) -> Iterable[str]:
    yield "| " + " | ".join(escaped(head) for head in part.heads).strip() + " |"
    yield "| --- | --- | --- | --- |"
    for entry in part.entries:
        first, last = map(safe, (entry.label[1], entry.title)), safe(entry.qualifier)
        yield f"| {' | '.join([*first, '<br>'.join(map(inline, entry.lines)), last])} |"
