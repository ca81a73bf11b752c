"""The snapshot: the validated book in the user's cache folder, to look up without reading YAML.

One file a set of record folders, in sections that are read when they are asked for
(`store.sections`).  It is made anew when a record file, the code that makes it or its
format change, or when it is damaged; where the cache cannot be written, the book is read
from the records.  An installed package carries one of its own records (`store.shipped`).

What a look-up answers is the state of the files at one moment while it ran: the
fingerprint is taken before they are read and again after, and they are read anew if
it has changed.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from mic25cli import __version__, model, safefile
from mic25cli.errors import RecordsError
from mic25cli.model.book import Book
from mic25cli.store import place, sections
from mic25cli.store.lazy_book import book_of
from mic25cli.store.sections import FORMAT, MADE_FROM, Damaged, SnapshotFile

TIME_STEP = 2_000_000_000
"""Nanoseconds by which a file must be older than the reading of it, to be told from the next save.

File systems keep times as coarsely as in steps of two seconds: a file that is
saved twice within one step has the same times both times.
"""
MAX_SNAPSHOTS = 32
"""Snapshots that a cache folder holds; the oldest go when there are more."""
ENDINGS = (".book", ".jsonl")
"""What the names of snapshots end in; the second is that of earlier formats."""


def _stamp(path: str) -> list[object]:
    """What tells one state of a file from another: size, times, and which file it is."""
    try:
        return [path, *safefile.state(os.stat(path))]
    except OSError:
        return [path, -1]


def fingerprint(folders: Sequence[Path]) -> list[object]:
    """What the snapshot must be made from: version, code, and the state of each file."""
    code: list[str] = []
    for folder in (os.path.dirname(model.__file__), os.path.dirname(__file__)):
        code += [entry.path for entry in os.scandir(folder) if entry.name.endswith(".py")]
    stamps = [_stamp(path) for path in sorted(code)]
    for book_folder in folders:
        root = str(book_folder.resolve())
        stamps.append([root])
        # A folder that says that it is a book may be empty.
        stamps.append(_stamp(os.path.join(root, "book.json")))
        stamps += [_stamp(str(file.path)) for file in place.files(Path(root))]
    return [FORMAT, __version__, stamps]


def cache_file(folders: Sequence[Path]) -> Path:
    """Where the snapshot of these folders lies."""
    names = os.pathsep.join(str(folder.resolve()) for folder in folders)
    # Two sets of folders with one key would only rebuild each other's snapshot: the
    # fingerprint names the folders.
    key = zlib.crc32(names.encode("utf-8", "surrogateescape"))
    # Without a home there is no cache: nothing can be read or written there.
    return (place.user_folder("cache") or Path(os.devnull)) / f"book-{key:08x}.book"


def text_of(fingerprint: list[object]) -> bytes:
    """A fingerprint as a snapshot holds it."""
    return json.dumps(fingerprint, separators=(",", ":")).encode()


def _read(file: Path, wanted: list[object], folders: Sequence[Path]) -> Book | None:
    try:
        found = sections.opened(file)
        if found.section(MADE_FROM) != text_of(wanted):
            return None
    except (OSError, Damaged):
        return None
    return book_of(found, lambda: _reread(folders, file, wanted))


def _reread(folders: Sequence[Path], file: Path, wanted: list[object]) -> Book:
    """The book from the files, for what is damaged in its snapshot, which is made anew.

    Raises `RecordsError` where the files are no longer those that the snapshot was made from.
    """
    book, made_from, keep = _from_files(folders, file)
    if made_from != wanted:
        raise RecordsError(
            "the snapshot of the records is damaged, and they were changed while it was read",
            "run the command again.",
        )
    if keep:
        _write(file, made_from, book)
    return book


def _write(file: Path, wanted: list[object], book: Book) -> SnapshotFile | None:
    """Write a snapshot; None where that cannot be."""
    return _put(file, lambda out: sections.write(out, book, text_of(wanted)))


def _put(file: Path, fill: Callable[[IO[bytes]], None]) -> SnapshotFile | None:
    """Put a new file of sections in its place; None where that cannot be: it costs time alone."""
    with suppress(OSError, Damaged):
        found = SnapshotFile(safefile.put(file, fill))
        safefile.prune(file.parent, "book-", ENDINGS, MAX_SNAPSHOTS)
        return found
    return None


def _settled(wanted: list[Any], now: int) -> bool:
    """Whether no file is so young that another save of it could look the same."""
    # Under Windows the third time is that of the file's making.
    at = 3 if os.name == "posix" else 2
    return all(stamp[at] < now - TIME_STEP for stamp in wanted[2] if len(stamp) > at)


def _from_files(
    folders: Sequence[Path], file: Path | None = None, wanted: list[object] | None = None
) -> tuple[Book, list[object], bool]:
    """The book of one state of the files, its fingerprint, and whether it may be kept.

    `wanted` is the fingerprint where it was taken a moment ago.  Raises `RecordsError` where the
    book is not valid, or where the files never rest.
    """
    from mic25cli.store.load import load_book

    wanted = wanted or fingerprint(folders)
    for _ in range(place.MAX_READINGS):
        now = safefile.disk_time(file) if file is not None else None
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


def current_book(folders: Sequence[Path]) -> Book | None:
    """The book of the folders from a snapshot alone; None where there is none that is current."""
    from mic25cli.store import shipped

    file, wanted = cache_file(folders), fingerprint(folders)
    book = _read(file, wanted, folders)
    found = shipped.snapshot_of(folders) if book is None else None
    return book if found is None else book_of(found, lambda: _reread(folders, file, wanted))


def open_book(folders: Sequence[Path]) -> Book:
    """The book of the folders, from a snapshot where one is current; raises `RecordsError`."""
    file, wanted = cache_file(folders), fingerprint(folders)
    book = _read(file, wanted, folders) or _shipped(file, wanted, folders)
    if book is not None:
        return book
    book, made_from, keep = _from_files(folders, file, wanted)
    found = _write(file, made_from, book) if keep else None
    # From here on the sections are enough: what was read of the files can go.
    return book if found is None else book_of(found, lambda: _reread(folders, file, made_from))


def _shipped(file: Path, wanted: list[object], folders: Sequence[Path]) -> Book | None:
    """The book from the snapshot that the package carries; None where it is not of these files.

    It is copied into the user's cache, whose stamps cost less to compare than contents do.
    """
    from mic25cli.store import shipped

    now = safefile.disk_time(file)
    found = shipped.snapshot_of(folders)
    if found is None or fingerprint(folders) != wanted:
        return None
    carried, made_from = found, text_of(wanted)
    if now is not None and _settled(wanted, now):
        found = _put(file, lambda out: sections.copy(out, carried, made_from)) or carried
    return book_of(found, lambda: _reread(folders, file, wanted))
