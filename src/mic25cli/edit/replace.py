"""Replace a file so that a reader sees the old text or the new one, never a part."""

import os
import re
import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path

from mic25cli import safefile
from mic25cli.errors import RecordsError
from mic25cli.store import read_file
from mic25cli.store.yaml_nodes import YamlError


def target_of(path: Path, folder: Path) -> Path:
    """The file that a path leads to; raises `RecordsError` for a file outside the folder."""
    try:
        target, home = path.resolve(), folder.resolve()
    except (OSError, RuntimeError) as fault:
        raise RecordsError.of("link-cannot-be-followed", path=path, fault=fault) from fault
    if not target.is_relative_to(home):
        raise RecordsError.of("is-link-out-of-record-folder", path=path, target=target)
    return target


def replace(path: Path, text: str, expected: bytes | None, folder: Path) -> None:
    """Write a text to a file in one step, following links and keeping mode and owner. Raises
    `RecordsError`, also if the file's content is no longer `expected`."""
    target = target_of(path, folder)
    # A killed run leaves only files with such names, which `clear` removes.
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        _compare(path, target, expected)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(temporary, text.encode(), target)
            _compare(path, target, expected)
            if expected is not None:
                os.replace(temporary, target)
            else:
                try:
                    safefile.name_new(temporary, target)
                except FileExistsError:
                    raise _changed(path) from None
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        with suppress(OSError):
            # This makes the new name survive a power cut, if the system supports it.
            handle = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
    except OSError as fault:
        raise RecordsError.of(
            "cannot-be-written", path=path, strerror=fault.strerror or fault
        ) from fault


def _compare(path: Path, target: Path, expected: bytes | None) -> None:
    try:
        content = read_file.read_bytes(target) if os.path.lexists(target) else None
    except YamlError as fault:
        what = fault.message
        raise RecordsError.of("nothing-was-written", fault.hint, path=path, message=what) from fault
    if content != expected:
        raise _changed(path)


def _changed(path: Path) -> RecordsError:
    return RecordsError.of("has-changed-since-it-was-read", path=path)


def _write(temporary: Path, raw: bytes, target: Path) -> None:
    # A file with that name can only be from a dead process that had the same number.
    with suppress(FileNotFoundError):
        temporary.unlink()
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with os.fdopen(handle, "wb") as out:
        out.write(raw)
        out.flush()
        with suppress(FileNotFoundError):
            _keep(target, temporary)
        os.fsync(out.fileno())


def _keep(target: Path, temporary: Path) -> None:
    """Give the new file the owner, attributes and mode of the old one, as far as allowed."""
    old, new = target.stat(), temporary.stat()
    mode = stat.S_IMODE(old.st_mode)
    if hasattr(os, "chown") and (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        try:
            os.chown(temporary, old.st_uid, old.st_gid)
        except PermissionError:
            mode &= 0o777
            with suppress(PermissionError):
                os.chown(temporary, -1, old.st_gid)
    if sys.platform == "linux" and hasattr(os, "listxattr"):
        with suppress(OSError):
            for name in os.listxattr(target):
                os.setxattr(temporary, name, os.getxattr(target, name))
    os.chmod(temporary, mode)


STAGE = ".mic25-init"

IGNORED = f".mic25.lock\n.*.tmp\n{STAGE}/\n"
"""The patterns for `.gitignore` in a record folder."""
_TEMPORARY = re.compile(r"\..+\.ya?ml\.[0-9]+\.tmp")


def clear(folder: Path) -> None:
    """Delete unfinished files and folders; only the holder of the lock may call it. Links are not
    followed, and only regular files with such names are deleted."""
    stage = folder / STAGE
    if stage.is_dir() and not stage.is_symlink():
        shutil.rmtree(stage, ignore_errors=True)
    for parent, names, files in os.walk(folder):
        names[:] = [name for name in names if not name.startswith(".")]
        for name in files:
            path = Path(parent, name)
            if _TEMPORARY.fullmatch(name) and not path.is_symlink() and path.is_file():
                with suppress(OSError):
                    path.unlink()
