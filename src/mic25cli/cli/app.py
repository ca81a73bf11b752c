"""The command tree: commands and groups, each built when it is called, and the help on them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import takewhile
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer
from typer.core import TyperCommand, TyperGroup

from mic25cli import __version__
from mic25cli.cli import commands, terminal_io
from mic25cli.errors import nearest
from mic25cli.model.kinds import KINDS, Kind
from mic25cli.model.languages import by_language, text_in

if TYPE_CHECKING:
    from mic25cli.cli.options import Option

Row = tuple[str, str]
"""An option, a command or an example, with its meaning."""
FILTERS = "Filters (repeat an option for OR; combine options for AND)"
SHARED = "Options for every command (--json, --as-of, …): mic25 help options"
EVERYTHING = "All commands and topics: mic25 help all"
LISTED = 15  # values of an option that help lists; completion offers all
PLAIN: dict[str, Any] = {"rich_markup_mode": None, "add_completion": False}
# The classes of the parser are private to typer, so the type checker does not know them.
Context: TypeAlias = Any
Formatter: TypeAlias = Any
Parameter: TypeAlias = Any
ParserCommand: TypeAlias = Any
Resolved: TypeAlias = tuple[str | None, ParserCommand, list[str]]
"""The name of a command, the command, and the words after it."""
_CONTEXT: Any = TyperCommand.context_class


class HelpContext(_CONTEXT):  # type: ignore[misc]  # of typer's own click
    """The context of a command, whose help is in the language of the command line."""

    formatter_class: Formatter

    def make_formatter(self) -> Formatter:
        if (lang := commands.language(self.find_root().obj or ())) != "en":
            from mic25cli.cli.translated_help import formatter_class

            self.formatter_class = formatter_class(self.formatter_class, lang)
        return super().make_formatter()


class WithExamples:
    """A command whose help has examples and says where the other options are."""

    def format_help_text(self, ctx: Context, formatter: Formatter) -> None:
        # Imported here, because --version does not need them.
        from mic25cli.cli.examples import in_help
        from mic25cli.view.help.example_lines import examples

        super().format_help_text(ctx, formatter)  # type: ignore[misc]
        if runs := in_help(ctx.command_path.partition(" ")[2], words_of(ctx)):
            with formatter.section("Examples"):
                formatter.write(examples(runs))

    def format_epilog(self, ctx: Context, formatter: Formatter) -> None:
        formatter.write_paragraph()
        for line in self.elsewhere(ctx):
            formatter.write_text(line)

    def elsewhere(self, ctx: Context) -> list[str]:
        """The last lines, which say where the other options are."""
        return [SHARED]


def words_of(ctx: Context) -> Sequence[str]:
    """The command line of a request for help."""
    words: Sequence[str] = ctx.find_root().obj or ()
    return words


def everything_asked(ctx: Context) -> bool:
    """Whether the second page of help is requested: `mic25 help progress all`."""
    return words_of(ctx)[:1] == ["help"] and "all" in words_of(ctx)


def sections(formatter: Formatter, parts: Mapping[str, Iterable[Row]]) -> None:
    """Write names with their meanings under headings."""
    for title, rows in parts.items():
        if rows := list(rows):
            with formatter.section(title):
                formatter.write_dl(rows)


class Single(WithExamples, TyperCommand):
    """A command; its help leaves out the options that all commands share."""

    context_class = HelpContext
    offered: Mapping[str, Option] = {}  # replaced as a whole, never changed
    settings: Mapping[str, str] = {}  # replaced, never changed: parameters and settings

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        if all(param.name != "pager" for param in self.params):
            # As in git, a command without a pager accepts the option.
            end = args.index("--") if "--" in args else len(args)
            rest = [arg for arg in args[:end] if arg not in ("--pager", "--no-pager")]
            args = [*rest, *args[end:]]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Context) -> object:
        from mic25cli.cli.config import apply

        sources = {name: ctx.get_parameter_source(name).name for name in self.settings}
        apply(self.settings, ctx.params, {key for key in sources if sources[key] != "DEFAULT"})
        return super().invoke(ctx)

    def own(self, kind: str) -> list[Parameter]:
        """Its arguments or options, without those that all commands share."""
        params: list[Parameter] = [*self.params]
        return [each for each in params if each.param_type_name == kind and not each.hidden]

    def format_options(self, ctx: Context, formatter: Formatter) -> None:
        arguments = [(each.get_help_record(ctx)[0], each.help) for each in self.own("argument")]
        title = FILTERS if self.name == "list" else "Options"
        values = self.values() if everything_asked(ctx) else ()
        sections(
            formatter, {"Arguments": arguments, title: self.option_rows(ctx), "Values": values}
        )

    def option_rows(self, ctx: Context) -> list[Row]:
        """Its own options as help shows them; on the first page without the rarely used ones."""
        every = everything_asked(ctx)
        listed = [each for each in self.own("option") if every or not self.offered[each.name].rare]
        return [each.get_help_record(ctx) for each in listed]

    def values(self) -> list[Row]:
        """The accepted values of options whose help does not list all of them."""
        return [
            (each.name.lstrip("-"), ", ".join(each.choices))
            for each in (self.offered[param.name] for param in self.own("option"))
            if len(each.choices) <= LISTED
            and any(choice not in f"{each.metavar} {each.help}" for choice in each.choices)
        ]

    def elsewhere(self, ctx: Context) -> list[str]:
        options = self.own("option")
        shared = [SHARED] if len(self.offered) > len(options) + len(self.own("argument")) else []
        if everything_asked(ctx) or not any(self.offered[option.name].rare for option in options):
            return shared
        words = ctx.command_path.partition(" ")[2]
        return [*shared, f"All {len(options)} options of this command: mic25 help {words} all"]


class Lazy(WithExamples, TyperGroup):
    """A group that builds only the command that is called."""

    context_class = HelpContext

    def entries(self) -> Mapping[str, Callable[[], ParserCommand]]:
        """The names of commands, each with the function that builds it."""
        return {}

    def list_commands(self, ctx: Context) -> list[str]:
        return list(dict.fromkeys((*self.entries(), *self.commands)))

    def get_command(self, ctx: Context, cmd_name: str) -> ParserCommand:
        if cmd_name not in self.commands and (build := self.entries().get(cmd_name)) is not None:
            self.commands[cmd_name] = build()
        return self.commands.get(cmd_name)

    def other_way(self, ctx: Context, args: list[str], names: Sequence[str]) -> Resolved | None:
        """What words that are not a command of the group mean; None if nothing."""
        return None

    def resolve_command(self, ctx: Context, args: list[str]) -> Resolved:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            names = self.list_commands(ctx)
            if (other := self.other_way(ctx, args, names)) is not None:
                return other
            close = nearest(args[0], names)
            close = close[:1] if close[:1] == [args[0].lower()] else close
            meant = f"Did you mean {' or '.join(map(repr, close))}?"
            hint = meant if close else f"Try '{ctx.command_path} --help'."
            ctx.fail(f"'{args[0]}' is not a command. {hint}")
        return super().resolve_command(ctx, args)


def single(name: str, where: str, kind: Kind | None = None) -> ParserCommand:
    """The click command for a function `module:name`, or for the one that it makes for a kind."""
    function = commands.load(where) if kind is None else commands.load(where)(kind)
    function.for_typer()
    app = typer.Typer(**PLAIN)
    app.command(name, cls=Single)(function)
    result: ParserCommand = typer.main.get_command(app)
    result.offered = getattr(function, "offered", {})
    result.settings = getattr(function, "settings", {})
    return result


def built_kind(kind: Kind) -> ParserCommand:
    """The click group for a kind."""
    about = f"List {kind.help}, or show one in full."
    usage = "[COMMAND|ID]..."
    app = typer.Typer(name=kind.name, cls=KindGroup, help=about, subcommand_metavar=usage, **PLAIN)
    result: ParserCommand = typer.main.get_group(app)
    result.kind = kind
    return result


class KindGroup(Lazy):
    """`mic25 KIND`: without a command it lists; in a glossary it looks up a bare word."""

    kind: Kind

    def entries(self) -> Mapping[str, Callable[[], ParserCommand]]:
        kind, own = self.kind, commands.KIND_COMMANDS.get(self.kind.name, {})
        return {
            "list": partial(single, "list", "records:list_command", kind),
            "show": partial(single, "show", "records:show_command", kind),
            **{
                name: partial(single, name, entry.where, None if name in own else kind)
                for name, entry in commands.commands_of(kind.name).items()
            },
        }

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, commands.with_list_or_show(self.kind.name, args))

    def format_options(self, ctx: Context, formatter: Formatter) -> None:
        rows = {"list": "list them (the command if none is given)"}
        rows |= {"show": "show one or more in full"}
        rows |= {name: entry.help for name, entry in commands.commands_of(self.kind.name).items()}
        listing = self.get_command(ctx, "list")
        sections(formatter, {FILTERS: listing.option_rows(ctx), "Commands": rows.items()})


class RootGroup(Lazy):
    """`mic25`: a command for each kind, and the others."""

    def entries(self) -> Mapping[str, Callable[[], ParserCommand]]:
        return {
            **{name: partial(built_kind, kind) for name, kind in KINDS.items()},
            **{
                name: partial(single, name, entry.where)
                for name, entry in commands.COMMANDS.items()
            },
        }

    def other_way(self, ctx: Context, args: list[str], names: Sequence[str]) -> Resolved | None:
        from mic25cli.calc.questions import asks, status_of
        from mic25cli.cli.bare_words import (
            HABITS,
            SYNONYMS,
            command_of_words,
            is_slip,
            without_verbs,
        )

        kinds = {*KINDS, *(kind.one for kind in KINDS.values())}
        joint = re.fullmatch("(list|get|show|describe)[-_](.+)", args[0].lower())
        if joint and joint[2] in kinds:
            args = [joint[2], *args[1:]]
        if "/" in (one := without_verbs(args))[0]:
            args = [*one]  # describe target/nev-sales
        plain = " ".join(takewhile(lambda word: word[:1] != "-", args))
        listed = without_verbs(args)[0] in names and not status_of(args[0])
        is_kind = plain.partition(" ")[2] in kinds
        verb = is_kind and any(args[0] in verbs.split() for verbs in HABITS["refused"])
        verb |= is_kind and SYNONYMS.get(args[0]) == ("help",)
        is_question = len(plain.split()) > 1 and asks(plain, by_language()) and not (listed or verb)
        first = map(commands.profile(words_of(ctx)).in_plain_words, args[:2])
        words = None if is_question else command_of_words([*first, *args[2:]], names)
        if words is not None and words[0] == "--version":
            _version(True)
        if words is not None:
            return words[0], self.get_command(ctx, words[0]), list(words[1:])
        if not is_question and is_slip(args[0], names):
            return None
        if re.fullmatch(r"[a-z0-9-]+:[a-z0-9-]+", args[0]):  # DATASET:ID
            return "show", self.get_command(ctx, "show"), args
        # It has the options and errors of a search, because it may end in one.
        return "search", single("search", "search:opened"), args

    def format_help_text(self, ctx: Context, formatter: Formatter) -> None:
        name, whole = commands.profile(words_of(ctx)).name, self.help or ""
        own = text_in(name, commands.language(words_of(ctx)))
        self.help = whole.replace("A policy", own[:1].upper() + own[1:] or "A policy", 1)
        super().format_help_text(ctx, formatter)
        # All datasets share the tree, so the text is restored.
        self.help = whole

    def format_options(self, ctx: Context, formatter: Formatter) -> None:
        from mic25cli.cli.help_pages import TOPICS, all_groups, first_groups

        dataset = commands.profile(words_of(ctx))
        about = {kind: f"list {KINDS[kind].help}" for kind in dataset.kinds}
        about |= {kind: f"list {own['en']}" for kind, own in dataset.words.items() if own["en"]}
        about |= {name: entry.help for name, entry in commands.COMMANDS.items()}
        every = everything_asked(ctx)
        groups = all_groups() if every else first_groups()
        parts = {
            title: [(name, about[name]) for name in names if name in about]
            for title, names in groups.items()
        }
        if every:
            parts["Options"] = [row for each in self.params if (row := each.get_help_record(ctx))]
            parts["Topics"] = [(f"help {name}", text) for name, text in TOPICS.items()]
        sections(formatter, parts)

    def elsewhere(self, ctx: Context) -> list[str]:
        return [SHARED] if everything_asked(ctx) else [EVERYTHING]


app = typer.Typer(
    cls=RootGroup,
    no_args_is_help=True,
    # Commands inherit this through their context.
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    **PLAIN,
)


def _version(value: bool) -> None:
    if value:
        terminal_io.write(f"mic25 {__version__}\n")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", callback=_version, is_eager=True, help="Show the version and exit"
        ),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of a bug")] = False,
) -> None:
    """A policy, target by target: what was set and met, and who says so."""


def shared_options() -> list[Parameter]:
    """The options that all commands share, for click; the help of a command leaves them out."""
    from mic25cli.cli.options import options_of
    from mic25cli.cli.session import Session

    params = single("timeline", commands.COMMANDS["timeline"].where).params
    shared = [param for param in params if param.name in options_of(Session)]
    for param in shared:
        param.hidden = False
    return shared


@cache
def tree() -> ParserCommand:
    """The click command for the whole tree, built once per process."""
    return typer.main.get_command(app)
