"""The snapshots that an installed package carries of its books: no look-up of them reads YAML.

Built with the wheel (`hatch_build.py`), which cannot know the times of installed files, each counts
as long as the files of records and code have the bytes that it was built from.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mic25cli import __version__, safefile
from mic25cli.errors import Mic25Error
from mic25cli.store import place, sections
from mic25cli.store.sections import FORMAT, MADE_FROM, Damaged, SnapshotFile

_PACKAGE = Path(__file__).resolve().parent.parent


def snapshot_of(folders: Sequence[Path]) -> SnapshotFile | None:
    """The snapshot of these folders, where they are a shipped book and it is of its contents."""
    if len(folders) != 1:
        return None
    folder = folders[0].resolve()
    file = folder.with_name(f"{folder.name}.book")
    if not folder.is_relative_to(_PACKAGE) or not file.is_file():
        return None
    try:
        # Whoever may write here may change the code as well: whose it is says nothing.
        found = sections.opened(file, own=False)
        return found if found.section(MADE_FROM) == contents(folder) else None
    except (OSError, Damaged, Mic25Error):
        return None


def contents(folder: Path, package: Path = _PACKAGE) -> bytes:
    """What the book is made from: a line a file of the code and of the records, with its digest."""
    lines = [f"mic25 {__version__} {FORMAT}\n".encode()]
    lines += (_line("code", package, Path(path)) for path in place.deciding(str(package)))
    profiles = (folder / name for name in place.PROFILES)
    lines += (_line("profile", folder, path) for path in profiles if path.is_file())
    for file in place.files(folder):
        lines.append(_line(file.unread or "record", folder, file.path))
    return b"".join(lines)


def _line(what: str, folder: Path, path: Path) -> bytes:
    name = path.relative_to(folder).as_posix()
    return f"{what} {name!a} {safefile.sha256(path)}\n".encode()


def build(folder: Path, out: Path) -> None:
    """Write the snapshot of a record folder; raises `RecordsError` where it is not valid."""
    from mic25cli.store.load import load_book

    made_from = contents(folder)
    with open(out, "wb") as file:
        sections.write(file, load_book([folder]), made_from)
