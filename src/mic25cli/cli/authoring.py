"""`mic25 init`, `add` and `observe`: a folder, a record or an observation of your own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import get_args

from mic25cli.cli import stream
from mic25cli.cli.command import command
from mic25cli.cli.options import Texts, argument, check_id, date_option, flag, text, texts, words
from mic25cli.cli.writing import WriteOptions, carry_out, said_done, write_lock
from mic25cli.errors import UsageError, quoted, unknown
from mic25cli.model import edtf
from mic25cli.model.choices import Bound
from mic25cli.model.kinds import KINDS
from mic25cli.view.answer import TextAnswer


@command
def add(
    *,
    kind: str = argument("KIND", "The kind: funds, targets, …"),
    record_id: str = argument("ID", "The new record's id."),
    assignments: Texts = texts("--set", "PATH=VALUE", "A field: name.en=…, 'industries=[a, b]'."),
    source: str | None = text(
        "--from", "FILE.json", "Fields as a JSON object; - for standard input."
    ),
    topic: str | None = text("--file", "TOPIC", "Into KIND/TOPIC.yaml, where there are several."),
    comments: bool = flag(
        "--comments/--no-comments", "With a comment for each optional field left open.", given=True
    ),
    writing: WriteOptions,
) -> TextAnswer:
    """Write a new record, if it and the whole book with it are valid."""
    from mic25cli.edit import record
    from mic25cli.model.characters import SLUG
    from mic25cli.store import place
    from mic25cli.store.node import MAX_BYTES

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
    check_id(record_id)
    if topic is not None and not re.fullmatch(SLUG, topic):
        raise UsageError(
            f"--file: '{topic}' is not a topic", "it is a file's name without folder and ending."
        )
    given: dict[str, object] = {}
    if source is not None:
        raw = stream.read(source, MAX_BYTES, "--from: ")
        given = record.from_json(raw, "standard input" if source == "-" else f"'{source}'")
    try:
        fields = record.fields(kind, record_id, given, assignments)
    except record.NoFieldsError as fault:
        for key, wants in fault.wanted.items():
            stream.write_error(f"{key}: {wants}".rstrip(": "))
        raise
    folders = place.folders(writing.records)
    home = folders[-1]
    done = f"added {KINDS[kind].one} '{record_id}'"
    append = partial(record.add, home, kind, record_id, fields, topic, comments)
    return carry_out(folders, home, "add", append, done, writing)


_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,30}(?:\.[0-9]{1,30})?|\.[0-9]{1,30})")


@dataclass(frozen=True)
class ObserveOptions:
    """The observation to append; numbers are texts with their digits."""

    indicator: str = argument("INDICATOR", "The indicator's id.")
    period: str = argument("PERIOD", "What it is for: 2024, 2023/24, 2024-06, 2020/2024.")
    value: str | None = argument(
        "VALUE", "The number as printed; after -- if it is below zero.", needed=False
    )
    source: str = text("--source", "ID", "The source it was read in. [required]")
    low: str | None = text("--low", "N", "Lower end of a range.")
    high: str | None = text("--high", "N", "Upper end of a range.")
    bound: str | None = text(
        "--bound", "WORD", "How the source hedges it: about, at-least, …", choices=get_args(Bound)
    )
    basis: str | None = text("--basis", "WORD", "Way of counting, one of the indicator's bases.")
    at: str | None = text("--at", "LOCATOR", "Where in the source: '§2.2'.")
    checked: str | None = text(
        "--checked",
        "text|excerpt|none",
        "How it was read; by default as much of the source as is on record.",
    )
    unit: str | None = text("--unit", "UNIT", "If not the indicator's own.")
    attributed: str | None = text("--attributed", "TEXT", "Whom the text gives as the origin.")
    derived: str | None = text("--derived", "SUM", "The sum that gives the value: '109 - 46'.")
    report: str | None = text("--report", "ID", "The report that states it, if not the source.")
    note: str | None = text("--note", "TEXT", "What a reader must know.")

    def __post_init__(self) -> None:
        if not self.source:
            raise UsageError("missing option '--source'", "which source says so?")
        # In which month such a year starts is the indicator's or the book's to say.
        date_option("PERIOD", edtf.from_year_name(self.period, 4))
        numbers = {"VALUE": self.value, "--low": self.low, "--high": self.high}
        for name, given in numbers.items():
            if given is not None and not _NUMBER.fullmatch(given):
                raise UsageError(
                    f"{name}: '{given}' is not a number",
                    "write digits and a point, without unit, percent sign or thousands separator; "
                    "a range is --low N --high N.",
                )
        if self.value is None and self.low is None and self.high is None:
            raise UsageError("an observation needs a value", "give VALUE, or --low and --high.")


@command
def observe(observation: ObserveOptions, writing: WriteOptions) -> TextAnswer:
    """Append an observation to an indicator, in its file, if the records stay valid."""
    from mic25cli.edit.observation import home
    from mic25cli.edit.observation import observe as append
    from mic25cli.store import place

    folders = place.folders(writing.records)
    folder = home(observation.indicator, folders)
    done = f"{observation.indicator}: added the observation for {observation.period}"
    return carry_out(
        folders,
        folder,
        "observe",
        lambda: append(folders, folder, vars(observation)),
        done,
        writing,
    )


@command(without=("dry_run", "records", "wait", "color"))
def init(
    *,
    folder: Path = argument("DIR", "The folder to make; it must not hold anything.", typed=Path),
    title: str = text("--title", "TEXT", "What the records are about.", "an example policy"),
    kinds: Texts = words(
        "--kinds", "A,B", "Only these kinds, and those that they refer to.", completes="kind"
    ),
    empty: bool = flag("--empty", "No worked examples: a book without a record, to add to."),
    tool: str | None = text(
        "--tool",
        "WHEEL|CHECKOUT|URL|VERSION",
        "What the workflow installs; by default what this program was installed from.",
    ),
    writing: WriteOptions,
) -> TextAnswer:
    """Start a record folder: a worked example a kind, a title, a README and a CI workflow.

    The workflow gates each change: valid, in the usual form, no target worse off than before.

    Every command works on it with --records DIR, or with MIC25_RECORDS=DIR.
    """
    from mic25cli.edit import new_folder, pin
    from mic25cli.store.profile import is_line
    from mic25cli.view.text import visible

    title = title.strip()
    if not is_line(title):
        raise UsageError("--title: a title is one line of 1 to 200 characters")
    for kind in kinds:
        if kind not in KINDS:
            raise unknown("kind", kind, KINDS)
    wanted = {} if empty else new_folder.with_needed(kinds or tuple(KINDS))
    added = [kind for kind in wanted if kinds and kind not in kinds]
    pinned = pin.found() if tool is None else pin.named(tool)
    contents = new_folder.texts(title, wanted, pinned, kinds)
    new_folder.make(folder, contents, lambda where: write_lock(where, "init", writing.wait))
    shown = visible(str(folder))
    held_now = f"{len(wanted)} kinds, a worked example of each" if wanted else "no records yet"
    closing = []
    if added:
        closing.append(f"with {', '.join(added)}, to which the examples refer")
    if not pinned.sure:
        closing.append(
            f"the workflow installs {pinned.wanted} from an index; if yours has no mic25, name a "
            "wheel, a checkout or an address in its line MIC25:, or start again with --tool"
        )
    if pinned.wheel is not None:
        closing.append(f"the workflow installs the wheel that lies in .github/{pinned.wheel.name}")
    where, readme = visible(quoted(str(folder))), visible(str(folder / "README.md"))
    first = "validate" if wanted else "add sources ID"
    closing.append(f"next: mic25 {first} --records {where}; see {readme}")
    return said_done(f"{shown}: {held_now}")._replace(closing=tuple(closing))
