"""The records at a git revision, read from git's object store; the working tree stays untouched."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from mic25cli.errors import RecordsError, UsageError
from mic25cli.model.dataset import RecordSet
from mic25cli.model.dataset_profile import DEFAULT
from mic25cli.store import load, record_folders
from mic25cli.store.profile import merged, parsed
from mic25cli.store.yaml_nodes import MAX_BYTES
from mic25cli.values import NamedTuple

_ODD = re.compile("[\0\n\r\ud800-\udc7f\udd00-\udfff]")
"""Characters that no program argument can contain, and line breaks; some surrogates represent
bytes."""
_DEEPEST = record_folders.MAX_DEPTH + 1
"""How many parts the path of a record file may have below its folder, as when a folder is read."""


class Revision(NamedTuple):
    """The records of a folder at a revision: the dataset, the full hash of the commit, and the file
    and line of each target by id."""

    dataset: RecordSet
    commit: str
    places: Mapping[str, tuple[str, int]]


def open_revision(folder: Path, rev: str) -> Revision:
    """The records of a folder in a git checkout at a revision.

    Raises `UsageError` for an unknown revision. Raises `RecordsError` if git, the checkout or the
    folder is missing, or if the records are not valid.
    """
    if not rev or rev.startswith("-") or _ODD.search(rev):
        # git would take a text that starts with a hyphen for an option, not a revision.
        raise UsageError.of("is-not-git-revision", rev=rev)
    git = _Git(folder)
    inside = git.inside()
    commit = git.commit(rev)
    name = f"{rev}:{inside}/" if inside else f"{rev}:"
    try:
        tree = git.tree(commit, inside)
        if tree is not None:
            places: dict[str, tuple[str, int]] = {}
            return Revision(_dataset(git.blobs(tree), name, folder, places), commit, places)
    except _MissingError as fault:
        raise RecordsError.of("checkout-lacks-object-of", fault=fault, rev=rev) from None
    where = inside or "the checkout's top folder"
    raise RecordsError.of("checkout-had-no-folder-at", where=where, rev=rev)


class _MissingError(Exception):
    """An object, given by its name, that the checkout does not contain."""


def _dataset(
    blobs: Iterator[tuple[str, bytes]], name: str, folder: Path, places: dict[str, tuple[str, int]]
) -> RecordSet:
    """The dataset made of some files; `places` receives the file and line of each target."""
    layer = load.Loaded()
    root = Path("records")
    for path, raw in blobs:
        if path in record_folders.PROFILES:
            profile_data, layer.diagnostics = parsed(name + path, raw)
            layer.profile = merged([] if profile_data is None else [profile_data])
            continue
        kind = record_folders.kind_of(root, root / path)
        if kind is None:
            hint = record_folders.misnamed_hint(record_folders.RecordFile(root, root / path, None))
            raise RecordsError.of("records-are-not-valid", name=name, path=path, value=hint)
        load.load_raw(layer, load.SourceFile(name + path, kind), raw)
        if kind == "targets":
            place = record_folders.typed_path(folder / path)
            places |= {id_: (place, line) for id_, line in record_folders.ids_in(raw)}
    loaded = load.load((), (layer,))
    if loaded.diagnostics:
        raise load.invalid(loaded, "records of another time may not fit today's form.")
    if not any(loaded.records.values()) and layer.profile == DEFAULT:
        raise RecordsError.of("contains-no-records", name=name)
    return loaded.dataset


def _first_error_line(ran: subprocess.CompletedProcess[bytes], nothing: str) -> str:
    lines = ran.stderr.decode(errors="replace").strip().splitlines()
    return lines[0] if lines else nothing


_SETTINGS = {
    # Error messages are compared with their English texts.
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    # A partial clone would fetch missing objects with programs named in its configuration. Older
    # versions of git ignore the first variable; the second forbids every protocol.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
}


class _Git:
    """Runs read-only git commands on one folder."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("git")
        if program is None:
            raise RecordsError.of("git-is-not-installed")
        self._program = program
        self._folder = folder
        # A git hook has the variables of its own repository, so they are removed. The user's own
        # configuration stays (safe.directory in a container).
        names = (key for key in os.environ if key[:4] != "GIT_" or key[:11] == "GIT_CONFIG_")
        self._environ = {key: os.environ[key] for key in names} | _SETTINGS

    def _run(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [self._program, "-C", str(self._folder), *arguments]
        return subprocess.run(command, input=stdin, capture_output=True, env=self._environ)

    def inside(self) -> str:
        """The path of the folder within its checkout; raises `RecordsError` if it is not in one."""
        ran = self._run("rev-parse", "--show-prefix")
        if ran.returncode:
            why = _first_error_line(ran, "git gave no reason").removeprefix("fatal: ")
            raise RecordsError.of("folder-is-not-in-git", folder=self._folder, why=why)
        return os.fsdecode(ran.stdout).rstrip("\n").rstrip("/")

    def commit(self, rev: str) -> str:
        """The full hash of a revision's commit; raises `UsageError` for an unknown revision."""
        ran = self._run("rev-parse", "--verify", "--quiet", rev + "^{commit}")
        if ran.returncode:
            raise UsageError.of("is-not-git-revision-of-this-folder", rev=rev)
        return ran.stdout.decode().strip()

    def tree(self, commit: str, inside: str) -> str | None:
        """The tree of a folder at a commit; None if there was none. Raises `_MissingError`."""
        head = self._run("cat-file", "commit", commit).stdout
        name = head.split(b"\n", 1)[0].partition(b" ")[2].decode()
        for part in [*PurePosixPath(inside).parts, None]:
            if self._run("cat-file", "-e", name).returncode:
                raise _MissingError(name or commit)
            if part is None:
                break
            listed = self._run("ls-tree", "-dz", "--full-tree", name, part).stdout.split(b"\0")[0]
            if not listed:
                return None
            name = listed.partition(b"\t")[0].split()[2].decode()
        return name

    def blobs(self, tree: str) -> Iterator[tuple[str, bytes]]:
        """The record files below a tree, with their bytes, without links and submodules.

        Raises `RecordsError` for too many files or a file that is too large.
        """
        listed = self._checked("ls-tree", "-r", "-l", "-z", "--full-tree", tree)
        files: list[tuple[str, str]] = []
        for line in listed.split(b"\0")[:-1]:
            meta, _, raw_path = line.partition(b"\t")
            mode, _, name, size = meta.decode().split()
            path = os.fsdecode(raw_path)
            parts = PurePosixPath(path).parts
            readable = len(parts) <= _DEEPEST and not any(part.startswith(".") for part in parts)
            is_record = path in record_folders.PROFILES or record_folders.is_record_file(parts[-1])
            if not (readable and mode.startswith("100") and is_record):
                continue
            if size == "BAD":
                raise _MissingError(name)
            # A repository of a few kilobytes can contain files of gigabytes.
            if int(size) > MAX_BYTES:
                raise RecordsError.of(
                    "file-was-too-large-then", path=path, max_bytes=MAX_BYTES // 2**20
                )
            files.append((path, name))
        if len(files) > record_folders.MAX_FILES:
            raise RecordsError.of("too-many-files-then", max_files=record_folders.MAX_FILES)
        # The profile comes first, because it declares units that the records may use.
        files.sort(key=lambda file: file[0] not in record_folders.PROFILES)
        request = "".join(f"{name}\n" for _, name in files).encode()
        answer = self._checked("cat-file", "--batch", stdin=request)
        at = 0
        for path, name in files:
            end = answer.index(b"\n", at)
            words = answer[at:end].split()
            if words[1:] == [b"missing"]:
                raise _MissingError(name)
            start, at = end + 1, end + int(words[2]) + 2
            yield path, answer[start : at - 1]

    def _checked(self, *arguments: str, stdin: bytes = b"") -> bytes:
        ran = self._run(*arguments, stdin=stdin)
        lost = re.search(rb"could not fetch ([0-9a-f]+)", ran.stderr)
        if lost is not None:
            raise _MissingError(lost.group(1).decode())
        if ran.returncode:
            raise RecordsError.of(
                "git-cannot-read-records", ran=_first_error_line(ran, "no reason given")
            )
        return ran.stdout
