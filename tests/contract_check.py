"""Checks the JSON that commands print in tests against the contracts that they declare."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Any

import jsonschema_rs
import typer

from mic25cli.cli import reference as outputs
from mic25cli.cli.commands import COMMANDS, commands_of
from mic25cli.model.kinds import KINDS
from mic25cli.view import json_schemas
from mic25cli.view.json_output import Output
from mic25cli.view.record import list_sums

SEEN: set[str] = set()
"""The outputs that occurred in this run."""

_HELD: set[tuple[str, str]] = set()


# typer is built on click, and newer releases include a copy of it.
_CLICK = import_module(typer.Context.__mro__[1].__module__.rpartition(".")[0] + ".globals")


def faults(text: str) -> Iterator[str]:
    """The errors in a text that the running command prints; none if it is not JSON.

    What --fields and --query select depends on the caller and has no contract.
    """
    context = _CLICK.get_current_context(silent=True)
    if context is None:
        return
    words, given = tuple(context.command_path.split()[1:]), context.params
    form = "json" if given.get("json") or words == ("schema",) else given.get("format")
    if form not in ("json", "ndjson") or given.get("fields") or given.get("query"):
        return
    if given.get("output") == "all" or (" ".join(words), text) in _HELD:
        return
    _HELD.add((" ".join(words), text))
    # Words that are not a command open what they name, by a command in place of search.
    opened = getattr(context.command.callback, "__name__", "") == "opened"
    declared = (outputs.of_words(),) if opened else of_command(words)
    if not declared:
        yield f"'mic25 {' '.join(words)}' prints JSON, and cli/commands.json names no output"
        return
    values = [text] if form == "json" else text.splitlines()
    for value in values:
        found = json.loads(value)
        first = found[0] if isinstance(found, list) and found else found
        several = words != ("datasets",) and isinstance(first, dict) and "dataset" in first
        several = several or (words != ("datasets",) and len(given.get("datasets") or ()) > 1)
        if several and form == "ndjson":
            assert isinstance(found.pop("dataset"), str)
        yield from held(found, declared, form == "ndjson", several and form == "json")


def of_command(words: Sequence[str]) -> tuple[Output, ...]:
    """The outputs of a command by the words that call it: `funds list`, `progress`."""
    first, *rest = words
    if first in KINDS and rest in (["list"], ["show"]):
        place = list(KINDS).index(first)
        if rest == ["show"]:
            return (json_schemas.CARDS[place],)
        return (json_schemas.LISTS[place], *list_sums.OUTPUTS)
    entry = commands_of(first).get(rest[0]) if first in KINDS else COMMANDS.get(first)
    return () if entry is None else tuple(outputs.declared(entry))


def held(
    value: Any, declared: tuple[Output, ...], item: bool = False, beside: bool = False
) -> Iterator[str]:
    """Why a value fits none of the declared outputs, by the nearest of them."""
    nearest: list[str] = []
    for output in declared:
        errors = list(validator(output, item, beside).iter_errors(value))
        if not errors:
            SEEN.add(output.name)
            return
        told = [f"{output.name}: {each.message[:300]} at {each.instance_path}" for each in errors]
        if not nearest or len(told) < len(nearest):
            nearest = told
    yield from nearest[:3]


@cache
def validator(output: Output, item: bool, beside: bool = False) -> Any:
    """The validator for an output, or for one item of it."""
    write = (
        json_schemas.of_item
        if item
        else json_schemas.schema_of_several
        if beside
        else json_schemas.of
    )
    schema = write(output)
    return jsonschema_rs.validator_for(schema)
