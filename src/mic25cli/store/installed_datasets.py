"""The datasets that mic25 finds by itself: the shipped ones and the user's own, each complete."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from mic25cli import safefile
from mic25cli.errors import RecordsError, UsageError, unknown
from mic25cli.model.dataset import RecordSet
from mic25cli.store import record_folders

_TREE = {
    "mic25": "records",
    "beyond-2025": "datasets/beyond-2025",
    "digital-decade": "examples/digital-decade",
}
"""The folder of each dataset in a checkout; in a package it is `records` or `datasets/NAME`."""


def shipped() -> dict[str, Path]:
    """The folders of the datasets that come with the program, by name of the dataset."""
    home = record_folders.shipped().parent
    folders = {}
    for name, path in _TREE.items():
        inside = home / "datasets" / name
        folders[name] = inside if name != "mic25" and inside.is_dir() else home / path
    return {name: path for name, path in folders.items() if path.is_dir()}


_only: Mapping[str, Path] | None = None


@contextmanager
def only(datasets: Mapping[str, Path]) -> Iterator[None]:
    """Within this context, only these datasets can be named, and none by its path."""
    global _only
    before, _only = _only, datasets
    try:
        yield
    finally:
        _only = before


def own() -> dict[str, Path]:
    """The dataset in the one folder of the settings, under the name that it gives itself."""
    from mic25cli.store import snapshot

    try:
        place, *more = record_folders.folders()
        return {} if more else {snapshot.profile_of((place,)).id: place}
    except (RecordsError, UsageError):
        return {}


def places() -> Mapping[str, Path]:
    """The datasets that --dataset accepts by name; no other can take a shipped one's name."""
    return {**own(), **shipped()} if _only is None else _only


def names() -> tuple[str, ...]:
    """The names that --dataset accepts."""
    return tuple(places())


def folder(name: str) -> Path:
    """The record folder of a shipped dataset; raises `UsageError` for an unknown name."""
    folders = shipped()
    if name not in folders:
        raise unknown("dataset", name, folders)
    return folders[name]


def releases(refused: list[RecordsError] | None = None) -> dict[str, Path]:
    """The releases in the user's folder, by DATASET@VERSION. Errors of files that are not releases
    are added to `refused`. If two have one name, the one with the right content is used."""
    own = record_folders.user_folder("data")
    folder_ = own / "releases" if own else None
    files: dict[str, Path] = {}
    for path in sorted(folder_.glob("*.zip")) if folder_ else ():
        state = safefile.state(path.stat() if path.exists() else None)
        name, fault = _release(path, state)
        if name in files:
            _, fault = _release(path, state, whole=True)
        if fault is None:
            files[name] = path
        elif refused is not None:
            refused.append(fault)
    return files


@lru_cache(maxsize=2048)
def _release(
    path: Path,
    state: tuple[int, ...],  # noqa: ARG001  # another state is read anew
    whole: bool = False,
) -> tuple[str, RecordsError | None]:
    """The name of the release in a file of a certain state, and the error if it is not a release;
    with `whole` also if its content differs from its own facts."""
    from mic25cli.store import exported_json

    try:
        if whole:
            exported_json.profile(path)
        return exported_json.release_name(path), None
    except RecordsError as fault:
        # Without its traceback, which would hold the content of the file in memory.
        return "", RecordsError(fault.message, fault.hint, fault.diagnostics)


def path_of(text: str) -> Path | None:
    """The path of the dataset or release with a name; None if there is none. Raises `UsageError`
    for a web address."""
    record_folders.refuse_address(text)
    releases_ = releases() if "@" in text and not os.path.exists(text) else {}
    paths = {**releases_, **shipped(), **(_only or {})}
    return paths[text] if text in paths else places().get(text)


def other_dataset(name: str) -> RecordSet | None:
    """A shipped dataset that another one refers to; None if it is missing or not valid."""
    from mic25cli.store import snapshot

    try:
        return snapshot.open_dataset((folder(name),))
    except (UsageError, RecordsError):
        return None


def connect(dataset: RecordSet) -> RecordSet:
    """Connect a dataset to the other installed ones; a shipped dataset also to those that may have
    its successors."""
    dataset.open_other = other_dataset

    def others() -> list[str]:
        places = shipped()
        names = [name for name in places if name != dataset.profile.id]
        return names if len(names) < len(places) else []

    dataset.others = others
    return dataset


def opened(texts: Sequence[str]) -> dict[str, Path]:
    """The paths of datasets by name, as given with --dataset: NAME, PATH (under the name that the
    dataset gives itself) or NAME=PATH. Raises `UsageError`, also if two have one name."""
    folders: dict[str, Path] = {}
    for text in texts:
        name, path = _opened(text)
        if name in folders:
            raise UsageError.of("two-datasets-are-called", name=name, text=text)
        folders[name] = path
    return folders


def _opened(text: str) -> tuple[str, Path]:
    there = path_of(text)
    if there is not None:
        return text, there
    own, _, rest = text.partition("=")
    if rest and not os.path.exists(text):
        return own, _opened(rest)[1]
    if not os.path.exists(text):
        choices = (*names(), *releases()) if "@" in text else names()
        raise unknown(
            "dataset",
            text,
            choices,
            "give the name of an installed dataset, a folder or a file. 'mic25 "
            "datasets' lists them.",
        )
    from mic25cli.store import snapshot

    path = Path(text)
    ours = (name for name, home in shipped().items() if home.resolve() == path.resolve())
    return next(ours, "") or snapshot.open_dataset(record_folders.folders([path])).profile.id, path


def is_path(text: str) -> bool:
    """Whether a text names a dataset by its path: FOLDER, FILE or NAME=PATH."""
    if _only is not None:
        return False
    parts = (text, text.partition("=")[2])
    return parts[1] in names() or any(
        ("/" in part or part == ".") and os.path.exists(part) for part in parts
    )


def split(text: str, datasets: Iterable[str]) -> tuple[str | None, str]:
    """The dataset and the id in `DATASET:ID` if the dataset is known; otherwise None and the
    text."""
    name, colon, rest = text.partition(":")
    return (name, rest) if colon and rest and name in datasets else (None, text)
