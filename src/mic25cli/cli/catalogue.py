"""`mic25 commands`: what can be asked, with options and the schemas of what comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mic25cli.cli.command import command
from mic25cli.cli.commands import COMMANDS, CommandEntry, commands_of
from mic25cli.cli.complete import command_of
from mic25cli.cli.options import Option, options_of
from mic25cli.cli.schema import declared
from mic25cli.cli.session import TIME, Session
from mic25cli.model.kinds import KINDS
from mic25cli.view import commandlist as view
from mic25cli.view.answer import Answer, Counted


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
