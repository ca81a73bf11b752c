"""The command tree: every command by name, each built only when it is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from mic25cli import __version__
from mic25cli.cli import stream
from mic25cli.cli.paths import refuse_empty
from mic25cli.model.kinds import KINDS


@dataclass(frozen=True)
class Entry:
    """A command: its one-line help, and the function or app that it is, by module path."""

    help: str
    where: str
    examples: tuple[str, ...] = ()


COMMANDS: dict[str, Entry] = {
    "show": Entry(
        "show records of any kind",
        "show:show",
        ("mic25 show national-ic-industry-investment-fund",),
    ),
    "info": Entry(
        "version, where the records come from, counts by kind, digest", "info:info", ("mic25 info",)
    ),
    "coverage": Entry(
        "what the book holds and how well it is founded, by kind or industry",
        "coverage:coverage",
        ("mic25 coverage", "mic25 coverage --by industry", "mic25 coverage --json"),
    ),
    "progress": Entry(
        "which targets were reached, by which method, on which numbers",
        "progress:progress",
        (
            "mic25 progress --as-of 2025-12-31 --current",
            "mic25 progress --by industry",
            "mic25 progress --compare --industry automation-and-robotics",
            "mic25 progress --fail-on missed,regressing -q -f json",
        ),
    ),
    "explain": Entry(
        "how one target came to its status",
        "explain:explain",
        (
            "mic25 explain own-brand-robot-share",
            "mic25 explain nev-own-brand-share --as-of 2019-07",
        ),
    ),
    "timeline": Entry(
        "the dated things of all kinds, in order",
        "timeline:show_timeline",
        ("mic25 timeline --since 2018 --until 2019", "mic25 timeline --kind funds,documents"),
    ),
    "diff": Entry(
        "what changed between two dates, two reports or two editions",
        "diff:diff",
        (
            "mic25 diff 2015 2019",
            "mic25 diff technology-roadmap-2015 technology-roadmap-2017 --class raised,lowered",
            "mic25 diff 2015 2018 --kind targets --json",
        ),
    ),
    "validate": Entry(
        "find every fault of the records",
        "validate:validate",
        (
            "mic25 validate",
            "mic25 validate records/funds --strict",
            "mic25 validate --explain dangling-id",
            "mic25 validate - --kind funds < new-funds.yaml",
            "mic25 validate --format sarif > mic25.sarif",
        ),
    ),
    "schema": Entry(
        "the form of a kind's record files, as JSON Schema",
        "schema:schema",
        ("mic25 schema funds", "mic25 schema > book.schema.json"),
    ),
    "fmt": Entry(
        "put record files into their one form",
        "fmt:fmt",
        ("mic25 fmt", "mic25 fmt --check", "mic25 fmt --diff records/funds"),
    ),
    "add": Entry(
        "write a new record, from a template",
        "add:add",
        (
            "mic25 add terms agv --set name.en='automated guided vehicle' --set abbr=AGV",
            "mic25 add funds big-fund-4 --file annex --from fund.json --dry-run",
        ),
    ),
    "observe": Entry(
        "append an observation to an indicator",
        "observe:observe",
        ("mic25 observe rd-intensity-national 2019 2.23 --source merics-2019 --dry-run",),
    ),
    "init": Entry(
        "start a record folder for another policy",
        "init:init",
        ("mic25 init records --title 'Industrial Strategy 2035'",),
    ),
}
"""The commands beside the kinds."""

KIND_COMMANDS: dict[str, dict[str, Entry]] = {
    "*": {
        "diff": Entry(
            "what changed in them between two dates, two reports or two editions",
            "diff:diff_kind",
            ("mic25 wording diff 2018 2019", "mic25 funds diff 2015 2018 -f md"),
        )
    },
    "targets": {
        "progress": Entry(
            "which of them were reached",
            "progress:progress",
            ("mic25 targets progress --as-of 2019-07",),
        )
    },
    "pilots": {
        "progress": Entry(
            "which of their targets were reached",
            "progress:pilots_progress",
            ("mic25 pilots progress", "mic25 pilots progress green-factories"),
        )
    },
    "industries": {
        "progress": Entry(
            "how many of their targets have which status",
            "progress:industries_progress",
            ("mic25 industries progress --as-of 2025-12-31",),
        )
    },
    "assessments": {
        "compare": Entry(
            "outside verdicts beside computed statuses, by industry",
            "explain:compare",
            ("mic25 assessments compare --industry automation-and-robotics",),
        )
    },
}
"""Commands under a kind beside list and show: kind (or `*` for every kind) to name to entry."""


def epilog(examples: Sequence[str]) -> str | None:
    """The examples as the foot of a help page."""
    return "\b\nExamples:\n" + "\n".join(f"  {each}" for each in examples) if examples else None


def load(where: str) -> Any:
    """A function or app by `module:name` within the cli package."""
    module, _, name = where.partition(":")
    return getattr(import_module(f"mic25cli.cli.{module}"), name)


def built(name: str, entry: Entry) -> Any:
    """The click command of an entry."""
    found = load(entry.where)
    if isinstance(found, typer.Typer):
        command: Any = typer.main.get_command(found)
        command.name = name
        return refuse_empty(command)
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(name, epilog=epilog(entry.examples))(found)
    return refuse_empty(typer.main.get_command(app))


def built_kind(name: str) -> Any:
    """The click group of a kind."""
    from mic25cli.cli.lists import kind_app

    command: Any = typer.main.get_command(kind_app(name))
    command.name = name
    return refuse_empty(command)


def sections(formatter: Any, parts: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
    """Commands with their help, under headings."""
    for title, rows in parts:
        if rows:
            with formatter.section(title):
                formatter.write_dl(list(rows))


class Lazy(TyperGroup):
    """A group that knows its commands by name and builds the one that is called."""

    def entries(self) -> dict[str, Callable[[], Any]]:
        """Each command's name, and what builds it."""
        return {}

    def list_commands(self, ctx: Any) -> list[str]:
        return [*self.entries(), *self.commands]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name in self.commands:
            return self.commands[cmd_name]
        build = self.entries().get(cmd_name)
        if build is not None:
            self.commands[cmd_name] = build()
            return self.commands[cmd_name]
        return None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            known = list(dict.fromkeys(self.list_commands(ctx)))
            close = get_close_matches(args[0], known, 3, 0.5)
            hint = (
                "Did you mean " + " or ".join(f"'{each}'" for each in close) + "?"
                if close
                else f"Try '{ctx.command_path} --help'."
            )
            ctx.fail(f"No such command '{args[0]}'. {hint}")
        return super().resolve_command(ctx, args)


