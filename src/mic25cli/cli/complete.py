"""What the shell offers after Tab: `mic25 __complete WORDS… =LAST`, a candidate a line.

The scripts of `cli/shells` call it with the words before the cursor and, after an equals sign, the
one at the cursor.  A line is a value, and after a tab what it is.  Values are of letters, figures
and a few signs, so that no shell finds anything to expand in them.  Nothing is built, nothing is
read from YAML, and whatever goes wrong offers nothing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from mic25cli.cli.commands import COMMANDS, commands_of
from mic25cli.cli.words import FLAGS, VALUED
from mic25cli.model.kinds import KINDS

if TYPE_CHECKING:
    from mic25cli.cli.options import Option
    from mic25cli.model.book import Book

MOST = 200
"""Candidates at most: what nobody reads helps nobody."""

SAFE = re.compile(r"[A-Za-z0-9_@%+,./:=-]+", re.ASCII)
"""What a candidate may be made of: nothing that any shell gives a meaning to."""

Candidate = tuple[str, str]

SHARING = ("timeline",)
"""A command with the options of all."""

ROOT_OPTIONS = (("--help", "show help"), ("--version", "print the version"))


def lines(words: Sequence[str]) -> str:
    """The candidates for a command line, a line each; nothing where anything is wrong."""
    found: dict[str, str] = {}
    with suppress(Exception):
        for value, about in _candidates(words):
            if SAFE.fullmatch(value):
                found.setdefault(value, re.sub(r"[^\x20-\x7e]+", " ", about).strip())
            if len(found) == MOST:
                break
    return "".join(
        f"{value}\t{about}\n" if about else f"{value}\n" for value, about in found.items()
    )


def _candidates(words: Sequence[str]) -> Iterator[Candidate]:
    *before, last = words or ("=",)
    # bash parts words at an equals sign.
    line = [word for word in before if word != "="]
    start = _start(line)
    typed = line[start:]
    if start > len(line):
        # The value of an option that stands before any command.
        typed = [*SHARING, line[-1]]
    prefix = last.removeprefix("=")
    if prefix == "=":
        prefix = ""
    plain = not prefix.startswith("-") and not any(word.startswith("-") for word in typed)
    if plain and typed and typed[0] in KINDS and (len(typed) == 1 or typed[1] == "show"):
        return _below(typed, prefix, line)
    if plain and typed[:1] == ["show"]:
        return _ids("", prefix, line)
    if not typed:
        if prefix.startswith("-"):
            own, _ = command_of(SHARING)
            shared: Mapping[str, Option] = getattr(own and own[0], "offered", {})
            before_any = [
                (flag, each.help)
                for each in shared.values()
                for flag in _flags(each)
                if flag in VALUED | FLAGS and flag.startswith("--")
            ]
            return _starting((*ROOT_OPTIONS, *before_any), prefix)
        return _starting(_commands(), prefix)
    known, rest = command_of(typed)
    if known is None:
        return iter(())
    function, kind = known
    options: Mapping[str, Option] = getattr(function, "offered", {})
    by_flag = {flag: option for option in options.values() for flag in _flags(option)}
    if prefix.startswith("--") and "=" in prefix:
        name, _, value = prefix.partition("=")
        found = _values(by_flag[name], value, line, kind) if name in by_flag else iter(())
        return ((f"{name}={each}", about) for each, about in found)
    asked = by_flag.get(rest[-1]) if rest else None
    if asked is not None and asked.typed not in (bool, bool | None):
        return _values(asked, prefix, line, kind)
    if prefix.startswith("-") and "--" not in rest:
        shown = ((flag, each.help) for flag, each in by_flag.items() if flag.startswith("--"))
        return _starting((*shown, ("--help", "show help")), prefix)
    return _words(options, prefix, line, kind)


def _start(words: Sequence[str]) -> int:
    """Where the command stands, after options of all; past the end where a value is to come."""
    at = 0
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in VALUED else 1
    return at


def _flags(option: Option) -> Iterator[str]:
    for flag in option.flags:
        yield from flag.split("/")


def command_of(
    typed: Sequence[str],
) -> tuple[tuple[Callable[..., object], str] | None, Sequence[str]]:
    """The function of the command that the words name, its kind if it has one, and what follows."""
    from mic25cli.cli.group import load

    if not typed:
        return None, ()
    first, *rest = typed
    if first not in KINDS:
        entry = COMMANDS.get(first)
        return (None if entry is None else (load(entry.where), "")), rest
    own = commands_of(first)
    if rest and rest[0] in own:
        return (load(own[rest[0]].where), first), rest[1:]
    if rest and (rest[0] == "show" or (not rest[0].startswith("-") and rest[0] != "list")):
        from mic25cli.cli.show import show_command

        return (show_command(KINDS[first]), first), rest[1:]
    from mic25cli.cli.lists import list_command

    return (list_command(KINDS[first]), first), rest[1:] if rest[:1] == ["list"] else rest


def taken(words: Sequence[str]) -> set[str]:
    """The options that the command of a command line takes, as they are written."""
    known, _ = command_of(words)
    if known is None:
        return set()
    fixed = getattr(known[0], "fixed", ())
    offered: Mapping[str, Option] = getattr(known[0], "offered", {})
    return {flag for key, each in offered.items() if key not in fixed for flag in _flags(each)}


def _words(
    options: Mapping[str, Option], prefix: str, typed: Sequence[str], kind: str
) -> Iterator[Candidate]:
    """What may stand where no option does: an argument's values."""
    for option in options.values():
        if not option.flags:
            yield from _values(option, prefix, typed, kind)


