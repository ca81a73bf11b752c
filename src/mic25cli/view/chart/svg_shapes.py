"""The tools for drawing SVG: shapes, boxes that do not overlap, and texts of an estimated width.

On every machine, a Han character counts as wide as the font size, and any other as 0.6 of that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from importlib import resources
from itertools import product
from math import hypot
from unicodedata import east_asian_width

from mic25cli.calc.value_range import Number
from mic25cli.model.languages import catalogue
from mic25cli.values import FrozenData, NamedTuple
from mic25cli.view.chart.axis_scale import Scale
from mic25cli.view.render.layout import breaks
from mic25cli.view.text import Lang, visible

NARROW = 0.6
MARGIN = 14
HAN = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
_CHINESE = re.compile(f"(?:{HAN.pattern})+")
_DECIMAL = re.compile(r"-?\d+(?:\.\d+(?:e-?\d+)?|e-?\d+)")
SIZES = {"title": 16, "said": 13}  # font sizes of text by class; 12 for other classes


@lru_cache(2**13)
def width_of(text: str, size: float = 12) -> float:
    """The estimated width of a text."""
    wide = sum(1 if east_asian_width(sign) in "WF" else NARROW for sign in text)
    return wide * size


def wrapped(text: str, room: float, size: float = 12) -> Iterator[str]:
    """The text in lines that fit, broken between words or between Han characters."""
    for start, end in breaks(text, room, size=lambda part: width_of(part, size)):
        yield from filter(None, [text[start:end]])


def coordinate(value: float) -> str:
    """A coordinate with one decimal, without an exponent or a trailing zero."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


Place = tuple[float, float]


