"""The snapshot: the validated dataset in the user's cache folder, for look-ups without YAML.

It is built again when a record file, the code or its format changes, or when it is damaged. The
fingerprint is taken before and after the files are read, so that it describes one moment. A package
contains a snapshot of each of its datasets, built with the wheel; that one is compared by contents,
not by times.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import IO, Any

from mic25cli import __version__, safefile
from mic25cli.errors import Mic25Error, RecordsError
from mic25cli.model.dataset import RecordSet
from mic25cli.model.dataset_profile import Profile
from mic25cli.store import record_folders, snapshot_sections, snapshot_writing

_PACKAGE = Path(__file__).resolve().parent.parent
TIME_STEP = 2_000_000_000
"""How old a file must be when it is read, in nanoseconds, to distinguish it from the next save: two
saves within one time step of a file system have the same time."""
MAX_SNAPSHOTS = 32
"""The maximum number of snapshots in a cache folder; the oldest are deleted."""
ENDING = ".dataset"
"""The ending of snapshot files."""


def _stamp(path: str) -> list[object]:
    try:
        return [path, *safefile.state(os.stat(path))]
    except OSError:
        return [path, -1]


@cache
def _code() -> list[list[object]]:
    """The state of the code that makes a dataset, determined once per process."""
    return [_stamp(path) for path in record_folders.deciding(str(_PACKAGE))]


def fingerprint(folders: Sequence[Path]) -> list[Any]:
    """The state that a snapshot must match: version, code, and the state of each file."""
    stamps = [*_code()]
    for dataset_folder in folders:
        root = str(dataset_folder.resolve())
        stamps.append([root])
        # A folder with a profile may have no records.
        stamps += [_stamp(os.path.join(root, name)) for name in record_folders.PROFILES]
        stamps += [_stamp(str(file.path)) for file in record_folders.files(Path(root))]
    return [snapshot_sections.FORMAT, __version__, stamps]


def cache_file(folders: Sequence[Path]) -> Path:
    """The path of the snapshot of these record folders, whether it exists or not."""
    names = os.pathsep.join(str(folder.resolve()) for folder in folders)
    # If two sets of folders have the same key, they only replace each other's snapshot.
    key = zlib.crc32(names.encode("utf-8", "surrogateescape"))
    # Without a home folder there is no cache.
    return (record_folders.user_folder("cache") or Path(os.devnull)) / f"dataset-{key:08x}{ENDING}"


class _Snapshot:
    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = folders
        self.file = cache_file(folders)
        self.fingerprint = fingerprint(folders)

    def cached(self) -> RecordSet | None:
        """The dataset from the user's cache, if it matches these files."""
        try:
            file = snapshot_sections.opened(self.file)
            current = file.section(snapshot_sections.MADE_FROM) == self._made_from()
            return self._dataset(file) if current else None
        except (OSError, snapshot_sections.Damaged):
            return None

    def carried(self) -> RecordSet | None:
        """The dataset from the snapshot in the package; None if it does not match these files. It
        is copied into the user's cache, because comparing times is faster than comparing
        contents."""
        now = safefile.disk_time(self.file)
        file = _shipped(self.folders)
        if file is None or fingerprint(self.folders) != self.fingerprint:
            return None
        return self._dataset(self._put(snapshot_writing.copy, file, now) or file)

    def build(self) -> RecordSet:
        """The dataset from the files, stored for the next look-up if possible."""
        dataset, self.fingerprint, now = self._read(self.fingerprint)
        file = self._put(snapshot_writing.write, dataset, now)
        # From here on the sections are enough, so the parsed files can be freed.
        return dataset if file is None else self._dataset(file)

    def _dataset(self, file: snapshot_sections.SnapshotFile) -> RecordSet:
        dataset = snapshot_sections.dataset_of(file, self._reread)

        def keep(more: Mapping[str, bytes]) -> None:
            nonlocal file
            write = partial(snapshot_writing.copy, more=more)
            file = self._put(write, file, safefile.disk_time(self.file)) or file
            dataset.stored = file.stored

        dataset.keep = keep
        return dataset

    def _reread(self) -> RecordSet:
        """The dataset from the files, if its snapshot is damaged; raises `RecordsError`."""
        dataset, made_from, now = self._read(fingerprint(self.folders))
        if made_from != self.fingerprint:
            raise RecordsError.of("snapshot-of-records-is-damaged")
        self._put(snapshot_writing.write, dataset, now)
        return dataset

    def _read(self, expected: list[Any]) -> tuple[RecordSet, list[Any], int | None]:
        """The dataset of one state of the files (`expected` or later), and the time before
        reading."""
        from mic25cli.store.load import load_dataset

        for _ in range(record_folders.MAX_READINGS):
            now = safefile.disk_time(self.file)
            dataset: RecordSet | RecordsError
            try:
                dataset = load_dataset(self.folders)
            except RecordsError as fault:
                dataset = fault
            after = fingerprint(self.folders)
            if after == expected:
                if isinstance(dataset, RecordsError):
                    raise dataset
                return dataset, expected, now
            expected = after
        raise RecordsError.of("records-keep-changing")

    def _made_from(self) -> bytes:
        return json.dumps(self.fingerprint, separators=(",", ":")).encode()

    def _put(
        self, write: Callable[[IO[bytes], Any, bytes], None], content: Any, now: int | None
    ) -> snapshot_sections.SnapshotFile | None:
        """Replace the file by new sections if all record files are older than `now`; otherwise
        return None."""
        # On Windows, the third time is the creation time.
        at = 3 if os.name == "posix" else 2
        times = [stamp[at] for stamp in self.fingerprint[2] if len(stamp) > at]
        with suppress(OSError, snapshot_sections.Damaged):
            if now is not None and all(time < now - TIME_STEP for time in times):
                handle = safefile.put_in_place(
                    self.file, lambda out: write(out, content, self._made_from())
                )
                file = snapshot_sections.SnapshotFile(handle)
                safefile.prune(self.file.parent, "dataset-", ENDING, MAX_SNAPSHOTS)
                return file
        return None


