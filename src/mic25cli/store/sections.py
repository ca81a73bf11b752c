"""A book in one file, in sections that are read one by one, each with a checksum of its own.

The file starts with a line of fixed length that says where its head lies; the head is JSON, and
says of each section where it lies, how long it is and what it sums up to.  What the file was made
from is a section as well.  Of every kind there are five:

- `KIND`: the records, a line of JSON each as it is printed, between brackets: a JSON array;
- `KIND.ids`: a line a record with its id, and where its JSON lies, how long it is, its checksum;
- `KIND.order`: the numbers of the records in the order that lists of the kind have;
- `KIND.names`: the folded text that search scans;
- `KIND.links`: a line a record that others name, with their ids by kind.

So one record costs the line with its id and its own JSON, and ids cost no record.  A section is
plain data, never code; one that is damaged is noticed when it is read.
"""

from __future__ import annotations

import json
import os
import stat
import weakref
import zlib
from _thread import allocate_lock as Lock
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import IO, Any

from mic25cli.model.book import Book, Record, Records
from mic25cli.model.folded import Folded, folded_text
from mic25cli.model.kinds import KINDS
from mic25cli.model.links import links
from mic25cli.model.order import in_order
from mic25cli.model.stored import Stored, Unread, line

FORMAT = 7
MADE_FROM = "made-from"
"""The section with what the file was made from."""
PARTS = ("", ".ids", ".order", ".names", ".links")
"""What the sections of a kind are called after its name."""
NAMES = frozenset({MADE_FROM, *(kind + part for kind in KINDS for part in PARTS)})
START = b"mic25 %d %012d %012d %08x\n"
LENGTH = len(START % (FORMAT, 0, 0, 0))
MAX_HEAD = 1 << 20
MAX_BYTES = 1 << 33
SINGLES = 16
"""Records that are looked for one by one in a kind before its ids are made a table."""


class Damaged(Exception):
    """A file or section that is not what was written."""


# -- writing ------------------------------------------------------------------------------


