"""From files to the book: read, check against the models, and say where each fault lies."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mic25cli.diagnostic import Diagnostic
from mic25cli.errors import RecordsError, quoted, said
from mic25cli.model.book import Book
from mic25cli.model.characters import SLUG
from mic25cli.model.kinds import KINDS, load_model
from mic25cli.store import cores, garbage, place, read, yamlio
from mic25cli.store.about import declared
from mic25cli.store.node import MAX_FAULTS
from mic25cli.store.read import Contents
from mic25cli.store.verdicts import Stamp, Verdict, Verdicts
from mic25cli.store.yamlio import Node, YamlError

Records = dict[str, MutableMapping[str, dict[str, Any]]]


Plain = list[tuple[str, int, object]]
"""The values of a file as its YAML gives them: id, its line, and the value."""
Sound = list[tuple[str, int, dict[str, object]]]
"""The records of a file without a fault: id, its line, and the record."""
MANY_FILES, MANY_BYTES = 200, 400_000
"""What is worth a second process: so many files to be read, or so much in fewer."""
SOME_FILES, SOME_BYTES = 20, 100_000
"""What is worth one where the models have to be built meanwhile."""
READINGS = 10
"""How often files that are being changed are read before it is given up."""


_known: dict[tuple[str, str], Sound] | None = None


@contextmanager
def alike() -> Iterator[None]:
    """Books that are read meanwhile share the records of files with the same content.

    Two editions of a book differ in few of their files.  Targets are not shared: what they take
    from an indicator may be something else in each edition.
    """
    global _known
    before, _known = _known, {} if _known is None else _known
    try:
        yield
    finally:
        _known = before


class Changed(RecordsError):
    """A file that is not what it was when it was read in the same run."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"the records are being changed: '{path}' is not what it was a moment ago",
            "run the command again when that has ended.",
        )


def mark_of(raw: bytes) -> str:
    """What tells the content of a file from any other."""
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


class Origin:
    """A file that records come from: its nodes, at hand or read again when a place is wanted.

    Most files hold no fault, so that nobody asks for a place in them; their nodes
    would be most of the time and memory that reading takes.
    """

    def __init__(
        self,
        nodes: dict[str, tuple[Node, Node]] | None = None,
        file: Path | None = None,
        mark: str | None = None,
        stamp: Stamp | None = None,
        verdict: Verdict | None = None,
    ) -> None:
        self._nodes = nodes
        self.file = file
        self.mark = mark
        """What its content comes to, where that is known."""
        self.verdict = verdict
        """What is known of it from an earlier check."""
        self.stamp = stamp
        self.count = 0
        """How many records it holds."""

    def nodes(self, record_id: str) -> tuple[Node, Node]:
        """The nodes of a record: its id, and its value; raises `Changed`."""
        if self._nodes is None:
            node = read.contents(self._again()).node
            assert node is not None
            self._nodes = {str(key.value): (key, value) for key, value in node.items if key}
        return self._nodes[record_id]

    def records(self, kind: str) -> dict[str, dict[str, object]]:
        """The records of the sound file that it is, read again; raises `Changed`."""
        sound = sound_records(kind, self._again())
        assert sound is not None
        return {record_id: record for record_id, _, record in sound}

    def _again(self) -> bytes:
        assert self.file is not None
        try:
            raw = read.read_bytes(self.file)
        except YamlError as fault:
            raise Changed(self.file) from fault
        if mark_of(raw) != self.mark:
            raise Changed(self.file)
        return raw


