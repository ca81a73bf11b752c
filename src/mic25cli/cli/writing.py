"""`mic25 init`, `add` and `observe`, and what all commands that write share: the folder, the lock,
the check before writing, and the dry run."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from mic25cli.cli import options, record_form, terminal_io
from mic25cli.cli.command import command
from mic25cli.cli.commands import given, language
from mic25cli.cli.options import Texts, argument, colors, flag, number, paths, text, texts, words
from mic25cli.cli.session import Session
from mic25cli.cli.terminal_io import Color
from mic25cli.diagnostic import Diagnostic
from mic25cli.errors import RecordsError, UsageError, quoted, sentences, unknown, with_same_options
from mic25cli.model import edtf
from mic25cli.model.characters import SLUG
from mic25cli.model.closed_lists import Bound
from mic25cli.model.kinds import KINDS, check_kinds
from mic25cli.model.languages import LANGUAGES, Lang
from mic25cli.store import record_folders, snapshot
from mic25cli.store.profile import is_line, the_profile
from mic25cli.store.yaml_nodes import MAX_BYTES
from mic25cli.values import FrozenData, replace
from mic25cli.view.answer import SideEffect, TextAnswer

if TYPE_CHECKING:
    from mic25cli.edit.change_file import FileChange, Proposal

WAIT = 10.0  # seconds to wait for another process that writes

SHOWN = 20  # the maximum number of problems shown for a refused change


class WaitOptions(FrozenData):
    """The options for writing."""

    dry_run: bool = flag("Show the change; write nothing")
    wait: float = number(
        "SECONDS", "Wait this long for another writer", WAIT, least=0, type_=float, rare=True
    )


class WriteOptions(WaitOptions):
    """The options of commands that write and report only that."""

    records: tuple[Path, ...] = paths(
        "DIR", "Write to the records of this folder", setting="records"
    )
    lang: Lang = text("|".join(LANGUAGES), "Choose the language", "en", setting="lang")
    color: Color = colors()
    quiet: bool = flag("Print no remarks to standard error", also="-q")


@contextmanager
def write_lock(folder: Path, command: str, wait: float) -> Iterator[None]:
    """Hold the write lock of a record folder; raises `RecordsError` after `wait` seconds."""
    import socket

    from mic25cli.edit import lock

    since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
    holder = lock.Holder(os.getpid(), socket.gethostname(), f"mic25 {command}", since)
    with lock.hold(lock.writable(folder), holder, wait):
        yield


def apply_change(
    folders: Sequence[Path],
    folder: Path,
    command: str,
    make: Callable[[], FileChange],
    done: str,
    writing: WriteOptions,
) -> TextAnswer:
    """Make, check and write a change under the folder's lock, and report the file and `done`. A dry
    run only shows the change. Raises `RecordsError` if it would cause errors."""
    from mic25cli.edit import replace
    from mic25cli.edit.change_file import propose, write
    from mic25cli.store.load import typed_path

    with nullcontext() if writing.dry_run else write_lock(folder, command, writing.wait):
        if not writing.dry_run:
            replace.clear(folder)
        change = make()
        proposed = propose(folders, change)
        if writing.dry_run:
            return dry_run([change], proposed, writing)
        report_faults(proposed, writing)
        write(proposed, folder)
    return said_done(typed_path(change.path), done)


def said_done(where: str, done: str, closing: Sequence[str] = ()) -> TextAnswer:
    """The result on one line, with the file or folder, and remarks below it."""
    from mic25cli.view.text import visible

    line = visible(f"{where}: {record_form.translated(done)}")
    return TextAnswer(f"{line}\n", SideEffect(line), tuple(map(record_form.translated, closing)))


def dry_run(
    changes: Sequence[FileChange], proposed: Proposal, writing: WriteOptions | Session
) -> TextAnswer:
    """The changes as patches, and the problems that they would cause."""
    patches = "".join(_patch(change, writing.color) for change in changes)
    try:
        report_faults(proposed, writing)
    except RecordsError as fault:
        return TextAnswer(patches, SideEffect("", fault))
    return TextAnswer(patches)


def report_faults(proposed: Proposal, writing: WriteOptions | Session) -> None:
    """Show the problems that a change would cause; raises `RecordsError` if one is an error."""
    from mic25cli.view.text import visible

    for fault in proposed.errors[:SHOWN]:
        terminal_io.write_error(visible(_worded(fault)))
    if proposed.errors:
        count = len(proposed.errors)
        more = f" (and {count - SHOWN} more)" if count > SHOWN else ""
        message = f"nothing was written, because the records would not be valid{more}"
        raise RecordsError(message, "correct the problems listed above.", proposed.errors)
    for fault in proposed.warnings:
        terminal_io.note(
            visible(record_form.translated(f"warning: {_worded(fault)}")), writing.quiet
        )
    if proposed.others:
        faults = "1 problem" if proposed.others == 1 else f"{proposed.others} problems"
        pairs = [("--records", str(folder)) for folder in writing.records]
        see = with_same_options("see 'mic25 validate'", pairs)
        terminal_io.note(
            record_form.translated(f"other records have {faults}: {see}"), writing.quiet
        )


def _worded(fault: Diagnostic) -> str:
    """A problem in a text that is not in a file yet, given by record and field, without a line."""
    from mic25cli.cli.translated_help import translated_problem

    where = "/".join(part for part in (fault.kind, fault.id) if part)
    where += f" {fault.field}" if fault.field else ""
    fault = translated_problem(fault, language(given))
    message = sentences(fault.message, fault.hint)
    return f"{where}: {fault.code} {message}"


def patch_of(path: Path, before: str | None, after: str, color: Color) -> str:
    """The unified diff of a file's text, coloured for a terminal."""
    from mic25cli.store.load import typed_path
    from mic25cli.view.diff import file_patch

    changes = file_patch.patch(typed_path(path), before, after)
    if not changes or not (terminal_io.is_terminal() or terminal_io.wants_color(color)):
        return changes
    buffer = StringIO()
    file_patch.show(changes, terminal_io.console(color, buffer))
    return buffer.getvalue()


