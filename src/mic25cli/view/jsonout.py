"""JSON: exact numbers with the digits of the record, unescaped UTF-8, keys in their order.

The standard library cannot write a decimal number without turning it into a
binary one; simplejson can.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import simplejson


def compact(value: Any) -> str:
    """A value on one line."""
    text: str = simplejson.dumps(value, use_decimal=True, ensure_ascii=False, default=_plain)
    return text


def pretty(value: Any) -> str:
    """A value over many lines, for a person."""
    text: str = simplejson.dumps(
        value, use_decimal=True, ensure_ascii=False, indent=2, default=_plain
    )
    return text


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")
