"""Small records for tests, with all keys as in a dataset, and tables of cases."""

import csv
import os
import socket
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from mic25cli.model.dataset import RecordSet
from mic25cli.model.kinds import KINDS

CITE = {"source": "paper", "at": "§1", "checked": "text"}


NEEDED = {
    "definition": "What is counted.", "unit": "percent", "title": "Title", "action": "Do it.",
    "assessor": "Institute", "verdict": "mixed",
}  # fmt: skip
"""Values of required fields that a test does not give; the name of a record is its id."""


def record(kind: str, record_id: str, **fields: Any) -> dict[str, Any]:
    """A record as in a dataset: the given fields, and every other key null or empty."""
    model = KINDS[kind].load_model()
    needed = {"name": {"en": record_id}, **NEEDED}
    required = [key for key, each in model.model_fields.items() if each.is_required()]
    given = {key: needed[key] for key in required if key in needed}
    return {"kind": kind, "id": record_id, **model.model_validate({**given, **fields}).as_data()}


def source(record_id: str, **fields: Any) -> dict[str, Any]:
    """A source; by default of 2019, grade B and read in full."""
    base = {
        "title": record_id,
        "published": "2019",
        "lang": "en",
        "authority": "B",
        "coverage": "full",
    }
    return record("sources", record_id, **{**base, **fields})


def claim(**fields: Any) -> dict[str, Any]:
    """A claim cited from the source `paper`, unless `cite` is given."""
    return {"cite": [CITE], **fields}


def cites(part: Any) -> Iterator[dict[str, Any]]:
    """Every citation of a record and of its parts."""
    if isinstance(part, Mapping):
        for key, each in part.items():
            yield from each if key == "cite" else cites(each)
    elif isinstance(part, list):
        for each in part:
            yield from cites(each)


def dataset(*records: Mapping[str, Any]) -> RecordSet:
    """A dataset of records, with the source `paper` unless they have a source with that id."""
    kinds: dict[str, dict[str, Mapping[str, Any]]] = {}
    for each in records:
        kinds.setdefault(each["kind"], {})[each["id"]] = each
    kinds.setdefault("sources", {}).setdefault("paper", source("paper"))
    return RecordSet.of(kinds)


def records_in(held: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Records as in a data file: for each kind the ids, and the fields of each."""
    return [
        source(id_, **fields) if kind == "sources" else record(kind, id_, **fields)
        for kind, each in held.items()
        for id_, fields in each.items()
    ]


def spoil(held: Any, path: str, new: Any) -> None:
    """Set the value at a path of records. After `-` the value is removed; beyond the end of a list
    it is added, and at `+` a copy of the first item with some other keys."""
    *keys, last = (int(key) if key.isdigit() else key for key in path.lstrip("-").split("."))
    for key in keys:
        held = held[key]
    if path.startswith("-"):
        held.pop(last)
    elif last == "+":
        held.append({**held[0], **new})
    elif isinstance(held, list) and last == len(held):
        held.append(new)
    else:
        held[last] = new


def dataset_texts(name: str) -> dict[str, str]:
    """The record files of a dataset in `tests/datasets` by name, to be changed and written."""
    folder = Path(__file__).with_name("datasets") / name
    return {path.name: path.read_text("utf-8") for path in sorted(folder.iterdir())}


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """A folder with files that have these texts; missing folders are created."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(path))


NO_FILES: dict[str, Callable[[Path], object]] = {
    "a pipe": lambda path: os.mkfifo(path),
    "a socket": _socket,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a circle": lambda path: path.symlink_to(path.name),
    "a link to nothing": lambda path: path.symlink_to("gone.yaml"),
    "a link to a folder": lambda path: path.symlink_to("."),
    "a folder": Path.mkdir,
}
"""Things that cannot be read or written as files, and how to make them."""


def files_of(folder: Path) -> dict[str, bytes]:
    """The bytes of all files in a folder, by their paths within it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def table_of(name: str) -> list[dict[str, str]]:
    """The rows of a table of cases below `tests`, by the titles of its columns."""
    lines = (Path(__file__).parent / name).read_text("utf-8").rstrip("\n").split("\n")
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
