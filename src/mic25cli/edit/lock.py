"""One writer at a time: a lock on a record folder, which is released even if its process dies."""

import errno
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import mic25cli
from mic25cli import safefile
from mic25cli.errors import RecordsError
from mic25cli.values import FrozenData, asdict

NAME = ".mic25.lock"
_LONGEST = 4096


class Holder(FrozenData):
    """The holder of a lock: process, machine, command, and the time since when (as text)."""

    pid: int
    host: str
    command: str
    since: str


def writable(folder: Path) -> Path:
    """The folder, if it is the user's own; raises `RecordsError` for the installed package's."""
    package = Path(mic25cli.__file__).resolve().parent
    if folder.resolve().is_relative_to(package):
        raise RecordsError.of("records-belong-to-installed-package", folder=folder)
    return folder


@contextmanager
def hold(folder: Path, holder: Holder, wait: float = 0.0) -> Iterator[None]:
    """Lock a folder, waiting up to `wait` seconds. Raises `RecordsError`, which names the
    holder, or says that the lock file is something else."""
    import filelock

    path = folder.resolve() / NAME
    # filelock follows no link. Anything else that it might open is checked here, and again once it
    # is open, so that only a lock file is ever written to.
    with suppress(FileNotFoundError):
        _check(path, path.lstat())

    def write_holder(handle: int) -> None:
        _check(path, os.fstat(handle))
        content = os.read(handle, _LONGEST)
        if content and _holder(content) is None:
            raise _no_lock(path)
        text = json.dumps(asdict(holder)).encode()
        try:
            os.ftruncate(handle, 0)
            os.lseek(handle, 0, os.SEEK_SET)
            if os.write(handle, text) < len(text):
                # After a kill, the next writer would not recognise a half-written file as a lock.
                os.ftruncate(handle, 0)
        except OSError:
            # Deleted while still locked, as below.
            path.unlink()
            raise

    lock = filelock.FileLock(
        path, timeout=wait, poll_interval=0.05, fallback_to_soft=False, on_acquired=write_holder
    )
    try:
        try:
            # filelock would create a missing folder.
            path.parent.stat()
            lock.acquire()
        except filelock.Timeout:
            # Where no file can be created, as in /proc, filelock waits for one.
            probe = path.with_name(f"{NAME}-{os.getpid()}")
            probe.open("xb").close()
            probe.unlink()
            raise _locked(folder, path) from None
    except OSError as fault:
        full = fault.errno in (errno.ENOSPC, errno.EDQUOT)
        hint = "free some space on the disk." if full else "name another folder with --records."
        if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            hint = (
                "name a folder that you may write to, for example a copy of the "
                "records, with --records."
            )
        why = fault.strerror or fault
        raise RecordsError.of("nothing-can-be-written-to", hint, folder=folder, why=why) from fault
    try:
        yield
    finally:
        # Deleted while still locked: a waiting process sees that it is gone and tries again.
        with suppress(OSError):
            path.unlink()
        lock.release()


def _check(path: Path, status: os.stat_result) -> None:
    """Raise `RecordsError` for a file that cannot be a lock: a link, a pipe, or one with two
    links."""
    if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
        raise _no_lock(path)


def _no_lock(path: Path) -> RecordsError:
    return RecordsError.of("is-not-lock-file-of-mic25", path=path)


def _holder(text: bytes) -> Holder | None:
    try:
        return Holder(**json.loads(text))
    except (ValueError, TypeError):
        return None


def _locked(folder: Path, path: Path) -> RecordsError:
    who = "another process"
    with suppress(OSError):
        holder = _holder(safefile.read(path, _LONGEST, links=False))
        # There is no holder yet between locking the file and writing who holds it.
        if holder is not None:
            who = f"process {holder.pid} on {holder.host} ({holder.command}), since {holder.since}"
    return RecordsError.of("records-are-locked", folder=folder, who=who)
