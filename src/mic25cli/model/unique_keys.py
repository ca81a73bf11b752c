"""Tables in JSON by key; a test ensures that no key occurs twice."""

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def read_table(module: Path) -> dict[str, Any]:
    """Read the JSON file that has the name of a module and is next to it."""
    table: dict[str, Any] = json.loads(module.with_suffix(".json").read_text(encoding="utf-8"))
    return table
