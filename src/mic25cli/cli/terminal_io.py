"""Output: the only module on terminals, widths, colours, closed pipes and progress bars."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Literal, TextIO, get_args

from mic25cli import work_progress
from mic25cli.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

    from mic25cli.view.render.styled import PlainConsole
    from mic25cli.view.text import Lang


Color = Literal["auto", "always", "never"]
COLORS: tuple[Color, ...] = get_args(Color)
PIPE_WIDTH = 100  # the width of a table in a pipe without COLUMNS

WIDEST = 2_000
"""The largest width and height accepted of a terminal: every row is padded to its width."""


def is_terminal() -> bool:
    """Whether a person reads standard output."""
    return sys.stdout.isatty()


def is_file() -> bool:
    """Whether standard output goes to a file."""
    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def is_conversation() -> bool:
    """Whether a person can read and answer: input and output are terminals."""
    try:
        return sys.stdin.isatty() and sys.stdout.isatty()
    except ValueError:  # closed
        return False


def width() -> int:
    """The width in columns: COLUMNS, or that of the terminal, or `PIPE_WIDTH`."""
    return min(max(20, _of_terminal("columns") or PIPE_WIDTH), WIDEST)


def height() -> int:
    """The lines of the terminal, by LINES or the terminal."""
    return min(max(1, _of_terminal("lines") or 24), WIDEST)


def _of_terminal(what: Literal["columns", "lines"]) -> int:
    """COLUMNS or LINES, or the size of the terminal; 0 without either. `shutil` has the same, but
    is slow to import."""
    with suppress(ValueError):
        if (result := int(os.environ.get(what.upper(), ""))) > 0:
            return result
    with suppress(OSError, ValueError):  # no terminal, or closed
        size = os.get_terminal_size(sys.__stdout__.fileno()) if sys.__stdout__ else None
        return getattr(size, what, 0)
    return 0


def wants_color(choice: Color) -> bool:
    """Whether to colour standard output, by option, NO_COLOR, FORCE_COLOR, TERM or the terminal."""
    if choice != "auto":
        return choice == "always"
    plain, forced = os.environ.get("NO_COLOR"), os.environ.get("FORCE_COLOR")
    return not plain and (bool(forced) or (is_terminal() and os.environ.get("TERM") != "dumb"))


def console(choice: Color, file: TextIO | None = None) -> Console | PlainConsole:
    """A console for standard output without markup; rich is used for colours."""
    file = sys.stdout if file is None else file
    if not wants_color(choice):
        from mic25cli.view.render.styled import PlainConsole

        return PlainConsole(file, width())
    from rich.console import Console

    return Console(
        file=file,
        width=width(),
        height=height(),  # otherwise TERM=dumb is 80 columns wide
        force_terminal=True,
        no_color=False,  # rich would read NO_COLOR, which --color overrides
        color_system="standard",
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        soft_wrap=False,
    )


def read(path: str, most: int, option: str = "") -> bytes:
    """The content of a file, or of standard input for `-`, up to one byte more than `most`. Raises
    `UsageError`, which names the `option`."""
    if path == "-":
        return sys.stdin.buffer.read(most + 1)
    try:
        # A pipe, as in `<(command)`, counts as a file.
        with open(path, "rb") as file:
            return file.read(most + 1)
    except FileNotFoundError as fault:
        raise UsageError.of("does-not-exist", option=option, path=path) from fault
    except IsADirectoryError as fault:
        raise UsageError.of("is-folder-where-file-is-needed", option=option, path=path) from fault
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or fault
        raise UsageError.of("file-cannot-be-read", option=option, path=path, why=why) from fault


def write(text: str) -> None:
    """Write payload to standard output as UTF-8 in any locale."""
    write_pieces((text,))


def write_pieces(pieces: Iterable[str]) -> None:
    """Write payload in pieces. All are made before the first is written, because one may fail; they
    wait as bytes, which take less memory."""
    chunks = [piece.encode("utf-8", "surrogatepass") for piece in pieces]
    _stop()
    for each in chunks:
        sys.stdout.write(each.decode("utf-8", "surrogatepass"))
    sys.stdout.flush()


def write_error(*lines: str) -> None:
    """Write remarks or errors to standard error, one line each, with control characters escaped."""
    from mic25cli.view.text import visible

    _stop()
    try:
        sys.stderr.write("".join(f"{visible(line)}\n" for line in lines))
        sys.stderr.flush()
    except OSError:
        # If a remark cannot be written, result and exit code stay the same.
        silence(sys.stderr)


def silence(stream: TextIO) -> None:
    """Discard all further output to a stream that cannot be written to."""
    with suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)


def note(text: str, quiet: bool) -> None:
    """Write a remark to standard error, unless `quiet`."""
    if not quiet:
        write_paragraph(text)


def write_paragraph(text: str) -> None:
    """Write a text to standard error, on a terminal in lines that break between words."""
    lines = [text]
    if sys.stderr.isatty():
        from mic25cli.view.render.layout import breaks
        from mic25cli.view.text import visible

        # A command that fits on a line is not broken, so that it can be copied.
        command = r"'mic25\s[^']{,60}'|mic25 [^']{,60}$"
        text = re.sub(command, lambda hit: hit[0].replace(" ", "\xa0"), visible(text))
        lines = [text[start:end].replace("\xa0", " ") for start, end in breaks(text, width())]
    write_error(*lines)


def in_github() -> bool:
    """Whether the command runs in GitHub Actions."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def prefix() -> str:
    """The path from the repository's root, in GitHub Actions, to the folder of relative paths."""
    root = os.environ.get("GITHUB_WORKSPACE")
    if not root:
        return ""
    way = os.path.relpath(os.getcwd(), root).replace(os.sep, "/")
    return "" if way == "." or way.startswith("..") else way


