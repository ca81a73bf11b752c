"""What a killed run left in a record folder: cleared by the next one, which holds the lock."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

STAGE = ".mic25-init"
"""The folder in which `init` makes its files ready."""

IGNORED = f".mic25.lock\n.*.tmp\n{STAGE}/\n"
"""What git is told not to look at in a record folder."""
_TEMPORARY = re.compile(r"\..+\.ya?ml\.[0-9]+\.tmp")


def temporary(path: Path) -> Path:
    """Where the new text of a record file stands until it takes the file's place."""
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")


def clear(folder: Path) -> None:
    """Remove unfinished texts and unfinished folders; to be called by who holds the lock.

    Links are not followed, and nothing but regular files of such a name is removed.
    """
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
