"""Tables in JSON by key; that no entry takes the place of another is held by a test."""

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def read_table(module: Path) -> dict[str, Any]:
    """Read the JSON file beside a module that has the module's name."""
    table: dict[str, Any] = json.loads(module.with_suffix(".json").read_text(encoding="utf-8"))
    return table
