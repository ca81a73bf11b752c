"""The contracts of the commands' JSON: which outputs a command has, and every output by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module

from mic25cli.cli.commands import COMMANDS, KIND_COMMANDS, CommandEntry, commands_of
from mic25cli.model.kinds import KINDS
from mic25cli.view.output import Output


def of_command(words: Sequence[str]) -> tuple[Output, ...]:
    """The outputs of a command by the words that call it: `funds list`, `progress`."""
    from mic25cli.view import contracts

    first, *rest = words
    if first in KINDS and rest in (["list"], ["show"]):
        every = contracts.LISTS if rest == ["list"] else contracts.CARDS
        return (every[list(KINDS).index(first)],)
    entry = commands_of(first).get(rest[0]) if first in KINDS else COMMANDS.get(first)
    return () if entry is None else tuple(_declared(entry))


def _declared(entry: CommandEntry) -> Iterable[Output]:
    for place in entry.outputs:
        module, _, name = place.partition(":")
        found = getattr(import_module(f"mic25cli.{module}"), name)
        yield from (found,) if isinstance(found, Output) else found


@cache
def every() -> dict[str, Output]:
    """Every output by name."""
    from mic25cli.view import contracts

    entries = [*COMMANDS.values(), *(each for of in KIND_COMMANDS.values() for each in of.values())]
    found: dict[str, Output] = {}
    for output in (
        *(output for entry in entries for output in _declared(entry)),
        *contracts.LISTS,
        *contracts.CARDS,
    ):
        assert found.setdefault(output.name, output) == output, f"two outputs are {output.name}"
    return found
