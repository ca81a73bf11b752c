"""The page of commands: the shared options once, then each command with its own."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import Any

import typer

from mic25cli.cli.app import app, shared_options
from mic25cli.cli.commands import KIND_COMMANDS
from mic25cli.cli.examples import examples_of, examples_of_kind
from mic25cli.cli.options import options_of
from mic25cli.cli.session import Session
from mic25cli.model.kinds import KINDS

SHARED = tuple(options_of(Session))
EVERY_KIND = """Every kind has these commands; without one, `mic25 KIND` lists.

- `mic25 KIND [list]` lists the records; each kind below has its filters.
- `mic25 KIND [show] ID…` shows records in full: ids, aliases or unique names.
- `mic25 KIND diff FROM TO` is [`mic25 diff`](#mic25-diff) for one kind.
"""

INTRO = """# Commands

Generated from the commands themselves by `make docs`; `mic25 COMMAND --help` says the same on
the terminal. `KIND` is a kind of record: [the kinds](#kinds-of-records) are listed below.
"""

SHARED_INTRO = """Write them before or after the command. The section of a command names the options
that it does not accept. Values with commas, or an option given twice, mean "or".
"""


def page() -> str:
    """The whole page."""
    root = typer.main.get_command(app)
    return "\n".join(_lines(root)).rstrip() + "\n"


def _lines(root: Any) -> Iterator[str]:
    context = root.context_class(root, info_name="mic25")
    parts = {name: root.get_command(context, name) for name in root.list_commands(context)}
    yield INTRO
    yield from _heading(2, "Options of all commands")
    yield SHARED_INTRO
    yield from _table(shared_options())
    yield from _heading(2, "Commands by name")
    for name, command in parts.items():
        if name not in KINDS:
            yield from _command(name, command, examples_of(name))
    yield from _heading(2, "Kinds of records")
    yield EVERY_KIND
    for name, spec in KINDS.items():
        yield from _heading(3, f"mic25 {name}")
        yield f"{spec.help[0].upper()}{spec.help[1:]}.\n"
        own = [each for each in _child(parts[name], "list").params if each.name not in SHARED]
        yield from _table([each for each in own if each.name != "help"])
        yield from _examples(examples_of_kind(name))
        for other in KIND_COMMANDS.get(name, {}):
            words = f"{name} {other}"
            child = _child(parts[name], other)
            yield from _command(words, child, examples_of(words), parts.get(other))


def _child(group: Any, name: str) -> Any:
    return group.get_command(group.context_class(group, info_name=group.name), name)


def _heading(level: int, text: str) -> Iterator[str]:
    yield f"{'#' * level} {text}\n"


def _command(name: str, command: Any, examples: Sequence[str], like: Any = None) -> Iterator[str]:
    """A command's section; one that is `like` another only names what it lacks of it."""
    yield from _heading(3, f"mic25 {name}")
    yield f"{_sentence(command.help)}\n"
    own = [each for each in command.params if each.name not in (*SHARED, "help")]
    words = [each for each in own if each.param_type_name == "argument"]
    usage = " ".join(["mic25", name, *(f"{_argument(each)}" for each in words), "[OPTIONS]"])
    yield f"```text\n{usage}\n```\n"
    if like is not None:
        known = {each.name for each in like.params}
        lacking = [each for each in like.params if each.name not in {own.name for own in own}]
        lacking = [
            each
            for each in lacking
            if each.name not in (*SHARED, "help") and each.param_type_name == "option"
        ]
        last = name.split()[-1]
        yield f"It has the options of [`mic25 {last}`](#mic25-{last})" + (
            f" without {_flags(lacking)}.\n" if lacking else ".\n"
        )
        own = [each for each in own if each.name not in known]
    yield from _table(own)
    missing = [each for each in SHARED if each not in {param.name for param in command.params}]
    if len(missing) == len(SHARED):
        yield "It accepts none of the options of all commands.\n"
    elif missing:
        shared = options_of(Session)
        flags = ", ".join(f"`{shared[each].name}`" for each in missing)
        yield f"It does not accept {flags}.\n"
    yield from _examples(examples)


def _sentence(text: str | None) -> str:
    return " ".join((text or "").split("\n\n")[0].split())


def _argument(param: Any) -> str:
    name = param.metavar or param.name.upper()
    return name if param.required else f"[{name.strip('[]')}]"


def _flags(params: Sequence[Any]) -> str:
    return ", ".join(f"`{each.opts[0]}`" for each in params)


def _table(params: Sequence[Any]) -> Iterator[str]:
    """Arguments and options as a table: their spelling and their meaning."""
    if not params:
        return
    yield "| option | meaning |"
    yield "|---|---|"
    for param in params:
        context = typer.Context(typer.main.get_command(app))
        record = param.get_help_record(context)
        if record is None:
            continue
        written, meaning = record
        meaning = " ".join(meaning.split()).replace("|", "\\|").strip()
        yield f"| {_code(written)} | {meaning} |"
    yield ""


def _code(text: str) -> str:
    r"""Code in a cell; a bar becomes an entity, because readers differ on the meaning of \|."""
    if "|" not in text:
        return f"`{text}`"
    return f"<code>{html.escape(text).replace('|', '&#124;')}</code>"


def _examples(examples: Sequence[str]) -> Iterator[str]:
    if examples:
        yield "```sh"
        yield from examples
        yield "```\n"
