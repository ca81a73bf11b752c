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
from mic25cli.model.links import named_by
from mic25cli.model.order import in_order
from mic25cli.model.profile import Profile, profile_of
from mic25cli.model.stored import Stored, Unread
from mic25cli.store.sections import ABOUT, Damaged, SnapshotFile, is_word

T = TypeVar("T")
About = tuple[Profile, Mapping[str, str], Sequence[str]]
_BAD = (Damaged, ValueError, LookupError, TypeError, RecursionError)
"""What the reading of a damaged section ends in."""
SINGLES = 16
"""Records of a kind that are read one by one at least, before all are."""

LARGE = 1 << 23
"""Bytes beyond which the records of a kind are always read one by one, and few are held."""


def book_of(file: SnapshotFile, fallback: Callable[[], RecordBook]) -> RecordBook:
    """The book of a file; what is damaged in it comes from the book that `fallback` gives."""
    sound = cache(fallback)

    def told(read: Callable[[], T], other: Callable[[RecordBook], T]) -> T:
        try:
            return read()
        except _BAD:
            return other(sound())

    def naming(kind: str, id_: str) -> Mapping[str, Sequence[str]]:
        return told(lambda: _naming(file, kind, id_), lambda book: named_by(book, kind, id_))

    @cache
    def about() -> About:
        return told(lambda: _about(file), lambda book: (book.profile, book.former, book.replaced()))

    return RecordBook(
        lambda kind: SnapshotRecords(file, kind, sound),
        file.digest,
        index=SnapshotIndex(
            [kind for kind in KINDS if file.count(kind)],
            lambda kind: told(lambda: _folded(file, kind), lambda book: book.index[kind]),
        ),
        named_by=naming,
        profile=lambda: about()[0],
        former=lambda: about()[1],
        replaced=lambda: about()[2],
    )


def _text(file: SnapshotFile, name: str) -> str:
    return file.section(name).decode("utf-8", "surrogatepass")


def _about(file: SnapshotFile) -> About:
    told = json.loads(_text(file, ABOUT))
    return profile_of(told["profile"]), dict(told["former"]), list(told["replaced"])


def _naming(file: SnapshotFile, kind: str, id_: str) -> Mapping[str, Sequence[str]]:
    lines = file.lines(f"{kind}.links")
    start = lines.find(b"\n%s " % id_.encode()) if is_word(id_) else -1
    if start < 0:
        return {}
    words = lines[start + 1 : lines.index(b"\n", start + 1)].decode("ascii").split(" ")[1:]
    parts = (word.partition(":") for word in words)
    return {named_in: ids.split(",") for named_in, _, ids in parts}


def _folded(file: SnapshotFile, kind: str) -> Folded:
    found = Folded(_text(file, f"{kind}.names"))
    if len(found) != file.count(kind):
        raise Damaged(kind)
    return found


class SnapshotRecords(Mapping[str, Record]):
    """The records of a kind, each read when it is asked for."""

    def __init__(self, file: SnapshotFile, kind: str, fallback: Callable[[], RecordBook]) -> None:
        self._file = file
        self._kind = kind
        self._fallback = fallback
        self._some: dict[str, Record] = {}
        self._all: Mapping[str, Record] | None = None
        self._large = file.size(kind) > LARGE

    def __getitem__(self, id_: str) -> Record:
        known = self._some if self._all is None else self._all
        return known[id_] if id_ in known or id_ not in self._ids else self._few(id_)

    def _few(self, id_: str) -> Record:
        """One record by itself; once many have been asked for, all are read or these let go."""
        if len(self._some) >= max(SINGLES, len(self) // 8):
            if not self._large:
                return self._whole()[id_]
            self._some.clear()
        try:
            self._some[id_] = self._one(id_)
        except _BAD:
            self._from_fallback()
        return self[id_]

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
            lines = self._lines
            numbers = [int(word) for word in self._file.section(f"{self._kind}.order").split()]
            if sorted(numbers) != list(range(len(lines))):
                raise Damaged(self._kind)
        except _BAD:
            records = list(self._from_fallback().values())
            return in_order(records, KINDS[self._kind].sort, lambda record, key: record[key])
        # With one of them all are read, unless they are large.
        ids = cache(lambda: list(self if self._large else self._whole()))

        def one(number: int) -> Record:
            return self[ids()[number]]

        return [Unread(lines[number], partial(one, number)) for number in numbers]

    @cached_property
    def _lines(self) -> list[str]:
        text = _text(self._file, self._kind)
        found = text[2:-2].split(",\n") if len(self) else []
        if len(found) != len(self):
            raise Damaged(self._kind)
        return found

    @property
    def _ids(self) -> Mapping[str, object]:
        try:
            return self._places if self._all is None else self._all
        except _BAD:
            return self._from_fallback()

    @cached_property
    def _places(self) -> dict[str, str]:
        lines = self._file.lines(f"{self._kind}.ids").decode("ascii", "replace").split("\n")[1:-1]
        found = {id_: place for id_, _, place in (line.partition(" ") for line in lines)}
        if len(found) != self._file.count(self._kind):
            raise Damaged(self._kind)
        return found

    def _one(self, id_: str) -> Record:
        at, length, crc = self._places[id_].split(" ")
        raw = self._file.part(self._kind, int(at), int(length), int(crc, 16))
        text = raw.decode("utf-8", "surrogatepass")
        return self._stored([json.loads(text, parse_float=Decimal)], [text])[id_]

    def _stored(self, records: list[Any], lines: list[str]) -> dict[str, Record]:
        found: dict[str, Record] = {}
        for record, line in zip(records, lines, strict=True):
            if record["kind"] != self._kind or record["id"] in found:
                raise Damaged(self._kind)
            found[record["id"]] = Stored(record, line)
        return found

    def _whole(self) -> Mapping[str, Record]:
        if self._all is None:
            try:
                lines = self._lines
                records = json.loads(f"[{','.join(lines)}]", parse_float=Decimal)
                found = self._stored(records, lines)
            except _BAD:
                return self._from_fallback()
            self._all = found
            del self._lines
        return self._all

    def _from_fallback(self) -> Mapping[str, Record]:
        self._all = self._fallback().kind(self._kind)
        return self._all


class SnapshotIndex(Mapping[str, Folded]):
    """The folded text by kind, each read when it is asked for."""

    def __init__(self, kinds: Sequence[str], read: Callable[[str], Folded]) -> None:
        self._kinds = kinds
        self._read = cache(read)

    def __getitem__(self, kind: str) -> Folded:
        if kind not in self._kinds:
            raise KeyError(kind)
        return self._read(kind)

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)
