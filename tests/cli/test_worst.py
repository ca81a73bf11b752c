"""The costliest record files of permitted size stay within the memory that SECURITY.md states."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import worst
from conftest import ROOT
from mic25cli.store import snapshot

MEASURED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
sys.stderr.buffer.write(done.stderr)
print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""A process tells no less of its memory than its parent had when it began: this one is small."""

FORMATTED = ["values", "dangling", "long-line", "sources", "many-escaped-breaks"]
LOOKED_UP = {
    "sources": ["search", "example"],
    "observations": ["indicators", "--json"],
    "milestones": ["targets", "--json"],
}


def stated() -> int:
    """The memory of SECURITY.md, in bytes."""
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    found = re.search(r"at most \*\*(\d+) MB of memory\*\*", text)
    assert found
    return int(found[1]) * 10**6


def used(folder: Path, *words: str) -> int:
    """The most memory of a run over a book, in bytes; it ends with an answer or with a fault."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, sys.executable, "-m", "mic25cli", *words],
        env={**os.environ, "MIC25_RECORDS": str(folder), "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
    )
    code, kilobytes = map(int, done.stdout.split())
    assert code in (0, 1, 2) and "Traceback" not in done.stderr, done.stderr[-2000:]
    return kilobytes * 1024


@pytest.mark.others
@pytest.mark.slow
@pytest.mark.parametrize("what", worst.WORST)
def test_a_file_of_permitted_size_takes_no_more_memory_than_is_stated(
    what: str, tmp_path: Path
) -> None:
    path = worst.write(what, tmp_path / "book")
    assert path.stat().st_size <= 8 * worst.MIB
    lines = [["validate", "--json"], *([LOOKED_UP[what]] if what in LOOKED_UP else [])]
    lines += [["fmt", "--check"]] if what in FORMATTED else []
    for words in lines:
        assert used(path.parent, *words) <= stated(), words


def test_the_files_are_what_they_are_called(tmp_path: Path) -> None:
    """Those that are meant to be sound are, or a look-up would end at their first fault."""
    for what, kind, count in (
        ("sources-to-format", "sources", 2400),
        ("observations-to-format", "indicators", 1),
    ):
        worst.write(what, tmp_path / what)
        assert len(snapshot.open_book([tmp_path / what]).kind(kind)) == count
