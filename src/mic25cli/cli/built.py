"""The commands of the tree and the groups of the kinds, each built when it is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib import import_module
from typing import Any

import typer

from mic25cli.cli.commands import (
    KIND_COMMANDS,
    CommandEntry,
    commands_of,
    examples_of,
    examples_of_kind,
)
from mic25cli.cli.group import FILTERS, Examples, Lazy, Single, sections, write_options
from mic25cli.errors import close_to
from mic25cli.model.kind import Kind
from mic25cli.model.kinds import KINDS


def load(where: str) -> Any:
    """A function by `module:name` within the cli package."""
    module, _, name = where.partition(":")
    return getattr(import_module(f"mic25cli.cli.{module}"), name)


@cache
def built(words: str, entry: CommandEntry) -> Any:
    """The click command of an entry and the words that call it, built once a process."""
    return single(words.rpartition(" ")[2], load(entry.where), partial(examples_of, words))


def single(name: str, function: Any, examples: Examples) -> Any:
    """The click command of a function."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(name, cls=Single)(function)
    found: Any = typer.main.get_command(app)
    found.examples = examples
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
    )
    found: Any = typer.main.get_group(app)
    found.examples = partial(examples_of_kind, name)
    return found


def _list(kind: Kind) -> Any:
    from mic25cli.cli.lists import list_command

    return single("list", list_command(kind), partial(examples_of_kind, kind.name))


def _show(kind: Kind) -> Any:
    from mic25cli.cli.show import show_command

    def shown(own: Sequence[str]) -> list[str]:
        return [example for example in examples_of_kind(kind.name, own) if " show " in example]

    return single("show", show_command(kind), shown)


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
            args = self._of_years(args) or ["show", *args]
        return super().parse_args(ctx, args)

    def _of_years(self, args: list[str]) -> list[str] | None:
        """The list of what is of the years that stand first; None where none do."""
        from mic25cli.cli.ways import of_years, years_apart

        text, years = years_apart(args[:1])
        kept = of_years(self.kind, years) if years and not text else None
        options = [part for name, value in (kept or {}).items() for part in (f"--{name}", value)]
        return ["list", *options, *args[1:]] if options else None

    def _is_command(self, ctx: Any, word: str) -> bool:
        """Whether a word is a command or a slip of the keyboard for one; else it is an id."""
        known = self.list_commands(ctx)
        return word in known or bool(close_to(word.lower(), known, 1, 0.8))

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
