"""The snapshot: the validated book in the user's cache folder, to look up without reading YAML.

One file a set of record folders: a first line with the fingerprint of the files
it was made from, then a line of JSON a kind, read only when asked for.  It is
made anew when a record file, the models or this format change, or when it is
damaged; where the cache cannot be written, the book is read from the records.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from mic25cli import __version__, model
from mic25cli.model.book import Book, Records
from mic25cli.model.kinds import KINDS
from mic25cli.store import place

FORMAT = 1


def _stamp(path: str) -> list[Any]:
    try:
        seen = os.stat(path)
    except OSError:
        return [path, -1, -1]
    return [path, seen.st_size, seen.st_mtime_ns]


def fingerprint(folders: Sequence[Path]) -> list[Any]:
    """What the snapshot must be made from: version, models, and each file's size and time."""
    models = os.path.dirname(model.__file__)
    code = sorted(entry.path for entry in os.scandir(models) if entry.name.endswith(".py"))
    stamps = [_stamp(path) for path in code]
    for folder in folders:
        root = str(folder.resolve())
        stamps.append([root, 0, 0])
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


def _read(file: Path, wanted: list[Any]) -> Book | None:
    try:
        raw = file.read_bytes()
        head, _, body = raw.partition(b"\n")
        meta = json.loads(head)
        if meta["fingerprint"] != wanted:
            return None
        sections: dict[str, bytes] = {}
        start = 0
        for kind, length, check in meta["kinds"]:
            part = body[start : start + length]
            if len(part) != length or zlib.crc32(part) != check:
                return None
            sections[kind] = part
            start += length
        digest = str(meta["digest"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None

    def load(kind: str) -> Records:
        part = sections.get(kind)
        records: Records = json.loads(part, parse_float=Decimal) if part is not None else {}
        return records

    return Book(load, digest)


def _write(file: Path, wanted: list[Any], book: Book) -> None:
    import tempfile

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
    head = {
        "fingerprint": wanted,
        "digest": book.digest,
        "kinds": [[kind, len(part), zlib.crc32(part)] for kind, part in parts],
    }
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=file.name, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(json.dumps(head).encode() + b"\n" + b"".join(part for _, part in parts))
            os.replace(temporary, file)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError:
        # A cache that cannot be written costs time, never the answer.
        return


def open_book(folders: Sequence[Path]) -> Book:
    """The book of the folders, from the snapshot where it is current; raises `RecordsError`."""
    wanted = fingerprint(folders)
    file = cache_file(folders)
    book = _read(file, wanted)
    if book is not None:
        return book
    from mic25cli.store.load import load_book

    book = load_book(folders)
    _write(file, wanted, book)
    return book
