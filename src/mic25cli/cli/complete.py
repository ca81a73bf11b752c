"""Completion in shells: `mic25 __complete WORDS… =LAST` prints one candidate per line. The scripts
in `cli/shells` call it with the words before the cursor and, after an equals sign, the one at the
cursor. It builds no commands, reads no YAML, and prints nothing if anything fails."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from itertools import chain, product
from typing import TYPE_CHECKING

from mic25cli.calc import field_paths
from mic25cli.cli import commands
from mic25cli.errors import Mic25Error
from mic25cli.model.dataset import RecordSet
from mic25cli.model.kinds import KINDS
from mic25cli.store import installed_datasets, snapshot

if TYPE_CHECKING:
    from mic25cli.cli.options import Option


MOST = 200  # the maximum number of candidates; nobody reads more

SAFE = re.compile(r"[A-Za-z0-9_@%+,./:=-]+", re.ASCII)
"""The characters of candidates: none of them has a special meaning in any shell."""

Candidate = tuple[str, str]  # a value, with its meaning


def lines(words: Sequence[str]) -> str:
    """The candidates for a command line, one line each; empty if anything is wrong."""
    *before, last = words or ("=",)
    prefix, cut = last.removeprefix("="), ""
    if ":" in (prefix, *before[-1:]) and len(before) > (prefix != ":"):
        # bash splits words at colons, too, and replaces only the part after the last one.
        *before, dataset = before if prefix == ":" else before[:-1]
        prefix, cut = f"{dataset}:{prefix.removeprefix(':')}", f"{dataset}:"
    # bash splits words at an equals sign.
    line = [word for word in before if word != "="]
    prefix = "" if prefix == "=" else prefix
    candidates: dict[str, str] = {}
    with suppress(Exception):
        for value, about in _candidates(prefix, line):
            if value.startswith(prefix) and SAFE.fullmatch(value):
                meaning = re.sub(r"[^\x20-\x7e]+", " ", about).strip()
                candidates.setdefault(value.removeprefix(cut), meaning)
            if len(candidates) == MOST:
                break
    return "".join(f"{value}\t{about}".rstrip("\t") + "\n" for value, about in candidates.items())


def _candidates(prefix: str, line: Sequence[str]) -> Iterable[Candidate]:
    words = commands.command_words(line)
    if not words and line and commands.takes_value(line[-1]):
        # Candidates for the value of an option before the command.
        words = ["timeline", line[-1]]
    plain = not prefix.startswith("-") and not any(word.startswith("-") for word in words)
    if plain and words and words[0] in KINDS and (len(words) == 1 or words[1] == "show"):
        return _below(words, prefix, line)
    if plain and words[:1] == ["show"]:
        return _ids(prefix, line)
    if not words and prefix.startswith("-"):
        from mic25cli.cli.options import options_of
        from mic25cli.cli.session import Session

        shared = options_of(Session).values()
        own = ("--help", "show help"), ("--version", "print the version")
        return (*own, *_long({flag: each for each in shared for flag in each.spellings}))
    if not words:
        return _commands(line)
    function, kind, rest = commands.command_of(words)
    if function is None:
        return ()
    options: Mapping[str, Option] = getattr(function, "offered", {})
    by_flag = {flag: option for option in options.values() for flag in option.spellings}
    if prefix.startswith("--") and "=" in prefix:
        name, _, value = prefix.partition("=")
        values = _values(by_flag[name], value, line, kind) if name in by_flag else ()
        return ((f"{name}={each}", about) for each, about in values)
    previous = by_flag.get(rest[-1]) if rest else None
    if previous is not None and not previous.is_switch:
        return _values(previous, prefix, line, kind)
    if prefix.startswith("-") and "--" not in rest:
        return (*_long(by_flag), ("--help", "show help"))
    # Candidates for an argument.
    arguments = (option for option in options.values() if not option.flags)
    return chain.from_iterable(_values(argument, prefix, line, kind) for argument in arguments)


def _long(by_flag: Mapping[str, Option]) -> Iterator[Candidate]:
    return ((flag, each.help) for flag, each in by_flag.items() if flag.startswith("--"))


def accepted_options(words: Sequence[str]) -> set[str]:
    """The options of the command in a line, as written, and an empty one if it takes words."""
    function, *_ = commands.command_of(words)
    fixed = getattr(function, "fixed", ())
    offered: Mapping[str, Option] = getattr(function, "offered", {})
    own = [each for key, each in offered.items() if key not in fixed]
    # A list takes no words, but a record of its kind can be named instead.
    bare = {""} if words and words[0] in KINDS else set[str]()
    return bare | {flag for each in own for flag in each.spellings or ("",)}


def _below(words: Sequence[str], prefix: str, line: Sequence[str]) -> Iterator[Candidate]:
    kind = words[0]
    if len(words) == 1:
        yield from (("list", "list them"), ("show", "show one or more in full"))
        yield from ((name, entry.help) for name, entry in commands.commands_of(kind).items())
    if prefix or len(words) > 1:
        yield from _ids(prefix, line, kind)


def _values(option: Option, prefix: str, line: Sequence[str], kind: str) -> Iterator[Candidate]:
    done, comma, prefix = prefix.rpartition(",") if "," in prefix else ("", "", prefix)
    what, _, path = option.completes.partition(":")
    pairs: Iterable[Candidate] = ()
    if option.choices:
        pairs = _values_only(option.choices)
    elif what == "value":
        pairs = _recorded(kind, path, line)
    elif what in TABLES:
        module, _, name = TABLES[what].partition(":")
        table = getattr(import_module(f"mic25cli.{module}"), name)
        pairs = _values_only(table() if callable(table) else table)
    elif what == "code":
        from mic25cli.check.registry import FAMILIES, codes

        pairs = _values_only(
            (*(("all",) if "--explain" in option.flags else FAMILIES), *sorted(codes()))
        )
    elif what in KINDS:
        pairs = _ids(prefix, line, what)
    elif what in OFFERS:
        pairs = OFFERS[what](prefix, line, kind)
    return ((done + comma + value, about) for value, about in pairs)


def _values_only(names: Iterable[str]) -> Iterator[Candidate]:
    return ((name, "") for name in names)


def _datasets(line: Sequence[str]) -> list[RecordSet]:
    current = map(snapshot.current_dataset, commands.named_datasets(line))
    return [dataset for dataset in current if dataset is not None]


def _ids(prefix: str, line: Sequence[str], kind: str = "") -> Iterator[Candidate]:
    """The ids of a kind, or of all kinds, with their English names."""
    if not kind and not prefix:
        return
    places = installed_datasets.places()
    name, colon, _ = prefix.partition(":")
    datasets, lead = _datasets(line), ""
    if colon and name in places:
        one = snapshot.current_dataset((places[name],))
        datasets, lead = [one] if one else [], f"{name}:"
    for dataset, kind_name in product(datasets, (kind,) if kind else KINDS):
        for id_, record in dataset.kind(kind_name).items():
            label = record[KINDS[kind_name].label]
            yield lead + id_, (label if isinstance(label, str) else label["en"] or "")
        for old, now in dataset.former.items():
            if old.startswith(f"{kind_name}/"):
                yield lead + old.partition("/")[2], f"now {now}"
    if prefix and not lead:
        yield from _values_only(f"{each}:" for each in places)


def _recorded(kind: str, path: str, line: Sequence[str]) -> Iterator[Candidate]:
    texts: set[str] = set()
    for record in (each for dataset in _datasets(line)[:1] for each in dataset.kind(kind).values()):
        for value in field_paths.values(record, path):
            if value is not None and not isinstance(value, Mapping):
                # Filters by date use the year.
                dated = re.match(r"(\d{4})(?:[-~?/]|$)", str(value))
                texts.add(dated[1] if dated else str(value))
    return _values_only(sorted(texts))


def _records(prefix: str, line: Sequence[str], _kind: str) -> Iterator[Candidate]:
    kind, slash, name = prefix.partition("/")
    if not slash:
        return _values_only(f"{kind}/" for kind in KINDS)
    ids = _ids(name, line, kind) if kind in KINDS else ()
    return ((f"{kind}/{value}", about) for value, about in ids)


def _topics(_prefix: str, line: Sequence[str], _kind: str) -> Iterable[Candidate]:
    below = commands.command_words(line)[1:]
    if not below:
        from mic25cli.cli.help_pages import TOPICS

        return (*TOPICS.items(), *_commands(line))
    own = ("list", "show", *commands.commands_of(below[0])) if below[0] in KINDS else ()
    return _values_only(own if len(below) == 1 else ())


def _kinds(line: Sequence[str]) -> Iterator[Candidate]:
    used: Iterable[str] = KINDS
    with suppress(Mic25Error, IndexError):
        used = _datasets(line)[0].profile.kinds
    return ((kind, KINDS[kind].help) for kind in used)


def _commands(line: Sequence[str]) -> Iterator[Candidate]:
    yield from _kinds(line)
    yield from ((name, entry.help) for name, entry in commands.COMMANDS.items())


def _chartable(prefix: str, line: Sequence[str], _kind: str) -> Iterator[Candidate]:
    from mic25cli.cli.options import ACROSS

    yield from _values_only(ACROSS)
    for kind in ("indicators", "targets") if prefix else ():
        yield from _ids(prefix, line, kind)


def _fields(prefix: str, line: Sequence[str], kind: str) -> Iterator[Candidate]:
    records = (
        each for dataset in _datasets(line)[:1] if kind for each in dataset.kind(kind).values()
    )
    paths = dict.fromkeys(chain.from_iterable(map(_paths, records)))
    return _values_only(f"{'-' if prefix.startswith('-') else ''}{path}" for path in paths)


def _paths(value: object, path: str = "") -> Iterator[str]:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        for key, item in value.items():
            below = f"{path}.{key}" if path else key
            yield below
            yield from _paths(item, below)


def _folders(prefix: str, _line: Sequence[str], _kind: str) -> Iterator[Candidate]:
    parent, slash, name = prefix.rpartition("/")
    for entry in sorted(os.listdir(parent + slash or ".")):
        if entry.startswith(name) and os.path.isdir(parent + slash + entry):
            yield f"{parent}{slash}{entry}/", ""


TABLES = {
    "table": "calc.tables:TABLES",
    "shell": "cli.reference:SHELLS",
    "class": "calc.diff.changes:CLASSES",
    "output": "cli.reference:outputs",
}
"""The module path of the names that an option completes, by `Option.completes`."""

OFFERS: Mapping[str, Callable[[str, Sequence[str], str], Iterable[Candidate]]] = {
    "kind": lambda _prefix, line, _kind: _kinds(line),
    "folder": _folders,
    "dataset": lambda prefix, line, _kind: (
        *_values_only(installed_datasets.names()),
        *_folders(prefix, line, ""),
    ),
    "field": _fields,
    "chart": _chartable,
    "topic": _topics,
    "record": _records,
    "id": _ids,
}
"""The functions that offer values, given the typed start, the words of the line and the kind."""
