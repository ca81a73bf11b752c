"""The input of a check: the datasets to read, the files laid over them, and what to report."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mic25cli import safefile
from mic25cli.diagnostic import Diagnostic
from mic25cli.errors import RecordsError, UsageError
from mic25cli.model.kinds import KINDS, check_kinds
from mic25cli.store import corrections, load, record_folders
from mic25cli.store.load import Loaded
from mic25cli.store.profile import read_profile
from mic25cli.store.record_folders import RecordFile
from mic25cli.values import replace

MAX_TEXT = 64 * 1024 * 1024
STDIN = "stdin"
"""The path of standard input in a diagnostic."""


@dataclass
class Scope:
    """A dataset to read, files that replace some of it, and the paths to report on (None: all)."""

    folders: tuple[Path, ...]
    files: list[RecordFile] = field(default_factory=list)
    only: set[str] | None = None

    def load(self) -> Loaded:
        """Read the files given or, without any, all record files of the folders."""
        if not self.files:
            loaded = load.load(self.folders)
            load.confirm_release(self.folders, loaded)
            own = corrections.listed(self.folders)
            loaded.diagnostics += [each for each in own if isinstance(each, Diagnostic)]
            return loaded
        layer = Loaded(read_profile(self.folders)[0])
        for file in self.files:
            load.load_file(layer, file)
        return load.load(self.folders, [layer])

    def report_on(self, *names: str) -> None:
        """Limit the report to these files; all records are still checked."""
        self.only = {*(self.only or ()), *names}


def scopes(
    paths: Sequence[Path],
    records: Sequence[Path] = (),
    kind: str | None = None,
    stdin: Callable[[], bytes] = bytes,
) -> list[Scope]:
    """The datasets to read for the paths of a command line; without paths, the whole dataset.

    A path outside the dataset belongs to the record folder around it. If there is none, or if
    `records` (or MIC25_RECORDS) names a dataset, the file is added to that one. `stdin` returns the
    content for the path `-`. Raises `UsageError`.
    """
    check_kinds(() if kind is None else [kind])
    dataset = Scope(record_folders.folders(records))
    explicit = bool(records) or bool(os.environ.get(record_folders.VARIABLE))
    own: dict[Path, Scope] = {}
    for path in paths:
        records_ = path.name in record_folders.PROFILES or path.stem in KINDS
        if kind is None and record_folders.is_export(path) and not records_:
            own[path] = Scope((path,))
            continue
        if str(path) == "-":
            if kind is None:
                raise UsageError.of("standard-input-has-no-name-that-says-its-record-type")
            dataset.files.append(RecordFile(Path(), Path(STDIN), kind, raw=stdin()))
            dataset.report_on(STDIN)
            continue
        for folder, files in chosen([path], records).items():
            names = [load.typed_path(file.path) for file in files] or [load.typed_path(path)]
            if folder in dataset.folders:
                dataset.report_on(*names)
            elif not explicit and (path.is_dir() or _is_dataset(folder, path)):
                own.setdefault(folder, Scope((folder,))).report_on(*names)
            else:
                dataset.files += [_of_kind(file, kind) for file in files]
                dataset.report_on(*names)
    if kind is not None and not dataset.files:
        raise UsageError.of("kind-is-for-files-outside-dataset")
    whole = [] if own and dataset.only is None else [dataset]
    return [*whole, *own.values()]


def _is_dataset(folder: Path, path: Path) -> bool:
    mine = Path(os.path.abspath(path))
    names = (kind + ending for kind in KINDS for ending in ("", *record_folders.ENDINGS))
    there = (folder / name for name in names if os.path.exists(folder / name))
    return not all(mine.is_relative_to(os.path.abspath(folder)) for folder in there)


def _of_kind(file: RecordFile, kind: str | None) -> RecordFile:
    if file.unread is not None:
        return file
    kind_ = kind or file.kind or (file.path.stem if file.path.stem in KINDS else None)
    if kind_ is None:
        raise UsageError.of("file-name-says-no-record-type", name=file.path.name)
    return replace(file, kind=kind_)


def source_texts(path: Path) -> dict[str, str]:
    """The texts of a file, or of the files under a folder, by name; raises `RecordsError`."""
    files = sorted(path.rglob("*"), key=lambda file: (str(file.parent), file.name))
    texts: dict[str, str] = {}
    for file in files if path.is_dir() else [path]:
        if path.is_dir() and (file.name.startswith(".") or file.is_dir()):
            continue
        name = str(file.relative_to(path)) if path.is_dir() else file.name
        try:
            raw = safefile.read(file, MAX_TEXT)
        except (safefile.NotRegularError, FileNotFoundError, NotADirectoryError) as fault:
            raise RecordsError.of("text-does-not-exist", file=file) from fault
        except OSError as fault:
            raise RecordsError.of(
                "text-cannot-be-read", file=file, strerror=fault.strerror
            ) from fault
        if len(raw) > MAX_TEXT:
            raise RecordsError.of("text-is-larger-than-mib", file=file, max_text=MAX_TEXT // 2**20)
        # A picture or an archive among the texts has no text to compare with.
        if b"\0" not in raw:
            texts[name] = raw.decode("utf-8", "replace")
    if not texts:
        raise RecordsError.of("contains-no-text", path=path)
    return texts


def chosen(paths: Sequence[Path], records: Sequence[Path]) -> dict[Path, list[RecordFile]]:
    """The files of the paths by record folder, each once; without paths, those of all folders. A
    file outside the folders of `records` is in a record folder of its own, or its name says its
    kind. Raises `UsageError`."""
    folders = record_folders.folders(records)
    selected: dict[Path, dict[str, RecordFile]] = {}
    for path in paths or folders:
        if not os.path.exists(path):
            raise UsageError.of("path-does-not-exist", path=path)
        files = _within(path, folders)
        if not files and _is_profile(path, folders):
            selected.setdefault(_folder_of(path, folders), {})
        elif not files and not (path in folders and record_folders.declared([path])):
            raise UsageError.of("has-no-record-files", path=path)
        for file in files:
            selected.setdefault(file.folder, {}).setdefault(os.path.abspath(file.path), file)
    return {folder: list(files.values()) for folder, files in selected.items()}


def _within(path: Path, folders: Sequence[Path]) -> list[RecordFile]:
    folder = _folder_of(path, folders)
    inside = folder / os.path.relpath(_real(path), _real(folder))
    if not path.is_dir():
        if _is_profile(path, folders):
            return []
        return [RecordFile(folder, inside, record_folders.kind_of(folder, inside))]
    return [file for file in record_folders.files(folder) if file.path.is_relative_to(inside)]


def _is_profile(path: Path, folders: Sequence[Path]) -> bool:
    """Whether a file is the profile of its dataset, which has no records."""
    return path.name in record_folders.PROFILES and _real(path).parent == _real(
        _folder_of(path, folders)
    )


def _real(path: Path) -> Path:
    """The path with links in its folder resolved, but not in its last part."""
    whole = Path(os.path.abspath(path))
    return whole.parent.resolve() / whole.name


def _folder_of(path: Path, folders: Sequence[Path]) -> Path:
    """The record folder of a path: one of those given, otherwise the one that its location
    suggests."""
    for folder in folders:
        if _real(path).is_relative_to(_real(folder)):
            return folder
    whole = Path(os.path.abspath(path))
    inner = whole if path.is_dir() else whole.parent
    for folder_path in (inner, inner.parent):
        if folder_path.name in KINDS:
            return folder_path.parent
    return inner
