"""Measure the costliest record files of permitted size, and write the table of SECURITY.md.

Usage: python bench/hostile.py, or `make bench-hostile`. Each command runs once, in its own process.
"""

from __future__ import annotations

import os
import platform
import re
import resource
import sys
import tempfile
from datetime import date
from pathlib import Path

from timing import Work, run

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import worst  # noqa: E402

BLOCK = re.compile(r"(<!-- begin measured: worst -->\n).*(<!-- end measured -->)", re.DOTALL)
FILES = {
    "empty-records": "190,000 records without a field",
    "values": "399,000 numbers in one list",
    "no-records": "8 MiB of ids without a record",
    "dangling": "390,000 links that lead nowhere",
    "keys": "199,000 keys that no kind has",
    "sources": "24,900 sound sources",
    "equal-names": "26,000 bodies of one name",
    "aliases": "8 MiB of aliases",
    "broken-at-last": "8 MiB of records, the last one broken off",
    "many-escaped-breaks": "8 MiB of escaped line breaks",
    "deep-records": "8 MiB of lists, 22 levels deep",
    "observations": "28,000 sound observations of one indicator",
}


def cost(folder: Path, cache: str, *words: str) -> str:
    """The processor time and the peak memory of a command on a dataset, with an empty cache."""
    environ = os.environ | {"MIC25_RECORDS": str(folder), "XDG_CACHE_HOME": cache}
    work = Work([sys.executable, "-m", "mic25cli", *words], codes=(0, 1, 2))
    run(work, environ)
    # A process starts with the peak memory of the one that started it.
    floor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    under = "under " if work.memory <= floor else ""
    return f"{work.used[0]:.1f} s, {under}{work.memory * 1024 / 1e6:.0f} MB"


def rows() -> list[str]:
    """A row of the table for each file."""
    found = []
    for what, title in FILES.items():
        with tempfile.TemporaryDirectory() as folder:
            path = worst.write(what, Path(folder, "dataset"))
            lines = (["validate"], ["fmt", "--check"], [path.stem, "--json"])
            costs = [
                cost(path.parent, str(Path(folder, f"{n}")), *each) for n, each in enumerate(lines)
            ]
        found.append(f"| {title} | {' | '.join(costs)} |")
        print(found[-1], flush=True)
    return found


def main() -> None:
    """Measure, and write the block of the page."""
    page = ROOT / "SECURITY.md"
    where = f"{platform.system()}, {os.cpu_count()} cores, CPython {platform.python_version()}"
    head = [
        f"Measured on {date.today()} with `make bench-hostile` ({where}):\n",
        "| file | `validate` | `fmt --check` | look-up |",
        "|---|---|---|---|",
    ]
    text = "\n".join([*head, *rows()])
    told = BLOCK.sub(lambda found: f"{found[1]}{text}\n{found[2]}", page.read_text("utf-8"))
    page.write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main()
