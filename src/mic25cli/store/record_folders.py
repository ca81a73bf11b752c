"""Where records are: the folders that a command reads, and the files of each kind in them."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from mic25cli.errors import RecordsError, UsageError, nearest
from mic25cli.model.kinds import KINDS
from mic25cli.values import FrozenData, replace

ENDINGS = (".yaml", ".yml")
MAX_FILES = 20_000
MAX_READINGS = 10
"""How often files that keep changing are read again before mic25 gives up."""
MAX_DEPTH = 6
"""How many folders deep a record file may be below its record folder."""
_PEEK = 2_000
"""How many entries of a folder that will not be read are looked at."""
VARIABLE = "MIC25_RECORDS"
PROFILES = ("dataset.yaml", "dataset.json")
"""The files in which a record folder can describe its dataset; the first that exists counts."""
CORRECTIONS = "corrections.yaml"
"""The file in which a record folder lists corrections of its records."""


Texts = Mapping[Path, bytes]
"""The contents to use instead of files, by path."""
NO_TEXTS: Texts = MappingProxyType({})


class RecordFile(FrozenData):
    """A file of records: its record folder, its path, and its kind. `unread` is the reason why a
    folder with record files is not read; `raw` is used instead of the file's content."""

    folder: Path
    path: Path
    kind: str | None
    unread: str | None = None
    raw: bytes | None = None


_DECIDING = (
    "model", "model/data", "store", "calc", "calc/progress", "calc/progress/methods",
    "view", "view/verdict", "view/verdict/sentence", "words",
)  # fmt: skip


def deciding(package: str) -> list[str]:
    """The package files on which the dataset, and the results stored with it, depend."""
    inside = (os.path.join(package, part) for part in _DECIDING)
    return sorted(
        entry.path for folder in inside for entry in os.scandir(folder) if entry.is_file()
    )