def _below(typed: Sequence[str], prefix: str, line: Sequence[str]) -> Iterator[Candidate]:
    """The commands of a kind and the ids of its records."""
    kind = typed[0]
    if len(typed) == 1:
        own = commands_of(kind)
        commands = [("list", "list them"), ("show", "show one or more in full")]
        commands += [(name, entry.help) for name, entry in own.items()]
        yield from _starting(commands, prefix)
    if prefix or len(typed) > 1:
        yield from _ids(kind, prefix, line)


def _values(option: Option, prefix: str, typed: Sequence[str], kind: str) -> Iterator[Candidate]:
    """The values of an option or argument that begin as typed, those after commas too."""
    done, comma, prefix = prefix.rpartition(",") if "," in prefix else ("", "", prefix)
    if option.completes == "folder":
        found = _folders(prefix)
    elif option.choices:
        found = _starting(((choice, "") for choice in option.choices), prefix)
    elif option.completes == "field":
        found = _fields(kind, prefix, typed)
    elif option.completes.startswith("value:"):
        found = _recorded(kind, option.completes.removeprefix("value:"), prefix, typed)
    elif option.completes == "kind":
        found = _starting(((kind.name, kind.help) for kind in KINDS.values()), prefix)
    elif option.completes == "table":
        from mic25cli.calc.tables import TABLES

        found = _starting(((table, "") for table in TABLES), prefix)
    elif option.completes == "chart":
        found = _chartable(prefix, typed)
    elif option.completes == "output":
        from mic25cli.cli import outputs

        found = _starting(((output, "") for output in outputs.every()), prefix)
    elif option.completes == "code":
        found = _codes(option, prefix)
    elif option.completes == "shell":
        from mic25cli.cli.completion import SHELLS

        found = _starting(((shell, "") for shell in SHELLS), prefix)
    elif option.completes == "class":
        from mic25cli.calc.diff import CLASSES

        found = _starting(((class_, "") for class_ in CLASSES), prefix)
    elif option.completes == "topic":
        found = _topics(prefix, typed)
    elif option.completes == "record":
        found = _records(prefix, typed)
    elif option.completes == "id":
        found = _ids(kind, prefix, typed)
    elif option.completes in KINDS:
        found = _ids(option.completes, prefix, typed)
    else:
        found = iter(())
    return ((done + comma + value, about) for value, about in found)


def _starting(candidates: Iterable[Candidate], prefix: str) -> Iterator[Candidate]:
    return (candidate for candidate in candidates if candidate[0].startswith(prefix))


def _book(typed: Sequence[str]) -> Book | None:
    """The book that the command line reads, from its snapshot; None where that is not current."""
    from mic25cli.store import place, snapshot

    given = [Path(value) for flag, value in pairwise(typed) if flag == "--records"]
    given += [Path(word.partition("=")[2]) for word in typed if word.startswith("--records=")]
    if not given and not os.environ.get(place.VARIABLE):
        from mic25cli.cli.config import value

        given = list(value("records") or ())
    return snapshot.current_book(place.folders(given))


