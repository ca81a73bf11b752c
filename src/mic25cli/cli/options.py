"""The options of commands: one frozen dataclass per group, with an option in each field.
`cli.command` replaces a parameter that is a group by the group's options. The group's
`__post_init__` checks fields against each other."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, fields
from datetime import UTC, datetime, timedelta
from functools import partial
from math import isfinite, nan
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias, TypedDict, Unpack, get_args

from mic25cli.cli.terminal_io import COLORS
from mic25cli.errors import UsageError, not_a, suggestion, unknown
from mic25cli.model import edtf
from mic25cli.model.characters import SLUG
from mic25cli.model.kinds import KINDS
from mic25cli.values import FrozenData
from mic25cli.view.render import FORMATS, WORKBOOK

Texts = tuple[str, ...]  # the value of an option with several words
Parse = Callable[[str, Any], Any]
"""A function from an option's name and text to the value for the code; raises `UsageError`."""
OptionField: TypeAlias = Any
"""A field in a group of options; as with `dataclasses.field`, its type may be anything."""
TypeForm: TypeAlias = Any
"""A type, or a union or list of types."""


class Details(TypedDict, total=False):
    """The settings that only some options have; see `Option` and `_field`."""

    name: str
    also: str
    choices: Iterable[str]
    needed: bool
    parse: Parse
    completes: str
    setting: str
    rare: bool


class Option(FrozenData):
    """An option or argument of a command: its flags, its meaning and its values."""

    flags: tuple[str, ...]  # its flags; empty for an argument
    type_: TypeForm  # the type for the parser, before `parse`
    metavar: str | None
    help: str
    default: object = None  # the default, in the form that the parser has
    needed: bool = False  # whether it is required
    parse: Parse | None = None
    commas: bool = False  # whether it accepts several words separated by commas
    choices: tuple[str, ...] = ()  # its closed list of values, which completion offers
    completes: str = ""
    """What completion offers for open values: `field`, `kind`, `folder`, or an id's kind."""
    setting: str = ""  # the key in `cli.config` of its default
    rare: bool = False  # whether it is only on the second page of help

    @property
    def name(self) -> str:
        """Its name in messages: the first flag of an option, the placeholder of an argument."""
        return self.flags[0] if self.flags else str(self.metavar)

    @property
    def spellings(self) -> tuple[str, ...]:
        """All its flags; `--on/--off` are two."""
        return tuple(flag for each in self.flags for flag in each.split("/"))

    @property
    def is_switch(self) -> bool:
        """Whether it takes no value."""
        return self.type_ in (bool, bool | None)

    @property
    def several(self) -> bool:
        """Whether it may be given several times, or with several words."""
        return "list" in str(self.type_)

    @property
    def is_path(self) -> bool:
        """Whether it takes paths."""
        return self.type_ in (Path, Path | None, list[Path], list[Path] | None)

    def annotation(self, hidden: bool = False) -> TypeForm:
        """The annotation for typer: the type with the option, perhaps hidden in help."""
        # Imported here, because plain command lines do not need it.
        import typer

        how: dict[str, Any] = {"metavar": self.metavar, "help": self.help, "hidden": hidden}
        how["show_default"] = False
        how["parser"] = None if self.is_switch else self.read
        return Annotated[
            self.type_, typer.Option(*self.flags, **how) if self.flags else typer.Argument(**how)
        ]

    def read(self, text: str) -> str | Path:
        """A text or path from the command line; raises `UsageError` for an impossible one."""
        return self._path(text) if self.is_path else self._text(text)

    def _text(self, text: str) -> str:
        """A text as given, but not empty: an unset variable would make a filter select all."""
        if not text.strip():
            raise UsageError.of("value-is-empty", name=self.name)
        return text

    def _path(self, text: str) -> Path:
        """A path as given. An empty one is refused, because it would mean the current folder."""
        if not text:
            raise UsageError.of("path-is-empty", name=self.name)
        with suppress(UnicodeEncodeError):
            if b"\0" not in os.fsencode(text):
                return Path(text)
        raise UsageError.of("is-not-path", name=self.name, given=text)

    def value(self, value: Any) -> Any:
        """The parsed value; raises `UsageError` for an invalid one."""
        if not self.several:
            return value if value is None or self.parse is None else self.parse(self.name, value)
        words = [*(value or ())]
        if self.commas:
            words = [word.strip() for text in words for word in text.split(",") if word.strip()]
        if value and not words:
            # An empty list would silently turn off a script's check.
            raise UsageError.of("value-is-empty", name=self.name)
        parse = self.parse
        return tuple(words if parse is None else [parse(self.name, word) for word in words])


