"""One file that is written whole or not at all, and nobody else's file lost."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from pathlib import Path
from typing import IO

from mic25cli import safefile
from mic25cli.errors import UsageError
from mic25cli.export import stage

DIGEST = rb"([0-9a-f]{64})"
SEAL = rb"<!-- mic25 " + DIGEST + rb" -->\n\Z"
MAX_KNOWN = 256 * 2**20
"""Bytes up to which a file is looked at for whether it is ours."""
TAIL, PIECE = 4096, 2**20
"""The last bytes, among which a seal stands, and those that are held at a time."""


def sealed(page: str) -> str:
    """A page with a last line by which `write` knows it again, as long as nobody changes it."""
    return f"{page}<!-- mic25 {digest(page.encode())} -->\n"


def digest(data: bytes) -> str:
    """What a seal holds of what it seals."""
    return hashlib.sha256(data).hexdigest()


def write(target: Path, content: str | bytes, force: bool, seal: bytes = SEAL) -> None:
    """Write a file in one step: beside it first, then in its place, with the mode it had.
    Raises `UsageError` for what is no file, for one that was not sealed, or was changed since,
    unless `force`, and for one that changes meanwhile. `seal` is the pattern of a text with the
    digest of all the rest, by which the file that is there is known."""
    if target.name == "-":
        raise UsageError("'-' is no file's name", "leave --output out for standard output.")
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    with stage.refusals(target):
        # First: what is left can be a second name of the file itself, which has other times after.
        stage.clear(target.parent)
        there = _seen(target)
        if there is not None and not force and not _is_ours(target, data, seal):
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
    try:
        seen = target.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(seen.st_mode):
        raise UsageError(f"'{target}' is no plain file", "name a file to be made.")
    return seen


def _put(made: Path, target: Path, there: os.stat_result | None) -> None:
    try:
        if safefile.state(_seen(target)) != safefile.state(there):
            raise FileExistsError
        if there is None:
            safefile.name_new(made, target)
        else:
            made.replace(target)
    except FileExistsError:
        raise UsageError(
            f"'{target}' was changed while this was written; it stays as it is",
            "run the command again.",
        ) from None


def _is_ours(target: Path, new: bytes, seal: bytes) -> bool:
    """Whether a file holds the same already, or what was written before and nobody changed."""
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
        if hit is not None and _hash(there, start + hit.start(), tail[hit.end() :]) == hit[1]:
            return True
        return size == len(new) and _hash(there, size) == digest(new).encode()


def _hash(file: IO[bytes], length: int, rest: bytes = b"") -> bytes:
    """The digest of the beginning of a file, little of it at a time, and of what follows."""
    found = hashlib.sha256()
    file.seek(0)
    while length and (part := file.read(min(length, PIECE))):
        found.update(part)
        length -= len(part)
    found.update(rest)
    return found.hexdigest().encode()
