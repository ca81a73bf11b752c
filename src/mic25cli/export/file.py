"""One file that is written whole or not at all, and nobody else's file lost."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from mic25cli.errors import UsageError

_SEAL = re.compile(rb"<!-- mic25 ([0-9a-f]{64}) -->\n\Z")


def sealed(page: str) -> str:
    """A page with a last line by which `write` knows it again, as long as nobody changes it."""
    return f"{page}<!-- mic25 {hashlib.sha256(page.encode()).hexdigest()} -->\n"


def write(
    target: Path, content: str | bytes, force: bool, known: Callable[[bytes], bool] | None = None
) -> None:
    """Write a file in one step: beside it first, then in its place.

    Raises `UsageError` for a file that is there and was not sealed or was changed since; with
    `force` it is replaced.  What is no file, or a link, is never written to.  `known` says whether
    what is there is ours, where that is not told by a last line.
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise UsageError(f"'{target}' is no plain file", "name a file to be made.")
    if target.exists() and not force and not _ours(target.read_bytes(), data, known or _sealed):
        raise UsageError(
            f"'{target}' is a file that mic25 did not write, or was changed since",
            "name a new file, or give --force.",
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    stage = Path(name)
    try:
        with open(number, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        stage.chmod(0o666 & ~_umask())
        stage.replace(target)
    finally:
        with suppress(FileNotFoundError):
            stage.unlink()


def _ours(there: bytes, new: bytes, known: Callable[[bytes], bool]) -> bool:
    """Whether a file holds the same already, or what was written before and nobody changed."""
    return there == new or known(there)


def _sealed(there: bytes) -> bool:
    hit = _SEAL.search(there)
    return hit is not None and hashlib.sha256(there[: hit.start()]).hexdigest().encode() == hit[1]


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