Across = Literal["scorecard", "shortfall", "funds"]
ACROSS: tuple[Across, ...] = get_args(Across)  # charts of a whole dataset
_OFFERED = {
    **{key: kind.name for kind in KINDS.values() for key in (f"--{kind.one}", kind.one.upper())},
    **{key: key.lower() for key in ("CLASS", "CODE", "FIELD", "FILE", "KIND", "SHELL")},
    "--report": "sources",
    "DIR": "folder",
}
"""What completion offers for an option of this name, or for this first word of a metavar."""


def _field(
    type_: TypeForm,
    metavar: str | None,
    help_text: str,
    *,
    name: str = "",
    also: str = "",
    argument: bool = False,
    choices: Iterable[str] = (),
    **more: Any,
) -> OptionField:
    """A field with its option, which has the name of the field unless `name` is given. `also` is a
    second flag."""
    choices = tuple(choices)
    help_text = help_text.replace("{}", ", ".join(choices))
    if choices:
        more.setdefault("parse", partial(_one_of, choices))

    def option(key: str) -> Option:
        flags = () if argument else (name or f"--{key.replace('_', '-')}", also)
        names = (*flags, *re.findall("[A-Z]+", metavar or "")[:1])
        offered = next((_OFFERED[each] for each in names if each in _OFFERED), "")
        own = {"completes": offered, **more}
        return Option(tuple(filter(None, flags)), type_, metavar, help_text, choices=choices, **own)

    if more.get("needed"):
        return field(metadata={"option": option})
    return field(default=option("").value(more.get("default")), metadata={"option": option})


def flag(help_text: str, *, default: bool | None = False, **more: Unpack[Details]) -> OptionField:
    """A switch, or `--on/--off`; if `default` is None, the value says whether it was given."""
    type_ = bool | None if default is None else bool
    return _field(type_, None, help_text, default=default, **more)


def text(
    metavar: str, help_text: str, default: str | None = None, **more: Unpack[Details]
) -> OptionField:
    """An option with one text: any, one of the `choices`, or the result of `parse`. A metavar in
    small letters, `one|other`, lists the choices."""
    if metavar.islower():
        more.setdefault("choices", metavar.split("|"))
    type_ = str if default is not None else str | None
    return _field(type_, metavar, help_text, default=default, **more)


_FORMAT = "Choose the format (mic25 help formats)"


def format_option(formats: Sequence[str]) -> OptionField:
    """The option for the format of the result."""
    own = ", ".join(each for each in formats if each not in (*FORMATS, WORKBOOK))
    about = f"Choose the format, also {own}" if 0 < len(own) < 35 else _FORMAT
    return text("FORMAT", about, "auto", also="-f", choices=("auto", *formats), setting="format")


def colors() -> OptionField:
    """The option for colour."""
    return text("|".join(COLORS), "Colour the output on a terminal", "auto", setting="color")


def date(help_text: str, *, setting: str = "") -> OptionField:
    """An option with a date (EDTF)."""
    return text("DATE", help_text, parse=date_option, setting=setting)


def number(
    metavar: str,
    help_text: str,
    default: float | None = None,
    *,
    least: float | None = None,
    most: float | None = None,
    type_: type[float] | type[int] = int,
    rare: bool = False,
) -> OptionField:
    """An option with a number, which we parse, because the parser's own errors are jargon."""
    digits = None if default is None else str(default)
    parse = partial(_number, type_, least, most)
    return text(metavar, help_text, digits, parse=parse, rare=rare)


def _number(
    type_: type[float] | type[int], least: float | None, most: float | None, name: str, text: str
) -> float:
    what = "whole number" if type_ is int else "number"
    try:
        value = type_(text)
    except ValueError:
        value = nan
    if isinstance(value, float) and not isfinite(value):
        example = f"write a number, for example {name} {least or most or 10}."
        raise UsageError(f"{name}: '{text}' is not a {what}", example)
    if least is not None and value < least:
        raise UsageError.of("is-too-small", name=name, text=text, least=least)
    if most is not None and value > most:
        raise UsageError.of("is-too-large", name=name, text=text, most=most)
    return value


def words(metavar: str, help_text: str, **more: Unpack[Details]) -> OptionField:
    """An option with several words, separated by commas, repeated, or both; a tuple. Each is one of
    the `choices`, or the result of `parse`."""
    return _field(list[str] | None, metavar, help_text, commas=True, **more)


def texts(metavar: str, help_text: str, **more: Unpack[Details]) -> OptionField:
    """An option that may be repeated, with one text each time; a tuple."""
    return _field(list[str] | None, metavar, help_text, **more)


def path(metavar: str, help_text: str, **more: Unpack[Details]) -> OptionField:
    """An option with one path, of a `DIR` or a `FILE`."""
    return _field(Path | None, metavar, help_text, **more)


def paths(metavar: str, help_text: str, **more: Unpack[Details]) -> OptionField:
    """An option with the path of a folder, which may be repeated; a tuple."""
    return _field(list[Path] | None, metavar, help_text, completes="folder", **more)