def shipped() -> Path:
    """The records shipped with the package, or those of the checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "records"
    return inside if inside.is_dir() else package.parent.parent / "records"


in_settings: Callable[[], Sequence[Path]] = tuple
"""Returns the record folders of a settings file, which only the command line reads."""


def set_folders() -> tuple[Sequence[Path], str]:
    """The record folders in MIC25_RECORDS or in a settings file, and which of the two it is."""
    set_ = [Path(part) for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part]
    return (set_, VARIABLE) if set_ else (in_settings(), "--records")


def refuse_address(place: str | Path) -> None:
    """Raise `UsageError` for a web address where a path is needed."""
    if address := re.match(r"(https?|ftp|file):/+(.*)", str(place)):
        root = "/" if address[1] == "file" else ""
        raise UsageError.of("is-an-address", address=f"{address[1]}://{root}{address[2]}")


def folders(paths: Sequence[Path] = (), origin: str = "--records or --dataset") -> tuple[Path, ...]:
    """The record folders to read: the given ones, those of the settings, or the shipped ones.
    Raises `RecordsError` if one is not a folder."""
    chosen, origin = (paths, origin) if paths else set_folders()
    if not chosen:
        chosen, origin = [shipped()], "the installation"
    for folder in chosen:
        refuse_address(folder)
        # os.path returns False where pathlib raises: for a long name or a folder without access.
        if not (is_export(folder) or os.path.isdir(folder)):
            what = "is not a folder" if os.path.exists(folder) else "does not exist"
            raise RecordsError.of(
                "record-folder-is-not-one", folder=folder, origin=origin, what=what
            )
    return tuple(map(_inside, chosen))


def _inside(folder: Path) -> Path:
    """The folder itself, or its subfolder `records` if only that is a dataset."""
    inner = folder / "records"
    if not os.path.isdir(inner) or declared([folder]):
        return folder
    own = (folder / f"{kind}{ending}" for kind in KINDS for ending in ("", *ENDINGS))
    return inner if declared([inner]) or not any(map(os.path.exists, own)) else folder


def is_export(path: Path) -> bool:
    """Whether a path may be that of an exported dataset or a release."""
    return path.suffix in (".json", ".zip") and os.path.isfile(path)


def user_folder(what: Literal["cache", "config", "data"]) -> Path | None:
    """The user's mic25 folder for one of these purposes; None if it cannot be determined.
    Environment variables are read first, because platformdirs is slow to import."""
    if sys.platform == "linux" and "ANDROID_DATA" not in os.environ:
        folder, home = os.environ.get(f"XDG_{what.upper()}_HOME", ""), os.environ.get("HOME", "")
        if os.path.isabs(folder):
            return Path(folder, "mic25")
        if os.path.isabs(home):
            return Path(home, ".local/share" if what == "data" else f".{what}", "mic25")
    import platformdirs

    try:
        path: str = getattr(platformdirs, f"user_{what}_dir")("mic25", appauthor=False)
    except RuntimeError:
        return None
    # Without a home folder the path would start with '~', a folder that any checkout could contain.
    return Path(path) if os.path.isabs(path) else None


def is_record_file(name: str) -> bool:
    """Whether a file name is that of a YAML file, other than the list of corrections."""
    return name.lower().endswith(ENDINGS) and not name.startswith(".") and name != CORRECTIONS


def _walk(root: Path, folder: Path, depth: int = 0, *, named: bool = False) -> Iterator[RecordFile]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as fault:
        why = fault.strerror
        raise RecordsError.of("folder-cannot-be-read", folder=folder, strerror=why) from fault
    for entry in entries:
        path = Path(entry.path)
        other = (depth == 0 and entry.name in PROFILES) or (named and not kind_of(root, path))
        if entry.name.startswith(".") or other:
            continue
        if entry.is_dir(follow_symlinks=False):
            if depth < MAX_DEPTH:
                yield from _walk(root, path, depth + 1)
            elif _holds_records(path):
                why = f"this folder lies more than {MAX_DEPTH} deep, and is not read"
                yield RecordFile(root, path, None, why)
        elif is_record_file(entry.name):
            # A link to a file is treated as the file.
            yield RecordFile(root, path, kind_of(root, path))
        elif entry.is_symlink() and os.path.isdir(path) and _holds_records(path):
            # A link to a folder could lead back here.
            yield RecordFile(root, path, None, "this folder is a link, and is not read")


def _holds_records(folder: Path) -> bool:
    looked = 0
    for _, _, names in os.walk(folder):
        looked += 1 + len(names)
        if looked > _PEEK or any(is_record_file(name) for name in names):
            return True
    return False


def kind_of(folder: Path, path: Path) -> str | None:
    """The kind of a path below a record folder: `funds` for `funds.yaml` and `funds/…/x.yaml`."""
    name = _kind_name(folder, path)
    return name if name in KINDS else None


def _kind_name(folder: Path, path: Path) -> str:
    parts = path.parts[len(folder.parts) :]
    return parts[0] if len(parts) > 1 else path.stem


def files(folder: Path, texts: Texts = NO_TEXTS) -> list[RecordFile]:
    """The YAML files below a record folder, by path, and the folders that are not read, with the
    reason.

    Raises `RecordsError` for more than `MAX_FILES` files.
    """
    if folder.is_file():
        # An exported dataset is a single file, whatever its name.
        return [RecordFile(folder, folder, None)]
    files_ = list(islice(_walk(folder, folder), MAX_FILES + 1))
    if len(files_) > MAX_FILES:
        raise RecordsError.of("contains-more-than-files", folder=folder, max_files=MAX_FILES)
    there = {file.path: file for file in files_}
    for path, raw in texts.items():
        if path.is_relative_to(folder) and path.name not in PROFILES:
            file = there.get(path) or RecordFile(folder, path, kind_of(folder, path))
            there[path] = replace(file, raw=raw)
    return [*there.values()]


def has_records(folder: Path) -> bool:
    """Whether a folder is a record folder: it has a profile, or a file or folder of a kind."""
    return declared([folder]) or any(file.kind for file in _walk(folder, folder, named=True))


def lines_of(
    folders_: Sequence[Path], kind: str, within: Path | None = None
) -> dict[str, tuple[str, int]]:
    """For each record of a kind, its file as a reader would type it and the line of its id. Paths
    are relative to `within` if that is given."""
    return {
        id_: (typed_path((within or folder) / file.path.relative_to(folder)), line)
        for folder in folders_
        for file in files(folder)
        if file.kind == kind
        for id_, line in ids_in(file.path.read_bytes())
    }


def line_of(path: str, steps: Sequence[str | int], record: int) -> int:
    """The line of a part of a record in its file; the record's line if the file lacks it."""
    from mic25cli.store import yamlio

    file = Path(path)
    node = yamlio.compose(file.read_text("utf-8")) if file.suffix in (".yaml", ".yml") else None
    return record if node is None or not node.has((*steps,)) else node.place((*steps,))[1].line


def ids_in(raw: bytes) -> Iterator[tuple[str, int]]:
    """The ids in a record file, each with its line."""
    for hit in re.finditer(rb"""^["']?([^\s#"':][^\s"':]*)["']?\s*:""", raw, re.M):
        yield hit[1].decode(errors="replace"), raw.count(b"\n", 0, hit.start()) + 1


def typed_path(path: Path) -> str:
    """A path as a reader would type it: relative to the working folder if it is within that."""
    # Links are not followed: the path stays as it was given, and a link may lead nowhere.
    try:
        whole, here = os.path.abspath(path), os.getcwd()
    except OSError:
        # The working folder was deleted.
        return str(path)
    above = here.rstrip(os.sep) + os.sep
    return whole[len(above) :] if whole.startswith(above) else str(path)


def profile_of(folder: Path) -> Path | None:
    """The file in which a folder describes its dataset; for an exported dataset, that file
    itself."""
    places = (folder, *(folder / name for name in PROFILES))
    return next((path for path in places if path.is_file()), None)


def declared(folders: Sequence[Path]) -> bool:
    """Whether a folder describes a dataset, so that it is a dataset even without records."""
    return any(map(profile_of, folders))


UNREAD_HINT = "move its files, or name the folder that it links to with --records"


def misnamed_hint(file: RecordFile) -> str:
    """The advice for a file whose name fits no kind."""
    close = nearest(_kind_name(file.folder, file.path), KINDS)
    if close:
        return f"name it after its record type: {' or '.join(f'{kind}.yaml' for kind in close)}"
    return (
        "name it after its record type, for example events.yaml. 'mic25 coverage' lists the "
        "record types"
    )
