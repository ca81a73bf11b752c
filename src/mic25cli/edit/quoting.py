"""A scalar as text: plain where safe, else in quotes; on one line or folded over several."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from mic25cli.store.yamlio import BOOLS, FLOAT, INT, NULLS

FOLD = 120
"""Columns to which a text that does not fit on its line is folded."""

# What other readers of YAML take for something else than the text it is here.
_ELSEWHERE = re.compile(
    r"^(?:yes|no|on|off|[-+]?\.(?:inf|nan)|[-+]?0[xob][0-9a-f_]+|[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|=|<<)$",
    re.IGNORECASE,
)
_FORBIDDEN_FIRST = set("-?:,[]{}#&*!|>'\"%@` ")
_PRINTABLE = re.compile(
    "[\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*"
)


def width(text: str) -> int:
    """The columns that a text takes on a terminal: Chinese characters take two."""
    if text.isascii():
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(char) in "WF" for char in text)


def is_plain(text: str, flow: bool) -> bool:
    """Whether a text may stand without quotes and be read as the same text."""
    if not text or text != text.strip() or not _PRINTABLE.fullmatch(text):
        return False
    if (
        text in NULLS
        or text in BOOLS
        or INT.match(text)
        or FLOAT.match(text)
        or _ELSEWHERE.match(text)
    ):
        return False
    if text.startswith(("---", "...")):
        return False
    if text[0] in _FORBIDDEN_FIRST and not (
        text[0] == "-" and len(text) > 1 and text[1] not in " ,[]{}-:"
    ):
        return False
    if ": " in text or " #" in text or text.endswith(":"):
        return False
    return not flow or not set(text) & set(",:?[]{}")


def inline(value: Any, source: str, flow: bool) -> str:
    """A scalar on one line; a number keeps the digits of its `source`."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return source
    return value if is_plain(value, flow) else quoted(value)


def quoted(text: str) -> str:
    """A text in double quotes; in single ones where it has double quotes or backslashes itself."""
    if _PRINTABLE.fullmatch(text) and ('"' in text or "\\" in text):
        return "'" + text.replace("'", "''") + "'"
    out = []
    for char in text:
        if char in '"\\':
            out.append("\\" + char)
        elif char in "\n\t\r":
            out.append({"\n": "\\n", "\t": "\\t", "\r": "\\r"}[char])
        elif _PRINTABLE.fullmatch(char):
            out.append(char)
        else:
            code = ord(char)
            out.append(
                f"\\x{code:02x}"
                if code < 256
                else f"\\u{code:04x}"
                if code < 65536
                else f"\\U{code:08x}"
            )
    return '"' + "".join(out) + '"'


def folded(text: str, indent: int) -> list[str] | None:
    """A text of one line as a folded block; None where folding would change it or gain nothing."""
    if not text or text != text.strip() or not _PRINTABLE.fullmatch(text):
        return None
    lines: list[str] = []
    line = ""
    # A break may stand only for a single space: two or more must stay within a line.
    for word in re.split(r"(?<=[^ ]) (?=[^ ])", text):
        if line and indent + width(line) + 1 + width(word) > FOLD:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    lines.append(line)
    return None if len(lines) == 1 else [">-", *(" " * indent + each for each in lines)]


def literal(text: str, indent: int) -> list[str] | None:
    """A text of several lines as a literal block; None where that cannot hold it."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if not lines[0] or lines[0].startswith(" ") or not lines[-1]:
        return None
    if any(line != line.rstrip() or not _PRINTABLE.fullmatch(line) for line in lines):
        return None
    header = "|" if text.endswith("\n") else "|-"
    return [header, *(" " * indent + each if each else "" for each in lines)]
