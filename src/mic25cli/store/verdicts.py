"""What is known of files from an earlier check: which were sound, so that they need not be read.

One file a set of record folders, in the user's cache folder.  It says of each record file
that was without a fault: what told its state (`stamp`), what its content comes to (`mark`),
the ids of its records with their lines, what rules of the whole book note of them, and which
records elsewhere the rules looked at, each with the state that it was in.  A file whose stamp
is the same is not read, one whose content is the same not checked, and what was found faulty
is checked anew each time: no message is kept.

It holds for the code that wrote it.  It is a regular file of one's own, with a checksum, or it
is not read; where it cannot be written, that costs time and never a finding.
"""

from __future__ import annotations

import importlib.util
import json
import os
import stat
import sys
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mic25cli import __version__, model

FORMAT = 1
MAX_BYTES = 1 << 28
KEPT = 32
"""Files of verdicts that a cache folder holds; the oldest go when there are more."""
GRAIN = 2_000_000_000
"""As in `store.snapshot`: a file younger than this cannot be told from its next save by a stamp."""

Stamp = list[Any]
Dependency = tuple[str, str]
"""A record that a rule asked for: kind and id."""


@dataclass
class Verdict:
    """A file in which neither reading nor the rules that look at its records found a fault."""

    kind: str
    mark: str
    lines: dict[str, int]
    """The ids of its records, each with its line."""
    stamp: Stamp | None = None
    """What told its state when it was read; None for a file that was too young to tell."""
    asked: dict[Dependency, str] = field(default_factory=dict)
    """The records elsewhere that the rules asked for, with the state each was in."""
    noted: dict[str, dict[str, object]] = field(default_factory=dict)
    """What the rules of the whole book note of its records, by name of the note and id."""


def stamp_of(path: str | Path) -> Stamp | None:
    """What tells one state of a file from another: size, times, and which file it is."""
    try:
        seen = os.stat(path)
    except (OSError, ValueError):
        return None
    return [seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino, seen.st_dev]


def code() -> list[object]:
    """What tells the code that checks: this package's, and that of the libraries it asks."""
    root = os.path.dirname(os.path.dirname(model.__file__))
    paths = [
        entry.path
        for layer in ("model", "store", "check")
        for entry in os.scandir(os.path.join(root, layer))
        if entry.name.endswith(".py")
    ]
    for library in ("pydantic", "pydantic_core", "_ruamel_yaml"):
        with suppress(ImportError, ValueError):
            found = importlib.util.find_spec(library)
            if found is not None and found.origin:
                paths.append(found.origin)
    stamps = [[path, stamp_of(path)] for path in sorted(paths)]
    return [FORMAT, __version__, sys.version, stamps]


def cache_file(folders: Sequence[Path]) -> Path:
    """Where the verdicts on these folders lie."""
    import platformdirs

    names = os.pathsep.join(str(folder.resolve()) for folder in folders)
    key = zlib.crc32(names.encode("utf-8", "surrogateescape"))
    return Path(platformdirs.user_cache_dir("mic25")) / f"checked-{key:08x}.json"


class Verdicts:
    """The verdicts on the files of some folders: those of earlier runs, and those of this one."""

    def __init__(self, file: Path | None, code: list[object], old: Mapping[str, Verdict]) -> None:
        self._file = file
        self._code = code
        self._old = old
        self._new: dict[str, Verdict] = {}
        self._now = None if file is None else _now(file)

    def stamp_of(self, path: Path) -> Stamp | None:
        """What tells the state of a file; None where nothing does."""
        return stamp_of(path)

    def of(self, path: str) -> Verdict | None:
        """The verdict on a file from an earlier run, whatever state it is in now."""
        return self._old.get(path)

    def add(self, path: str, verdict: Verdict) -> None:
        """Keep a verdict for the next run."""
        if verdict.stamp is not None and not self._settled(verdict.stamp):
            verdict.stamp = None
        self._new[path] = verdict

    def _settled(self, stamp: Stamp) -> bool:
        """Whether a file is not so young that another save of it could look the same."""
        at = 2 if os.name == "posix" else 1
        return self._now is not None and stamp[at] < self._now - GRAIN

    def write(self) -> None:
        """Put the verdicts where the next run finds them, if they are others than before."""
        if self._file is None or self._now is None or self._new == self._old:
            return
        with suppress(OSError):
            _put(self._file, _text(self._code, self._new))


def opened(folders: Sequence[Path]) -> Verdicts:
    """The verdicts on folders; none where there are none, or they are of other code or damaged."""
    try:
        file, made_by = cache_file(folders), code()
    except OSError:
        return Verdicts(None, [], {})
    try:
        old = _parsed(_bytes(file), made_by)
    except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        old = {}
    return Verdicts(file, made_by, old)


def _bytes(file: Path) -> bytes:
    """The bytes of a regular file of one's own; raises `OSError` for anything else."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(file, flags | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as opened_file:
        seen = os.fstat(handle)
        own = not hasattr(os, "geteuid") or seen.st_uid == os.geteuid()
        if not stat.S_ISREG(seen.st_mode) or not own or seen.st_size > MAX_BYTES:
            raise OSError("no verdicts of ours")
        return opened_file.read(MAX_BYTES)


def _text(code: list[object], verdicts: Mapping[str, Verdict]) -> bytes:
    table: dict[tuple[Dependency, str], int] = {}
    files = {}
    for path, each in verdicts.items():
        asked = [table.setdefault(state, len(table)) for state in each.asked.items()]
        files[path] = [each.kind, each.mark, each.lines, each.stamp, asked, each.noted]
    whole = {
        "code": code,
        "asked": [[kind, id_, state] for (kind, id_), state in table],
        "files": files,
    }
    body = json.dumps(whole, separators=(",", ":")).encode("utf-8")
    return b"%08x\n" % zlib.crc32(body) + body


def _parsed(raw: bytes, code: list[object]) -> dict[str, Verdict]:
    check, _, body = raw.partition(b"\n")
    if check != b"%08x" % zlib.crc32(body):
        return {}
    whole = json.loads(body)
    if whole["code"] != code:
        return {}
    table = [((kind, id_), state) for kind, id_, state in whole["asked"]]
    return {
        path: Verdict(kind, mark, lines, stamp, dict(table[each] for each in asked), noted)
        for path, (kind, mark, lines, stamp, asked, noted) in whole["files"].items()
    }


def _put(file: Path, text: bytes) -> None:
    import tempfile

    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=file.name, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(text)
        os.replace(temporary, file)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    _prune(file.parent)


def _now(file: Path) -> int | None:
    """What time it is where verdicts are kept, in nanoseconds; None where none can be."""
    import tempfile

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=file.parent) as probe:
            return os.fstat(probe.fileno()).st_mtime_ns
    except OSError:
        return None


def _prune(folder: Path) -> None:
    """Remove the oldest verdicts where there are many, and what killed writers have left."""
    # Closed also where a file is gone before it is asked about.
    with os.scandir(folder) as found:
        entries = [
            (entry.stat(follow_symlinks=False).st_mtime_ns, entry.path)
            for entry in found
            if entry.name.startswith("checked-") and entry.is_file(follow_symlinks=False)
        ]
    entries.sort(reverse=True)
    hour = 3_600_000_000_000
    whole = [path for _, path in entries if path.endswith(".json")]
    left = [path for time, path in entries if path.endswith(".tmp") and time < entries[0][0] - hour]
    for path in [*whole[KEPT:], *left]:
        os.unlink(path)
