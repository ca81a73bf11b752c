"""Commands that a hint names, with what the command at hand was given, so that they do the same."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Collection, Sequence

from mic25cli.errors import quoted, quoted_command

INHERITED = ("--book", "--records", "--as-of", "--known-at", "--lang")
"""Options that say which book, when and in which language."""
REPEATED = ("--book", "--records")

COMMAND = re.compile(r"'(mic25(?: [^'`\n]*)?)'|`(mic25(?: [^`\n]*)?)`")
"""A command in a hint."""

Given = Sequence[tuple[str, str]]
Takes = Callable[[Sequence[str]], Collection[str]]
"""From the words of a command to the options that it takes."""


def inherited_options(line: Sequence[str]) -> list[tuple[str, str]]:
    """The options of a command line that other commands need as well, with their values."""
    found: list[tuple[str, str]] = []
    words = iter(line)
    for word in words:
        if word == "--":
            break
        flag, equals, value = word.partition("=")
        if flag in INHERITED:
            found.append((flag, value if equals else next(words, "")))
    last = {flag: at for at, (flag, _) in enumerate(found)}
    return [
        (flag, value)
        for at, (flag, value) in enumerate(found)
        if value and (flag in REPEATED or at == last[flag])
    ]


def with_same_options(text: str, options: Given, takes: Takes | None = None) -> str:
    """A hint, each command in it with the options that it takes."""
    if not options or "mic25" not in text:
        return text
    return COMMAND.sub(
        lambda hit: quoted_command(with_options(hit[1] or hit[2], options, takes)), text
    )


def with_options(text: str, options: Given, takes: Takes | None = None) -> str:
    """A command line with those of the options that it lacks, and that the command takes."""
    try:
        words = shlex.split(text)
    except ValueError:
        return text
    if "--help" in words or "--debug" in words:
        return text
    taken = INHERITED if takes is None else takes(words[1:])
    more = [
        f"{flag} {quoted(value)}"
        for flag, value in options
        if flag in taken and not any(word.partition("=")[0] == flag for word in words)
    ]
    return " ".join([text, *more])
