"""One writer at a time: a lock on a record folder that its holder's death releases.

The lock is the operating system's, on the file `.mic25.lock`; what stands in
the file only tells others who holds it.  So a file that a killed process left
behind locks nothing, and no age or process number has to be guessed at.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from mic25cli.errors import RecordsError

NAME = ".mic25.lock"
_BYTE = 1 << 20
"""The byte that is locked under Windows: past the text, which others must be able to read."""


@dataclass(frozen=True)
class Holder:
    """Who writes: process, machine, command, and since when (as text)."""

    pid: int
    host: str
    command: str
    since: str


class LockedError(RecordsError):
    """Another process writes to the folder."""


@contextmanager
def hold(folder: Path, holder: Holder, patience: Iterable[object] = ()) -> Iterator[None]:
    """Hold the folder's lock; try once, and again for each turn that `patience` gives.

    Raises `LockedError`, which names the holder, when patience is at an end.
    """
    path = folder.resolve() / NAME
    turns = iter(patience)
    while (handle := _take(path)) is None:
        if next(turns, turns) is turns:
            raise _locked(folder, path)
    try:
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps(asdict(holder)).encode())
        yield
    finally:
        # Removed while still held: whoever waits on this file sees that it is gone and starts anew.
        with suppress(OSError):
            path.unlink()
        os.close(handle)


def _take(path: Path) -> int | None:
    """The open lock file if the lock is ours now, None if somebody else holds it.

    Raises `RecordsError` for what is no lock file: a link, a pipe, a file with a text of its own.
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    if path.is_symlink():
        raise _foreign(path)
    try:
        handle = os.open(path, flags, 0o666)
    except OSError as fault:
        raise RecordsError(
            f"the records in '{path.parent}' cannot be written: {fault.strerror}",
            "a copy of them in a folder of yours can be, with --records.",
        ) from fault
    try:
        if not _is_ours(handle):
            raise _foreign(path)
        if _lock(handle) and _is_current(handle, path):
            return handle
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _is_ours(handle: int) -> bool:
    """Whether an open file can be emptied: of one name, and empty or with the text of a lock."""
    seen = os.fstat(handle)
    if not stat.S_ISREG(seen.st_mode) or seen.st_nlink > 1:
        return False
    text = os.read(handle, 4096)
    os.lseek(handle, 0, os.SEEK_SET)
    if not text:
        return True
    try:
        return set(json.loads(text)) == {one.name for one in fields(Holder)}
    except (ValueError, TypeError):
        return False


def _foreign(path: Path) -> RecordsError:
    return RecordsError(
        f"'{path}' is no lock file of ours; nothing was written",
        "look at what it is, and remove it.",
    )


def _is_current(handle: int, path: Path) -> bool:
    """Whether the file that we locked is still the one that stands in the folder."""
    try:
        there = os.stat(path)
    except FileNotFoundError:
        return False
    ours = os.fstat(handle)
    return (ours.st_ino, ours.st_dev) == (there.st_ino, there.st_dev)


def _lock(handle: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, _BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _locked(folder: Path, path: Path) -> LockedError:
    who = "another process"
    try:
        found = Holder(**json.loads(path.read_text("utf-8")))
        who = f"process {found.pid} on {found.host} ({found.command}), since {found.since}"
    except (OSError, ValueError, TypeError):
        # Between taking the lock and saying so, or just gone.
        pass
    return LockedError(
        f"the records in '{folder}' are locked by {who}; nothing was written",
        "try again when it has ended, or wait longer with --wait SECONDS.",
    )
