"""The book of a file of sections, of which no more is read than is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, ItemsView, Iterator, Mapping, Sequence, ValuesView
from decimal import Decimal
from functools import cache, cached_property, partial
from typing import Any

from mic25cli.model.book import Record, RecordBook, Records
from mic25cli.model.folded import Folded
from mic25cli.model.kinds import KINDS
from mic25cli.model.order import in_order
from mic25cli.model.profile import Profile, profile_of
from mic25cli.model.stored import Stored, Unread
from mic25cli.store.sections import FORMER, PROFILE, REPLACED, Damaged, SnapshotFile

SINGLES = 16
"""Records of a kind that are read one by one at least, before all are."""

LARGE = 1 << 23
"""Bytes beyond which the records of a kind are always read one by one, and few are held."""


def book_of(file: SnapshotFile, fallback: Callable[[], RecordBook]) -> RecordBook:
    """The book of a file; what is damaged in it comes from the book that `fallback` gives."""
    sound = cache(fallback)

    def load(kind: str) -> Records:
        return SnapshotRecords(file, kind, sound)

    def named_by(kind: str, id_: str) -> Mapping[str, Sequence[str]]:
        from mic25cli.model.links import named_by

        try:
            return _by_kind(_line(file.lines(f"{kind}.links"), id_))
        except Damaged:
            return named_by(sound(), kind, id_)

    def former() -> Mapping[str, str]:
        try:
            lines = file.section(FORMER).decode("ascii", "replace").splitlines()
            return dict(line.split(" ") for line in lines)
        except (Damaged, ValueError):
            return sound().former

    def replaced() -> Sequence[str]:
        try:
            return file.section(REPLACED).decode().split()
        except (Damaged, ValueError):
            return sound().replaced()

    def profile() -> Profile:
        try:
            return profile_of(json.loads(_text(file.section(PROFILE))))
        except (Damaged, ValueError, LookupError, TypeError):
            return sound().profile

    index = SnapshotIndex(file, sound)
    return RecordBook(
        load,
        file.digest,
        index=index,
        named_by=named_by,
        former=former,
        profile=profile,
        replaced=replaced,
    )


def _line(lines: bytes, id_: str) -> list[str]:
    """What stands behind an id in a section of lines; nothing where it has none."""
    if not id_.isascii() or " " in id_ or "\n" in id_:
        return []
    start = lines.find(b"\n%s " % id_.encode())
    if start < 0:
        return []
    return lines[start + 1 : lines.index(b"\n", start + 1)].decode("ascii").split(" ")[1:]


def _by_kind(parts: Sequence[str]) -> dict[str, list[str]]:
    found = {}
    for part in parts:
        kind, _, ids = part.partition(":")
        found[kind] = ids.split(",")
    return found


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogatepass")


class SnapshotRecords(Mapping[str, Record]):
    """The records of a kind, each read when it is asked for."""

    def __init__(self, file: SnapshotFile, kind: str, fallback: Callable[[], RecordBook]) -> None:
        self._file = file
        self._kind = kind
        self._fallback = fallback
        self._some: dict[str, Record] = {}
        self._all: Mapping[str, Record] | None = None
        self._large = file.size(kind) > LARGE

    def get(self, id_: str, default: Any = None) -> Any:
        """The record of an id, or something else."""
        known = self._some if self._all is None else self._all
        found = known.get(id_)
        if found is None and self._all is None and id_ in self:
            found = self._few(id_)
        return default if found is None else found

    def __getitem__(self, id_: str) -> Record:
        found: Record | None = self.get(id_)
        if found is None:
            raise KeyError(id_)
        return found

    def _few(self, id_: str) -> Record:
        """One record by itself; once many have been asked for, all are read or these let go."""
        if len(self._some) >= max(SINGLES, len(self) // 8) and self._large:
            self._some.clear()
        if len(self._some) < max(SINGLES, len(self) // 8):
            try:
                return self._some.setdefault(id_, self._one(id_))
            except Damaged:
                self._from_fallback()
        return self._whole()[id_]

    def __contains__(self, id_: object) -> bool:
        return id_ in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return self._file.count(self._kind) if self._all is None else len(self._all)

    def items(self) -> Any:
        """All records with their ids."""
        return ItemsView(self) if self._large else self._whole().items()

    def values(self) -> Any:
        """All records."""
        return ValuesView(self) if self._large else self._whole().values()

    def in_order(self) -> Sequence[Record]:
        """All records as lists of the kind have them: what is only printed is not read."""
        try:
            text = self._json
            numbers = [int(word) for word in self._file.section(f"{self._kind}.order").split()]
            lines = text[2:-2].split(",\n") if numbers else []
            if sorted(numbers) != list(range(len(lines))) or len(lines) != len(self):
                raise Damaged(self._kind)
        except (Damaged, ValueError):
            records = list(self._from_fallback().values())
            return in_order(records, KINDS[self._kind].sort, lambda record, key: record[key])
        return [Unread(lines[number], partial(self._at, number)) for number in numbers]

    def _at(self, number: int) -> Record:
        """The record of a number, read with all others unless they are large."""
        return self[self._numbered[number]]

    @cached_property
    def _numbered(self) -> Sequence[str]:
        return list(self if self._large else self._whole())

    @cached_property
    def _json(self) -> str:
        return _text(self._file.section(self._kind))

    @property
    def _ids(self) -> Mapping[str, object]:
        """The ids, each with its record or with where that lies."""
        try:
            return self._places if self._all is None else self._all
        except Damaged:
            return self._from_fallback()

    @cached_property
    def _places(self) -> dict[str, str]:
        lines = self._file.lines(f"{self._kind}.ids").decode("ascii", "replace").split("\n")[1:-1]
        found = {id_: place for id_, _, place in (line.partition(" ") for line in lines)}
        if len(found) != self._file.count(self._kind):
            raise Damaged(self._kind)
        return found

    def _one(self, id_: str) -> Record:
        try:
            at, length, crc = self._places[id_].split(" ")
            text = _text(self._file.part(self._kind, int(at), int(length), int(crc, 16)))
            found = json.loads(text, parse_float=Decimal)
        except (ValueError, RecursionError) as fault:
            raise Damaged(self._kind) from fault
        if not self._is_one(found) or found["id"] != id_:
            raise Damaged(self._kind)
        return Stored(found, text)

    def _is_one(self, found: Any) -> bool:
        return isinstance(found, dict) and found.get("kind") == self._kind and "id" in found

    def _whole(self) -> Mapping[str, Record]:
        if self._all is None:
            try:
                text = self._json
                records = json.loads(text, parse_float=Decimal)
                if not isinstance(records, list) or not all(map(self._is_one, records)):
                    raise Damaged(self._kind)
                lines = text[2:-2].split(",\n") if records else []
                pairs = zip(records, lines, strict=True)
                found = {str(record["id"]): Stored(record, line) for record, line in pairs}
                if len(found) != self._file.count(self._kind):
                    raise Damaged(self._kind)
            except (Damaged, ValueError, RecursionError):
                return self._from_fallback()
            self._all = found
            del self._json
        return self._all

    def _from_fallback(self) -> Mapping[str, Record]:
        """The records from the files, where the section is damaged."""
        self._all = self._fallback().kind(self._kind)
        return self._all


class SnapshotIndex(Mapping[str, Folded]):
    """The folded text by kind, each read when it is asked for."""

    def __init__(self, file: SnapshotFile, fallback: Callable[[], RecordBook]) -> None:
        self._file = file
        self._fallback = fallback
        self._kinds: dict[str, Folded] = {}

    def __getitem__(self, kind: str) -> Folded:
        if kind not in self._kinds:
            if kind not in KINDS or not self._file.count(kind):
                raise KeyError(kind)
            try:
                self._kinds[kind] = self._read(kind)
            except Damaged:
                self._kinds[kind] = self._fallback().index[kind]
        return self._kinds[kind]

    def _read(self, kind: str) -> Folded:
        try:
            found = Folded(self._file.section(f"{kind}.names").decode("utf-8", "surrogatepass"))
        except ValueError as fault:
            raise Damaged(kind) from fault
        if len(found) != self._file.count(kind):
            raise Damaged(kind)
        return found

    def __iter__(self) -> Iterator[str]:
        return (kind for kind in KINDS if self._file.count(kind))

    def __len__(self) -> int:
        return sum(1 for _ in self)
