"""A new record: from what fields, into which file."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import simplejson

from mic25cli.edit import change, template
from mic25cli.edit.change import FileChange
from mic25cli.edit.replace import target_of
from mic25cli.edit.requests import AddRequest
from mic25cli.errors import UsageError
from mic25cli.model.kinds import KINDS
from mic25cli.model.shape import of_kind
from mic25cli.store import place, yamlio
from mic25cli.store.node import MAX_DEPTH, YamlError


class NoFieldsError(UsageError):
    """A record without fields; `wanted` says of each field that it needs what that wants."""

    def __init__(self, record_id: str, kind: str, wanted: dict[str, str]) -> None:
        first = next(iter(wanted))
        shape = of_kind(kind).fields[first].shape
        # A name is given by language, not as a whole.
        part = f".{next(iter(shape.fields))}" if shape.sort == "mapping" and shape.fields else ""
        super().__init__(
            f"'{record_id}' has no fields yet; {kind} need those above",
            f"give them with --set or --from, for example --set {first}{part}=… .",
        )
        self.wanted = wanted


def from_json(raw: bytes, name: str) -> dict[str, object]:
    """The fields that a JSON object gives, decimals with their digits; raises `UsageError`."""
    try:
        data = simplejson.loads(yamlio.decode(raw), parse_float=Decimal, parse_constant=_no_number)
    except YamlError as fault:
        raise UsageError(f"--from: {name}: {fault.message}", fault.hint) from fault
    except (ValueError, RecursionError) as fault:
        raise UsageError(f"--from: {name} is not JSON: {fault}") from fault
    if not isinstance(data, dict):
        raise UsageError(
            f"--from: {name} holds no JSON object", 'one record: {"name": {"en": …}, …}.'
        )
    if _is_deeper(data, MAX_DEPTH):
        raise UsageError(f"--from: {name} is nested more than {MAX_DEPTH} deep")
    return data


def _no_number(name: str) -> None:
    raise ValueError(f"'{name}' is no number")


def _is_deeper(data: Any, levels: int) -> bool:
    """Whether data have more levels than so many; a text or a number is one."""
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return not levels or any(_is_deeper(each, levels - 1) for each in inner)


def fields(
    kind: str, record_id: str, given: dict[str, object], assignments: Sequence[str]
) -> dict[str, object]:
    """A record's fields from those given and from `path=value` texts, less what says nothing.

    Raises `UsageError` for what is no field, `NoFieldsError` where nothing is left.
    """
    data = dict(given)
    named = data.pop("kind", kind)
    if named != kind:
        raise UsageError(f"--from: the record there is one of the {named}, not of the {kind}")
    data.pop("id", None)
    for assignment in assignments:
        template.put(kind, data, assignment)
    cleaned: dict[str, object] = template.cleaned(data)
    if not cleaned:
        required = [field.key for field in of_kind(kind).fields.values() if field.required]
        needed = required or [KINDS[kind].label]
        raise NoFieldsError(record_id, kind, {key: template.wants(kind, (key,)) for key in needed})
    return cleaned


def file_for(folder: Path, kind: str, topic: str | None) -> Path:
    """The file of a folder for a new record of a kind; raises `UsageError` where that is open."""
    paths = [file.path for file in place.files(folder) if file.kind == kind]
    if topic is not None:
        named = [path for path in paths if path.stem == topic]
        if len(named) > 1:
            listed = ", ".join(str(path.relative_to(folder)) for path in named)
            raise UsageError(f"--file: several files are called '{topic}': {listed}", "rename one.")
        return named[0] if named else folder / kind / f"{topic}.yaml"
    if len(paths) > 1:
        topics = ", ".join(path.stem for path in paths)
        raise UsageError(
            f"the {kind} stand in {len(paths)} files", f"choose with --file: {topics}."
        )
    return paths[0] if paths else folder / f"{kind}.yaml"


def add(folder: Path, new: AddRequest, given: dict[str, object]) -> FileChange:
    """The change that adds a record with fields; raises `UsageError` for an id that is there."""
    seen = change.load_changed((folder,)).ids.get((new.kind, new.record_id))
    if seen is not None:
        raise UsageError(
            f"the id '{new.record_id}' stands already at {seen}", "an id names one record."
        )
    path = file_for(folder, new.kind, new.topic)
    target_of(path, folder)
    record = template.record(new.kind, given, new.comments)
    try:
        return change.with_record(path, new.kind, new.record_id, record)
    except YamlError as fault:
        raise UsageError(f"the record cannot be written: {fault.message}", fault.hint) from fault
