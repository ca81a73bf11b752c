"""The card of a derivation, until `explain` builds a document itself."""

from __future__ import annotations

from dataclasses import dataclass

from mic25cli.view.document import Document, Facts, Listing, table_of_texts
from mic25cli.view.text import Lang
from mic25cli.view.words import label


@dataclass(frozen=True)
class Block:
    """A list of claims or parts: a title, and a table of them."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Card:
    """What a card says: a title, facts by label, blocks of claims, sources."""

    kind: str
    id: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    related: tuple[tuple[str, tuple[str, ...]], ...]
    sources: tuple[str, ...]

    def document(self, lang: Lang) -> Document:
        """The card as a document."""
        facts = tuple((title, tuple(text.split("\n"))) for title, text in self.facts)
        tables = (table_of_texts(each.title, each.heads, each.rows) for each in self.blocks)
        sources = tuple((mark, text) for mark, _, text in (s.partition(" ") for s in self.sources))
        closing = (Listing(label("sources", lang), sources),) if sources else ()
        about = ("目标" if lang == "zh" else "target", self.id)
        return Document((Facts(facts), *tables, *closing), self.title, self.subtitle, about)
