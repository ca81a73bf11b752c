"""What exports of large datasets cost: writes the table of docs/scale.md.

python bench/exports.py                     # 20,000 and 100,000 records, every format
python bench/exports.py 20000 sqlite json   # some; the other rows of the table stay
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

from timing import Work, run

import datasets

PAGE = Path(__file__).resolve().parent.parent / "docs" / "scale.md"
MIC25 = Path(sys.executable).with_name("mic25")
SIZES = (20_000, 100_000)
FORMATS = ("csv", "json", "sqlite", "parquet", "xlsx")
FIRST = "first reading"
HEAD = "| records | what | processor seconds | memory, MB |\n|---:|---|---:|---:|\n"
ROW = re.compile(r"^\| ([\d,]+) \| ([\w ]+) \| (\d+) \| ([\d,]+) \|$", re.MULTILINE)


def write(rows: dict[tuple[int, str], tuple[int, int]]) -> None:
    """Put the rows into the table of the page, in place of earlier ones for the same work."""
    page = PAGE.read_text(encoding="utf-8")
    at = page.index(HEAD) + len(HEAD)
    end = page.index("\n\n", at - 1)
    order = [FIRST, *FORMATS]
    held = {
        (int(records.replace(",", "")), what): (int(used), int(memory.replace(",", "")))
        for records, what, used, memory in ROW.findall(page[at : end + 1])
    }
    held |= rows
    lines = [
        f"| {records:,} | {what} | {held[records, what][0]} | {held[records, what][1]:,} |"
        for records, what in sorted(held, key=lambda key: (key[0], order.index(key[1])))
    ]
    PAGE.write_text(page[:at] + "\n".join(lines) + page[end:], encoding="utf-8")


def measure(size: int, formats: list[str], folder: Path) -> None:
    """Export a generated dataset in each format, and write each row when it is known."""
    records, cache = folder / "records", folder / "cache"
    datasets.write(records, size)
    environ = {**os.environ, "XDG_CACHE_HOME": str(cache), "MIC25_RECORDS": str(records)}
    own = [str(MIC25)]
    works = {FIRST: Work([*own, "targets", "--limit", "1", "--json"])}
    for name in formats:
        target = str(folder / name)
        works[name] = Work([*own, "export", "-q", "--format", name, "-o", target])
    for what, work in works.items():
        run(work, environ)
        # The kernel's kilobytes, in megabytes.
        row = round(work.used[0]), round(work.memory * 1024 / 1e6)
        print(f"{size:,} records, {what}: {row[0]} s of a processor, {row[1]:,} MB", flush=True)
        write({(size, what): row})


def main(arguments: list[str]) -> None:
    """Measure the given sizes and formats, or all."""
    sizes = [int(each) for each in arguments if each.isdigit()] or [*SIZES]
    formats = [each for each in arguments if not each.isdigit()] or [*FORMATS]
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            measure(size, formats, Path(name))


if __name__ == "__main__":
    main(sys.argv[1:])
