"""The words of a command line before the parser sees them, and the commands of `commands.json` by
the words that call them (`*` is any kind)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from itertools import pairwise, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mic25cli.errors import INHERITED, Mic25Error, inherited_options, nearest_words
from mic25cli.model.kinds import KINDS
from mic25cli.model.unique_keys import read_table
from mic25cli.values import FrozenData

if TYPE_CHECKING:
    from mic25cli.model.dataset_profile import Profile


class CommandEntry(FrozenData):
    """A command: its one-line help, and the function or app that it runs, by module path."""

    help: str
    where: str
    outputs: tuple[str, ...] = ()
    """The JSON that it prints: paths of an `Output` (`view.json_output`), or of several."""


def commands_of(kind: str) -> dict[str, CommandEntry]:
    """The commands of a kind other than list and show."""
    return {**KIND_COMMANDS["*"], **KIND_COMMANDS.get(kind, {})}


COMMANDS: dict[str, CommandEntry] = {}  # the commands other than the kinds

KIND_COMMANDS: dict[str, dict[str, CommandEntry]] = {}
"""The commands of a kind besides list and show: kind (`*` for every kind) to name to entry."""

for _words, (_help, _where, *_outputs) in read_table(Path(__file__)).items():
    _kind, _, _name = _words.rpartition(" ")
    _table = KIND_COMMANDS.setdefault(_kind, {}) if _kind else COMMANDS
    _table[_name] = CommandEntry(_help, _where, tuple(_outputs))


def load(where: str) -> Any:
    """A function of the package `cli`, given as `module:name`."""
    module, _, name = where.partition(":")
    return getattr(import_module(f"mic25cli.cli.{module}"), name)


def command_of(words: Sequence[str]) -> tuple[Callable[..., object] | None, str, Sequence[str]]:
    """The function of the command in the words, its kind if it has one, and the remaining words."""
    first, *rest = words or ("",)
    if first not in KINDS:
        return load(COMMANDS[first].where) if first in COMMANDS else None, "", rest
    if rest and rest[0] in commands_of(first):
        function = load(commands_of(first)[rest[0]].where)
        own = rest[0] in KIND_COMMANDS.get(first, {})
        return function if own else function(KINDS[first]), first, rest[1:]
    from mic25cli.cli.records import list_command, show_command

    if rest and rest[0] != "list" and not rest[0].startswith("-"):
        return show_command(KINDS[first]), first, rest[1:]
    return list_command(KINDS[first]), first, rest[1:] if rest[:1] == ["list"] else rest


def with_list_or_show(kind: str, words: Sequence[str]) -> list[str]:
    """The words after a kind, with `list` or `show` added if they name no command."""
    if not words or (words[0].startswith("-") and words[0] != "--help"):
        return ["list", *words]
    verbs = ("list", "show", *commands_of(kind))
    if words[0] == "help":
        return ["--help"]
    if words[0] in verbs or words[0].startswith("-"):
        return [*words]
    from mic25cli.cli.bare_words import HABITS, of_years, split_years

    if words[0] in HABITS["dropped"] or (words[0] == "info" and len(words) > 1):
        return with_list_or_show(kind, words[1:])
    is_last = len(words) == 1 or words[1][:1] == "-"
    if words[0] in ("sum", "total") and kind == "funds" and is_last:
        return ["list", "--total", *words[1:]]
    if words[0].find("=") > 0:  # status=met
        return ["list", f"--{words[0]}", *words[1:]]
    # Anything other than a command, or a mistyped one, is a year or an id.
    if nearest_words(words[0].lower(), verbs, 1, 0.8):
        return [*words]
    if {"--total", "--by"} & {word.partition("=")[0] for word in words}:
        plain = [*takewhile(lambda word: word[:1] != "-", words)]
        return ["list", "--text", " ".join(plain), *words[len(plain) :]]
    text, years = split_years(words[:1])
    filters = of_years(KINDS[kind], years) if years and not text else None
    options = [part for name, value in (filters or {}).items() for part in (f"--{name}", value)]
    return ["list", *options, *words[1:]] if options else ["show", *words]


OWN = frozenset({"--help", "-h", "--version", "-V", "--debug"})
"""The options of `mic25` itself, which do not need the others to be loaded."""


@cache
def shared_options() -> dict[str, bool]:
    """The options that all commands share, as written, and whether each takes a value."""
    from mic25cli.cli.options import options_of
    from mic25cli.cli.session import Session

    options = options_of(Session).values()
    return {flag: not option.is_switch for option in options for flag in option.spellings}


def _values_of(option: str, words: Sequence[str]) -> list[str]:
    values = [value for flag, value in pairwise(words) if flag == option]
    return values + [word.partition("=")[2] for word in words if word.startswith(f"{option}=")]


def named_datasets(words: Sequence[str]) -> list[tuple[Path, ...]]:
    """The record folders of each dataset given by a command line, the environment or a setting."""
    from mic25cli.cli import config
    from mic25cli.store import installed_datasets

    if datasets := _values_of("--dataset", words):
        return [(path,) for path in installed_datasets.opened(datasets).values()]
    return [config.folders([Path(value) for value in _values_of("--records", words)])]


def profile(words: Sequence[str]) -> Profile:
    """The profile of the dataset of a command line; an empty one if it cannot be read."""
    from mic25cli.model.dataset_profile import DEFAULT
    from mic25cli.store import snapshot

    try:
        return snapshot.profile_of(named_datasets(words)[0])
    except Mic25Error:
        return DEFAULT


def takes_value(word: str) -> bool:
    """Whether a word is a shared option whose value is the next word."""
    return word not in OWN and shared_options().get(word, False)


def is_shared(word: str) -> bool:
    """Whether a word is a shared option, with or without `=` and a value."""
    return word not in OWN and (
        word in shared_options() or shared_options().get(word.partition("=")[0], False)
    )


def leading_options(words: Sequence[str]) -> list[Sequence[str]]:
    """The options before the command with their values; the last value may be missing."""
    result: list[Sequence[str]] = []
    at = 0
    while at < len(words) and words[at].startswith("-"):
        result.append(words[at : at + 2] if takes_value(words[at]) else words[at : at + 1])
        at += len(result[-1])
    return result


def shared_given(words: Sequence[str]) -> list[str]:
    """The shared options anywhere in a command line, with their values."""
    end = list(words).index("--") if "--" in words else len(words)
    result: list[str] = []
    for at, word in enumerate(words[:end]):
        if is_shared(word):
            result += words[at : at + 2] if takes_value(word) else words[at : at + 1]
    return result


def own_given(words: Sequence[str], meant: Sequence[str]) -> list[list[str]]:
    """The options in a command line, each with its value, that its command or the one which is
    meant does not share with all others."""
    functions = (command_of(command_words(words))[0], command_of(meant)[0])
    offered = (each for function in functions for each in getattr(function, "offered", {}).values())
    switches = {flag: each.is_switch for each in offered for flag in each.spellings}
    result: list[list[str]] = []
    left = takewhile(lambda word: word != "--", words)
    for word in left:
        flag, equals, value = word.partition("=")
        if flag in switches and not is_shared(flag):
            more = [value] if equals else [] if switches[flag] else [next(left, "")]
            result.append([flag, *more])
    return result


def command_words(words: Sequence[str]) -> list[str]:
    """The words from the command on; empty if there are only options."""
    return list(words[sum(map(len, leading_options(words))) :])


def nothing_asked(words: Sequence[str]) -> bool:
    """Whether there is no command: no words, or only shared options."""
    return not command_words(words) and all(
        option[0] == "--debug"
        or (is_shared(option[0]) and (len(option) == 2 or not takes_value(option[0])))
        for option in leading_options(words)
    )


def language(words: Sequence[str]) -> str:
    """The language of help, from --lang or the settings."""
    from mic25cli.cli.config import value
    from mic25cli.model.languages import CATALOGUES, LANGUAGES

    lang = dict(inherited_options(words)).get(INHERITED[-1])
    with suppress(Mic25Error):
        # Help must work whatever a settings file contains, and an error whatever --lang says.
        lang = lang if lang in LANGUAGES else value("lang")
    return lang if lang in CATALOGUES else CATALOGUES[0]


given: list[str] = []
"""The words of the command that is running."""


def without_show(words: list[str]) -> list[str]:
    """The words without `show` before a kind: `show targets` lists, as `list targets` does."""
    at = next((place for place, word in enumerate(words) if word[:1] != "-"), len(words))
    named = words[at : at + 1] == ["show"] and not {*words[at + 1 : at + 2]}.isdisjoint(KINDS)
    return [*words[:at], *words[at + named :]]


def arranged(words: Sequence[str]) -> list[str]:
    """The words with -h or /? as --help, without the name of another tool, and with shared options
    moved after the command."""
    end = list(words).index("--") if "--" in words else len(words)
    before = ["--help" if word in ("-h", "-?", "/?", "/help") else word for word in words[:end]]
    first, *after = command_words(before) or ("",)
    if after and first not in {*COMMANDS, *KINDS}:
        from mic25cli.cli.bare_words import HABITS

        before = [*before[: -len(after) - 1], *[first][first in HABITS["tools"] :], *after]
    if "--help" in before:
        # --lang applies to help even if the command does not have it.
        at = before.index("--lang") if "--lang" in before else len(before)
        before = [*before[:at], *before[at + 2 :]]
        before = [word for word in before if not word.startswith("--lang=")]
    options = leading_options(before)
    command = command_words(before)
    moved = [word for option in options if is_shared(option[0]) for word in option]
    own = [each[0] for each in options if not is_shared(each[0])]
    if not command and {"--help", "--version", "-V"} & set(own):
        # The parser accepts no other option there.
        return [*own, *words[end:]]
    if not command or not moved:
        return [*before, *words[end:]]
    return [*own, *command, *moved, *words[end:]]