@command
def add(
    *,
    kind: str = argument("KIND", "Name the record type: funds, targets, …"),
    record_id: str = argument("ID", "Choose the id of the new record"),
    assignments: Texts = texts(
        "PATH=VALUE", "Set a field: name.en=…, 'industries=[a, b]'", name="--set"
    ),
    source: str | None = text(
        "FILE.json", "Read fields from a JSON object, or - for standard input", name="--from"
    ),
    file: str | None = text("TOPIC", "Write to KIND/TOPIC.yaml, if there are several files"),
    comments: bool = flag(
        "Add a comment per empty optional field, or none",
        default=True,
        name="--comments/--no-comments",
    ),
    writing: WriteOptions,
) -> TextAnswer:
    """Add a record, if the dataset stays valid with it."""
    from mic25cli.edit import new_record
    from mic25cli.model.record_shape import of_kind

    if kind not in KINDS:
        shapes = ((each, of_kind(each).child(kind)) for each in KINDS)
        owners = [each for each, shape in shapes if shape and shape.item and shape.item.fields]
        if owners:
            raise UsageError.of(
                "is-a-field-of-types", kind=kind, owners=", ".join(owners), owners_2=owners[0]
            )
        raise unknown("record type", kind, KINDS, "'mic25 coverage' lists them.")
    options.check_id(record_id)
    if file is not None and not re.fullmatch(SLUG, file):
        raise UsageError.of("file-is-not-file-name", file=file)
    values: dict[str, object] = {}
    if source is not None:
        raw = terminal_io.read(source, MAX_BYTES, "--from: ")
        values = new_record.from_json(raw, "standard input" if source == "-" else f"'{source}'")
    folders = record_folders.folders(writing.records)
    data = new_record.fields(kind, record_id, values, assignments, whole=False)
    profile = the_profile(folders)
    answers = _answers(kind, data, folders) if terminal_io.is_conversation() else {}
    try:
        fields = new_record.fields(kind, record_id, data | answers, ())
    except new_record.NoFieldsError as fault:
        for key, wants in fault.required.items():
            text = ", ".join((record_form.translated(wants), *profile.own_choices(kind, key)))
            terminal_io.write_error(f"{key}: {text}".rstrip(": "))
        raise
    starts = new_record.year_starts(fields, folders) or profile.year_starts or 1
    fields = new_record.with_months(of_kind(kind), fields, starts)
    done = f"added {KINDS[kind].one} '{record_id}'"
    append = partial(new_record.add, folders[-1], kind, record_id, fields, file, comments)
    if answers and not writing.dry_run and not record_form.confirmed(_patch(append(), "never")):
        return TextAnswer(f"{record_form.translated(record_form.NOTHING)}\n")
    return apply_change(folders, folders[-1], "add", append, done, writing)


