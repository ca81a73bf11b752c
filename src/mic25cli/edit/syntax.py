"""The text of a record file as a tree that keeps comments, blank lines and anchors; a comment
belongs to the item that follows it, whose line it ends, or that ends before it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from mic25cli.model.characters import HIDDEN
from mic25cli.store import yamlio
from mic25cli.store.node import YamlError

_ESCAPE = re.compile(r"\\(?:(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})|(.))", re.DOTALL)
_NAMED = {"_": "\xa0", "N": "\x85", "L": "\u2028", "P": "\u2029"}
_SPACE = re.compile(r"(?:\s|(?<=\s)#[^\n]*)*")
_PROPERTY = re.compile(r"[&!][^\s,\[\]{}]*")


@dataclass(frozen=True)
class Comment:
    """A comment from its `#`, where it stands, and whether a blank line stands before it."""

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
    """Of its key or its dash; the line is 0-based like the column."""
    lead: list[Comment] = field(default_factory=list)
    """On lines of their own before it."""
    side: list[Comment] = field(default_factory=list)
    """At the end of its first or its last line."""
    blank: bool = False
    """Whether a blank line stands before it, after the last comment of `lead`."""


@dataclass
class YamlPart:
    """A value as written."""

    kind: Literal["scalar", "mapping", "sequence", "alias"]
    value: Any = None
    """Of a scalar, what it means; of an alias, the name that it repeats."""
    source: str = ""
    anchor: str | None = None
    quoted: bool = False
    """Of a scalar, whether it is marked as a text: by quotes, or as a block."""
    escapes: frozenset[str] = frozenset()
    """Of a scalar, the characters without a shape that are written out in it."""
    flow: bool = False
    items: list[Item] = field(default_factory=list)
    tail: list[Comment] = field(default_factory=list)
    line: int = 0
    end: int = 0

    @property
    def commented(self) -> bool:
        """Whether a comment stands anywhere inside it."""
        return bool(self.tail) or any(
            item.lead or item.side or item.value.commented for item in self.items
        )

    def get(self, key: str) -> Item | None:
        """The entry of a mapping under a key; the first, if it stands there twice."""
        return next((item for item in self.items if item.key and item.key.value == key), None)


@dataclass
class _Gap:
    comments: list[tuple[Comment, bool, int]] = field(default_factory=list)
    """Each with whether it ends the line of the token before, and its index in the text."""
    dashes: list[int] = field(default_factory=list)
    blank: bool = False
    """Whether a blank line stands between the last comment (or token) and what follows."""
    marked: int = -1
    """Where the last dash, colon or comma ends; -1 without any."""


def read(text: str) -> YamlPart | None:
    """The tree of a text that passed `yamlio.compose`, None of no value; raises `YamlError`."""
    return _Reader(text).read()


Comments = dict[str | None, list[str]]
"""The comments of a file by the record that they belong to."""


def comments(part: YamlPart | None) -> Comments:
    """Every comment of a file by the record that it stands before or in; None for the last."""
    found: Comments = {}
    if part is None:
        return found
    for item in part.items:
        name = str(item.key.value) if item.key else None
        found.setdefault(name, []).extend(comment.text for comment in _within(item))
    found.setdefault(None, []).extend(comment.text for comment in part.tail)
    return {name: sorted(texts) for name, texts in found.items() if texts}


def _within(item: Item) -> Iterator[Comment]:
    yield from item.lead
    yield from item.side
    for child in item.value.items:
        yield from _within(child)
    yield from item.value.tail


def last_line(item: Item) -> int:
    """The last line that is an item's own, comments included."""
    own = [comment.line for comment in _within(item)]
    return max([item.value.end, item.line, *own])


