"""The law of whatever a run keeps: the next one says what it says with an empty cache, to the byte.

In the suite one file of each kind is spoilt in some ways, and in each way some file; with FUZZ
every file of the shipped book in every way.  The times of a file are set back after each change,
and files count as old at once.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from conftest import RECORDS, ROOT, Ran
from mic25cli.edit.new_folder import STARTER
from mic25cli.model.kinds import KINDS
from mic25cli.store import snapshot

pytestmark = pytest.mark.slow

FUZZ = "FUZZ" in os.environ
BOOK = RECORDS if FUZZ else STARTER
FILES = [path.relative_to(BOOK) for path in sorted(BOOK.rglob("*.yaml"))]
DIGITAL_DECADE = ROOT / "examples" / "digital-decade"
EACH = 1 if FUZZ else 4
"""A file is spoilt in every so many-th way, the next file in the ways after these."""
Run = Callable[..., Ran]


def first(pattern: str, new: str) -> Callable[[Path], None]:
    """A slip in the text: the first place of a pattern becomes another text, where there is one."""

    def slip(path: Path) -> None:
        text = path.read_text("utf-8")
        path.write_text(re.sub(pattern, new, text, count=1, flags=re.MULTILINE), encoding="utf-8")

    return slip


def bytes_of(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """A slip in the bytes."""
    return lambda path: path.write_bytes(change(path.read_bytes())) and None


def twice(path: Path) -> None:
    """All ids of a file stand in a second one as well."""
    shutil.copy(path, path.with_name(f"{path.stem}.yml"))


def again(path: Path) -> None:
    """All ids of a file stand in another one of the kind as well, which is sound itself."""
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
    """A book, the cache of earlier runs over it, and how often what was kept has answered."""

    def __init__(self, folder: Path, mic25: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        self.book, self.warm, self.cold = folder / "book", folder / "warm", folder / "cold"
        self.mic25, self.patch = mic25, monkeypatch
        self.used = 0
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
        """Each command says the same with what was kept as with nothing; gives the exit codes."""
        codes = []
        for command in commands:
            shutil.rmtree(self.cold, ignore_errors=True)
            wanted = self.run(self.cold, *command)
            assert self.run(self.warm, *command) == wanted, command
            codes.append(wanted.code)
        return codes


@pytest.fixture
def kept(tmp_path: Path, mic25: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    yield Kept(tmp_path, mic25, monkeypatch)


def laid_out(book: Path, name: Path, slip: Callable[[Path], None] | None = None) -> None:
    """Put the book there as it was, with a slip in one file whose times are then set back."""
    shutil.rmtree(book, ignore_errors=True)
    shutil.copytree(BOOK, book, ignore=shutil.ignore_patterns("*.md", "*.yml"))
    if slip is not None:
        slip(book / name)
    for path in book.rglob("*.yaml"):
        os.utime(path, ns=(10**18, 10**18))


@pytest.mark.parametrize("name", FILES, ids=str)
def test_after_any_slip_a_run_says_what_it_says_without_a_cache(kept: Kept, name: Path) -> None:
    there = ("--records", str(kept.book))
    listed = (name.parts[0].removesuffix(".yaml"), "--json", *there)
    checked = ("validate", *there)
    slips = list(SLIPS.values())[FILES.index(name) % EACH :: EACH]
    faulty = 0
    for slip in slips:
        laid_out(kept.book, name)
        before = kept.used
        sound = kept.run(kept.warm, *listed)
        assert kept.run(kept.warm, *listed) == sound
        assert kept.used > before, "the snapshot is kept, and answers"
        laid_out(kept.book, name, slip)
        faulty += kept.hold(checked, listed)[0]
    assert faulty >= len(slips) // (2 if FUZZ else 4)
    laid_out(kept.book, name)
    assert kept.hold(checked, ("validate", str(kept.book / name)), listed) == [0, 0, 0]


def test_two_real_books_are_checked_together(kept: Kept) -> None:
    both = ("--records", str(DIGITAL_DECADE), "--records", str(RECORDS))
    turned = (*both[2:], *both[:2])
    assert set(kept.hold(("validate", "-q", *both))) <= {0, 1}
    kept.run(kept.warm, "info", *turned)
    commands = ("progress --json", "info", "targets --json", "search robot")[: 4 if FUZZ else 1]
    for command in commands:
        assert kept.hold((*command.split(), *turned)) == [0]
    assert kept.used >= len(commands)


def test_a_check_needs_no_home_and_keeps_nothing(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    laid_out(kept.book, FILES[0])
    assert kept.run(kept.warm, "validate", "--records", str(kept.book)).code == 0
    assert not kept.warm.exists()
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "")
    monkeypatch.chdir(tmp_path)
    assert kept.mic25("validate", "--records", str(kept.book)).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["book"]
