"""The errors that can occur, with the exit codes that a script sees."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Self

from mic25cli.vocabulary import vocabulary

if TYPE_CHECKING:
    from mic25cli.diagnostic import Diagnostic

DONE = 0
FINDINGS = 1
TROUBLE = 2
BUG = 70
INTERRUPTED = 130


@cache
def texts() -> Mapping[str, Sequence[str]]:
    """The texts of `errors.json` by key: what is wrong, and what to do about it if known."""
    # Imported here, because most commands raise no error.
    import json

    table: dict[str, list[str]] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    return table


def told(key: str, values: Mapping[str, object]) -> tuple[str, str | None]:
    """The text of `errors.json` under a key with its values filled in, and what to do next if that
    is known."""
    message, *remedies = (text.format(**values) for text in texts()[key])
    return message, remedies[0] if remedies else None


class Mic25Error(Exception):
    """An error that the user can do something about: what is wrong, and what to do next. A hint
    that is slow to compute is computed only when it is read, because most are not."""

    exit_code = TROUBLE

    def __init__(self, message: str, hint: str | Callable[[], str | None] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self._hint = hint

    @classmethod
    def of(cls, key: str, hint: str | None = None, /, **values: object) -> Self:
        """The error of `errors.json` under a key with its values filled in. `hint` says what to do
        next if the file does not."""
        message, remedy = told(key, values)
        return cls(message, remedy or hint)

    @property
    def hint(self) -> str | None:
        """The remedy, if one is known."""
        if callable(self._hint):
            self._hint = self._hint()
        return self._hint

    def __str__(self) -> str:
        return sentences(self.message, self.hint)


class UsageError(Mic25Error):
    """An argument that means nothing: an unknown id, kind, field or option value."""


class Meant(Exception):
    """The words mean another command. It is run with the options that were typed, once `tell` has
    told the user so."""

    def __init__(self, line: str, tell: Callable[[str], None]) -> None:
        super().__init__(line)
        self.line, self.tell = line, tell
        self.words = shlex.split(line)[1:]


class RecordsError(Mic25Error):
    """Records that are missing, unreadable or invalid."""

    def __init__(
        self, message: str, hint: str | None = None, diagnostics: Sequence[Diagnostic] = ()
    ) -> None:
        super().__init__(message, hint)
        self.diagnostics = tuple(diagnostics)


LONGEST = 800
"""The maximum number of characters of a message, so that a long text is not repeated in full."""


_QUOTED = r"(?<!\w)'(?!mic25 )(?=[^']{61,}'(?!\w))(?:[^'/\\\n]*|[^'\n]*\n[^']*)'|[^\s'`/\\]{256,}"
"""A quotation or a word that is too long for a message; a path on one line is never cut."""


def shortened(text: str) -> str:
    """A message of at most `LONGEST` characters; the middle of a long quotation is cut out."""
    text = re.sub(_QUOTED, lambda hit: f"{hit[0][:40]}…{hit[0][-20:]}", text)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 200]} … {text[-190:]}"


def ended(text: str) -> str:
    """A sentence with its full stop."""
    return text if text.endswith((".", "?", "!", ":", "。", "？")) else f"{text}."


def remedy(hint: str) -> str:
    """A remedy as a sentence; an option or a name at its start stays as it is."""
    return ended(hint[:1].upper() + hint[1:] if re.match("[a-z]+[ ,:.]", hint) else hint)


def sentences(message: str, hint: str | None) -> str:
    """What is wrong, and what to do about it, each as a sentence."""
    parts = [ended(message), *([remedy(hint)] if hint else [])]
    return ("" if parts[0].endswith(("。", "？")) else " ").join(parts)


def quoted(word: str) -> str:
    """A word quoted for a shell; letters of any script need no quotes."""
    if word and all(char.isalnum() or char in "@%+=:,./-_" for char in word):
        return word
    return shlex.quote(word)


def quoted_command(command: str) -> str:
    """A command line within a message, in quotation marks that do not occur in it."""
    return f"`{command}`" if "'" in command else f"'{command}'"


def missing_library(what: str, library: str) -> UsageError:
    """The error for a library that is not installed, with the command that installs it."""
    here = sys.executable
    uv = ["uv", "pip", "install", "--python", here]
    pip = [here, "-m", "pip", "install"] if find_spec("pip") else uv
    line = quoted_command(shlex.join([*pip, library]))
    return UsageError(f"{what} needs the library {library}", f"{line} installs it.")


def import_optional(module: str, what: str) -> ModuleType:
    """A module of an optional library; raises `UsageError` if that is not installed."""
    try:
        return import_module(module)
    except ImportError as fault:
        raise missing_library(what, module) from fault


LONGEST_WORD = 100  # the longest word, in characters, for which similar ones are looked for


def nearest_words(word: str, choices: Iterable[str], count: int, least: float) -> list[str]:
    """Words similar to another by at least `least` (0 to 1), best first; none for a long text."""
    from difflib import get_close_matches

    return get_close_matches(word, list(choices), count, least) if len(word) <= LONGEST_WORD else []


MOST_NAMED = 14
"""How many choices a message lists in full at most."""
LONGEST_LIST = 120
"""How many characters a list may have at most if a command prints it, too."""
MOST_EDITS = 2
"""The maximum number of characters in which a suggestion may differ from a word."""


def edits(one: str, other: str) -> int:
    """The number of edits between two words: insert, delete, replace or swap characters."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, sign in enumerate(one, 1):
        last, before, row = before, row, [at]
        for place, letter in enumerate(other, 1):
            costs = [before[place] + 1, row[-1] + 1, before[place - 1] + (sign != letter)]
            if last and place > 1 and (sign, one[at - 2]) == (other[place - 2], letter):
                costs.append(last[place - 2] + 1)
            row.append(min(costs))
    return row[-1]


