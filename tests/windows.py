"""Windows's rules on this system, as far as they can be simulated, for a process of its own.

An open file can be neither renamed nor deleted, folders cannot be opened, there is no fork, no
fcntl, no O_NOFOLLOW and no user id, texts and streams write CRLF, and the console is cp1252. Run as
a program, it reads command lines in JSON, runs them in turn, and writes the result of each; with
`--plain` it does so without these rules. What only the real system has (names of devices, long
paths, consoles, LockFileEx) is not tried.
"""

import builtins
import errno
import importlib
import io
import json
import os
import shutil
import sys
import tempfile
import types
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from cases import data

[MISSING] = data(__file__, "MISSING")


def _is_open(path: str | bytes | os.PathLike[str], seen: os.stat_result) -> bool:
    for handle in os.listdir("/proc/self/fd"):
        with suppress(OSError):
            if os.path.samestat(os.fstat(int(handle)), seen):
                return True
    text = os.path.realpath(path)
    with _open("/proc/self/maps", encoding="utf-8", errors="replace") as maps:
        return any(line.rstrip("\n").endswith(f" {text}") for line in maps)


_open, _os_open = builtins.open, os.open


def _in_use(*paths: Any) -> None:
    """Raise `PermissionError` if this process has one of these files open."""
    for path in paths:
        with suppress(FileNotFoundError, NotADirectoryError):
            seen = os.lstat(path)
            if not os.path.isdir(path) and _is_open(path, seen):
                message = "The process cannot access the file because it is used by another process"
                raise PermissionError(errno.EACCES, message, os.fspath(path))


def _guarded(call: Callable[..., Any], names: int, over: bool) -> Callable[..., Any]:
    """A call that first checks whether its files are in use."""

    def guarded(*given: Any, **named: Any) -> Any:
        if named.get("dir_fd") is not None or named.get("src_dir_fd") is not None:
            raise NotImplementedError("dir_fd unavailable on this platform")
        if not over and names == 2 and os.path.lexists(given[1]):
            raise FileExistsError(errno.EEXIST, "Cannot create a file that exists", given[1])
        _in_use(*given[:names])
        return call(*given, **named)

    return guarded


def _opened(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
    if dir_fd is not None:
        raise NotImplementedError("dir_fd unavailable on this platform")
    if os.path.isdir(path):
        raise PermissionError(errno.EACCES, "Permission denied", path)
    return _os_open(path, flags & ~_O_BINARY, mode)


def _translating(file: Any, mode: str = "r", *given: Any, **named: Any) -> Any:
    """`open`, for which lines of a text end in CRLF unless their ending is given; a text read back
    through the same handle is as it was."""
    if not {*"b+"} & {*mode} and {*"wax"} & {*mode} and len(given) < 4:
        named["newline"] = "\r\n" if named.get("newline") is None else named["newline"]
    return _open(file, mode, *given, **named)


_O_BINARY = 1 << 30
"""A flag that means nothing here and is removed again."""


def enter() -> None:
    """Apply these rules for the rest of the process."""
    for name in MISSING:
        if hasattr(os, name):
            delattr(os, name)
    os.O_BINARY = _O_BINARY  # type: ignore[attr-defined]
    os.open = _opened
    builtins.open = io.open = _translating  # type: ignore[assignment]
    os.unlink = os.remove = _guarded(os.unlink, 1, True)
    os.replace = _guarded(os.replace, 2, True)
    os.rename = _guarded(os.rename, 2, False)
    os.link = _guarded(os.link, 0, True)
    tempfile._os = os  # type: ignore[attr-defined]
    shutil._use_fd_functions = False  # type: ignore[attr-defined]
    shutil.rmtree.avoids_symlink_attacks = False  # type: ignore[attr-defined]
    sys.modules["filelock"] = _filelock()
    for module in ("fcntl", "termios", "tty", "pty", "pwd", "grp", "resource"):
        sys.modules[module] = None  # type: ignore[assignment]
    with _platform():
        importlib.import_module("mic25cli.export.whole_folder")


@contextmanager
def _platform() -> Iterator[None]:
    """Within this context, an imported module takes the system for Windows."""
    here, sys.platform = sys.platform, "win32"
    try:
        yield
    finally:
        sys.platform = here


def _filelock() -> types.ModuleType:
    """The library for locks with its Windows lock, based on a lock of this system."""
    import ctypes

    held: dict[tuple[int, int], int] = {}

    def lock(handle: int) -> bool:
        seen = os.fstat(handle)
        return held.setdefault((seen.st_dev, seen.st_ino), handle) == handle

    def unlock(handle: int) -> None:
        seen = os.fstat(handle)
        held.pop((seen.st_dev, seen.st_ino), None)

    import filelock
    import filelock._native as native

    class Library(types.SimpleNamespace):
        def __init__(self, *given: object, **named: object) -> None:
            super().__init__()

        def __getattr__(self, name: str) -> Any:
            setattr(self, name, types.SimpleNamespace())
            return getattr(self, name)

    missing = {"WinDLL": Library, "get_last_error": int, "WinError": OSError}
    for name, value in missing.items():
        setattr(ctypes, name, value)
    sys.modules["msvcrt"] = types.ModuleType("msvcrt")
    with _platform():
        for name in [each for each in sys.modules if each.startswith("filelock._filesystem")]:
            del sys.modules[name]
        sys.modules.pop(f"{native.__name__}._windows", None)
        windows = importlib.import_module(f"{native.__name__}._windows")
    del sys.modules["msvcrt"]
    for name in missing:
        delattr(ctypes, name)

    def open_non_reparse_fd(path: str, mode: int) -> int:
        return os.open(path, os.O_RDWR | os.O_CREAT, mode)

    windows.open_non_reparse_fd = open_non_reparse_fd
    windows.unlink_without_oplock_wait = os.unlink
    windows.lock_fd_nonblocking, windows.unlock_fd = lock, unlock
    filelock.FileLock = windows.WindowsFileLock
    return filelock


def ran(lines: Iterable[list[str]], rules: bool) -> list[dict[str, Any]]:
    """The result of each command line: exit code, and the bytes of both streams."""
    from mic25cli.cli.main import main
    from mic25cli.store import snapshot

    # Files count as old at once.
    snapshot.TIME_STEP = -(10**15)
    found = []
    for line in lines:
        raw = {name: io.BytesIO() for name in ("stdout", "stderr")}
        form = {"encoding": "cp1252", "newline": "\r\n"} if rules else {"encoding": "utf-8"}
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = (io.TextIOWrapper(each, **form) for each in raw.values())  # type: ignore[arg-type]
        try:
            code = main(["--debug", *line])
            sys.stdout.flush(), sys.stderr.flush()
        finally:
            streams, (sys.stdout, sys.stderr) = (sys.stdout, sys.stderr), before
            for stream in streams:
                stream.detach()
        out, err = (each.getvalue().decode("utf-8") for each in raw.values())
        found.append({"line": line, "code": code, "out": out, "err": err})
    return found


if __name__ == "__main__":
    rules = sys.argv[1:] != ["--plain"]
    asked = json.loads(sys.stdin.read())
    if rules:
        enter()
    json.dump(ran(asked, rules), sys.stdout)
