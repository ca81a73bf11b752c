"""From files to the dataset: read them, check them against the models, and locate each problem."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from mic25cli.diagnostic import Diagnostic
from mic25cli.errors import RecordsError, ended, quoted, quoted_command
from mic25cli.model.dataset import Record, RecordSet
from mic25cli.model.dataset_profile import DEFAULT, Profile
from mic25cli.model.kinds import KINDS
from mic25cli.store import exported_json, read_file, record_folders, valid_records, yamlio
from mic25cli.store.fill_in import Records, Renamed, fill_in_names, fill_in_units, follow_former_ids
from mic25cli.store.profile import read_profile
from mic25cli.store.read_file import Contents
from mic25cli.store.record_folders import typed_path as typed_path
from mic25cli.store.valid_records import ValidRecords, content_digest, is_id, read_ahead
from mic25cli.store.valid_records import parsed_once as parsed_once
from mic25cli.store.yaml_nodes import MAX_FAULTS
from mic25cli.store.yamlio import Node, YamlError
from mic25cli.work_progress import steps


@contextmanager
def garbage_collection_paused() -> Iterator[None]:
    """Pause garbage collection, because reading makes many objects that stay in use."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


class FileChanged(RecordsError):
    """A file that was changed between two reads in one run."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"the records are being changed: '{path}' is not what it was a moment ago",
            "run the command again when the changes have ended.",
        )


@dataclass
class SourceFile:
    """A file that was read: its path as typed, and the ids and places of its records."""

    path: str
    kind: str | None
    ids: list[str] = field(default_factory=list)
    """Ids recovered from a file with invalid YAML."""
    valid: list[str] = field(default_factory=list)
    readable: bool = True
    """Whether the file is valid YAML."""
    file: Path | None = None
    raw: bytes | None = None
    """The content to use instead of the file's."""
    digest: str = ""
    nodes: dict[str, tuple[Node, Node]] | None = None
    """The nodes of the id and of the value of each valid record. None until a place is needed,
    because they would take most of the time and memory of reading."""
    parts: dict[str, exported_json.ExportedPart] | None = None
    """The valid records of a kind in an exported dataset, as stored there."""

    def place(
        self, record_id: str, field_path: yamlio.Path = (), key: bool = False
    ) -> tuple[int, int]:
        """The line and column of the value (or of its key) at a path within a record."""
        id_node, node = self.find(record_id)
        key_node, value = node.place(field_path) if field_path else (id_node, node)
        node_ = key_node if key and key_node is not None else value
        return node_.line, node_.column

    def find(self, record_id: str) -> tuple[Node, Node]:
        """The nodes of a valid record's id and value; raises `FileChanged` if it changed since."""
        if self.parts is not None:
            return exported_json.places(self.parts[record_id])
        if self.nodes is None:
            assert self.file is not None
            try:
                raw = read_file.read_bytes(self.file) if self.raw is None else self.raw
            except YamlError as fault:
                raise FileChanged(self.file) from fault
            if content_digest(raw) != self.digest:
                raise FileChanged(self.file)
            node = read_file.contents(raw).node
            assert node is not None
            self.nodes = {str(key.value): (key, value) for key, value in node.items if key}
        return self.nodes[record_id]


