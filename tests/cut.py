"""A small dataset cut from the shipped one, for tests that run many commands of every kind."""

from collections import deque
from pathlib import Path

import simplejson
from filelock import FileLock

from conftest import RECORDS
from mic25cli.model.kinds import KINDS
from mic25cli.model.links import links
from mic25cli.store import snapshot
from tree import leaves

FIRST = 5
"""The number of records of a kind, besides those with which a command of the tree is run.

Its sources are those that are cited.
"""
LONGEST = 4
"""The number of further records of each kind, those with the longest ids."""


def dataset(base: Path) -> Path:
    """The folder of its records below a folder that all tests of a run share."""
    folder = base / "cut"
    with FileLock(base / "cut.lock"):
        if not folder.exists():
            _write(folder)
    return folder


def _write(folder: Path) -> None:
    """Write the records that commands name, and all that these refer to."""
    whole = snapshot.open_dataset((RECORDS,))
    asked = {word for leaf in leaves() for word in leaf.arguments}
    todo: deque[tuple[str, str]] = deque()
    for kind in KINDS:
        ids = list(whole.kind(kind))
        chosen = [] if kind == "sources" else ids[:FIRST]
        chosen += sorted(ids, key=len)[-LONGEST:] + [each for each in ids if each in asked]
        todo += [(kind, record_id) for record_id in chosen]
    found: dict[str, dict[str, dict[str, object]]] = {}
    while todo:
        kind, record_id = todo.popleft()
        record = whole.kind(kind).get(record_id)
        if record is None or record_id in found.setdefault(kind, {}):
            continue
        own = {key: value for key, value in record.items() if key not in ("kind", "id")}
        found[kind][record_id] = {key: value for key, value in own.items() if value is not None}
        todo += [(to_kind, to_id) for _, to_kind, to_id in links(record)]
    folder.mkdir()
    (folder / "dataset.yaml").write_bytes((RECORDS / "dataset.yaml").read_bytes())
    for kind, records in found.items():
        # JSON is YAML, and faster to write.
        (folder / f"{kind}.yaml").write_text(simplejson.dumps(records), encoding="utf-8")
