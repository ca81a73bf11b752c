"""`mic25 add`: a new record in the file it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from mic25cli.cli import stream
from mic25cli.cli.command import command
from mic25cli.cli.options import argument, flag, refuse_no_id, text, texts
from mic25cli.cli.writing import WriteOptions, carry_out
from mic25cli.errors import UsageError, unknown
from mic25cli.model.kinds import KINDS
from mic25cli.view.answer import TextAnswer


@dataclass(frozen=True)
class AddOptions:
    """The record to write, and where to."""

    kind: str = argument("KIND", "The kind: funds, targets, …")
    record_id: str = argument("ID", "The new record's id.")
    assignments: tuple[str, ...] = texts(
        "--set", "PATH=VALUE", "A field: name.en=…, 'industries=[a, b]'."
    )
    source: str | None = text(
        "--from", "FILE.json", "Fields as a JSON object; - for standard input."
    )
    topic: str | None = text("--file", "TOPIC", "Into KIND/TOPIC.yaml, where there are several.")
    comments: bool = flag(
        "--comments/--no-comments", "With a comment for each optional field left open.", given=True
    )


@command
def add(new: AddOptions, writing: WriteOptions) -> TextAnswer:
    """Write a new record, if it and the whole book with it are valid."""
    from mic25cli.edit import record
    from mic25cli.model.characters import SLUG
    from mic25cli.store import place
    from mic25cli.store.node import MAX_BYTES

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
    refuse_no_id(record_id)
    if topic is not None and not re.fullmatch(SLUG, topic):
        raise UsageError(
            f"--file: '{topic}' is not a topic", "it is a file's name without folder and ending."
        )
    given: dict[str, object] = {}
    if new.source is not None:
        raw = stream.read(new.source, MAX_BYTES, "--from: ")
        given = record.from_json(raw, "standard input" if new.source == "-" else f"'{new.source}'")
    try:
        fields = record.fields(kind, record_id, given, new.assignments)
    except record.NoFieldsError as fault:
        for key, wants in fault.wanted.items():
            stream.write_error(f"{key}: {wants}".rstrip(": "))
        raise
    folders = place.folders(writing.records)
    home = folders[-1]
    done = f"added {KINDS[kind].one} '{record_id}'"
    append = partial(record.add, home, kind, record_id, fields, topic, new.comments)
    return carry_out(folders, home, "add", append, done, writing)
