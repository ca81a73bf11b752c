"""The table of commands: what each does in a line, where it is, how it is called."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple


class CommandEntry(NamedTuple):
    """A command: its one-line help, and the function or app that it is, by module path."""

    help: str
    where: str
    outputs: tuple[str, ...] = ()
    """What it prints as JSON: each an `Output` (`view/output.py`), or several, by module path."""


@cache
def _examples() -> tuple[str, ...]:
    text = Path(__file__).with_name("pages").joinpath("examples.txt").read_text(encoding="utf-8")
    return tuple(text.splitlines())


def examples_of(words: str) -> list[str]:
    """The examples of a command, by the words that call it; `*` is any kind."""
    called = re.compile(rf"mic25 {words.replace('*', '[a-z]+')}(?: |$)")
    return [line for line in _examples() if called.match(line)]


def commands_of(kind: str) -> dict[str, CommandEntry]:
    """The commands of a kind beside list and show."""
    return {**KIND_COMMANDS["*"], **KIND_COMMANDS.get(kind, {})}


def examples_of_kind(kind: str) -> list[str]:
    """The examples of a kind's list and of its records shown."""
    apart = commands_of(kind)
    return [line for line in examples_of(kind) if apart.keys().isdisjoint(line.split()[2:3])]


COMMANDS: dict[str, CommandEntry] = {
    "show": CommandEntry("show records of any kind", "show:show", ("view.contracts:ANY_CARD",)),
    "search": CommandEntry(
        "find records of any kind by words, in either language",
        "search:search",
        ("view.search:OUTPUT",),
    ),
    "info": CommandEntry(
        "version, where the records come from, counts by kind, digest",
        "info:info",
        ("cli.info:OUTPUT",),
    ),
    "coverage": CommandEntry(
        "what the book holds and how well it is sourced, by kind or industry",
        "coverage:coverage",
        ("view.coverage:OUTPUT",),
    ),
    "progress": CommandEntry(
        "which targets were reached, by which method, on which numbers",
        "progress:progress",
        ("view.progress.items:OUTPUTS", "view.progress.against:OUTPUT"),
    ),
    "explain": CommandEntry(
        "how one target came to its status", "explain:explain", ("view.target:OUTPUT",)
    ),
    "timeline": CommandEntry(
        "the dated things of all kinds, in order",
        "timeline:show_timeline",
        ("view.timeline:OUTPUT",),
    ),
    "table": CommandEntry(
        "claims as long tables: a row each, typed, in one unit a quantity",
        "table:table",
        ("view.contracts:TABLE_ROWS",),
    ),
    "chart": CommandEntry(
        "targets and indicators as pictures: in the terminal, SVG, PNG, Vega-Lite",
        "chart:chart",
        ("view.chart.rows:OUTPUTS",),
    ),
    "cite": CommandEntry(
        "the sources behind records or single claims, as citations",
        "cite:cite",
        ("cli.cite:OUTPUT",),
    ),
    "brief": CommandEntry(
        "one page on an industry, a target or a fund, to read, mail and print",
        "brief:brief",
        ("view.page.output:OUTPUT",),
    ),
    "report": CommandEntry(
        "the whole book as one page with charts, search and print, for any browser", "report:report"
    ),
    "export": CommandEntry(
        "the whole book as a data package, SQLite file, Parquet, workbook or JSON",
        "export:export",
        ("export.outputs:OUTPUTS",),
    ),
    "diff": CommandEntry(
        "what changed between two dates, two reports or two editions",
        "diff:diff",
        ("view.diff.items:OUTPUTS",),
    ),
    "validate": CommandEntry(
        "find every fault of the records",
        "validate:validate",
        ("view.problems.text:OUTPUT", "view.problems.page:OUTPUT"),
    ),
    "schema": CommandEntry(
        "the form of a kind's record files, as JSON Schema",
        "schema:schema",
        ("view.contracts:SCHEMAS",),
    ),
    "fields": CommandEntry(
        "the fields of a kind's records, with what they mean",
        "fields:fields",
        ("view.fieldlist:FIELDS",),
    ),
    "fmt": CommandEntry("put record files into their one form", "fmt:fmt", ("cli.fmt:OUTPUT",)),
    "add": CommandEntry("write a new record, from a template", "add:add"),
    "observe": CommandEntry("append an observation to an indicator", "observe:observe"),
    "import": CommandEntry(
        "observations from a CSV table or an Open SDG indicator",
        "importing:import_table",
        ("cli.importing:OUTPUT",),
    ),
    "completion": CommandEntry(
        "the script that completes commands, options and ids in a shell", "completion:completion"
    ),
    "help": CommandEntry(
        "the help of a command, or a page: formats, dates, exit-codes, methods, …", "help:show_help"
    ),
    "init": CommandEntry("start a record folder for another policy", "init:init"),
}
"""The commands beside the kinds."""

KIND_COMMANDS: dict[str, dict[str, CommandEntry]] = {
    "*": {
        "diff": CommandEntry(
            "what changed in them between two dates, two reports or two editions",
            "diff:diff_kind",
            ("view.diff.items:OUTPUTS",),
        )
    },
    "targets": {
        "progress": CommandEntry(
            "which of them were reached",
            "progress:progress",
            ("view.progress.items:OUTPUTS", "view.progress.against:OUTPUT"),
        )
    },
    "pilots": {
        "progress": CommandEntry(
            "which of their targets were reached",
            "progress:pilots_progress",
            ("view.progress.items:OUTPUTS",),
        )
    },
    "industries": {
        "progress": CommandEntry(
            "how many of their targets have which status",
            "progress:industries_progress",
            ("view.progress.items:OUTPUTS",),
        )
    },
    "assessments": {
        "compare": CommandEntry(
            "outside verdicts beside computed statuses, by industry",
            "explain:compare",
            ("view.progress.outside:OUTPUT",),
        )
    },
}
"""Commands under a kind beside list and show: kind (or `*` for every kind) to name to entry."""
