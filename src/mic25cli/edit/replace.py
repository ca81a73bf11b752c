"""Putting a text into a file so that a reader finds the old one or the new one, never a part."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from mic25cli.edit import leftovers
from mic25cli.errors import RecordsError
from mic25cli.store import read
from mic25cli.store.node import YamlError


def replace(path: Path, text: str, expected: bytes | None = None) -> None:
    """Write a text to a file in one step; raises `RecordsError` and leaves the file as it was.

    A link stays a link: the file that it leads to is replaced.  The file's mode
    is kept.  With `expected`, the file must still hold these bytes, so that what
    somebody saved in the meantime is not overwritten; None wants no file there.
    That is looked at twice, the second time when the new text is on the disk and
    has only to be given its name.
    """
    target = path.resolve()
    temporary = leftovers.temporary(target)
    try:
        _compare(path, target, expected)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(temporary, text.encode(), target)
            _compare(path, target, expected)
            os.replace(temporary, target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        _sync_folder(target.parent)
    except OSError as fault:
        raise RecordsError(
            f"'{path}' cannot be written: {fault.strerror or fault}", "nothing was changed."
        ) from fault


def _compare(path: Path, target: Path, expected: bytes | None) -> None:
    """Raise `RecordsError` unless the file still holds what is expected, or is not there."""
    try:
        found = read.read_bytes(target) if os.path.lexists(target) else None
    except YamlError as fault:
        raise RecordsError(f"'{path}': {fault.message}; nothing was written") from fault
    if found != expected:
        raise RecordsError(
            f"'{path}' has changed since it was read; nothing was written",
            "run the command again.",
        )


def _write(temporary: Path, raw: bytes, target: Path) -> None:
    # A file of that name can only be left from a process that had our number and died.
    with suppress(FileNotFoundError):
        temporary.unlink()
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with os.fdopen(handle, "wb") as out:
        out.write(raw)
        out.flush()
        os.fsync(out.fileno())
    with suppress(FileNotFoundError):
        os.chmod(temporary, stat.S_IMODE(target.stat().st_mode))


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
