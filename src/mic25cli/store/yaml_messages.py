"""What the YAML parser complains of, in plain words and at the place to mend."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from mic25cli.model.characters import HIDDEN
from mic25cli.model.unique import read_table
from mic25cli.store.node import YamlError

_table = cache(read_table)
_LINE_END = re.compile(r"\r\n|\r|\n")

# Characters that YAML forbids, and those that it takes for an end of line where an editor does not.
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


LONGEST_KEY = 1024
"""Characters of a key, by the specification of YAML."""


def place_of(text: str, index: int) -> tuple[int, int]:
    """Line and column (1-based) of a character; a tab is one column, CR LF one line end."""
    line, start = 1, 0
    for match in _LINE_END.finditer(text, 0, index):
        line, start = line + 1, match.end()
    return line, index - start + 1


def check_characters(text: str) -> None:
    """Raise `YamlError` at the first character that a record file may not hold.

    Bytes that are not UTF-8 reach here as lone surrogates (see `yamlio.decode`).
    """
    bad = _BAD.search(text)
    if bad is not None:
        line, column = place_of(text, bad.start())
        code = ord(bad.group())
        if 0xDC80 <= code <= 0xDCFF:
            message = f"byte 0x{code - 0xDC00:02X} is not UTF-8"
            raise YamlError("not-utf-8", message, line, column, "save the file as UTF-8")
        message = f"the character U+{code:04X} is not allowed here"
        raise YamlError("bad-character", message, line, column, "remove it")
    # Directives have no use in records, and libyaml compares each with all others.
    directive = re.search(r"^%", text, re.MULTILINE)
    if directive is not None:
        line, column = place_of(text, directive.start())
        message = "a line that starts with '%' is a directive, which records have no use for"
        raise YamlError("yaml-syntax", message, line, column, "remove it, or indent the text")


def translated(fault: object, text: str) -> YamlError:
    """The parser's fault as ours: its words and its place made useful.

    The table has by problem our words (`{open}` is where the construct started), what to do, and
    whether the cause is there and not where the parser gave up; or another problem.
    """
    words = _table(Path(__file__))
    mark = getattr(fault, "problem_mark", None)
    start = getattr(fault, "context_mark", None) or mark
    problem = str(getattr(fault, "problem", None) or fault).splitlines()[0]
    found = words.get(problem, [problem, None])
    message, hint, *at_start = words[found] if isinstance(found, str) else found
    if at_start and start is not None:
        mark = start
    if mark is None:
        return YamlError("yaml-syntax", problem, 1, 1)
    line, column = mark.line + 1, mark.column + 1
    if problem in words and start is not None:
        message = message.format(open=f"{start.line + 1}:{start.column + 1}")
    source = next(iter(_LINE_END.split(text, line)[line - 1 :]), "")
    before = source[: column - 1]
    if problem == "mapping values are not allowed in this context" and ": " not in before:
        # The parser points at the colon; unless an earlier one made it wrong, the key is the fault.
        column = len(before) - len(before.lstrip(" -")) + 1
        if len(before) - column >= LONGEST_KEY:
            message, hint = f"a key has at most {LONGEST_KEY:,} characters", "shorten it"
    unsure = re.search(r"[-0-9/.~]*[0-9]~?\?$", source[:column])
    if unsure is not None and "is missing before" in message:
        hint = f"put {unsure.group()} in quotes: a question mark starts a key here"
    unseen = HIDDEN.search(source[max(0, column - 2) : column])
    if unseen is not None:
        message = f"a character that cannot be seen, U+{ord(unseen.group()):04X}, stands here"
        hint = "remove it"
    if "tab character" in problem or source[column - 1 : column] == "\t":
        message, hint = "a tab stands where spaces must indent", "indent with spaces"
    return YamlError("yaml-syntax", message, line, column, hint)
