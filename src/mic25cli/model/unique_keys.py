"""Tables in JSON by key, in which no entry takes the place of another."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

Value = TypeVar("Value")


def refuse_double_keys(pairs: Sequence[tuple[str, Value]]) -> dict[str, Value]:
    """The values of pairs by key, for `json.loads`; raises `ValueError` for a double key."""
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        keys = [key for key, _ in pairs]
        double = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key '{double}' is given twice")
    return mapping


@cache
def read_table(module: Path) -> dict[str, Any]:
    """Read the JSON file beside a module that has the module's name; a double key is refused."""
    text = module.with_suffix(".json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text, object_pairs_hook=refuse_double_keys)
    return table
