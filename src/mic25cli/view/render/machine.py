"""JSON and NDJSON: the values of an answer, in the order of their keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mic25cli.model.stored import line, pretty


def json(payload: object, person: bool) -> str:
    """The payload: spread out for a person, an item a line for a pipe."""
    if person:
        return value(payload, person)
    if isinstance(payload, list):
        return _item_a_line(payload) + "\n"
    if isinstance(payload, Mapping) and isinstance(payload.get("results"), list):
        parts = [
            f"{line(key)}: {_item_a_line(value, '  ') if key == 'results' else line(value)}"
            for key, value in payload.items()
        ]
        return "{\n" + ",\n".join(parts) + "\n}\n"
    return value(payload, person)


def value(found: object, person: bool) -> str:
    """Any value: spread out for a person, on one line for a pipe."""
    return (pretty(found) if person else line(found)) + "\n"


def _item_a_line(items: Sequence[object], indent: str = "") -> str:
    if not items:
        return "[]"
    return "[\n" + ",\n".join(indent + line(item) for item in items) + f"\n{indent[:-2]}]"


def ndjson(items: Sequence[object]) -> str:
    """An item a line; nothing for no items, as that format has it."""
    return "".join(line(item) + "\n" for item in items)