class RecordsOfKind(MutableMapping[str, dict[str, object]]):
    """Records of one kind by id, of which those of known files are read when they are asked for."""

    def __init__(self, kind: str, loaded: Loaded) -> None:
        self._kind = kind
        self._items: dict[str, dict[str, object] | Origin] = {}
        self._loaded = loaded

    def __getitem__(self, record_id: str) -> dict[str, object]:
        found = self._items[record_id]
        if isinstance(found, Origin):
            records = found.records(self._kind)
            if self._kind == "targets":
                resolve({**self._loaded.records, "targets": records})
            for each, record in records.items():
                # Another file may have replaced a record of this one.
                if self._items.get(each) is found:
                    self._items[each] = record
            return records[record_id]
        return found

    def __setitem__(self, record_id: str, record: dict[str, object] | Origin) -> None:
        self._items[record_id] = record

    def __delitem__(self, record_id: str) -> None:
        del self._items[record_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._items

    def at_hand(self) -> dict[str, dict[str, Any]]:
        """Those that were read."""
        return {each: item for each, item in self._items.items() if isinstance(item, dict)}

    def lay_over(self, other: RecordsOfKind) -> None:
        """Lay other records over these."""
        self._items.update(other._items)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a record stands: its file, and the nodes of its id and its value."""

    path: str
    id: str
    origin: Origin

    @property
    def key(self) -> Node:
        """The node of its id."""
        return self.origin.nodes(self.id)[0]

    @property
    def node(self) -> Node:
        """The node of its value."""
        return self.origin.nodes(self.id)[1]

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
    partly: bool = False
    """Whether some of the files need not have been read."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    files: list[FileCount] = field(default_factory=list)

    @property
    def book(self) -> Book:
        """The records that are fine, as a book."""
        return Book.of(self.records, digest(self.records))

    def add(self, layer: Loaded) -> None:
        """Lay another set of files over this one: its records replace those of the same id."""
        for kind, records in layer.records.items():
            if isinstance(records, RecordsOfKind):
                mine = self.records.setdefault(kind, RecordsOfKind(kind, self))
                assert isinstance(mine, RecordsOfKind)
                mine.lay_over(records)
            else:
                self.records.setdefault(kind, {}).update(records)
        self.spots.update(layer.spots)
        self.ids.update(layer.ids)
        self.mentioned |= layer.mentioned
        self.diagnostics.extend(layer.diagnostics)
        self.files.extend(layer.files)


def digest(records: Mapping[str, Mapping[str, Any]]) -> str:
    """A fingerprint of the records: the same whatever files they stand in, and in which order."""
    import simplejson

    text = simplejson.dumps(records, use_decimal=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def shown(path: Path) -> str:
    """A path as a reader would type it: relative to where they are, if it lies there."""
    # Links are not followed: the path is the one that was found, and a link may lead nowhere.
    try:
        whole, here = os.path.abspath(path), os.getcwd()
    except OSError:
        # The working folder is gone.
        return str(path)
    above = here.rstrip(os.sep) + os.sep
    return whole[len(above) :] if whole.startswith(above) else str(path)


def load_contents(
    loaded: Loaded, kind: str, path: str, given: Contents, mark: str | None = None
) -> None:
    """Check the records of one file and add them, or their faults, to `loaded`."""
    faults: list[Diagnostic] = [
        Diagnostic(
            path, fault.line, fault.column, fault.code, fault.message, "error", fault.hint, kind
        )
        for fault in given.faults
    ]
    from mic25cli.store.faults import validated

    found: list[str] = []
    fine: list[str] = []
    model = load_model(kind)
    nodes: dict[str, tuple[Node, Node]] = {}
    origin = Origin(nodes, mark=mark)
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
        record = accepted.as_data()
        loaded.records.setdefault(kind, {})[record_id] = {"kind": kind, "id": record_id, **record}
        loaded.spots[kind, record_id] = Spot(path, record_id, origin)
        nodes[record_id] = key, value
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


def _is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None and text[-1] != "\n" and len(text) <= 80


_ID = re.compile(SLUG)


def _id_fault(
    loaded: Loaded,
    kind: str,
    path: str,
    key: Node,
    record_id: str,
) -> list[Diagnostic]:
    """What is wrong with a record's id: its form, or another record that has it already."""
    if not _is_id(record_id):
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


@dataclass(frozen=True, slots=True)
class Glance:
    """A file as read without places: what its content comes to, and its values if it is plain.

    Of one on which the verdict holds the values are not read.  One that is not wholly plain has
    its content instead, to be read with places.
    """

    mark: str | None
    plain: Plain | None = None
    raw: bytes | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """What an earlier check and the file system tell of a file."""

    stamp: Stamp | None = None
    verdict: Verdict | None = None

    @property
    def holds(self) -> bool:
        """Whether the file has not changed since the check, and need not be read."""
        old = self.verdict
        return self.stamp is not None and old is not None and old.stamp == self.stamp


NOTHING = Before()


def _before(file: place.RecordFile, verdicts: Verdicts | None) -> Before:
    if verdicts is None:
        return NOTHING
    stamp = verdicts.stamp_of(file.path)
    verdict = verdicts.of(os.path.abspath(file.path))
    return Before(stamp, verdict if verdict and verdict.kind == file.kind else None)


def _glance(file: place.RecordFile, before: Before) -> Glance:
    """Read a file without places."""
    assert file.kind is not None
    try:
        raw = read.read_bytes(file.path)
    except YamlError:
        return Glance(None)
    mark = mark_of(raw)
    if before.verdict is not None and before.verdict.mark == mark:
        return Glance(mark)
    return _glance_of(file.kind, raw, mark)


def _glance_of(kind: str, raw: bytes, mark: str) -> Glance:
    if _known is not None and (kind, mark) in _known:
        return Glance(mark)
    plain = _plain(raw)
    return Glance(mark, plain, raw if plain is None else None)


def _shared(kind: str, glance: Glance) -> Sound | None:
    """The records of a file, those of one with the same content where books share them."""
    key = kind, glance.mark or ""
    if _known is not None and key in _known:
        return _known[key]
    sound = None if glance.plain is None else _sound(kind, glance.plain)
    if _known is not None and sound is not None and kind != "targets":
        _known[key] = sound
    return sound


def load_raw(loaded: Loaded, kind: str, path: str, raw: bytes) -> None:
    """Check the records that stand in no file any more, and add them, or their faults."""
    mark = mark_of(raw)
    sound = _shared(kind, _glance_of(kind, raw, mark))
    if sound is None or not _add(loaded, kind, path, sound, Origin(mark=mark)):
        load_contents(loaded, kind, path, read.contents(raw))


def load_file(
    loaded: Loaded,
    file: place.RecordFile,
    before: Before = NOTHING,
    glance: Glance | None = None,
) -> None:
    """Read one file into `loaded`; a file that cannot be read is one more diagnostic.

    One that an earlier check found sound, and that has not changed since, is not read.
    """
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
    old = before.verdict
    if before.holds:
        glance = Glance(old.mark if old else None)
    elif glance is None:
        glance = _glance(file, before)
    origin = Origin(file=file.path, mark=glance.mark, stamp=before.stamp)
    sound: Sequence[tuple[str, int, dict[str, object] | Origin]] | None = None
    if old is not None and old.mark == glance.mark:
        origin.verdict = old
        sound = [(record_id, line, origin) for record_id, line in old.lines.items()]
    else:
        sound = _shared(file.kind, glance)
    if sound is not None and _add(loaded, file.kind, path, sound, origin):
        return
    raw = glance.raw
    try:
        raw = read.read_bytes(file.path) if raw is None else raw
    except YamlError as fault:
        load_contents(loaded, file.kind, path, Contents(None, [fault]))
        return
    load_contents(loaded, file.kind, path, read.contents(raw), mark_of(raw))


def _plain(raw: bytes) -> Plain | None:
    """The values of a file by id, without places; None where it is not wholly plain."""
    try:
        return yamlio.records(yamlio.decode(raw))
    except YamlError:
        return None


def sound_records(kind: str, raw: bytes) -> Sound | None:
    """The records of a file in which reading finds no fault; None of any other.

    It notes no places, which only faults have a use for.
    """
    plain = _plain(raw)
    return None if plain is None else _sound(kind, plain)


def _sound(kind: str, plain: Plain) -> Sound | None:
    """The records that plain values come to; None if any of them is none."""
    from pydantic import ValidationError

    check = load_model(kind).__pydantic_validator__.validate_python
    sound: Sound = []
    for record_id, line, value in plain:
        if type(value) is not dict or not _is_id(record_id):
            return None
        try:
            record = check(value)
        except ValidationError:
            return None
        sound.append((record_id, line, {"kind": kind, "id": record_id, **record.as_data()}))
    return sound


def _add(
    loaded: Loaded,
    kind: str,
    path: str,
    sound: Sequence[tuple[str, int, dict[str, object] | Origin]],
    origin: Origin,
) -> bool:
    """Add the records of a sound file; False, and nothing, if an id stands elsewhere already."""
    if any((kind, record_id) in loaded.ids for record_id, _, _ in sound):
        return False
    records: Any = loaded.records.get(kind)
    if records is None:
        records = RecordsOfKind(kind, loaded) if loaded.partly else {}
        if sound:
            loaded.records[kind] = records
    origin.count = len(sound)
    for record_id, line, record in sound:
        records[record_id] = record
        loaded.ids[kind, record_id] = f"{path}:{line}"
        loaded.spots[kind, record_id] = Spot(path, record_id, origin)
    ids = tuple(record_id for record_id, _, _ in sound)
    loaded.files.append(FileCount(path, kind, ids, ids))
    return True


def load(
    folders: Sequence[Path],
    layers: Sequence[Loaded] = (),
    verdicts: Verdicts | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> Loaded:
    """Read all record files of the folders; a later folder's record replaces an earlier one's.

    `layers` are files read already, which lie on top; `verdicts` tell which files need not be read;
    `meanwhile` is done while another process reads, if one does.
    """
    loaded = Loaded()
    with garbage.at_rest():
        for folder in folders:
            layer = Loaded(partly=verdicts is not None)
            _load_folder(layer, folder, verdicts, meanwhile)
            loaded.add(layer)
    for layer in layers:
        loaded.add(layer)
    resolve(loaded.records)
    loaded.diagnostics.sort()
    return loaded


def _is_much(files: Sequence[place.RecordFile]) -> bool:
    """Whether to read files is worth a second process."""
    built = "pydantic" in sys.modules
    if len(files) >= (MANY_FILES if built else SOME_FILES):
        return True
    return _bytes(files) >= (MANY_BYTES if built else SOME_BYTES)


def _bytes(files: Sequence[place.RecordFile]) -> int:
    """How much there is in files; nothing in those that do not tell."""
    total = 0
    for file in files:
        with suppress(OSError, ValueError):
            total += os.path.getsize(file.path)
    return total


def _load_folder(
    layer: Loaded,
    folder: Path,
    verdicts: Verdicts | None,
    meanwhile: Callable[[], None] | None,
) -> None:
    """Read the files of a folder in their order, by two cores where there are many to be read."""
    files = place.files(folder)
    before = [_before(file, verdicts) for file in files]
    unread = [
        index
        for index, (file, each) in enumerate(zip(files, before, strict=True))
        if file.kind is not None and file.unread is None and not each.holds
    ]
    kinds = {kind for index in unread if (kind := files[index].kind) is not None}

    def models() -> None:
        """Build the models while the other process reads."""
        for kind in kinds:
            load_model(kind)
        if meanwhile is not None and unread:
            meanwhile()

    glances = cores.in_order(
        len(unread),
        lambda number: _glance(files[unread[number]], before[unread[number]]),
        much=_is_much([files[index] for index in unread]),
        meanwhile=models,
    )
    waiting = set(unread)
    for index, (file, each) in enumerate(zip(files, before, strict=True)):
        load_file(layer, file, each, next(glances) if index in waiting else None)


def resolve(records: Records) -> None:
    """Give milestones and baselines that name no unit the unit of their indicator."""
    indicators = records.get("indicators", {})
    targets = records.get("targets", {})
    if isinstance(targets, RecordsOfKind):
        # The others are resolved when they are read.
        targets = targets.at_hand()
    for target in targets.values():
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
    return "".join(f" --records {quoted(str(folder))}" for folder in folders)


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
            + f"{said('mic25 validate' + _given(folders))} lists every fault.",
            loaded.diagnostics,
        )
    return loaded.book
