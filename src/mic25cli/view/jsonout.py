"""JSON: exact numbers with the digits of the record, unescaped UTF-8, keys in their order.

The standard library cannot write a decimal number without turning it into a
binary one; simplejson can.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import simplejson

from mic25cli.view.sheet import Sheet


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


def _by_item(items: Sequence[Any], indent: str = "") -> str:
    if not items:
        return "[]"
    return "[\n" + ",\n".join(indent + compact(item) for item in items) + f"\n{indent[:-2]}]"


def json(sheet: Sheet, person: bool) -> str:
    """The payload: spread out for a person, an item a line for a pipe."""
    if person:
        return pretty(sheet.payload) + "\n"
    if isinstance(sheet.payload, list):
        return _by_item(sheet.payload) + "\n"
    if isinstance(sheet.payload, Mapping) and isinstance(sheet.payload.get("results"), list):
        parts = [
            f"{compact(key)}: {_by_item(value, '  ') if key == 'results' else compact(value)}"
            for key, value in sheet.payload.items()
        ]
        return "{\n" + ",\n".join(parts) + "\n}\n"
    return compact(sheet.payload) + "\n"


def ndjson(sheet: Sheet) -> str:
    """An item a line; nothing for no items, as that format has it."""
    return "".join(compact(item) + "\n" for item in sheet.items)