def current_dataset(folders: Sequence[Path]) -> RecordSet | None:
    """The dataset of the folders from a snapshot; None if there is no current one."""
    snapshot = _Snapshot(folders)
    return snapshot.cached() or snapshot.carried()


def profile_of(folders: Sequence[Path]) -> Profile:
    """The profile of the dataset in the folders; raises `RecordsError`."""
    dataset = current_dataset(folders)
    if dataset is not None:
        return dataset.profile
    from mic25cli.store.profile import the_profile

    return the_profile(folders)


def open_dataset(folders: Sequence[Path]) -> RecordSet:
    """The dataset of the folders, if possible from a snapshot; raises `RecordsError`."""
    snapshot = _Snapshot(folders)
    return snapshot.cached() or snapshot.carried() or snapshot.build()


def _shipped(folders: Sequence[Path]) -> snapshot_sections.SnapshotFile | None:
    """The snapshot in the package, if the folders are a shipped dataset with unchanged contents."""
    if len(folders) != 1:
        return None
    folder = folders[0].resolve()
    file = folder.with_name(f"{folder.name}.dataset")
    if not folder.is_relative_to(_PACKAGE) or not file.is_file():
        return None
    try:
        # Whoever can write here can change the code too, so the owner of the file does not matter.
        snapshot = snapshot_sections.opened(file, own=False)
        current = snapshot.section(snapshot_sections.MADE_FROM) == _contents(folder)
        return snapshot if current else None
    except (OSError, snapshot_sections.Damaged, Mic25Error):
        return None


def _contents(folder: Path, package: Path = _PACKAGE) -> bytes:
    """The inputs of a dataset: one line for each file of code and records, with its digest."""
    lines = [f"mic25 {__version__} {snapshot_sections.FORMAT}\n".encode()]
    lines += (_line("code", package, Path(path)) for path in record_folders.deciding(str(package)))
    profiles = (folder / name for name in record_folders.PROFILES)
    lines += (_line("profile", folder, path) for path in profiles if path.is_file())
    for file in record_folders.files(folder):
        lines.append(_line(file.unread or "record", folder, file.path))
    return b"".join(lines)


def _line(what: str, folder: Path, path: Path) -> bytes:
    name = path.relative_to(folder).as_posix()
    return f"{what} {name!a} {safefile.sha256(path)}\n".encode()


def build(folder: Path, out: Path, work_out: Callable[[RecordSet], object] = id) -> None:
    """Write the snapshot of a record folder, with the results that `work_out` stores with the
    dataset. Raises `RecordsError` if the records are not valid."""
    from mic25cli.store.load import load_dataset

    made_from, more = _contents(folder), dict[str, bytes]()
    dataset = load_dataset([folder])
    dataset.stored, dataset.keep = more.get, more.update
    work_out(dataset)
    more |= {
        name: snapshot_sections.encoded(text)
        for name, text in snapshot_sections.folded_texts(dataset).items()
    }
    with open(out, "wb") as file:
        snapshot_writing.write(file, dataset, made_from, more)