@dataclass
class Loaded:
    """The result of reading files: the valid records, and all errors of the others."""

    profile: Profile = DEFAULT
    profile_path: str | None = None
    """The file with the profile, as a reader would type its path."""
    records: Records = field(default_factory=dict)
    sources: dict[tuple[str, str], SourceFile] = field(default_factory=dict)
    """The source files of the valid records, by kind and id."""
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    """The `path:line` of the id of every record, invalid ones included."""
    renamed: Renamed = field(default_factory=dict)
    replaced: list[str] = field(default_factory=list)
    """Records overridden by a later folder, as `kind/id`."""
    mended: dict[tuple[str, str], Mapping[yamlio.Path, bool]] = field(default_factory=dict)
    """By kind and id, the invalid records that the rules still see; for each changed path, whether
    the value was replaced (true) or left out."""
    mentioned: set[str] = field(default_factory=set)
    """All texts of the invalid records, so that the sources in them count as cited."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    files: list[SourceFile] = field(default_factory=list)

    @property
    def dataset(self) -> RecordSet:
        """The dataset of all records that were read without an error."""
        made_of = digest(self.records, self.profile.data.get("units"))
        return RecordSet.of(self.records, made_of, self.profile, self.replaced)

    def add(self, layer: Loaded) -> None:
        """Add the records of other files, which replace those with the same id."""
        for kind, records in layer.records.items():
            mine = self.records.setdefault(kind, {})
            self.replaced += [f"{kind}/{id_}" for id_ in records if id_ in mine]
            mine.update(records)
        self.sources.update(layer.sources)
        self.ids.update(layer.ids)
        self.mentioned |= layer.mentioned
        self.mended |= layer.mended
        self.diagnostics.extend(layer.diagnostics)
        self.files.extend(layer.files)


def digest(records: Mapping[str, Mapping[str, Record]], units: object = None) -> str:
    """A fingerprint of the records and the dataset's `units`, for any files and any order."""
    import simplejson

    write = simplejson.JSONEncoder(use_decimal=True, sort_keys=True, separators=(",", ":")).encode
    made_of = hashlib.sha256()

    def add(*texts: str) -> None:
        # One at a time: the text of all records would take several times the dataset's memory.
        made_of.update("".join(texts).encode())

    def of_record(kind: str, record: Record) -> str:
        claims = {path: record[path] for path, _ in KINDS[kind].claims}
        lists = {
            path: sorted(value, key=write)
            for path, value in claims.items()
            if isinstance(value, list)
        }
        return write({**record, **lists})

    lead = "{"
    for name in sorted([*records, *(["units"] if units else [])]):
        add(lead, write(name), ":")
        lead = ","
        if name not in records:
            add(write(units))
            continue
        before = "{"
        for record_id, record in steps("digest", sorted(records[name].items())):
            add(before, write(record_id), ":", of_record(name, record))
            before = ","
        add("{}" if before == "{" else "}")
    add("{}" if lead == "{" else "}")
    return made_of.hexdigest()


def load_contents(loaded: Loaded, source: SourceFile, contents: Contents) -> None:
    """Check the records of a file, or of a part of one, and add the records or their problems."""
    from mic25cli.store.model_errors import mended, validated

    path, kind = source.path, source.kind
    assert kind is not None
    faults = [fault.at(path, kind) for fault in contents.faults]
    ids: list[str] = []
    model = KINDS[kind].load_model()
    nodes: dict[str, tuple[Node, Node]] = {}
    for key, value in steps("records", _records(contents.node, kind, path, faults)):
        record_id = str(key.value)
        ids.append(record_id)
        faulty = _id_fault(loaded, kind, path, key, record_id)
        accepted, wrong = validated(model, kind, record_id, path, key, value, loaded.profile)
        faults += faulty + wrong
        loaded.ids.setdefault((kind, record_id), f"{path}:{key.line}")
        if accepted is None or faulty or wrong:
            loaded.mentioned |= _texts(value)
            whole = None if faulty else mended(model, kind, value, loaded.profile)
            if whole is None:
                continue
            accepted, loaded.mended[kind, record_id] = whole
        record = {"kind": kind, "id": record_id, **accepted.as_data()}
        loaded.records.setdefault(kind, {})[record_id] = record
        loaded.sources[kind, record_id] = source
        nodes[record_id] = key, value
    for record_id in contents.lost:
        ids.append(record_id)
        loaded.ids.setdefault((kind, record_id), path)
    source.ids += ids
    source.valid += (node for node in nodes if (kind, node) not in loaded.mended)
    source.nodes = nodes
    source.readable &= not contents.faults
    loaded.diagnostics += _capped(faults)


def _texts(node: Node) -> set[str]:
    texts = {node.value} if isinstance(node.value, str) else set()
    return texts.union(*(_texts(item) for _, item in node.items))


