"""What a rule sees: the records that fit their models, and the files they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, cast

from mic25cli.errors import nearest
from mic25cli.model import edtf
from mic25cli.model.book import Book, Record
from mic25cli.model.edtf import Edtf
from mic25cli.store.load import FileCount, Loaded, Spot
from mic25cli.store.node import Path

if TYPE_CHECKING:
    from mic25cli.model.records import Cite, Claim


MAX_HINTS = 500
"""How many unknown ids are looked up for a near one: each look-up reads all ids of the kind."""


@dataclass(frozen=True)
class Fault:
    """What a rule finds: in which record, at which path within it, what, and what to do."""

    record: Record
    path: Path
    message: str
    hint: str | None = None
    on_key: bool = False
    """Whether the key is at fault, and not its value."""


@dataclass(frozen=True)
class FileFault:
    """What a rule finds of a whole file."""

    file: FileCount
    message: str
    hint: str | None = None


@dataclass
class Scene:
    """The book as the rules see it, with the texts that its prose is held against."""

    loaded: Loaded
    against: Mapping[str, str] = field(default_factory=dict)
    """Source texts by the name they are to be called by."""

    @cached_property
    def book(self) -> Book:
        """The records that fit their models, by kind and id."""
        return Book.of(self.loaded.records)

    def __iter__(self) -> Iterator[Record]:
        for records in self.loaded.records.values():
            yield from records.values()

    def spot(self, record: Record) -> Spot:
        """Where a record stands."""
        return self.loaded.spots[record["kind"], record["id"]]

    def written(self, record: Record, path: Path) -> bool:
        """Whether the file itself has the value, and not only the model's default."""
        return self.spot(record).node.has(path)

    def place(self, record: Record, path: Path = ()) -> str:
        """`line`, or `path:line` for another file, to point at from a message."""
        spot = self.spot(record)
        return f"{spot.path}:{spot.find(path, key=True)[0]}"

    def near(self, kind: str, record_id: str) -> str | None:
        """The id of the kind nearest to one that is none."""
        if (kind, record_id) in self._near:
            return self._near[kind, record_id]
        if len(self._near) >= MAX_HINTS:
            return None
        close = nearest(record_id, self.ids.get(kind, []), 1)
        self._near[kind, record_id] = close[0] if close else None
        return self._near[kind, record_id]

    @cached_property
    def _near(self) -> dict[tuple[str, str], str | None]:
        return {}

    @cached_property
    def ids(self) -> dict[str, list[str]]:
        """The ids of each kind, those of broken records too."""
        found: dict[str, list[str]] = {}
        for kind, record_id in self.loaded.ids:
            found.setdefault(kind, []).append(record_id)
        return found

    def published(self, source: str | None) -> Edtf | None:
        """When a source was published."""
        record = self.book.get("sources", source)
        return edtf.parse(record["published"]) if record and record["published"] else None


def claims(record: Record) -> Iterator[tuple[Path, Claim]]:
    """Every claim of a record, at any depth, with its path; the record itself is none."""
    yield from _claims(record, ())


def _claims(value: object, path: Path) -> Iterator[tuple[Path, Claim]]:
    if isinstance(value, Mapping):
        if path and "cite" in value and "report" in value:
            yield path, cast("Claim", value)
        for key, item in value.items():
            if isinstance(item, Mapping | list):
                yield from _claims(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, Mapping | list):
                yield from _claims(item, (*path, index))


def cites(record: Record) -> Iterator[tuple[Path, Cite]]:
    """Every cite of a record, its own and those of its claims, with its path."""
    for path, owner in [((), record), *claims(record)]:
        for index, cite in enumerate(owner["cite"]):
            yield (*path, "cite", index), cite


def after(later: str | None, earlier: str | None) -> bool:
    """Whether a date certainly lies after another."""
    if later is None or earlier is None:
        return False
    start, end = edtf.parse(later).earliest, edtf.parse(earlier).latest
    return start is not None and end is not None and start > end
