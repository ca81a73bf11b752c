"""JSON: exact numbers with the digits of the record, unescaped UTF-8, keys in their order."""

from __future__ import annotations

from typing import Any

from mic25cli.model import stored


def compact(value: Any) -> str:
    """A value on one line."""
    return stored.line(value)


def pretty(value: Any) -> str:
    """A value over many lines, for a person."""
    return stored.escaped(stored.dumps(value, indent=2))
