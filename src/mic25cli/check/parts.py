"""The parts of a record that rules look for: its texts, lists, claims, cites and links."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, cast

from mic25cli.model.book import Record
from mic25cli.model.fields import FIELDS, in_our_words, open_mappings
from mic25cli.model.links import of_texts
from mic25cli.store.node import Path

if TYPE_CHECKING:
    from mic25cli.model.records import Cite, Claim


@cache
def own_keys(kind: str) -> frozenset[str]:
    """The keys under which records of a kind have texts in our own words."""
    return frozenset(key for key in FIELDS if in_our_words(key, kind))


class RecordParts:
    """What one walk over a record finds, each with its path, in the order of the record."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.texts: list[tuple[Path, str]] = []
        """Every text, but for the record's kind and id."""
        self.lists: list[tuple[Path, list[object]]] = []
        """Every list."""
        self.claims: list[tuple[Path, Claim]] = []
        """Every claim, at any depth; the record itself is none."""
        self.own: list[tuple[Path, str]] = []
        """The texts that are in our own words."""
        self._own_keys = own_keys(record["kind"])
        for key, item in record.items():
            if item is not None and key not in ("kind", "id"):
                self._walk(item, (key,), key)

    def _walk(self, value: object, path: Path, word: str) -> None:
        """Take in a value; `word` is the key that says what its texts are."""
        if isinstance(value, str):
            self.texts.append((path, value))
            if word in self._own_keys:
                self.own.append((path, value))
        elif isinstance(value, dict):
            if "cite" in value and "report" in value:
                self.claims.append((path, cast("Claim", value)))
            data = word in open_mappings()
            for key, item in value.items():
                if item is not None:
                    self._walk(item, (*path, key), word if data else key)
        elif isinstance(value, list):
            self.lists.append((path, value))
            for index, item in enumerate(value):
                self._walk(item, (*path, index), word)

    @cached_property
    def cites(self) -> list[tuple[Path, Cite]]:
        """Every cite, the record's own and those of its claims."""
        found: list[tuple[Path, Cite]] = []
        for path, owner in [((), self.record), *self.claims]:
            found += (((*path, "cite", index), cite) for index, cite in enumerate(owner["cite"]))
        return found

    @cached_property
    def links(self) -> list[tuple[Path, str, str]]:
        """Every link: its path, the kind and the id that it names."""
        return of_texts(self.record["kind"], self.texts)