class _Writer:
    """Writes sections one after the other, and knows where each lies."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out = out
        self.at = LENGTH
        self.sections: dict[str, list[int]] = {}
        out.write(b" " * LENGTH)

    def section(self, name: str, pieces: Iterator[bytes], count: int = 0) -> None:
        """Write a section piece by piece."""
        start, total = self.at, 0
        for piece in pieces:
            total = zlib.crc32(piece, total)
            self.at += self.out.write(piece)
        self.sections[name] = [start, self.at - start, total, count]

    def close(self, digest: str) -> None:
        """Write the head, and the line that says where it is."""
        head = json.dumps({"digest": digest, "sections": self.sections}).encode()
        self.out.write(head)
        self.out.seek(0)
        self.out.write(START % (FORMAT, self.at, len(head), zlib.crc32(head)))


def write(out: IO[bytes], book: Book, made_from: bytes) -> None:
    """Write a book to a file that can be sought in; no section is held in memory as a whole."""
    writer = _Writer(out)
    writer.section(MADE_FROM, iter([made_from]))
    naming: dict[str, dict[str, dict[str, list[str]]]] = {kind: {} for kind in KINDS}
    for kind in KINDS:
        records = book.kind(kind)
        lines: list[bytes] = []
        writer.section(kind, _records(records, lines, naming), len(records))
        writer.section(f"{kind}.ids", iter([b"\n", *lines]), len(lines))
        writer.section(f"{kind}.order", iter([_order(kind, records)]), len(records))
        text = folded_text(records.values()).encode("utf-8", "surrogatepass")
        writer.section(f"{kind}.names", iter([text]))
    for kind, named in naming.items():
        lines = list(_naming(named))
        writer.section(f"{kind}.links", iter([b"\n", *lines]), len(lines))
    writer.close(book.digest)


def _records(
    records: Records, lines: list[bytes], naming: dict[str, dict[str, dict[str, list[str]]]]
) -> Iterator[bytes]:
    """The JSON of records; notes where each lies, and which records it names."""
    at = 2
    yield b"[\n"
    for id_, record in records.items():
        text = line(record).encode("utf-8", "surrogatepass")
        lines.append(b"%s %d %d %08x\n" % (id_.encode(), at, len(text), zlib.crc32(text)))
        yield text if at == 2 else b",\n" + text
        at += len(text) + 2
        kind = record["kind"]
        for to_kind, to_id in dict.fromkeys(link[1:] for link in links(record)):
            if to_kind in naming:
                naming[to_kind].setdefault(to_id, {}).setdefault(kind, []).append(id_)
    yield b"\n]"


def _order(kind: str, records: Records) -> bytes:
    rows = list(enumerate(records.values()))
    sort = KINDS[kind].sort
    return b" ".join(
        b"%d" % number for number, _ in in_order(rows, sort, lambda row, key: row[1][key])
    )


def _naming(named: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterator[bytes]:
    for id_, by_kind in named.items():
        if id_.isascii() and " " not in id_ and "\n" not in id_:
            naming = " ".join(f"{kind}:{','.join(ids)}" for kind, ids in by_kind.items())
            yield f"{id_} {naming}\n".encode()


def copy(out: IO[bytes], kept: Kept, made_from: bytes) -> None:
    """Write the book of another file of sections, as made from something else.

    Raises `Damaged` where one of its sections is.
    """
    writer = _Writer(out)
    writer.section(MADE_FROM, iter([made_from]))
    for name in kept.names():
        if name != MADE_FROM:
            writer.section(name, iter([kept.section(name)]), kept.count(name))
    writer.close(kept.digest)


# -- reading ------------------------------------------------------------------------------


def _pread(handle: int, length: int, start: int) -> bytes:
    """Bytes from a place in an open file, whoever else reads it."""
    if hasattr(os, "pread"):
        return os.pread(handle, length, start)
    with _ONE_AT_A_TIME:
        os.lseek(handle, start, os.SEEK_SET)
        return os.read(handle, length)


_ONE_AT_A_TIME = Lock()


def opened(file: Path, own: bool = True) -> Kept:
    """A file of sections that is a regular file, and with `own` one of this user.

    Raises `OSError` for anything else, and `Damaged` for a file that is none.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(file, flags | getattr(os, "O_BINARY", 0))
    try:
        seen = os.fstat(handle)
        ours = not own or not hasattr(os, "geteuid") or seen.st_uid == os.geteuid()
        if not stat.S_ISREG(seen.st_mode) or not ours or seen.st_size > MAX_BYTES:
            raise OSError("no snapshot of ours")
    except OSError:
        os.close(handle)
        raise
    return Kept(handle)


