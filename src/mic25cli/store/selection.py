"""Which record files the paths on a command line name, and the record folder of each."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from mic25cli.errors import UsageError
from mic25cli.model.kinds import KINDS
from mic25cli.store import place
from mic25cli.store.place import RecordFile


def chosen(paths: Sequence[Path], records: Sequence[Path]) -> dict[Path, list[RecordFile]]:
    """The files by record folder, each file once: those of the paths, or all without any.

    A path need not lie in the folders of `records`: outside them, a folder counts
    as a record folder, or as one of a kind if it has a kind's name.  Raises
    `UsageError` for a path that is not there or has no files.
    """
    folders = place.folders(records)
    found: dict[Path, dict[str, RecordFile]] = {}
    for path in paths or folders:
        if not os.path.exists(path):
            raise UsageError(f"'{path}' does not exist")
        files = _within(path, folders)
        if not files and not (path in folders and place.declared([path])):
            raise UsageError(f"there are no record files in '{path}'", "they end in .yaml or .yml.")
        for file in files:
            found.setdefault(file.folder, {}).setdefault(os.path.abspath(file.path), file)
    return {folder: list(files.values()) for folder, files in found.items()}


def _within(path: Path, folders: Sequence[Path]) -> list[RecordFile]:
    folder = _folder_of(path, folders)
    inside = folder / os.path.relpath(_real(path), _real(folder))
    if not path.is_dir():
        return [RecordFile(folder, inside, place.kind_of(folder, inside))]
    return [file for file in place.files(folder) if file.path.is_relative_to(inside)]


def _real(path: Path) -> Path:
    """The path with its folder's links followed, its own last part kept."""
    whole = Path(os.path.abspath(path))
    return whole.parent.resolve() / whole.name


def _folder_of(path: Path, folders: Sequence[Path]) -> Path:
    """The record folder that a path lies in: one of those given, else what its place suggests."""
    for folder in folders:
        if _real(path).is_relative_to(_real(folder)):
            return folder
    whole = Path(os.path.abspath(path))
    inner = whole if path.is_dir() else whole.parent
    for folder_path in (inner, inner.parent):
        if folder_path.name in KINDS:
            return folder_path.parent
    return inner
