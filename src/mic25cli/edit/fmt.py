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


def format_file(
    source: RecordFile | bytes, kind: str | None, write: bool
) -> tuple[FormattedFile, str, str]:
    """Put a file, or what standard input gives, into canonical form: its text before and after. A
    file stays as it is without `write`."""
    name = "-" if isinstance(source, bytes) else shown(source.path)
    outcome: Outcome = "unchanged"
    try:
        raw = source if isinstance(source, bytes) else _read(source)
        old = lines.of(raw)
        new = old.with_text(canonical.formatted(old.text, kind))
        if new != old:
            outcome = "changed"
            if isinstance(source, RecordFile):
                replace.target_of(source.path, source.folder)
                if write:
                    replace.replace(source.path, new.written, raw, source.folder)
        return FormattedFile(name, outcome), old.ended, new.ended
    except (YamlError, Mic25Error) as fault:
        where, hint = "1:1: error format", f" ({fault.hint})" if fault.hint else ""
        if isinstance(fault, YamlError):
            where = f"{fault.line}:{fault.column}: error {fault.code}"
        return FormattedFile(name, "failed", f"{where} {fault.message}{hint}"), "", ""


def _read(file: RecordFile) -> bytes:
    if file.unread is not None:
        raise YamlError("unreadable", file.unread, 1, 1, UNREAD_HINT)
    if file.kind is None:
        raise YamlError("unknown-kind", "no record file", 1, 1, misnamed_hint(file))
    return read.read_bytes(file.path)