AFTER, EVERY = 1.0, 0.1  # seconds before a bar is shown, and between two updates


class StepsBar:
    """A progress bar with one line for each kind of step that is running."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.first = monotonic() + AFTER
        self.progress: Progress | None = None
        self.lines: dict[str, TaskID] = {}
        self.looks: dict[str, float] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show how many steps of a total are done."""
        if done == total and what in self.lines and self.progress is not None:
            self.progress.remove_task(self.lines.pop(what))
        now = monotonic()
        if now < self.looks.get(what, self.first) or done == total:
            return
        self.looks[what] = now + EVERY
        from mic25cli.view.text import label

        if self.progress is None:
            self.progress = _bars()
            self.progress.start()
        if what not in self.lines:
            self.lines[what] = self.progress.add_task(
                label(f"steps-{what}", self.lang), total=total
            )
        self.progress.update(self.lines[what], completed=done, total=total)

    def stop(self) -> None:
        """Remove the bar from the screen until the next step."""
        if self.progress is not None:
            self.progress.stop()
        self.progress = None
        self.lines.clear()


def _bars() -> Progress:
    from rich import progress
    from rich.console import Console

    columns = progress.TextColumn("{task.description}"), progress.BarColumn()
    return progress.Progress(
        *columns, progress.MofNCompleteColumn(), progress.TimeRemainingColumn(),
        console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False,
    )  # fmt: skip


_bar: list[StepsBar] = []


def begin(lang: Lang, quiet: bool) -> None:
    """Show the progress of work from now on, if standard error is a terminal."""
    end()
    dumb = os.environ.get("TERM") in ("dumb", "unknown")
    if not quiet and not dumb and sys.stderr is not None and sys.stderr.isatty():
        _bar.append(StepsBar(lang))
        work_progress.watch(_bar[0])


def end() -> None:
    """Stop showing progress and clear it from the screen."""
    work_progress.watch(None)
    _stop()
    _bar.clear()


def _stop() -> None:
    for bar in _bar:
        bar.stop()
