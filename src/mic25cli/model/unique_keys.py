"""Tables in JSON by key, in which no entry takes the place of another."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def refuse_double_keys(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The values of pairs by key, for `json.loads`; raises `ValueError` for a double key."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key '{key}' is there twice")
        found[key] = value
    return found


def read_table(module: Path) -> dict[str, Any]:
    """The table of a module, which stands beside it in a JSON file of its name."""
    text = module.with_suffix(".json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text, object_pairs_hook=refuse_double_keys)
    return found
