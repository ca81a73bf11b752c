"""The contracts of the commands' JSON: which outputs a command has, and every output by name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module

from mic25cli.cli.commands import COMMANDS, KIND_COMMANDS, CommandEntry
from mic25cli.view.output import Output


def declared(entry: CommandEntry) -> Iterable[Output]:
    """The outputs that the entry of a command names."""
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
        *(output for entry in entries for output in declared(entry)),
        *contracts.LISTS,
        *contracts.CARDS,
    ):
        assert found.setdefault(output.name, output) == output, f"two outputs are {output.name}"
    return found