def _answers(kind: str, data: dict[str, object], folders: Sequence[Path]) -> dict[str, object]:
    """The values that a person at the terminal enters for missing fields."""
    if not (missing := record_form.missing(kind, data)):
        return {}
    dataset = snapshot.open_dataset(folders)

    def known(field: str, link: str | None) -> Sequence[str]:
        own = dataset.profile.own_choices(kind, field)
        return [*dataset.kind(link)] if link in KINDS else own

    return record_form.ask(missing, known)


def _patch(change: FileChange, color: Color) -> str:
    before = change.before.ended if change.raw is not None else None
    return patch_of(change.path, before, change.after.ended, color)


_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,30}(?:\.[0-9]{1,30})?|\.[0-9]{1,30})")


class ObserveOptions(FrozenData):
    """The observation to append; numbers stay texts, to preserve their digits."""

    indicator: str = argument("INDICATOR", "Name the indicator by id")
    period: str = argument(
        "PERIOD", "Give its period: 2024, 2023/24, 2024-06, 2024-Q4", needed=False
    )
    value: str | None = argument(
        "VALUE", "Give the number as printed; put -- before a negative one", needed=False
    )
    source: str = text("ID", "Name the source in which you read it (required)")
    low: str | None = text("N", "Set the lower end of a range")
    high: str | None = text("N", "Set the upper end of a range")
    bound: str | None = text(
        "WORD", "Say how the source hedges it: about, at-least, …", choices=get_args(Bound)
    )
    basis: str | None = text("WORD", "Name the definition (basis) that the figure is on")
    at: str | None = text("LOCATOR", "Say where in the source it is: '§2.2'")
    checked: str | None = text(
        "text|excerpt|none", "Say how you read it; default: as the source's record says"
    )
    unit: str | None = text("UNIT", "Name the unit, if it is not the indicator's")
    attributed: str | None = text("TEXT", "Name the origin that the text gives for it", rare=True)
    derived: str | None = text("SUM", "Give the sum that yields the value: '109 - 46'", rare=True)
    report: str | None = text("ID", "Name the report that states it, if not the source")
    note: str | None = text("TEXT", "Add what a reader must know")

    def check(self) -> None:
        """Raise `UsageError` for an observation that lacks a part or has one in a wrong form."""
        if self.period is None:
            raise UsageError.of("observe-needs-value-for-period")
        if not self.source:
            raise UsageError.of("observe-needs-source-id-source-of-figure")
        # The indicator or the dataset says in which month such a year starts.
        options.date_option("PERIOD", edtf.from_year_name(self.period, 4))
        numbers = {"VALUE": self.value, "--low": self.low, "--high": self.high}
        for name, figure in numbers.items():
            if figure not in (None, "yes", "no") and not _NUMBER.fullmatch(figure):
                raise UsageError.of("is-not-plain-number", name=name, given=figure)
        if self.value is None and self.low is None and self.high is None:
            raise UsageError.of("observation-needs-value")

    def ask(self, folders: Sequence[Path]) -> dict[str, str]:
        """The period, value and source that the person at the terminal enters if missing."""
        from mic25cli.model.record_shape import of_kind

        claim = of_kind("indicators").fields["observations"].shape.item
        assert claim is not None
        cite = claim.fields["cite"].shape.item
        assert cite is not None
        fields = {} if self.period else {"period": claim.fields["period"]}
        if not (self.value or self.low or self.high):
            fields["value"] = replace(claim.fields["value"], required=True)
        if not self.source:
            fields["source"] = cite.fields["source"]
        if not fields:
            return {}
        dataset = snapshot.open_dataset(folders)
        if self.indicator not in (indicators := dataset.kind("indicators")):
            raise unknown("indicator", self.indicator, indicators, "'mic25 indicators' lists them.")
        answers = record_form.ask(fields, lambda _, link: [*dataset.kind(link)] if link else [])
        return {key: str(entry) for key, entry in answers.items()}


