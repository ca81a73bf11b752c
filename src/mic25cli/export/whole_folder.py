"""Write files and folders completely or not at all, and never overwrite other programs' files.

Everything is made next to its place, under a lock that ends with the process. An unfinished file
without a lock is therefore known to be a leftover.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from mic25cli import safefile
from mic25cli.errors import UsageError
from mic25cli.model.plain_values import plain
from mic25cli.values import FrozenData

HOLDS = sys.platform != "win32"
"""Whether unfinished files can be locked; otherwise no leftovers are deleted."""
_PREFIX, _SUFFIX = ".mic25-", ".part"
_NAME = re.compile(r"\.mic25-[a-z0-9_]+\.part")
DIGEST = rb"([0-9a-f]{64})"
SEAL = rb"<!-- mic25 " + DIGEST + rb" -->\n\Z"
MAX_KNOWN = 256 * 2**20
"""The maximum size in bytes of a file that is examined for whether mic25 wrote it."""
TAIL, PIECE = 4096, 2**20
"""The number of last bytes that contain a seal, and of bytes read at a time."""
MANIFEST = "mic25-export.json"
"""The file that lists the others with their hashes; it is put in place last."""
MAX_MANIFEST = 16 * 2**20


def sealed(page: str) -> str:
    """A page with its digest in the last line, so that a change is noticed."""
    return f"{page}<!-- mic25 {digest(page.encode())} -->\n"


def digest(data: bytes) -> str:
    """The digest for the seal of a text."""
    return hashlib.sha256(data).hexdigest()


def write_file(target: Path, content: str | bytes, force: bool, seal: bytes = SEAL) -> None:
    """Write a file in one step; it keeps its mode. Raises `UsageError` for something that is not a
    file; unless `force`, for a file that mic25 did not write or that was changed; and for one that
    changes meanwhile. `seal` is the pattern of the text with the digest of the rest."""
    if target.name == "-":
        raise UsageError.of("is-not-name-of-file")
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    with refusals(target):
        # Delete leftovers first: one can be a link to the file, whose deletion changes its times.
        clear(target.parent)
        there = _status_of(target)
        if there is not None and not force and not _known_file(target, data, seal):
            raise UsageError.of("mic25-did-not-write", target=target)
        target.parent.mkdir(parents=True, exist_ok=True)
        with new(target.parent, file=True) as stage:
            with stage.path.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            mode = 0o666 & ~umask() if there is None else stat.S_IMODE(there.st_mode)
            stage.path.chmod(mode)
            _put_in_place(stage.path, target, there)


def _status_of(target: Path) -> os.stat_result | None:
    try:
        status = target.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise UsageError.of("is-not-plain-file", target=target)
    return status


def _put_in_place(file: Path, target: Path, there: os.stat_result | None) -> None:
    try:
        if safefile.state(_status_of(target)) != safefile.state(there):
            raise FileExistsError
        if there is None:
            safefile.name_new(file, target)
        else:
            file.replace(target)
    except FileExistsError:
        raise UsageError.of("was-changed-by-another-program-meanwhile", target=target) from None


def _known_file(target: Path, new: bytes, seal: bytes) -> bool:
    """Whether a file already has the content, or has an earlier one that nobody changed."""
    try:
        handle = safefile.opened(target, links=False)
    except safefile.NotRegularError:
        return False
    with open(handle, "rb") as there:
        size = os.fstat(handle).st_size
        if size > MAX_KNOWN:
            return False
        start = there.seek(max(0, size - TAIL))
        tail = there.read(TAIL)
        hit = re.search(seal, tail, re.DOTALL)
        if hit is not None and _hash_of(there, start + hit.start(), tail[hit.end() :]) == hit[1]:
            return True
        return size == len(new) and _hash_of(there, size) == digest(new).encode()


def _hash_of(file: IO[bytes], length: int, rest: bytes = b"") -> bytes:
    """The digest of the first bytes of a file, read in pieces, and of the `rest` after them."""
    sha = hashlib.sha256()
    file.seek(0)
    while length and (part := file.read(min(length, PIECE))):
        sha.update(part)
        length -= len(part)
    sha.update(rest)
    return sha.hexdigest().encode()


class Manifest(FrozenData, kw_only=True):
    """`mic25-export.json`: the files of an export with their digests."""

    schema: Literal["mic25.export/1"] = "mic25.export/1"
    files: Mapping[str, str]
    """SHA-256 by path"""


def fill_folder(target: Path, write: Callable[[Path], None], force: bool) -> None:
    """Make a new folder in one step, or replace the files of an existing one one by one. Unless
    `force`, raises `UsageError` for files that no export wrote or that were changed since; with it,
    files with the same names are overwritten."""
    with refusals(target):
        if target.is_symlink() or (target.exists() and not target.is_dir()):
            raise UsageError.of("is-not-folder", target=target)
        if target.exists():
            _refill(target, write, force)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        clear(target.parent)
        with new(target.parent) as stage:
            _make(stage.path, write)
            bits = stage.path.stat().st_mode & stat.S_ISGID
            stage.path.chmod(0o777 & ~umask() | bits)
            stage.path.rename(target)


def _refill(target: Path, write: Callable[[Path], None], force: bool) -> None:
    with locked(target) as free:
        if not free:
            raise UsageError.of("another-export-is-writing-to", target=target)
        # Without a manifest, nothing of a leftover is in place yet.
        clear(target, lambda part: not (part / MANIFEST).exists())
        ours = _known_folder(target, remainders(target))
        if not ours and not force:
            raise UsageError.of("contains-files-that-mic25-did-not-write", target=target)
        with new(target) as stage:
            _make(stage.path, write)
            _place(stage, target, _manifest(target) if ours else {})
        # Only now, because the content shows which files a killed run has put in place.
        clear(target)


def _make(folder: Path, write: Callable[[Path], None]) -> None:
    write(folder)
    digests = {name: _sha256(folder / name) for name in files(folder)}
    text = json.dumps(plain(Manifest(files=digests)), indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def _place(stage: Stage, target: Path, old: dict[str, str]) -> None:
    names = sorted(files(stage.path), key=lambda name: (name == MANIFEST, name))
    _refuse_odd(target, names)
    stage.keep = True
    try:
        for name in names:
            for gone in sorted(old.keys() - set(names)) if name == MANIFEST else ():
                with suppress(OSError):
                    (target / gone).unlink()
                    for parent in Path(gone).parents[:-1]:
                        (target / parent).rmdir()
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (stage.path / name).replace(target / name)
    except OSError as fault:
        raise UsageError.of(
            "export-is-incomplete", target=target, strerror=fault.strerror or fault
        ) from fault
    stage.keep = False


def _refuse_odd(target: Path, names: list[str]) -> None:
    """Raise `UsageError` if a file would be written through a link or replace a folder."""
    for name in names:
        for path in (target / parent for parent in Path(name).parents[:-1]):
            if path.is_symlink() or (path.exists() and not path.is_dir()):
                raise UsageError.of("is-not-folder-of-exports-own", path=path)
        if (target / name).is_dir() and not (target / name).is_symlink():
            raise UsageError.of("is-folder", target=target / name)


def _known_folder(target: Path, parts: list[Path]) -> bool:
    """Whether a folder is empty, or has an unchanged export, or two of them after a killed run."""
    manifests = [each for each in map(_manifest, (target, *parts)) if each]
    if not parts and not manifests:
        return next(_files(target), None) is None
    names = [name for name in files(target) if name != MANIFEST]
    if not parts and sorted(manifests[0]) != names:
        return False
    digests = {name: [manifest.get(name) for manifest in manifests] for name in names}
    return all(_sha256(target / name) in hashes for name, hashes in digests.items())


def _manifest(folder: Path) -> dict[str, str]:
    with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
        raw = safefile.read(folder / MANIFEST, MAX_MANIFEST, links=False)
        digests = json.loads(raw)["files"] if len(raw) <= MAX_MANIFEST else None
        if isinstance(digests, dict) and all(_is_inside(name) for name in digests):
            return {str(name): str(value) for name, value in digests.items()}
    return {}


def _is_inside(name: str) -> bool:
    parts = Path(name).parts
    return bool(parts) and not Path(name).is_absolute() and ".." not in parts and "\0" not in name


def files(folder: Path) -> list[str]:
    """The paths of the finished files and links below a folder."""
    return sorted(_files(folder))


def _files(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if not is_stage(name.parts[0]) and (path.is_symlink() or not path.is_dir()):
            yield name.as_posix()


def _sha256(path: Path) -> str:
    try:
        return safefile.sha256(path, links=False)
    except OSError:
        return "no file"


@contextmanager
def refusals(target: Path) -> Iterator[None]:
    """Turn a system error while writing into an error with the file's name; after a failure, no
    new folder above the file stays."""
    missing = [folder for folder in target.parents if not folder.exists()]
    try:
        yield
    except BaseException as fault:
        with suppress(OSError):
            for folder in missing:
                folder.rmdir()
        if not isinstance(fault, OSError):
            raise
        raise UsageError.of(
            "nothing-could-be-written", target=target, strerror=fault.strerror or fault
        ) from fault


def is_stage(name: str) -> bool:
    """Whether a name is that of an unfinished file or folder."""
    return _NAME.fullmatch(name) is not None


@dataclass
class Stage:
    """An unfinished file or folder."""

    path: Path
    keep: bool = False
    """Whether it stays if the work in it fails, so that the next run knows the leftovers."""


@contextmanager
def new(folder: Path, *, file: bool = False) -> Iterator[Stage]:
    """A new locked file or folder in a folder, deleted at the end unless it was renamed."""
    while True:
        if file:
            handle, name = tempfile.mkstemp(_SUFFIX, _PREFIX, folder)
            os.close(handle)
        else:
            name = tempfile.mkdtemp(_SUFFIX, _PREFIX, folder)
        with locked(name) as ours:
            if not (ours and os.path.lexists(name)):
                # Another process took it for a leftover and deleted it.
                continue
            stage = Stage(Path(name))
            try:
                yield stage
            finally:
                if not stage.keep:
                    _remove(stage.path)
            return


@contextmanager
def locked(path: str | Path, unknown: bool = True) -> Iterator[bool]:
    """Lock an existing file or folder; gives whether this worked, or `unknown` without locks."""
    handle = _opened(path)
    try:
        yield unknown if handle is None else _lock(handle, unknown)
    finally:
        if handle is not None:
            os.close(handle)


def remainders(folder: Path) -> list[Path]:
    """The unfinished files and folders that killed runs left in a folder."""
    result = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if is_stage(entry.name) and (entry.is_file() or entry.is_dir()):
                with locked(entry.path, unknown=False) as free:
                    result += [Path(entry.path)] if free else []
    return result


def clear(folder: Path, which: Callable[[Path], bool] = bool) -> None:
    """Delete the files and folders that killed runs left in a folder, or some of them."""
    for path in filter(which, remainders(folder)):
        _remove(path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def umask() -> int:
    """The permission bits that new files and folders must not have."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _opened(path: str | Path) -> int | None:
    # On Windows a folder cannot be opened, and an open file cannot be renamed.
    with suppress(OSError):
        flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        return os.open(path, os.O_RDONLY | flags) if HOLDS else None
    return None


def _lock(handle: int, unknown: bool) -> bool:
    """Whether the lock is ours now; `unknown` if the file system has no locks. Never waits."""
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