def _records(
    node: Node | None, kind: str, path: str, faults: list[Diagnostic]
) -> list[tuple[Node, Node]]:
    if node is None or (node.kind == "scalar" and node.value is None):
        return []
    if node.kind != "mapping":
        faults.append(YamlError.of("not-a-mapping", node.line, node.column).at(path, kind))
        return []
    return [(key, value) for key, value in node.items if key is not None]


def _id_fault(loaded: Loaded, kind: str, path: str, key: Node, record_id: str) -> list[Diagnostic]:
    """The error in a record's id: its form, or another record with the same id."""
    if not is_id(record_id):
        code, message = "bad-id", f"'{record_id[:80]}' is not an id"
        hint = "use lower-case words joined by hyphens, at most 80 characters"
    elif (kind, record_id) in loaded.ids:
        code = "duplicate-id"
        message = f"the id '{record_id}' is already used at {loaded.ids[kind, record_id]}"
        hint = "rename a record, or merge the two"
    else:
        return []
    return [Diagnostic(path, key.line, key.column, "error", code, message, hint, kind, record_id)]


def _capped(faults: list[Diagnostic]) -> list[Diagnostic]:
    faults = list(dict.fromkeys(faults))
    if len(faults) <= MAX_FAULTS:
        return faults
    faults.sort()
    last = faults[MAX_FAULTS]
    message = f"this file has {len(faults) - MAX_FAULTS:,} more problems, which are not shown"
    hint = "correct those above first"
    end = Diagnostic(*last.place, "error", "too-many-problems", message, hint, last.kind)
    return [*faults[:MAX_FAULTS], end]


def load_raw(loaded: Loaded, source: SourceFile, raw: bytes) -> None:
    """Check the records of a file with this content; add them or their problems to `loaded`."""
    source.digest = content_digest(raw)
    loaded.files.append(source)
    assert source.kind is not None
    if not _add_valid(loaded, source, valid_records.read_valid(source.kind, raw, loaded.profile)):
        load_contents(loaded, source, read_file.contents(raw))


def load_file(
    loaded: Loaded, file: record_folders.RecordFile, ahead: tuple[str, ValidRecords] | None = None
) -> None:
    """Read a file of records or an exported dataset; if it cannot be read, add a diagnostic."""
    source = SourceFile(typed_path(file.path), file.kind, file=file.path, raw=file.raw)
    if ahead is not None and _add_valid(loaded, source, ahead[1]):
        source.digest = ahead[0]
        loaded.files.append(source)
        return
    if file.path == file.folder and file.unread is None:
        _load_exported(loaded, file.path)
        return
    if file.unread is not None:
        words = "unreadable", file.unread, record_folders.UNREAD_HINT
    elif file.kind is None:
        words = (
            "unknown-kind",
            "the name of the file is not a record type",
            record_folders.misnamed_hint(file),
        )
    else:
        try:
            load_raw(
                loaded, source, read_file.read_bytes(file.path) if file.raw is None else file.raw
            )
        except YamlError as fault:
            loaded.files.append(source)
            load_contents(loaded, source, Contents(None, [fault]))
        return
    source.kind, source.readable = None, False
    loaded.diagnostics.append(Diagnostic(source.path, 1, 1, "error", *words))
    loaded.files.append(source)


def _load_exported(loaded: Loaded, path: Path) -> None:
    """Check the records of an exported dataset, as if each kind were a file of its own."""
    name = exported_json.typed_path(path)
    for kind, parts in groupby(exported_json.records(path), lambda pair: pair[0].kind):
        valid: dict[str, exported_json.ExportedPart] = {}
        source = SourceFile(name, kind, file=path, parts=valid)
        loaded.files.append(source)
        for part, plain in parts:
            records = valid_records.valid(kind, [(part.id, part.line, plain)], loaded.profile)
            if not _add_valid(loaded, source, records):
                if len(loaded.diagnostics) > MAX_FAULTS:
                    # The remaining errors are only counted.
                    source.ids.append(part.id)
                    loaded.ids.setdefault((kind, part.id), f"{name}:{part.line}")
                    continue
                load_contents(loaded, source, exported_json.contents(part))
            if part.id in loaded.records.get(kind, ()):
                valid.setdefault(part.id, part)
    loaded.diagnostics = _capped(loaded.diagnostics)


