"""The command tree as tests walk through it: every command, with arguments that make it run."""

import os
import shlex
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from mic25cli.cli.app import tree
from mic25cli.cli.commands import COMMANDS, commands_of
from mic25cli.cli.examples import examples_of
from mic25cli.model.kinds import KINDS
from mic25cli.store import record_folders, snapshot

WRITES = ("add", "observe", "import", "fmt", "init")
"""Commands that write; their own tests run them on a copy."""
ON_FILES = (*WRITES, "validate")
"""Commands on record files, valid or not, rather than on a dataset."""

PAGES = (
    (),
    *((name,) for name in COMMANDS),
    *((kind, *word) for kind in KINDS for word in ((), ("list",), ("show",))),
    *((kind, name) for kind in KINDS for name in commands_of(kind)),
)
"""The words of every page of help."""

BESIDE = {"diff": ["2017", "2018"], "table": ["amounts"], "add": ["terms", "agv-2", "--dry-run"],
          "verify": [str(Path(__file__).parents[1] / "examples" / "pages")],
          "site": ["-o", f"{tempfile.gettempdir()}/mic25-site-{os.getpid()}"]}  # fmt: skip
"""Arguments for commands that need some and whose examples do not suit every kind."""


class Leaf(NamedTuple):
    """A command of the tree: the words that call it, and its options."""

    words: tuple[str, ...]
    options: dict[str, Any]
    """The parser's options by the name of the field that they fill."""

    @property
    def name(self) -> str:
        return " ".join(self.words)

    @property
    def arguments(self) -> tuple[str, ...]:
        """Arguments that make the command run."""
        return _arguments(self.words)

    @property
    def line(self) -> tuple[str, ...]:
        return (*self.words, *self.arguments)

    def flag(self, field: str) -> str:
        """The spelling of an option."""
        return str(self.options[field].opts[0])


@cache
def leaves() -> tuple[Leaf, ...]:
    """Every command of the tree except the server, which waits for its client."""
    return tuple(leaf for leaf in _leaves(tree(), ()) if leaf.words != ("mcp",))


def _leaves(command: Any, words: tuple[str, ...]) -> Iterator[Leaf]:
    if not hasattr(command, "list_commands"):
        options = {each.name: each for each in command.params if each.param_type_name == "option"}
        yield Leaf(words, options)
        return
    context = command.context_class(command, info_name="mic25")
    for name in command.list_commands(context):
        yield from _leaves(command.get_command(context, name), (*words, name))


@cache
def _arguments(words: tuple[str, ...]) -> tuple[str, ...]:
    """Arguments that make a command run: the first id of a kind, or those of its example."""
    if words[-1] == "show" and words[0] in KINDS:
        dataset = snapshot.open_dataset(record_folders.folders())
        return (next(iter(dataset.kind(words[0]))),)
    if words[-1] in BESIDE:
        return tuple(BESIDE[words[-1]])
    for example in examples_of(" ".join(words)):
        given = shlex.split(example)[1 + len(words) :]
        # The word after an option is its value, so positional words come before the first option.
        return tuple(given[: next((i for i, word in enumerate(given) if word[0] == "-"), None)])
    return ()


def sharing() -> tuple[Leaf, ...]:
    """The commands on a dataset that have the shared options; if they are alike in all kinds, those
    of some kinds."""
    own = (leaf for leaf in leaves() if leaf.words[-1] not in ON_FILES)
    shared = [leaf for leaf in own if {"format", "lang", "records"} <= set(leaf.options)]
    return tuple(leaf for leaf in shared if leaf.words[-1] != "diff" or leaf.words[0] in SOME)


SOME = ("diff", "funds", "wording")
"""Kinds whose `diff` is tried; that of the others is the same function."""
