"""`mic25 help [COMMAND|TOPIC]`: the help of a command, or a page on what all commands share."""

from __future__ import annotations

from mic25cli.cli.argv import language
from mic25cli.cli.command import command
from mic25cli.cli.commands import COMMANDS
from mic25cli.cli.options import arguments, text
from mic25cli.cli.topics import TOPICS, page
from mic25cli.errors import unknown
from mic25cli.model.catalogue import LANGUAGES
from mic25cli.model.kinds import KINDS
from mic25cli.view.answer import TextAnswer


@command
def show_help(
    words: tuple[str, ...] = arguments(
        "[COMMAND|TOPIC]", "A command, or one of: " + ", ".join(TOPICS) + ".", completes="topic"
    ),
    lang: str | None = text("--lang", "|".join(LANGUAGES), "Language of the help."),
) -> TextAnswer | None:
    """Show the help of a command, or a page on what all commands share."""
    first = words[0] if words else ""
    lang = lang or language(())
    if first == "options":
        return TextAnswer(_options(lang))
    if first in TOPICS:
        book = None
        if first == "firmness":
            from mic25cli.store import place, snapshot

            book = snapshot.open_book(place.folders())
        return TextAnswer(page(first, lang, book))
    if first and first not in KINDS and first not in COMMANDS:
        known = [*TOPICS, *KINDS, *COMMANDS]
        raise unknown("command or topic", first, known, f"topics: {', '.join(TOPICS)}.")
    from mic25cli.cli.app import tree

    given = ["--lang", lang]
    tree()(args=[*words, "--help"], prog_name="mic25", standalone_mode=False, obj=given)
    return None


def _options(lang: str) -> str:
    """The options of all commands, as the help of one that has them all would tell them."""
    from mic25cli.cli.app import tree
    from mic25cli.cli.group import sections
    from mic25cli.cli.options import options_of
    from mic25cli.cli.session import Session

    root = tree()
    ctx = root.context_class(root, info_name="mic25", obj=["--lang", lang])
    shared, formatter = options_of(Session), ctx.make_formatter()
    params = root.get_command(ctx, "timeline").get_params(ctx)
    rows = [param.get_help_record(ctx) for param in params if param.name in shared]
    sections(formatter, [("Options of all commands, before or after the command", rows)])
    return str(formatter.getvalue())
