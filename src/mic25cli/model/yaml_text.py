"""Values as YAML that readers of YAML 1.1 and of 1.2 understand alike."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from mic25cli.model import record_json
from mic25cli.model.characters import HIDDEN, escape


def text(value: object) -> str:
    """A value as YAML in blocks, with the same meaning in YAML 1.1 and 1.2."""
    return "".join(pieces(value))


def pieces(value: object) -> Iterator[str]:
    """The YAML text in chunks, one for each list item, produced while it is written."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        if not value:
            yield "[]\n"
        yield from (_blocks(f"[{record_json.line(item)}]") for item in value)
    elif isinstance(value, Mapping) and value:
        for key, item in value.items():
            if isinstance(item, Sequence) and not isinstance(item, str):
                yield f"{_string(record_json.line(key))}:" + ("\n" if item else " ")
                yield from pieces(item)
            else:
                yield _blocks(record_json.line({key: item}))
    else:
        yield _blocks(record_json.line(value))


def _blocks(line: str) -> str:
    """One-line JSON as block YAML; the text between two scalars is converted once and cached."""
    out: list[str] = []
    levels = ""
    scalars = _SCALARS_WITH_ESCAPES if "\\" in line else _SCALARS
    for between, scalar in scalars.findall(line):
        laid, levels = _laid_out(between, levels)
        out += laid, _string(scalar) if scalar[:1] == '"' else scalar
    return "".join(out).strip() + "\n"


@lru_cache(4096)
def _laid_out(between: str, levels: str) -> tuple[str, str]:
    """The text between two scalars of JSON as YAML; `levels` are the open brackets around it."""
    out = ""
    for token in _TOKENS.findall(between):
        if token in ("{", "["):
            levels += token
        elif token in ("}", "]"):
            levels = levels[:-1]
        # A list is not indented below its key.
        line = "\n" + "  " * (len(levels) - 1 - levels.count("{["))
        if token[-1] == ":":
            out += (" " if out.endswith("-") else line) + f"{_string(token[:-1])}:"
        elif token == "[" or (token == "," and levels.endswith("[")):
            out += (" " if out.endswith("-") else line) + "-"
        elif token not in ("{", "}", "]", ","):
            out += f" {token}"
    return f"{out} ", levels


@lru_cache(4096)
def _string(token: str) -> str:
    """A JSON string as YAML, without quotes if every reader takes it for a text."""
    text = token[1:-1]
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    if token.isascii() and "\\" not in token:
        return token
    text = json.loads(token).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_UNSHOWN.sub(lambda hit: escape(hit.group()), text)}"'


def _scalars(string: str) -> re.Pattern[str]:
    """The pattern that finds each scalar of JSON together with the text before it, in one pass."""
    return re.compile(rf'((?:[^"0-9-]*+{string}:)*+[^"0-9-]*+)({string}|[0-9-][^],}}]*+|\Z)')


_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_SCALARS_WITH_ESCAPES, _SCALARS = _scalars(_STRING), _scalars('"[^"]*+"')
_TOKENS = re.compile(rf"{_STRING}:|\[\]|{{}}|[][{{}},]|[a-z]+")
_PLAIN = re.compile(
    r"(?:[^\W\d_]|§|[0-9]+[g-nG-N])"
    r"(?:[\w /.,;()%+'!?&=《》（），。、；：“”·–—-]|:(?=\S))*(?<![ :])"
)
_UNSHOWN = re.compile(f"{HIDDEN.pattern}|[\ufffe\uffff]")
_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
