"""A scalar as YAML text: plain if that is safe, otherwise in quotes; on one line or over
several."""

import re
import unicodedata

from mic25cli.edit.yaml_tree import YamlPart
from mic25cli.model.characters import HIDDEN, escape
from mic25cli.store.yamlio import BOOLS, FLOAT, INT, NULLS

FOLD = 120

# Texts that other YAML readers take for another type than text.
_ELSEWHERE = re.compile(
    r"^(?:yes|no|on|off|[-+]?\.(?:inf|nan)|[-+]?0[xob][0-9a-f_]+|[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?"
    r"|[-+][0-9_]+"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|=|<<)$",
    re.IGNORECASE,
)
# The same for readers of YAML 1.1. If such a text is already in quotes, it keeps them.
_YAML_1_1 = re.compile(
    r"^(?:[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt\s].*)?|[yYnN]|[-+]?[0-9_]*\.[0-9._]*(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?[0-9][0-9_,.]*(?:[eE][-+]?[0-9]+)?)$"
)
_MERGE = ("<<", "=")
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
    """Whether a text without quotes is read as the same text."""
    # Otherwise it could be null, a boolean or a number.
    means_more = text in NULLS or text in BOOLS or INT.match(text) or FLOAT.match(text)
    return fits_plain(text, flow) and not (means_more or _ELSEWHERE.match(text))


def fits_plain(text: str, flow: bool) -> bool:
    """Whether a text could be written without quotes, even if it would then have another type."""
    if not text or text != text.strip() or not _is_shown(text):
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


def _is_shown(text: str) -> bool:
    return _PRINTABLE.fullmatch(text) is not None and HIDDEN.search(text) is None


def inline(part: YamlPart, flow: bool) -> str:
    """A scalar on one line: a number keeps its digits, a text the quotes that it needs."""
    value = part.value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return part.source
    needs_quotes = part.quoted and _YAML_1_1.match(value)
    return (
        value if is_plain(value, flow) and not needs_quotes and not part.escapes else quoted(part)
    )


def key(part: YamlPart, flow: bool) -> str:
    """A key on one line, plain if that is safe; keys are always texts."""
    bare = not part.quoted and part.value not in _MERGE
    if bare and fits_plain(part.value, flow) and not part.escapes:
        return str(part.value)
    return inline(part, flow)


def quoted(part: YamlPart) -> str:
    """A text in double quotes; in single quotes if it contains double quotes or backslashes."""
    text: str = part.value
    if _is_shown(text) and not part.escapes and ('"' in text or "\\" in text):
        return "'" + text.replace("'", "''") + "'"
    out = []
    for char in text:
        if char in '"\\':
            out.append("\\" + char)
        elif char not in part.escapes and _is_shown(char):
            out.append(char)
        else:
            out.append(escape(char))
    return '"' + "".join(out) + '"'


def folded(text: str, indent: int) -> list[str] | None:
    """A text of one line as a folded block; None if folding would change it or gain nothing."""
    if not text or text != text.strip() or not _is_shown(text):
        return None
    lines: list[str] = []
    line = ""
    # A break may replace only a single space: two or more must stay within a line.
    for word in re.split(r"(?<=[^ ]) (?=[^ ])", text):
        if line and indent + width(line) + 1 + width(word) > FOLD:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    lines.append(line)
    return None if len(lines) == 1 else [">-", *(" " * indent + line for line in lines)]


def literal(text: str, indent: int) -> list[str] | None:
    """A text of several lines as a literal block; None if a block cannot contain it."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if not lines[0] or lines[0].startswith(" ") or not lines[-1]:
        return None
    if any(line != line.rstrip() or (line and not _is_shown(line)) for line in lines):
        return None
    header = "|" if text.endswith("\n") else "|-"
    return [header, *(" " * indent + line if line else "" for line in lines)]
