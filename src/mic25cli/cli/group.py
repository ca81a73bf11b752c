"""Groups of commands that build the one that is called, and only that, and what help shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup

from mic25cli.errors import close_to

Examples = Callable[[Sequence[str]], Sequence[str]]
"""The examples of a command, from those that the book has."""


_CONTEXT: Any = TyperCommand.context_class


class HelpContext(_CONTEXT):  # type: ignore[misc]  # of typer's own click
    """The context of a command, whose help is in the language of the command line."""

    def make_formatter(self) -> Any:
        from mic25cli.cli.argv import language

        plain = super().make_formatter()
        if language(self.find_root().obj or ()) != "zh":
            return plain
        from mic25cli.cli.chinese import formatter

        return formatter(plain)


class WithExamples:
    """A command whose help page has examples of the book at hand at its foot."""

    epilog: str | None
    examples: Examples | None = None

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        from mic25cli.cli.argv import profile

        found = self.examples(profile(ctx.find_root().obj or ()).examples) if self.examples else ()
        lines = "\n".join(f"  {example}" for example in found)
        self.epilog = f"\b\nExamples:\n{lines}" if lines else None
        super().format_epilog(ctx, formatter)  # type: ignore[misc]


def sections(formatter: Any, parts: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
    """Commands with their help, under headings."""
    for title, rows in parts:
        if rows:
            with formatter.section(title):
                formatter.write_dl(list(rows))


FILTERS = "Filters: a repeated one means 'or', different ones mean 'and'"


def write_options(params: Sequence[Any], ctx: Any, formatter: Any, own: str = "Options") -> None:
    """Arguments and options; of those that all commands share, only where they are told."""
    from mic25cli.cli.options import options_of
    from mic25cli.cli.session import Session
    from mic25cli.view.render import FORMATS

    shared = options_of(Session)
    parts: dict[str, list[tuple[str, str]]] = {"Arguments": [], own: []}
    for param in params:
        shown = param.get_help_record(ctx)
        part = "Arguments" if param.param_type_name == "argument" else own
        # A format that not all commands have is told where it is.
        known = {"auto", *FORMATS}
        more = param.name == "format" and set(re.findall(r"\w+", param.help)) > known
        if shown is not None and (param.name not in shared or more):
            parts[part].append(shown)
    sections(formatter, list(parts.items()))
    formatter.write_paragraph()
    formatter.write_text(SHARED)


SHARED = "Options of all commands, such as --records and --json: mic25 help options"


class Single(WithExamples, TyperCommand):
    """A command whose help tells its own options from those of all commands."""

    context_class: Any = HelpContext

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


class Lazy(WithExamples, TyperGroup):
    """A group that knows its commands by name and builds the one that is called."""

    context_class: Any = HelpContext

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

    def other_way(self, ctx: Any, args: list[str], known: Sequence[str]) -> Any:
        """What words that are no command of the group lead to: name, command and words, or None."""
        return None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            known = self.list_commands(ctx)
            if (other := self.other_way(ctx, args, known)) is not None:
                return other
            close = close_to(args[0].lower(), known, 3, 0.5)
            close = close[:1] if close[:1] == [args[0].lower()] else close
            hint = (
                "Did you mean " + " or ".join(f"'{each}'" for each in close) + "?"
                if close
                else f"Try '{ctx.command_path} --help'."
            )
            ctx.fail(f"No such command '{args[0]}'. {hint}")
        return super().resolve_command(ctx, args)
