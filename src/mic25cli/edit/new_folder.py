"""A new record folder for another policy: an example for each kind, a README, a CI workflow."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from mic25cli import safefile
from mic25cli.check.run import check
from mic25cli.edit import canonical, lock, replace, yaml_tree
from mic25cli.edit.pinned_install import UNPINNED, Tool
from mic25cli.edit.replace import STAGE
from mic25cli.errors import Mic25Error, RecordsError, UsageError
from mic25cli.model.kinds import KINDS
from mic25cli.model.links import links
from mic25cli.store import load, record_folders

STARTER = Path(__file__).resolve().parent / "starter"

BESIDE = re.compile(r"\.git(ignore|attributes)?|(readme|licen[cs]e|copying)(\.[a-z]+)?", re.I)
"""The files that a new git repository, or one on a hosting site, may start with."""

_SETTINGS = '# Commands that are run in this folder read and write its records.\nrecords = "."\n'

Ids = dict[str, set[str]]

Files = dict[str, str | bytes]


def check_examples(folder: Path) -> None:
    """Check that the new folder is valid before it is used; raises `Mic25Error`."""
    for fault in check(load.load([folder])).diagnostics:
        if fault.severity == "error":
            message = f"the starter files are not valid: {fault.path}: {fault.message}"
            raise Mic25Error(message, "this installation is incomplete. Install mic25 again.")


def with_needed(kinds: Sequence[str]) -> Ids:
    """The examples of the kinds and of those that they refer to, in the order of the registry."""
    records = load.load([STARTER]).records
    required: Ids = {kind: set() for kind in KINDS}
    waiting = [(kind, record_id) for kind in kinds for record_id in records[kind]]
    while waiting:
        kind, record_id = waiting.pop()
        if record_id not in required[kind]:
            required[kind].add(record_id)
            named = links(records[kind][record_id])
            waiting += [(other, needed) for _, other, needed in named]
    return {kind: ids for kind, ids in required.items() if ids}


def texts(title: str, examples: Ids, tool: Tool = UNPINNED, used: Sequence[str] = ()) -> Files:
    """The files of the folder, by path within it; without `examples` there are no records. `used`
    are the kinds of the dataset; the kinds that they refer to are added."""
    files: Files = {}
    for kind, ids in examples.items():
        root = yaml_tree.read(_text(f"{kind}.yaml", title))
        heading = root.items[0].lead
        root.items = [item for item in root.items if item.key and item.key.value in ids]
        root.items[0].lead, root.items[0].blank = heading, True
        files[f"{kind}.yaml"] = canonical.document(root, kind)
    first = "targets" if "targets" in examples else next(iter(examples), "targets")
    listed = ", ".join(f"`{kind}.yaml`" for kind in examples)
    template = _text("README-examples.md" if examples else "README-empty.md", title)
    content, walk = template.rstrip("\n").split("\n---\n")
    readme = _text("README.md", title, content=content, walk=walk, first=first, files=listed)
    workflow = _text("workflow.yml", title, tool=json.dumps(tool.requirement, ensure_ascii=False))
    quoted = json.dumps(title, ensure_ascii=False)
    listed = ", ".join(examples or used) if used else ""
    kinds = f"kinds: [{listed}]\n" if listed else ""
    if tool.wheel is not None:
        files[tool.requirement.removeprefix("./")] = tool.wheel.read_bytes()
    return {
        **files,
        record_folders.PROFILES[0]: _text("profile.txt", title, kinds=kinds, quoted=quoted),
        "README.md": readme,
        "mic25.toml": _SETTINGS,
        ".github/workflows/records.yml": workflow,
        ".gitignore": replace.IGNORED,
    }


def _text(name: str, title: str, **words: str) -> str:
    text = (STARTER / name).read_text("utf-8")
    # The title last, because it may contain anything.
    for word, value in [*words.items(), ("title", title)]:
        text = text.replace(f"{{{word}}}", value)
    return text


def make(
    folder: Path,
    files: Files,
    hold: Callable[[Path], AbstractContextManager[None]],
    verify: Callable[[Path], None] = check_examples,
) -> list[str]:
    """Make the folder, or fill an empty one, in one step. Returns the existing files that stay as
    they are (`BESIDE`). Raises `UsageError` for a folder with any other file."""
    target = Path(os.path.abspath(folder))
    if os.path.lexists(target) and not target.is_dir():
        raise UsageError.of("already-exists-and-is-not-folder", folder=folder)
    try:
        if target.is_dir():
            _refuse_full(folder, target)
            with hold(target), _staged(target / STAGE, target, files, verify) as stage:
                _refuse_full(folder, target)
                there = [name for name in sorted(files) if os.path.lexists(target / name)]
                # The README comes last: if it exists, everything does.
                for name in sorted(
                    {*files} - {*there}, key=lambda name: (name == "README.md", name)
                ):
                    path = target / name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    safefile.name_new(stage / name, path, both=True)
            return there
        target.parent.mkdir(parents=True, exist_ok=True)
        stage_path = target.with_name(f".{target.name}{STAGE}")
        with hold(target.parent), _staged(stage_path, target, files, verify) as stage:
            stage.rename(target)
        return []
    except OSError as fault:
        raise RecordsError.of(
            "folder-cannot-be-made", folder=folder, strerror=fault.strerror or fault
        ) from fault


def _refuse_full(folder: Path, target: Path) -> None:
    stage = target / STAGE
    entries = (entry for entry in target.iterdir() if entry.name not in (STAGE, lock.NAME))
    if any(_full(path, stage) for path in entries if not BESIDE.fullmatch(path.name)):
        raise UsageError.of("folder-is-not-empty", folder=folder)


def _full(path: Path, staged: Path) -> bool:
    """Whether a path is, or contains, anything other than links from a staged folder."""
    twin = staged / path.name
    if path.is_dir() and not path.is_symlink():
        return not twin.is_dir() or any(_full(inner, twin) for inner in path.iterdir())
    return not _same(path, twin)


def _same(one: Path, other: Path) -> bool:
    both = os.path.lexists(one) and os.path.lexists(other)
    return both and os.path.samestat(one.lstat(), other.lstat())


@contextmanager
def _staged(
    stage: Path, target: Path, files: Files, verify: Callable[[Path], None]
) -> Iterator[Path]:
    """The folder `stage` with the checked files; emptied if anything fails."""
    if os.path.lexists(stage):
        if stage.is_symlink() or not stage.is_dir():
            raise RecordsError.of("already-exists", stage=stage)
        _unlink(stage, target)
        shutil.rmtree(stage)
    try:
        for name, text in files.items():
            path = stage / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        verify(stage)
        yield stage
    except BaseException:
        _unlink(stage, target)
        raise
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _unlink(stage: Path, target: Path) -> None:
    for path in sorted(stage.rglob("*"), reverse=True):
        there = target / path.relative_to(stage)
        if path.is_dir():
            with suppress(OSError):
                there.rmdir()
        elif _same(path, there):
            there.unlink()
