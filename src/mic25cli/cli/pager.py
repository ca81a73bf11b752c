"""The pager: shows long output screen by screen, as in git, with links if possible. Leaving the
pager changes neither the result nor the exit code."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from mic25cli.cli import terminal_io
from mic25cli.cli.config import setting
from mic25cli.values import NamedTuple
from mic25cli.view.render import links

LINKED_FROM = 581  # the first release of less that passes on links with -R

# The default options of pagers: with colours, and exit if the text fits on the screen.
UNSET = {"LESS": "FRX", "LESSCHARSET": "utf-8", "LV": "-c"}
SHELL = r"[|&;<>()$`*?\[#~]"  # characters that need a shell


class PagerChoice(NamedTuple):
    """The command line of the pager and where it was set; no words for no pager."""

    words: tuple[str, ...]
    origin: str


def chosen(flag: bool | None) -> PagerChoice:
    """The pager to use; `flag` is --pager or --no-pager, None without either."""
    if flag is False:
        return PagerChoice((), "--no-pager")
    program = setting("pager")
    if program is None and flag is None and os.environ.get("TERM") == "dumb":
        return PagerChoice((), "TERM")
    ways = [] if program is None else [(program.value, program.origin)]
    if "PAGER" in os.environ:
        ways.append((os.environ["PAGER"], "PAGER"))
    for choice, origin in ways:
        words = _words(choice) if isinstance(choice, str) else ()
        if words:
            return PagerChoice(words, origin)
        if choice is not True and not flag:
            return PagerChoice((), origin)
    return PagerChoice(("less",) if shutil.which("less") else (), "default")


def _words(line: str) -> tuple[str, ...]:
    """A command line split into words; no words for an empty one and for `cat`."""
    if re.search(SHELL, line) and os.name == "posix":
        return ("sh", "-c", line)
    try:
        # On Windows a backslash separates folders.
        words = tuple(shlex.split(line.replace("\\", "\\\\") if os.sep == "\\" else line))
    except ValueError:
        # Unclosed quotes: no program has that name, and the error will say so.
        words = (line,)
    return () if len(words) == 1 and os.path.basename(words[0]) == "cat" else words


def is_long(text: str) -> bool:
    """Whether a text takes more lines on the terminal than fit above the prompt."""
    room = terminal_io.height() - 1
    return text.count("\n") > room or links.lines_of(text, terminal_io.width()) > room


def write(text: str, flag: bool | None, quiet: bool, remarks: Sequence[str]) -> None:
    """Show a text, through the pager if there is one, and then the remarks. Without a pager,
    remarks come first, as in a pipe."""
    pager = chosen(flag) if terminal_io.is_conversation() and is_long(text) else PagerChoice((), "")
    fault = _run(pager, text) if pager.words else ""
    for remark in (*remarks, *([fault] if fault else [])):
        terminal_io.note(remark, quiet)
    if fault is not None:
        terminal_io.write(text)


def _run(pager: PagerChoice, text: str) -> str | None:
    """Show a text through a pager; returns a remark if it does not start."""
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
        # The reader may close the pager at any time, which is not an error.
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
    flags = [*environ["LESS"].split(), *words[1:]]
    raw = any(
        word.lower().startswith("--raw-c") if word[:2] == "--" else "r" in word.lower()
        for word in flags
    )
    # With the user's own options, less may show colour codes as text.
    return [*words, *(["-R"] if _is_less(words) and not raw else [])], environ


def _is_less(words: Sequence[str]) -> bool:
    return os.path.basename(words[0]).removesuffix(".exe") == "less"


def has_links(words: list[str]) -> bool:
    """Whether a pager passes on links: only recent releases of less do."""
    if not _is_less(words):
        return False
    from subprocess import DEVNULL, SubprocessError, run

    line = [words[0], "--version"]
    try:
        version = run(line, stdin=DEVNULL, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, ValueError, SubprocessError):
        return False
    hit = re.match(r"less (\d+)", version.stdout)
    return hit is not None and int(hit[1]) >= LINKED_FROM


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Leave Ctrl-C to the pager, which would block the terminal if mic25 stopped."""
    import signal

    try:
        # A function, because the pager would inherit SIG_IGN.
        before = signal.signal(signal.SIGINT, lambda *_: None)
    except ValueError:  # not in the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


# Values of TERM for terminals without links.
WITHOUT_LINKS = r"dumb|unknown|linux|cons25|vt\d+|ansi|eterm|emacs|sun|screen\b(?!.*tmux)"
VTE_FROM = 5000  # the first release of VTE (GNOME Terminal and others) with working links


def wants_links(color: terminal_io.Color) -> bool:
    """Whether standard output gets links: by the setting, or by the terminal."""
    if not terminal_io.is_terminal() or not terminal_io.wants_color(color):
        return False
    configured = setting("links")
    if configured is not None and configured.value != "auto":
        return bool(configured.value == "always")
    return can_have_links(os.environ)


def can_have_links(environ: os._Environ[str] | dict[str, str]) -> bool:
    """Whether a terminal supports links, by its environment; FORCE_HYPERLINK overrides this."""
    if forced := environ.get("FORCE_HYPERLINK"):
        return forced not in ("0", "no", "false")
    term = environ.get("TERM", "")
    if not term or re.match(WITHOUT_LINKS, term) or environ.get("TERM_PROGRAM") == "Apple_Terminal":
        # Windows sets no TERM, and its terminal supports links.
        return not term and "WT_SESSION" in environ
    version = environ.get("VTE_VERSION", "")
    return not (version.isascii() and version.isdigit() and int(version) < VTE_FROM)
