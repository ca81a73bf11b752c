"""The pictures of README.md, made as the commands make them: two charts and a terminal.

`docs/build.py` writes them, and with `--check` says which are not what would be made now.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from rich.console import Console

from mic25cli.calc.figure import figure
from mic25cli.calc.tally import progress
from mic25cli.model.book import Book
from mic25cli.store.load import load_book
from mic25cli.view.chart import screen, svg, tally_svg
from mic25cli.view.render import terminal

RECORDS = Path(__file__).resolve().parent.parent / "records"
DAY = "2025-12-31"
SHOWN = "manufacturing-rd-intensity"
COLUMNS = 96

FRAME = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" \
role="img" aria-label="mic25 chart on a terminal">
<style>
.{unique_id}-matrix {{ font-family: Consolas, Menlo, 'DejaVu Sans Mono', monospace; \
font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: arial, sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""Rich's frame without the fonts that it would load from outside."""


@cache
def book() -> Book:
    """The records of the checkout."""
    return load_book((RECORDS,))


def target() -> str:
    """`mic25 chart nev-own-brand-share --as-of 2025-12-31 -o target.svg`, but for its seal."""
    return svg.svg(figure(book(), ["nev-own-brand-share"], DAY))


def statuses() -> str:
    """`mic25 chart progress --as-of 2025-12-31 -o progress.svg`, but for its seal."""
    return tally_svg.svg(progress(book(), DAY))


def screenshot() -> str:
    """`mic25 chart manufacturing-rd-intensity --as-of 2025-12-31` on a terminal."""
    console = Console(
        file=io.StringIO(), record=True, width=COLUMNS, height=40, force_terminal=True,
        color_system="standard", legacy_windows=False, highlight=False, markup=False,
    )  # fmt: skip
    terminal.show(screen.figure(figure(book(), [SHOWN], DAY), "en", ascii_only=False), console)
    title = f"mic25 chart {SHOWN} --as-of {DAY}"
    text = console.export_svg(title=title, code_format=FRAME, unique_id="mic25")
    # Rich ends lines of the picture with blanks.
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


PICTURES = {"target.svg": target, "progress.svg": statuses, "terminal.svg": screenshot}
