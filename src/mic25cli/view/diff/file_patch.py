"""The difference between two texts of a file, as a unified diff."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mic25cli.view.text import visible

if TYPE_CHECKING:
    from rich.console import Console

    from mic25cli.view.render.styled import PlainConsole

_STYLES = {"+": "green", "-": "red", "@": "cyan"}

AROUND = 3
"""The number of unchanged lines shown before and after a change."""
WINDOW = 400
"""Lines compared at a time; if so many are on one side only, details are lost."""


def patch(path: str, before: str | None, after: str) -> str:
    """A unified diff for `patch -p0`, with hidden characters escaped; empty if nothing differs."""
    path = visible(path.replace(os.sep, "/"))
    old, new = _lines(before or ""), _lines(after)
    lines = _unified(old, new, path if before is not None else "/dev/null", path)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in map(_safe, lines)
    )


def _unified(old: list[str], new: list[str], name: str, new_name: str) -> Iterator[str]:
    """The same as `difflib.unified_diff`, in time that is not quadratic in the lines."""
    hunks = list(_Matcher(old, new).get_grouped_opcodes(AROUND)) if old != new else []
    if hunks:
        yield f"--- {name}\n"
        yield f"+++ {new_name}\n"
    for hunk in hunks:
        spans = (hunk[0][1], hunk[-1][2]), (hunk[0][3], hunk[-1][4])
        yield "@@ -{} +{} @@\n".format(*(_range(*span) for span in spans))
        for what, start, end, new_start, new_end in hunk:
            if what == "equal":
                yield from (f" {line}" for line in old[start:end])
                continue
            yield from (f"-{line}" for line in old[start:end])
            yield from (f"+{line}" for line in new[new_start:new_end])


def _range(start: int, end: int) -> str:
    count = end - start
    return f"{start + 1}" if count == 1 else f"{start + bool(count)},{count}"


class _Matcher(difflib.SequenceMatcher[str]):
    """Compares two texts window by window, where difflib compares all lines with all."""

    def __init__(self, old: list[str], new: list[str]) -> None:
        super().__init__()
        self.old, self.new = old, new

    def get_matching_blocks(self) -> list[difflib.Match]:
        old, new = self.old, self.new
        shorter = min(len(old), len(new))
        head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
        rest = shorter - head
        tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
        matches = [difflib.Match(0, 0, head)] if head else []
        at, new_at, end, new_end = head, head, len(old) - tail, len(new) - tail
        while at < end and new_at < new_end:
            window = old[at : min(at + WINDOW, end)], new[new_at : min(new_at + WINDOW, new_end)]
            blocks = difflib.SequenceMatcher(None, *window).get_matching_blocks()[:-1]
            matches += [difflib.Match(at + a, new_at + b, size) for a, b, size in blocks]
            a, b, size = blocks[-1] if blocks else (0, 0, 0)
            # Equal lines at the end of a window may continue in the next one.
            skip = 0 if max(a, b) + size >= WINDOW // 2 else WINDOW // 2
            at, new_at = at + (skip or a + size), new_at + (skip or b + size)
        matches += [difflib.Match(end, new_end, tail)] if tail else []
        return [*matches, difflib.Match(len(old), len(new), 0)]


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+$", text)


def _safe(line: str) -> str:
    body = line.rstrip("\r\n")
    return "\t".join(map(visible, body.split("\t"))) + line[len(body) :]


def show(text: str, console: Console | PlainConsole) -> None:
    """Write a coloured diff to a terminal, with control characters escaped."""
    from mic25cli.view.render.styled import Styled

    for line in text.removesuffix("\n").split("\n"):
        heading = line.startswith(("+++ ", "--- "))
        style = "bold" if heading else _STYLES.get(line[:1], "")
        console.print(Styled(visible(line), style=style), soft_wrap=True)