class Box(NamedTuple):
    """A rectangle that a text or a mark covers."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two rectangles overlap by more than an edge."""
        is_beside = self.left >= other.right or other.left >= self.right
        return not is_beside and self.top < other.bottom and other.top < self.bottom

    def distance(self, other: Box) -> float:
        """The distance between two rectangles; 0 if they touch."""
        across = max(self.left - other.right, other.left - self.right, 0.0)
        down = max(self.top - other.bottom, other.top - self.bottom, 0.0)
        return hypot(across, down)

    def crossed(self, start: Place, end: Place) -> bool:
        """Whether a straight line crosses the rectangle."""
        first, last = 0.0, 1.0
        for at, to, low, high in zip(
            start, end, (self.left, self.top), (self.right, self.bottom), strict=True
        ):
            if at == to:
                if not low < at < high:
                    return False
                continue
            shares = sorted(((low - at) / (to - at), (high - at) / (to - at)))
            first, last = max(first, shares[0]), min(last, shares[1])
        return first < last

    def within(self, other: Box) -> bool:
        """Whether the rectangle lies inside another."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom


CELL = 16


class Boxes(FrozenData):
    """Rectangles by the grid squares of the sheet that they touch, to compare only a few."""

    _of: dict[tuple[int, int], set[Box]] = field(default_factory=dict)

    def add(self, box: Box) -> None:
        """Add a rectangle."""
        for square in self._squares(box):
            self._of.setdefault(square, set()).add(box)

    def around(self, box: Box) -> Iterator[Box]:
        """The rectangles in the grid squares that a rectangle touches; some of them repeatedly."""
        return (one for at in self._squares(box) for one in self._of.get(at, ()))

    @staticmethod
    def _squares(box: Box) -> Iterable[tuple[int, int]]:
        across = range(int(box.left // CELL), int(box.right // CELL) + 1)
        return product(across, range(int(box.top // CELL), int(box.bottom // CELL) + 1))


def text_box(text: str, x: float, y: float, size: float = 12, anchor: str = "start") -> Box:
    """The estimated box of a text whose baseline starts (or ends, or has its middle) at a point."""
    wide = width_of(text, size)
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return Box(left, y - size * 0.85, left + wide, y + size * 0.25)


class KeyEntry(NamedTuple):
    """An entry of a key: its text symbol, its drawing around a point (if any), and its meaning.

    Without a symbol it is used only beside drawings, without a drawing only in text.
    """

    sign: str
    draw: Callable[[float, float], str] | None
    text: str


Address = Callable[[str], str | None]  # the address of a target's page; None if there is none


@dataclass
class Sheet:
    """A drawing in progress: its elements, and the boxes of its texts."""

    lang: Lang
    width: float
    address: Address | None = None
    bare: bool = False
    """Whether the page around it says who set which target."""
    parts: list[str] = field(default_factory=list)
    texts: list[Box] = field(default_factory=list)

    def write(
        self, text: str, x: float, y: float, classes: str = "", anchor: str = "start"
    ) -> None:
        """Write a text with its baseline at a point; Chinese within other text is marked."""
        self.texts.append(text_box(text, x, y, size_of(classes), anchor))
        attributes = f' x="{coordinate(x)}" y="{coordinate(y)}"'
        attributes += f' class="{classes}"' if classes else ""
        attributes += f' text-anchor="{anchor}"' if anchor != "start" else ""
        content = escape(visible(text), quote=False)
        if not catalogue(self.lang).suffix:
            content = _CHINESE.sub(rf"<tspan{CHINESE}>\g<0></tspan>", content)
        self.parts.append(f"<text{attributes}>{content}</text>")

    @property
    def right(self) -> float:
        """The right edge of the drawing area."""
        return self.width - MARGIN

    @property
    def room(self) -> float:
        """The width between the left and right margins."""
        return self.right - MARGIN

    def block(self, text: str, y: float, classes: str = "", leading: float = 1.35) -> float:
        """Write a text in lines, the first with its baseline at `y`; returns the next baseline."""
        size = size_of(classes)
        # Chinese lines are full, and in many fonts digits are wider than estimated.
        spare = 2 * size if HAN.search(text) else 0
        for line in wrapped(text, self.room - spare, size):
            self.write(line, MARGIN, y, classes)
            y += size * leading
        return y

    def axis(self, axis: Scale, y: float, number_text: Callable[[Number], str]) -> float:
        """Draw a horizontal axis with its numbers above it; returns where the rows below begin."""
        for tick in axis.ticks:
            anchor = "start" if axis.at(tick) == MARGIN else "middle"
            self.write(number_text(tick), axis.at(tick), y, "small muted num", anchor)
            self.path(f"M{axis.at(tick)} {y + 4}v5", "axis")
        self.path(f"M{axis.start} {y + 9}H{axis.end}", "axis")
        return y + 28

    def path(self, outline: str, classes: str) -> None:
        """Add a line or an outline."""
        self.parts.append(path(outline, classes))

    def titled(self, title: str, inside: Iterable[str]) -> None:
        """Add elements as a group with a title, which is shown when the pointer is on them."""
        lang = CHINESE if not catalogue(self.lang).suffix and HAN.search(title) else ""
        text = escape(visible(title), quote=False)
        self.parts.append(f"<g><title{lang}>{text}</title>{''.join(inside)}</g>")


CHINESE = ' lang="zh-Hans" xml:lang="zh-Hans"'


def size_of(classes: str) -> float:
    """The font size of a text with these CSS classes."""
    return next((SIZES[word] for word in classes.split() if word in SIZES), 12)


@lru_cache(2**14)
def _rounded(number: str) -> str:
    """A coordinate, cached because the drawings of a site have many in common."""
    return coordinate(float(number))


def path(outline: str, classes: str) -> str:
    """A line or an outline as an element; `outline` is SVG path data."""
    places = _DECIMAL.sub(lambda hit: _rounded(hit[0]), outline)
    return f'<path d="{places}" class="{classes}"/>'


def through(places: Iterable[tuple[float, float]]) -> str:
    """The path data of a line through points."""
    return "M" + " ".join(f"{x},{y}" for x, y in places)


def disc(radius: float) -> str:
    """The path data of a disc around the current point."""
    half = f"a{radius} {radius} 0 1 0"
    return f"m{-radius} 0{half} {2 * radius} 0{half} {-2 * radius} 0"


OUTLINES: list[list[tuple[float, float]] | None] = json.loads(
    resources.files("mic25cli.view.chart").joinpath("outlines.json").read_bytes()
)
"""The outline of each series' mark, about one unit in size; None is a circle."""


def shape(place: int, x: float, y: float, size: float, classes: str) -> str:
    """The mark of the series at a position in the key."""
    outline = OUTLINES[place % len(OUTLINES)]
    if outline is None:
        return path(f"M{x} {y}{disc(size)}", classes)
    corners = [(x + dx * size * 0.95, y + dy * size * 0.95) for dx, dy in outline]
    return path(f"{through(corners)}Z", classes)


def arrow(x: float, start: float, tip: float, head: float) -> str:
    """The path data of a vertical arrow."""
    back = -head if tip > start else head
    return f"M{x} {start}V{tip}M{x - 3.5} {tip + back}L{x} {tip}L{x + 3.5} {tip + back}"