def nearest(word: str, choices: Iterable[str], count: int = 3) -> list[str]:
    """The choices closest to an unknown word, best first."""
    words = sorted(set(choices))
    if (now := vocabulary()["replaced"].get(word.lower())) in words:
        return [now]
    lowered = {choice.lower(): choice for choice in words}
    lower = word.lower()
    begun = [choice for choice in words if choice.lower().startswith(f"{lower}-")]
    begun = begun or [choice for choice in words if lower in (f"{choice}s", f"{choice[:-1]}ies")]
    if len(begun) == 1:
        return begun
    # If one choice is almost certainly meant, the others are not named.
    hits = nearest_words(lower, lowered, count, 0.9) or nearest_words(lower, lowered, count, 0.6)
    close = [
        lowered[hit] for hit in hits if edits(lower, hit) <= _most_edits(min(lower, hit, key=len))
    ]
    if not close and len(word) > 3:
        # People often type a part of an id: "ic-fund". A part of many ids points to none.
        part = f"-{lower}" if len(word) > 4 else f"-{lower}-"
        close = [choice for choice in words if part in f"-{choice.lower()}-"]
    return close if len(close) <= count else []


def _most_edits(word: str) -> int:
    """How many edits a suggestion may need; two would turn a short word into another one."""
    return min(MOST_EDITS, max(len(word) > 1, len(word) // 3))


def within(word: str, other: str, most: int = MOST_EDITS) -> bool:
    """Whether two words differ by at most `most` edits; long words are ruled out by length."""
    return abs(len(word) - len(other)) <= most and edits(word, other) <= most


def not_a(what: str, word: str) -> str:
    """The statement that a word is not a certain thing: `'x' is not a fund`."""
    article = "an" if what[0] in "aeio" else "a"
    return f"'{word}' is not {article} {what}"


def suggestion(choices: Iterable[str]) -> str:
    """The question whether the user meant one of some words."""
    named = ", ".join(f"'{choice}'" for choice in choices)
    return f"did you mean {' or '.join(named.rsplit(', ', 1))}?"


def unknown(
    what: str,
    word: str,
    choices: Iterable[str],
    see: str | None = None,
    called: Callable[[], Mapping[str, str]] = dict,
) -> UsageError:
    """The error for a word that is not among the choices, with the nearest ones. `called` returns
    the choices by their names in lower case, for a word that is near a name."""

    def hint() -> str | None:
        words = list(choices)
        listed = ", ".join(sorted(words))
        spelling = word.lower().replace("-", " ")
        names = (
            id_
            for name, id_ in called().items()
            if len(name) > 3 and within(spelling, name, _most_edits(spelling))
        )
        if close := nearest(word, words) or [*dict.fromkeys(names)][:3]:
            return suggestion(close)
        if 0 < len(words) <= MOST_NAMED and (see is None or len(listed) <= LONGEST_LIST):
            return f"choose from {listed}."
        return see

    return UsageError(not_a(what, word), hint)


INHERITED = ("--dataset", "--records", "--as-of", "--known-at", "--lang")
"""Options that say which dataset, when and in which language."""
REPEATED = ("--dataset", "--records")

COMMAND = re.compile(r"'(mic25(?: [^'`\n]*)?)'|`(mic25(?: [^`\n]*)?)`")  # a command in a hint

Given = Sequence[tuple[str, str]]
Takes = Callable[[Sequence[str]], Collection[str]]
"""A function from the words of a command to the options that it accepts."""


def inherited_options(line: Sequence[str]) -> list[tuple[str, str]]:
    """The options of a command line that other commands need as well, with their values."""
    options: list[tuple[str, str]] = []
    words = iter(line)
    for word in words:
        if word == "--":
            break
        flag, equals, value = word.partition("=")
        if flag in INHERITED:
            options.append((flag, value if equals else next(words, "")))
    last = {flag: at for at, (flag, _) in enumerate(options)}
    last_given = [
        option
        for at, option in enumerate(options)
        if option[0] in REPEATED or at == last[option[0]]
    ]
    return [(flag, value) for flag, value in last_given if value]


def with_same_options(text: str, options: Given, takes: Takes | None = None) -> str:
    """A hint in which each command has the options that it accepts."""

    def with_all_options(hit: re.Match[str]) -> str:
        return quoted_command(with_options(hit[1] or hit[2], options, takes))

    return COMMAND.sub(with_all_options, text) if options else text


def with_options(text: str, options: Given, takes: Takes | None = None) -> str:
    """A command line with those of the options that it lacks and accepts."""
    try:
        words = shlex.split(text)
    except ValueError:
        return text
    if "--help" in words or "--debug" in words:
        return text
    inherited = {*(INHERITED if takes is None else takes(words[1:]))}
    flags = {word.partition("=")[0] for word in words}
    # A dataset is named only once, and not at all if the installed ones are listed.
    inherited -= {*flags, *(REPEATED if flags & {*REPEATED, "datasets"} else ())}
    more = [f"{flag} {quoted(value)}" for flag, value in options if flag in inherited]
    return " ".join([text, *more])
