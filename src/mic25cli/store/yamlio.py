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
from decimal import Decimal
from typing import Any

from mic25cli.model.characters import HIDDEN, escape
from mic25cli.model.stored import Stored, Unread
from mic25cli.store.node import MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_SCALAR, Node, Path, YamlError
from mic25cli.store.yaml_messages import check_characters, translated

__all__ = ["MAX_BYTES", "Node", "Path", "YamlError", "compose", "decode", "dump"]

INT = re.compile(r"^[-+]?[0-9]{1,30}$")
FLOAT = re.compile(
    r"^[-+]?(?:[0-9]{1,30}\.[0-9]{0,30}|\.[0-9]{1,30})(?:[eE][-+]?[0-9]{1,3})?$|^[-+]?[0-9]{1,30}[eE][-+]?[0-9]{1,3}$"
)
_TAGS = {None, "!", *(f"tag:yaml.org,2002:{name}" for name in ("str", "map", "seq"))}
NULLS = {"", "~", "null", "Null", "NULL"}
BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


def decode(raw: bytes) -> str:
    """The text of a file without its byte order mark; raises `YamlError` for one too large.

    Bytes that are not UTF-8 become lone surrogates, which `compose` refuses at
    their place, so that the records around them can still be read.
    """
    if len(raw) > MAX_BYTES:
        raise YamlError(
            "file-too-large",
            f"the file is larger than {MAX_BYTES // 2**20} MiB",
            1,
            1,
            "split it by topic: a folder of the kind's name may hold several files",
        )
    return raw.decode("utf-8", "surrogateescape").removeprefix("\ufeff")


def events(text: str) -> Iterator[object]:
    """The YAML events of a text, as the parser gives them.

    A last line without an end gets one: readers differ on whether a block of text
    that stops there ends with a line.
    """
    text = text if text.endswith(("\n", "\r")) else text + "\n"
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


def scalar(event: Any) -> object:
    """The plain value of a scalar event, by the core schema as records use it."""
    value: str = event.value
    if not event.implicit[0] or event.style not in ("", None):
        return value
    if value in NULLS:
        return None
    if value in BOOLS:
        return BOOLS[value]
    if INT.match(value):
        return int(value)
    if FLOAT.match(value):
        return Decimal(value)
    return value


def compose(text: str, line: int = 0, budget: int = MAX_NODES) -> Node | None:
    """The text as a tree of nodes, None if it holds nothing; raises `YamlError`.

    One document a file.  The time and memory taken grow with the length of the
    text and never with what its aliases would expand to.  A part of a file has
    `line` lines before it, and may come to `budget` values.
    """
    from ruamel.yaml.error import YAMLError

    try:
        check_characters(text)
        return _Composer(line, budget).compose(events(text))
    except YAMLError as fault:
        found = translated(fault, text)
    except YamlError as fault:
        found = fault
    found.line += line
    raise found


def records(text: str) -> list[tuple[str, int, object]] | None:
    """The records of a file as plain data, each with its id and the line of that, in file order.

    It gives what `compose` does, at half the cost, since it notes no places.  None for
    whatever is not wholly plain: a fault, a tag, an anchor, a key given twice, a text
    that is no mapping.  `compose` then tells what it is, and where.
    """
    try:
        from _ruamel_yaml import CParser
        from ruamel.yaml.error import YAMLError
    except ImportError:
        return None
    try:
        check_characters(text)
        return _records(CParser(text if text.endswith(("\n", "\r")) else text + "\n"))
    except (YAMLError, YamlError):
        return None


_WORDS = frozenset((*NULLS, *BOOLS))


