"""`mic25 commands`, `help` and `completion`: what can be asked, how, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from mic25cli.cli.argv import language
from mic25cli.cli.command import command
from mic25cli.cli.commands import COMMANDS, CommandEntry, commands_of
from mic25cli.cli.complete import command_of
from mic25cli.cli.options import Option, Texts, argument, arguments, options_of, text
from mic25cli.cli.schema import declared
from mic25cli.cli.session import TIME, Session
from mic25cli.cli.topics import TOPICS, page
from mic25cli.errors import unknown
from mic25cli.model.catalogue import LANGUAGES
from mic25cli.model.kinds import KINDS
from mic25cli.view import commandlist as view
from mic25cli.view.answer import Answer, Counted, TextAnswer


@command(without=("records", "books", *TIME))
def commands(session: Session) -> Answer[view.CommandSummary]:
    """List every command with its arguments and options, and the schemas of its JSON.

    For programs and assistants that call mic25: --json has it all.
    """
    shared = options_of(Session)
    return Answer(
        [*_summaries(shared)],
        lambda kept: view.document(kept, session.lang),
        of=view.CommandSummary,
        report=view.CommandReport("mic25.commands/1", (*map(_parameter, shared.values()),)),
        columns=("command", "help"),
        counted=Counted("command"),
    )


def _summaries(shared: Mapping[str, Option]) -> Iterator[view.CommandSummary]:
    for kind, spec in KINDS.items():
        yield _summary(shared, (kind, "list"), spec.help, (f"list-{kind}",))
        yield _summary(shared, (kind, "show"), "show one or more in full", (f"card-{kind}",))
        for name, entry in commands_of(kind).items():
            yield _summary(shared, (kind, name), entry.help, _outputs(entry))
    for name, entry in COMMANDS.items():
        yield _summary(shared, (name,), entry.help, _outputs(entry))
    opened = _summary(shared, ("search",), "open what words name, or search for them", ("words",))
    yield replace(opened, command="mic25")


def _outputs(entry: CommandEntry) -> tuple[str, ...]:
    return tuple(output.name for output in declared(entry))


def _summary(
    shared: Mapping[str, Option], words: tuple[str, ...], told: str, outputs: tuple[str, ...]
) -> view.CommandSummary:
    known, _ = command_of(words)
    assert known is not None
    offered: Mapping[str, Option] = getattr(known[0], "offered", {})
    own = tuple(_parameter(option) for key, option in offered.items() if key not in shared)
    common = tuple(option.name for key, option in offered.items() if key in shared)
    return view.CommandSummary(" ".join(("mic25", *words)), told, own, common, outputs)


def _parameter(option: Option) -> view.Parameter:
    return view.Parameter(
        name=option.name,
        also=option.flags[1:],
        argument=not option.flags,
        value=option.metavar,
        choices=option.choices,
        required=option.needed,
        several="list" in str(option.typed),
        help=option.help,
    )


_TOPICS = ", ".join(TOPICS)


@command
def show_help(
    words: Texts = arguments(
        "[COMMAND|TOPIC]", f"A command, or one of: {_TOPICS}.", completes="topic"
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
        raise unknown("command or topic", first, known, f"topics: {_TOPICS}.")
    from mic25cli.cli.app import tree

    given = ["--lang", lang]
    tree()(args=[*words, "--help"], prog_name="mic25", standalone_mode=False, obj=given)
    return None


def _options(lang: str) -> str:
    from mic25cli.cli.app import sections, tree

    root = tree()
    ctx = root.context_class(root, info_name="mic25", obj=["--lang", lang])
    shared, formatter = options_of(Session), ctx.make_formatter()
    params = root.get_command(ctx, "timeline").get_params(ctx)
    rows = [param.get_help_record(ctx) for param in params if param.name in shared]
    sections(formatter, [("Options of all commands, before or after the command", rows)])
    return str(formatter.getvalue())


SHELLS = {"bash": "mic25.bash", "zsh": "mic25.zsh", "fish": "mic25.fish", "powershell": "mic25.ps1"}


@command
def completion(shell: str = argument("SHELL", "One of: " + ", ".join(SHELLS) + ".")) -> TextAnswer:
    """Print the script that completes commands, options and ids in a shell.

    bash: mic25 completion bash > ~/.local/share/bash-completion/completions/mic25;
    zsh: mic25 completion zsh > a folder of $fpath, as _mic25;
    fish: mic25 completion fish > ~/.config/fish/completions/mic25.fish;
    powershell: mic25 completion powershell | Out-String | Invoke-Expression, in $PROFILE.
    """
    if shell not in SHELLS:
        raise unknown("shell", shell, SHELLS)
    script = Path(__file__).with_name("shells") / SHELLS[shell]
    return TextAnswer(script.read_text(encoding="utf-8"))
