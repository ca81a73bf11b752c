"""A new record folder for another policy: a worked example a kind, a README, a CI workflow."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from mic25cli import __version__
from mic25cli.edit import canonical, syntax
from mic25cli.errors import Mic25Error, RecordsError, UsageError
from mic25cli.model.kinds import KINDS
from mic25cli.model.links import links
from mic25cli.store import load

STARTER = Path(__file__).resolve().parent / "starter"
"""The example records, which are valid as they stand."""

Ids = dict[str, set[str]]
"""Ids of example records by kind."""


class StarterError(Mic25Error):
    """A fault of the starter files, which come with the program."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "this installation is not whole: install mic25 anew.")


def with_needed(kinds: Sequence[str]) -> Ids:
    """The examples of the kinds and those that they refer to, in the order of the registry.

    Raises `StarterError` for a kind without an example, or one that refers to none.
    """
    records = load.load([STARTER]).records
    found: Ids = {kind: set() for kind in KINDS}
    waiting: list[tuple[str, str]] = []
    for kind in kinds:
        if not records.get(kind):
            raise StarterError(f"kind '{kind}' has no starter file (edit/starter/{kind}.yaml)")
        waiting += [(kind, record_id) for record_id in records[kind]]
    while waiting:
        kind, record_id = waiting.pop()
        if record_id in found[kind]:
            continue
        found[kind].add(record_id)
        for _, other, needed in links(records[kind][record_id]):
            if needed not in records.get(other, {}):
                raise StarterError(
                    f"the starter file {kind}.yaml refers to '{needed}', "
                    f"which stands in no {other}.yaml beside it"
                )
            waiting.append((other, needed))
    return {kind: ids for kind, ids in found.items() if ids}


def texts(title: str, wanted: Ids) -> dict[str, str]:
    """The files of the folder, by path within it."""
    files = {f"{kind}.yaml": _records(kind, ids, title) for kind, ids in wanted.items()}
    first = next((kind for kind in ("terms", "industries") if kind in wanted), next(iter(wanted)))
    listed = ", ".join(f"`{kind}.yaml`" for kind in wanted)
    readme = _text("README.md", title, first=first, files=listed)
    workflow = _text("workflow.yml", title, version=f">={__version__}")
    return {**files, "README.md": readme, ".github/workflows/records.yml": workflow}


def _records(kind: str, ids: set[str], title: str) -> str:
    root = syntax.read(_text(f"{kind}.yaml", title))
    assert root is not None
    heading = root.items[0].lead
    root.items = [item for item in root.items if item.key and item.key.value in ids]
    root.items[0].lead, root.items[0].blank = heading, True
    return canonical.document(root, kind)


def _text(name: str, title: str, **words: str) -> str:
    text = (STARTER / name).read_text("utf-8")
    # The title last: it may hold anything.
    for word, value in [*words.items(), ("title", title)]:
        text = text.replace(f"{{{word}}}", value)
    return text


def make(folder: Path, files: dict[str, str], check: Callable[[Path], None]) -> None:
    """Make the folder with its files, all at once: `check` sees it before it has its name.

    Raises `UsageError` for a folder that holds something already.
    """
    target = Path(os.path.abspath(folder))
    if os.path.lexists(target) and not target.is_dir():
        raise UsageError(f"'{folder}' is there already and no folder", "choose another name.")
    if target.is_dir() and any(target.iterdir()):
        raise UsageError(f"the folder '{folder}' is not empty", "choose another, or empty it.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        built = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        try:
            for name, text in files.items():
                path = built / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
            check(built)
            # The folder that mkdtemp makes is its owner's alone; this one is like any other.
            built.chmod(0o777 & ~_umask())
            with suppress(FileNotFoundError):
                target.rmdir()
            built.rename(target)
        except BaseException:
            shutil.rmtree(built, ignore_errors=True)
            raise
    except OSError as fault:
        raise RecordsError(
            f"the folder '{folder}' cannot be made: {fault.strerror or fault}",
            "nothing is left of it.",
        ) from fault


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
