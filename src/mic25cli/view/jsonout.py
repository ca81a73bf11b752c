"""JSON: exact numbers with the digits of the record, unescaped UTF-8, keys in their order."""

from __future__ import annotations

from mic25cli.model import stored


def compact(value: object) -> str:
    """A value on one line."""
    return stored.line(value)


def pretty(value: object) -> str:
    """A value over many lines, for a person."""
    return stored.escaped(stored.dumps(value, indent=2))
