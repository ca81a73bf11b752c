"""Charts as files: SVG, PNG rendered from it, and a Vega-Lite specification as JSON.

Each contains its own digest: SVG in a last comment, JSON in `usermeta`, PNG in a text chunk.
"""

from __future__ import annotations

import struct
import unicodedata
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from math import ceil
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from mic25cli.errors import UsageError
from mic25cli.export import whole_folder
from mic25cli.model import record_json
from mic25cli.model.languages import CATALOGUES, catalogue
from mic25cli.view.chart.palette import FONTS
from mic25cli.view.chart.svg_shapes import HAN

FORMATS = (".svg", ".png", ".json")
_CHUNK = b"mic25\x00"
_SEALED = b',\n  "usermeta": {\n    "mic25": "%b"\n  }'
SCALE = 2
"""The number of pixels in a PNG for one in SVG."""
MOST_PIXELS = 100_000_000
"""The maximum number of pixels, which need 400 MB of memory while the picture is drawn."""
FAMILIES = ("DejaVu Sans", "Liberation Sans", "Noto Sans")
"""The fonts to try for `sans-serif`, which resvg does not look up."""
NO_CHARACTER = "\U0010ffff"
"""A character that no font has; a letter that is drawn like it has no glyph in the font either."""
SVG = "{http://www.w3.org/2000/svg}"


def format_of(path: Path) -> str:
    """The format of a file by its name; raises `UsageError` for an unknown one."""
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise UsageError.of("a-chart-cannot-be-written-as", name=path.name)
    return suffix


def write(path: Path, chart: str | Mapping[str, object], force: bool) -> None:
    """Write a drawing as SVG or PNG, or a specification. Raises `UsageError` like `render`, and for
    a file that mic25 did not write, unless `force`."""
    if not isinstance(chart, str):
        data = f"{record_json.pretty(chart)}\n".encode()
        end = len(data) - len(b"\n}\n")
        sealed = data[:end] + _SEALED % whole_folder.digest(data).encode() + data[end:]
        whole_folder.write_file(path, sealed, force, _SEALED % whole_folder.DIGEST)
    elif format_of(path) == ".png":
        seal = rb"....tEXt" + _CHUNK + whole_folder.DIGEST + rb"...."
        whole_folder.write_file(path, _seal_png(render(chart)), force, seal)
    else:
        whole_folder.write_file(path, whole_folder.sealed(chart), force)


def render(text: str) -> bytes:
    """The PNG of an SVG at `SCALE`, with the fonts of this machine. Raises `UsageError` without
    resvg or a font, and above `MOST_PIXELS`, because resvg would crash without enough memory."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError as fault:
        raise UsageError.of("png-needs-resvg-py") from fault
    drawing = ElementTree.fromstring(text)
    wide, high = (SCALE * ceil(float(drawing.attrib[side])) for side in ("width", "height"))
    if wide * high > MOST_PIXELS:
        raise UsageError.of("png-is-too-large", wide=wide, high=high, most_pixels=MOST_PIXELS)
    family = _font(drawing, svg_to_bytes)
    try:
        return bytes(svg_to_bytes(svg_string=text, zoom=SCALE, sans_serif_family=family))
    except ValueError as fault:
        raise UsageError.of("this-chart-is-too-large-to-be-drawn-as-png") from fault


def languages(title: str = "") -> list[str]:
    """The languages in which PNGs can be drawn here: there are resvg and a font for their letters
    and those of a title."""
    drawable = []
    for lang in CATALOGUES:
        text = escape("中" if catalogue(lang).suffix else f"A{title}")
        with suppress(UsageError):
            render(f'<svg xmlns="{SVG[1:-1]}" width="9" height="9"><text>{text}</text></svg>')
            drawable.append(lang)
    return drawable


def _font(drawing: ElementTree.Element, draw: Callable[..., bytes]) -> str:
    """The font family that replaces those named in the drawing. Raises `UsageError` for a letter
    without a font, which resvg does not report; one Chinese character is tested for all."""
    chars = {*"A", *"".join("".join(element.itertext()) for element in drawing.iter(f"{SVG}text"))}
    han = sorted(filter(HAN.match, chars))
    letters = [
        "A",
        *sorted(letter for letter in chars if not letter.isascii() and letter not in han),
    ]

    missing = {}
    for family in FAMILIES:
        nothing = _ink(draw, family, NO_CHARACTER)
        every = [*letters, *han[:1]]
        missing[family] = next((one for one in every if _ink(draw, family, one) == nothing), None)
        if missing[family] is None:
            return family
    letter = max(filter(None, missing.values()))
    package = "fonts-noto-cjk" if HAN.match(letter) else "fonts-dejavu-core"
    if unicodedata.category(letter)[0] in "LM" and letter > "\u058f" and not HAN.match(letter):
        package = "fonts-noto-core"
    raise UsageError.of("png-needs-font-for", letter=letter, package=package)


@cache
def _ink(draw: Callable[..., bytes], family: str, letter: str) -> bytes:
    """A letter drawn as PNG; cached, so that the machine's fonts are read once per process."""
    name = quoteattr(f"{FONTS},{family}")
    text = f'<text x="2" y="24" font-family={name}>{letter}</text>'
    probe = f'<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32">{text}</svg>'
    return bytes(draw(svg_string=probe, sans_serif_family=family))


def _seal_png(data: bytes) -> bytes:
    """A PNG with its digest in a chunk before the last one."""
    end = data.rindex(b"IEND") - 4
    body = b"tEXt" + _CHUNK + whole_folder.digest(data).encode()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return data[:end] + chunk + data[end:]
