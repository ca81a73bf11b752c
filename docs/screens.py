"""Pictures of the terminal: commands of the docs, as SVG, with what they print in colour.

Each picture is what the command prints on a terminal of that width; nothing in it is fetched
from elsewhere, and the same dataset gives the same bytes.
"""

from __future__ import annotations

import io
import os
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from functools import partial
from html import escape, unescape
from typing import NamedTuple
from unittest import mock

from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from mic25cli.cli.main import main


class Screen(NamedTuple):
    """A command, the width of its terminal, and the number of lines at which the picture ends."""

    command: str
    columns: int = 88
    lines: int = 24


SCREENS: Mapping[str, Screen] = {
    "explain": Screen("mic25 explain ic-self-sufficiency --as-of 2025-12-31", lines=30),
    "search": Screen("mic25 search self-sufficiency chips --limit 6"),
    "target": Screen("mic25 targets ic-self-sufficiency --as-of 2025-12-31", lines=32),
    "chart": Screen("mic25 chart ic-self-sufficiency --as-of 2025-12-31", lines=40),
    "against": Screen("mic25 progress ic-self-sufficiency --against 2019-12-31 --as-of 2025-12-31"),
    "zh": Screen("mic25 explain ic-self-sufficiency --as-of 2025-12-31 --lang zh", lines=30),
}

THEME = TerminalTheme(
    (255, 255, 255),
    (36, 41, 47),
    [
        (36, 41, 47), (176, 32, 32), (20, 105, 50), (122, 84, 0),
        (9, 88, 180), (122, 50, 150), (0, 98, 110), (90, 98, 106),
    ],
    [
        (90, 98, 106), (176, 32, 32), (20, 105, 50), (122, 84, 0),
        (9, 88, 180), (122, 50, 150), (0, 98, 110), (36, 41, 47),
    ],
)  # fmt: skip
"""Dark on white; each colour has a contrast of at least 4.5."""

FORM = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 22 {width} {height}" role="img">
<title>@title@</title>
<style>
.{unique_id}-matrix {{ font: {char_height}px ui-monospace, "DejaVu Sans Mono",
  "Noto Sans Mono CJK SC",
  monospace; line-height: {line_height}px; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
<rect x="0.5" y="22.5" width="99.8%" height="97%" rx="6" fill="#ffffff" stroke="#d0d7de"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def pictures() -> dict[str, Callable[[], str]]:
    """The function that makes each picture, by file name."""
    return {
        f"screen-{name}.svg": partial(picture, name, screen) for name, screen in SCREENS.items()
    }


def picture(name: str, screen: Screen) -> str:
    """The output of a command as SVG; raises `RuntimeError` if the command fails."""
    said = io.StringIO()
    with _terminal(screen), redirect_stdout(said):
        code = main([*shlex.split(screen.command)[1:], "-q", "-f", "table", "--color", "always"])
    if code != 0:
        raise RuntimeError(f"{screen.command} ended with {code}")
    lines = said.getvalue().splitlines()
    if len(lines) > screen.lines:
        lines = [*lines[: screen.lines - 1], "…"]
    console = Console(
        record=True, width=screen.columns, file=io.StringIO(), color_system="truecolor",
        force_terminal=True, highlight=False, markup=False, emoji=False,
    )  # fmt: skip
    console.print(Text(f"$ {screen.command}", style="bold"))
    console.print(Text.from_ansi("\n".join(lines)))
    form = FORM.replace("@title@", escape(f"$ {screen.command}").replace("{", "{{"))
    svg = console.export_svg(theme=THEME, code_format=form, unique_id=f"screen-{name}")
    return _LENGTH.sub(_measured, svg)


_CELL = 12.2
"""The width of a cell in rich's drawing."""

_LENGTH = re.compile(r'(textLength=")[\d.]+("[^>]*>)([^<]*)(</text>)')


def _measured(text: re.Match[str]) -> str:
    """A piece of text as wide as its cells, because rich counts a Chinese character as one."""
    length = round(_CELL * cell_len(unescape(text[3])), 1)
    return f"{text[1]}{length:g}{text[2]}{text[3]}{text[4]}"


@contextmanager
def _terminal(screen: Screen) -> Iterator[None]:
    """The environment of a command: this width, the shipped records, nobody's own settings."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("MIC25_")}
    for key in ("NO_COLOR", "FORCE_COLOR"):
        kept.pop(key, None)
    with mock.patch.dict(os.environ, {**kept, "COLUMNS": str(screen.columns)}, clear=True):
        yield
