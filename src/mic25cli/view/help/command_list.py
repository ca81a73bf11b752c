"""The commands with their arguments, options and output, and the fields of a kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple

from mic25cli.calc.tables.records import FieldRow
from mic25cli.model.plain_values import keys
from mic25cli.values import FrozenData
from mic25cli.view.columns import ColumnOf, table_of
from mic25cli.view.document import Head, TextDocument, TextTable, cell
from mic25cli.view.json_output import Output
from mic25cli.view.text import Lang, label


class Parameter(FrozenData):
    """An argument or an option of a command."""

    name: str
    """as written: --industry; for an argument, as in the help: TARGET…"""
    also: tuple[str, ...]
    """other spellings"""
    argument: bool
    """whether it is given by its position, without a name"""
    value: str | None
    """the name of its value in help; null for a switch"""
    choices: tuple[str, ...]
    """the values that it accepts, if they are a closed list"""
    required: bool
    several: bool
    """whether it may be given more than once"""
    help: str


class CommandSummary(FrozenData):
    """A command: its purpose, its arguments and options, and its JSON."""

    command: str
    """the words of the command: mic25 progress"""
    help: str
    parameters: tuple[Parameter, ...]
    """its own arguments and options"""
    shared: tuple[str, ...]
    """the options shared by all commands that it accepts"""
    outputs: tuple[str, ...]
    """the schemas of its JSON, by the names that mic25 schema --output accepts"""


class CommandReport(FrozenData):
    """The options that all commands share."""

    schema: str
    options: tuple[Parameter, ...]
    """the options named in `shared`"""


OUTPUT = Output("commands", CommandSummary, report=CommandReport)


def document(rows: Sequence[CommandSummary], lang: Lang) -> TextDocument:
    """The commands, one line each."""
    columns: list[ColumnOf[CommandSummary]] = [
        (Head("command", label("command", lang), rank=0, style="name"), lambda row: row.command),
        (Head("help", label("command-help", lang), rank=0), lambda row: row.help),
    ]
    return TextDocument((table_of(columns, rows),))


FIELDS = Output("fields", FieldRow)
_RANKS = dict(zip(keys(FieldRow), (0, 1, 3, 2, 3, 0), strict=True))


def fields(rows: Sequence[FieldRow]) -> TextDocument:
    """The fields as a table."""
    heads = tuple(
        Head(key, key, rank=rank, style="name" if key == "field" else "")
        for key, rank in _RANKS.items()
    )
    values = (
        (", ".join(part) or None if isinstance(part, tuple) else part for part in astuple(row))
        for row in rows
    )
    return TextDocument((TextTable(heads, tuple(tuple(map(cell, parts)) for parts in values)),))
