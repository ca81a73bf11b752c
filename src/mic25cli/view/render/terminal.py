"""The terminal: a document on a console of its width."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mic25cli.view import document as parts
from mic25cli.view.document import Cell, TextTable, bare
from mic25cli.view.render import layout
from mic25cli.view.render.layout import Columns
from mic25cli.view.render.links import addresses
from mic25cli.view.render.styled import STYLES, PlainConsole, Styled, styled, wrapped
from mic25cli.view.render.table_rows import HANGING, joined, row_lines
from mic25cli.view.text import Lang, cell_len, label, visible

if TYPE_CHECKING:
    from rich.console import Console

ROOM_FOR_NOTES = 96
"""The width in columns from which notes are next to their claims, not below the table."""

LABEL = 11  # the width of the labels of entries, if none is longer

NUMBERED = re.compile(r"\[\d+(?:, \d+)*\]")  # the numbers of sources

WORD = r"[\u0021-\u2e7f]+"  # texts that break only at spaces


def hanging(prefix: Styled, body: Sequence[Styled], indent: int, width: int) -> list[Styled]:
    """Lines next to a label; a word too long for them, such as an id, starts further left."""
    lines: list[Styled] = []
    room = width - indent
    for text in body:
        at = 0
        # In nearly all cases every word fits.
        whole = max(map(len, text.plain.split(" "))) <= room
        for word in () if whole else re.finditer(WORD, text.plain):
            start, end = word.span()
            if end - start > width:
                # If only the id fits, the brackets around it may stick out.
                core = word.group().strip("()[],;.:")
                start = text.plain.index(core, start)
                end = start + len(core)
            if room < end - start <= width and start >= at:
                if text.plain[at:start].strip():
                    lines += _set_in(wrapped(text[at:start], room), indent)
                lines.append(Styled(" " * (width - (end - start)), text[start:end]))
                at = end
        if at == 0 or text.plain[at:].strip():
            lines += _set_in(wrapped(text[at:] if at else text, room), indent)
    if not prefix.plain:
        return lines
    first = lines[0] if lines else Styled("")
    if prefix.cell_len + 1 <= indent and not first.plain[:indent].strip():
        # The label replaces the indent of the first line.
        rest = first[indent:] if len(first.plain) > indent else Styled("")
        padded = Styled(prefix, " " * (indent - prefix.cell_len), rest)
        return [padded, *lines[1:]]
    return [prefix, *lines]


def _set_in(lines: Sequence[Styled], indent: int) -> list[Styled]:
    return [Styled(" " * indent, line) for line in lines]


def show(
    document: parts.TextDocument,
    console: Console | PlainConsole,
    lang: Lang = "en",
    brief: bool = False,
) -> None:
    """Print a document; with `brief`, what a terminal can leave to links is not shown."""
    _Screen(console, lang, brief).document(document)


class _Screen:
    def __init__(self, console: Console | PlainConsole, lang: Lang, brief: bool) -> None:
        self.console = console
        self.width = console.width
        self.lang = lang
        self.brief = brief
        self.sources: dict[str, str] = {}
        """The address behind each source number, `[1]`, in the document that is being printed."""

    def put(self, lines: Sequence[Styled]) -> None:
        """Print finished lines without wrapping or padding."""
        if lines:
            text = Styled("\n").join(lines)
            for hit in NUMBERED.finditer(text.plain) if self.sources else ():
                for number in re.finditer(r"\d+", hit.group()):
                    if address := self.sources.get(f"[{number.group()}]"):
                        start, end = (hit.start() + place for place in number.span())
                        text = text.restyled(f"link {address}", start, end)
            self.console.print(text, soft_wrap=True)

    def text(self, text: Styled) -> None:
        self.put(hanging(Styled(""), [text], 0, self.width))

    def document(self, document: parts.TextDocument) -> None:
        before_it = self.sources
        if not isinstance(self.console, PlainConsole):
            self.sources = {**self.sources, **_addresses(document)}
        if document.title:
            texts = filter(None, (document.title, document.subtitle))
            titles = [Styled(visible(each), style="bold") for each in texts]
            one = Styled(" " * layout.GAP).join(titles)
            for title in [one] if one.cell_len <= self.width else titles:
                self.text(title)
        if document.about is not None:
            self.text(Styled(" · ".join(document.about), style="dim"))
        before: parts.Part | None = None
        for part, after in zip(document.parts, (*document.parts, None)[1:], strict=True):
            bare_list = isinstance(part, parts.Listing) and not part.title
            if (
                parts.separated(part, before, after)
                and not bare_list
                and (document.title or before is not None)
            ):
                self.put([Styled("")])
            self.part(part)
            before = part
        self.notes(document.notes)
        self.sources = before_it

    def part(self, part: parts.Part) -> None:
        if isinstance(part, parts.TextDocument):
            self.document(part)
        elif isinstance(part, parts.Facts):
            self.facts(part)
        elif isinstance(part, TextTable):
            self.titled(part) if part.title else self.table(part)
        elif isinstance(part, parts.Banded):
            self.banded(part)
        elif isinstance(part, parts.Listing):
            self.listing(part)
        elif isinstance(part, parts.Lines):
            for line in part.lines:
                self.text(styled(line))
        elif isinstance(part, parts.Drawing):
            self.table(part.at(self.width))
            self.put([Styled("")])
        elif isinstance(part, parts.Notes):
            self.notes(part.lines)
        elif isinstance(part, parts.Heading):
            texts = ((part.title, "bold"), (part.qualifier, ""), (part.more, "dim"))
            titles = (Styled(visible(text), style=style) for text, style in texts if text)
            self.text(Styled("  ").join(titles))
        else:
            self.entries(part)

    def notes(self, lines: Sequence[str]) -> None:
        for line in lines:
            self.text(Styled(visible(line), style="dim"))

    def facts(self, part: parts.Facts) -> None:
        # A label of more than a third of the line stands on a line of its own.
        widths = [cell_len(title) for title, _ in part.rows]
        indent = max((w for w in widths if w <= self.width // 3), default=8) + layout.GAP
        for title, cell in part.rows:
            self.put(hanging(Styled(title, style="dim"), [*map(styled, cell)], indent, self.width))

    def listing(self, part: parts.Listing) -> None:
        if part.title:
            self.text(Styled(visible(part.title), style="bold"))
        indent = max((cell_len(mark) for mark, _ in part.items), default=0)
        indent += HANGING + (1 if indent else 0)
        if not part.title:
            indent = max(indent, HANGING + 2)
        for mark, line in part.items:
            mark = mark if part.title else mark or "-"
            prefix = Styled(mark.rjust(indent - 1) if mark else "")
            self.put(hanging(prefix, [styled(line, brief=self.brief)], indent, self.width))

    def titled(self, part: TextTable) -> None:
        whole = part.with_notes() if self.width >= ROOM_FOR_NOTES else part
        self.text(Styled(visible(whole.title), style="bold"))
        self.table(whole)
        for row, note in zip(whole.rows, whole.notes, strict=False):
            if note:
                about = " ".join(bare(line) for cell in row[:2] for line in cell)
                text = Styled(visible(about + label("colon", self.lang) + note), style="dim")
                self.put(hanging(Styled(""), [text], HANGING, self.width))

    def table(self, part: TextTable) -> None:
        if part.rows:
            plan = layout.columns(part, self.width)
            self.head(part, plan)
            self.rows(part, plan, part.rows)
            self.hidden(part, plan)

    def banded(self, part: parts.Banded) -> None:
        whole = part.table()
        plan = layout.columns(whole, self.width)
        if whole.rows:
            self.head(whole, plan)
        for number, band in enumerate(part.bands):
            if number:
                self.put([Styled("")])
            title = Styled(visible(band.title), style="bold")
            if band.qualifier:
                title = Styled(title, "  ", styled(band.qualifier))
            self.text(title)
            self.rows(whole, plan, band.rows)
            if band.note:
                note = Styled(visible(band.note), style="dim")
                self.put(hanging(Styled(""), [note], HANGING, self.width))
        self.hidden(whole, plan)

    def head(self, part: TextTable, plan: Columns) -> None:
        if plan.blocks:
            return
        cells = []
        for index, room in plan.widths.items():
            head = part.heads[index]
            title = head.short if plan.short and head.short else head.title
            cells.append(wrapped(Styled(visible(title), style="bold"), room))
        tall = max(map(len, cells))
        cells = [[Styled("")] * (tall - len(cell)) + cell for cell in cells]
        rule = sum(plan.widths.values()) + layout.GAP * (len(plan.widths) - 1)
        rule = self.width if plan.below else rule
        self.put([*joined(part, plan.widths, cells), Styled("─" * rule, style="dim")])

    def rows(self, part: TextTable, plan: Columns, rows: Sequence[tuple[Cell, ...]]) -> None:
        if plan.blocks:
            self.blocks(part.heads, rows)
            return
        short = layout.short_ids(part, plan)
        for row in rows:
            self.put(row_lines(part, plan, row, self.width, short))

    def hidden(self, part: TextTable, plan: Columns) -> None:
        titles = [part.heads[index].title for index in plan.hidden]
        if titles:
            text = label("comma", self.lang).join(titles)
            self.notes([label("not-shown", self.lang, titles=text)])

    def blocks(self, heads: Sequence[parts.Head], rows: Sequence[tuple[Cell, ...]]) -> None:
        indent = max((cell_len(visible(head.title)) for head in heads), default=0)
        indent = min(indent, max(8, self.width // 3)) + layout.GAP
        for number, row in enumerate(rows):
            if number:
                self.put([Styled("")])
            for head, cell in zip(heads, row, strict=True):
                body = [styled(line, STYLES[head.style]) for line in cell]
                title = Styled(visible(head.title), style="dim")
                self.put(hanging(title, body, indent, self.width) if cell else [])

    def entries(self, part: parts.Entries) -> None:
        indent = max([LABEL, *(cell_len(entry.label[1]) for entry in part.entries)]) + 1
        for entry in part.entries:
            style, text = entry.label
            prefix = Styled(visible(text), style=STYLES[style])
            room = self.width - indent
            title, *lines = _entry(entry, room)
            self.put(hanging(prefix, wrapped(title, room), indent, self.width))
            for line in lines:
                self.put(hanging(Styled(""), [line], indent + HANGING, self.width))


def _addresses(document: parts.TextDocument) -> dict[str, str]:
    items = [
        item for part in document.parts if isinstance(part, parts.Listing) for item in part.items
    ]
    by_mark = ((mark, addresses(visible(bare(line)))) for mark, line in items)
    return {mark: links[0][2] for mark, links in by_mark if mark and links}


def _entry(entry: parts.Entry, room: int) -> list[Styled]:
    title = Styled(visible(entry.title), style="bold" if entry.lines else "")
    lines = [styled(line) for line in entry.lines]
    if len(lines) == 1 and title.cell_len + lines[0].cell_len + 2 <= room:
        title = Styled(title, "  ", lines.pop())
    if entry.qualifier:
        qualifier = Styled(visible(entry.qualifier), style="dim")
        last = lines[-1] if lines else title
        if last.cell_len + qualifier.cell_len + 4 > room:
            lines.append(qualifier)
        elif lines:
            lines[-1] = Styled(last, "  ", qualifier)
        else:
            title = Styled(title, "  ", qualifier)
    return [title, *lines]
