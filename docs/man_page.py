"""The manual page mic25(1), from the texts that help shows: commands, their options, the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import typer

from mic25cli import __version__
from mic25cli.cli import help_pages
from mic25cli.cli.app import app, shared_options
from mic25cli.cli.commands import COMMANDS, KIND_COMMANDS
from mic25cli.cli.examples import examples_of, examples_of_kind
from mic25cli.cli.help_pages import TOPICS
from mic25cli.cli.options import options_of
from mic25cli.cli.session import Session
from mic25cli.model.kinds import FAMILIES, KINDS

SHARED = tuple(options_of(Session))
DATE = "2026-11-25"
"""The date of the last change to the page's form; its texts follow the version."""

WIDEST = 80
"""The maximum bytes of a line of the source."""

TITLES = {"exit-codes": "EXIT STATUS"}


def escaped(text: str) -> str:
    """A line of text for roff, with no requests or escapes in it."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga")
    text = text.replace("^", "\\(ha").replace("~", "\\(ti").replace('"', "\\(dq")
    text = text.replace("'", "\\(aq").replace("…", "\\&...").replace("–", "\\(en")
    return f"\\&{text}" if text.startswith(".") else text


def flowing(text: str) -> Iterator[str]:
    """Running text in lines of the source that are not too long."""
    line = ""
    for word in text.split():
        if line and len(escaped(f"{line} {word}").encode()) > WIDEST:
            yield escaped(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield escaped(line)


def page() -> str:
    """The whole page."""
    lines: list[str] = []
    for line in _lines(typer.main.get_command(app)):
        # A paragraph after a heading starts by itself.
        if not (line == ".PP" and lines[-1].startswith((".SH", ".SS"))):
            lines.append(line)
    return "\n".join(lines) + "\n"


def _lines(root: Any) -> Iterator[str]:
    context = root.context_class(root, info_name="mic25")
    parts = {name: root.get_command(context, name) for name in root.list_commands(context)}
    yield f'.TH MIC25 1 "{DATE}" "mic25 {__version__}" "User Commands"'
    yield ".SH NAME"
    yield "mic25 \\- the policy Made in China 2025 as a dataset of sourced records"
    yield ".SH SYNOPSIS"
    for line in ("KIND [list] [FILTERS] [OPTIONS]", "KIND [show] ID... [OPTIONS]",
                 "COMMAND [ARGUMENTS] [OPTIONS]", "help [COMMAND|PAGE]"):  # fmt: skip
        yield ".PP" if line[:4] == "KIND" and "list" in line else ".br"
        yield f".B mic25\n{escaped(line)}"
    yield ".SH DESCRIPTION"
    yield from _paragraphs(root.help or "")
    for family, names in FAMILIES.items():
        yield f".SS {escaped(family)}"
        for name in names:
            yield from _item(name, KINDS[name].help)
    yield ".SH COMMANDS"
    for name, entry in COMMANDS.items():
        yield from _command(f"mic25 {name}", entry.help, parts[name], examples_of(name))
    yield ".SH KINDS"
    yield from _paragraphs(
        "A kind lists with its name alone, shows records by id, alias or unique name, and tells "
        "with diff what changed in it. A repeated filter means 'or', different ones mean 'and'."
    )
    for name, kind in KINDS.items():
        listing = parts[name].get_command(context, "list")
        yield from _command(f"mic25 {name}", kind.help, listing, examples_of_kind(name))
        for other, entry in KIND_COMMANDS.get(name, {}).items():
            yield from _item(f"mic25 {name} {other}", entry.help)
    yield ".SH OPTIONS OF ALL COMMANDS"
    yield from _paragraphs("They stand before or after the command, where it has them.")
    yield from _options(shared_options(), context)
    for name in [name for name in TOPICS if name != "options"]:
        yield from _topic(TITLES.get(name, name.upper()), help_pages.page(name))
    yield ".SH FILES"
    yield from _item("mic25.toml", "defaults of options, in the working folder")
    yield from _item("~/.config/mic25/mic25.toml", "the same, the user's own")
    yield from _item("~/.cache/mic25", "snapshots of records that were read")


def _paragraphs(text: str) -> Iterator[str]:
    for part in text.split("\n\n"):
        yield ".PP"
        yield from flowing(part)


def _item(name: str, text: str) -> Iterator[str]:
    yield ".TP"
    yield f".B {escaped(name)}"
    yield from flowing(text)


def _command(name: str, about: str, command: Any, examples: Sequence[str]) -> Iterator[str]:
    own = [each for each in command.params if each.name not in (*SHARED, "help")]
    context = command.context_class(command, info_name=name)
    words = " ".join(str(each.metavar) for each in own if each.param_type_name == "argument")
    yield f".SS {escaped(name)} {escaped(words)}".rstrip()
    yield from flowing(f"{about[0].upper()}{about[1:]}.")
    yield from _options([each for each in own if each.param_type_name == "option"], context)
    if examples:
        yield ".PP"
        yield ".nf"
        yield from (f"    {escaped(each)}" for each in examples)
        yield ".fi"


def _options(params: Sequence[Any], context: Any) -> Iterator[str]:
    for param in params:
        record = param.get_help_record(context)
        if record is not None:
            yield from _item(record[0], record[1])


def _topic(title: str, text: str) -> Iterator[str]:
    """A page of help: running text flows, indented text stays as it is."""
    yield f".SH {escaped(title)}"
    first, *rest = text.rstrip("\n").split("\n\n")
    for part in (first, *rest):
        lines = part.split("\n")
        kept = all(line.startswith("  ") for line in lines)
        yield ".PP"
        if kept:
            yield ".nf"
            yield from (f"    {escaped(line[2:])}" for line in lines)
            yield ".fi"
        else:
            yield from flowing(part)
