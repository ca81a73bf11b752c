"""What holds a snapshot: the file of sections that mic25 writes, or SQLite, by measurement.

    python bench/stores.py [RECORDS…]       1,000 and 100,000 without the argument

Both are written from one dataset and must give the same: the line of a record, the lines of a kind
in the order of its list, the number of records whose folded text has a word, the records that name
one.  Each question is asked by a process of its own, which imports what every look-up does; what
counts is the processor time of that process, the least of some runs.
"""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import datasets
from mic25cli.model.dataset import RecordSet
from mic25cli.model.kinds import KINDS
from mic25cli.model.links import links
from mic25cli.model.record_json import line
from mic25cli.model.sort_order import in_order
from mic25cli.model.text_folding import folded_text
from mic25cli.store import load, snapshot_writing

RUNS = 15

SQLITE = {
    "show": "SELECT line FROM records WHERE kind = 'funds' AND id = 'fund-000042'",
    "list": "SELECT line FROM records WHERE kind = 'funds' ORDER BY place",
    "search": "SELECT count(*) FROM records WHERE instr(folded, 'turbine')",
    "named by": "SELECT kind, id FROM links WHERE to_kind = 'targets' AND to_id = 'target-000007'",
}

NEEDED = "import sys\nfrom mic25cli.store.snapshot_sections import opened\n"
"""What every look-up imports, whatever it reads."""

READ_SQLITE = """
import sqlite3
rows = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True).execute(sys.argv[2]).fetchall()
"""

READ_SECTIONS = """
from pathlib import Path
dataset = opened(Path(sys.argv[1])).dataset(None)
rows = []
if sys.argv[2] == "show":
    rows = [(dataset.get("funds", "fund-000042").line,)]
elif sys.argv[2] == "list":
    rows = [(each.line,) for each in dataset.kind("funds").in_order()]
elif sys.argv[2] == "named by":
    found = dataset.kept_links("targets", "target-000007")
    rows = [(kind, id_) for kind, ids in found.items() for id_ in ids]
else:
    count = sum(len(dataset.index[kind].having("turbine")) for kind in dataset.index)
    rows = [(count,)]
"""

TOLD = """
import hashlib
print(len(rows), hashlib.sha256(repr(sorted(rows)).encode()).hexdigest())
"""


def write_sqlite(path: Path, dataset: RecordSet) -> None:
    """The dataset as a database: a row per record, with its line, its place in lists, its text."""
    base = sqlite3.connect(path)
    base.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
        "CREATE TABLE records (kind, id, place, line, folded, PRIMARY KEY (kind, id))"
        " WITHOUT ROWID;"
        "CREATE TABLE links (to_kind, to_id, kind, id)"
    )
    for kind in KINDS:
        records = dataset.kind(kind)
        order = in_order(list(records.values()), KINDS[kind].sort, lambda one, key: one[key])
        rows = (
            (kind, each["id"], place, line(each), folded_text([each]))
            for place, each in enumerate(order)
        )
        base.executemany("INSERT INTO records VALUES (?, ?, ?, ?, ?)", rows)
        naming = (
            (to_kind, to_id, kind, each["id"])
            for each in records.values()
            for to_kind, to_id in dict.fromkeys(one[1:] for one in links(each))
        )
        base.executemany("INSERT INTO links VALUES (?, ?, ?, ?)", naming)
    base.executescript(
        "CREATE INDEX named ON links (to_kind, to_id); CREATE INDEX listed ON records (kind, place)"
    )
    base.commit()
    base.close()


def used(code: str, *arguments: str) -> float:
    """The minimum processor time of a process that runs code, in milliseconds."""
    times = []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-c", NEEDED + code, *arguments]
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times) * 1000


def compare(records: int) -> None:
    """Write both for a dataset of so many records, and print what they cost."""
    with tempfile.TemporaryDirectory() as name:
        folder, base, file = Path(name, "dataset"), Path(name, "base.db"), Path(name, "sections")
        datasets.write(folder, records)
        dataset = load.load_dataset([folder])
        start = time.process_time()
        with open(file, "wb") as out:
            snapshot_writing.write(out, dataset, b"")
        written = time.process_time() - start
        start = time.process_time()
        write_sqlite(base, dataset)
        print(f"{records:,} records             sections    SQLite")
        print(f"  write, seconds         {written:9.2f} {time.process_time() - start:9.2f}")
        print(f"  size, MB               {_size(file):9.1f} {_size(base):9.1f}")
        print(f"  imports alone, ms      {used(''):9.0f} {used(''):9.0f}")
        for question, query in SQLITE.items():
            ours = (READ_SECTIONS, str(file), question)
            theirs = (READ_SQLITE, str(base), query)
            answers = [_told(*ours), _told(*theirs)]
            if answers[0] != answers[1]:
                raise SystemExit(f"{question}: the answers differ: {answers}")
            print(f"  {question + ', ms':22} {used(*ours):9.0f} {used(*theirs):9.0f}")


def _size(path: Path) -> float:
    return path.stat().st_size / 1e6


def _told(code: str, *arguments: str) -> str:
    command = [sys.executable, "-c", NEEDED + code + TOLD, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    for size in [int(each) for each in sys.argv[1:]] or [1_000, 100_000]:
        compare(size)
