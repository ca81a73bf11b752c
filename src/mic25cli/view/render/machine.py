"""JSON, NDJSON and YAML: the values of an answer, in the order of their keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from mic25cli.model.characters import HIDDEN, escape
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


def yaml(payload: object) -> str:
    """The payload as YAML in blocks, the same to readers of YAML 1.1 and 1.2."""
    if isinstance(payload, Mapping | list) and payload:
        return "\n".join(_block(payload)) + "\n"
    return _scalar(payload) + "\n"


def _block(value: Mapping[str, object] | list[object]) -> Iterator[str]:
    """The lines of a mapping or a list that holds something."""
    if isinstance(value, list):
        for item in value:
            if isinstance(item, Mapping | list) and item:
                lead = "- "
                for line in _block(item):
                    yield lead + line
                    lead = "  "
            else:
                yield f"- {_scalar(item)}"
        return
    for key, item in value.items():
        if isinstance(item, Mapping | list) and item:
            yield f"{_scalar(key)}:"
            indent = "" if isinstance(item, list) else "  "
            yield from (indent + line for line in _block(item))
        else:
            yield f"{_scalar(key)}: {_scalar(item)}"


def _scalar(value: object) -> str:
    """A value as YAML has it in common with JSON, a text without quotes where all read it as one.

    What begins with a letter is no number or date to any reader, nor is `5g`.
    """
    if not isinstance(value, str):
        return line(value)
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS and not HIDDEN.search(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_UNSHOWN.sub(lambda hit: escape(hit.group()), escaped)}"'


_PLAIN = re.compile(
    r"(?:[^\W\d_]|[0-9]+[g-nG-N])"
    r"(?:[\w /.,;()%+'!?&=《》（），。、；：“”·–—-]|:(?=\S))*(?<![ :])"
)
_UNSHOWN = re.compile(f"{HIDDEN.pattern}|[\ufffe\uffff]")
_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
"""Texts that some reader of YAML takes for a boolean or nothing."""
