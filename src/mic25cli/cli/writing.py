"""What the commands that write share: where to, one at a time, checked before, or only shown."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from mic25cli.cli import stream
from mic25cli.cli.options import color_option, flag, folders, number
from mic25cli.cli.stream import Color, Display
from mic25cli.errors import RecordsError, with_same_options
from mic25cli.view.answer import Done, TextAnswer

if TYPE_CHECKING:
    from mic25cli.cli.session import Session
    from mic25cli.diagnostic import Diagnostic
    from mic25cli.edit.change import FileChange, Proposal

WAIT = 10.0  # seconds to wait for another process that writes

SHOWN = 20  # faults that are shown of a change that is refused


@dataclass(frozen=True)
class WaitOptions:
    """How a command writes."""

    dry_run: bool = flag("--dry-run", "Show the change; write nothing.")
    wait: float = number(
        "--wait", "SECONDS", "Wait so long for another writer.", WAIT, least=0, typed=float
    )


@dataclass(frozen=True)
class WriteOptions(WaitOptions):
    """The options of the commands that write and say no more than that they did."""

    records: tuple[Path, ...] = folders(
        "--records", "DIR", "The record folder to write to.", setting="records"
    )
    color: Color = color_option()
    quiet: bool = flag("--quiet", "No remarks on standard error.", also="-q")

    @property
    def output(self) -> Display:
        """How what is said is to be shown."""
        return Display(color=self.color, quiet=self.quiet)


@contextmanager
def write_lock(folder: Path, command: str, wait: float) -> Iterator[None]:
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
    make: Callable[[], FileChange],
    done: str,
    writing: WriteOptions,
) -> TextAnswer:
    """Make, check and write a change under the folder's lock; what is said is the file and `done`.
    A dry run shows it instead. Raises `RecordsError` if it would bring errors."""
    from mic25cli.edit import replace
    from mic25cli.edit.change import propose, write
    from mic25cli.store.load import shown
    from mic25cli.view.text import visible

    with nullcontext() if writing.dry_run else write_lock(folder, command, writing.wait):
        if not writing.dry_run:
            replace.clear(folder)
        change = make()
        proposed = propose(folders, change)
        if writing.dry_run:
            return dry_run([change], proposed, writing)
        report_faults(proposed, writing)
        write(proposed, folder)
    return said_done(visible(f"{shown(change.path)}: {done}"))


def said_done(done: str) -> TextAnswer:
    """What has been done, in one line."""
    return TextAnswer(f"{done}\n", Done(done))


def dry_run(
    changes: Sequence[FileChange], proposed: Proposal, writing: WriteOptions | Session
) -> TextAnswer:
    """The changes as patches, and the faults that they would bring."""
    patches = [
        patch_of(
            change.path,
            change.before.ended if change.raw is not None else None,
            change.after.ended,
            writing.output,
        )
        for change in changes
    ]
    fault = None
    try:
        report_faults(proposed, writing)
    except RecordsError as raised:
        fault = raised
    return TextAnswer("".join(patches), Done("", fault))


def report_faults(proposed: Proposal, writing: WriteOptions | Session) -> None:
    """Show the faults that a change would bring; raises `RecordsError` for errors among them."""
    from mic25cli.view.text import visible

    output, folders = writing.output, writing.records
    for fault in proposed.errors[:SHOWN]:
        stream.write_error(visible(_worded(fault)))
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
        given = [("--records", str(folder)) for folder in folders]
        see = with_same_options("see 'mic25 validate'", given)
        stream.note(f"other records have {faults}: {see}", output)


def _worded(fault: Diagnostic) -> str:
    """A fault of a text that is in no file yet: by record and field, not by line and column."""
    where = "/".join(part for part in (fault.kind, fault.id) if part)
    where += f" {fault.field}" if fault.field else ""
    return f"{where}: {fault.code} {fault.message}" + (f" ({fault.hint})" if fault.hint else "")


def patch_of(path: Path, before: str | None, after: str, output: Display) -> str:
    """The unified diff of a file's text, coloured for a terminal."""
    from mic25cli.store.load import shown
    from mic25cli.view import patch

    changes = patch.patch(shown(path), before, after)
    if not changes or not (stream.is_terminal() or stream.wants_color(output.color)):
        return changes
    kept = StringIO()
    patch.show(changes, stream.console(output.color, kept))
    return kept.getvalue()