class RootGroup(Lazy):
    """`mic25`: a command a kind, and the others."""

    def entries(self) -> dict[str, Callable[[], Any]]:
        return {
            **{name: partial(built_kind, name) for name in KINDS},
            **{name: partial(built, name, entry) for name, entry in COMMANDS.items()},
        }

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        sections(
            formatter,
            [
                ("The records, by kind", [(kind.name, kind.help) for kind in KINDS.values()]),
                ("Across the records", [(name, entry.help) for name, entry in COMMANDS.items()]),
            ],
        )


class KindGroup(Lazy):
    """`mic25 KIND`: without a command it lists; a glossary looks a bare word up."""

    def entries(self) -> dict[str, Callable[[], Any]]:
        own = {**KIND_COMMANDS.get("*", {}), **KIND_COMMANDS.get(self.name or "", {})}
        return {name: partial(built, name, entry) for name, entry in own.items()}

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        kind = KINDS.get(self.name or "")
        if not args or (args[0].startswith("-") and args[0] != "--help"):
            args = ["list", *args]
        elif (
            kind is not None
            and kind.lookup
            and not args[0].startswith("-")
            and self.get_command(ctx, args[0]) is None
        ):
            # A name of several words needs no quotes: up to the first option it is one text.
            count = next((i for i, arg in enumerate(args) if arg.startswith("-")), len(args))
            args = ["list", "--text", " ".join(args[:count]), *args[count:]]
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        own = {**KIND_COMMANDS.get("*", {}), **KIND_COMMANDS.get(self.name or "", {})}
        rows = [
            ("list", "list them (the command when none is given); its options: list --help"),
            ("show", "show one or more in full"),
        ]
        sections(
            formatter, [("Commands", rows + [(name, entry.help) for name, entry in own.items()])]
        )


app = typer.Typer(
    cls=RootGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    epilog=epilog(
        (
            "mic25 funds --since 2016 --lang both",
            "mic25 funds --json | jq -r '.[].name.zh'",
            "mic25 show made-in-china-2025",
        )
    ),
)


def _version(wanted: bool) -> None:
    if wanted:
        stream.write(f"mic25 {__version__}\n")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Print the version and leave."
        ),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of a bug.")] = False,
) -> None:
    """Made in China 2025, target by target: what was promised, what was reached, says who."""
