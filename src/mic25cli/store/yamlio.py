"""Read YAML through the events of ruamel.yaml, with exact places and digits, and with limits that
are checked before memory is used.

Scalars follow the core schema of YAML 1.2, but octal and hexadecimal numbers are texts, and
infinities and tags are errors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path as FilePath
from sys import intern
from typing import Any, Protocol, TypeAlias

from mic25cli.model.characters import HIDDEN
from mic25cli.model.unique_keys import read_table
from mic25cli.store.yaml_nodes import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NODES,
    MAX_SCALAR,
    Node,
    Path,
    YamlError,
)

__all__ = ["MAX_BYTES", "Node", "Path", "YamlError", "compose", "decode"]

INT = re.compile(r"^[-+]?[0-9]{1,30}$")
FLOAT = re.compile(
    r"^[-+]?(?:[0-9]{1,30}\.[0-9]{0,30}|\.[0-9]{1,30})(?:[eE][-+]?[0-9]{1,3})?$|^[-+]?[0-9]{1,30}[eE][-+]?[0-9]{1,3}$"
)
_TAGS = {None, "!", *(f"tag:yaml.org,2002:{name}" for name in ("str", "map", "seq"))}
VALUES = {
    "ScalarEvent": "scalar",
    "AliasEvent": "alias",
    "MappingStartEvent": "mapping",
    "SequenceStartEvent": "sequence",
}
"""The names of the events that start a value."""
NULLS = {"", "~", "null", "Null", "NULL"}
BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_table = cache(read_table)
_LINE_END = re.compile(r"\r\n|\r|\n")

# Characters that YAML forbids, and those that YAML takes for line breaks but editors do not.
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
LONGEST_KEY = 1024
"""The maximum number of characters of a key, by the specification of YAML."""


Event: TypeAlias = Any
"""An event of ruamel.yaml, which has no type annotations."""


class YamlMark(Protocol):
    """A place in a YAML text: line, column and character, all counted from 0."""

    line: int
    column: int
    index: int


def decode(raw: bytes) -> str:
    """The text of a file without its byte order mark; raises `YamlError` if it is too large. Bytes
    that are not UTF-8 become lone surrogates, which `compose` reports at their place."""
    if len(raw) > MAX_BYTES:
        raise YamlError.of("file-too-large", mebibytes=MAX_BYTES // 2**20)
    return raw.decode("utf-8", "surrogateescape").removeprefix("\ufeff")


def _whole_lines(text: str) -> str:
    # Parsers differ on whether a text block at the end of a file ends with a line break.
    return text if text.endswith(("\n", "\r")) else text + "\n"


def events(text: str) -> Iterator[Event]:
    """The YAML events of a text, in the parser's order."""
    text = _whole_lines(text)
    try:
        from _ruamel_yaml import CParser
    except ImportError:
        # This interpreter has no C extension; the Python parser is slower but equivalent.
        from ruamel.yaml import YAML

        yield from YAML(typ="safe", pure=True).parse(text)
        return
    parser = CParser(text)
    while parser.check_event():
        yield parser.get_event()


def scalar(event: Event) -> object:
    """The plain value of a scalar event, by the core schema with the exceptions above."""
    value: str = event.value
    if not event.implicit[0] or event.style not in ("", None):
        return value
    if value in NULLS:
        return None
    if value in BOOLS:
        return BOOLS[value]
    return int(value) if INT.match(value) else Decimal(value) if FLOAT.match(value) else value


def compose(text: str, line: int = 0, budget: int = MAX_NODES) -> Node | None:
    """The text as a tree of nodes, None if it is empty; raises `YamlError`. For a part of a file,
    `line` is the number of lines before it and `budget` the maximum number of values."""
    from ruamel.yaml.error import YAMLError

    try:
        check_characters(text)
        return _Composer(events(text), line, budget).compose()
    except (YAMLError, YamlError) as fault:
        error = fault if isinstance(fault, YamlError) else translated(fault, text)
        error.line += line
        raise error from None


def records(text: str) -> list[tuple[str, int, object]] | None:
    """The records of a file as plain data, each with its id and line, in file order.

    The result equals that of `compose` but takes half the time, as it records no places. None if
    the file has an error, a tag, an anchor or a duplicate key, or is not a mapping.
    """
    try:
        from _ruamel_yaml import CParser
        from ruamel.yaml.error import YAMLError
    except ImportError:
        return None
    try:
        check_characters(text)
        return _records(CParser(_whole_lines(text)).get_event)
    except (YAMLError, YamlError, _NotPlain):
        return None


SHARED = 40
"""Length in characters below which equal texts are stored once."""
_WORDS = frozenset((*NULLS, *BOOLS))


class _NotPlain(Exception):
    """A file whose errors or aliases need `compose`."""


