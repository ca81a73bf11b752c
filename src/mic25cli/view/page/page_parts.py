"""The parts of a page on a record, for a site, a brief or a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING

from mic25cli.values import FrozenData, Value
from mic25cli.view.document import Line, Lines, Listing, Piece, RecordName, TextTable
from mic25cli.view.page.page_story import Fold, PagePart, Section
from mic25cli.view.sources.numbered_sources import SourceNumbers
from mic25cli.view.text import label

if TYPE_CHECKING:
    from mic25cli.view.page.site_pages import LanguageSite


class PageParts(FrozenData):
    """The parts of a page; each is a method with the name of its key."""

    tree: LanguageSite
    numbered: SourceNumbers
    _: KW_ONLY
    rows: Mapping[str, int]
    """The number of rows of some parts; all others show all their rows."""
    folds: bool = False
    """Whether further rows are folded away; otherwise only their number is given."""
    lists: bool = False
    """Whether a table is shown as a list with one line per row."""

    def word(self, key: str, **values: object) -> str:
        """The label `page-KEY` in the language of the page, with values filled in."""
        return label(f"page-{key}", self.tree.lang, **values)

    def named_sections(self, *keys: str) -> list[Section]:
        """The parts with some keys, in this order, in which their sources are numbered."""
        return [each for key in keys for each in self.titled(key, getattr(self, key)())]

    def sections(self, *keys: str) -> list[Section]:
        """The sections with these keys that are not empty, and the list of sources at the end."""
        first = self.named_sections(*keys)
        items = self.numbered.items(None if self.folds else self.rows.get("sources"))
        sources = self.tree.sources(items) if self.folds else (Listing("", items),)
        return [*first, *(self.titled("sources", sources) if items else [])]

    def titled(self, key: str, parts: Sequence[PagePart]) -> list[Section]:
        """A part under its title; None if it is empty."""
        untitled = {"chart": "", "charts": "", "sources": label("sources", self.tree.lang)}
        title = untitled[key] if key in untitled else self.word(key)
        return [Section(key, title, tuple(parts))] if parts else []

    def cut(
        self,
        key: str,
        every: Sequence[Value],
        parts_of: Callable[[Sequence[Value]], Sequence[PagePart]],
        kind: str = "",
    ) -> list[PagePart]:
        """The part on several things, up to the maximum; the list of `kind` has all."""
        most, folds = self.rows.get(key, len(every)), self.folds and not kind
        if len(every) <= most + folds:
            return [*parts_of(every)] if every else []
        first = [*parts_of(every[:most])] if most else []
        count = len(every) - most
        if folds:
            caption = label(f"site-more-{key}", self.tree.lang, count=count)
            return [*first, Fold(caption, tuple(parts_of(every[most:])))]
        caption = label("page-more" if kind else "page-more-long", self.tree.lang, count=count)
        return [*first, Lines((RecordName(caption, kind, "") if kind else caption,))]

    def table(self, table: TextTable, *without: str) -> list[PagePart]:
        """A table, or a list of its rows without some columns."""
        if not self.lists:
            return [table]
        items: list[tuple[str, Line]] = []
        for row in table.rows:
            pieces: list[Piece] = []
            for head, cell in zip(table.heads, row, strict=True):
                for line in cell if head.key not in without else ():
                    pieces += [("", " · ")] if pieces else []
                    pieces += [("", line)] if isinstance(line, str) else line
            items.append(("", tuple(pieces)))
        return [Listing("", tuple(items))]
