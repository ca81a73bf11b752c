"""What the commands that write share: where to, one at a time, checked before, or only shown."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mic25cli.cli import stream
from mic25cli.cli.stream import Output
from mic25cli.errors import RecordsError

if TYPE_CHECKING:
    from mic25cli.diagnostic import Diagnostic
    from mic25cli.store.editing import Change

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


def writable(folder: Path) -> Path:
    """The folder, if it is the reader's own; raises `RecordsError` for the installed package's."""
    from mic25cli import store

    package = Path(store.__file__).resolve().parent.parent
    if folder.resolve().is_relative_to(package):
        raise RecordsError(
            f"the records in '{folder}' belong to the installed package, whose next update "
            "would undo the change",
            "start a folder of your own with 'mic25 init DIR', or name one with --records.",
        )
    return folder


@contextmanager
def held(folder: Path, command: str, wait: float) -> Iterator[None]:
    """Hold the write lock of a record folder; raises `LockedError` after `wait` seconds."""
    import socket
    from datetime import datetime

    from mic25cli.store import lock

    since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
    holder = lock.Holder(os.getpid(), socket.gethostname(), f"mic25 {command}", since)
    with lock.hold(folder, holder, _patience(wait)):
        yield


def _patience(wait: float) -> Iterator[None]:
    import time

    end = time.monotonic() + wait
    while time.monotonic() < end:
        time.sleep(0.05)
        yield


def propose(folders: Sequence[Path], change: Change, output: Output) -> None:
    """Make sure that the book would be valid after a change; raises `RecordsError` with the faults.

    Faults that other records have already stop nothing: they are counted on standard error.
    """
    from mic25cli.check.run import check
    from mic25cli.store.editing import load_changed

    after = check(load_changed(folders, change)).diagnostics
    if not after:
        return
    before = {_identity(each) for each in check(load_changed(folders, None)).diagnostics}
    new = [each for each in after if _identity(each) not in before]
    own = (change.kind, change.id)
    wrong = [
        each
        for each in after
        if each.severity == "error" and (each in new or (each.kind, each.id) == own)
    ]
    if wrong:
        for each in wrong[:SHOWN]:
            stream.say(_told(each))
        more = f" (and {len(wrong) - SHOWN} more)" if len(wrong) > SHOWN else ""
        raise RecordsError(
            f"nothing was written, for the records would not be valid{more}",
            "mend what stands above.",
            wrong,
        )
    for each in new:
        stream.note(f"warning: {_told(each)}", output)
    old = sum(each.severity == "error" for each in after)
    if old:
        faults = "1 fault" if old == 1 else f"{old} faults"
        stream.note(f"other records have {faults}: see 'mic25 validate'", output)


def _identity(each: Diagnostic) -> tuple[str | None, ...]:
    """A fault without its line, which a change elsewhere moves."""
    return each.path, each.code, each.message, each.kind, each.id, each.field


def _told(each: Diagnostic) -> str:
    """A fault of a text that is in no file yet: by record and field, not by line and column."""
    where = "/".join(part for part in (each.kind, each.id) if part)
    where += f" {each.field}" if each.field else ""
    return f"{where}: {each.code} {each.message}" + (f" ({each.hint})" if each.hint else "")


def show_patch(path: Path, before: str | None, after: str, output: Output) -> None:
    """Write the unified diff of a file's text to standard output."""
    from mic25cli.store.load import shown
    from mic25cli.view import patch

    text = patch.patch(shown(path), before, after)
    if stream.is_terminal() or stream.wants_color(output.color):
        patch.show(text, stream.console(output.color))
    else:
        stream.write(text)


def commit(change: Change) -> None:
    """Write a change that has been found good."""
    from mic25cli.store import writing

    writing.replace(change.path, change.after, change.raw)