def _records(parser: Any) -> list[tuple[str, int, Any]] | None:
    """What the parser's events come to; see `records`, whose limits are those of `compose`."""
    from ruamel.yaml import events

    scalar_event, mapping_event = events.ScalarEvent, events.MappingStartEvent
    sequence_event = events.SequenceStartEvent
    ends = (events.MappingEndEvent, events.SequenceEndEvent)
    frame = (events.StreamStartEvent, events.DocumentStartEvent, events.DocumentEndEvent)
    lines: list[int] = []
    stack: list[tuple[object, str | None]] = []
    here: Any = None
    key: str | None = None
    root: Any = None
    budget = MAX_NODES
    while True:
        event = parser.get_event()
        kind = type(event)
        if kind is scalar_event:
            value = event.value
            budget -= 1
            if event.ctag or event.anchor or len(value) > MAX_SCALAR or budget < 0:
                return None
            if key is None and type(here) is dict:
                if value in here:
                    return None
                key = value
                if len(stack) == 1:
                    lines.append(event.start_mark.line + 1)
                continue
            # Of what starts with a letter, only a few words are no texts.
            if (
                not event.style
                and event.implicit[0]
                and (value in _WORDS or not value[0].isalpha())
            ):
                value = scalar(event)
        elif kind is mapping_event or kind is sequence_event:
            budget -= 1
            if event.ctag or event.anchor or budget < 0 or len(stack) >= MAX_DEPTH - 1:
                return None
            if here is None:
                # The second document of a file has a root as well.
                if kind is sequence_event or root is not None:
                    return None
            elif key is None and type(here) is dict:
                return None
            stack.append((here, key))
            here, key = ({} if kind is mapping_event else []), None
            continue
        elif kind in ends:
            value = here
            here, key = stack.pop()
            if here is None:
                root = value
                continue
        elif kind is events.StreamEndEvent:
            break
        elif kind in frame:
            continue
        else:
            return None
        if type(here) is dict:
            here[key] = value
            key = None
        elif here is None:
            return None
        else:
            here.append(value)
    if root is None:
        return None
    return [(each, line, root[each]) for each, line in zip(root, lines, strict=True)]


