"""Work on many files by two processes, with the results of one in the same order."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TypeVar

BATCH = 32
"""Pieces of work that are done and handed over together at most, while that makes few batches."""
MAX_BATCHES = 8_192
"""Their tickets fit into a pipe that nobody reads yet."""
_PIPE = 1 << 20
_AHEAD = 1 << 26
"""Bytes of results that the second process keeps while this one does not take them."""
_TICKET, _LENGTH = 4, 8

R = TypeVar("R")


def alone() -> bool:
    """Whether a process of one thread may be copied, and there is a core for the copy."""
    if sys.platform != "linux":
        return False
    try:
        return len(os.sched_getaffinity(0)) > 1 and len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def _nothing() -> None:
    pass


def in_order(
    count: int, work: Callable[[int], R], much: bool, meanwhile: Callable[[], None] = _nothing
) -> Iterator[R]:
    """What `work` gives for each number below `count`, in order.

    If it is `much` work, a copy of this process shares it.  It starts at once, while this one
    does what has to be done `meanwhile`; then each takes the next batch when it has time.

    The copy gives back plain data and leaves; what it cannot give, for whatever reason, is
    done here.
    """
    if not much or not count or not alone():
        meanwhile()
        yield from map(work, range(count))
        return
    size = max(min(BATCH, count // 8), -(-count // MAX_BATCHES), 1)
    batches = [range(start, min(start + size, count)) for start in range(0, count, size)]
    pipes: list[int] = []
    try:
        pipes += os.pipe()
        pipes += os.pipe()
        tickets, heap, ours, theirs = pipes
        os.write(heap, b"".join(n.to_bytes(_TICKET, "big") for n in range(len(batches))))
        os.close(heap)
        pipes.remove(heap)
        pid = os.fork()
    except OSError:
        for end in pipes:
            os.close(end)
        meanwhile()
        yield from map(work, range(count))
        return
    if pid == 0:
        # Held open here as well, nobody would learn that its reader is gone.
        os.close(ours)
        _other(tickets, theirs, batches, work)
    os.close(theirs)
    try:
        meanwhile()
        found: dict[int, list[R]] = {}
        pipe: int | None = ours
        for number, batch in enumerate(batches):
            while number not in found:
                mine = None if pipe is None or _waiting(pipe) else _ticket(tickets)
                if mine is not None:
                    found[mine] = list(map(work, batches[mine]))
                elif pipe is None:
                    found[number] = list(map(work, batch))
                else:
                    given: tuple[int, list[R]] | None = _handed_over(pipe)
                    pipe = None if given is None else pipe
                    found.update([] if given is None else [given])
            yield from found.pop(number)
    finally:
        os.close(tickets)
        os.close(ours)
        # Of one that is not wanted any longer nothing is awaited.
        with suppress(OSError):
            os.kill(pid, signal.SIGKILL)
        with suppress(OSError):
            os.waitpid(pid, 0)


def _ticket(tickets: int) -> int | None:
    """The number of the next batch that nobody has taken; None where there is none left.

    What is left of a pipe that both processes read is given to one of them.
    """
    taken = os.read(tickets, _TICKET)
    return int.from_bytes(taken, "big") if taken else None


def _waiting(pipe: int) -> bool:
    """Whether there is something to be read, or nothing will come any more."""
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    return bool(poll.poll(0))


def _other(
    tickets: int, pipe: int, batches: Sequence[range], work: Callable[[int], object]
) -> None:
    """Do batches while there are any, hand them over, and leave without a trace."""
    import pickle

    try:
        with suppress(ImportError, AttributeError, OSError):
            import fcntl

            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)  # type: ignore[attr-defined,unused-ignore]
        os.set_blocking(pipe, False)
        kept = _Kept(pipe)
        while (number := _ticket(tickets)) is not None:
            data = pickle.dumps(list(map(work, batches[number])), pickle.HIGHEST_PROTOCOL)
            kept.add(number.to_bytes(_TICKET, "big") + len(data).to_bytes(_LENGTH, "big") + data)
        kept.write(0)
    finally:
        os._exit(0)


class _Kept:
    """Results that wait for room in the pipe, so that the work need not wait for the reader."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._parts: deque[memoryview] = deque()
        self._size = 0

    def add(self, data: bytes) -> None:
        self._parts.append(memoryview(data))
        self._size += len(data)
        self.write(_AHEAD)

    def write(self, left: int) -> None:
        """Write what the pipe takes; wait while more than so many bytes are left."""
        while self._parts:
            try:
                done = os.write(self._pipe, self._parts[0])
            except BlockingIOError:
                if self._size <= left:
                    return
                select.select([], [self._pipe], [])
                continue
            self._size -= done
            self._parts[0] = self._parts[0][done:]
            if not self._parts[0]:
                self._parts.popleft()


def _exactly(pipe: int, size: int) -> bytes | None:
    """So many bytes of a pipe; None if it ends before."""
    parts: list[bytes] = []
    while size:
        part = os.read(pipe, min(size, _PIPE))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _handed_over(pipe: int) -> tuple[int, list[R]] | None:
    """The next batch of the other process, which is a copy of this one; None if it gave up."""
    head = _exactly(pipe, _TICKET + _LENGTH)
    if head is None:
        return None
    data = _exactly(pipe, int.from_bytes(head[_TICKET:], "big"))
    if data is None:
        return None
    import pickle

    return int.from_bytes(head[:_TICKET], "big"), pickle.loads(data)
