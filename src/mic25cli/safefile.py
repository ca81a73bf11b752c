"""Open files safely in folders that others can write to, and replace files as a whole."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

_HOUR = 3_600_000_000_000


class NotRegularError(OSError):
    """Not a regular file of ours: a folder, a pipe, a device, or a file of another user."""


def opened(path: str | Path, links: bool = True, own: bool = False) -> int:
    """Open a regular file for reading and return its handle; raises `OSError` for anything else.
    Without `links`, the path must not be a link; with `own`, the file must belong to this user."""
    # Without O_NONBLOCK, opening a named pipe would wait for a writer.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags if links else flags | getattr(os, "O_NOFOLLOW", 0))
    status = os.fstat(handle)
    ours = not own or not hasattr(os, "geteuid") or status.st_uid == os.geteuid()
    if not stat.S_ISREG(status.st_mode) or not ours:
        os.close(handle)
        raise NotRegularError("this is not a regular file")
    return handle


def read(path: str | Path, most: int, links: bool = True) -> bytes:
    """The bytes of a regular file, at most `most` and one more, which shows that the file is
    longer. Raises `OSError`."""
    with open(opened(path, links), "rb", 0) as file:
        # The size of the file may change before it is read.
        size, rest = os.fstat(file.fileno()).st_size, most + 1
        parts: list[bytes] = []
        while rest and (part := file.read(min(size + 1, rest))):
            parts.append(part)
            rest -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def sha256(path: str | Path, links: bool = True) -> str:
    """The SHA-256 of a regular file in hexadecimal; raises `OSError`."""
    import hashlib

    with open(opened(path, links), "rb", 0) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def state(status: os.stat_result | None) -> tuple[int, ...]:
    """The state of a file: size, times (ns) and identity."""
    if status is None:
        return ()
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev


def name_new(file: str | Path, target: Path, both: bool = False) -> None:
    """Rename a file; raises `FileExistsError` if the new name already exists. With `both` it keeps
    its old name as well, if the file system allows that."""
    try:
        os.link(file, target)
    except FileExistsError:
        raise
    except OSError as fault:
        # A file system without hard links.
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target) from fault
        os.replace(file, target)
    else:
        if not both:
            os.unlink(file)


def put_in_place(file: Path, fill: Callable[[IO[bytes]], None]) -> int:
    """Write a new file and replace `file` by it, as a whole or not at all. Returns a handle; raises
    `OSError`. It does not wait for the disk, so a power cut may damage the file."""
    with _temporary_file(file) as (out, path):
        fill(out)
        out.flush()
        ours = os.fstat(out.fileno())
        # Windows cannot rename an open file.
        out.close()
        os.replace(path, file)
    handle = opened(file, links=False)
    if not os.path.samestat(ours, os.fstat(handle)):
        os.close(handle)
        raise OSError(f"'{file}' was replaced by another process meanwhile")
    return handle


def disk_time(file: Path) -> int | None:
    """The time now in ns by the clock of a file's disk; None if it cannot be written."""
    try:
        with _temporary_file(file) as (out, _):
            return os.fstat(out.fileno()).st_mtime_ns
    except OSError:
        return None


@contextmanager
def _temporary_file(file: Path) -> Iterator[tuple[IO[bytes], str]]:
    """A new open file next to another, with its path; deleted at the end unless it was renamed."""
    import tempfile

    file.parent.mkdir(parents=True, exist_ok=True)
    handle, path = tempfile.mkstemp(dir=file.parent, prefix=file.name, suffix=".tmp")
    try:
        with os.fdopen(handle, "w+b", 1 << 20) as out:
            yield out, path
    finally:
        with suppress(FileNotFoundError):
            os.unlink(path)


def prune(folder: Path, prefix: str, ending: str, most: int) -> None:
    """Delete all but the newest files of a name, and interrupted ones; raises `OSError`."""
    # This closes the listing even if a file disappears in the meantime.
    with os.scandir(folder) as scan:
        entries = [
            (entry.stat(follow_symlinks=False).st_mtime_ns, entry.path)
            for entry in scan
            if entry.name.startswith(prefix) and entry.is_file(follow_symlinks=False)
        ]
    entries.sort(reverse=True)
    whole = [path for _, path in entries if path.endswith(ending)]
    # Another process may have emptied the folder by now.
    old = (entries[0][0] if entries else 0) - _HOUR
    remains = [path for time, path in entries if path.endswith(".tmp") and time < old]
    for path in [*whole[most:], *remains]:
        os.unlink(path)