class _Composer:
    """Builds nodes from events with its own stack, so that depth costs no recursion."""

    def __init__(self, line: int, budget: int) -> None:
        self.root: Node | None = None
        self.stack: list[tuple[Node, Node | None, str | None]] = []
        self.anchors: dict[str, Node] = {}
        self.open: set[str] = set()
        self.documents = 0
        self.offset = line + 1
        self.budget = budget

    def compose(self, stream: Iterator[Any]) -> Node | None:
        for event in stream:
            name = type(event).__name__
            mark = event.start_mark
            if name == "DocumentStartEvent":
                self.documents += 1
                if self.documents > 1:
                    hint = "a record file holds one document: remove the '---'"
                    raise self._fault(
                        "second-document", "a second document starts here", mark, hint
                    )
            elif name in ("ScalarEvent", "AliasEvent", "MappingStartEvent", "SequenceStartEvent"):
                self._node(name, event)
            elif name in ("MappingEndEvent", "SequenceEndEvent"):
                self._close()
        return self.root

    def _fault(self, code: str, message: str, mark: Any, hint: str | None = None) -> YamlError:
        # `compose` adds the lines before a part.
        return YamlError(code, message, mark.line + 1, mark.column + 1, hint)

    def _node(self, name: str, event: Any) -> None:
        mark = event.start_mark
        if len(self.stack) >= MAX_DEPTH:
            raise self._fault("too-deep", f"values are nested more than {MAX_DEPTH} deep", mark)
        is_key = (
            bool(self.stack) and self.stack[-1][0].kind == "mapping" and self.stack[-1][1] is None
        )
        if is_key and name != "ScalarEvent":
            what = "an alias" if name == "AliasEvent" else "a list or a mapping"
            hint = "put quotes around a text that starts with '[', '{', '?' or '*'"
            raise self._fault("complex-key", f"a key must be a text, not {what}", mark, hint)
        line, column = mark.line + self.offset, mark.column + 1
        if name == "AliasEvent":
            self._attach(self._alias(event.anchor, mark, line, column))
            return
        tag = str(event.tag) if event.tag else None
        if tag not in _TAGS:
            hint = "records are plain data: remove it, or put quotes around the text"
            raise self._fault("forbidden-tag", f"the tag {tag} is not allowed", mark, hint)
        self._count(1, mark)
        if name == "ScalarEvent":
            if len(event.value) > MAX_SCALAR:
                message = f"a text of {len(event.value):,} characters is too long"
                raise self._fault("text-too-large", message, mark)
            value = event.value if tag or is_key else scalar(event)
            node = Node(line, column, "scalar", value)
            if not event.value and event.start_mark.index == event.end_mark.index:
                self._to_key(node)
            if event.anchor:
                self.anchors[event.anchor] = node
            self._attach(node)
            return
        if event.anchor:
            self.open.add(event.anchor)
        kind = "mapping" if name == "MappingStartEvent" else "sequence"
        self.stack.append((Node(line, column, kind), None, event.anchor))

    def _to_key(self, node: Node) -> None:
        """A value that is not written has no place: its key stands for it."""
        key = self.stack[-1][1] if self.stack else None
        if key is not None:
            node.line, node.column = key.line, key.column

    def _alias(self, anchor: str, mark: object, line: int, column: int) -> Node:
        if anchor in self.open:
            message = f"the alias '*{anchor}' stands inside its own anchor"
            raise self._fault("bad-alias", message, mark, "write the value out")
        if anchor not in self.anchors:
            message = f"no anchor '&{anchor}' stands before this alias"
            hint = "put quotes around a text that starts with '*'"
            raise self._fault("bad-alias", message, mark, hint)
        target = self.anchors[anchor]
        self._count(target.size, mark)
        # Aliases of aliases nest without a bracket in the file: they count as what they expand to.
        if len(self.stack) + target.height >= MAX_DEPTH:
            raise self._fault("too-deep", f"values are nested more than {MAX_DEPTH} deep", mark)
        return Node(
            line, column, target.kind, target.value, target.items, target.size, target.height
        )

    def _count(self, size: int, mark: object) -> None:
        self.budget -= size
        if self.budget < 0:
            hint = "split it by topic, or remove the aliases that multiply it"
            message = f"the file comes to more than {MAX_NODES:,} values"
            raise self._fault("too-many-values", message, mark, hint)

    def _close(self) -> None:
        node, _, anchor = self.stack.pop()
        node.size = 1 + sum((key.size if key else 0) + value.size for key, value in node.items)
        node.height = 1 + max((value.height for _, value in node.items), default=0)
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
            self.stack[-1] = (parent, node, anchor)
        else:
            parent.items.append((key, node))
            self.stack[-1] = (parent, None, anchor)


def dump(data: object) -> str:
    """Plain values as YAML text (for output): UTF-8, of which only what no one sees is escaped."""
    from io import StringIO

    from ruamel.yaml import YAML
    from ruamel.yaml.representer import SafeRepresenter

    class Representer(SafeRepresenter):
        """Ruamel keeps representers on the class: ours are kept to this one."""

        def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
            return True

    Representer.add_representer(
        Decimal, lambda rep, value: rep.represent_scalar("tag:yaml.org,2002:float", str(value))
    )

    def text(rep: SafeRepresenter, value: str) -> object:
        # Only in double quotes can a character be written out.
        style = '"' if HIDDEN.search(value.replace("\n", "")) else None
        return rep.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    Representer.add_representer(str, text)
    for stored in (Stored, Unread):
        Representer.add_representer(stored, SafeRepresenter.represent_dict)
    yaml = YAML(typ="safe", pure=True)
    yaml.Representer = Representer
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.width = 4096
    out = StringIO()
    yaml.dump(data, out)
    return HIDDEN.sub(
        lambda hit: hit.group() if hit.group() == "\n" else escape(hit.group()), out.getvalue()
    )
