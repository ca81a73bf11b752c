"""The command tree: commands and groups, each built when it is called, and what help shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from itertools import takewhile
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from mic25cli import __version__
from mic25cli.cli import commands, stream
from mic25cli.cli.commands import (
    COMMANDS,
    commands_of,
    examples_of_kind,
    language,
    load,
    profile,
    with_list_or_show,
)
from mic25cli.errors import nearest
from mic25cli.model.kinds import FAMILIES, KINDS, Kind

Examples = Callable[[Sequence[str]], Sequence[str]]
"""The examples of a command, from those that the dataset has."""
FILTERS = "Filters: a repeated one means 'or', different ones mean 'and'"
SHARED = "Options of all commands, such as --records and --json: mic25 help options"
PLAIN: dict[str, Any] = {"rich_markup_mode": None, "add_completion": False}
_CONTEXT: Any = TyperCommand.context_class


class HelpContext(_CONTEXT):  # type: ignore[misc]  # of typer's own click
    """The context of a command, whose help is in the language of the command line."""

    formatter_class: Any

    def make_formatter(self) -> Any:
        if language(self.find_root().obj or ()) == "zh":
            from mic25cli.cli.chinese_help import formatter_class

            self.formatter_class = formatter_class(self.formatter_class)
        return super().make_formatter()


class WithExamples:
    """A command whose help ends with where shared options are told and examples of the dataset."""

    epilog: str | None
    examples: Examples | None = None

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        found = self.examples(profile(ctx.find_root().obj or ()).examples) if self.examples else ()
        lines = "\n".join(f"  {example}" for example in found)
        self.epilog = f"{SHARED}\n\n\b\nExamples:\n{lines}" if lines else SHARED
        super().format_epilog(ctx, formatter)  # type: ignore[misc]


def sections(formatter: Any, parts: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
    """Commands with their help, under headings."""
    for title, rows in parts:
        if rows:
            with formatter.section(title):
                formatter.write_dl(list(rows))


def filters(command: Any, ctx: Any, formatter: Any, *without: str) -> None:
    """The own options of a list."""
    params = (param for param in command.get_params(ctx) if param.name not in without)
    rows = [row for param in params if (row := param.get_help_record(ctx)) is not None]
    sections(formatter, [(FILTERS, rows)])


class Single(WithExamples, TyperCommand):
    """A command, whose help leaves the options of all commands out."""

    context_class: Any = HelpContext
    settings: Mapping[str, str] = {}  # replaced, never changed: parameters with keys of a setting

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if all(param.name != "pager" for param in self.params):
            # As with git, a command that needs no pager does not mind it.
            end = args.index("--") if "--" in args else len(args)
            kept = [arg for arg in args[:end] if arg not in ("--pager", "--no-pager")]
            args = [*kept, *args[end:]]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        from mic25cli.cli.config import apply

        sources = {name: ctx.get_parameter_source(name).name for name in self.settings}
        apply(self.settings, ctx.params, {key for key in sources if sources[key] != "DEFAULT"})
        return super().invoke(ctx)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        if self.name == "list":
            filters(self, ctx, formatter)
        else:
            super().format_options(ctx, formatter)


class Lazy(WithExamples, TyperGroup):
    """A group that knows its commands by name and builds the one that is called."""

    context_class: Any = HelpContext

    def entries(self) -> Mapping[str, Callable[[], Any]]:
        """Each command's name, and what builds it."""
        return {}

    def list_commands(self, ctx: Any) -> list[str]:
        return list(dict.fromkeys((*self.entries(), *self.commands)))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in self.commands and (build := self.entries().get(cmd_name)) is not None:
            self.commands[cmd_name] = build()
        return self.commands.get(cmd_name)

    def other_way(self, ctx: Any, args: list[str], known: Sequence[str]) -> Any:
        """What words that are no command of the group lead to: name, command and words, or None."""
        return None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            known = self.list_commands(ctx)
            if (other := self.other_way(ctx, args, known)) is not None:
                return other
            close = nearest(args[0], known)
            close = close[:1] if close[:1] == [args[0].lower()] else close
            meant = f"Did you mean {' or '.join(map(repr, close))}?"
            hint = meant if close else f"Try '{ctx.command_path} --help'."
            ctx.fail(f"'{args[0]}' is not a command. {hint}")
        return super().resolve_command(ctx, args)


def single(name: str, where: str, examples: Examples, kind: Kind | None = None) -> Any:
    """The click command of a function by `module:name`, or of the one that it makes for a kind."""
    function = load(where) if kind is None else load(where)(kind)
    function.for_typer()
    app = typer.Typer(**PLAIN)
    app.command(name, cls=Single)(function)
    found: Any = typer.main.get_command(app)
    found.examples = examples
    found.settings = getattr(function, "settings", {})
    return found


def built_kind(kind: Kind) -> Any:
    """The click group of a kind."""
    without = "Without a command: list; with an id or a name: show."
    told = f"{kind.help[0].upper()}{kind.help[1:]}. {without}"
    app = typer.Typer(name=kind.name, cls=KindGroup, help=told, **PLAIN)
    found: Any = typer.main.get_group(app)
    found.kind, found.examples = kind, partial(examples_of_kind, kind.name)
    return found


