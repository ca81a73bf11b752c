"""The book of a file of sections, of which no more is read than is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, ItemsView, Iterator, Mapping, Sequence, ValuesView
from decimal import Decimal
from functools import cache, cached_property, partial
from typing import Any, TypeVar

from mic25cli.model.book import Record, RecordBook
from mic25cli.model.folded import Folded
from mic25cli.model.kinds import KINDS
from mic25cli.model.order import in_order
from mic25cli.model.profile import profile_of
from mic25cli.model.stored import Stored, Unread
from mic25cli.store.sections import FORMER, PROFILE, REPLACED, Damaged, SnapshotFile, is_word

T = TypeVar("T")
SINGLES = 16
"""Records of a kind that are read one by one at least, before all are."""

LARGE = 1 << 23
"""Bytes beyond which the records of a kind are always read one by one, and few are held."""


def book_of(file: SnapshotFile, fallback: Callable[[], RecordBook]) -> RecordBook:
    """The book of a file; what is damaged in it comes from the book that `fallback` gives."""
    sound = cache(fallback)

    def named_by(kind: str, id_: str) -> Mapping[str, Sequence[str]]:
        from mic25cli.model.links import named_by

        try:
            lines = file.lines(f"{kind}.links")
        except Damaged:
            return named_by(sound(), kind, id_)
        start = lines.find(b"\n%s " % id_.encode()) if is_word(id_) else -1
        if start < 0:
            return {}
        words = lines[start + 1 : lines.index(b"\n", start + 1)].decode("ascii").split(" ")[1:]
        parts = (word.partition(":") for word in words)
        return {named_in: ids.split(",") for named_in, _, ids in parts}

    def told(name: str, read: Callable[[str], T], other: Callable[[RecordBook], T]) -> T:
        try:
            return read(_text(file.section(name)))
        except (Damaged, ValueError, LookupError, TypeError):
            return other(sound())

    return RecordBook(
        lambda kind: SnapshotRecords(file, kind, sound),
        file.digest,
        index=SnapshotIndex(file, sound),
        named_by=named_by,
        former=lambda: told(
            FORMER,
            lambda text: dict(line.split(" ") for line in text.splitlines()),
            lambda book: dict(book.former),
        ),
        profile=lambda: told(
            PROFILE, lambda text: profile_of(json.loads(text)), lambda book: book.profile
        ),
        replaced=lambda: told(REPLACED, str.split, lambda book: list(book.replaced())),
    )


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
        # With one of them all are read, unless they are large.
        ids = cache(lambda: list(self if self._large else self._whole()))

        def one(number: int) -> Record:
            return self[ids()[number]]

        return [Unread(lines[number], partial(one, number)) for number in numbers]

    @cached_property
    def _json(self) -> str:
        return _text(self._file.section(self._kind))

    @property
    def _ids(self) -> Mapping[str, object]:
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
                found = Folded(_text(self._file.section(f"{kind}.names")))
                sound = len(found) == self._file.count(kind)
            except (Damaged, ValueError):
                sound = False
            self._kinds[kind] = found if sound else self._fallback().index[kind]
        return self._kinds[kind]

    def __iter__(self) -> Iterator[str]:
        return (kind for kind in KINDS if self._file.count(kind))

    def __len__(self) -> int:
        return sum(1 for _ in self)
