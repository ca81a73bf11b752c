"""What a change would do to the book: the faults it would bring, before it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mic25cli.check.run import check
from mic25cli.diagnostic import Diagnostic
from mic25cli.edit import replace
from mic25cli.edit.change import FileChange, load_changed
from mic25cli.errors import RecordsError
from mic25cli.store.load import shown


@dataclass(frozen=True)
class Proposal:
    """Changes, and what the rules say of the book as it would then be."""

    changes: tuple[FileChange, ...]
    errors: tuple[Diagnostic, ...] = ()
    """Errors that it would bring, and those of the record that it writes: they forbid it."""
    warnings: tuple[Diagnostic, ...] = ()
    """Lesser faults that it would bring."""
    others: int = 0
    """How many errors other records have, whether or not it is written."""


def propose(folders: Sequence[Path], *changes: FileChange) -> Proposal:
    """Check the book as it would be with changes, against the book as it is."""
    after = check(load_changed(folders, *changes)).diagnostics
    if not after:
        return Proposal(changes)
    before = {_identity(fault) for fault in check(load_changed(folders)).diagnostics}
    own = {(change.kind, record_id) for change in changes for record_id in change.ids}
    new = [
        fault
        for fault in after
        if _identity(fault) not in before
        # What is added cannot be cited yet.
        and not (fault.code == "uncited-source" and (fault.kind, fault.id) in own)
    ]
    errors = [
        fault
        for fault in after
        if fault.severity == "error" and (fault in new or (fault.kind, fault.id) in own)
    ]
    return Proposal(
        changes,
        tuple(errors),
        tuple(fault for fault in new if fault not in errors),
        sum(fault.severity == "error" for fault in after) - len(errors),
    )


def _identity(fault: Diagnostic) -> tuple[str | None, ...]:
    """A fault without its line, which a change elsewhere moves."""
    return fault.path, fault.code, fault.message, fault.kind, fault.id, fault.field


def write(proposal: Proposal, folder: Path) -> None:
    """Write changes that bring no error to a folder, a file after the other.

    Raises `RecordsError` for a file that has changed since it was read, and names the files that
    were written before it.
    """
    assert not proposal.errors
    for number, change in enumerate(proposal.changes):
        try:
            replace.replace(change.path, change.after.written, change.raw, folder)
        except RecordsError as fault:
            if not number:
                raise
            done = ", ".join(f"'{shown(change.path)}'" for change in proposal.changes[:number])
            raise RecordsError(
                f"{fault.message}; before that {done} was written",
                "run the command again: what is there already is left as it is.",
            ) from fault
