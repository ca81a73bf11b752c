"""A book in one file, in sections that are read one by one, each with a checksum of its own.

A first line of fixed length says where the head lies, which is JSON: place, length and checksum of
each section.  Of every kind there are five:

- `KIND`: the records, a line of JSON each as it is printed, between brackets: a JSON array;
- `KIND.ids`: a line a record with its id, and where its JSON lies, how long it is, its checksum;
- `KIND.order`: the numbers of the records in the order that lists of the kind have;
- `KIND.names`: the folded text that search scans;
- `KIND.links`: a line a record that others name, with their ids by kind.

So one record costs the line with its id and its own JSON, and ids cost no record.
"""

from __future__ import annotations

import json
import os
import re
import weakref
import zlib
from _thread import allocate_lock as Lock
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import IO

from mic25cli import safefile
from mic25cli.model.book import RecordBook, Records, former_ids
from mic25cli.model.folded import folded_text
from mic25cli.model.kinds import KINDS
from mic25cli.model.links import naming_in
from mic25cli.model.order import in_order
from mic25cli.model.stored import line
from mic25cli.steps import steps

FORMAT = 10
MADE_FROM = "made-from"
ABOUT = "about"
"""What the book says of itself, ids that were given up with what has each now, records replaced."""
_OF_KIND = ("", ".ids", ".order", ".names", ".links")
NAMES = {MADE_FROM, ABOUT, *(kind + part for kind in KINDS for part in _OF_KIND)}
START = b"mic25 %d %012d %012d %08x\n"
LENGTH = len(START % (FORMAT, 0, 0, 0))
_START = re.compile(rb"mic25 %d ([0-9]{12}) ([0-9]{12}) ([0-9a-f]{8})\n" % FORMAT)
MAX_HEAD = 1 << 20
MAX_BYTES = 1 << 33


class Damaged(Exception):
    """A file or section that is not what was written."""


Section = tuple[str, Iterable[bytes], int]
"""Its name, its pieces, and how many records or lines it has."""


def _write(out: IO[bytes], digest: str, sections: Iterable[Section]) -> None:
    """Write sections to a file that can be sought in; none is held in memory as a whole."""
    out.write(b" " * LENGTH)
    at, told = LENGTH, {}
    for name, pieces, count in sections:
        start, crc = at, 0
        for piece in pieces:
            crc = zlib.crc32(piece, crc)
            at += out.write(piece)
        told[name] = [start, at - start, crc, count]
    head = json.dumps({"digest": digest, "sections": told}).encode()
    out.write(head)
    out.seek(0)
    out.write(START % (FORMAT, at, len(head), zlib.crc32(head)))


def write(out: IO[bytes], book: RecordBook, made_from: bytes) -> None:
    """Write a book to a file that can be sought in."""
    _write(out, book.digest, chain([(MADE_FROM, [made_from], 0)], _of_book(book)))


def copy(out: IO[bytes], file: SnapshotFile, made_from: bytes) -> None:
    """Write a file of sections again, as made from something else; raises `Damaged`."""
    rest = file.sections.keys() - {MADE_FROM}
    kept = ((name, [file.section(name)], file.count(name)) for name in rest)
    _write(out, file.digest, chain([(MADE_FROM, [made_from], 0)], kept))


def _of_book(book: RecordBook) -> Iterator[Section]:
    about = {"profile": book.profile.data, "former": former_ids(book), "replaced": book.replaced()}
    yield ABOUT, [_raw(line(about))], 0
    named: dict[str, list[bytes]] = {kind: [] for kind in KINDS}
    for (kind, id_), naming in naming_in(book).items():
        if kind in KINDS and is_word(id_):
            by_kind = " ".join(f"{of}:{','.join(ids)}" for of, ids in naming.items())
            named[kind].append(f"{id_} {by_kind}\n".encode())
    for kind in KINDS:
        records = book.kind(kind)
        lines: list[bytes] = []
        yield kind, _records(records, lines), len(records)
        yield f"{kind}.ids", [b"\n", *lines], len(lines)
        rows = list(enumerate(records.values()))
        order = in_order(rows, KINDS[kind].sort, lambda row, key: row[1][key])
        yield f"{kind}.order", [b" ".join(b"%d" % number for number, _ in order)], len(records)
        told = steps("folded", records.values(), len(records))
        yield f"{kind}.names", [_raw(folded_text(told))], 0
        yield f"{kind}.links", [b"\n", *named[kind]], len(named[kind])


def is_word(id_: str) -> bool:
    """Whether an id can stand in a line of words."""
    return id_.isascii() and " " not in id_ and "\n" not in id_


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _records(records: Records, lines: list[bytes]) -> Iterator[bytes]:
    """The JSON of records; adds to `lines` where each lies."""
    at = 2
    yield b"[\n"
    for id_, record in steps("kept", records.items(), len(records)):
        text = _raw(line(record))
        lines.append(b"%s %d %d %08x\n" % (id_.encode(), at, len(text), zlib.crc32(text)))
        yield text if at == 2 else b",\n" + text
        at += len(text) + 2
    yield b"\n]"


_ONE_AT_A_TIME = Lock()


def _pread(handle: int, length: int, start: int) -> bytes:
    if hasattr(os, "pread"):
        part: bytes = os.pread(handle, length, start)
        return part
    with _ONE_AT_A_TIME:
        os.lseek(handle, start, os.SEEK_SET)
        return os.read(handle, length)


def opened(path: Path, own: bool = True) -> SnapshotFile:
    """A regular file of sections, with `own` of this user; raises `OSError` and `Damaged`."""
    return SnapshotFile(safefile.opened(path, links=False, own=own))


class SnapshotFile:
    """A file of sections that is open, also when another has taken its name; raises `Damaged`."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        # An open book has no end that anybody could close it at.
        weakref.finalize(self, os.close, handle)
        self._size = os.fstat(handle).st_size
        if self._size > MAX_BYTES:
            raise Damaged("its size")
        start = _START.fullmatch(self._bytes(0, LENGTH))
        at, size, crc = (int(start[1]), int(start[2]), int(start[3], 16)) if start else (0, 0, 0)
        if at + size != self._size or not 0 < size <= MAX_HEAD:
            raise Damaged("the first line")
        head = self._bytes(at, size)
        if zlib.crc32(head) != crc:
            raise Damaged("the head")
        try:
            contents = json.loads(head)
            self.digest = str(contents["digest"])
            self.sections = {
                str(name): (int(first), int(long), int(crc), int(count))
                for name, (first, long, crc, count) in contents["sections"].items()
            }
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
            raise Damaged("the head") from fault
        if self.sections.keys() != NAMES:
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

    def count(self, name: str) -> int:
        """How many records or lines a section has."""
        return self.sections[name][3]

    def size(self, name: str) -> int:
        """How many bytes a section has."""
        return self.sections[name][1]

    def section(self, name: str) -> bytes:
        """A whole section."""
        _, length, crc, _ = self.sections[name]
        return self.part(name, 0, length, crc)

    def lines(self, name: str) -> bytes:
        """A section that has a line an id, and a line break before and after each."""
        found = self.section(name)
        if not found.startswith(b"\n") or found.count(b"\n") != self.count(name) + 1:
            raise Damaged(name)
        return found

    def part(self, name: str, at: int, length: int, crc: int) -> bytes:
        """A part of a section, with a checksum of its own."""
        start, size, _, _ = self.sections[name]
        if at < 0 or at + length > size:
            raise Damaged(name)
        found = self._bytes(start + at, length)
        if zlib.crc32(found) != crc:
            raise Damaged(name)
        return found