def _records(next_event: Callable[[], Event]) -> list[tuple[str, int, object]] | None:
    """The records from the parser's events; see `records`. It has the same limits as `compose`."""
    from ruamel.yaml import events

    scalar_event, mapping_event = events.ScalarEvent, events.MappingStartEvent
    sequence_event, stream_end = events.SequenceStartEvent, events.StreamEndEvent
    sequence_end, mapping_end = events.SequenceEndEvent, events.MappingEndEvent
    lines: list[int] = []
    left = MAX_NODES

    def text(event: Event) -> str:
        nonlocal left
        left -= 1
        if type(event) is not scalar_event or event.ctag or event.anchor or left < 0:
            raise _NotPlain
        text_: str = event.value
        if len(text_) > MAX_SCALAR:
            raise _NotPlain
        return text_

    def value(event: Event, depth: int) -> object:
        nonlocal left
        kind = type(event)
        if kind is not mapping_event and kind is not sequence_event:
            text_ = text(event)
            # A plain value that starts with a letter is a text, but for a few words such as true.
            if event.style or not event.implicit[0] or (text_ not in _WORDS and text_[0].isalpha()):
                # Words, dates and ids recur in many records.
                return intern(text_) if len(text_) < SHARED else text_
            return scalar(event)
        left -= 1
        if event.ctag or event.anchor or left < 0 or depth >= MAX_DEPTH:
            raise _NotPlain
        if kind is sequence_event:
            items: list[object] = []
            while type(event := next_event()) is not sequence_end:
                items.append(value(event, depth + 1))
            return items
        mapping: dict[str, object] = {}
        while type(event := next_event()) is not mapping_end:
            key = text(event)
            if key in mapping:
                raise _NotPlain
            if depth == 1:
                lines.append(event.start_mark.line + 1)
            mapping[key] = value(next_event(), depth + 1)
        return mapping

    root: object = None
    while type(event := next_event()) is not stream_end:
        if type(event) is mapping_event and root is None:
            root = value(event, 1)
        elif type(event) in (mapping_event, sequence_event, scalar_event, events.AliasEvent):
            return None
    if not isinstance(root, dict):
        return None
    return [(id_, line, root[id_]) for id_, line in zip(root, lines, strict=True)]


class _Composer:
    """Builds nodes from events. Its recursion is limited by `MAX_DEPTH`."""

    def __init__(self, stream: Iterator[Event], line: int, budget: int) -> None:
        self.stream = stream
        self.anchors: dict[str, Node] = {}
        self.open: set[str] = set()
        self.offset = line + 1
        self.budget = budget

    def compose(self) -> Node | None:
        root: Node | None = None
        for event in self.stream:
            name = type(event).__name__
            if name in VALUES:
                root = self._node(event, 0)
            elif name == "DocumentStartEvent" and root is not None:
                raise YamlError.of("second-document", *_place(event.start_mark))
        return root

    def _node(
        self, event: Event, depth: int, key: Node | None = None, is_key: bool = False
    ) -> Node:
        name, mark = type(event).__name__, event.start_mark
        if depth >= MAX_DEPTH:
            raise YamlError.of("too-deep", *_place(mark), most=MAX_DEPTH)
        if is_key and name != "ScalarEvent":
            what = "an alias" if name == "AliasEvent" else "a list or a mapping"
            raise YamlError.of("complex-key", *_place(mark), what=what)
        if name == "AliasEvent":
            return self._alias(event.anchor, mark, depth)
        tag = str(event.tag) if event.tag else None
        if tag not in _TAGS:
            raise YamlError.of("forbidden-tag", *_place(mark), tag=tag)
        self._count(1, mark)
        node = Node(mark.line + self.offset, mark.column + 1, VALUES[name])
        if node.kind == "scalar":
            if len(event.value) > MAX_SCALAR:
                count, most = len(event.value), MAX_SCALAR
                raise YamlError.of("text-too-large", *_place(mark), count=count, most=most)
            node.value = event.value if tag or is_key else scalar(event)
            if key is not None and not event.value and mark.index == event.end_mark.index:
                # An empty value has no place of its own, so that of its key is used.
                node.line, node.column = key.line, key.column
        else:
            if event.anchor:
                self.open.add(event.anchor)
            self._fill(node, depth + 1)
            self.open.discard(event.anchor)
        if event.anchor:
            self.anchors[event.anchor] = node
        return node

    def _fill(self, node: Node, depth: int) -> None:
        for event in self.stream:
            if type(event).__name__ in ("MappingEndEvent", "SequenceEndEvent"):
                break
            key = None
            if node.kind == "mapping":
                key = self._node(event, depth, is_key=True)
                event = next(self.stream)
            node.items.append((key, self._node(event, depth, key)))
        node.size = 1 + sum((key.size if key else 0) + value.size for key, value in node.items)
        node.height = 1 + max((value.height for _, value in node.items), default=0)

    def _alias(self, anchor: str, mark: YamlMark, depth: int) -> Node:
        if anchor in self.open:
            raise YamlError.of(
                "alias-is-inside-itself", *_place(mark), code="bad-alias", anchor=anchor
            )
        if anchor not in self.anchors:
            raise YamlError.of(
                "alias-has-no-anchor", *_place(mark), code="bad-alias", anchor=anchor
            )
        target = self.anchors[anchor]
        self._count(target.size, mark)
        # Aliases of aliases nest without brackets in the file, so those levels are counted.
        if depth + target.height >= MAX_DEPTH:
            raise YamlError.of("too-deep", *_place(mark), most=MAX_DEPTH)
        return replace(target, line=mark.line + self.offset, column=mark.column + 1)

    def _count(self, size: int, mark: YamlMark) -> None:
        self.budget -= size
        if self.budget < 0:
            raise YamlError.of("too-many-values", *_place(mark), most=MAX_NODES)


