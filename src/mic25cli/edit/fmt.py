"""Record files put into canonical form, one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mic25cli.edit import canonical, lines, replace
from mic25cli.errors import Mic25Error
from mic25cli.store import read
from mic25cli.store.load import shown
from mic25cli.store.node import YamlError
from mic25cli.store.place import UNREAD_HINT, RecordFile, misnamed_hint

Outcome = Literal["unchanged", "changed", "failed"]


@dataclass(frozen=True)
class FormattedFile:
    """A file, what became of it, and why it could not be put into form."""

    path: str
    outcome: Outcome
    problem: str | None = None


@dataclass(frozen=True)
class Formatted:
    """What became of a file, with the texts of one that would be changed."""

    file: FormattedFile
    before: str = ""
    after: str = ""


def format_file(file: RecordFile, write: bool) -> Formatted:
    """Put a file into canonical form, and `write` it or only say what it would be."""
    path = file.path
    if file.unread is not None:
        return _failed(path, "unreadable", file.unread, UNREAD_HINT)
    if file.kind is None:
        return _failed(path, "unknown-kind", "no record file", misnamed_hint(file))
    try:
        raw = read.read_bytes(path)
        old = lines.of(raw)
        new = old.with_text(canonical.formatted(old.text, file.kind))
        if new == old:
            return Formatted(FormattedFile(shown(path), "unchanged"))
        replace.target_of(path, file.folder)
        if write:
            replace.replace(path, new.written, raw, file.folder)
            return Formatted(FormattedFile(shown(path), "changed"))
    except YamlError as fault:
        return _failed(path, fault.code, fault.message, fault.hint, fault.line, fault.column)
    except Mic25Error as fault:
        return _failed(path, "format", fault.message, fault.hint)
    return Formatted(FormattedFile(shown(path), "changed"), old.ended, new.ended)


def _failed(
    path: Path, code: str, message: str, hint: str | None, line: int = 1, column: int = 1
) -> Formatted:
    text = f"{line}:{column}: error {code} {message}" + (f" ({hint})" if hint else "")
    return Formatted(FormattedFile(shown(path), "failed", text))
