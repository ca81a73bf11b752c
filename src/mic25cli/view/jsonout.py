"""JSON: exact numbers with the digits of the record, unescaped UTF-8, keys in their order.

The standard library cannot write a decimal number without turning it into a
binary one; simplejson can.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import simplejson

from mic25cli.model.characters import HIDDEN


def compact(value: Any) -> str:
    """A value on one line."""
    text: str = simplejson.dumps(value, use_decimal=True, ensure_ascii=False, default=_plain)
    return _escaped(text)


def pretty(value: Any) -> str:
    """A value over many lines, for a person."""
    text: str = simplejson.dumps(
        value, use_decimal=True, ensure_ascii=False, indent=2, default=_plain
    )
    return _escaped(text)


def _escaped(text: str) -> str:
    """JSON with hidden characters as escapes: they stand in texts only, and mean the same."""
    return HIDDEN.sub(lambda hit: hit.group() if hit.group() == "\n" else _escape(hit), text)


def _escape(hit: re.Match[str]) -> str:
    units = hit.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")
