"""One file that is written whole or not at all, and nobody else's file lost."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

from mic25cli import safefile
from mic25cli.errors import UsageError
from mic25cli.export import stage

_SEAL = re.compile(rb"<!-- mic25 ([0-9a-f]{64}) -->\n\Z")
MAX_KNOWN = 256 * 2**20
"""Bytes up to which a file is looked at for whether it is ours."""


def sealed(page: str) -> str:
    """A page with a last line by which `write` knows it again, as long as nobody changes it."""
    return f"{page}<!-- mic25 {hashlib.sha256(page.encode()).hexdigest()} -->\n"


def write(
    target: Path, content: str | bytes, force: bool, known: Callable[[bytes], bool] | None = None
) -> None:
    """Write a file in one step: beside it first, then in its place, with the mode it had.

    Raises `UsageError` for a file that is there and was not sealed, or was changed since, also
    while this one was written; with `force` it is replaced.  What is no file, or a link, is never
    written to.  `known` says whether what is there is ours, where that is not told by a last line.
    """
    if target.name == "-":
        raise UsageError("'-' is no file's name", "leave --output out for standard output.")
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    known = known or _sealed
    with stage.refusals(target):
        # First: what is left can be a second name of the file itself, which has other times after.
        stage.clear(target.parent)
        there = _seen(target)
        if there is not None and not force and not _is_ours(target, data, known):
            raise UsageError(
                f"'{target}' is a file that mic25 did not write, or was changed since",
                "name a new file, or give --force.",
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        with stage.new(target.parent, file=True) as made:
            with made.path.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            mode = 0o666 & ~stage.umask() if there is None else stat.S_IMODE(there.st_mode)
            made.path.chmod(mode)
            _put(made.path, target, there)


def _seen(target: Path) -> os.stat_result | None:
    """What the system says of a file, None if there is none; raises `UsageError` for no file."""
    try:
        seen = target.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(seen.st_mode):
        raise UsageError(f"'{target}' is no plain file", "name a file to be made.")
    return seen


def _put(made: Path, target: Path, there: os.stat_result | None) -> None:
    """Give a file its name; raises `UsageError` if another has got that meanwhile."""
    if _state(_seen(target)) != _state(there):
        raise _changed(target)
    if there is not None:
        made.replace(target)
        return
    try:
        safefile.name_new(made, target)
    except FileExistsError:
        raise _changed(target) from None


def _state(seen: os.stat_result | None) -> tuple[int, ...]:
    return () if seen is None else safefile.state(seen)


def _changed(target: Path) -> UsageError:
    return UsageError(
        f"'{target}' was changed while this was written; it stays as it is",
        "run the command again.",
    )


def _is_ours(target: Path, new: bytes, known: Callable[[bytes], bool]) -> bool:
    """Whether a file holds the same already, or what was written before and nobody changed."""
    try:
        there = safefile.read(target, MAX_KNOWN, links=False)
    except safefile.NotRegularError:
        return False
    return len(there) <= MAX_KNOWN and (there == new or known(there))


def _sealed(there: bytes) -> bool:
    hit = _SEAL.search(there, max(0, len(there) - 100))
    return hit is not None and hashlib.sha256(there[: hit.start()]).hexdigest().encode() == hit[1]