class Kept:
    """A file of sections that is open; raises `Damaged` for what was not written so.

    It stays readable, and the same, when another takes its name.
    """

    def __init__(self, handle: int) -> None:
        self._handle = handle
        # An open book has no end that anybody could close it at.
        weakref.finalize(self, os.close, handle)
        self._size = os.fstat(handle).st_size
        start = self._bytes(0, LENGTH)
        try:
            _, _, place, length, total = start.split()
            at, size, crc = int(place), int(length), int(total, 16)
        except ValueError as fault:
            raise Damaged("the first line") from fault
        whole = at + size == self._size and 0 < size <= MAX_HEAD
        if not whole or start != START % (FORMAT, at, size, crc):
            raise Damaged("the first line")
        head = self._bytes(at, size)
        if zlib.crc32(head) != crc:
            raise Damaged("the head")
        try:
            contents = json.loads(head)
            self.digest = str(contents["digest"])
            self._sections = {
                str(name): (int(first), int(long), int(crc), int(count))
                for name, (first, long, crc, count) in contents["sections"].items()
            }
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
            raise Damaged("the head") from fault
        if self._sections.keys() != NAMES:
            raise Damaged("the sections")

    def _bytes(self, start: int, length: int) -> bytes:
        if start < 0 or length < 0 or start + length > self._size:
            raise Damaged("a place")
        parts: list[bytes] = []
        try:
            while length:
                part = _pread(self._handle, min(length, 1 << 30), start)
                if not part:
                    raise Damaged("its end")
                parts.append(part)
                start += len(part)
                length -= len(part)
        except OSError as fault:
            raise Damaged(str(fault)) from fault
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def names(self) -> Iterator[str]:
        """The sections, in their order."""
        return iter(self._sections)

    def count(self, name: str) -> int:
        """How many records or lines a section has."""
        return self._sections[name][3]

    def section(self, name: str) -> bytes:
        """A whole section."""
        start, length, crc, _ = self._sections[name]
        found = self._bytes(start, length)
        if zlib.crc32(found) != crc:
            raise Damaged(name)
        return found

    def lines(self, name: str) -> bytes:
        """A section that has a line an id, and a line break before and after each."""
        found = self.section(name)
        if not found.startswith(b"\n") or found.count(b"\n") != self.count(name) + 1:
            raise Damaged(name)
        return found

    def part(self, name: str, at: int, length: int, crc: int) -> bytes:
        """A part of a section, with a checksum of its own."""
        start, size, _, _ = self._sections[name]
        if at < 0 or at + length > size:
            raise Damaged(name)
        found = self._bytes(start + at, length)
        if zlib.crc32(found) != crc:
            raise Damaged(name)
        return found

    def book(self, instead: Callable[[], Book]) -> Book:
        """The book of the file; what is damaged in it comes from the book that `instead` gives."""
        again: list[Book] = []

        def sound() -> Book:
            if not again:
                again.append(instead())
            return again[0]

        def load(kind: str) -> Records:
            return KeptRecords(self, kind, sound)

        def named_by(kind: str, id_: str) -> Mapping[str, Sequence[str]]:
            from mic25cli.model.links import named_by

            try:
                return _by_kind(_line(self.lines(f"{kind}.links"), id_))
            except Damaged:
                return named_by(sound(), kind, id_)

        return Book(load, self.digest, index=KeptIndex(self, sound), named_by=named_by)


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