def argument(
    metavar: str, help_text: str, *, type_: TypeForm = str, **more: Unpack[Details]
) -> OptionField:
    """A word without an option; `[WORD]` is optional, and None if missing."""
    needed = more.setdefault("needed", not metavar.startswith("["))
    return _field(type_ if needed else type_ | None, metavar, help_text, argument=True, **more)


def arguments(
    metavar: str, help_text: str, *, type_: TypeForm = str, **more: Unpack[Details]
) -> OptionField:
    """Words without an option, as a tuple; `[WORD…]` is optional."""
    return argument(metavar, help_text, type_=list[type_], **more)


def _one_of(choices: tuple[str, ...], name: str, text: str) -> str:
    """One of the choices; raises `UsageError` with similar ones."""
    if text not in choices:
        if name == "--format" and text in ("svg", "png"):
            raise UsageError.of("is-written-to-file-and-not-printed", given=text)
        if name == "--format" and text in ("html", "pdf", "docx"):
            raise UsageError.of("is-written-as-page", given=text)
        if name == "--format" and text in ("bibtex", "biblatex", "csl-json", "ris", "gbt7714"):
            raise UsageError.of("is-style-of-cite", given=text)
        other = {"jsonl": "ndjson", "excel": "xlsx", "markdown": "md", "txt": "plain"}.get(text, "")
        if name == "--format" and other in choices:
            raise UsageError(not_a(f"value of {name}", text), suggestion([other]))
        see = "'mic25 commands --json' lists them."
        raise unknown(f"value of {name}", text, choices, see)
    return text


def kind_named(_: str, word: str) -> str:
    """The kind that a word names, in the singular or plural and any case; raises `UsageError`."""
    folded = word.lower()
    for kind in KINDS.values():
        if folded in (kind.name, kind.one):
            return kind.name
    raise unknown("record type", word, KINDS, "'mic25 coverage' lists them.")


def check_id(text: str) -> None:
    """Raise `UsageError` for a text that cannot be an id."""
    if not re.fullmatch(SLUG, text) or len(text) > 80:
        raise UsageError.of("is-not-id", text=text)


def date_option(option: str, text: str) -> str:
    """An EDTF date given on the command line; raises `UsageError` for anything else."""
    try:
        edtf.parse(text)
    except edtf.DateError as fault:
        if day := day_meant(text):
            raise UsageError.of(
                "date-in-another-form", option=option, text=text, day=day
            ) from fault
        raise UsageError(f"{option}: {fault}") from fault
    return text


_DAYS = {
    "%Y/%m/%d": "%Y-%m-%d", "%Y.%m.%d": "%Y-%m-%d", "%d.%m.%Y": "%Y-%m-%d", "%Y%m%d": "%Y-%m-%d",
    "%d %b %Y": "%Y-%m-%d", "%d %B %Y": "%Y-%m-%d", "%b %d %Y": "%Y-%m-%d",
    "%B %d %Y": "%Y-%m-%d", "%b %Y": "%Y-%m", "%B %Y": "%Y-%m", "%Y/%m": "%Y-%m",
    "%m/%Y": "%Y-%m", "%d/%m/%Y": "%Y-%m-%d", "%m/%d/%Y": "%Y-%m-%d",
    "%Y年%m月%d日": "%Y-%m-%d", "%Y年%m月": "%Y-%m", "%Y年": "%Y",
    "%d-%m-%Y": "%Y-%m-%d", "%d/%m/%y": "%Y-%m-%d", "%m/%d/%y": "%Y-%m-%d", "%d.%m.%y": "%Y-%m-%d",
    "%Y/%m/%dt%H:%M:%S": "%Y-%m-%d", "%Y-%m-%dt%H:%M:%S": "%Y-%m-%d",
}  # fmt: skip
"""Forms of dates, each with its EDTF form."""


_DAYS_BACK = {"today": 0, "now": 0, "latest": 0, "今天": 0, "yesterday": 1, "昨天": 1}
"""Words for a day, each with the number of days before today."""


def day_meant(text: str) -> str | None:
    """The EDTF date for one in another form: 2025/12/31, 31.12.2025, Dec 2025, today."""
    plain = text.strip().lower().replace(",", "")
    if (back := _DAYS_BACK.get(plain)) is not None:
        return (datetime.now(UTC).date() - timedelta(back)).isoformat()
    if len(plain) == 4 and plain.isdigit():
        return None  # a year is a valid date
    days: set[str] = set()
    for form, pattern in _DAYS.items():
        with suppress(ValueError):
            day = datetime.strptime(plain, form).replace(tzinfo=UTC)
            days.add(f"{day:{pattern}}")
    # 5/6/2025 could be two different days.
    return days.pop() if len(days) == 1 else None


def options_of(group: type) -> Mapping[str, Option]:
    """The options of a group by field."""
    return {each.name: each.metadata["option"](each.name) for each in fields(group)}
