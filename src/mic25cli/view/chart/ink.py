"""What drawings in SVG are made of: text of an estimated width, shapes, boxes that keep apart.

No font is measured, so that a chart is the same on every machine: a Han character is taken to be as
wide as it is high, any other to be six tenths of that, which is more than common fonts need.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr

from mic25cli.view.text import Lang, visible

NARROW = 0.6
MARGIN = 14
HAN = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
_PIECES = re.compile(r"[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|\s+|.", re.DOTALL)
Place = tuple[float, float]
SIZES = {"title": 16, "said": 13, "small": 11}
"""Sizes of text by class; 12 without one."""


def width_of(text: str, size: float) -> float:
    """How wide a text is taken to be."""
    wide = sum(1 if east_asian_width(each) in "WF" else NARROW for each in text)
    return wide * size


def wrapped(text: str, room: float, size: float) -> Iterator[str]:
    """The text in lines that fit; broken between words, or between Han characters."""
    line = ""
    for piece in _broken(text, room, size):
        if line and width_of((line + piece).rstrip(), size) > room:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    if line.strip():
        yield line.rstrip()


_CLOSING = ",。;:!?、)》”’%"


def _broken(text: str, room: float, size: float) -> Iterator[str]:
    """The pieces between which a line may break; what is wider than a line by itself is cut."""
    held = ""
    for piece in _PIECES.findall(text):
        if held and piece in _CLOSING:
            held += piece
            continue
        if held:
            yield held
            held = ""
        while width_of(piece.rstrip(), size) > room and len(piece) > 1:
            most = max(1, int(room / size))
            yield piece[:most]
            piece = piece[most:]
        held = piece
    if held:
        yield held


def coordinate(value: float) -> str:
    """A place with one decimal, without an exponent or a superfluous zero."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


@dataclass(frozen=True)
class Box:
    """A rectangle that something takes."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two rectangles have more than an edge in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Whether it lies inside another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


def text_box(text: str, x: float, y: float, size: float, anchor: str = "start") -> Box:
    """What a text with its foot at a place is taken to cover."""
    wide = width_of(text, size)
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return Box(left, y - size * 0.85, left + wide, y + size * 0.25)


@dataclass
class Sheet:
    """A drawing as it grows: its elements, and the boxes of its texts."""

    lang: Lang
    parts: list[str] = field(default_factory=list)
    texts: list[Box] = field(default_factory=list)
    """The boxes of all texts, as estimated."""

    def add(self, element: str) -> None:
        """An element as it is."""
        self.parts.append(element)

    def write(self, text: str, x: float, y: float, classes: str = "", anchor: str = "start") -> Box:
        """A text with its foot at a place; returns the box that it takes."""
        size = next((SIZES[word] for word in classes.split() if word in SIZES), 12)
        box = text_box(text, x, y, size, anchor)
        self.texts.append(box)
        attributes = f' x="{coordinate(x)}" y="{coordinate(y)}"'
        attributes += f" class={quoteattr(classes)}" if classes else ""
        attributes += f' text-anchor="{anchor}"' if anchor != "start" else ""
        self.add(f"<text{attributes}{self._lang(text)}>{self.spans(text)}</text>")
        return box

    def _lang(self, text: str) -> str:
        whole = not HAN.sub("", text).strip(" ,。;:()、·/0123456789.%–-")
        return chinese() if self.lang != "zh" and HAN.search(text) and whole else ""

    def spans(self, text: str) -> str:
        """A text as content: Chinese within a text of another language is marked as such."""
        shown = escape(visible(text))
        if self.lang == "zh" or self._lang(text) or not HAN.search(text):
            return shown
        return re.sub(f"(?:{HAN.pattern})+", lambda hit: _span(hit.group()), shown)

    def block(
        self, text: str, x: float, y: float, room: float, classes: str = "", leading: float = 1.35
    ) -> float:
        """A text in lines below one another, the first with its foot at `y`; returns the next."""
        size = next((SIZES[word] for word in classes.split() if word in SIZES), 12)
        for line in wrapped(text, room, size):
            self.write(line, x, y, classes)
            y += size * leading
        return y

    def line(self, x1: float, y1: float, x2: float, y2: float, classes: str) -> None:
        """A straight line."""
        self.add(segment(x1, y1, x2, y2, classes))

    def way(self, places: Sequence[Place], classes: str) -> None:
        """A line through places."""
        self.add(polyline(places, classes))


def chinese() -> str:
    """The attributes of a text in Chinese."""
    return ' lang="zh-Hans" xml:lang="zh-Hans"'


def _span(text: str) -> str:
    return f"<tspan{chinese()}>{text}</tspan>"


def titled(sheet: Sheet, title: str, inside: Sequence[str]) -> None:
    """Elements as a group with a title, which a pointer that rests on them shows."""
    lang = chinese() if sheet.lang != "zh" and HAN.search(title) else ""
    sheet.add(f"<g><title{lang}>{escape(visible(title))}</title>{''.join(inside)}</g>")


def segment(x1: float, y1: float, x2: float, y2: float, classes: str) -> str:
    """A straight line as an element."""
    pairs = zip(("x1", "y1", "x2", "y2"), map(coordinate, (x1, y1, x2, y2)), strict=True)
    places = " ".join(f'{name}="{value}"' for name, value in pairs)
    return f'<line {places} class="{classes}"/>'


def polyline(places: Sequence[Place], classes: str, element: str = "polyline") -> str:
    """A line through places as an element."""
    points = " ".join(f"{coordinate(x)},{coordinate(y)}" for x, y in places)
    return f'<{element} points="{points}" class="{classes}"/>'


def circle(x: float, y: float, radius: float, classes: str) -> str:
    """A circle as an element."""
    middle = f'cx="{coordinate(x)}" cy="{coordinate(y)}" r="{coordinate(radius)}"'
    return f'<circle {middle} class="{classes}"/>'


OUTLINES = (
    None,
    ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    ((0, -1.25), (1.2, 0.9), (-1.2, 0.9)),
    ((0, -1.4), (1.4, 0), (0, 1.4), (-1.4, 0)),
    ((0, 1.25), (1.2, -0.9), (-1.2, -0.9)),
    ((-0.45, -1.3), (0.45, -1.3), (0.45, -0.45), (1.3, -0.45), (1.3, 0.45), (0.45, 0.45),
     (0.45, 1.3), (-0.45, 1.3), (-0.45, 0.45), (-1.3, 0.45), (-1.3, -0.45), (-0.45, -0.45)),
    ((0, -1.5), (0.4, -0.4), (1.5, 0), (0.4, 0.4), (0, 1.5), (-0.4, 0.4), (-1.5, 0), (-0.4, -0.4)),
    ((-1.3, -1), (1.3, -1), (0, 0), (1.3, 1), (-1.3, 1), (0, 0)),
)  # fmt: skip
"""The outline of each series' mark, about one unit in size; None is a circle."""


def shape(place: int, x: float, y: float, size: float, classes: str) -> str:
    """The mark of the series at a place in the key."""
    outline = OUTLINES[place % len(OUTLINES)]
    if outline is None:
        return circle(x, y, size, classes)
    corners = [(x + dx * size * 0.95, y + dy * size * 0.95) for dx, dy in outline]
    return polyline(corners, classes, "polygon")
