"""`mic25 add`: a new record in the file it belongs to."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mic25cli.cli import stream
from mic25cli.cli.command import command
from mic25cli.cli.options import argument, flag, text, texts
from mic25cli.cli.writing import WriteOptions, carry_out
from mic25cli.edit.requests import AddRequest
from mic25cli.errors import UsageError, unknown
from mic25cli.model.kinds import KINDS
from mic25cli.view.answer import TextAnswer

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class AddOptions(AddRequest):
    """The record to write, and where to."""

    kind: str = argument("KIND", "The kind: funds, targets, …", completes="kind")
    record_id: str = argument("ID", "The new record's id.")
    assignments: tuple[str, ...] = texts(
        "--set", "PATH=VALUE", "A field: name.en=…, 'industries=[a, b]'."
    )
    source: str | None = text(
        "--from", "FILE.json", "Fields as a JSON object; - for standard input.", completes="file"
    )
    topic: str | None = text("--file", "TOPIC", "Into KIND/TOPIC.yaml, where there are several.")
    comments: bool = flag(
        "--comments/--no-comments", "With a comment for each optional field left open.", given=True
    )


@command
def add(new: AddOptions, writing: WriteOptions) -> TextAnswer:
    """Write a new record, if it and the whole book with it are valid."""
    from mic25cli.edit import record
    from mic25cli.model.scalars import SLUG
    from mic25cli.store import place

    kind, record_id, topic = new.kind, new.record_id, new.topic
    if kind not in KINDS:
        from mic25cli.model.shape import of_kind

        shapes = {each: of_kind(each).child(kind) for each in KINDS}
        owners = [
            each for each, shape in shapes.items() if shape and shape.item and shape.item.fields
        ]
        if owners:
            raise UsageError(
                f"'{kind}' is no kind, but a field of {', '.join(owners)}",
                f"'mic25 fields {owners[0]}' tells what it holds.",
            )
        raise unknown("kind", kind, KINDS)
    if not re.fullmatch(SLUG, record_id) or len(record_id) > 80:
        raise UsageError(f"'{record_id}' is not an id", "use lower-case words joined by hyphens.")
    if topic is not None and not re.fullmatch(SLUG, topic):
        raise UsageError(
            f"--file: '{topic}' is not a topic", "it is a file's name without folder and ending."
        )
    fields = _fields(kind, record_id, new.source, new.assignments)
    folders = place.folders(writing.records)
    home = folders[-1]
    done = f"added {KINDS[kind].one} '{record_id}'"
    return carry_out(folders, home, "add", lambda: record.add(home, new, fields), done, writing)


def _fields(
    kind: str, record_id: str, source: str | None, assignments: Sequence[str]
) -> dict[str, object]:
    """The fields of `--from` and `--set`; what a record without any needs is said."""
    from mic25cli.edit import record

    given = _given(source) if source is not None else {}
    try:
        return record.fields(kind, record_id, given, assignments)
    except record.NoFieldsError as fault:
        for key, wants in fault.wanted.items():
            stream.say(f"{key}: {wants}".rstrip(": "))
        raise


def _given(source: str) -> dict[str, object]:
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