@command
def observe(observation: ObserveOptions, writing: WriteOptions) -> TextAnswer:
    """Add a figure to an indicator, if the dataset stays valid with it."""
    from mic25cli.edit import new_record as edit

    if not (is_conversation := terminal_io.is_conversation()):
        observation.check()
    folders = record_folders.folders(writing.records)
    folder = edit.home(observation.indicator, folders)
    asked = observation.ask(folders) if is_conversation else {}
    observation = replace(observation, **asked)
    observation.check()
    done = f"{observation.indicator}: added the observation for {observation.period}"
    make = partial(edit.observe, folders, folder, vars(observation))
    if asked and not writing.dry_run and not record_form.confirmed(_patch(make(), "never")):
        return TextAnswer(f"{record_form.translated(record_form.NOTHING)}\n")
    return apply_change(folders, folder, "observe", make, done, writing)


@command(without=("dry_run", "records", "wait", "color"))
def init(
    *,
    folder: Path = argument(
        "DIR", "Name a folder that is new, empty or a new git repository", type_=Path
    ),
    title: str = text("TEXT", "Say what the records are about", "an example policy"),
    kinds: Texts = words(
        "A,B", "Use only these record types, and types that they cite", completes="kind"
    ),
    empty: bool = flag("Write no example records"),
    tool: str | None = text(
        "WHEEL|CHECKOUT|URL", "Install this in the workflow; default: this version"
    ),
    writing: WriteOptions,
) -> TextAnswer:
    """Start a dataset on another policy: example records, a README and a CI workflow.

    The workflow fails if the records are not valid or if a target is worse off than before.
    Every command reads the folder with --records DIR or MIC25_RECORDS=DIR.
    """
    from mic25cli.edit import new_folder, pinned_install
    from mic25cli.view.text import visible

    title = title.strip()
    if not is_line(title):
        raise UsageError.of("a-title-must-be-one-line")
    check_kinds(kinds)
    types = {} if empty else new_folder.with_needed(kinds or tuple(KINDS))
    added = [kind for kind in types if kinds and kind not in kinds]
    pinned = pinned_install.installed_tool() if tool is None else pinned_install.tool_of(tool)
    contents = new_folder.texts(title, types, pinned, kinds)
    existing = new_folder.make(folder, contents, lambda at: write_lock(at, "init", writing.wait))
    held_now = (
        f"{len(types)} record types, each with an invented example" if types else "no records yet"
    )
    closing = [f"with {', '.join(added)}, to which the examples refer"] if added else []
    if not pinned.requirement:
        closing.append(
            "the CI workflow stops until its line MIC25: names an address or a wheel of mic25; "
            "give --tool to fill it in"
        )
    if pinned.wheel is not None:
        closing.append(f"the workflow installs the wheel in .github/{pinned.wheel.name}")
    if existing:
        closing.append(f"left as they were: {', '.join(existing)}")
    where, readme = visible(quoted(str(folder))), visible(str(folder / "README.md"))
    first = "validate" if types else "add sources ID"
    see = "" if "README.md" in existing else f"; see {readme}"
    closing.append(f"next: mic25 {first} --records {where}{see}")
    return said_done(str(folder), held_now, closing)