class KeptRecords(Mapping[str, Record]):
    """The records of a kind, each read when it is asked for."""

    def __init__(self, file: Kept, kind: str, instead: Callable[[], Book]) -> None:
        self._file = file
        self._kind = kind
        self._instead = instead
        self._lines: bytes | None = None
        self._places: dict[str, list[str]] | None = None
        self._some: dict[str, Record] = {}
        self._all: Mapping[str, Record] | None = None
        self._listed: list[Record] | None = None
        self._text: str | None = None

    def __getitem__(self, id_: str) -> Record:
        if self._all is not None:
            return self._all[id_]
        found = self._some.get(id_)
        if found is None:
            count = self._file.count(self._kind)
            if len(self._some) >= max(SINGLES, count // 8):
                return self._whole()[id_]
            try:
                found = self._one(id_)
            except Damaged:
                return self._sound()[id_]
            self._some[id_] = found
        return found

    def get(self, id_: str, default: object = None) -> Any:
        """The record of an id; by one step where it was read, as calculations ask for many."""
        known = self._some if self._all is None else self._all
        found = known.get(id_)
        if found is not None:
            return found
        return super().get(id_, default) if self._all is None else default

    def __contains__(self, id_: object) -> bool:
        if self._all is not None:
            return id_ in self._all
        if not isinstance(id_, str):
            return False
        try:
            return id_ in self._some or bool(self._place(id_))
        except Damaged:
            return id_ in self._sound()

    def __iter__(self) -> Iterator[str]:
        if self._all is None:
            try:
                return iter(self._table())
            except Damaged:
                return iter(self._sound())
        return iter(self._all)

    def __len__(self) -> int:
        return self._file.count(self._kind) if self._all is None else len(self._all)

    def items(self) -> Any:
        """All records with their ids."""
        return self._whole().items()

    def values(self) -> Any:
        """All records."""
        return self._whole().values()

    def in_order(self) -> Sequence[Record]:
        """All records as lists of the kind have them: what is only printed is not read."""
        try:
            text = self._json()
            numbers = [int(word) for word in self._file.section(f"{self._kind}.order").split()]
            lines = text[2:-2].split(",\n") if numbers else []
            if sorted(numbers) != list(range(len(lines))) or len(lines) != len(self):
                raise Damaged(self._kind)
        except (Damaged, ValueError):
            records = list(self._sound().values())
            return in_order(records, KINDS[self._kind].sort, lambda record, key: record[key])
        return [Unread(lines[number], partial(self._at, number)) for number in numbers]

    def _at(self, number: int) -> Record:
        """The record of a number, read with all others."""
        if self._listed is None:
            self._listed = list(self._whole().values())
        return self._listed[number]

    def _json(self) -> str:
        if self._text is None:
            self._text = _text(self._file.section(self._kind))
        return self._text

    def _ids(self) -> bytes:
        if self._lines is None:
            self._lines = self._file.lines(f"{self._kind}.ids")
        return self._lines

    def _table(self) -> dict[str, list[str]]:
        """Where each record lies."""
        if self._places is None:
            lines = self._ids().decode("ascii", "replace").split("\n")[1:-1]
            found = {line[: line.find(" ")]: line.split(" ")[1:] for line in lines}
            if len(found) != self._file.count(self._kind):
                raise Damaged(self._kind)
            self._places = found
        return self._places

    def _place(self, id_: str) -> list[str]:
        if self._places is None and len(self._some) < SINGLES:
            return _line(self._ids(), id_)
        return self._table().get(id_, [])

    def _one(self, id_: str) -> Record:
        place = self._place(id_)
        if not place:
            raise KeyError(id_)
        try:
            at, length, crc = int(place[0]), int(place[1]), int(place[2], 16)
            text = _text(self._file.part(self._kind, at, length, crc))
            found = json.loads(text, parse_float=Decimal)
        except (ValueError, IndexError, RecursionError) as fault:
            raise Damaged(self._kind) from fault
        if not self._is_one(found) or found["id"] != id_:
            raise Damaged(self._kind)
        return Stored(found, text)

    def _is_one(self, found: Any) -> bool:
        return isinstance(found, dict) and found.get("kind") == self._kind and "id" in found

    def _whole(self) -> Mapping[str, Record]:
        if self._all is None:
            try:
                text = self._json()
                records = json.loads(text, parse_float=Decimal)
                if not isinstance(records, list) or not all(map(self._is_one, records)):
                    raise Damaged(self._kind)
                lines = text[2:-2].split(",\n") if records else []
                pairs = zip(records, lines, strict=True)
                found = {str(record["id"]): Stored(record, line) for record, line in pairs}
                if len(found) != self._file.count(self._kind):
                    raise Damaged(self._kind)
            except (Damaged, ValueError, RecursionError):
                return self._sound()
            self._all, self._text = found, None
        return self._all

    def _sound(self) -> Mapping[str, Record]:
        """The records from the files, where the section is damaged."""
        self._all = self._instead().kind(self._kind)
        return self._all


class KeptIndex(Mapping[str, Folded]):
    """The folded text by kind, each read when it is asked for."""

    def __init__(self, file: Kept, instead: Callable[[], Book]) -> None:
        self._file = file
        self._instead = instead
        self._kinds: dict[str, Folded] = {}

    def __getitem__(self, kind: str) -> Folded:
        if kind not in self._kinds:
            if kind not in KINDS or not self._file.count(kind):
                raise KeyError(kind)
            try:
                self._kinds[kind] = self._read(kind)
            except Damaged:
                self._kinds[kind] = self._instead().index[kind]
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
