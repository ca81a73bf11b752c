"""Charts as files: SVG, the Vega-Lite specification as JSON, and PNG rendered from it.

Each carries a seal, what the rest of it hashes to, by which a file of ours is known again and may
be replaced: a last comment in SVG, `usermeta` in JSON, a chunk of text in PNG.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

from mic25cli.errors import UsageError
from mic25cli.export import file
from mic25cli.view.jsonout import compact, pretty

FORMATS = (".svg", ".png", ".json")

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHUNK = b"mic25\x00"
SCALE = 2
"""Pixels of a PNG for one of SVG."""


def format_of(path: Path) -> str:
    """What a file's name asks for; raises `UsageError` for none of the formats."""
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise UsageError(
            f"'{path.name}' does not say what to write",
            "name it .svg, .png, or .json for the Vega-Lite specification.",
        )
    return suffix


def svg(path: Path, text: str, force: bool) -> None:
    """Write a drawing; raises `UsageError` for a file that is not ours, unless `force`."""
    file.write(path, file.sealed(text), force)


def specification(path: Path, spec: Mapping[str, object], force: bool) -> None:
    """Write a specification, sealed in its `usermeta`."""
    text = pretty({**spec, "usermeta": {"mic25": _hash(compact(spec).encode())}}) + "\n"
    file.write(path, text, force, _is_ours_json)


def png(path: Path, spec: Mapping[str, object], force: bool) -> None:
    """Render a specification and write it; raises `UsageError` without vl-convert."""
    data = render(spec)
    file.write(path, seal_png(data), force, _is_ours_png)


def render(spec: Mapping[str, object]) -> bytes:
    """The specification as PNG, drawn with the fonts of this machine."""
    try:
        import vl_convert
    except ImportError as fault:
        raise UsageError(
            "PNG needs vl-convert, which is not installed",
            "install mic25[charts], or write .svg or .json instead.",
        ) from fault
    try:
        rendered: bytes = vl_convert.vegalite_to_png(
            compact(spec), scale=SCALE, vl_version=vl_convert.get_vegalite_versions()[-1]
        )
    except ValueError as fault:
        raise UsageError(
            "this cannot be drawn as PNG: it is too large, or holds what no picture can",
            "ask for fewer, or write .svg or .json instead.",
        ) from fault
    return rendered


def seal_png(data: bytes) -> bytes:
    """A PNG with what it hashes to as its last chunk but one, the end."""
    end = data.rindex(b"IEND") - 4
    body = _CHUNK + _hash(data).encode()
    chunk = struct.pack(">I", len(body)) + b"tEXt" + body
    return data[:end] + chunk + struct.pack(">I", zlib.crc32(b"tEXt" + body)) + data[end:]


def _is_ours_png(data: bytes) -> bool:
    at = data.find(b"tEXt" + _CHUNK)
    if not data.startswith(_SIGNATURE) or at < 0:
        return False
    start, size = at - 4, struct.unpack(">I", data[at - 4 : at])[0]
    seal = data[at + 4 + len(_CHUNK) : at + 4 + size]
    return _hash(data[:start] + data[at + 4 + size + 4 :]).encode() == seal


def _is_ours_json(data: bytes) -> bool:
    import simplejson

    try:
        held = simplejson.loads(data, use_decimal=True)
        seal = held.pop("usermeta")["mic25"]
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return False
    return bool(_hash(compact(held).encode()) == seal)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
