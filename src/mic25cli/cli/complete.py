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
from importlib import import_module
from itertools import chain, product
from typing import TYPE_CHECKING

from mic25cli.cli.argv import command_words, named_books, takes_value
from mic25cli.cli.commands import COMMANDS, commands_of
from mic25cli.errors import Mic25Error
from mic25cli.model.kinds import KINDS

if TYPE_CHECKING:
    from mic25cli.cli.options import Option
    from mic25cli.model.book import RecordBook

MOST = 200
"""Candidates at most: what nobody reads helps nobody."""

SAFE = re.compile(r"[A-Za-z0-9_@%+,./:=-]+", re.ASCII)
"""What a candidate may be made of: nothing that any shell gives a meaning to."""

Candidate = tuple[str, str]
"""A value, and what it is."""


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
    if ":" in (last[1:], *before[-1:]) and len(before) > (last != "=:"):
        # bash parts words at a colon, too, and replaces only what follows it.
        *before, book = before if last == "=:" else before[:-1]
        whole = _candidates([*before, f"={book}:{last[1:].removeprefix(':')}"])
        return ((value.removeprefix(f"{book}:"), about) for value, about in whole)
    # bash parts words at an equals sign.
    line = [word for word in before if word != "="]
    typed = command_words(line)
    if not typed and line and takes_value(line[-1]):
        # The value of an option that stands before any command, as any command takes it.
        typed = ["timeline", line[-1]]
    prefix = last.removeprefix("=")
    if prefix == "=":
        prefix = ""
    plain = not prefix.startswith("-") and not any(word.startswith("-") for word in typed)
    if plain and typed and typed[0] in KINDS and (len(typed) == 1 or typed[1] == "show"):
        return _below(typed, prefix, line)
    if plain and typed[:1] == ["show"]:
        return _ids(prefix, line)
    if not typed:
        return _starting(_before_any() if prefix.startswith("-") else _commands(line), prefix)
    known, rest = command_of(typed)
    if known is None:
        return iter(())
    function, kind = known
    options: Mapping[str, Option] = getattr(function, "offered", {})
    by_flag = {flag: option for option in options.values() for flag in option.spellings}
    if prefix.startswith("--") and "=" in prefix:
        name, _, value = prefix.partition("=")
        found = _values(by_flag[name], value, line, kind) if name in by_flag else iter(())
        return ((f"{name}={each}", about) for each, about in found)
    asked = by_flag.get(rest[-1]) if rest else None
    if asked is not None and not asked.is_switch:
        return _values(asked, prefix, line, kind)
    if prefix.startswith("-") and "--" not in rest:
        return _starting((*_long(by_flag), ("--help", "show help")), prefix)
    # What may stand where no option does: an argument's values.
    arguments = (option for option in options.values() if not option.flags)
    return chain.from_iterable(_values(each, prefix, line, kind) for each in arguments)


def _before_any() -> Iterator[Candidate]:
    """The options that may stand before any command."""
    from mic25cli.cli.options import options_of
    from mic25cli.cli.session import Session

    yield "--help", "show help"
    yield "--version", "print the version"
    yield from _long({flag: o for o in options_of(Session).values() for flag in o.spellings})


def _long(by_flag: Mapping[str, Option]) -> Iterator[Candidate]:
    return ((flag, each.help) for flag, each in by_flag.items() if flag.startswith("--"))


def command_of(
    typed: Sequence[str],
) -> tuple[tuple[Callable[..., object], str] | None, Sequence[str]]:
    """The function of the command that the words name, its kind if it has one, and what follows."""
    from mic25cli.cli.built import load

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
    return {flag for key, each in offered.items() if key not in fixed for flag in each.spellings}


def _below(typed: Sequence[str], prefix: str, line: Sequence[str]) -> Iterator[Candidate]:
    """The commands of a kind and the ids of its records."""
    kind = typed[0]
    if len(typed) == 1:
        own = commands_of(kind)
        commands = [("list", "list them"), ("show", "show one or more in full")]
        commands += [(name, entry.help) for name, entry in own.items()]
        yield from _starting(commands, prefix)
    if prefix or len(typed) > 1:
        yield from _ids(prefix, line, kind)


def _values(option: Option, prefix: str, typed: Sequence[str], kind: str) -> Iterator[Candidate]:
    """The values of an option or argument that begin as typed, those after commas too."""
    done, comma, prefix = prefix.rpartition(",") if "," in prefix else ("", "", prefix)
    what, _, path = option.completes.partition(":")
    if option.choices:
        found = _named(option.choices, prefix)
    elif what == "value":
        found = _recorded(kind, path, prefix, typed)
    elif what in TABLES:
        module, _, name = TABLES[what].partition(":")
        table = getattr(import_module(f"mic25cli.{module}"), name)
        found = _named(table() if callable(table) else table, prefix)
    elif what == "code":
        found = _codes(option, prefix)
    elif what in KINDS:
        found = _ids(prefix, typed, what)
    else:
        found = OFFERS.get(what, _nothing)(prefix, typed, kind)
    return ((done + comma + value, about) for value, about in found)


def _nothing(*_: object) -> Iterator[Candidate]:
    return iter(())


def _named(names: Iterable[str], prefix: str) -> Iterator[Candidate]:
    return _starting(((name, "") for name in names), prefix)


