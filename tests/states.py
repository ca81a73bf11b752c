"""Runs on a dataset on disk, with and without stored results, and errors in its files."""

import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from conftest import Ran
from mic25cli.model.kinds import KINDS
from mic25cli.store import snapshot

Run = Callable[..., Ran]


def first(pattern: str, new: str) -> Callable[[Path], None]:
    """An error in the text: the first match of a pattern, if any, is replaced."""

    def slip(path: Path) -> None:
        text = path.read_text("utf-8")
        path.write_text(re.sub(pattern, new, text, count=1, flags=re.MULTILINE), encoding="utf-8")

    return slip


def bytes_of(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """An error in the bytes."""
    return lambda path: path.write_bytes(change(path.read_bytes())) and None


def twice(path: Path) -> None:
    """A second file also has all ids of a file."""
    shutil.copy(path, path.with_name(f"{path.stem}.yml"))


def again(path: Path) -> None:
    """Another file of the kind, which is valid itself, also has all ids of a file."""
    kind = path.relative_to(path.parents[1]).parts[0] if path.parent.name in KINDS else path.stem
    root = path.parents[1] if path.parent.name in KINDS else path.parent
    (root / kind).mkdir(exist_ok=True)
    shutil.copy(path, root / kind / "again.yaml")


SLIPS: dict[str, Callable[[Path], None]] = {
    "a word of a choice misspelt": first(r"(checked: |level: |type: |grade: )\w+", r"\1texx"),
    "a key misspelt": first(r"^  (\w)(\w+):", r"  \2\1:"),
    "a file cut": bytes_of(lambda raw: raw[: len(raw) // 2]),
    "a bracket at the end": bytes_of(lambda raw: raw + b"x: [\n"),
    "a bad date": first(r"(date|published|year|period|founded): .*$", r"\1: 2015-13-99"),
    "a number that is none": first(r": \d+(?=[,}\n])", ": 12x"),
    "an id without a record": first(r"(source|indicator|supersedes): [\w-]+", r"\1: no-such-id"),
    "another id": first(r"^([a-z0-9-]+):", r"\1-2:"),
    "an id twice in the kind": again,
    "two keys alike": first(r"^(  \w+: \S.*\n)", r"\1\1"),
    "bytes that are no text": bytes_of(lambda raw: raw[:40] + b"\xff" + raw[40:]),
    "a file emptied": bytes_of(lambda raw: b""),
    "a file removed": Path.unlink,
    "a name of no kind": lambda path: path.rename(path.with_name("nokind.yaml")) and None,
    "a file twice": twice,
    "a remark, which is no slip": bytes_of(lambda raw: raw + b"# a remark\n"),
    "another name, which is none": first(r"(en|title): ['\"]?(\w)", r"\1: Z"),
}


class Kept:
    """A dataset, the cache of earlier runs on it, and how often stored results were used."""

    def __init__(self, folder: Path, mic25: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        self.dataset, self.warm, self.cold = folder / "dataset", folder / "warm", folder / "cold"
        self.mic25, self.patch = mic25, monkeypatch
        self.used = self.pairs = self.pairs_used = 0
        read = snapshot._Snapshot.cached

        def counted(*given: Any) -> Any:
            found = read(*given)
            self.used += found is not None
            return found

        monkeypatch.setattr(snapshot._Snapshot, "cached", counted)
        monkeypatch.setattr(snapshot, "TIME_STEP", -(10**15))

    def run(self, cache: Path, *command: str) -> Ran:
        self.patch.setenv("XDG_CACHE_HOME", str(cache))
        return self.mic25(*command)

    def hold(self, *commands: Sequence[str]) -> list[int]:
        """Each command prints the same with stored results as without; returns the exit codes."""
        codes = []
        for command in commands:
            shutil.rmtree(self.cold, ignore_errors=True)
            wanted = self.run(self.cold, *command)
            before = self.used
            assert self.run(self.warm, *command) == wanted, command
            self.pairs += 1
            self.pairs_used += self.used > before
            codes.append(wanted.code)
        return codes
