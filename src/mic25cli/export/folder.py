"""The folder that an export is written to: complete or not there, and nobody else's files lost."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from mic25cli.errors import UsageError

MANIFEST = "mic25-export.json"
"""The file that names the others with what they hash to."""


def fill(target: Path, write: Callable[[Path], Iterator[str]], force: bool) -> Iterator[str]:
    """Write into a new folder beside the target and put it in its place; yields what `write` does.

    Raises `UsageError` for a target with files that no export wrote, or that were changed since;
    with `force` those of the same name are replaced, and the others stay.
    """
    ours = _ours(target)
    if not ours and not force:
        raise UsageError(
            f"'{target}' holds what no export wrote", "name a new folder, or give --force."
        )
    target = Path(os.path.abspath(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target if _must_stay(target) else target.parent
    stage = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=beside))
    try:
        yield from write(stage)
        names = _files(stage)
        held = {name: _hash(stage / name) for name in names}
        text = json.dumps({"schema": "mic25.export/1", "files": held}, indent=1)
        (stage / MANIFEST).write_text(text + "\n", encoding="utf-8")
        stage.chmod(0o777 & ~_umask())
        _place(stage, target, ours)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _place(stage: Path, target: Path, ours: bool) -> None:
    if not target.exists():
        stage.rename(target)
    elif ours and stage.parent != target:
        old = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        target.rename(old / "old")
        try:
            stage.rename(target)
        except OSError:
            (old / "old").rename(target)
            raise
        finally:
            shutil.rmtree(old, ignore_errors=True)
    else:
        # Without its list an export that is half in place is none; the list comes last.
        (target / MANIFEST).unlink(missing_ok=True)
        new = _files(stage)
        if ours:
            staged = {f"{stage.name}/{name}" for name in new}
            for name in {*_files(target)} - staged:
                (target / name).unlink()
            for folder in sorted(set(target.rglob("*/")) - {stage}, reverse=True):
                with suppress(OSError):  # what is not empty stays
                    folder.rmdir()
        for name in sorted(new, key=lambda name: (name == MANIFEST, name)):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).replace(target / name)


def _must_stay(target: Path) -> bool:
    """Whether a folder is filled where it is: somebody stands in it, or a disk hangs there."""
    if not target.exists():
        return False
    with suppress(OSError):  # the folder that one stands in may be gone
        if Path.cwd().is_relative_to(target.resolve()):
            return True
    return os.path.ismount(target)


def _ours(target: Path) -> bool:
    """Whether a target is free, or holds an export as it was written and nothing else."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise UsageError(f"'{target}' is no folder", "name a folder to be made.")
    if not target.exists() or not any(target.iterdir()):
        return True
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        held = json.loads((target / MANIFEST).read_text(encoding="utf-8"))["files"]
        found = [name for name in _files(target) if name != MANIFEST]
        return sorted(held) == found and all(_hash(target / key) == held[key] for key in found)
    return False


def _files(folder: Path) -> list[str]:
    """Every file below a folder, and every link."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    )


def _hash(path: Path) -> str:
    if path.is_symlink():
        return "a link"
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
