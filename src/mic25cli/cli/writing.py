"""What the commands that write share: where to, one at a time, checked before, or only shown."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mic25cli.cli import stream
from mic25cli.cli.stream import Output
from mic25cli.errors import RecordsError

if TYPE_CHECKING:
    from mic25cli.diagnostic import Diagnostic
    from mic25cli.edit.change import Change
    from mic25cli.edit.proposal import Proposal

WAIT = 10.0
"""Seconds to wait for another process that writes."""

SHOWN = 20
"""Faults that are shown of a change that is refused."""

RecordsOption = Annotated[
    list[Path] | None,
    typer.Option("--records", metavar="DIR", help="The record folder to write to."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the change; write nothing.")]
Wait = Annotated[
    float,
    typer.Option("--wait", metavar="SECONDS", min=0, help="How long to wait for another writer."),
]
ColorOption = Annotated[
    str, typer.Option("--color", metavar="auto|always|never", help="Colour on the terminal.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No remarks on standard error.")]


def output_of(color: str, quiet: bool) -> Output:
    """The output options of a command that writes; raises `UsageError`."""
    from typing import cast

    from mic25cli.cli.options import choice
    from mic25cli.cli.stream import Color

    choice("--color", color, ("auto", "always", "never"))
    return Output(color=cast(Color, color), quiet=quiet)


@contextmanager
def held(folder: Path, command: str, wait: float) -> Iterator[None]:
    """Hold the write lock of a record folder; raises `LockedError` after `wait` seconds."""
    import socket
    from datetime import datetime

    from mic25cli.edit import lock

    since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
    holder = lock.Holder(os.getpid(), socket.gethostname(), f"mic25 {command}", since)
    with lock.hold(lock.writable(folder), holder, wait):
        yield


def carry_out(
    folders: Sequence[Path],
    folder: Path,
    command: str,
    make: Callable[[], Change],
    dry_run: bool,
    wait: float,
    output: Output,
) -> Change:
    """Make a change to a folder and write it; raises `RecordsError` if it would bring errors.

    It is made and checked under the folder's lock. A dry run shows it instead.
    """
    from mic25cli.edit import leftovers, proposal

    with nullcontext() if dry_run else held(folder, command, wait):
        if not dry_run:
            leftovers.clear(folder)
        change = make()
        if dry_run:
            before = change.before.ended if change.raw is not None else None
            show_patch(change.path, before, change.after.ended, output)
        proposed = proposal.propose(folders, change)
        _report(proposed, output)
        if not dry_run:
            proposal.write(proposed, folder)
    return change


def say_done(text: str, done: str) -> None:
    """Report to standard output what has been written; `done` says it where that fails.

    A report that cannot be written must not look as if nothing had been done.
    """
    try:
        stream.write(text)
    except BrokenPipeError:
        raise
    except OSError as fault:
        stream.silence(sys.stdout)
        raise RecordsError(
            f"{done}; only the report of it cannot be written: {fault.strerror or fault}"
        ) from fault


def _report(proposed: Proposal, output: Output) -> None:
    """Show the faults that a change would bring; raises `RecordsError` for errors among them."""
    from mic25cli.view.text import visible

    for fault in proposed.errors[:SHOWN]:
        stream.say(visible(_worded(fault)))
    if proposed.errors:
        count = len(proposed.errors)
        more = f" (and {count - SHOWN} more)" if count > SHOWN else ""
        raise RecordsError(
            f"nothing was written, for the records would not be valid{more}",
            "mend what stands above.",
            proposed.errors,
        )
    for fault in proposed.warnings:
        stream.note(visible(f"warning: {_worded(fault)}"), output)
    if proposed.others:
        faults = "1 fault" if proposed.others == 1 else f"{proposed.others} faults"
        stream.note(f"other records have {faults}: see 'mic25 validate'", output)


def _worded(fault: Diagnostic) -> str:
    """A fault of a text that is in no file yet: by record and field, not by line and column."""
    where = "/".join(part for part in (fault.kind, fault.id) if part)
    where += f" {fault.field}" if fault.field else ""
    return f"{where}: {fault.code} {fault.message}" + (f" ({fault.hint})" if fault.hint else "")


def show_patch(path: Path, before: str | None, after: str, output: Output) -> None:
    """Write the unified diff of a file's text to standard output."""
    from mic25cli.store.load import shown
    from mic25cli.view import patch

    text = patch.patch(shown(path), before, after)
    if stream.is_terminal() or stream.wants_color(output.color):
        patch.show(text, stream.console(output.color))
    else:
        stream.write(text)