def _escapes(source: str) -> frozenset[str]:
    """The characters that a text in double quotes has as escapes, less those with a shape."""
    found = set()
    for hit in _ESCAPE.finditer(source):
        code, letter = hit.group(1), hit.group(2)
        char = chr(int(code[1:], 16)) if code else _NAMED.get(letter, "")
        # Letters, digits, punctuation and symbols are as well seen as they are written out.
        if char and (unicodedata.category(char)[0] not in "LNPS" or HIDDEN.match(char)):
            found.add(char)
    return frozenset(found - {" ", "\n"})


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.starts = [0] + [hit.end() for hit in re.finditer("\n", text)]
        self.events = yamlio.events(text)
        self.root: YamlPart | None = None
        self.owner: Item | None = None
        self.opened: list[Item] = []
        self.closed: list[YamlPart] = []
        self.preface: list[Comment] = []

    def read(self) -> YamlPart | None:
        for event in self.events:
            if type(event).__name__ in yamlio.VALUES:
                self.root = self._part(event, None)
        self._finish()
        if self.root is not None and self.preface:
            # Comments before the bracket that the file opens with.
            first = self.root.items[0].lead if self.root.items else self.root.tail
            first[:0] = self.preface
        return self.root

    def _at(self, index: int) -> tuple[int, int]:
        line = bisect_right(self.starts, index) - 1
        return line, index - self.starts[line]

    # What stands between the tokens

    def _gap(self, end: int) -> _Gap:
        gap, index = _Gap(), self.position
        newlines = 0
        broken = self.position == 0
        marked = False
        while index < end:
            char = self.text[index]
            if char == "\n":
                newlines, broken, index = newlines + 1, True, index + 1
            elif char == "#" and (index == self.position or self.text[index - 1].isspace()):
                stop = self.text.find("\n", index, end)
                stop = end if stop < 0 else stop
                text = self.text[index:stop].rstrip()
                gap.comments.append(
                    (Comment(text, *self._at(index), newlines > 1), not broken, index)
                )
                newlines, marked, index = 0, False, stop
            elif char in "&!":
                index = self._property(index, end)
            elif char == "?":
                self._check_mark(index)
                index += 1
                gap.marked = index
            else:
                if char == "-":
                    gap.dashes.append(index)
                if not char.isspace() and not marked:
                    # Blank lines between a dash or a colon and what follows separate nothing.
                    gap.blank, marked = newlines > 1, True
                index += 1
                if not char.isspace():
                    gap.marked = index
        if not marked:
            gap.blank = newlines > 1
        return gap

    def _not_beside(self, gap: _Gap) -> Iterator[tuple[Comment, int]]:
        """Give the comments at the end of the owner's line to it; the others, and where each is."""
        for comment, same_line, where in gap.comments:
            if same_line and self.owner is not None:
                self.owner.side.append(comment)
            else:
                yield comment, where

    def _settle(self, index: int) -> None:
        gap = self._gap(index)
        dashed = [item for item in self.opened if item.key is None and item.column < 0]
        dashes = gap.dashes[-len(dashed) :] if dashed else []
        for item, dash in zip(dashed, dashes, strict=False):
            item.line, item.column = self._at(dash)
        for item in self.opened:
            if item.column < 0:
                item.line, item.column = self._at(index)
        first = dashes[0] if dashes else None
        level = 0
        for comment, where in self._not_beside(gap):
            if not self.opened:
                # Between a key and its value: nothing stands there in canonical form.
                (self.preface if self.owner is None else self.owner.lead).append(comment)
            elif first is not None and where > first:
                dashed[-1].lead.append(comment)
            else:
                target = self.opened[0]
                level = self._level(comment, target.column, level)
                if level < len(self.closed) and not target.lead:
                    self.closed[level].tail.append(comment)
                else:
                    target.lead.append(comment)
        if self.opened:
            # A blank line after the last comment stands before what that comment stands before.
            inner = first is not None and gap.comments and gap.comments[-1][2] > first
            (dashed[-1] if inner else self.opened[0]).blank = gap.blank
        self.opened, self.closed = [], []

    def _level(self, comment: Comment, column: int, level: int) -> int:
        """Which of the lists and mappings that end here (from the innermost) a comment closes."""
        if comment.column <= column:
            return len(self.closed)
        while level < len(self.closed) and self.closed[level].items[0].column > comment.column:
            level += 1
        return level

    # What the tokens build

    def _part(self, event: Any, owner: Item | None, is_key: bool = False) -> YamlPart:
        kind = yamlio.VALUES[type(event).__name__]
        if kind in ("scalar", "alias"):
            return self._leaf(event, owner, is_key)
        part = YamlPart("mapping" if kind == "mapping" else "sequence", anchor=event.anchor)
        start, end = event.start_mark, event.end_mark
        part.flow, part.line, part.end = bool(event.flow_style), start.line, start.line
        if part.flow:
            if self.text[start.index : start.index + 1] == "?":
                self._check_mark(start.index)
            self._settle(end.index - 1)
            self.position, self.owner = end.index, owner
        for each in self.events:
            if type(each).__name__ not in yamlio.VALUES:
                self._close(part, owner, each)
                break
            # What a dash begins is told by having no key, as soon as it is opened.
            item = Item(YamlPart("scalar") if kind == "mapping" else None, part, column=-1)
            part.items.append(item)
            self.opened.append(item)
            if item.key is not None:
                item.key = self._part(each, item, is_key=True)
                each = next(self.events)
            item.value = self._part(each, item)
        return part

    def _skip_properties(self, index: int, end: int) -> int:
        """Past anchor and tag, so that a comment behind them lies in a gap."""
        while index < end and (self.text[index] in "&!"):
            space = _SPACE.match(self.text, self._property(index, end), end)
            index = space.end() if space is not None else end
        return index

    def _property(self, index: int, end: int) -> int:
        """Past an anchor or a tag; raises `YamlError` for an anchor that parsers disagree on."""
        hit = _PROPERTY.match(self.text, index)
        if hit is None:
            return index + 1
        # libyaml ends the anchor at the colon and begins the value with it.
        if hit.group().startswith("&") and not re.fullmatch(r"&[0-9A-Za-z_-]*", hit.group()):
            raise self._misread(index, f"the anchor '{hit.group()}' holds more than letters")
        return min(hit.end(), end)

    def _check_mark(self, index: int) -> None:
        """Raise `YamlError` where libyaml reads a key, as in `{?a: 1}`, and YAML has `?a`."""
        if not self.text[index + 1 : index + 2].isspace():
            raise self._misread(index, "a text that starts with '?' wants quotes in brackets")

    def _misread(self, index: int, message: str) -> YamlError:
        line, column = self._at(index)
        hint = "put quotes around a text; an anchor is letters, digits, '-' and '_'"
        return YamlError("yaml-syntax", message, line + 1, column + 1, hint)

    def _leaf(self, event: Any, owner: Item | None, is_key: bool) -> YamlPart:
        start, end = event.start_mark.index, event.end_mark.index
        alias = type(event).__name__ == "AliasEvent"
        body = start if alias else self._skip_properties(start, end)
        if alias:
            part = YamlPart("alias", event.anchor)
        else:
            quoted = event.style not in ("", None)
            escapes = _escapes(self.text[body:end]) if event.style == '"' else frozenset()
            # A key is a text, whatever it looks like.
            value = event.value if event.tag or is_key else yamlio.scalar(event)
            part = YamlPart("scalar", value, event.value, event.anchor, quoted, escapes)
        if start == end:
            # Nothing at all: parsers differ on where that stands; it is behind its colon or dash.
            body = end = max(self._gap(body).marked, self.position)
        self._settle(body)
        self.position = body + len(self.text[body:end].rstrip())
        part.line, part.end = self._at(body)[0], self._at(max(self.position - 1, body))[0]
        self.owner = owner
        if not alias and event.style in ("|", ">") and owner is not None:
            header = self.text[body : self.position].split("\n", 1)[0]
            if " #" in header:
                column = header.index(" #") + 1
                line, offset = self._at(body)
                owner.side.append(Comment(header[column:].rstrip(), line, offset + column))
        return part

    def _close(self, part: YamlPart, owner: Item | None, event: Any) -> None:
        if not part.flow:
            part.end = part.items[-1].value.end if part.items else part.line
            self.closed.append(part)
            return
        gap = self._gap(event.start_mark.index)
        part.tail += [comment for comment, _ in self._not_beside(gap)]
        part.end = event.end_mark.line
        self.position, self.owner = event.end_mark.index, owner
        self.opened, self.closed = [], []

    def _finish(self) -> None:
        level = 0
        for comment, _ in self._not_beside(self._gap(len(self.text))):
            level = self._level(comment, -1, level)
            if self.closed:
                self.closed[min(level, len(self.closed) - 1)].tail.append(comment)
            elif self.root is not None:
                self.root.tail.append(comment)
