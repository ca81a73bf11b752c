"""From files to the book: read, check against the models, and say where each fault lies."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import simplejson

from mic25cli.diagnostic import Diagnostic
from mic25cli.errors import RecordsError
from mic25cli.model.book import Book
from mic25cli.model.kinds import KINDS, load_model
from mic25cli.model.scalars import SLUG
from mic25cli.store import place, read, yamlio
from mic25cli.store.about import declared
from mic25cli.store.faults import MAX_FAULTS, validated
from mic25cli.store.read import Contents
from mic25cli.store.yamlio import Node, YamlError

Records = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Spot:
    """Where a record stands: its file, and the nodes of its id and its value."""

    path: str
    key: Node
    node: Node

    def find(self, field_path: yamlio.Path, key: bool = False) -> tuple[int, int]:
        """Line and column of the value (or of the key) that a path within the record leads to."""
        key_node, node = self.node.place(field_path)
        if not field_path:
            key_node, node = self.key, self.node
        spot = key_node if key and key_node is not None else node
        return spot.line, spot.column


@dataclass(frozen=True)
class FileCount:
    """A file that was read: the ids of its records, and of those that fit their model."""

    path: str
    kind: str | None
    found: tuple[str, ...] = ()
    fine: tuple[str, ...] = ()
    readable: bool = True
    """Whether it was YAML; of one that was not, `found` holds what could be made out."""


@dataclass
class Loaded:
    """What the files gave: the records that are fine, and every fault of the others."""

    records: Records = field(default_factory=dict)
    spots: dict[tuple[str, str], Spot] = field(default_factory=dict)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    """Every record seen, broken ones too, with the `path:line` of its id."""
    mentioned: set[str] = field(default_factory=set)
    """Every text of the broken records: what they cite is cited all the same."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    files: list[FileCount] = field(default_factory=list)

    @property
    def book(self) -> Book:
        """The records that are fine, as a book."""
        return Book.of(self.records, digest(self.records))

    def add(self, layer: Loaded) -> None:
        """Lay another set of files over this one: its records replace those of the same id."""
        for kind, records in layer.records.items():
            self.records.setdefault(kind, {}).update(records)
        self.spots.update(layer.spots)
        self.ids.update(layer.ids)
        self.mentioned |= layer.mentioned
        self.diagnostics.extend(layer.diagnostics)
        self.files.extend(layer.files)


