"""The difference between two texts of a file, as a unified diff."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from mic25cli.view.text import visible

if TYPE_CHECKING:
    from rich.console import Console

_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def patch(path: str, before: str | None, after: str) -> str:
    """A unified diff that `patch -p0` takes; empty where nothing differs.

    Hidden characters are written out in it: a log must not be steered either.
    """
    path = visible(path)
    old, new = _lines(before or ""), _lines(after)
    lines = difflib.unified_diff(old, new, path if before is not None else "/dev/null", path)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in map(_safe, lines)
    )


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+$", text)


def _safe(line: str) -> str:
    """A line with hidden characters written out, but for its end and for tabs."""
    body = line.rstrip("\r\n")
    return "\t".join(map(visible, body.split("\t"))) + line[len(body) :]


def show(text: str, console: Console) -> None:
    """Write a diff to a terminal, coloured, with nothing in it that could steer the terminal."""
    from rich.text import Text

    for line in text.removesuffix("\n").split("\n"):
        heading = line.startswith(("+++ ", "--- "))
        style = "bold" if heading else _STYLES.get(line[:1], "")
        console.print(Text(visible(line), style=style), soft_wrap=True)
