"""The bar that says how far work is: on standard error, from its second second on."""

from __future__ import annotations

import os
import sys
from time import monotonic
from typing import TYPE_CHECKING

from mic25cli import steps

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from mic25cli.view.text import Lang

AFTER, EVERY = 1.0, 0.1
"""Seconds of work before a bar is shown, and between two looks at it."""


class StepsBar:
    """A line for each sort of step that is under way."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.next = monotonic() + AFTER
        self.shown: Progress | None = None
        self.lines: dict[str, TaskID] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show how many steps are done, of how many."""
        if done == total and what in self.lines and self.shown is not None:
            self.shown.remove_task(self.lines.pop(what))
        now = monotonic()
        if now < self.next or done == total:
            return
        self.next = now + EVERY
        from mic25cli.view.words import label

        if self.shown is None:
            self.shown = _bars()
            self.shown.start()
        if what not in self.lines:
            self.lines[what] = self.shown.add_task(label(f"steps-{what}", self.lang), total=total)
        self.shown.update(self.lines[what], completed=done, total=total)

    def stop(self) -> None:
        """Take it off the screen."""
        if self.shown is not None:
            self.shown.stop()


def _bars() -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    return Progress(
        *columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True,
        redirect_stdout=False, redirect_stderr=False,
    )  # fmt: skip


_bar: list[StepsBar] = []


def begin(lang: Lang, quiet: bool) -> None:
    """Show from now on how far work is, where somebody sees standard error."""
    end()
    dumb = os.environ.get("TERM") in ("dumb", "unknown")
    if not quiet and not dumb and sys.stderr is not None and sys.stderr.isatty():
        _bar.append(StepsBar(lang))
        steps.watch(_bar[0])


def end() -> None:
    """Show nothing more of it, and leave nothing of it on the screen."""
    steps.watch(None)
    while _bar:
        _bar.pop().stop()
