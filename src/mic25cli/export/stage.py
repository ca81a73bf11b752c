"""What is made beside its place before it gets there, and what a killed run left of that.

Whoever makes something holds the system's lock on it, which ends with the process: what nobody
holds was left behind.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from mic25cli.errors import UsageError

HOLDS = sys.platform != "win32"
"""Whether what is in the making can be held; where it cannot, nothing is cleared."""
if sys.platform != "win32":
    import fcntl

    def _flock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
else:

    def _flock(handle: int) -> None:
        raise OSError(f"{handle} cannot be locked")


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
    handle: int | None
    while True:
        if file:
            handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=folder)
        else:
            name = tempfile.mkdtemp(prefix=_PREFIX, suffix=_SUFFIX, dir=folder)
            handle = _opened(name)
        if handle is None or _took(handle, name):
            break
        os.close(handle)
    if handle is not None and not HOLDS:
        # An open file could not be given its name.
        os.close(handle)
        handle = None
    made = Stage(Path(name))
    try:
        yield made
    finally:
        if not made.kept:
            _remove(made.path)
        if handle is not None:
            os.close(handle)


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Hold a folder that is there; whether nobody else does."""
    handle = _opened(str(folder))
    try:
        yield handle is None or _lock(handle)
    finally:
        if handle is not None:
            os.close(handle)


def left(folder: Path) -> list[Path]:
    """What killed runs have left in a folder: files and folders in the making that nobody holds."""
    found = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if is_stage(entry.name) and _is_left(entry.path):
                found.append(Path(entry.path))
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


def _opened(name: str) -> int | None:
    with suppress(OSError):
        # Folders cannot be opened under Windows.
        flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        return os.open(name, os.O_RDONLY | flags)
    return None


def _lock(handle: int, unknown: bool = True) -> bool:
    """Whether the lock is ours; `unknown` where a file system knows of none: nobody to wait for."""
    try:
        _flock(handle)
    except BlockingIOError:
        return False
    except OSError:
        return unknown
    return True


def _took(handle: int, name: str) -> bool:
    """Whether what was made is held, and not cleared away before it was."""
    try:
        return _lock(handle) and os.path.samestat(os.fstat(handle), os.lstat(name))
    except FileNotFoundError:
        return False


def _is_left(name: str) -> bool:
    """Whether a file or folder in the making is held by nobody."""
    handle = _opened(name)
    if handle is None:
        return False
    try:
        mode = os.fstat(handle).st_mode
        return (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) and _lock(handle, unknown=False)
    finally:
        os.close(handle)
