"""Nodes: the values of a YAML file with their places, and the limits on their number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from mic25cli.diagnostic import Diagnostic
from mic25cli.errors import shortened, told

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 24
MAX_NODES = 400_000
MAX_SCALAR = 20_000
MAX_FAULTS = 1000
"""The maximum number of errors reported for one file."""

Path = tuple[str | int, ...]


class YamlError(Exception):
    """A text that cannot be read as YAML: the error, with its line and column (1-based)."""

    def __init__(
        self, code: str, message: str, line: int, column: int, hint: str | None = None
    ) -> None:
        self.code, self.line, self.column, self.hint = code, line, column, hint
        self.message = shortened(message)
        super().__init__(self.message)

    @classmethod
    def of(
        cls, key: str, line: int = 1, column: int = 1, /, code: str | None = None, **values: object
    ) -> Self:
        """The error of `errors.json` under a key, with values filled in. The key is also its `code`
        unless another is given."""
        message, hint = told(key, values)
        return cls(code or key, message, line, column, hint)

    def at(self, path: str, kind: str, field: str | None = None) -> Diagnostic:
        """The problem as `mic25 validate` reports it, with file, line and column."""
        place = path, self.line, self.column
        return Diagnostic(*place, "error", self.code, self.message, self.hint, kind, None, field)


@dataclass
class Node:
    """A value of the file with its place; `items` has the pairs of a mapping or sequence. The value
    of a key is its text as written, even `2015` and `null`."""

    line: int
    column: int
    kind: str
    value: object = None
    items: list[tuple[Node | None, Node]] = field(default_factory=list)
    size: int = 1
    """The number of nodes; those behind an alias are counted each time."""
    height: int = 0
    """The number of levels below it."""
    _index: dict[str, int] | None = None

    def place(self, path: Path) -> tuple[Node | None, Node]:
        """The key (None in a sequence) and the value at a path, or the last that exists on it."""
        key: Node | None = None
        node = self
        for step in path:
            child = node.child(step)
            if child is None:
                break
            key, node = child
        return key, node

    def has(self, path: Path) -> bool:
        """Whether the file itself has a value at the path, not only the model's default."""
        child = self.child(path[0]) if path else None
        return not path or (child is not None and child[1].has(path[1:]))

    def child(self, step: str | int) -> tuple[Node | None, Node] | None:
        """The key and value nodes one step down; if a key occurs twice, the first."""
        if self.kind == "sequence" and isinstance(step, int) and step < len(self.items):
            return self.items[step]
        if self.kind == "mapping":
            # An index, because searching at each step would be slow for a mapping with many errors.
            if self._index is None or len(self._index) > len(self.items):
                self._index = {}
                for number, (key, _) in enumerate(self.items):
                    self._index.setdefault(str(key.value) if key else "", number)
            places = self._index.get(str(step))
            return None if places is None else self.items[places]
        return None

    def as_data(self) -> object:
        """The value as plain data; if a key occurs twice, the first counts."""
        if self.kind == "mapping":
            data: dict[object, object] = {}
            for key, value in self.items:
                assert key is not None
                data.setdefault(key.value, value.as_data())
            return data
        if self.kind == "sequence":
            return [value.as_data() for _, value in self.items]
        return self.value

    def duplicates(self) -> Iterator[tuple[Node, Node]]:
        """The duplicate keys at any depth, each with the first key of that name."""
        if self.kind == "mapping":
            nodes: dict[object, Node] = {}
            for key, _ in self.items:
                assert key is not None
                if key.value in nodes:
                    yield key, nodes[key.value]
                else:
                    nodes[key.value] = key
        for _, value in self.items:
            yield from value.duplicates()
