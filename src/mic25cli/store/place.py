"""Where records are: the folders a command reads, and the files of each kind in them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mic25cli.errors import RecordsError, nearest
from mic25cli.model.kinds import KINDS

ENDINGS = (".yaml", ".yml")
MAX_FILES = 20_000
VARIABLE = "MIC25_RECORDS"


@dataclass(frozen=True)
class RecordFile:
    """A file of records: the folder it was found under, its path, the kind it holds."""

    folder: Path
    path: Path
    kind: str | None
    """None for a file whose name is that of no kind."""


def shipped() -> Path:
    """The records that travel with the package, or those of the checkout it runs from."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "records"
    return inside if inside.is_dir() else package.parent.parent / "records"


def folders(given: Sequence[Path] = (), environ: dict[str, str] | None = None) -> tuple[Path, ...]:
    """The record folders to read: those given, else those of MIC25_RECORDS, else the shipped ones.

    Raises `RecordsError` for one that is no folder.
    """
    chosen = list(given)
    variable = (os.environ if environ is None else environ).get(VARIABLE, "")
    origin = "--records"
    if not chosen and variable:
        chosen = [Path(part) for part in variable.split(os.pathsep) if part]
        origin = VARIABLE
    if not chosen:
        chosen, origin = [shipped()], "the installation"
    for folder in chosen:
        # os.path answers where pathlib raises: for a name too long, or a folder not to be entered.
        if not os.path.isdir(folder):
            what = "is not a folder" if os.path.exists(folder) else "does not exist"
            raise RecordsError(
                f"the record folder '{folder}' (from {origin}) {what}",
                "give the folder that holds industries.yaml, funds.yaml and so on.",
            )
    return tuple(chosen)


def _walk(folder: Path, depth: int = 0) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as fault:
        raise RecordsError(f"the folder '{folder}' cannot be read: {fault.strerror}") from fault
    for entry in entries:
        if entry.name.startswith("."):
            continue
        # A link to a folder could lead back here; a link to a file is as good as the file.
        if entry.is_dir(follow_symlinks=False):
            if depth < 6:
                yield from _walk(Path(entry.path), depth + 1)
        elif entry.name.endswith(ENDINGS):
            yield Path(entry.path)


def kind_of(folder: Path, path: Path) -> str | None:
    """The kind that a path under a record folder holds: `funds.yaml` or `funds/…/x.yaml`."""
    parts = path.relative_to(folder).parts
    name = parts[0] if len(parts) > 1 else path.stem
    return name if name in KINDS else None


def files(folder: Path) -> list[RecordFile]:
    """The YAML files under a record folder, in the order of their paths."""
    found: list[RecordFile] = []
    for path in _walk(folder):
        found.append(RecordFile(folder, path, kind_of(folder, path)))
        if len(found) > MAX_FILES:
            raise RecordsError(
                f"more than {MAX_FILES:,} files under '{folder}': is it a record folder?"
            )
    return found


def misnamed_hint(file: RecordFile) -> str:
    """What to do about a file of no kind."""
    parts = file.path.relative_to(file.folder).parts
    name = parts[0] if len(parts) > 1 else file.path.stem
    close = nearest(name, KINDS)
    wanted = " or ".join(f"{kind}.yaml" for kind in close) or "one of " + ", ".join(KINDS)
    return f"name it after its kind: {wanted}"
