"""The metadata of an Open SDG indicator, as a new indicator of a dataset; the rest is named."""

import re
from collections.abc import Mapping, Sequence

from mic25cli.edit import csv_cells
from mic25cli.errors import UsageError
from mic25cli.model.units import Units
from mic25cli.store import yamlio
from mic25cli.store.yaml_nodes import YamlError
from mic25cli.values import dataclass

MAX_BYTES = 1_000_000
KEYS = csv_cells.WORDS["metadata"]
_KEY = re.compile(r"[a-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")
"""A text that stands for one in Open SDG's own files of translations."""


@dataclass(frozen=True)
class Key:
    """A key of the metadata with the field that it fills, or why it fills none."""

    key: str
    field: str | None
    why: str | None = None


def described(raw: bytes, name: str, units: Units) -> tuple[dict[str, object], list[Key]]:
    """The fields of an indicator from a file of metadata, and the use of each key; raises
    `UsageError`."""
    data = _read(raw, name)
    fields: dict[str, object] = {}
    used: dict[str, str] = {}
    why: dict[str, str] = {}
    for name, longest in (("name", 300), ("definition", 900)):
        key, text = _first(data, KEYS[name], longest, why)
        if text is not None:
            fields[name] = {"en": text} if name == "name" else text
            used.setdefault(key, name)
    unit = data.get("computation_units")
    if _text(unit):
        try:
            fields["unit"] = csv_cells.unit(str(unit), units)
            used["computation_units"] = "unit"
        except csv_cells.CellError as fault:
            why["computation_units"] = f"{fault}; name it with --unit"
    options = data.get("progress_calculation_options")
    first = options[0] if isinstance(options, list) and options else {}
    stated = first.get("direction") if isinstance(first, dict) else None
    direction = {"positive": "increase", "negative": "decrease"}.get(str(stated))
    if direction is not None:
        fields["direction"] = direction
        key = "progress_calculation"
        why[f"{key}_options"] = f"only the direction; {KEYS['elsewhere'][key]}"
        used[f"{key}_options"] = "direction"

    def reason(key: str) -> str:
        reasons = (why for start, why in KEYS["elsewhere"].items() if key.startswith(start))
        return next(reasons, "records have no field for it")

    return fields, [
        Key(key, used.get(key), why.get(key) or (None if key in used else reason(key)))
        for key, value in data.items()
        if value not in (None, "", [], {})
    ]


def _read(raw: bytes, name: str) -> dict[str, object]:
    if len(raw) > MAX_BYTES:
        raise UsageError(f"{name} has more than {MAX_BYTES:,} bytes")
    try:
        text = yamlio.decode(raw).replace("\r\n", "\n")
        front = re.match(r"\A---\n(.*?)\n---[ ]*(?:\n|\Z)", text, re.DOTALL)
        node = yamlio.compose(front[1] if front else text.removeprefix("---\n"))
    except YamlError as fault:
        raise UsageError(f"{name}:{fault.line}: {fault.message}", fault.hint) from fault
    data = node.as_data() if node is not None else None
    if not isinstance(data, dict):
        raise UsageError(
            f"{name} contains no metadata", "write keys with values, as Open SDG does."
        )
    return data


def _text(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and bool(str(value).strip())


def _first(
    data: Mapping[str, object], keys: Sequence[str], longest: int, why: dict[str, str]
) -> tuple[str, str | None]:
    for key in keys:
        if not _text(data.get(key)):
            continue
        text = " ".join(str(data[key]).split())
        if _KEY.fullmatch(text):
            why.setdefault(key, "it stands for a text in a file of translations")
        elif len(text) > longest:
            why.setdefault(key, f"it has {len(text)} characters, and a field {longest} at most")
        else:
            return key, text
    return "", None
