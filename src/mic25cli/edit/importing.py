"""Observations from a table: the changes that add what its rows come to."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mic25cli.edit import change
from mic25cli.edit.csvfile import CsvFile
from mic25cli.edit.import_rows import ImportRequest, TableReading, read
from mic25cli.edit.record import file_for, tree_of
from mic25cli.edit.replace import target_of
from mic25cli.errors import RecordsError, UsageError, unknown
from mic25cli.store.load import Loaded
from mic25cli.store.node import YamlError


def prepare(
    folders: Sequence[Path], table: CsvFile, asked: ImportRequest, new: Mapping[str, object] | None
) -> tuple[TableReading, change.Proposal]:
    """What becomes of each row, and what that would change; raises `UsageError` for no table."""
    loaded = change.load_changed(folders)
    home = folders[-1]
    if asked.source is not None and asked.source not in loaded.records.get("sources", {}):
        raise unknown("source", asked.source, loaded.records.get("sources", {}),
                      "add it first: 'mic25 add sources ID'.")  # fmt: skip
    known = loaded.records.get("indicators", {})
    if asked.indicator is not None and asked.indicator not in known and new is None:
        raise unknown("indicator", asked.indicator, known, "'mic25 add indicators ID' makes one.")
    refused: dict[int, str] = {}
    while True:
        done = read(table, asked, loaded, new, refused)
        changes = _changes(done, loaded, home, asked, new)
        proposed = change.propose(folders, *changes)
        faulty = _faulty(done, proposed, loaded)
        if not faulty:
            return done, proposed
        refused |= faulty


def _changes(
    done: TableReading,
    loaded: Loaded,
    home: Path,
    asked: ImportRequest,
    new: Mapping[str, object] | None,
) -> list[change.FileChange]:
    by_file: dict[Path, dict[str, list[Any]]] = {}
    found: list[change.FileChange] = []
    for indicator, claims in done.claims.items():
        if not claims:
            continue
        if new is not None and indicator == asked.indicator:
            bases = {"bases": done.bases} if done.bases else {}
            record = {**new, **bases, "observations": claims}
            path = file_for(home, "indicators", asked.topic)
            target_of(path, home)
            part = tree_of("indicators", record, comments=False)
            found.append(change.with_record(path, "indicators", indicator, part))
            continue
        source = loaded.sources["indicators", indicator]
        file = source.file
        if file is None or not file.is_relative_to(home):
            raise RecordsError(
                f"the indicator '{indicator}' stands in {source.path}, outside the folder '{home}'",
                "import into that folder: --records.",
            )
        target_of(file, home)
        by_file.setdefault(file, {})[indicator] = [change.part_of(claim) for claim in claims]
    try:
        found += [change.with_observations(path, wanted) for path, wanted in by_file.items()]
    except YamlError as fault:
        hint = fault.hint
        raise UsageError(f"the observations cannot be written: {fault.message}", hint) from fault
    return found


def _faulty(done: TableReading, proposed: change.Proposal, loaded: Loaded) -> dict[int, str]:
    found: dict[int, str] = {}
    for fault in proposed.errors:
        hit = re.match(r"observations\.(\d+)", fault.field or "")
        if fault.kind != "indicators" or fault.id not in done.lines or hit is None:
            continue
        before = loaded.records.get("indicators", {}).get(fault.id, {"observations": []})
        index = int(hit[1]) - len(before["observations"])
        if 0 <= index < len(done.lines[fault.id]):
            found.setdefault(done.lines[fault.id][index], f"{fault.code}: {fault.message}")
    return found
