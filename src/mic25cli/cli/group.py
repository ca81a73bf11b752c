"""Groups of commands that build the one that is called, and only that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache, partial
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from mic25cli.cli.commands import (
    KIND_COMMANDS,
    CommandEntry,
    commands_of,
    examples_of,
    examples_of_kind,
)
from mic25cli.model.kind import Kind
from mic25cli.model.kinds import KINDS


def epilog(examples: Sequence[str]) -> str | None:
    """The examples as the foot of a help page."""
    return (
        "\b\nExamples:\n" + "\n".join(f"  {example}" for example in examples) if examples else None
    )


def load(where: str) -> Any:
    """A function by `module:name` within the cli package."""
    module, _, name = where.partition(":")
    return getattr(import_module(f"mic25cli.cli.{module}"), name)


@cache
def built(words: str, entry: CommandEntry) -> Any:
    """The click command of an entry and the words that call it, built once a process."""
    return single(words.rpartition(" ")[2], load(entry.where), examples_of(words))


def single(name: str, function: Any, examples: Sequence[str]) -> Any:
    """The click command of a function."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(name, cls=Single, epilog=epilog(examples))(function)
    found: Any = typer.main.get_command(app)
    found.settings = getattr(function, "settings", {})
    return found


WITHOUT = "Without a command: list; with an id or a name: show."


@cache
def built_kind(name: str) -> Any:
    """The click group of a kind, built once a process."""
    kind = KINDS[name]
    app = typer.Typer(
        name=name,
        cls=KindGroup,
        rich_markup_mode=None,
        add_completion=False,
        help=f"{kind.help[0].upper()}{kind.help[1:]}. {WITHOUT}",
        epilog=epilog(examples_of_kind(name)),
    )
    return typer.main.get_group(app)


def _list(kind: Kind) -> Any:
    from mic25cli.cli.lists import list_command

    return single("list", list_command(kind), examples_of_kind(kind.name))


def _show(kind: Kind) -> Any:
    from mic25cli.cli.show import show_command

    examples = [example for example in examples_of_kind(kind.name) if " show " in example]
    return single("show", show_command(kind), examples)


def sections(formatter: Any, parts: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
    """Commands with their help, under headings."""
    for title, rows in parts:
        if rows:
            with formatter.section(title):
                formatter.write_dl(list(rows))


SHARED = "Options of all commands, before or after the command"
FILTERS = "Filters: a repeated one means 'or', different ones mean 'and'"


def write_options(params: Sequence[Any], ctx: Any, formatter: Any, own: str = "Options") -> None:
    """Arguments and options, those that all commands share under a heading of their own."""
    from mic25cli.cli.options import options_of
    from mic25cli.cli.session import Session

    shared = options_of(Session)
    parts: dict[str, list[tuple[str, str]]] = {"Arguments": [], own: [], SHARED: []}
    for param in params:
        shown = param.get_help_record(ctx)
        argument = param.param_type_name == "argument"
        part = SHARED if param.name in shared else "Arguments" if argument else own
        parts[part] += [] if shown is None else [shown]
    sections(formatter, list(parts.items()))


class Single(TyperCommand):
    """A command whose help tells its own options from those of all commands."""

    settings: Mapping[str, str] = {}  # replaced, never changed
    """The parameters that `cli.config` has defaults of, with the keys that they have there."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if all(param.name != "pager" for param in self.params):
            # As with git, a command that needs no pager does not mind it.
            end = args.index("--") if "--" in args else len(args)
            kept = [arg for arg in args[:end] if arg not in ("--pager", "--no-pager")]
            args = [*kept, *args[end:]]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        from mic25cli.cli.config import apply

        apply(self.settings, ctx)
        return super().invoke(ctx)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        own = FILTERS if self.name == "list" else "Options"
        write_options(self.get_params(ctx), ctx, formatter, own)


class Lazy(TyperGroup):
    """A group that knows its commands by name and builds the one that is called."""

    def entries(self) -> dict[str, Callable[[], Any]]:
        """Each command's name, and what builds it."""
        return {}

    def list_commands(self, ctx: Any) -> list[str]:
        return list(dict.fromkeys((*self.entries(), *self.commands)))

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
            known = self.list_commands(ctx)
            close = get_close_matches(args[0].lower(), known, 3, 0.5)
            close = close[:1] if close[:1] == [args[0].lower()] else close
            hint = (
                "Did you mean " + " or ".join(f"'{each}'" for each in close) + "?"
                if close
                else f"Try '{ctx.command_path} --help'."
            )
            ctx.fail(f"No such command '{args[0]}'. {hint}")
        return super().resolve_command(ctx, args)


class KindGroup(Lazy):
    """`mic25 KIND`: without a command it lists; a glossary looks a bare word up."""

    def entries(self) -> dict[str, Callable[[], Any]]:
        return {
            "list": partial(_list, self.kind),
            "show": partial(_show, self.kind),
            **{
                name: partial(built, f"{self._declared_for(name)} {name}", entry)
                for name, entry in commands_of(self.kind.name).items()
            },
        }

    @property
    def kind(self) -> Kind:
        """The kind that the group is of."""
        return KINDS[self.name or ""]

    def _declared_for(self, name: str) -> str:
        return self.kind.name if name in KIND_COMMANDS.get(self.kind.name, {}) else "*"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] != "--help"):
            args = ["list", *args]
        elif not args[0].startswith("-") and not self._is_command(ctx, args[0]):
            args = ["show", *args]
        return super().parse_args(ctx, args)

    def _is_command(self, ctx: Any, word: str) -> bool:
        """Whether a word is a command or a slip of the keyboard for one; else it is an id."""
        known = self.list_commands(ctx)
        return word in known or bool(get_close_matches(word.lower(), known, 1, 0.8))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        rows = [
            ("list", "list them (the command when none is given)"),
            ("show", "show one or more in full"),
        ]
        rows += [(name, entry.help) for name, entry in commands_of(self.kind.name).items()]
        sections(formatter, [("Commands", rows)])
        listed = self.get_command(ctx, "list")
        params = [param for param in listed.get_params(ctx) if param.name != "help"]
        write_options(params, ctx, formatter, FILTERS)