def _starting(candidates: Iterable[Candidate], prefix: str) -> Iterator[Candidate]:
    return (candidate for candidate in candidates if candidate[0].startswith(prefix))


def _books(typed: Sequence[str]) -> list[RecordBook]:
    """The books that the command line reads, from their snapshots, those that are current."""
    from mic25cli.store import snapshot

    found = map(snapshot.current_book, named_books(typed))
    return [book for book in found if book is not None]


def _book(typed: Sequence[str]) -> RecordBook | None:
    """The first of them; None where there is none."""
    return next(iter(_books(typed)), None)


def _shelf(prefix: str, typed: Sequence[str], _kind: str) -> Iterator[Candidate]:
    """What --book takes: the books that ship, and folders."""
    from mic25cli.store import shelf

    yield from _named(shelf.names(), prefix)
    yield from _folders(prefix, typed, "")


def _ids(prefix: str, typed: Sequence[str], kind: str = "") -> Iterator[Candidate]:
    """The ids of a kind, or of all where there is none and something is typed; with English names.

    A name is shown as text beside its id by shells that have room for it, and is never a value.
    """
    if not kind and not prefix:
        return
    from mic25cli.store import shelf, snapshot

    shipped = {name: shelf.folder(name) for name in shelf.names()}
    name, colon, rest = prefix.partition(":")
    books, lead = _books(typed), ""
    if colon and name in shipped:
        named = snapshot.current_book((shipped[name],))
        books, lead, prefix = [named] if named else [], f"{name}:", rest
    for book, kind_name in product(books, (kind,) if kind else KINDS):
        for id_, record in book.kind(kind_name).items():
            if id_.startswith(prefix):
                label = record[KINDS[kind_name].label]
                yield lead + id_, (label if isinstance(label, str) else label["en"] or "")
        for old, now in book.former.items():
            if old.startswith(f"{kind_name}/{prefix}"):
                yield lead + old.partition("/")[2], f"now {now}"
    if prefix and not lead:
        yield from _named((f"{each}:" for each in shipped), prefix)


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
    return _named(sorted(found), prefix)


def _records(prefix: str, typed: Sequence[str], _kind: str) -> Iterator[Candidate]:
    """Records as `kind/id`: the kinds, and after the slash their ids."""
    kind, slash, name = prefix.partition("/")
    if not slash:
        return _named((f"{kind}/" for kind in KINDS), prefix)
    found = _ids(name, typed, kind) if kind in KINDS else iter(())
    return ((f"{kind}/{value}", about) for value, about in found)


def _codes(option: Option, prefix: str) -> Iterator[Candidate]:
    from mic25cli.check.registry import FAMILIES, names

    more = ("all",) if "--explain" in option.flags else FAMILIES
    return _named((*more, *names()), prefix)


def _topics(prefix: str, typed: Sequence[str], _kind: str) -> Iterator[Candidate]:
    """What `mic25 help` knows: topics and commands, and below a kind the commands of it."""
    below = command_words(typed)[1:]
    if not below:
        from mic25cli.cli.topics import TOPICS

        return _starting((*TOPICS.items(), *_commands(typed)), prefix)
    own = ("list", "show", *commands_of(below[0])) if below[0] in KINDS else ()
    return _named(own if len(below) == 1 else (), prefix)


def _kinds(typed: Sequence[str]) -> Iterator[Candidate]:
    """The kinds that the book uses; all where nobody knows which."""
    book = None
    with suppress(Mic25Error):
        book = _book(typed)
    return ((kind, KINDS[kind].help) for kind in (KINDS if book is None else book.profile.kinds))


def _commands(typed: Sequence[str]) -> Iterator[Candidate]:
    yield from _kinds(typed)
    yield from ((name, entry.help) for name, entry in COMMANDS.items())


def _chartable(prefix: str, typed: Sequence[str], _kind: str) -> Iterator[Candidate]:
    """What a chart can be of: its words, and the ids of targets and of the other indicators."""
    from mic25cli.cli.chart import WORDS

    yield from _named(WORDS, prefix)
    if prefix:
        for kind in ("indicators", "targets"):
            yield from _ids(prefix, typed, kind)


def _fields(prefix: str, typed: Sequence[str], kind: str) -> Iterator[Candidate]:
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


def _folders(prefix: str, _typed: Sequence[str], _kind: str) -> Iterator[Candidate]:
    parent, slash, name = prefix.rpartition("/")
    for entry in sorted(os.listdir(parent + slash or ".")):
        if entry.startswith(name) and os.path.isdir(parent + slash + entry):
            yield f"{parent}{slash}{entry}/", ""


TABLES = {
    "table": "calc.tables:TABLES",
    "shell": "cli.completion:SHELLS",
    "class": "calc.diff.changes:CLASSES",
    "output": "cli.schema:outputs",
}
"""Where the names stand that an option completes, by `Option.completes`."""

OFFERS: Mapping[str, Callable[[str, Sequence[str], str], Iterator[Candidate]]] = {
    "kind": lambda prefix, typed, _kind: _starting(_kinds(typed), prefix),
    "folder": _folders,
    "book": _shelf,
    "field": _fields,
    "chart": _chartable,
    "topic": _topics,
    "record": _records,
    "id": _ids,
}
"""What offers values, from what is typed of one, the words of the line and the kind."""
