"""What is made beside its place before it gets there, and what a killed run left of that.

Whoever makes something holds the system's lock on it, which ends with the process: what nobody
holds was left behind.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from mic25cli.errors import UsageError

HOLDS = sys.platform != "win32"
"""Whether what is in the making can be held; where it cannot, nothing is cleared."""
_PREFIX, _SUFFIX = ".mic25-", ".part"
_NAME = re.compile(r"\.mic25-[a-z0-9_]+\.part")


@contextmanager
def refusals(target: Path) -> Iterator[None]:
    """Tell of what the system refuses while something is written, with its name."""
    try:
        yield
    except OSError as fault:
        raise UsageError(
            f"'{target}' cannot be written: {fault.strerror or fault}", "nothing is left of it."
        ) from fault


def is_stage(name: str) -> bool:
    """Whether a name is that of something in the making."""
    return _NAME.fullmatch(name) is not None


@dataclass
class Stage:
    """A file or folder in the making."""

    path: Path
    kept: bool = False
    """Whether it stays when what is made in it fails, for the next run to know the rest by."""


@contextmanager
def new(folder: Path, *, file: bool = False) -> Iterator[Stage]:
    """A new folder in a folder, or file, held, and gone after unless it was given another name."""
    while True:
        if file:
            handle, name = tempfile.mkstemp(_SUFFIX, _PREFIX, folder)
            os.close(handle)
        else:
            name = tempfile.mkdtemp(_SUFFIX, _PREFIX, folder)
        with alone(name) as ours:
            if not (ours and os.path.lexists(name)):
                # Somebody took it for left, and cleared it away.
                continue
            made = Stage(Path(name))
            try:
                yield made
            finally:
                if not made.kept:
                    _remove(made.path)
            return


@contextmanager
def alone(path: str | Path, unknown: bool = True) -> Iterator[bool]:
    """Hold what is there; whether nobody else does, `unknown` where that cannot be told."""
    handle = _opened(path)
    try:
        yield unknown if handle is None else _lock(handle, unknown)
    finally:
        if handle is not None:
            os.close(handle)


def left(folder: Path) -> list[Path]:
    """What killed runs have left in a folder: files and folders in the making that nobody holds."""
    found = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if is_stage(entry.name) and (entry.is_file() or entry.is_dir()):
                with alone(entry.path, unknown=False) as free:
                    found += [Path(entry.path)] if free else []
    return found


def clear(folder: Path) -> None:
    """Remove what killed runs have left in a folder."""
    for path in left(folder):
        _remove(path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def umask() -> int:
    """The bits that new files and folders are not to have."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _opened(path: str | Path) -> int | None:
    # Under Windows folders cannot be opened, and an open file not be given its name.
    with suppress(OSError):
        flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        return os.open(path, os.O_RDONLY | flags) if HOLDS else None
    return None


def _lock(handle: int, unknown: bool) -> bool:
    """Whether the lock is ours; `unknown` where a file system knows of none: nobody to wait for."""
    if sys.platform == "win32":
        return unknown
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return unknown
    return True
