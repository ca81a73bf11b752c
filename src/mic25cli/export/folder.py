"""The folder that an export is written to: complete or not there, and nobody else's files lost."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mic25cli import safefile
from mic25cli.errors import UsageError
from mic25cli.export import stage
from mic25cli.model.plain import plain

MANIFEST = "mic25-export.json"
"""The file that names the others with what they hash to; the last one to be put in its place."""
MAX_MANIFEST = 16 * 2**20


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """`mic25-export.json`: the files of an export with what they hash to."""

    schema: Literal["mic25.export/1"] = "mic25.export/1"
    files: Mapping[str, str]
    """SHA-256 by path"""


def fill(target: Path, write: Callable[[Path], None], force: bool) -> None:
    """Write beside the target's place, then put it there.
    A new folder gets its name in one step; of one that is there the files are replaced one by one.
    Raises `UsageError` for files that no export wrote, or that were changed since, unless `force`:
    then those of the same name are replaced."""
    with stage.refusals(target):
        if target.is_symlink() or (target.exists() and not target.is_dir()):
            raise UsageError(f"'{target}' is no folder", "name a folder to be made.")
        if target.exists():
            _refill(target, write, force)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        stage.clear(target.parent)
        with stage.new(target.parent) as new:
            _make(new.path, write)
            bits = new.path.stat().st_mode & stat.S_ISGID
            new.path.chmod(0o777 & ~stage.umask() | bits)
            new.path.rename(target)


def _refill(target: Path, write: Callable[[Path], None], force: bool) -> None:
    with stage.alone(target) as alone:
        if not alone:
            raise UsageError(f"another export writes to '{target}'", "wait until it has ended.")
        ours = _is_ours(target, stage.left(target))
        if not ours and not force:
            raise UsageError(
                f"'{target}' holds what no export wrote", "name a new folder, or give --force."
            )
        with stage.new(target) as new:
            _make(new.path, write)
            _place(new, target, _held(target) if ours else {})
        # Not earlier: by what they hold, files that a killed run has put in place are known.
        stage.clear(target)


def _make(made: Path, write: Callable[[Path], None]) -> None:
    write(made)
    held = {name: _hash(made / name) for name in files(made)}
    text = json.dumps(plain(Manifest(files=held)), indent=1)
    (made / MANIFEST).write_text(text + "\n", encoding="utf-8")


def _place(new: stage.Stage, target: Path, old: dict[str, str]) -> None:
    names = sorted(files(new.path), key=lambda name: (name == MANIFEST, name))
    _refuse_odd(target, names)
    new.kept = True
    try:
        for name in names:
            for gone in sorted(old.keys() - set(names)) if name == MANIFEST else ():
                with suppress(OSError):
                    (target / gone).unlink()
                    for parent in Path(gone).parents[:-1]:
                        (target / parent).rmdir()
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (new.path / name).replace(target / name)
    except OSError as fault:
        raise UsageError(
            f"'{target}' is not whole, for a file cannot be put there: {fault.strerror or fault}",
            "run the command again when that is mended.",
        ) from fault
    new.kept = False


def _refuse_odd(target: Path, names: list[str]) -> None:
    """Raise `UsageError` where a file would be put through a link, or in the place of a folder."""
    for name in names:
        for path in (target / parent for parent in Path(name).parents[:-1]):
            if path.is_symlink() or (path.exists() and not path.is_dir()):
                raise UsageError(f"'{path}' is no folder of the export's own", "name a new folder.")
        if (target / name).is_dir() and not (target / name).is_symlink():
            raise UsageError(f"'{target / name}' is a folder", "name a new folder.")


def _is_ours(target: Path, left: list[Path]) -> bool:
    """Whether a folder is empty, or holds an export as written, or two after a killed run."""
    found = [name for name in files(target) if name != MANIFEST]
    if not found and not os.path.lexists(target / MANIFEST):
        return True
    manifests = [each for each in map(_held, (target, *left)) if each]
    if not left and (not manifests or sorted(manifests[0]) != found):
        return False
    return all(any(_hash(target / name) == each.get(name) for each in manifests) for name in found)


def _held(folder: Path) -> dict[str, str]:
    with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
        raw = safefile.read(folder / MANIFEST, MAX_MANIFEST, links=False)
        held = json.loads(raw)["files"] if len(raw) <= MAX_MANIFEST else None
        if isinstance(held, dict) and all(_is_inside(name) for name in held):
            return {str(name): str(value) for name, value in held.items()}
    return {}


def _is_inside(name: str) -> bool:
    parts = Path(name).parts
    return bool(parts) and not Path(name).is_absolute() and ".." not in parts and "\0" not in name


def files(folder: Path) -> list[str]:
    """The paths of the files and links below a folder, less those in the making."""
    inside = ((path, path.relative_to(folder)) for path in folder.rglob("*"))
    return sorted(
        name.as_posix()
        for path, name in inside
        if not stage.is_stage(name.parts[0]) and (path.is_symlink() or not path.is_dir())
    )


def _hash(path: Path) -> str:
    try:
        return safefile.sha256(path, links=False)
    except OSError:
        return "no file"