def digest(records: Mapping[str, Mapping[str, Any]]) -> str:
    """A fingerprint of the records: the same whatever files they stand in, and in which order."""
    text = simplejson.dumps(records, use_decimal=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def shown(path: Path) -> str:
    """A path as a reader would type it: relative to where they are, if it lies there."""
    # Links are not followed: the path is the one that was found, and a link may lead nowhere.
    whole, here = os.path.abspath(path), os.getcwd()
    return (
        os.path.relpath(whole, here)
        if whole.startswith(here.rstrip(os.sep) + os.sep)
        else str(path)
    )


def load_contents(loaded: Loaded, kind: str, path: str, given: Contents) -> None:
    """Check the records of one file and add them, or their faults, to `loaded`."""
    faults: list[Diagnostic] = [
        Diagnostic(path, each.line, each.column, each.code, each.message, "error", each.hint, kind)
        for each in given.faults
    ]
    found: list[str] = []
    fine: list[str] = []
    model = load_model(kind)
    for key, value in _records(given.node, kind, path, faults):
        record_id = str(key.value)
        found.append(record_id)
        faulty = _id_fault(loaded, kind, path, key, record_id)
        accepted, wrong = validated(model, kind, record_id, path, key, value)
        faults += faulty + wrong
        loaded.ids.setdefault((kind, record_id), f"{path}:{key.line}")
        if accepted is None or faulty or wrong:
            loaded.mentioned |= _texts(value)
            continue
        record = accepted.plain()
        loaded.records.setdefault(kind, {})[record_id] = {"kind": kind, "id": record_id, **record}
        loaded.spots[kind, record_id] = Spot(path, key, value)
        fine.append(record_id)
    for record_id in given.lost:
        found.append(record_id)
        loaded.ids.setdefault((kind, record_id), path)
    loaded.diagnostics += _capped(faults)
    loaded.files.append(FileCount(path, kind, tuple(found), tuple(fine), not given.faults))


def _texts(node: Node) -> set[str]:
    """Every text that stands in a node."""
    found: set[str] = set()
    todo, seen = [node], {id(node)}
    while todo:
        here = todo.pop()
        if isinstance(here.value, str):
            found.add(here.value)
        for _, each in here.items:
            # What aliases repeat is read once.
            if id(each) not in seen:
                seen.add(id(each))
                todo.append(each)
    return found


def _records(
    node: Node | None, kind: str, path: str, faults: list[Diagnostic]
) -> list[tuple[Node, Node]]:
    if node is None or (node.kind == "scalar" and node.value is None):
        return []
    if node.kind != "mapping":
        message = "the file must map ids to records"
        hint = "write 'some-id:' and the record's keys below it"
        where = Diagnostic(
            path, node.line, node.column, "not-a-mapping", message, "error", hint, kind
        )
        faults.append(where)
        return []
    return [(key, value) for key, value in node.items if key is not None]


def _id_fault(
    loaded: Loaded,
    kind: str,
    path: str,
    key: Node,
    record_id: str,
) -> list[Diagnostic]:
    """What is wrong with a record's id: its form, or another record that has it already."""
    if not re.fullmatch(SLUG, record_id) or record_id.endswith("\n") or len(record_id) > 80:
        code, message = "bad-id", f"'{record_id[:80]}' is not an id"
        hint = "use lower-case words joined by hyphens, 80 characters at most"
    elif (kind, record_id) in loaded.ids:
        code = "duplicate-id"
        message = f"the id '{record_id}' stands already at {loaded.ids[kind, record_id]}"
        hint = "an id names one record: rename or merge"
    else:
        return []
    return [Diagnostic(path, key.line, key.column, code, message, "error", hint, kind, record_id)]


def _capped(faults: list[Diagnostic]) -> list[Diagnostic]:
    """At most `MAX_FAULTS` of a file: a hostile file could hold hundreds of thousands."""
    faults = list(dict.fromkeys(faults))
    if len(faults) <= MAX_FAULTS:
        return faults
    faults.sort()
    last = faults[MAX_FAULTS]
    message = f"this file has {len(faults) - MAX_FAULTS:,} more faults, which are not shown"
    hint = "mend those above first"
    end = Diagnostic(last.path, last.line, last.column, "too-many-faults", message, "error", hint)
    return [*faults[:MAX_FAULTS], end]


def load_file(loaded: Loaded, file: place.RecordFile) -> None:
    """Read one file into `loaded`; a file that cannot be read is one more diagnostic."""
    path = shown(file.path)
    if file.unread is not None:
        fault = Diagnostic(path, 1, 1, "unreadable", file.unread, "error", place.UNREAD_HINT)
        loaded.diagnostics.append(fault)
        loaded.files.append(FileCount(path, None, readable=False))
        return
    if file.kind is None:
        message = "the file's name is that of no kind"
        hint = place.misnamed_hint(file)
        loaded.diagnostics.append(Diagnostic(path, 1, 1, "unknown-kind", message, "error", hint))
        loaded.files.append(FileCount(path, None, readable=False))
        return
    try:
        given = read.contents(read.read_bytes(file.path))
    except YamlError as fault:
        given = Contents(None, [fault])
    load_contents(loaded, file.kind, path, given)


def load(folders: Sequence[Path], layers: Sequence[Loaded] = ()) -> Loaded:
    """Read all record files of the folders; a later folder's record replaces an earlier one's.

    `layers` are files read already, which lie on top.
    """
    loaded = Loaded()
    for folder in folders:
        layer = Loaded()
        for file in place.files(folder):
            load_file(layer, file)
        loaded.add(layer)
    for layer in layers:
        loaded.add(layer)
    resolve(loaded.records)
    loaded.diagnostics.sort()
    return loaded


def resolve(records: Records) -> None:
    """Give milestones and baselines that name no unit the unit of their indicator."""
    indicators = records.get("indicators", {})
    for target in records.get("targets", {}).values():
        indicator = indicators.get(target["indicator"])
        if indicator is None:
            continue
        for claim in [
            *target["milestones"],
            *([target["baseline"]] if target["baseline"] else []),
        ]:
            if claim["unit"] is None and (claim["value"] is not None or claim["low"] is not None):
                claim["unit"] = indicator["unit"]


def _given(folders: Sequence[Path]) -> str:
    """How a command names the folders; nothing for the shipped ones."""
    if tuple(folders) == (place.shipped(),):
        return ""
    return "".join(f" --records {shlex.quote(str(folder))}" for folder in folders)


def load_book(folders: Sequence[Path]) -> Book:
    """The book of the folders for a look-up; raises `RecordsError` if any record is invalid."""
    loaded = load(folders)
    empty = not any(loaded.records.values()) and not loaded.diagnostics
    if empty and not declared(folders):
        names = ", ".join(f"'{folder}'" for folder in folders)
        raise RecordsError(
            f"there are no records in {names}",
            f"a record folder holds {', '.join(list(KINDS)[:3])} … as YAML files; "
            "'mic25 init DIR' starts one.",
        )
    if loaded.diagnostics:
        first = loaded.diagnostics[0]
        count = len(loaded.diagnostics)
        more = f" (and {count - 1} more)" if count > 1 else ""
        where = f"{first.path}:{first.line}:{first.column}"
        raise RecordsError(
            f"the records are not valid: {where}: {first.message}{more}",
            (f"{first.hint}; " if first.hint else "")
            + f"'mic25 validate{_given(folders)}' lists every fault.",
            loaded.diagnostics,
        )
    return loaded.book
