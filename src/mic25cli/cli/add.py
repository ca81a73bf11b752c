"""`mic25 add`: a new record in the file it belongs to."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mic25cli.cli import stream, writing
from mic25cli.errors import UsageError, unknown
from mic25cli.model.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence


def add(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="The kind: funds, targets, …")],
    record_id: Annotated[str, typer.Argument(metavar="ID", help="The new record's id.")],
    assignments: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="PATH=VALUE", help="A field: name.en=…, 'industries=[a, b]'."
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="FILE.json", help="Fields as a JSON object; - for standard input."
        ),
    ] = None,
    topic: Annotated[
        str | None,
        typer.Option(
            "--file", metavar="TOPIC", help="Into KIND/TOPIC.yaml, where there are several."
        ),
    ] = None,
    comments: Annotated[
        bool,
        typer.Option(
            "--comments/--no-comments", help="With a comment for each optional field left open."
        ),
    ] = True,
    dry_run: writing.DryRun = False,
    records: writing.RecordsOption = None,
    wait: writing.Wait = writing.WAIT,
    color: writing.ColorOption = "auto",
    quiet: writing.Quiet = False,
) -> None:
    """Write a new record, if it and the whole book with it are valid."""
    from mic25cli.edit import record
    from mic25cli.edit.record import NewRecord
    from mic25cli.model.scalars import SLUG
    from mic25cli.store import load, place
    from mic25cli.view.text import visible

    output = writing.output_of(color, quiet)
    if kind not in KINDS:
        raise unknown("kind", kind, KINDS)
    if not re.fullmatch(SLUG, record_id) or len(record_id) > 80:
        raise UsageError(f"'{record_id}' is not an id", "use lower-case words joined by hyphens.")
    if topic is not None and not re.fullmatch(SLUG, topic):
        raise UsageError(
            f"--file: '{topic}' is not a topic", "it is a file's name without folder and ending."
        )
    fields = _fields(kind, record_id, source, assignments or ())
    new = NewRecord(kind, record_id, fields, topic, comments)
    folders = place.folders(records or ())
    change = writing.carry_out(
        folders, folders[-1], "add", lambda: record.add(folders[-1], new), dry_run, wait, output
    )
    if not dry_run:
        where = visible(load.shown(change.path))
        done = f"{where}: added {KINDS[kind].one} '{record_id}'"
        writing.say_done(f"{done}\n", done)


def _fields(
    kind: str, record_id: str, source: str | None, assignments: Sequence[str]
) -> dict[str, Any]:
    """The fields of `--from` and `--set`; what a record without any needs is said."""
    from mic25cli.edit import record

    given = _given(source) if source is not None else {}
    try:
        return record.fields(kind, record_id, given, assignments)
    except record.NoFieldsError as fault:
        for key, wants in fault.wanted.items():
            stream.say(f"{key}: {wants}".rstrip(": "))
        raise


def _given(source: str) -> dict[str, Any]:
    from mic25cli.edit import record
    from mic25cli.store.node import MAX_BYTES

    if source == "-":
        return record.from_json(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input")
    try:
        # A pipe, as of `<(command)`, is as good as a file.
        with open(source, "rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or fault
        raise UsageError(f"--from: '{source}' cannot be read: {why}") from fault
    return record.from_json(raw, f"'{source}'")
