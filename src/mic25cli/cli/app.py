"""The command tree: a command a kind, and those across the kinds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Annotated, Any

import typer

from mic25cli import __version__
from mic25cli.cli import stream
from mic25cli.cli.argv import profile
from mic25cli.cli.group import SHARED, Lazy, sections


class RootGroup(Lazy):
    """`mic25`: a command a kind, and the others."""

    def entries(self) -> dict[str, Callable[[], Any]]:
        from mic25cli.cli.built import built, built_kind
        from mic25cli.cli.commands import COMMANDS
        from mic25cli.model.kinds import KINDS

        return {
            **{name: partial(built_kind, name) for name in KINDS},
            **{name: partial(built, name, entry) for name, entry in COMMANDS.items()},
        }

    examples = staticmethod(lambda own: own[:3])

    def other_way(self, ctx: Any, args: list[str], known: Sequence[str]) -> Any:
        from mic25cli.cli import ways
        from mic25cli.cli.built import load, single

        words = ways.meant(args, known)
        if words == ("--version",):
            _version(True)
        if words is not None:
            return words[0], self.get_command(ctx, words[0]), list(words[1:])
        if ways.is_slip(args[0], known):
            return None
        if ways.names_a_book(args[0]):
            return "show", self.get_command(ctx, "show"), args
        # Its options are those of the search that it may end in, and so are its errors.
        return "search", single("search", load("opened:opened"), lambda own: ()), args

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        book, whole = profile(ctx.obj or ()), self.help or ""
        told = whole.replace("A policy", book.name["en"] or book.title, 1)
        told = told.replace("the book.", f"the book. {book.about['en'] or ''}".rstrip(), 1)
        self.help = told
        super().format_help_text(ctx, formatter)
        # The tree is that of every book.
        self.help = whole

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        from mic25cli.cli.commands import COMMANDS, UPKEEP
        from mic25cli.cli.topics import TOPICS, first_steps
        from mic25cli.model.kinds import FAMILIES, KINDS

        book = profile(ctx.obj or ())
        own = {kind: f"{told['en']}: " for kind, told in book.words.items() if told["en"]}
        told = {kind: own.get(kind, "") + KINDS[kind].help for kind in book.kinds}
        *families, (last, of_one_report) = FAMILIES.items()
        lines = {name: entry.help for name, entry in COMMANDS.items()}
        sections(
            formatter,
            [
                ("First", list(first_steps(book).items())),
                *(
                    (family, [(name, told[name]) for name in names if name in told])
                    for family, names in families
                ),
                ("Across the records", [each for each in lines.items() if each[0] not in UPKEEP]),
                ("Records of your own", [(name, lines[name]) for name in UPKEEP]),
            ],
        )
        listed = {last: of_one_report, "Pages of mic25 help": TOPICS}
        for title, names in listed.items():
            with formatter.section(title):
                formatter.write_text(", ".join(names))
        formatter.write_paragraph()
        formatter.write_text(SHARED)


app = typer.Typer(
    cls=RootGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    # Commands inherit it from their context.
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
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
    """A policy, target by target: what was promised, what was reached, says who.

    The records together are the book. Every kind lists with its name alone, and shows one record
    with its id: mic25 funds ID. Other words are looked for: mic25 WORDS opens the one thing that
    has them, or lists several.
    """


@cache
def tree() -> Any:
    """The click command of the whole tree, built once a process."""
    return typer.main.get_command(app)
