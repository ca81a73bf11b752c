"""The pager: long output on a terminal, a screen at a time, as git shows it; links where it can.
How the reader leaves it changes neither the result nor the exit code."""

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

# What a pager is told where the reader has not said otherwise: colours, and to end by itself.
UNSET = {"LESS": "FRX", "LESSCHARSET": "utf-8", "LV": "-c"}
SHELL = re.compile(r"[|&;<>()$`*?\[#~]")  # signs of a command line that wants a shell


class PagerChoice(NamedTuple):
    """The command line that shows output, and where it was named; without words there is none."""

    words: tuple[str, ...]
    origin: str


def chosen(asked: bool | None) -> PagerChoice:
    """The pager that is to run; `asked`: --pager or --no-pager, None without either."""
    if asked is False:
        return PagerChoice((), "--no-pager")
    named = setting("pager")
    if named is None and asked is None and os.environ.get("TERM") == "dumb":
        return PagerChoice((), "TERM")
    ways = [] if named is None else [(named.value, named.origin)]
    if "PAGER" in os.environ:
        ways.append((os.environ["PAGER"], "PAGER"))
    for given, origin in ways:
        words = _words(given) if isinstance(given, str) else ()
        if words:
            return PagerChoice(words, origin)
        if given is not True and not asked:
            return PagerChoice((), origin)
    return PagerChoice(("less",) if shutil.which("less") else (), "default")


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
    return text.count("\n") > room or links.lines_of(text, stream.width()) > room


def write(text: str, asked: bool | None, quiet: bool, remarks: Sequence[str]) -> None:
    """Show a text, through the pager where one is to run for it, and then what is to be said.
    Where no pager runs, remarks come first, as in a pipe."""
    pager = chosen(asked) if stream.is_conversation() and is_long(text) else PagerChoice((), "")
    fault = _run(pager, text) if pager.words else ""
    for remark in (*remarks, *([fault] if fault else [])):
        stream.note(remark, quiet)
    if fault is not None:
        stream.write(text)


def _run(pager: PagerChoice, text: str) -> str | None:
    """Show a text through a pager; where it does not start, the remark that says why."""
    import subprocess

    words, environ = _with_environment(pager.words)
    through = text if "\x1b]8;" not in text or has_links(words) else links.without(text)
    sys.stdout.flush()
    with _interrupts_ignored():
        try:
            process = subprocess.Popen(words, stdin=subprocess.PIPE, env=environ)
        except (OSError, ValueError) as fault:
            return _silent(pager, getattr(fault, "strerror", None) or str(fault))
        assert process.stdin is not None
        # A reader who has seen enough closes the pipe; that is no fault.
        with suppress(OSError):
            process.stdin.write(through.encode("utf-8", "backslashreplace"))
        with suppress(OSError):
            process.stdin.close()
        code = process.wait()
    in_shell = words[:2] == ["sh", "-c"] and code in (126, 127)
    return _silent(pager, f"the shell ends with {code}") if in_shell else None


def _silent(pager: PagerChoice, why: str) -> str:
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


def _is_less(words: Sequence[str]) -> bool:
    return os.path.basename(words[0]).removesuffix(".exe") == "less"


def has_links(words: list[str]) -> bool:
    """Whether a pager lets links through: less, in a release that does."""
    if not _is_less(words):
        return False
    from subprocess import DEVNULL, SubprocessError, run

    line = [words[0], "--version"]
    try:
        told = run(line, stdin=DEVNULL, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, ValueError, SubprocessError):
        return False
    hit = re.match(r"less (\d+)", told.stdout)
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


# Terminals, as TERM names them, that have no links or show them as signs.
WITHOUT_LINKS = re.compile(
    r"dumb|unknown|linux|cons25|vt\d+|ansi|eterm|emacs|sun|screen\b(?!.*tmux)"
)
VTE_FROM = 5000  # the first release of VTE (GNOME Terminal and others) without faults in links


def wants_links(color: stream.Color) -> bool:
    """Whether standard output is to have links: as it is set, else as the terminal can."""
    if not stream.is_terminal() or not stream.wants_color(color):
        return False
    configured = setting("links")
    if configured is not None and configured.value != "auto":
        return bool(configured.value == "always")
    return can_have_links(os.environ)


def can_have_links(environ: os._Environ[str] | dict[str, str]) -> bool:
    """Whether a terminal has links, as its environment tells; FORCE_HYPERLINK settles it."""
    if forced := environ.get("FORCE_HYPERLINK"):
        return forced not in ("0", "no", "false")
    term = environ.get("TERM", "")
    if not term or WITHOUT_LINKS.match(term) or environ.get("TERM_PROGRAM") == "Apple_Terminal":
        # Windows says no TERM; its own terminal has links.
        return not term and "WT_SESSION" in environ
    version = environ.get("VTE_VERSION", "")
    return not (version.isascii() and version.isdigit() and int(version) < VTE_FROM)
