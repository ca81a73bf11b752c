"""The difference between two texts of a file, as a unified diff."""

from __future__ import annotations

import difflib
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from mic25cli.view.text import visible

if TYPE_CHECKING:
    from rich.console import Console

_STYLES = {"+": "green", "-": "red", "@": "cyan"}

AROUND = 3
"""Equal lines that are shown before and after what changed."""
GAP = 200
"""Lines between two that are surely the same in which the best match is looked for."""


def patch(path: str, before: str | None, after: str) -> str:
    """A unified diff that `patch -p0` takes; empty where nothing differs.

    Hidden characters are written out in it: a log must not be steered either.
    """
    path = visible(path)
    old, new = _lines(before or ""), _lines(after)
    lines = _unified(old, new, path if before is not None else "/dev/null", path)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in map(_safe, lines)
    )


def _unified(old: list[str], new: list[str], name: str, new_name: str) -> Iterator[str]:
    """What `difflib.unified_diff` gives, in a time that does not grow with the lines' square."""
    hunks = list(_hunks(_changes(old, new)))
    if hunks:
        yield f"--- {name}\n"
        yield f"+++ {new_name}\n"
    for hunk in hunks:
        before = min(AROUND, hunk[0].start)
        start, new_start = hunk[0].start - before, hunk[0].new_start - before
        after = min(AROUND, len(old) - hunk[-1].end)
        end, new_end = hunk[-1].end + after, hunk[-1].new_end + after
        yield f"@@ -{_range(start, end)} +{_range(new_start, new_end)} @@\n"
        at = start
        for change in hunk:
            yield from (f" {line}" for line in old[at : change.start])
            yield from (f"-{line}" for line in old[change.start : change.end])
            yield from (f"+{line}" for line in new[change.new_start : change.new_end])
            at = change.end
        yield from (f" {line}" for line in old[at:end])


def _range(start: int, end: int) -> str:
    """Lines as a hunk's head has them: counted from 1; the one before, where there are none."""
    count = end - start
    return f"{start + 1}" if count == 1 else f"{start + bool(count)},{count}"


class _Change(NamedTuple):
    """Lines of the old text, and those of the new text that take their place."""

    start: int
    end: int
    new_start: int
    new_end: int


def _hunks(changes: Iterable[_Change]) -> Iterator[list[_Change]]:
    """Changes with so few lines between them that what is shown around them would meet."""
    hunk: list[_Change] = []
    for change in changes:
        if hunk and change.start - hunk[-1].end > 2 * AROUND:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[_Change]:
    """What lies between the lines that stand for each other, in order."""
    at = new_at = 0
    for place, new_place in (*_pairs(old, new), (len(old), len(new))):
        if (place, new_place) != (at, new_at):
            yield _Change(at, place, new_at, new_place)
        at, new_at = place + 1, new_place + 1


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The lines that stand for each other, as places in both texts, in order."""
    start, end = 0, min(len(old), len(new))
    while start < end and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < end - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    yield from zip(range(start), range(start), strict=True)
    last = start, start
    ends = len(old) - tail, len(new) - tail
    for here in [*_anchors(old[: ends[0]], new[: ends[1]], start), ends]:
        gap, new_gap = old[last[0] : here[0]], new[last[1] : here[1]]
        if max(len(gap), len(new_gap)) <= GAP:
            for match in difflib.SequenceMatcher(None, gap, new_gap, False).get_matching_blocks():
                yield from (
                    (last[0] + match.a + n, last[1] + match.b + n) for n in range(match.size)
                )
        if here != ends:
            yield here
        last = here[0] + 1, here[1] + 1
    yield from zip(range(ends[0], len(old)), range(ends[1], len(new)), strict=True)


def _anchors(old: Sequence[str], new: Sequence[str], start: int) -> list[tuple[int, int]]:
    """Lines from a place on that each text has once, and that come in the same order in both."""
    once = _once(old, start) & _once(new, start)
    places = {new[place]: place for place in range(start, len(new)) if new[place] in once}
    found = [(place, places[old[place]]) for place in range(start, len(old)) if old[place] in once]
    # Of each length of a rising row, the least end so far; of each line, the one before it in its.
    least: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(found):
        length = bisect_left(least, place)
        before.append(ends[length - 1] if length else -1)
        if length == len(least):
            least.append(place)
            ends.append(index)
        else:
            least[length], ends[length] = place, index
    row: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        row.append(found[index])
        index = before[index]
    return row[::-1]


def _once(lines: Sequence[str], start: int) -> set[str]:
    return {line for line, count in Counter(lines[start:]).items() if count == 1}


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
