"""`mic25 chart`: targets and indicators as pictures, and three charts across the records."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mic25cli.cli import stream
from mic25cli.cli.command import command
from mic25cli.cli.options import arguments, file, flag, number
from mic25cli.cli.options import text as word
from mic25cli.cli.session import ROWS, Session
from mic25cli.errors import UsageError
from mic25cli.view.answer import Answer, same
from mic25cli.view.chart.palette import Theme

if TYPE_CHECKING:
    from mic25cli.calc.figure import Figure
    from mic25cli.calc.tally import Sort, Tally
    from mic25cli.view.document import Document, Table

WORDS: tuple[Sort, ...] = ("progress", "funds", "timeline")
"""What is a chart of its own, across the records."""

SHOWN = ("auto", "light", "dark")

WIDEST = 4_000
"""Pixels beyond which nobody prints, and the memory to draw them is spent for nothing."""


@dataclass(frozen=True)
class ChartOptions:
    """What to draw, and where it goes."""

    ids: tuple[str, ...] = arguments(
        "ID…|progress|funds|timeline", "Targets or indicators, by id or name; or one of the words.",
        needed=True, completes="chart",
    )  # fmt: skip
    output: Path | None = file(
        "--output", "FILE", "Write FILE.svg, FILE.png, or FILE.json (Vega-Lite).", also="-o"
    )
    theme: str | None = word(
        "--theme", "auto|light|dark", "With --output: colours; auto follows the reader's.",
        choices=SHOWN,
    )  # fmt: skip
    width: int | None = number(
        "--width",
        "PIXELS",
        "With --output: how wide, 300 to 4000; 720 without.",
        least=300,
        most=WIDEST,
    )
    force: bool = flag("--force", "Replace a file that mic25 did not write.")
    ascii: bool = flag("--ascii", "Draw with plain ASCII signs.")

    def __post_init__(self) -> None:
        if self.output is None:
            for name in ("theme", "width", "force"):
                if getattr(self, name):
                    raise UsageError(f"--{name} belongs to a file", "add --output FILE.svg.")
        elif self.ascii:
            raise UsageError("--ascii is for the terminal", "leave it or --output out.")

    @property
    def tally(self) -> Sort | None:
        """Which of the charts across the records is asked for; raises `UsageError` with ids."""
        words = [each for each in WORDS if each in self.ids]
        if words and len(self.ids) > 1:
            raise UsageError(
                f"'{words[0]}' is a chart of its own", "ask for it alone, or for ids alone."
            )
        return words[0] if words else None


@command(without=ROWS)
def chart(session: Session, drawn: ChartOptions) -> Answer[Mapping[str, object]] | int:
    """Draw targets and indicators: what was observed, what was aimed at, what is known of both.

    Each way of counting (basis) has a line of its own, with the ranges and hedges of its sources;
    milestones stand at the year they are due, with the report that set them. Ids of one unit share
    a scale. Judged as of --as-of, or else of the last day that a source of the book was published
    or read: the same book, the same picture. An id that a target and an indicator share means the
    target: indicators/ID is the other.
    """
    if drawn.output is not None:
        return _write(session, drawn, drawn.output)
    sort = drawn.tally
    return _tally_answer(session, drawn, sort) if sort else _figure_answer(session, drawn)


def _figure(session: Session, drawn: ChartOptions) -> Figure:
    from mic25cli.calc.figure import figure

    return figure(session.whole, drawn.ids, _day(session), session.known_at)


def _tally(session: Session, sort: Sort) -> Tally:
    from mic25cli.calc.tally import TALLIES

    book = session.whole if sort == "progress" else session.book
    return TALLIES[sort](book, _day(session), session.known_at)


def _day(session: Session) -> str | None:
    """The day that is asked for; None for the last one that the book knows of."""
    return session.as_of or (session.day if os.environ.get("MIC25_AS_OF") else None)


def _figure_answer(session: Session, drawn: ChartOptions) -> Answer[Mapping[str, object]]:
    from mic25cli.view.chart import rows
    from mic25cli.view.chart.output import MARK_KEYS

    found, lang = _figure(session, drawn), session.lang

    def document(_: Sequence[Mapping[str, object]]) -> Document:
        from mic25cli.view.chart import screen

        return screen.figure(found, lang, _ascii(drawn))

    return Answer(
        list(rows.marks(found)),
        document,
        same,
        samples=lambda: [dict.fromkeys(MARK_KEYS)],
        report=rows.report(found),
        columns=_columns(MARK_KEYS),
    )


def _tally_answer(
    session: Session, drawn: ChartOptions, sort: Sort
) -> Answer[Mapping[str, object]]:
    from mic25cli.view.chart import tally as say
    from mic25cli.view.chart.output import PART_KEYS

    found, lang = _tally(session, sort), session.lang

    def document(_: Sequence[Mapping[str, object]]) -> Document:
        from mic25cli.view.chart import screen

        return screen.tally(found, lang, _ascii(drawn))

    return Answer(
        list(say.parts(found)),
        document,
        same,
        samples=lambda: [dict.fromkeys(PART_KEYS)],
        report=say.report(found),
        columns=_columns(PART_KEYS),
        undated=session.undated("funds") if sort == "funds" else {},
    )


def _columns(keys: Sequence[str]) -> Any:
    def columns(items: Sequence[Mapping[str, object]]) -> Table:
        from mic25cli.view.chart import screen

        return screen.columns(keys, items)

    return columns


def _ascii(drawn: ChartOptions) -> bool:
    """Whether to draw in ASCII: asked for, or the locale says that the terminal has no more."""
    if drawn.ascii:
        return True
    names = (os.environ.get(variable) for variable in ("LC_ALL", "LC_CTYPE", "LANG"))
    locale = next((name for name in names if name), "")
    return bool(locale) and not re.search(r"utf-?8", locale, re.IGNORECASE)


def _write(session: Session, drawn: ChartOptions, path: Path) -> int:
    from mic25cli.export import picture

    for name in ("fields", "query", "json"):
        if getattr(session, name):
            raise UsageError(f"--{name} prints data, and --output draws", "give one of them.")
    if session.format != "auto":
        raise UsageError(
            "--output draws as the file's name says", "leave --format out, or --output."
        )
    kind = picture.format_of(path)
    theme = cast("Theme", drawn.theme or ("auto" if kind == ".svg" else "light"))
    if theme == "auto" and kind != ".svg":
        raise UsageError(f"'{path.name}' cannot follow the reader", "give --theme light or dark.")
    from mic25cli.view.chart import svg, vega

    sort = drawn.tally
    if sort:
        from mic25cli.view.chart import tally_svg, tally_vega

        money = _tally(session, sort)
        if kind == ".svg":
            text = tally_svg.svg(money, session.lang, drawn.width or svg.WIDTH, theme)
            picture.svg(path, text, drawn.force)
        else:
            spec = tally_vega.spec(money, session.lang, theme, drawn.width or vega.WIDTH)
            _write_spec(path, kind, spec, drawn.force)
    else:
        found = _figure(session, drawn)
        if kind == ".svg":
            text = svg.svg(found, session.lang, drawn.width or svg.WIDTH, theme)
            picture.svg(path, text, drawn.force)
        else:
            spec = vega.spec(found, session.lang, theme, drawn.width or vega.WIDTH)
            _write_spec(path, kind, spec, drawn.force)
    stream.note(f"wrote {path}", session.output)
    return 0


def _write_spec(path: Path, kind: str, spec: Mapping[str, object], force: bool) -> None:
    from mic25cli.export import picture

    write = picture.png if kind == ".png" else picture.specification
    write(path, spec, force)
