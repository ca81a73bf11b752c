"""A document as a terminal shows it, and real terminals for reading and typing."""

import fcntl
import io
import os
import pty
import re
import select
import struct
import sys
import tempfile
import termios
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any

from rich.console import Console

from mic25cli.view.document import TextDocument
from mic25cli.view.render.terminal import show
from mic25cli.view.text import Lang


def bare(text: str) -> str:
    """A text without colours and links."""
    return re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)", "", text)


def drawn(document: TextDocument, width: int, lang: Lang = "en", **console: Any) -> str:
    """A document as a terminal of a width shows it; coloured only if the terminal is."""
    plain: dict[str, Any] = {
        "color_system": None,
        "markup": False,
        "emoji": False,
        "highlight": False,
    }
    out = io.StringIO()
    told = {**plain, "legacy_windows": False, "height": 24, **console}
    show(document, Console(file=out, width=width, **told), lang)
    return out.getvalue()


@dataclass
class Screen:
    """The text written to the terminal, and to standard error."""

    out: str = ""
    err: str = ""


class Dialogue:
    """A person at a terminal; the program started on `child` is at the other end."""

    def __init__(self, rows: int = 24, columns: int = 80) -> None:
        self.parent, self.child = pty.openpty()
        fcntl.ioctl(self.child, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.seen = b""

    def read(self, until: bytes | None = None, seconds: float = 120) -> None:
        """Read until something is seen, or to the end, when the last writer closes."""
        while until is None or until not in self.seen:
            ready, _, _ = select.select([self.parent], [], [], seconds)
            if not ready:
                self.kill()
                raise AssertionError(f"nothing more comes after {self.seen[-400:]!r}")
            try:
                data = os.read(self.parent, 65536)
            except OSError:
                return
            if not data:
                return
            self.seen += data

    def kill(self) -> None:
        """End a process that would never end, if possible."""

    def type(self, keys: bytes) -> None:
        os.write(self.parent, keys)

    def text(self) -> str:
        return self.seen.decode().replace("\r\n", "\n")


@contextmanager
def on_terminal(environ: Mapping[str, str], columns: int) -> Iterator[Screen]:
    """Write to a terminal of so many columns, in this environment; standard input is empty."""
    screen = Screen()
    with ExitStack() as stack:
        err = stack.enter_context(tempfile.TemporaryFile())
        nothing = stack.enter_context(open(os.devnull, "rb"))
        person = Dialogue(columns=columns)
        stack.callback(os.close, person.parent)
        reader = Thread(target=person.read)
        reader.start()
        try:
            with _streams((nothing.fileno(), person.child, err.fileno())), _environment(environ):
                os.close(person.child)
                yield screen
        finally:
            # Reading ends with the last descriptor of the terminal's other end.
            reader.join()
        err.seek(0)
        screen.err = err.read().decode()
        screen.out = person.text()


@contextmanager
def _streams(descriptors: tuple[int, int, int]) -> Iterator[None]:
    """Replace the standard streams by these descriptors."""
    names = ("stdin", "stdout", "stderr")
    held = {name: getattr(sys, name) for each in names for name in (each, f"__{each}__")}
    for each in ("stdout", "stderr"):
        held[each].flush()
    kept = [os.dup(number) for number in range(3)]
    for number, (name, descriptor) in enumerate(zip(names, descriptors, strict=True)):
        os.dup2(descriptor, number)
        stream = open(number, "w" if number else "r", encoding="utf-8", closefd=False)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    try:
        yield
    finally:
        for name in names:
            own = getattr(sys, f"__{name}__")
            own.close()
        for number, before in enumerate(kept):
            os.dup2(before, number)
            os.close(before)
        for name, stream in held.items():
            setattr(sys, name, stream)


@contextmanager
def _environment(environ: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    try:
        os.environ.clear()
        os.environ.update(environ)
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