def _ids(kind: str, prefix: str, typed: Sequence[str]) -> Iterator[Candidate]:
    """The ids of a kind, or of all where there is none and something is typed; with English names.

    A name is shown as text beside its id by shells that have room for it, and is never a value.
    """
    if not kind and not prefix:
        return
    book = _book(typed)
    if book is None:
        return
    for kind_name in (kind,) if kind else KINDS:
        for id_, record in book.kind(kind_name).items():
            if id_.startswith(prefix):
                label = record[KINDS[kind_name].label]
                yield id_, (label if isinstance(label, str) else label["en"] or "")


def _recorded(kind: str, path: str, prefix: str, typed: Sequence[str]) -> Iterator[Candidate]:
    """The words, years and numbers that records have at a path."""
    from mic25cli.calc import paths

    book = _book(typed)
    found: set[str] = set()
    for record in book.kind(kind).values() if book is not None else ():
        for value in paths.values(record, path):
            if value is not None and not isinstance(value, Mapping):
                # Of a date, the year: filters by date at a path go by that.
                dated = re.match(r"(\d{4})(?:[-~?/]|$)", str(value))
                found.add(dated[1] if dated else str(value))
    return _starting(((each, "") for each in sorted(found)), prefix)


def _records(prefix: str, typed: Sequence[str]) -> Iterator[Candidate]:
    """Records as `kind/id`: the kinds, and after the slash their ids."""
    kind, slash, name = prefix.partition("/")
    if not slash:
        return _starting(((f"{kind}/", "") for kind in KINDS), prefix)
    found = _ids(kind, name, typed) if kind in KINDS else iter(())
    return ((f"{kind}/{value}", about) for value, about in found)


def _codes(option: Option, prefix: str) -> Iterator[Candidate]:
    from mic25cli.cli.codes import CODES, FAMILIES

    more = ("all",) if "--explain" in option.flags else FAMILIES
    return _starting(((each, "") for each in (*more, *CODES)), prefix)


def _topics(prefix: str, typed: Sequence[str]) -> Iterator[Candidate]:
    """What `mic25 help` knows: topics and commands, and below a kind the commands of it."""
    below = list(typed[_start(typed) + 1 :])
    if not below:
        from mic25cli.cli.topics import TOPICS

        return _starting((*TOPICS.items(), *_commands()), prefix)
    own = commands_of(below[0])
    words = ["list", "show", *own] if below[0] in KINDS and len(below) == 1 else []
    return _starting(((word, "") for word in words), prefix)


def _commands() -> Iterator[Candidate]:
    yield from ((kind.name, kind.help) for kind in KINDS.values())
    yield from ((name, entry.help) for name, entry in COMMANDS.items())


def _chartable(prefix: str, typed: Sequence[str]) -> Iterator[Candidate]:
    """What a chart can be of: its words, and the ids of targets and of the other indicators."""
    from mic25cli.cli.chart import WORDS

    yield from _starting(((word, "") for word in WORDS), prefix)
    if prefix:
        found = dict(_ids("indicators", prefix, typed)) | dict(_ids("targets", prefix, typed))
        yield from found.items()


def _fields(kind: str, prefix: str, typed: Sequence[str]) -> Iterator[Candidate]:
    """The paths of a kind's fields, as far as the records have them."""
    sign, name = ("-", prefix[1:]) if prefix.startswith("-") else ("", prefix)
    book = _book(typed)
    found: dict[str, None] = {}
    for record in book.kind(kind).values() if book is not None and kind else ():
        found.update(dict.fromkeys(_paths(record)))
    return ((sign + path, "") for path in found if path.startswith(name))


def _paths(value: object, path: str = "") -> Iterator[str]:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        for key, item in value.items():
            below = f"{path}.{key}" if path else key
            yield below
            yield from _paths(item, below)


def _folders(prefix: str) -> Iterator[Candidate]:
    parent, _, name = prefix.rpartition("/")
    for entry in sorted(os.scandir(parent or ("/" if prefix.startswith("/") else ".")),
                        key=lambda entry: entry.name):  # fmt: skip
        if entry.name.startswith(name) and entry.is_dir():
            yield (f"{parent}/" if "/" in prefix else "") + entry.name + "/", ""
