"""YAML in and out: the only module that knows ruamel.yaml.

Reading goes through the events of the C parser, from which we build our own
nodes.  That gives three things that a plain load does not: the exact place of
every key and value, numbers with the digits that were written, and limits on
depth, size and aliases that hold before any memory is spent.

Scalars follow the YAML 1.2 core schema, less what records have no use for:
dates and `yes`/`no` are texts, octal and hexadecimal are texts, infinities and
tags are faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 24
MAX_NODES = 400_000
MAX_SCALAR = 20_000

_INT = re.compile(r"^[-+]?[0-9]{1,30}$")
_FLOAT = re.compile(
    r"^[-+]?(?:[0-9]{1,30}\.[0-9]{0,30}|\.[0-9]{1,30})(?:[eE][-+]?[0-9]{1,3})?$|^[-+]?[0-9]{1,30}[eE][-+]?[0-9]{1,3}$"
)
_NULLS = {"", "~", "null", "Null", "NULL"}
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}

Path = tuple[str | int, ...]


class YamlError(Exception):
    """A text that cannot be read as YAML: which fault, at which line and column (1-based)."""

    def __init__(
        self, code: str, message: str, line: int, column: int, hint: str | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line
        self.column = column
        self.hint = hint


@dataclass
class Node:
    """A value of the file with its place; `items` pairs the nodes of a mapping or sequence."""

    line: int
    column: int
    kind: str
    value: Any = None
    items: list[tuple[Node | None, Node]] = field(default_factory=list)
    size: int = 1

    def at(self, path: Path) -> Node:
        """The node that a path leads to, or the last one on the way that exists."""
        return self.place(path)[1]

    def place(self, path: Path) -> tuple[Node | None, Node]:
        """The key node (None in a sequence) and value node that a path leads to."""
        key: Node | None = None
        node = self
        for step in path:
            found = node._child(step)
            if found is None:
                break
            key, node = found
        return key, node

    def _child(self, step: str | int) -> tuple[Node | None, Node] | None:
        if self.kind == "sequence" and isinstance(step, int) and step < len(self.items):
            return self.items[step]
        if self.kind == "mapping":
            for key, value in self.items:
                if key is not None and str(key.value) == str(step):
                    return key, value
        return None

    def plain(self) -> Any:
        """The value as plain data; of a key given twice, the first counts."""
        if self.kind == "mapping":
            data: dict[Any, Any] = {}
            for key, value in self.items:
                assert key is not None
                data.setdefault(key.value, value.plain())
            return data
        if self.kind == "sequence":
            return [value.plain() for _, value in self.items]
        return self.value

    def duplicates(self) -> Iterator[tuple[Node, Node]]:
        """The keys that a mapping has twice, each with the first of its name, at any depth."""
        if self.kind == "mapping":
            seen: dict[Any, Node] = {}
            for key, _ in self.items:
                assert key is not None
                if key.value in seen:
                    yield key, seen[key.value]
                else:
                    seen[key.value] = key
        for _, value in self.items:
            yield from value.duplicates()


def decode(raw: bytes) -> str:
    """The text of a file; raises `YamlError` at the first byte that is not UTF-8."""
    if len(raw) > MAX_BYTES:
        raise YamlError(
            "file-size",
            f"the file is larger than {MAX_BYTES // 2**20} MiB",
            1,
            1,
            "split it by topic: a folder of the kind's name may hold several files",
        )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        before = raw[: fault.start].decode("utf-8")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        raise YamlError(
            "encoding",
            f"byte 0x{raw[fault.start]:02X} is not UTF-8",
            line,
            column,
            "save the file as UTF-8",
        ) from fault


def _events(text: str) -> Iterator[Any]:
    try:
        from _ruamel_yaml import CParser
    except ImportError:
        # No C extension for this interpreter: slower, and otherwise the same.
        from ruamel.yaml import YAML

        yield from YAML(typ="safe", pure=True).parse(text)
        return
    parser = CParser(text)
    while parser.check_event():
        yield parser.get_event()


def _scalar(event: Any) -> Any:
    value: str = event.value
    if not event.implicit[0] or event.style not in ("", None):
        return value
    if value in _NULLS:
        return None
    if value in _BOOLS:
        return _BOOLS[value]
    if _INT.match(value):
        return int(value)
    if _FLOAT.match(value):
        return Decimal(value)
    return value


def compose(text: str) -> Node | None:
    """The text as a tree of nodes, None if it holds nothing; raises `YamlError`.

    One document a file.  The time and memory taken grow with the length of the
    text and never with what its aliases would expand to.
    """
    from ruamel.yaml.error import YAMLError

    try:
        return _Composer().compose(_events(text))
    except YAMLError as fault:
        raise _translated(fault, text) from None


def _translated(fault: Exception, text: str) -> YamlError:
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    problem = str(getattr(fault, "problem", None) or getattr(fault, "reason", None) or fault)
    problem = problem.splitlines()[0]
    if mark is not None:
        return YamlError("yaml", problem, mark.line + 1, mark.column + 1, _yaml_hint(problem))
    bad = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    if bad is None:
        return YamlError("yaml", problem, 1, 1)
    before = text[: bad.start()]
    return YamlError(
        "character",
        f"U+{ord(bad.group()):04X} is not allowed in YAML",
        before.count("\n") + 1,
        len(before) - (before.rfind("\n") + 1) + 1,
        "remove the character",
    )


def _yaml_hint(problem: str) -> str | None:
    if "tab" in problem:
        return "indent with spaces, not with a tab"
    if "mapping values are not allowed" in problem:
        return "put quotes around a text that holds ': '"
    if "cannot start any token" in problem:
        return "put quotes around a text that starts with a special character"
    if "expected ',' or" in problem:
        return "close the bracket, or put a comma between the items"
    return None


class _Composer:
    """Builds nodes from events with its own stack, so that depth costs no recursion."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.stack: list[tuple[Node, Node | None, str | None]] = []
        self.anchors: dict[str, Node] = {}
        self.open: set[str] = set()
        self.documents = 0
        self.total = 0

    def compose(self, events: Iterator[Any]) -> Node | None:
        for event in events:
            name = type(event).__name__
            line, column = event.start_mark.line + 1, event.start_mark.column + 1
            if name == "DocumentStartEvent":
                self.documents += 1
                if self.documents > 1:
                    raise YamlError(
                        "documents",
                        "a second document starts here",
                        line,
                        column,
                        "a record file holds one document: remove the '---'",
                    )
            elif name in ("ScalarEvent", "AliasEvent", "MappingStartEvent", "SequenceStartEvent"):
                self._node(name, event, line, column)
            elif name in ("MappingEndEvent", "SequenceEndEvent"):
                self._close()
        return self.root

    def _node(self, name: str, event: Any, line: int, column: int) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise YamlError("depth", f"values are nested more than {MAX_DEPTH} deep", line, column)
        anchor = event.anchor
        if name == "AliasEvent":
            if anchor in self.open or anchor not in self.anchors:
                raise YamlError(
                    "alias",
                    f"the alias '*{anchor}' stands inside its own anchor"
                    if anchor in self.open
                    else f"no anchor '&{anchor}' stands before this alias",
                    line,
                    column,
                )
            target = self.anchors[anchor]
            self._count(target.size, line, column)
            self._attach(Node(line, column, target.kind, target.value, target.items, target.size))
            return
        tag = str(event.tag) if event.tag else None
        if tag not in (
            None,
            "!",
            "tag:yaml.org,2002:str",
            "tag:yaml.org,2002:map",
            "tag:yaml.org,2002:seq",
        ):
            raise YamlError(
                "tag",
                f"the tag {tag} is not allowed",
                line,
                column,
                "records are plain data: remove it",
            )
        self._count(1, line, column)
        if name == "ScalarEvent":
            if len(event.value) > MAX_SCALAR:
                raise YamlError(
                    "scalar-size",
                    f"a text of {len(event.value):,} characters is too long",
                    line,
                    column,
                )
            node = Node(line, column, "scalar", event.value if tag else _scalar(event))
            if anchor:
                self.anchors[anchor] = node
            self._attach(node)
            return
        node = Node(line, column, "mapping" if name == "MappingStartEvent" else "sequence")
        if self.stack and self.stack[-1][0].kind == "mapping" and self.stack[-1][1] is None:
            raise YamlError("key", "a key must be a text, not a list or a mapping", line, column)
        if anchor:
            self.open.add(anchor)
        self.stack.append((node, None, anchor))

    def _count(self, size: int, line: int, column: int) -> None:
        self.total += size
        if self.total > MAX_NODES:
            raise YamlError(
                "nodes",
                f"the file comes to more than {MAX_NODES:,} values",
                line,
                column,
                "split it by topic, or remove the aliases that multiply it",
            )

    def _close(self) -> None:
        node, _, anchor = self.stack.pop()
        node.size = 1 + sum((key.size if key else 0) + value.size for key, value in node.items)
        if anchor:
            self.open.discard(anchor)
            self.anchors[anchor] = node
        self._attach(node)

    def _attach(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent, key, anchor = self.stack[-1]
        if parent.kind == "sequence":
            parent.items.append((None, node))
        elif key is None:
            if node.kind != "scalar":
                raise YamlError(
                    "key", "a key must be a text, not a list or a mapping", node.line, node.column
                )
            self.stack[-1] = (parent, node, anchor)
        else:
            parent.items.append((key, node))
            self.stack[-1] = (parent, None, anchor)


def dump(data: Any) -> str:
    """Plain values as YAML text (for output); texts stay unescaped UTF-8."""
    from io import StringIO

    from ruamel.yaml import YAML
    from ruamel.yaml.representer import SafeRepresenter

    class Representer(SafeRepresenter):
        """Ruamel keeps representers on the class: ours are kept to this one."""

        def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
            return True

    Representer.add_representer(
        Decimal, lambda rep, value: rep.represent_scalar("tag:yaml.org,2002:float", str(value))
    )
    yaml = YAML(typ="safe", pure=True)
    yaml.Representer = Representer
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.width = 4096
    out = StringIO()
    yaml.dump(data, out)
    return out.getvalue()
