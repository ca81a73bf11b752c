"""Read a record file: its bytes, its nodes, and what can be recovered from a broken one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mic25cli import safefile
from mic25cli.store import yamlio
from mic25cli.store.yaml_nodes import MAX_BYTES, MAX_NODES, Node, YamlError

# An id in the first column, quoted or not, with its colon.
_TOP_KEY = re.compile(
    r"""^(?:"[^"\n]*"|'[^'\n]*'|[^\s#"'\[\]{}&*!|>%@`,?-][^\n]*?):(?=\s|$)""", re.MULTILINE
)

MAX_PARTS = 20_000
"""The maximum number of records that are read one by one in a file with broken YAML."""
MAX_BROKEN = 1_000
"""Errors after which the rest of a file with broken YAML is not read."""


@dataclass
class Contents:
    """The content of a file: its nodes, its YAML errors, and the ids lost because of them."""

    node: Node | None = None
    faults: list[YamlError] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file; raises `YamlError` for anything else. From a file that is too
    large it returns one byte more than the limit, which `decode` then reports."""
    try:
        return safefile.read(path, MAX_BYTES)
    except safefile.NotRegularError as fault:
        raise YamlError("unreadable", str(fault), 1, 1, "remove it") from fault
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or str(fault)
        message, hint = f"the file cannot be read: {why}", "make it readable, or remove it"
        raise YamlError("unreadable", message, 1, 1, hint) from fault


def contents(raw: bytes) -> Contents:
    """The nodes of a file; if its YAML is broken, those of the records that can still be read."""
    try:
        text = yamlio.decode(raw)
    except YamlError as fault:
        return Contents(None, [fault])
    try:
        return Contents(yamlio.compose(text))
    except YamlError as fault:
        if fault.code == "too-many-values":
            return Contents(None, [fault], [_key(part) for _, part in _parts(text)])
        return _salvaged(text, fault)


def _salvaged(text: str, first: YamlError) -> Contents:
    contents = Contents(Node(1, 1, "mapping"), [first])
    assert contents.node is not None
    budget = MAX_NODES
    for number, (line, part) in enumerate(_parts(text)):
        if number >= MAX_PARTS or len(contents.lost) >= MAX_BROKEN:
            break
        try:
            node = yamlio.compose(part, line, budget)
        except YamlError as fault:
            contents.lost.append(_key(part))
            # This error may be the result of an earlier one, and an anchor may be in another part.
            if line + 1 > first.line and fault.code not in ("bad-alias", "too-many-values"):
                contents.faults.append(fault)
            continue
        if node is None or node.kind != "mapping":
            continue
        budget -= node.size
        contents.node.items += node.items
    return contents


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The parts of a text that start with a key in the first column, with the lines before each."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    starts = [match.start() for match in _TOP_KEY.finditer(text)]
    line, before = 0, 0
    for start, end in zip(starts, [*starts, len(text)][1:], strict=True):
        line += text.count("\n", before, start)
        yield line, text[start:end]
        before = start


def _key(part: str) -> str:
    match = _TOP_KEY.match(part)
    return match.group().rstrip(": ").strip("\"'") if match else ""