class KindGroup(Lazy):
    """`mic25 KIND`: without a command it lists; a glossary looks a bare word up."""

    kind: Kind

    def entries(self) -> Mapping[str, Callable[[], Any]]:
        kind, own = self.kind, commands.KIND_COMMANDS.get(self.kind.name, {})
        listed = partial(examples_of_kind, kind.name)
        found = {
            "list": partial(single, "list", "records:list_command", listed, kind),
            "show": partial(single, "show", "records:show_command", self._of_show, kind),
        }
        for name, entry in commands_of(kind.name).items():
            words = f"{kind.name if name in own else '*'} {name}"
            told, of = partial(commands.examples_of, words), None if name in own else kind
            found[name] = partial(single, name, entry.where, told, of)
        return found

    def _of_show(self, dataset: Sequence[str]) -> list[str]:
        return [line for line in examples_of_kind(self.kind.name, dataset) if " show " in line]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, with_list_or_show(self.kind.name, args))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        rows = [("list", "list them (the command when none is given)")]
        rows += [("show", "show one or more in full")]
        rows += [(name, entry.help) for name, entry in commands_of(self.kind.name).items()]
        sections(formatter, [("Commands", rows)])
        filters(self.get_command(ctx, "list"), ctx, formatter, "help")


class RootGroup(Lazy):
    """`mic25`: a command a kind, and the others."""

    def entries(self) -> Mapping[str, Callable[[], Any]]:
        return {
            **{name: partial(built_kind, kind) for name, kind in KINDS.items()},
            **{
                name: partial(single, name, entry.where, partial(commands.examples_of, name))
                for name, entry in COMMANDS.items()
            },
        }

    examples = staticmethod(lambda own: own[:3])

    def other_way(self, ctx: Any, args: list[str], known: Sequence[str]) -> Any:
        from mic25cli.calc.questions import fitting, is_asked
        from mic25cli.cli.bare_words import command_of_words, is_slip

        plain = " ".join(takewhile(lambda word: word[:1] != "-", args))
        asked = len(plain.split()) > 1 and is_asked(plain)
        fits = asked and any(fitting(plain, {"en": None, "zh": None}))
        words = None if fits else command_of_words(args, known)
        if words is not None and words[0] == "--version":
            _version(True)
        if words is not None:
            return words[0], self.get_command(ctx, words[0]), list(words[1:])
        if not asked and is_slip(args[0], known):
            return None
        if re.fullmatch(r"[a-z0-9-]+:[a-z0-9-]+", args[0]):  # DATASET:ID
            return "show", self.get_command(ctx, "show"), args
        # Its options are those of the search that it may end in, and so are its errors.
        return "search", single("search", "search:opened", lambda own: ()), args

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        dataset, whole = profile(ctx.obj or ()), self.help or ""
        told = whole.replace("A policy", dataset.name["en"] or dataset.title, 1)
        told = told.replace("the dataset.", f"the dataset. {dataset.about['en'] or ''}".rstrip(), 1)
        self.help = told
        super().format_help_text(ctx, formatter)
        # The tree is that of every dataset.
        self.help = whole

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        from mic25cli.cli.help_pages import TOPICS, first_steps

        dataset = profile(ctx.obj or ())
        words = {kind: f"{said['en']}: " for kind, said in dataset.words.items() if said["en"]}
        told = {kind: words.get(kind, "") + KINDS[kind].help for kind in dataset.kinds}
        *families, (last, of_one_report) = FAMILIES.items()
        lines, own = {name: each.help for name, each in COMMANDS.items()}, commands.UPKEEP
        sections(formatter, [("First", list(first_steps(dataset).items()))])
        for family, names in families:
            sections(formatter, [(family, [(name, told[name]) for name in names if name in told])])
        across = [(name, lines[name]) for name in lines if name not in own]
        of_own = [(name, lines[name]) for name in own]
        sections(formatter, [("Across the records", across), ("Records of your own", of_own)])
        listed = {last: of_one_report, "Pages of mic25 help": TOPICS}
        for title, pages in listed.items():
            with formatter.section(title):
                formatter.write_text(", ".join(pages))


app = typer.Typer(
    cls=RootGroup,
    no_args_is_help=True,
    # Commands inherit it from their context.
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    **PLAIN,
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
            "--version", "-V", callback=_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of a bug.")] = False,
) -> None:
    """A policy, target by target: what was set, what was met, on whose word.

    The records together are the dataset. Every kind lists with its name alone, and shows one record
    with its id: mic25 funds ID. Other words are looked for: mic25 WORDS opens the one thing that
    has them, or lists several.
    """


def shared_options() -> list[Any]:
    """The options of all commands as click has them, which no command's help tells."""
    from mic25cli.cli.options import options_of
    from mic25cli.cli.session import Session

    found = single("timeline", COMMANDS["timeline"].where, lambda own: ()).params
    shared = [param for param in found if param.name in options_of(Session)]
    for param in shared:
        param.hidden = False
    return shared


@cache
def tree() -> Any:
    """The click command of the whole tree, built once a process."""
    return typer.main.get_command(app)
