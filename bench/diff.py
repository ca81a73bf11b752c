"""What a diff of two editions costs beside loading them, and how it grows, in one run.

    python bench/diff.py [RECORDS]        100,000 records without the argument

Prints the seconds to load an edition from YAML and to open it from the snapshot,
to take its state at a date, and to compare it with an edition of which one record
in a hundred differs, each as a ratio to loading; then the same comparison at half
and a quarter of the size, as seconds a record: they are equal if the cost is linear.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from mic25cli.calc.diff.compare import diff
from mic25cli.calc.diff.sides import edition, state
from mic25cli.model.dataset import RecordSet
from mic25cli.store import load, snapshot

A_FILE = 500
"""The number of records in a file."""

CITE = "[{source: report-1, at: '§1', checked: text}]"

TEMPLATES = {
    "targets": """\
target-{n}:
  name: {{en: Target {n}, zh: 目标}}
  indicator: indicator-{n}
  milestones:
    - {{year: 2020, value: {v}, bound: about, report: report-1, cite: {cite}}}
    - {{year: 2025, value: {w}, report: report-2, cite: {cite}}}
""",
    "indicators": """\
indicator-{n}:
  name: {{en: Indicator {n}, zh: 指标}}
  definition: What is measured, in a sentence of our own, number {n}.
  unit: percent
  direction: increase
  observations:
    - {{period: 2015, value: {v}, cite: {cite}}}
    - {{period: 2016, value: {w}, cite: {cite}}}
    - {{period: 2016, value: {v}, report: report-2, cite: {cite}}}
""",
    "funds": """\
fund-{n}:
  name: {{en: Fund {n}, zh: 基金}}
  established: 2016-03
  purpose: What it is for, in a sentence of our own, number {n}.
  amounts:
    - {{amount_type: raised, value: {v}, unit: bn CNY, date: 2016, cite: {cite}}}
  cite: {cite}
""",
    "documents": """\
document-{n}:
  name: {{en: Document {n}, zh: 文件}}
  type: plan
  published: 2017-05
  summary: What it is about, in a sentence of our own, number {n}.
  cite: {cite}
""",
}

SOURCES = """\
report-1: {title: One, published: 2016-01, lang: en, authority: A, coverage: full}
report-2: {title: Two, published: 2018-01, lang: en, authority: B, coverage: excerpt}
"""


def write(folder: Path, records: int) -> None:
    """Write an edition of so many records."""
    (folder / "sources.yaml").write_text(SOURCES)
    a_kind = records // len(TEMPLATES)
    for kind, template in TEMPLATES.items():
        (folder / kind).mkdir()
        for start in range(0, a_kind, A_FILE):
            texts = [
                template.format(n=n, v=n % 89, w=n % 97, cite=CITE)
                for n in range(start, min(start + A_FILE, a_kind))
            ]
            (folder / kind / f"part-{start}.yaml").write_text("".join(texts), encoding="utf-8")


def changed(dataset: RecordSet) -> RecordSet:
    """The next edition: one record in a hundred has another number or text, as if loaded.

    Every record is copied, so that no comparison can succeed by identity.
    """
    kinds: dict[str, dict[str, Any]] = {}
    for position, record in enumerate(dataset):
        copy = _copied(record)
        if position % 100 == 0:
            for key in ("milestones", "observations", "amounts"):
                if key in copy:
                    copy[key][0]["value"] += 1
            if "summary" in copy:
                copy["summary"] = copy["summary"].replace("sentence", "longer sentence")
        kinds.setdefault(copy["kind"], {})[copy["id"]] = copy
    return RecordSet.of(kinds)


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_copied(item) for item in value]
    return value


def timed(function: Callable[[], Any]) -> tuple[float, Any]:
    """The seconds that a function takes, and its result."""
    start = time.perf_counter()
    result = function()
    return time.perf_counter() - start, result


def part(dataset: RecordSet, share: int) -> RecordSet:
    """One in so many hundreds of records, with its share of the changes."""
    kinds: dict[str, dict[str, Any]] = {}
    for position, record in enumerate(dataset):
        if position // 100 % share == 0 or record["kind"] == "sources":
            kinds.setdefault(record["kind"], {})[record["id"]] = record
    return RecordSet.of(kinds)


def main() -> None:
    """Measure and print."""
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = str(Path(name, "cache"))
        folder = Path(name, "records")
        folder.mkdir()
        write(folder, records)
        loading, dataset = timed(lambda: load.load_dataset([folder]))
        snapshot.open_dataset([folder])
        opening, _ = timed(lambda: list(snapshot.open_dataset([folder])))
    other = changed(dataset)
    comparing, found = timed(lambda: diff(edition(dataset, "old"), edition(other, "new")))
    viewing, _ = timed(lambda: list(state(dataset, "2018").dataset))
    dating, dated = timed(lambda: diff(state(dataset, "2015"), state(dataset, "2018")))
    print(f"{records:,} records, {len(found.changes):,} changes between editions")
    for what, seconds in (
        ("load an edition from YAML", loading),
        ("open it from the snapshot", opening),
        ("compare two editions", comparing),
        ("take the state at a date", viewing),
        (f"compare two dates ({len(dated.changes):,} changes)", dating),
    ):
        print(f"  {what:<42} {seconds:8.2f} s  {seconds / loading:6.3f} of loading")
    for share in (4, 2, 1):
        old, new = edition(part(dataset, share), "old"), edition(part(other, share), "new")
        size = sum(1 for _ in old.dataset)
        seconds = min(timed(partial(diff, old, new))[0] for _ in range(3))
        print(f"  {size:>8,} records: {seconds / size * 1e6:6.2f} µs a record")


if __name__ == "__main__":
    main()
