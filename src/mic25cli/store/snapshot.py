"""The snapshot: the validated book in the user's cache folder, to look up without reading YAML.

One file a set of record folders: a line with a checksum and the fingerprint of the files
it was made from, then a line of JSON a kind, read only when asked for.  It is
made anew when a record file, the code that makes it or this format change, or when it
is damaged; where the cache cannot be written, the book is read from the records.

What a look-up answers is the state of the files at one moment while it ran: the
fingerprint is taken before they are read and again after, and they are read anew if
it has changed.
"""

from __future__ import annotations

import json
import os
import stat
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

from mic25cli import __version__, model
from mic25cli.errors import RecordsError
from mic25cli.model.book import Book, Records
from mic25cli.model.folded import Index
from mic25cli.model.kinds import KINDS
from mic25cli.store import place

FORMAT = 3
GRAIN = 2_000_000_000
"""Nanoseconds by which a file must be older than the reading of it, to be told from the next save.

File systems keep times as coarsely as in steps of two seconds: a file that is
saved twice within one step has the same times both times.
"""
INDEX = "index"
"""The name of the section with the folded text that search scans."""
READINGS = 10
"""How often files that are being changed are read before it is given up."""
MAX_SNAPSHOT = 1 << 30
KEPT = 32
"""Snapshots that a cache folder holds; the oldest go when there are more."""


def _stamp(path: str) -> list[Any]:
    """What tells one state of a file from another: size, times, and which file it is."""
    try:
        seen = os.stat(path)
    except OSError:
        return [path, -1]
    return [path, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino, seen.st_dev]


def fingerprint(folders: Sequence[Path]) -> list[Any]:
    """What the snapshot must be made from: version, code, and the state of each file."""
    code: list[str] = []
    for folder in (os.path.dirname(model.__file__), os.path.dirname(__file__)):
        code += [entry.path for entry in os.scandir(folder) if entry.name.endswith(".py")]
    stamps = [_stamp(path) for path in sorted(code)]
    for each in folders:
        root = str(each.resolve())
        stamps.append([root])
        stamps += [_stamp(str(file.path)) for file in place.files(Path(root))]
    return [FORMAT, __version__, stamps]


def cache_file(folders: Sequence[Path]) -> Path:
    """Where the snapshot of these folders lies."""
    import platformdirs

    names = os.pathsep.join(str(folder.resolve()) for folder in folders)
    # Two sets of folders with one key would only rebuild each other's snapshot: the
    # fingerprint names the folders.
    key = zlib.crc32(names.encode("utf-8", "surrogateescape"))
    return Path(platformdirs.user_cache_dir("mic25")) / f"book-{key:08x}.jsonl"


