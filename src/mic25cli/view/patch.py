"""The difference between two texts of a file, as a unified diff."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from mic25cli.view.text import visible

if TYPE_CHECKING:
    from rich.console import Console

_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def patch(path: str, before: str | None, after: str) -> str:
    """A unified diff that `patch -p0` takes; empty where nothing differs."""
    old = before.splitlines(keepends=True) if before is not None else []
    new = after.splitlines(keepends=True)
    lines = difflib.unified_diff(old, new, path if before is not None else "/dev/null", path)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def show(text: str, console: Console) -> None:
    """Write a diff to a terminal, coloured, with nothing in it that could steer the terminal."""
    from rich.text import Text

    for line in text.splitlines():
        heading = line.startswith(("+++ ", "--- "))
        style = "bold" if heading else _STYLES.get(line[:1], "")
        console.print(Text(visible(line), style=style), soft_wrap=True)
