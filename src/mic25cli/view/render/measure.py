"""How much room a text takes on a terminal."""

from __future__ import annotations

import re

from mic25cli.view.render import links

_STYLE = re.compile(r"\x1b\[[0-9;]*m")


def lines_of(text: str, width: int) -> int:
    """The lines of a terminal that a text fills, where long ones wrap."""
    lines = _STYLE.sub("", links.without(text)).splitlines()
    if all(2 * len(line) <= width for line in lines):
        # At most two columns a character: what is that short need not be measured.
        return len(lines)
    from rich.cells import cell_len

    return sum(1 + max(0, cell_len(line) - 1) // width for line in lines)
