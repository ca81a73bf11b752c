"""`mic25 schema` and `fields`: the form of record files and of the JSON of commands."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import Any

from mic25cli.cli.command import command
from mic25cli.cli.commands import COMMANDS, KIND_COMMANDS, CommandEntry
from mic25cli.cli.options import argument, flag, text
from mic25cli.cli.session import Session
from mic25cli.errors import UsageError, unknown
from mic25cli.model import stored
from mic25cli.model.kinds import KINDS
from mic25cli.view.answer import Answer, TextAnswer
from mic25cli.view.output import Output


@command
def schema(
    kind: str | None = argument("[KIND]", "A kind; without it, a whole book."),
    output: str | None = text(
        "--output",
        "NAME",
        "The schema of a command's JSON; 'all' lists the names.",
        completes="output",
    ),
    beside: bool = flag("--beside", "With --output: that of several books side by side."),
) -> TextAnswer:
    """Print the JSON Schema (2020-12) of a kind's record files, for editors and other validators.

    `book` is the form of book.yaml, in which a folder says what its book is.
    Without a kind: one schema that holds those of all kinds, for a mapping of kinds to records.
    With --output: that of the JSON of a command: progress, diff, explain, list-KIND, card-KIND,
    table-NAME and more. Every key must be there and no other may be; --fields keeps some of them.
    """
    if kind is not None and output is not None:
        raise UsageError("a kind and --output are two questions", "give one of them.")
    if beside and output is None:
        raise UsageError("--beside belongs to --output", "add --output progress.")
    if output is not None:
        from mic25cli.view import contracts

        found = outputs()
        if output == "all":
            return TextAnswer("".join(f"{name}\n" for name in sorted(found)))
        if output not in found:
            raise unknown("output", output, found, "'mic25 schema --output all' lists them.")
        return TextAnswer(
            stored.pretty((contracts.beside if beside else contracts.of)(found[output])) + "\n"
        )
    from mic25cli.check import schema as schemas

    if kind is not None and kind not in (*KINDS, "book"):
        raise unknown("kind", kind, KINDS)
    if kind == "book":
        return TextAnswer(stored.pretty(schemas.of_profile()) + "\n")
    from mic25cli.store import place, profile

    units = profile.the_profile(place.folders()).units
    found_schema = schemas.of_book(units) if kind is None else schemas.of_kind(kind, units)
    return TextAnswer(stored.pretty(found_schema) + "\n")


def declared(entry: CommandEntry) -> Iterable[Output]:
    """The outputs that the entry of a command names."""
    for place in entry.outputs:
        module, _, name = place.partition(":")
        found = getattr(import_module(f"mic25cli.{module}"), name)
        yield from (found,) if isinstance(found, Output) else found


@cache
def of_words() -> Output:
    """What `mic25 WORDS…` prints: the facts of a target, a record, or the hits of a search."""
    from mic25cli.view import contracts, key_facts, search

    of_one = (key_facts.OUTPUT, contracts.ANY_CARD, search.OUTPUT)
    return Output("words", None, whole=of_one, made_of_others=True)


@cache
def outputs() -> dict[str, Output]:
    """Every output by name."""
    from mic25cli.view import contracts

    entries = [*COMMANDS.values(), *(each for of in KIND_COMMANDS.values() for each in of.values())]
    found: dict[str, Output] = {}
    for output in (
        *(output for entry in entries for output in declared(entry)),
        *contracts.LISTS,
        *contracts.CARDS,
        of_words(),
    ):
        assert found.setdefault(output.name, output) == output, f"two outputs are {output.name}"
    return found


@command(without=("records", "books", "as_of", "known_at"))
def fields(session: Session, kind: str = argument("KIND", "A kind.")) -> Answer[Any]:
    """List the fields of a kind by path, as --fields and --sort take them, with their meanings."""
    from mic25cli.calc.tables import records
    from mic25cli.view import fieldlist

    if kind not in KINDS:
        raise unknown("kind", kind, KINDS)
    return Answer(list(records.fields_of(kind)), fieldlist.document, of=records.FieldRow)
