"""From files to the book: read, check against the models, and say where each fault lies."""

from __future__ import annotations

import hashlib
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
from mic25cli.store import place, yamlio
from mic25cli.store.faults import validated
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


@dataclass
class Loaded:
    """What the files gave: the records that are fine, and every fault of the others."""

    records: Records = field(default_factory=dict)
    spots: dict[tuple[str, str], Spot] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    files: list[tuple[str, int, int]] = field(default_factory=list)
    """Path, records found and records that are fine, a file."""

    @property
    def book(self) -> Book:
        """The records that are fine, as a book."""
        return Book.of(self.records, digest(self.records))


def digest(records: Mapping[str, Mapping[str, Any]]) -> str:
    """A fingerprint of the records: the same whatever files they stand in, and in which order."""
    text = simplejson.dumps(records, use_decimal=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def shown(path: Path) -> str:
    """A path as a reader would type it: relative to where they are, if that is shorter."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def read_file(path: Path) -> Node | None:
    """The nodes of a file; raises `YamlError` for one that cannot be read."""
    try:
        if path.stat().st_size > yamlio.MAX_BYTES:
            yamlio.decode(b" " * (yamlio.MAX_BYTES + 1))
        raw = path.read_bytes()
    except OSError as fault:
        raise YamlError("unreadable", f"the file cannot be read: {fault.strerror}", 1, 1) from fault
    return yamlio.compose(yamlio.decode(raw))


def load_text(
    loaded: Loaded, kind: str, shown_path: str, node: Node | None, override: bool = False
) -> None:
    """Check the records of one file and add them, or their faults, to `loaded`.

    A record whose id is there already replaces it with `override`, and is a fault without.
    """
    import re

    def fault(
        node: Node, code: str, message: str, hint: str | None, record_id: str | None = None
    ) -> None:
        loaded.diagnostics.append(
            Diagnostic(
                shown_path, node.line, node.column, code, message, "error", hint, kind, record_id
            )
        )

    found = fine = 0
    if node is not None and not (node.kind == "scalar" and node.value is None):
        if node.kind != "mapping":
            fault(
                node,
                "not-a-mapping",
                "the file must map ids to records",
                "write 'some-id:' and the record's keys below it",
            )
            node = None
    else:
        node = None
    seen: dict[str, Node] = {}
    model = load_model(kind)
    for key, value in node.items if node is not None else []:
        assert key is not None
        found += 1
        record_id = str(key.value)
        if not re.match(SLUG, record_id) or len(record_id) > 80:
            fault(
                key,
                "bad-id",
                f"'{record_id[:80]}' is not an id",
                "use lower-case words joined by hyphens",
                record_id,
            )
            continue
        if record_id in seen:
            fault(
                key,
                "duplicate-id",
                f"the id '{record_id}' stands already at line {seen[record_id].line}",
                "an id names one record: rename or merge",
                record_id,
            )
            continue
        seen[record_id] = key
        other = loaded.spots.get((kind, record_id))
        if other is not None and not override:
            fault(
                key,
                "duplicate-id",
                f"the id '{record_id}' stands already in {other.path}:{other.key.line}",
                "an id names one record: rename or merge",
                record_id,
            )
            continue
        accepted, faults = validated(model, kind, record_id, shown_path, key, value)
        loaded.diagnostics.extend(faults)
        if accepted is None or faults:
            continue
        record = accepted.plain()
        loaded.records.setdefault(kind, {})[record_id] = {"kind": kind, "id": record_id, **record}
        loaded.spots[kind, record_id] = Spot(shown_path, key, value)
        fine += 1
    loaded.files.append((shown_path, found, fine))


def load_file(loaded: Loaded, file: place.RecordFile, override: bool = False) -> None:
    """Read one file into `loaded`; a file that cannot be read is one more diagnostic."""
    path = shown(file.path)
    if file.kind is None:
        loaded.diagnostics.append(
            Diagnostic(
                path,
                1,
                1,
                "unknown-kind",
                "the file's name is that of no kind",
                "error",
                place.misnamed_hint(file),
            )
        )
        return
    try:
        node = read_file(file.path)
    except YamlError as fault:
        loaded.diagnostics.append(
            Diagnostic(
                path,
                fault.line,
                fault.column,
                fault.code,
                fault.message,
                "error",
                fault.hint,
                file.kind,
            )
        )
        loaded.files.append((path, 0, 0))
        return
    load_text(loaded, file.kind, path, node, override)


def load(folders: Sequence[Path]) -> Loaded:
    """Read all record files of the folders; a later folder's record replaces an earlier one's."""
    loaded = Loaded()
    for folder in folders:
        layer = Loaded()
        for file in place.files(folder):
            load_file(layer, file)
        for kind, records in layer.records.items():
            loaded.records.setdefault(kind, {}).update(records)
        loaded.spots.update(layer.spots)
        loaded.diagnostics.extend(layer.diagnostics)
        loaded.files.extend(layer.files)
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
        for claim in [*target["milestones"], *([target["baseline"]] if target["baseline"] else [])]:
            if claim["unit"] is None and (claim["value"] is not None or claim["low"] is not None):
                claim["unit"] = indicator["unit"]


def load_book(folders: Sequence[Path]) -> Book:
    """The book of the folders for a look-up; raises `RecordsError` if any record is invalid."""
    loaded = load(folders)
    if not any(loaded.records.values()) and not loaded.diagnostics:
        names = ", ".join(f"'{folder}'" for folder in folders)
        raise RecordsError(
            f"there are no records in {names}",
            f"a record folder holds {', '.join(list(KINDS)[:3])} … as YAML files.",
        )
    if loaded.diagnostics:
        first = loaded.diagnostics[0]
        count = len(loaded.diagnostics)
        more = f" (and {count - 1} more)" if count > 1 else ""
        raise RecordsError(
            f"the records are not valid: {first.path}:{first.line}:{first.column}: "
            f"{first.message}{more}",
            (f"{first.hint}; " if first.hint else "") + "'mic25 validate' lists every fault.",
            loaded.diagnostics,
        )
    return loaded.book
