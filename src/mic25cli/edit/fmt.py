"""Record files put into canonical form, one at a time."""

from dataclasses import dataclass
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


def format_text(raw: bytes, kind: str | None) -> tuple[FormattedFile, str, str]:
    """Put what standard input gives into canonical form, as `format_file` does with a file."""
    try:
        old = lines.of(raw)
        new = old.with_text(canonical.formatted(old.text, kind))
    except (YamlError, Mic25Error) as fault:
        return FormattedFile("-", "failed", _problem(fault)), "", ""
    return FormattedFile("-", "unchanged" if new == old else "changed"), old.ended, new.ended


def _problem(fault: YamlError | Mic25Error) -> str:
    if isinstance(fault, YamlError):
        problem = f"{fault.line}:{fault.column}: error {fault.code} {fault.message}"
    else:
        problem = f"1:1: error format {fault.message}"
    return f"{problem} ({fault.hint})" if fault.hint else problem


def format_file(file: RecordFile, write: bool) -> tuple[FormattedFile, str, str]:
    """Put a file into canonical form, or only say so without `write`: before and after."""
    name = shown(file.path)
    try:
        if file.unread is not None:
            raise YamlError("unreadable", file.unread, 1, 1, UNREAD_HINT)
        if file.kind is None:
            raise YamlError("unknown-kind", "no record file", 1, 1, misnamed_hint(file))
        raw = read.read_bytes(file.path)
        old = lines.of(raw)
        new = old.with_text(canonical.formatted(old.text, file.kind))
        if new == old:
            return FormattedFile(name, "unchanged"), old.ended, new.ended
        replace.target_of(file.path, file.folder)
        if write:
            replace.replace(file.path, new.written, raw, file.folder)
        return FormattedFile(name, "changed"), old.ended, new.ended
    except (YamlError, Mic25Error) as fault:
        return FormattedFile(name, "failed", _problem(fault)), "", ""
