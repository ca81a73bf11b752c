"""The text of a record file as a tree that preserves comments, blank lines and anchors. A comment
belongs to the item that follows it, on whose last line it is, or that ends before it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from mic25cli.model.characters import HIDDEN
from mic25cli.store import yamlio
from mic25cli.store.yaml_nodes import YamlError
from mic25cli.values import FrozenData

_ESCAPE = re.compile(r"\\(?:(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})|(.))", re.DOTALL)
_NAMED = {"_": "\xa0", "N": "\x85", "L": "\u2028", "P": "\u2029"}
_PROPERTY = re.compile(r"[&!][^\s,\[\]{}]*")
_PROPERTIES = re.compile(rf"(?:{_PROPERTY.pattern}(?:\s|#[^\n]*)*)*")
_BETWEEN = re.compile(rf"#[^\n]*|{_PROPERTY.pattern}|\n|\S")
"""The text allowed between two scalars: a comment, an anchor or a tag, a line break, a sign."""


class Comment(FrozenData):
    """A comment from its `#`, its place, and whether a blank line comes before it."""

    text: str
    line: int
    column: int
    blank: bool = False


@dataclass
class Item:
    """An entry of a mapping (`key` and value) or of a sequence, with its own comments."""

    key: YamlPart | None
    value: YamlPart
    line: int = 0
    column: int = 0
    """The column of its key or its dash; line and column are counted from 0."""
    lead: list[Comment] = field(default_factory=list)
    """The comments on lines of their own before it."""
    side: list[Comment] = field(default_factory=list)
    """The comments at the end of its first or last line."""
    blank: bool = False
    """Whether a blank line comes before it, after the last comment of `lead`."""


@dataclass
class YamlPart:
    """A value as written."""

    kind: Literal["scalar", "mapping", "sequence", "alias"]
    value: Any = None
    """The value of a scalar; for an alias, the name of the anchor."""
    source: str = ""
    anchor: str | None = None
    quoted: bool = False
    """For a scalar: whether quotes or a block mark it as a text."""
    escapes: frozenset[str] = frozenset()
    """For a scalar: the invisible characters that are written as escapes in it."""
    flow: bool = False
    items: list[Item] = field(default_factory=list)
    tail: list[Comment] = field(default_factory=list)
    line: int = 0
    end: int = 0

    @property
    def commented(self) -> bool:
        """Whether there is a comment anywhere in the value."""
        return bool(self.tail) or any(
            item.lead or item.side or item.value.commented for item in self.items
        )

    def get(self, key: str) -> Item | None:
        """The entry of a mapping under a key; the first one if the key occurs twice."""
        return next((item for item in self.items if item.key and item.key.value == key), None)


@dataclass
class _Gap:
    comments: list[tuple[Comment, bool]] = field(default_factory=list)
    """Each comment, and whether it is on the line of the token before it."""
    dashes: list[tuple[int, int]] = field(default_factory=list)
    blank: bool = False
    """Whether there is a blank line between the last comment (or token) and the next one."""
    marked: int = -1
    """The end of the last dash, colon or comma; -1 if there is none."""


def read(text: str) -> YamlPart:
    """The tree of a text that passed `yamlio.compose`; raises `YamlError`."""
    return _Reader(text).read()


Comments = dict[str | None, list[str]]
"""The comments of a file by the record that they belong to."""


def comments(part: YamlPart) -> Comments:
    """Every comment of a file by the record that it is before or in; None for those at the end."""
    by_line: Comments = {}
    for item in part.items:
        name = str(item.key.value) if item.key else None
        by_line.setdefault(name, []).extend(comment.text for comment in _within(item))
    by_line.setdefault(None, []).extend(comment.text for comment in part.tail)
    return {name: sorted(texts) for name, texts in by_line.items() if texts}


def _within(item: Item) -> Iterator[Comment]:
    yield from item.lead
    yield from item.side
    for child in item.value.items:
        yield from _within(child)
    yield from item.value.tail


def last_line(item: Item) -> int:
    """The last line that belongs to an item, comments included."""
    own = [comment.line for comment in _within(item)]
    return max([item.value.end, item.line, *own])


def _escapes(source: str) -> frozenset[str]:
    """The characters written as escapes in a text in double quotes, apart from invisible ones."""
    escapes = set()
    for hit in _ESCAPE.finditer(source):
        code, letter = hit.group(1), hit.group(2)
        char = chr(int(code[1:], 16)) if code else _NAMED.get(letter, "")
        # Letters, digits, punctuation and symbols are visible, so they need no escape.
        if char and (unicodedata.category(char)[0] not in "LNPS" or HIDDEN.match(char)):
            escapes.add(char)
    return frozenset(escapes - {" ", "\n"})


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.starts = [0] + [hit.end() for hit in re.finditer("\n", text)]
        self.events = yamlio.events(text)
        self.outside = Item(None, YamlPart("scalar"))
        """The owner of comments before and after all entries."""
        self.owner = self.outside
        self.opened: list[Item] = []
        self.closed: list[YamlPart] = []

    def read(self) -> YamlPart:
        root = YamlPart("mapping")
        for event in self.events:
            if type(event).__name__ in yamlio.VALUES:
                root = self._part(event, self.outside)
        if root.kind == "scalar" and root.value is None:
            root = YamlPart("mapping")
        # Comments before the bracket with which the file opens.
        first = root.items[0].lead if root.items else root.tail
        first[:0] = self.outside.lead
        end = Item(root, root)
        self.opened = [end]
        self._settle(len(self.text))
        root.tail += [*self.outside.side, *end.lead]
        return root

    def _at(self, index: int) -> tuple[int, int]:
        line = bisect_right(self.starts, index) - 1
        return line, index - self.starts[line]

    # The text between tokens

    def _gap(self, end: int) -> _Gap:
        gap, newlines = _Gap(), 0
        broken, marked = self.position == 0, False
        for hit in _BETWEEN.finditer(self.text, self.position, end):
            text, index = hit.group(), hit.start()
            if text == "\n":
                newlines, broken = newlines + 1, True
            elif text[0] == "#":
                comment = Comment(text.rstrip(), *self._at(index), newlines > 1)
                gap.comments.append((comment, not broken))
                newlines, marked = 0, False
            elif text[0] in "&!":
                # libyaml ends the anchor at the colon and includes that in the value.
                whole = _PROPERTY.match(self.text, index)
                if whole and not re.fullmatch("!.*|&[0-9A-Za-z_-]*", whole.group()):
                    message = (
                        f"the anchor '{whole.group()}' has characters other than "
                        "letters, digits, '-' and '_'"
                    )
                    raise self._misread(index, message)
            else:
                if text == "?" and not self.text[index + 1 : index + 2].isspace():
                    # libyaml reads a key, as in `{?a: 1}`, where YAML reads `?a`.
                    message = "a text in brackets that starts with '?' needs quotes"
                    raise self._misread(index, message)
                if text == "-":
                    gap.dashes.append(self._at(index))
                if not marked:
                    # Blank lines after a dash or a colon do not separate it from its value.
                    gap.blank, marked = newlines > 1, True
                gap.marked = hit.end()
        if not marked:
            gap.blank = newlines > 1
        return gap

    def _misread(self, index: int, message: str) -> YamlError:
        line, column = self._at(index)
        hint = (
            "if it is a text, put it in quotes. If it is an anchor, use only "
            "letters, digits, '-' and '_'"
        )
        return YamlError("yaml-syntax", message, line + 1, column + 1, hint)

    def _not_beside(self, gap: _Gap) -> Iterator[Comment]:
        """Assign comments at the end of the owner's line to the owner, and return the others."""
        for comment, same_line in gap.comments:
            if same_line:
                self.owner.side.append(comment)
            else:
                yield comment

    def _settle(self, index: int) -> None:
        """Assign the comments before a position to the value that they belong to."""
        gap = self._gap(index)
        dashed = [item for item in self.opened if item.key is None and item.column < 0]
        dashes = gap.dashes[-len(dashed) :] if dashed else []
        for item, dash in zip(dashed, dashes, strict=False):
            item.line, item.column = dash
        for item in self.opened:
            if item.column < 0:
                item.line, item.column = self._at(index)
        # In canonical form there is nothing between a key and its value.
        inner = before = self.opened[0] if self.opened else self.owner
        level = 0
        for comment in self._not_beside(gap):
            if dashes and (comment.line, comment.column) > dashes[0]:
                inner = dashed[-1]
            elif self.opened and not before.lead:
                level = self._level(comment, before.column, level)
                if level < len(self.closed):
                    self.closed[level].tail.append(comment)
                    continue
            inner.lead.append(comment)
        if self.opened:
            # A blank line after the last comment belongs before the next item.
            inner.blank = gap.blank
        self.opened, self.closed = [], []

    def _level(self, comment: Comment, column: int, level: int) -> int:
        """Which of the lists and mappings that end here, from the innermost, a comment belongs
        to."""
        if comment.column <= column:
            return len(self.closed)
        while level < len(self.closed) and self.closed[level].items[0].column > comment.column:
            level += 1
        return level

    # The tree built from the tokens

    def _part(self, event: Any, owner: Item, is_key: bool = False) -> YamlPart:
        kind = yamlio.VALUES[type(event).__name__]
        if kind in ("scalar", "alias"):
            return self._leaf(event, owner, is_key)
        part = YamlPart("mapping" if kind == "mapping" else "sequence", anchor=event.anchor)
        part.flow, part.line = bool(event.flow_style), event.start_mark.line
        if part.flow:
            # A mapping with one key in a list needs no bracket of its own.
            index = event.end_mark.index
            self._settle(index - (self.text[index - 1] in "[{"))
            self.position, self.owner = index, owner
        for inner in self.events:
            if type(inner).__name__ not in yamlio.VALUES:
                break
            # An item after a dash has no key, which is already known when it is opened.
            item = Item(YamlPart("scalar") if kind == "mapping" else None, part, column=-1)
            part.items.append(item)
            self.opened.append(item)
            if item.key is not None:
                item.key = self._part(inner, item, is_key=True)
                inner = next(self.events)
            item.value = self._part(inner, item)
        if part.flow:
            part.tail += self._not_beside(self._gap(inner.start_mark.index))
            part.end = inner.end_mark.line
            self.position, self.owner = inner.end_mark.index, owner
            self.opened, self.closed = [], []
        else:
            part.end = part.items[-1].value.end if part.items else part.line
            self.closed.append(part)
        return part

    def _leaf(self, event: Any, owner: Item, is_key: bool) -> YamlPart:
        start, end = event.start_mark.index, event.end_mark.index
        alias = type(event).__name__ == "AliasEvent"
        body = start
        if alias:
            part = YamlPart("alias", event.anchor)
        else:
            properties = _PROPERTIES.match(self.text, start, end)
            body = start if properties is None else properties.end()
            quoted = event.style not in ("", None)
            escapes = _escapes(self.text[body:end]) if event.style == '"' else frozenset()
            # A key is always a text, whatever it looks like.
            value = event.value if event.tag or is_key else yamlio.scalar(event)
            part = YamlPart("scalar", value, event.value, event.anchor, quoted, escapes)
        if start == end:
            # Parsers differ on where an empty value is; here it is after its colon or dash.
            body = end = max(self._gap(body).marked, self.position)
        self._settle(body)
        self.position = body + len(self.text[body:end].rstrip())
        part.line, part.end = self._at(body)[0], self._at(max(self.position - 1, body))[0]
        self.owner = owner
        if not alias and event.style in ("|", ">"):
            header = self.text[body : self.position].split("\n", 1)[0]
            if " #" in header:
                column = header.index(" #") + 1
                line, offset = self._at(body)
                owner.side.append(Comment(header[column:].rstrip(), line, offset + column))
        return part