def _add_valid(loaded: Loaded, source: SourceFile, records: ValidRecords | None) -> bool:
    """Add valid records with their ids and lines; False, adding none, for None or a taken id."""
    assert source.kind is not None
    if records is None or any((source.kind, id_) in loaded.ids for id_, _, _ in records):
        return False
    for record_id, line, record in records:
        key = source.kind, record_id
        loaded.records.setdefault(source.kind, {})[record_id] = record
        loaded.ids[key] = f"{source.path}:{line}"
        loaded.sources[key] = source
        source.ids.append(record_id)
        source.valid.append(record_id)
    return True


def load(
    folders: Sequence[Path],
    layers: Sequence[Loaded] = (),
    texts: record_folders.Texts = record_folders.NO_TEXTS,
) -> Loaded:
    """Read all record files of the folders, and add `layers`, which are already read. A later
    record replaces an earlier one with the same id."""
    loaded = Loaded(layers[0].profile if layers and not folders else DEFAULT)
    of_profile: list[Diagnostic] = []
    if folders:
        loaded.profile, loaded.diagnostics = read_profile(folders, texts)
        of_profile = [*loaded.diagnostics]
        profiles = (record_folders.profile_of(folder) for folder in reversed(folders))
        loaded.profile_path = next(
            (exported_json.typed_path(path) for path in profiles if path), None
        )
    with garbage_collection_paused():
        for folder in folders:
            layer = Loaded(loaded.profile)
            files = sorted(record_folders.files(folder, texts), key=lambda file: file.path)
            with closing(read_ahead(files, loaded.profile)) as ready:
                for file, ahead in steps("files", ready, len(files)):
                    load_file(layer, file, ahead)
            loaded.add(layer)
    for layer in layers:
        loaded.add(layer)
    loaded.renamed |= follow_former_ids(loaded.records, loaded.ids)
    fill_in_units(loaded.records)
    fill_in_names(loaded.records)
    if of_profile:
        # A profile with a fault declares no units.
        others = (each for each in loaded.diagnostics if each.code != "bad-unit")
        loaded.diagnostics = [*dict.fromkeys([*of_profile, *others])]
    loaded.diagnostics.sort()
    return loaded


def confirm_release(folders: Sequence[Path], loaded: Loaded) -> None:
    """Raise `RecordsError` if the valid records of a single release do not have its digest."""
    if len(folders) == 1 and folders[0].suffix == ".zip" and not loaded.diagnostics:
        exported_json.confirm(folders[0], loaded.dataset.digest)


def load_dataset(folders: Sequence[Path]) -> RecordSet:
    """The dataset of the folders for a look-up; raises `RecordsError` if any record is invalid."""
    loaded = load(folders)
    if not (any(loaded.records.values()) or loaded.diagnostics or record_folders.declared(folders)):
        names = ", ".join(f"'{folder}'" for folder in folders)
        if releases := [file for folder in folders for file in sorted(folder.glob("*.zip"))]:
            raise RecordsError.of("folder-has-releases", names=names, file=releases[-1])
        raise RecordsError.of(
            "folders-have-no-records", names=names, kinds=", ".join(list(KINDS)[:3])
        )
    if loaded.diagnostics:
        hint = loaded.diagnostics[0].hint
        places = () if tuple(folders) == (record_folders.shipped(),) else folders
        command = " --records ".join(
            ["mic25 validate", *(quoted(str(folder)) for folder in places)]
        )
        lists = f"{quoted_command(command)} lists every problem."
        raise invalid(loaded, f"{ended(hint)} {lists}" if hint else lists)
    confirm_release(folders, loaded)
    return loaded.dataset


def invalid(loaded: Loaded, hint: str) -> RecordsError:
    """The error for invalid records; it shows the first problem."""
    first, count = loaded.diagnostics[0], len(loaded.diagnostics)
    more = f" (and {count - 1} more)" if count > 1 else ""
    where = f"{first.path}:{first.line}:{first.column}"
    return RecordsError(
        f"the records are not valid: {where}: {first.message}{more}", hint, loaded.diagnostics
    )
