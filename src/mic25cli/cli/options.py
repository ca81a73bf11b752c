"""The options of commands: a frozen dataclass per group, each field carrying its option.
`cli.command` puts a group's options in the place of the parameter that is one. What fields say of
one another is checked in the group's `__post_init__`."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, fields
from functools import partial
from math import isfinite, nan
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_args

import typer

from mic25cli.cli.stream import COLORS
from mic25cli.errors import UsageError, unknown
from mic25cli.model import edtf
from mic25cli.model.characters import SLUG
from mic25cli.model.kinds import KINDS

Texts = tuple[str, ...]  # what an option with several words gives
Parse = Callable[[str, Any], Any]
"""From an option's name and what was given to what the code works with; raises `UsageError`."""


class Option(NamedTuple):
    """An option or argument of a command: how it is given, what it means, what it may be."""

    flags: tuple[str, ...]  # the ways to write it; none for an argument
    typed: Any  # what the parser makes of it before `parse`
    metavar: str | None
    help: str
    given: Any = None  # what stands for it when it is not given, as the parser has it
    needed: bool = False  # whether a command is none without it
    parse: Parse | None = None
    choices: tuple[str, ...] = ()  # the closed values it takes; they are what completion offers
    completes: str = ""
    """What completion offers where the values are open: `field`, `kind`, `folder`, an id's kind."""
    setting: str = ""  # the key of `cli.config` that says what stands for it when it is not given

    @property
    def name(self) -> str:
        """How messages call it."""
        return self.flags[0] if self.flags else str(self.metavar)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way to write it, `--on/--off` as two."""
        return tuple(flag for each in self.flags for flag in each.split("/"))

    @property
    def is_switch(self) -> bool:
        """Whether it takes no value."""
        return self.typed in (bool, bool | None)

    @property
    def is_path(self) -> bool:
        """Whether it takes paths."""
        return self.typed in (Path, Path | None, list[Path], list[Path] | None)

    def annotation(self) -> Any:
        """What typer reads: the type with the option."""
        parser = None if self.is_switch else self._path if self.is_path else self._text
        how: dict[str, Any] = {"metavar": self.metavar, "help": self.help, "parser": parser}
        return Annotated[
            self.typed, typer.Option(*self.flags, **how) if self.flags else typer.Argument(**how)
        ]

    def _text(self, given: str) -> str:
        """A text as it is given: from an unset variable of a script a filter would keep all."""
        if not given.strip():
            raise UsageError(f"{self.name}: an empty text names nothing", "is a variable unset?")
        return given

    def _path(self, given: str) -> Path:
        """A path as it is given: of an empty text it would be the current folder."""
        if not given:
            raise UsageError(f"{self.name}: an empty text is no path", "is a variable unset?")
        with suppress(UnicodeEncodeError):
            if b"\0" not in os.fsencode(given):
                return Path(given)
        raise UsageError(f"{self.name}: '{given}' is no path", "no file can have such a name.")

    def value(self, given: Any) -> Any:
        """What the code works with; raises `UsageError` for what means nothing."""
        return given if self.parse is None else self.parse(self.name, given)


Across = Literal["scorecard", "shortfall", "funds", "timeline"]
ACROSS: tuple[Across, ...] = get_args(Across)  # charts in the place of ids, which any book has
_OFFERED = {
    **{key: kind.name for kind in KINDS.values() for key in (f"--{kind.one}", kind.one.upper())},
    **{key: key.lower() for key in ("CLASS", "CODE", "FIELD", "FILE", "KIND", "SHELL")},
    "--report": "sources",
    "DIR": "folder",
}
"""What completion offers for an option of a name, or for the first word of a metavar."""


def _field(
    names: Sequence[str | None], typed: Any, metavar: str | None, help_text: str, **more: Any
) -> Any:
    help_text = help_text.replace("{}", ", ".join(more.get("choices", ())))
    said = (*names, *re.findall("[A-Z]+", metavar or "")[:1])
    more.setdefault("completes", next((_OFFERED[each] for each in said if each in _OFFERED), ""))
    option = Option(tuple(name for name in names if name), typed, metavar, help_text, **more)
    if option.needed:
        return field(metadata={"option": option})
    return field(default=option.value(option.given), metadata={"option": option})


def flag(
    name: str, help_text: str, *, also: str | None = None, given: bool | None = False, **more: str
) -> Any:
    """A switch; `also` is another way to write it, `--on/--off` has both ways in one.
    With None for `given` it tells whether it was given at all."""
    typed = bool | None if given is None else bool
    return _field((name, also), typed, None, help_text, given=given, **more)


def text(
    name: str,
    metavar: str,
    help_text: str,
    given: str | None = None,
    *,
    also: str | None = None,
    parse: Parse | None = None,
    choices: Iterable[str] = (),
    noun: str = "",
    **more: str,
) -> Any:
    """An option with one text: any, one of the `choices`, or what `parse` makes of it.
    A metavar in small letters, `one|other`, is the choices; messages call one a `noun`."""
    if not choices and metavar.islower():
        choices = metavar.split("|")
    if choices and parse is None:
        parse = partial(_one_of, tuple(choices), noun)
    typed = str if given is not None else str | None
    own = {"given": given, "parse": parse, "choices": tuple(choices)}
    return _field((name, also), typed, metavar, help_text, **own, **more)


def format_option(formats: Sequence[str]) -> Any:
    """The option for the format of the result."""
    choices = ("auto", *formats)
    return text("--format", "FORMAT", "{}.", "auto", also="-f", choices=choices, setting="format")


def color_option() -> Any:
    """The option for colour."""
    return text("--color", "|".join(COLORS), "Colour on the terminal.", "auto", setting="color")


def date(name: str, help_text: str, *, setting: str = "") -> Any:
    """An option with a date, EDTF."""
    return text(name, "DATE", help_text, parse=date_option, setting=setting)


def number(
    name: str,
    metavar: str,
    help_text: str,
    given: float | None = None,
    *,
    least: float | None = None,
    most: float | None = None,
    typed: type[float] | type[int] = int,
) -> Any:
    """An option with a number; we read it, since what the parser says of a slip is jargon."""
    digits = None if given is None else str(given)
    return text(name, metavar, help_text, digits, parse=partial(_number, typed, least, most))


def _number(
    typed: type[float] | type[int], least: float | None, most: float | None, name: str, text: Any
) -> Any:
    if text is None:
        return None
    what = "whole number" if typed is int else "number"
    try:
        value = typed(text)
    except ValueError:
        value = nan
    if isinstance(value, float) and not isfinite(value):
        raise UsageError(f"{name}: '{text}' is no {what}", f"as in {name} {most or 10}.")
    if least is not None and value < least:
        raise UsageError(f"{name}: {text} is too small", f"{least} is the least.")
    if most is not None and value > most:
        raise UsageError(f"{name}: {text} is too large", f"{most} is the most.")
    return value


def words(
    name: str,
    metavar: str,
    help_text: str,
    *,
    choices: Iterable[str] = (),
    parse: Callable[[str], str] | None = None,
    **more: str,
) -> Any:
    """An option with several words, given with commas, repeatedly, or both; a tuple.
    Each is one of the `choices`, or what `parse` makes of it."""
    own = {"parse": partial(_words, tuple(choices), parse), "choices": tuple(choices)}
    return _field((name,), list[str] | None, metavar, help_text, **own, **more)


def texts(name: str, metavar: str, help_text: str, **more: str) -> Any:
    """An option that may be repeated, each time with one text; a tuple."""
    return _field((name,), list[str] | None, metavar, help_text, parse=_tuple, **more)


def folder(name: str, metavar: str, help_text: str, *, also: str | None = None) -> Any:
    """An option with one path."""
    return _field((name, also), Path | None, metavar, help_text, completes="folder")


def file(name: str, metavar: str, help_text: str, *, also: str | None = None) -> Any:
    """An option with the path of one file."""
    return _field((name, also), Path | None, metavar, help_text, completes="file")


def folders(name: str, metavar: str, help_text: str, *, setting: str = "") -> Any:
    """An option with a path that may be repeated; a tuple."""
    more = {"parse": _tuple, "completes": "folder", "setting": setting}
    return _field((name,), list[Path] | None, metavar, help_text, **more)


def argument(metavar: str, help_text: str, *, typed: Any = str, **more: Any) -> Any:
    """A word that is given without an option; `[WORD]` need not be given, and is then None."""
    needed = more.setdefault("needed", not metavar.startswith("["))
    return _field((), typed if needed else typed | None, metavar, help_text, **more)


def arguments(metavar: str, help_text: str, *, typed: Any = str, **more: str) -> Any:
    """Words that are given without an option; a tuple.  `[WORD…]` need not be given."""
    needed = not metavar.startswith("[")
    kind: Any = list[typed] if needed else list[typed] | None
    return _field((), kind, metavar, help_text, parse=_tuple, needed=needed, **more)


def _tuple(name: str, given: Sequence[Any] | None) -> tuple[Any, ...]:
    return tuple(given or ())


def _one_of(choices: tuple[str, ...], noun: str, name: str, given: str | None) -> str | None:
    return None if given is None else choice(noun or name, given, choices)


def _words(
    choices: tuple[str, ...],
    parse: Callable[[str], str] | None,
    name: str,
    given: Sequence[str] | None,
) -> tuple[str, ...]:
    parts = (part.strip() for text in given or () for part in text.split(","))
    found = tuple(filter(None, parts))
    if given and not found:
        # As if it had not been given: a gate of a script would always stand open.
        raise UsageError(f"{name}: an empty text names nothing", "is a variable unset?")
    if parse is not None:
        return tuple(map(parse, found))
    return tuple(choice(name, word, choices) for word in found) if choices else found


def kind_named(word: str) -> str:
    """The kind of a word: its name or the word for one of it, in any case; raises `UsageError`."""
    folded = word.lower()
    for kind in KINDS.values():
        if folded in (kind.name, kind.one):
            return kind.name
    raise unknown("kind", word, KINDS)


def check_id(text: str) -> None:
    """Raise `UsageError` for a text that is no id of a record."""
    if not re.fullmatch(SLUG, text) or len(text) > 80:
        raise UsageError(f"'{text}' is not an id", "use lower-case words joined by hyphens.")


def date_option(option: str, text: str | None) -> str | None:
    """An EDTF date given on the command line; raises `UsageError` for anything else."""
    if text is None:
        return None
    try:
        edtf.parse(text)
    except edtf.DateError as fault:
        raise UsageError(f"{option}: {fault}") from fault
    return text


_NOUNS = {
    "--lang": "language",
    "--admit": "fit",
    "--fail-on": "status",
    "--color": "setting of --color",
}
"""What messages call a choice where it is not the option's name."""


def choice(option: str, value: str, choices: Sequence[str]) -> str:
    """One of the choices; raises `UsageError` with the nearest."""
    if value not in choices:
        what, every = _NOUNS.get(option, option.removeprefix("--")), ", ".join(choices)
        raise unknown(what, value, choices, f"choose from {every}.")
    return value


def json_or(name: str, as_json: bool) -> str:
    """The format that --format and --json name together; raises `UsageError` where they differ."""
    if as_json and name not in ("auto", "json"):
        raise UsageError(f"--json and --format {name} contradict each other", "give one of them.")
    return "json" if as_json else name


def options_of(group: type) -> Mapping[str, Option]:
    """The options of a group by the field that each fills."""
    return {key.name: key.metadata["option"] for key in fields(group)}