def _bytes(file: Path) -> bytes:
    """The bytes of a regular file of one's own; raises `OSError` for anything else."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(file, flags | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as opened:
        seen = os.fstat(handle)
        own = not hasattr(os, "geteuid") or seen.st_uid == os.geteuid()
        if not stat.S_ISREG(seen.st_mode) or not own or seen.st_size > MAX_SNAPSHOT:
            raise OSError("no snapshot of ours")
        return opened.read(MAX_SNAPSHOT)


def _read(file: Path, wanted: list[Any], folders: Sequence[Path]) -> Book | None:
    try:
        head, _, body = _bytes(file).partition(b"\n")
        check, _, told = head.partition(b" ")
        if check != b"%08x" % zlib.crc32(told):
            return None
        meta = json.loads(told)
        if meta["fingerprint"] != wanted:
            return None
        sections: dict[str, bytes] = {}
        start = 0
        for kind, length, sum_of_part in meta["kinds"]:
            part = body[start : start + length]
            if len(part) != length or zlib.crc32(part) != sum_of_part:
                return None
            sections[kind] = part
            start += length
        if start != len(body) or sections.keys() != {*KINDS, INDEX}:
            return None
        digest = str(meta["digest"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None

    def load(kind: str) -> Records:
        records = _records(sections[kind])
        return _from_files(folders)[0].kind(kind) if records is None else records

    def load_index() -> Index:
        index: Index | None = _records(sections[INDEX])
        return _from_files(folders)[0].index if index is None else index

    return Book(load, digest, index=load_index)


def _records(section: bytes) -> Records | None:
    """The records of a section; None where it holds anything but objects by id."""
    try:
        records: Records = json.loads(section, parse_float=Decimal)
    except (ValueError, RecursionError):
        return None
    sound = isinstance(records, dict) and all(isinstance(each, dict) for each in records.values())
    return records if sound else None


def _write(file: Path, wanted: list[Any], book: Book) -> None:
    import simplejson

    parts = [
        (
            kind,
            simplejson.dumps(
                dict(book.kind(kind)), use_decimal=True, separators=(",", ":")
            ).encode(),
        )
        for kind in KINDS
    ]
    index = simplejson.dumps(book.index, ensure_ascii=False, separators=(",", ":"))
    parts.append((INDEX, index.encode("utf-8", "surrogatepass")))
    head = json.dumps(
        {
            "fingerprint": wanted,
            "digest": book.digest,
            "kinds": [[kind, len(part), zlib.crc32(part)] for kind, part in parts],
        }
    ).encode()
    # A cache that cannot be written costs time, never the answer.
    with suppress(OSError), _temporary(file) as (handle, temporary):
        with os.fdopen(handle, "wb", closefd=False) as out:
            out.write(b"%08x " % zlib.crc32(head) + head + b"\n")
            out.writelines(part for _, part in parts)
        os.replace(temporary, file)
        _prune(file)


@contextmanager
def _temporary(file: Path) -> Iterator[tuple[int, str]]:
    """A new file beside a snapshot: open, with its path, and gone after unless it was renamed."""
    import tempfile

    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=file.name, suffix=".tmp")
    try:
        yield handle, temporary
    finally:
        os.close(handle)
        with suppress(FileNotFoundError):
            os.unlink(temporary)


def _now(file: Path) -> int | None:
    """What time it is where snapshots are kept, in nanoseconds; None where none can be."""
    try:
        with _temporary(file) as (handle, _):
            return os.fstat(handle).st_mtime_ns
    except OSError:
        return None


def _settled(wanted: list[Any], now: int) -> bool:
    """Whether no file is so young that another save of it could look the same."""
    # Under Windows the third time is that of the file's making.
    at = 3 if os.name == "posix" else 2
    return all(stamp[at] < now - GRAIN for stamp in wanted[2] if len(stamp) > at)


def _prune(file: Path) -> None:
    """Remove the oldest snapshots where there are many, and what killed writers have left."""
    entries = [
        (entry.stat(follow_symlinks=False).st_mtime_ns, entry.path)
        for entry in os.scandir(file.parent)
        if entry.name.startswith("book-") and entry.is_file(follow_symlinks=False)
    ]
    newest = max(time for time, _ in entries)
    hour = 3_600_000_000_000
    whole = sorted((each for each in entries if each[1].endswith(".jsonl")), reverse=True)
    left = [each for each in entries if each[1].endswith(".tmp") and each[0] < newest - hour]
    for _, path in [*whole[KEPT:], *left]:
        os.unlink(path)


def _from_files(folders: Sequence[Path], file: Path | None = None) -> tuple[Book, list[Any], bool]:
    """The book of one state of the files, its fingerprint, and whether it may be kept.

    Raises `RecordsError` where it is not valid, or where the files never rest.
    """
    from mic25cli.store.load import load_book

    wanted = fingerprint(folders)
    for _ in range(READINGS):
        now = _now(file) if file is not None else None
        book: Book | RecordsError
        try:
            book = load_book(folders)
        except RecordsError as fault:
            book = fault
        after = fingerprint(folders)
        if after == wanted:
            if isinstance(book, RecordsError):
                raise book
            return book, wanted, now is not None and _settled(wanted, now)
        wanted = after
    raise RecordsError(
        "the records are being changed all the time; nothing could be read in one state",
        "run the command again when that has ended.",
    )


def kept_book(folders: Sequence[Path]) -> Book | None:
    """The book of the folders from its snapshot alone; None where there is none that is current."""
    return _read(cache_file(folders), fingerprint(folders), folders)


def open_book(folders: Sequence[Path]) -> Book:
    """The book of the folders, from the snapshot where it is current; raises `RecordsError`."""
    file = cache_file(folders)
    book = _read(file, fingerprint(folders), folders)
    if book is not None:
        return book
    book, made_from, keep = _from_files(folders, file)
    if keep:
        _write(file, made_from, book)
    return book
