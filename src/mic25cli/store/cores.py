"""Work on many files by two processes, with the results of one in the same order."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import BinaryIO, TypeVar

BATCH = 32
"""Pieces of work that are handed over together at most."""
_PIPE = 1 << 20
"""Bytes that the second process may be ahead by."""

R = TypeVar("R")


def alone() -> bool:
    """Whether a process of one thread may be copied, and there is a core for the copy."""
    if sys.platform != "linux":
        return False
    try:
        return len(os.sched_getaffinity(0)) > 1 and len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def in_order(count: int, work: Callable[[int], R], much: bool) -> Iterator[R]:
    """What `work` gives for each number below `count`, in order.

    If it is `much` work, half of that comes from a second process.

    The copy of this process that does the other half gives back plain data and leaves; what it
    cannot give, for whatever reason, is done here.
    """
    if not much or count < 2 or not alone():
        yield from map(work, range(count))
        return
    try:
        ours, theirs = os.pipe()
        pid = os.fork()
    except OSError:
        yield from map(work, range(count))
        return
    batch = max(1, min(BATCH, count // 8))
    if pid == 0:
        _other_half(theirs, count, batch, work)
    os.close(theirs)
    try:
        with os.fdopen(ours, "rb") as pipe:
            for start in range(0, count, batch):
                numbers = range(start, min(start + batch, count))
                found: list[R] | None = _handed_over(pipe) if start // batch % 2 else None
                yield from map(work, numbers) if found is None else found
    finally:
        # Of one that is not wanted any longer nothing is awaited.
        with suppress(OSError):
            os.kill(pid, signal.SIGKILL)
        with suppress(OSError):
            os.waitpid(pid, 0)


def _other_half(pipe: int, count: int, batch: int, work: Callable[[int], R]) -> None:
    """Do every second batch, hand it over, and leave without a trace."""
    import pickle

    try:
        with suppress(ImportError, AttributeError, OSError):
            import fcntl

            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)  # type: ignore[attr-defined,unused-ignore]
        with os.fdopen(pipe, "wb") as out:
            for start in range(batch, count, 2 * batch):
                numbers = range(start, min(start + batch, count))
                data = pickle.dumps(list(map(work, numbers)), pickle.HIGHEST_PROTOCOL)
                out.write(len(data).to_bytes(8, "big") + data)
                out.flush()
    finally:
        os._exit(0)


def _handed_over(pipe: BinaryIO) -> list[R] | None:
    """The next batch of the other process, which is a copy of this one; None if it gave up."""
    length = pipe.read(8)
    if len(length) < 8:
        return None
    size = int.from_bytes(length, "big")
    data = pipe.read(size)
    import pickle

    return pickle.loads(data) if len(data) == size else None
