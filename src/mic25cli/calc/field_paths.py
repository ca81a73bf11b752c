"""Paths into a record: `name.zh`, `amounts.value`; over a list, a path collects all values."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import Any

from mic25cli.errors import MOST_NAMED, UsageError, nearest, not_a
from mic25cli.model.dataset import Record


def get(record: object, path: str) -> Any:
    """The value at a path; a list if the path crosses a list; None if there is nothing."""
    value = record
    for step in path.split("."):
        value = _step(value, step)
    return value


def _step(value: object, step: str) -> object:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, list):
        return [got for item in value for got in _listed(_step(item, step))]
    return None


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def values(record: object, path: str) -> list[Any]:
    """The single values at a path, as a list; `*.key` collects the key at any depth."""
    if not path.startswith("*."):
        return _listed(get(record, path))
    # Imported here, because a plain look-up does not need the table of fields.
    from mic25cli.model.fields import open_mappings

    collected: list[object] = []
    # Keys that are data are skipped, because a definition may be called `industry`.
    _collect(record, path[2:], open_mappings(), collected)
    return collected


def _collect(value: object, key: str, closed: Container[str], collected: list[object]) -> None:
    if isinstance(value, dict) or isinstance(value, Mapping):  # noqa: SIM101
        # Checking for `dict` first is faster.
        for name, item in value.items():
            if name == key:
                collected += _listed(item)
            elif isinstance(item, str) or item is None:
                continue
            elif name not in closed:
                _collect(item, key, closed, collected)
    elif isinstance(value, list):
        for item in value:
            _collect(item, key, closed, collected)


def _keys(item: object) -> Container[object]:
    """The keys of a mapping, or of the first one in a list."""
    first = next(iter(_listed(item)), None)
    return first if isinstance(first, Mapping) else ()


def check(record: Record, path: str) -> None:
    """Raise `UsageError` with the nearest keys if records of this shape cannot have the path."""
    if order := re.fullmatch(r"(.+?)[: ](asc|desc)", path):
        field = f"{'-' if order[2] == 'desc' else ''}{order[1]}"
        raise UsageError(not_a("field", path), f"write --sort {field}.")
    value: object = record
    walked: list[str] = []
    for step in path.split("."):
        while isinstance(value, list):
            if not value:
                return
            value = value[0]
        if value is None:
            return
        if not isinstance(value, Mapping):
            raise UsageError.of("is-single-value", walked=".".join(walked))
        if step not in value:
            rest = path.split(".")[len(walked) + 1 :]
            step = {"due": "year", "deadline": "year"}.get(step, step)
            inner = (f"{key}.{step}" for key, item in value.items() if step in _keys(item))
            close = nearest(step, value, 1) or [*inner][:1]
            hint = "leave out --fields and --sort, and add --json, to see every field."
            if close:
                hint = f"did you mean '{'.'.join([*walked, *close, *rest])}'?"
            elif len(value) <= MOST_NAMED:
                fields = ", ".join(".".join([*walked, key]) for key in value)
                hint = f"choose from {fields}."
            raise UsageError(not_a("field", path), hint)
        walked.append(step)
        value = value[step]
