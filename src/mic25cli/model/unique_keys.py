"""Tables in JSON by key, in which no entry takes the place of another."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

Value = TypeVar("Value")


def refuse_double_keys(pairs: Iterable[tuple[str, Value]]) -> dict[str, Value]:
    """The values of pairs by key, for `json.loads`; raises `ValueError` for a double key."""
    mapping: dict[str, Value] = {}
    for key, value in pairs:
        if key in mapping:
            raise ValueError(f"the key '{key}' is given twice")
        mapping[key] = value
    return mapping


@cache
def read_table(module: Path) -> dict[str, Any]:
    """Read the JSON file beside a module that has the module's name; a double key is refused."""
    text = module.with_suffix(".json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text, object_pairs_hook=refuse_double_keys)
    return table
