"""`mic25 add`: a new record in the file it belongs to."""

from __future__ import annotations

import re
import sys
from contextlib import nullcontext
from pathlib import Path
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
    from mic25cli.model.scalars import SLUG

    output = writing.output_of(color, quiet)
    if kind not in KINDS:
        raise unknown("kind", kind, KINDS)
    if not re.fullmatch(SLUG, record_id) or len(record_id) > 80:
        raise UsageError(f"'{record_id}' is not an id", "use lower-case words joined by hyphens.")
    if topic is not None and not re.fullmatch(SLUG, topic):
        raise UsageError(
            f"--file: '{topic}' is not a topic", "it is a file's name without folder and ending."
        )
    data = _data(kind, record_id, source, assignments or ())
    run_add(kind, record_id, data, topic, comments, tuple(records or ()), dry_run, wait, output)


def _data(
    kind: str, record_id: str, source: str | None, assignments: Sequence[str]
) -> dict[str, Any]:
    from mic25cli.store import forms, template

    data = _json(source) if source is not None else {}
    given = data.pop("kind", kind)
    if given != kind:
        raise UsageError(f"--from: the record there is one of the {given}, not of the {kind}")
    data.pop("id", None)
    for assignment in assignments:
        template.put(kind, data, assignment)
    cleaned: dict[str, Any] = template.cleaned(data)
    if not cleaned:
        form = forms.of_record(kind)
        assert form is not None and form.model is not None
        needed = [key for key in form.keys if form.model.model_fields[key].is_required()]
        for key in needed:
            stream.say(f"{key}: {template.wants(kind, (key,))}".rstrip(": "))
        raise UsageError(
            f"'{record_id}' has no fields yet; {kind} need those above",
            f"give them with --set or --from, for example --set {needed[0]}=… .",
        )
    return cleaned


def _json(source: str) -> dict[str, Any]:
    from decimal import Decimal

    import simplejson

    from mic25cli.store import read, yamlio
    from mic25cli.store.node import MAX_BYTES, YamlError

    name = "standard input" if source == "-" else f"'{source}'"
    try:
        if source == "-":
            raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            raw = read.read_bytes(Path(source))
        data = simplejson.loads(yamlio.decode(raw), parse_float=Decimal)
    except YamlError as fault:
        raise UsageError(f"--from: {name}: {fault.message}", fault.hint) from fault
    except (ValueError, RecursionError) as fault:
        raise UsageError(f"--from: {name} is not JSON: {fault}") from fault
    if not isinstance(data, dict):
        raise UsageError(
            f"--from: {name} holds no JSON object", 'one record: {"name": {"en": …}, …}.'
        )
    return data


def file_for(folder: Path, kind: str, topic: str | None) -> Path:
    """The file of a folder for a new record of a kind; raises `UsageError` where that is open."""
    from mic25cli.store import place

    found = [file.path for file in place.files(folder) if file.kind == kind]
    if topic is not None:
        named = [path for path in found if path.stem == topic]
        if len(named) > 1:
            told = ", ".join(str(path.relative_to(folder)) for path in named)
            raise UsageError(f"--file: several files are called '{topic}': {told}", "rename one.")
        return named[0] if named else folder / kind / f"{topic}.yaml"
    if len(found) > 1:
        topics = ", ".join(path.stem for path in found)
        raise UsageError(
            f"the {kind} stand in {len(found)} files", f"choose with --file: {topics}."
        )
    return found[0] if found else folder / f"{kind}.yaml"


def run_add(
    kind: str,
    record_id: str,
    data: dict[str, Any],
    topic: str | None,
    comments: bool,
    records: tuple[Path, ...],
    dry_run: bool,
    wait: float,
    output: stream.Output,
) -> None:
    """Add the record to the last of the record folders, or raise and write nothing."""
    from mic25cli.store import editing, load, place, template

    folders = place.folders(records)
    home = folders[-1]
    if not dry_run:
        writing.writable(home)
    with nullcontext() if dry_run else writing.held(home, "add", wait):
        seen = editing.load_changed((home,), None).ids.get((kind, record_id))
        if seen is not None:
            raise UsageError(
                f"the id '{record_id}' stands already at {seen}", "an id names one record."
            )
        path = file_for(home, kind, topic)
        record = template.record(kind, data, comments)
        change = editing.with_record(path, kind, record_id, record)
        if dry_run:
            writing.show_patch(path, change.before, change.after, output)
        writing.propose(folders, change, output)
        if not dry_run:
            writing.commit(change)
            stream.write(f"{load.shown(path)}: added {KINDS[kind].one} '{record_id}'\n")
