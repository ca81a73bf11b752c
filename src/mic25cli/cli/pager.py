"""The pager: long output on a terminal, a screen at a time, as git shows it; links where it can.
It runs where standard input and output are both terminals and the output is longer than the screen;
MIC25_PAGER, `mic25.toml` and PAGER name it, and it is `less` otherwise. How the reader leaves it
changes neither the result nor the exit code."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple

from mic25cli.cli import stream
from mic25cli.cli.config import setting
from mic25cli.view.render import links

LINKED_FROM = 581  # the first release of less that lets links through with -R

UNSET = {"LESS": "FRX", "LESSCHARSET": "utf-8", "LV": "-c"}
"""What a pager is told where the reader has not said otherwise: colours, and to end by itself."""


SHELL = re.compile(r"[|&;<>()$`*?\[#~]")
"""Signs of a command line that wants a shell."""


class Chosen(NamedTuple):
    """The command line that shows output, and where it was named; without words there is none."""

    words: tuple[str, ...]
    origin: str


class Paged(NamedTuple):
    """Whether a text has been shown, and the remark on a pager that did not start."""

    shown: bool
    remark: str | None = None


def chosen(asked: bool | None) -> Chosen:
    """The pager that is to run; `asked`: --pager or --no-pager, None without either."""
    if asked is False:
        return Chosen((), "--no-pager")
    named = setting("pager")
    if named is None and asked is None and os.environ.get("TERM") == "dumb":
        return Chosen((), "TERM")
    ways = [] if named is None else [(named.value, named.origin)]
    if "PAGER" in os.environ:
        ways.append((os.environ["PAGER"], "PAGER"))
    for given, origin in ways:
        words = _words(given) if isinstance(given, str) else ()
        if words:
            return Chosen(words, origin)
        if given is not True and not asked:
            return Chosen((), origin)
    return Chosen(("less",) if shutil.which("less") else (), "default")


def _words(given: str) -> tuple[str, ...]:
    """A command line in words; none for an empty one, and for `cat`, which shows all at once."""
    if SHELL.search(given) and os.name == "posix":
        return ("sh", "-c", given)
    try:
        # Under Windows a backslash parts the folders of a path.
        words = tuple(shlex.split(given.replace("\\", "\\\\") if os.sep == "\\" else given))
    except ValueError:
        # Quotes that do not end: no program has such a name, and that is what will be said.
        words = (given,)
    return () if len(words) == 1 and os.path.basename(words[0]) == "cat" else words


def is_long(text: str) -> bool:
    """Whether a text takes more lines of the terminal than fit above the prompt."""
    room = stream.height() - 1
    if text.count("\n") > room:
        return True
    return links.lines_of(text, stream.width()) > room


def write(text: str, output: stream.Display, remarks: Sequence[str] = ()) -> None:
    """Show a text through the pager or without, as long as it is, and then what is to be said.
    Where no pager runs, remarks come first, as in a pipe."""
    paged = show(text, output.pager)
    for remark in (*remarks, *([paged.remark] if paged.remark else [])):
        stream.note(remark, output)
    if not paged.shown:
        stream.write(text)


def show(text: str, asked: bool | None) -> Paged:
    """Show a text through the pager, where one is to run for it."""
    if not stream.is_conversation() or not is_long(text):
        return Paged(False)
    pager = chosen(asked)
    return _run(pager, text) if pager.words else Paged(False)


def _run(pager: Chosen, text: str) -> Paged:
    import subprocess

    words, environ = _with_environment(pager.words)
    through = text if "\x1b]8;" not in text or has_links(words) else links.without(text)
    sys.stdout.flush()
    with _interrupts_ignored():
        try:
            process = subprocess.Popen(words, stdin=subprocess.PIPE, env=environ)
        except (OSError, ValueError) as fault:
            why = getattr(fault, "strerror", None) or str(fault)
            return Paged(False, _silent(pager, why))
        assert process.stdin is not None
        # A reader who has seen enough closes the pipe; that is no fault.
        with suppress(OSError):
            process.stdin.write(through.encode("utf-8", "backslashreplace"))
        with suppress(OSError):
            process.stdin.close()
        code = process.wait()
    if words[:2] == ["sh", "-c"] and code in (126, 127):
        return Paged(False, _silent(pager, f"the shell ends with {code}"))
    return Paged(True)


def _silent(pager: Chosen, why: str) -> str:
    words = pager.words[2:] if pager.words[:2] == ("sh", "-c") else pager.words
    return f"the pager {' '.join(words)!r} (from {pager.origin}) does not start: {why}"


def _with_environment(words: tuple[str, ...]) -> tuple[list[str], dict[str, str]]:
    environ = {**UNSET, **os.environ}
    given = [*environ["LESS"].split(), *words[1:]]
    raw = any(
        word.lower().startswith("--raw-c") if word[:2] == "--" else "r" in word.lower()
        for word in given
    )
    # With options of the reader's own, less may write colours out as signs.
    return [*words, *(["-R"] if _is_less(words) and not raw else [])], environ


def _is_less(words: tuple[str, ...] | list[str]) -> bool:
    return os.path.basename(words[0]).removesuffix(".exe") == "less"


def has_links(words: list[str]) -> bool:
    """Whether a pager lets links through: less, in a release that does."""
    if not _is_less(words):
        return False
    import subprocess

    try:
        version = subprocess.run(
            [words[0], "--version"], capture_output=True, text=True, timeout=5, check=False,
            stdin=subprocess.DEVNULL,
        ).stdout  # fmt: skip
    except (OSError, ValueError, subprocess.SubprocessError):
        return False
    hit = re.match(r"less (\d+)", version)
    return hit is not None and int(hit[1]) >= LINKED_FROM


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """While the pager runs, Ctrl-C is for it: to stop here would leave it with the terminal."""
    import signal

    try:
        # A function, not SIG_IGN, which the pager would inherit.
        before = signal.signal(signal.SIGINT, lambda *_: None)
    except ValueError:  # not the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


WITHOUT_LINKS = re.compile(
    r"dumb|unknown|linux|cons25|vt\d+|ansi|eterm|emacs|sun|screen\b(?!.*tmux)"
)
"""Terminals, as TERM names them, that have no links or show them as signs."""

VTE_FROM = 5000
"""The first release of VTE (GNOME Terminal and others) that has links without faults."""


def wants_links(color: stream.Color) -> bool:
    """Whether standard output is to have links: as it is set, else as the terminal can."""
    if not stream.is_terminal() or not stream.wants_color(color):
        return False
    configured = setting("links")
    if configured is not None and configured.value != "auto":
        return bool(configured.value == "always")
    return can_have_links(os.environ)


def can_have_links(environ: os._Environ[str] | dict[str, str]) -> bool:
    """Whether a terminal has links, as far as the environment can tell.
    FORCE_HYPERLINK, which other programs read too, settles it."""
    forced = environ.get("FORCE_HYPERLINK")
    if forced:
        return forced not in ("0", "no", "false")
    term = environ.get("TERM", "")
    if not term or WITHOUT_LINKS.match(term) or environ.get("TERM_PROGRAM") == "Apple_Terminal":
        # Windows says no TERM; its own terminal has links.
        return not term and "WT_SESSION" in environ
    version = environ.get("VTE_VERSION", "")
    return not (version.isascii() and version.isdigit() and int(version) < VTE_FROM)
