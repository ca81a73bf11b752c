"""Reads a plain command line without typer, whose import takes as long as most answers. Typer reads
all others: help, errors, and forms that only it knows, such as `-qf json`."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from mic25cli.cli.commands import COMMANDS, command_of, commands_of, with_list_or_show
from mic25cli.cli.config import apply
from mic25cli.cli.options import Option
from mic25cli.errors import UsageError
from mic25cli.model.kinds import KINDS

Given = dict[str, list[Any]]  # the values of options in a command line by field


def direct_call(words: Sequence[str]) -> Callable[[], Any] | None:
    """A call of the command in a command line; None if typer must read the line."""
    first, *rest = words or ("",)
    if os.name != "posix":
        return None  # on Windows typer expands patterns of file names, as shells do elsewhere
    if first in KINDS:
        rest = with_list_or_show(first, rest)
        if rest[0] not in ("list", "show", *commands_of(first)):
            return None
    elif first not in COMMANDS:
        return None
    function, _, after = command_of((first, *rest))
    if not getattr(function, "direct", False):
        return None
    command: Any = function
    with suppress(UsageError):  # typer finds the error again, and reports the first of several
        texts = _texts_by_option(command.offered, after)
        if texts is not None:
            values = _values(command.offered, texts)
            apply(command.settings, values, texts)
            return partial(command, **values)
    return None


def _texts_by_option(offered: Mapping[str, Option], words: Sequence[str]) -> Given | None:
    """The values of a command's options in some words; None if they are not plain."""
    flags = {
        flag: (key, option, place == 0)
        for key, option in offered.items()
        for both in option.flags
        for place, flag in enumerate(both.split("/"))
    }
    values: Given = {}
    bare: list[str] = []
    left = iter(words)
    for word in left:
        if word == "--":
            bare += left
        elif not word.startswith("-"):
            bare.append(word)
        else:
            flag, equals, text = word.partition("=") if word.startswith("--") else (word, "", "")
            if flag not in flags or (equals and flags[flag][1].is_switch):
                return None
            key, option, on = flags[flag]
            if not equals and not option.is_switch:
                text = next(left, "")  # an empty text is refused
            values.setdefault(key, []).append(on if option.is_switch else option.read(text))
    return values if _placed(offered, bare, values) else None


def _placed(offered: Mapping[str, Option], bare: list[str], values: Given) -> bool:
    """Assign words without an option to the arguments in order; whether their number fits."""
    for key, option in offered.items():
        if not option.flags:
            count = len(bare) if option.several else 1
            mine, bare = bare[:count], bare[count:]
            if mine:
                values[key] = [*map(option.read, mine)]
            elif option.needed:
                return False
    return not bare


def _values(offered: Mapping[str, Option], texts: Given) -> dict[str, Any]:
    """The values of all options; the last one for an option that takes a single value."""
    return {
        key: each.default if key not in texts else texts[key] if each.several else texts[key][-1]
        for key, each in offered.items()
    }
