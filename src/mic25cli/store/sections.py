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
import weakref
import zlib
from _thread import allocate_lock as Lock
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from mic25cli import safefile
from mic25cli.model.book import RecordBook, Records, former_ids
from mic25cli.model.folded import folded_text
from mic25cli.model.kinds import KINDS
from mic25cli.model.links import links
from mic25cli.model.order import in_order
from mic25cli.model.stored import line

FORMAT = 9
MADE_FROM = "made-from"
"""The section with what the file was made from."""
FORMER = "former"
"""The section with a line an id that was given up: it, and what has it now."""
REPLACED = "replaced"
"""The section with a line a record whose place that of a later folder took."""
PROFILE = "profile"
"""The section with what the book says of itself."""
PARTS = ("", ".ids", ".order", ".names", ".links")
"""What the sections of a kind are called after its name."""
NAMES = frozenset(
    {MADE_FROM, FORMER, REPLACED, PROFILE, *(kind + part for kind in KINDS for part in PARTS)}
)
START = b"mic25 %d %012d %012d %08x\n"
LENGTH = len(START % (FORMAT, 0, 0, 0))
MAX_HEAD = 1 << 20
MAX_BYTES = 1 << 33


class Damaged(Exception):
    """A file or section that is not what was written."""


# -- writing ------------------------------------------------------------------------------


class _SectionWriter:
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


def write(out: IO[bytes], book: RecordBook, made_from: bytes) -> None:
    """Write a book to a file that can be sought in; no section is held in memory as a whole."""
    writer = _SectionWriter(out)
    writer.section(MADE_FROM, iter([made_from]))
    former = "".join(f"{old} {new}\n" for old, new in former_ids(book).items())
    writer.section(FORMER, iter([former.encode()]), len(former.splitlines()))
    writer.section(REPLACED, iter(["\n".join(book.replaced()).encode()]))
    writer.section(PROFILE, iter([line(book.profile.data).encode("utf-8", "surrogatepass")]))
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


def copy(out: IO[bytes], file: SnapshotFile, made_from: bytes) -> None:
    """Write the book of another file of sections, as made from something else.

    Raises `Damaged` where one of its sections is.
    """
    writer = _SectionWriter(out)
    writer.section(MADE_FROM, iter([made_from]))
    for name in file.names():
        if name != MADE_FROM:
            writer.section(name, iter([file.section(name)]), file.count(name))
    writer.close(file.digest)


# -- reading ------------------------------------------------------------------------------


def _pread(handle: int, length: int, start: int) -> bytes:
    if hasattr(os, "pread"):
        part: bytes = os.pread(handle, length, start)
        return part
    with _ONE_AT_A_TIME:
        os.lseek(handle, start, os.SEEK_SET)
        return os.read(handle, length)


_ONE_AT_A_TIME = Lock()


def opened(path: Path, own: bool = True) -> SnapshotFile:
    """A file of sections that is a regular file and no link, and with `own` one of this user.

    Raises `OSError` for anything else, and `Damaged` for a file that is none.
    """
    return SnapshotFile(safefile.opened(path, links=False, own=own))


class SnapshotFile:
    """A file of sections that is open; raises `Damaged` for what was not written so.

    It stays readable, and the same, when another takes its name.
    """

    def __init__(self, handle: int) -> None:
        self._handle = handle
        # An open book has no end that anybody could close it at.
        weakref.finalize(self, os.close, handle)
        self._size = os.fstat(handle).st_size
        if self._size > MAX_BYTES:
            raise Damaged("its size")
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

    def size(self, name: str) -> int:
        """How many bytes a section has."""
        return self._sections[name][1]

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
