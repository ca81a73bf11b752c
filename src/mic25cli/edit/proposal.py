"""What a change would do to the book: the faults it would bring, before it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mic25cli.check.run import check
from mic25cli.diagnostic import Diagnostic
from mic25cli.edit import replace
from mic25cli.edit.change import Change, load_changed


@dataclass(frozen=True)
class Proposal:
    """A change, and what the rules say of the book as it would then be."""

    change: Change
    errors: tuple[Diagnostic, ...] = ()
    """Errors that it would bring, and those of the record that it writes: they forbid it."""
    warnings: tuple[Diagnostic, ...] = ()
    """Lesser faults that it would bring."""
    others: int = 0
    """How many errors other records have, whether or not it is written."""


def propose(folders: Sequence[Path], change: Change) -> Proposal:
    """Check the book as it would be with a change, against the book as it is."""
    after = check(load_changed(folders, change)).diagnostics
    if not after:
        return Proposal(change)
    before = {_identity(fault) for fault in check(load_changed(folders, None)).diagnostics}
    own = (change.kind, change.id)
    new = [
        fault
        for fault in after
        if _identity(fault) not in before
        # What is added cannot be cited yet.
        and not (fault.code == "uncited-source" and (fault.kind, fault.id) == own)
    ]
    errors = [
        fault
        for fault in after
        if fault.severity == "error" and (fault in new or (fault.kind, fault.id) == own)
    ]
    return Proposal(
        change,
        tuple(errors),
        tuple(fault for fault in new if fault not in errors),
        sum(fault.severity == "error" for fault in after) - len(errors),
    )


def _identity(fault: Diagnostic) -> tuple[str | None, ...]:
    """A fault without its line, which a change elsewhere moves."""
    return fault.path, fault.code, fault.message, fault.kind, fault.id, fault.field


def write(proposal: Proposal, folder: Path) -> None:
    """Write a change that brings no error to a folder.

    Raises `RecordsError` if its file has changed since it was read.
    """
    assert not proposal.errors
    change = proposal.change
    replace.replace(change.path, change.after.written, change.raw, folder)