def _place(mark: YamlMark) -> tuple[int, int]:
    # `compose` adds the number of lines before a part.
    return mark.line + 1, mark.column + 1


def place_of(text: str, index: int) -> tuple[int, int]:
    """Line and column (1-based) of a character; a tab is one column, CR LF one line break."""
    line, start = 1, 0
    for match in _LINE_END.finditer(text, 0, index):
        line, start = line + 1, match.end()
    return line, index - start + 1


def check_characters(text: str) -> None:
    """Raise `YamlError` at the first character that a record file may not contain. Bytes that are
    not UTF-8 arrive here as lone surrogates (see `decode`)."""
    bad = _BAD.search(text)
    if bad is not None:
        code, place = ord(bad.group()), place_of(text, bad.start())
        if 0xDC80 <= code <= 0xDCFF:
            raise YamlError.of("not-utf-8", *place, byte=code - 0xDC00)
        raise YamlError.of("bad-character", *place, char=code)
    # Records need no directives, and libyaml compares each with all others.
    directive = re.search(r"^%", text, re.MULTILINE)
    if directive is not None:
        place = place_of(text, directive.start())
        raise YamlError.of("line-is-yaml-directive", *place, code="yaml-syntax")


def _unclosed(text: str) -> int | None:
    """The index of the last bracket that is never closed; None if all are closed."""
    opened: list[int] = []
    for hit in re.finditer(r"""'[^']*'|"[^"]*"|(?<!\S)#.*|[\[\]{}]""", text):
        if hit.group() in "[{":
            opened.append(hit.start())
        elif hit.group() in "]}" and opened:
            opened.pop()
    return opened[-1] if opened else None


def translated(fault: object, text: str) -> YamlError:
    """The parser's error in our words, at a useful place. For each problem, the table has our
    words, the advice, and whether the cause is at the start of the construct (`{open}`); or it
    names another problem."""
    words = _table(FilePath(__file__).with_name("yaml_messages"))
    mark = getattr(fault, "problem_mark", None)
    start = getattr(fault, "context_mark", None) or mark
    problem = str(getattr(fault, "problem", None) or fault).splitlines()[0]
    words_ = words.get(problem, [problem, None])
    message, hint, *at_start = words[words_] if isinstance(words_, str) else words_
    if at_start and start is not None:
        mark = start
    if mark is None:
        return YamlError("yaml-syntax", problem, 1, 1)
    line, column = mark.line + 1, mark.column + 1
    if problem in words and start is not None:
        message = message.format(open=f"{start.line + 1}:{start.column + 1}")
    unclosed = _unclosed(text) if problem == "did not find expected node content" else None
    if unclosed is not None and not text[mark.index :].strip():
        what = "list" if text[unclosed] == "[" else "mapping"
        message, hint = f"the {what} that opens here is never closed", "close the bracket"
        return YamlError("yaml-syntax", message, *place_of(text, unclosed), hint)
    source = next(iter(_LINE_END.split(text, line)[line - 1 :]), "")
    before = source[: column - 1]
    if problem == "mapping values are not allowed in this context" and ": " not in before:
        # The parser points at the colon, but unless an earlier error caused it, the key is wrong.
        column = len(before) - len(before.lstrip(" -")) + 1
        if len(before) - column >= LONGEST_KEY:
            message, hint = f"a key may have at most {LONGEST_KEY:,} characters", "shorten it"
    unsure = re.search(r"[-0-9/.~]*[0-9]~?\?$", source[:column])
    if unsure is not None and "is missing before" in message:
        hint = f"put {unsure.group()} in quotes, because a question mark starts a key here"
    unseen = HIDDEN.search(source[max(0, column - 2) : column])
    if unseen is not None:
        message = f"there is an invisible character here, U+{ord(unseen.group()):04X}"
        hint = "remove it"
    if "tab character" in problem or source[column - 1 : column] == "\t":
        message, hint = "the line is indented with a tab", "indent with spaces"
    return YamlError("yaml-syntax", message, line, column, hint)
