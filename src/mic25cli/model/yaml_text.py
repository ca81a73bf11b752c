"""Values as YAML, which readers of YAML 1.1 and of 1.2 take for the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mic25cli.model import stored
from mic25cli.model.characters import HIDDEN, escape


def text(value: object) -> str:
    """A value as YAML in blocks, the same to readers of YAML 1.1 and 1.2."""
    if isinstance(value, Mapping | list) and value:
        return "\n".join(_block(value)) + "\n"
    return _scalar(value) + "\n"


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
        return stored.line(value)
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS and not HIDDEN.search(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_UNSHOWN.sub(lambda hit: escape(hit.group()), escaped)}"'


_PLAIN = re.compile(
    r"(?:[^\W\d_]|§|[0-9]+[g-nG-N])"
    r"(?:[\w /.,;()%+'!?&=《》（），。、；：“”·–—-]|:(?=\S))*(?<![ :])"
)
_UNSHOWN = re.compile(f"{HIDDEN.pattern}|[\ufffe\uffff]")
_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
"""Texts that some reader of YAML takes for a boolean or nothing."""
