"""The table of commands, of `commands.json`: by the words that call each; `*` is any kind."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from mic25cli.model.unique import by_pair


class CommandEntry(NamedTuple):
    """A command: its one-line help, and the function or app that it is, by module path."""

    help: str
    where: str
    outputs: tuple[str, ...] = ()
    """What it prints as JSON: each an `Output` (`view/output.py`), or several, by module path."""


@cache
def shipped_examples() -> tuple[str, ...]:
    """The examples of the book that comes with the program."""
    from mic25cli.store import place, snapshot
    from mic25cli.store.profile import the_profile

    shipped = (place.shipped(),)
    kept = snapshot.current_book(shipped)
    return (the_profile(shipped) if kept is None else kept.profile).examples


def examples_of(words: str, own: Sequence[str] | None = None) -> list[str]:
    """The examples of a command, by the words that call it, those of a book first.
    `*` is any kind; `own` are the examples of the book, by default of the shipped one."""
    called = re.compile(rf"mic25 {words.replace('*', '[a-z]+')}(?: |$)")
    every = (*(shipped_examples() if own is None else own), *_EXAMPLES)
    return [line for line in every if called.match(line)]


def commands_of(kind: str) -> dict[str, CommandEntry]:
    """The commands of a kind beside list and show."""
    return {**KIND_COMMANDS["*"], **KIND_COMMANDS.get(kind, {})}


def examples_of_kind(kind: str, own: Sequence[str] | None = None) -> list[str]:
    """The examples of a kind's list and of its records shown."""
    apart = commands_of(kind)
    return [line for line in examples_of(kind, own) if apart.keys().isdisjoint(line.split()[2:3])]


_HERE = Path(__file__).parent
_TEXT = _HERE.joinpath("commands.json").read_text(encoding="utf-8")
_EXAMPLES = _HERE.joinpath("pages", "examples.txt").read_text(encoding="utf-8").splitlines()

UPKEEP = ("init", "add", "observe", "import", "validate", "fmt", "schema", "fields")
"""The commands for records of one's own."""

COMMANDS: dict[str, CommandEntry] = {}  # the commands beside the kinds

KIND_COMMANDS: dict[str, dict[str, CommandEntry]] = {}
"""Commands under a kind beside list and show: kind (or `*` for every kind) to name to entry."""

for _words, (_help, _where, *_outputs) in json.loads(_TEXT, object_pairs_hook=by_pair).items():
    _kind, _, _name = _words.rpartition(" ")
    _table = KIND_COMMANDS.setdefault(_kind, {}) if _kind else COMMANDS
    _table[_name] = CommandEntry(_help, _where, tuple(_outputs))
