"""What a rule sees: the records that fit their models, and the files they stand in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from mic25cli.check.walk import Walk
from mic25cli.errors import nearest
from mic25cli.model import edtf
from mic25cli.model.book import Book, Record
from mic25cli.model.edtf import Edtf
from mic25cli.store.load import FileCount, Loaded, Origin, Spot
from mic25cli.store.node import Path

if TYPE_CHECKING:
    from mic25cli.model.records import (
        Assessment,
        Enterprise,
        Fund,
        Indicator,
        Industry,
        Pilot,
        Source,
        Target,
        Wording,
    )


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
    """The book as the rules see it, with the texts that its prose is held against.

    A rule is given the records at hand: all of the book, or for a rule of smaller reach
    those of one file after another (`registry.Reach`).  `scene` and `scene.of(kind)` go
    through these, `scene.walks()` through what one walk over each gives, which all rules of
    a part share.
    """

    loaded: Loaded
    against: Mapping[str, str] = field(default_factory=dict)
    """Source texts by the name they are to be called by."""
    some: Mapping[str, Mapping[str, Record]] = field(default_factory=dict)
    """The records at hand by kind and id, of a scene that is a part of another."""
    whole: Scene | None = None
    """The scene that this one is a part of."""
    asked: dict[tuple[str, str], None] = field(default_factory=dict)
    """The records, by kind and id, that rules asked for beside those at hand."""
    alone: bool = False
    """Whether the rule at work may ask for none."""
    noted: dict[str, dict[tuple[str, str], object]] = field(default_factory=dict)
    """What was noted of each record by name of the note, where that was done already."""
    _walks: list[Walk] | None = None

    @cached_property
    def book(self) -> Book:
        """The records that fit their models, by kind and id; for rules that reach the book."""
        assert self.whole is None, "a rule of this reach sees the records at hand"
        return Book.of(self.loaded.records)

    @property
    def at_hand(self) -> Mapping[str, Mapping[str, Record]]:
        """The records at hand by kind and id."""
        return self.loaded.records if self.whole is None else self.some

    def files(self) -> Iterator[tuple[Origin, dict[str, list[str]]]]:
        """The files whose records count, each with the ids of these by kind."""
        found: dict[int, tuple[Origin, dict[str, list[str]]]] = {}
        spots = self.loaded.spots
        for kind, records in self.loaded.records.items():
            for record_id in records:
                origin = spots[kind, record_id].origin
                _, ids = found.setdefault(id(origin), (origin, {}))
                ids.setdefault(kind, []).append(record_id)
        return iter(found.values())

    def path(self, ids: Mapping[str, Sequence[str]]) -> str:
        """The path of the file that these records stand in."""
        kind, some = next(iter(ids.items()))
        return self.loaded.spots[kind, some[0]].path

    def part(self, ids: Mapping[str, Iterable[str]]) -> Scene:
        """The scene of some records, by kind and id."""
        records = self.loaded.records
        part = {kind: {each: records[kind][each] for each in some} for kind, some in ids.items()}
        return Scene(self.loaded, self.against, part, self)

    def state(self, kind: str, record_id: str) -> str | None:
        """What state a record is in that a rule asked for; None where nothing tells that."""
        if record_id in self.loaded.records.get(kind, ()):
            return self.loaded.spots[kind, record_id].origin.mark
        return "broken" if (kind, record_id) in self.loaded.ids else "none"

    def __iter__(self) -> Iterator[Record]:
        for records in self.at_hand.values():
            yield from records.values()

    @overload
    def of(self, kind: Literal["funds"]) -> Collection[Fund]: ...
    @overload
    def of(self, kind: Literal["targets"]) -> Collection[Target]: ...
    @overload
    def of(self, kind: Literal["indicators"]) -> Collection[Indicator]: ...
    @overload
    def of(self, kind: Literal["sources"]) -> Collection[Source]: ...
    @overload
    def of(self, kind: Literal["pilots"]) -> Collection[Pilot]: ...
    @overload
    def of(self, kind: Literal["enterprises"]) -> Collection[Enterprise]: ...
    @overload
    def of(self, kind: Literal["wording"]) -> Collection[Wording]: ...
    @overload
    def of(self, kind: Literal["industries"]) -> Collection[Industry]: ...
    @overload
    def of(self, kind: Literal["assessments"]) -> Collection[Assessment]: ...
    @overload
    def of(self, kind: str) -> Collection[Record]: ...
    def of(self, kind: str) -> Collection[object]:
        """The records at hand of a kind."""
        return self.at_hand.get(kind, {}).values()

    @overload
    def get(self, kind: Literal["indicators"], id_: str | None) -> Indicator | None: ...
    @overload
    def get(self, kind: Literal["sources"], id_: str | None) -> Source | None: ...
    @overload
    def get(self, kind: str, id_: str | None) -> Record | None: ...
    def get(self, kind: str, id_: str | None) -> object:
        """A record of the book, None if there is none; for rules that reach links."""
        if id_ is None:
            return None
        assert not self.alone, "a rule of this reach looks at one record"
        self.asked[kind, id_] = None
        return self.loaded.records.get(kind, {}).get(id_)

    def known(self, kind: str, id_: str) -> bool:
        """Whether the files have a record, be it valid or not; for rules that reach links."""
        assert not self.alone, "a rule of this reach looks at one record"
        self.asked[kind, id_] = None
        return (kind, id_) in self.loaded.ids

    def walks(self) -> Iterator[Walk]:
        """What a walk over each of the records at hand gives: its texts, claims, cites, links."""
        if self.whole is None:
            return (Walk(record) for record in self)
        if self._walks is None:
            self._walks = [Walk(record) for record in self]
        return iter(self._walks)

    def record(self, kind: str, record_id: str) -> Record:
        """A record of the book that is known to be there."""
        record: Record = self.loaded.records[kind][record_id]
        return record

    def notes(self, note: Note) -> Iterator[tuple[str, str, Any]]:
        """What is noted of the records, each with its kind and id, in the order of the book."""
        notes = self.noted.get(note.__name__)
        for kind, records in self.loaded.records.items():
            for record_id in records:
                if notes is None:
                    found = note(Walk(records[record_id]))
                else:
                    found = notes.get((kind, record_id))
                if found is not None:
                    yield kind, record_id, found

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
        if self.whole is not None:
            return self.whole.near(kind, record_id)
        if (kind, record_id) in self._near:
            return self._near[kind, record_id]
        if len(self._near) >= MAX_HINTS:
            return None
        close = nearest(record_id, self.ids.get(kind, []), 1)
        self._near[kind, record_id] = close[0] if close else None
        return self._near[kind, record_id]

    @cached_property
    def unread(self) -> dict[str, str]:
        """Of each kind a file that could not be read, where there is one."""
        if self.whole is not None:
            return self.whole.unread
        files = self.loaded.files
        return {
            file.kind: file.path
            for file in files
            if file.kind and not file.readable and not file.found
        }

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
        """When a source was published; for rules that reach links."""
        record = self.get("sources", source)
        return edtf.parse(record["published"]) if record and record["published"] else None


Note = Callable[[Walk], object]
"""What a rule that reaches the whole book wants to know of a record: plain data, or None."""

NOTES: dict[str, Note] = {}
"""Every such note by name, so that they are taken in the walk that all rules share."""

N = TypeVar("N", bound=Note)


def note(function: N) -> N:
    """Declare a note, of one record and nothing else."""
    NOTES[function.__name__] = function
    return function


def after(later: str | None, earlier: str | None) -> bool:
    """Whether a date certainly lies after another."""
    if later is None or earlier is None:
        return False
    start, end = edtf.parse(later).earliest, edtf.parse(earlier).latest
    return start is not None and end is not None and start > end
