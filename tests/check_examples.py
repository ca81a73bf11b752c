"""The examples of codes: those that explain them, and further cases under tests/examples."""

import gzip
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from mic25cli.check import registry
from mic25cli.check.run import CheckReport, check
from mic25cli.store import check_input, load

FOLDER = Path(__file__).resolve().parent / "examples"
DATASET = FOLDER / "dataset"

_EXPECT = re.compile(r"^\ufeff?# expect: (.+)$")


def is_described(case: Path) -> bool:
    """Whether an example is only described, because no text can show it."""
    texts = (file.read_bytes() for file in case.iterdir() if file.is_file())
    return any(re.fullmatch(rb"# \(.*\)\s*", text) for text in texts)


def checked(folder: Path) -> CheckReport:
    """The report on an example's files, added to the small dataset of examples."""
    text = folder / "against.txt"
    against = check_input.source_texts(text) if text.exists() else {}
    loaded = load.load([DATASET, folder])
    only = {load.typed_path(each) for each in folder.rglob("*.yaml")}
    return check(loaded, against, only)


@dataclass(frozen=True)
class Expected:
    """A problem that an example file announces."""

    file: str
    line: int
    column: int
    code: str


def expected(folder: Path) -> list[Expected]:
    """The problems that an example's files announce, in their first line or in `expect.txt`."""
    found = []
    notes = folder / "expect.txt"
    if notes.exists():
        for line in notes.read_text(encoding="utf-8").splitlines():
            place, code = line.split(" ")
            name, row, column = place.rsplit(":", 2)
            found.append(Expected(name, int(row), int(column), code))
    for file in sorted(folder.rglob("*.yaml")):
        if not file.is_file():
            continue
        first = re.split(b"[\r\n]", file.read_bytes()[:500], maxsplit=1)[0].decode(
            "utf-8", "replace"
        )
        match = _EXPECT.match(first)
        for each in match[1].split(", ") if match else []:
            place, code = each.split(" ")
            row, column = place.split(":")
            found.append(Expected(file.relative_to(folder).as_posix(), int(row), int(column), code))
    return sorted(found, key=lambda each: (each.file, each.line, each.column, each.code))


def announced(case: Path) -> list[Expected]:
    """The problems that a case announces, including its packed files."""
    with TemporaryDirectory() as folder:
        return expected(unpacked(case, Path(folder)))


def unpacked(case: Path, folder: Path) -> Path:
    """A copy of a case with its packed files unpacked, which would be large in the repository."""
    whole = folder / case.name
    shutil.copytree(case, whole, symlinks=True)
    for packed in whole.rglob("*.gz"):
        packed.with_suffix("").write_bytes(gzip.decompress(packed.read_bytes()))
        packed.unlink()
    return whole


def cases(what: Literal["bad", "good"]) -> list[Path]:
    """The folders of `good` or `bad` examples, those of the codes first."""
    own = (registry.example(code, what) for code in registry.codes())
    further = sorted(each for each in (FOLDER / what).iterdir() if each.is_dir())
    return [*dict.fromkeys(case for case in own if not is_described(case)), *further]


def name(case: Path) -> str:
    """The name of a test of a case."""
    return case.name if case.is_relative_to(FOLDER) else case.parent.name
