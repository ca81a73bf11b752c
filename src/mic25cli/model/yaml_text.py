"""Values as YAML, which readers of YAML 1.1 and of 1.2 take for the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeGuard

from mic25cli.model import stored
from mic25cli.model.characters import HIDDEN, escape


def text(value: object) -> str:
    """A value as YAML in blocks, the same to readers of YAML 1.1 and 1.2."""
    return "".join(pieces(value))


def pieces(value: object) -> Iterator[str]:
    """The same in pieces: an item of a list each, which may be made when it is written."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        if not value:
            yield "[]\n"
        for item in value:
            if isinstance(item, Mapping):
                # Read once, where each of its keys would be asked for by itself.
                (item,) = map(dict, stored.read([item]))
            yield "\n".join(_block([item], "", "", [])) + "\n"
    elif isinstance(value, Mapping) and value:
        for key, item in value.items():
            if isinstance(item, Sequence) and not isinstance(item, str):
                yield f"{_scalar(key)}:" + ("\n" if item else " ")
                yield from pieces(item)
            else:
                yield "\n".join(_block({key: item}, "", "", [])) + "\n"
    else:
        yield _scalar(value) + "\n"


def _block(
    value: Mapping[str, object] | list[object], first: str, indent: str, lines: list[str]
) -> list[str]:
    """The lines with those of a value added: what stands before the first of them and the rest."""
    if isinstance(value, list):
        for item in value:
            if _holds(item):
                _block(item, f"{first}- ", f"{indent}  ", lines)
            else:
                lines.append(f"{first}- {_scalar(item)}")
            first = indent
        return lines
    for key, item in value.items():
        # Most values are texts or nothing.
        if type(item) is str:
            lines.append(f"{first}{_string(key)}: {_string(item)}")
        elif item is None:
            lines.append(f"{first}{_string(key)}: null")
        elif _holds(item):
            lines.append(f"{first}{_string(key)}:")
            inner = indent if isinstance(item, list) else f"{indent}  "
            _block(item, inner, inner, lines)
        else:
            lines.append(f"{first}{_string(key)}: {_scalar(item)}")
        first = indent
    return lines


def _holds(value: object) -> TypeGuard[Mapping[str, object] | list[object]]:
    """Whether a value is a mapping or a list that holds something."""
    return bool(value) and type(value) is not str and isinstance(value, (dict, list, Mapping))


def _scalar(value: object) -> str:
    """A value that holds no other, as YAML has it in common with JSON."""
    if isinstance(value, str):
        return _string(value)
    return "null" if value is None else "[]" if value == [] else stored.line(value)


@lru_cache(4096)
def _string(value: str) -> str:
    """A text without quotes where all read it as one.

    What begins with a letter is no number or date to any reader, nor is `5g`.
    """
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
