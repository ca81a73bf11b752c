"""`mic25 chart`: targets and indicators as pictures, and three charts across the records."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mic25cli.calc import lookup
from mic25cli.cli import terminal_io
from mic25cli.cli.command import command
from mic25cli.cli.options import ACROSS, Across, Texts, arguments, flag, number, path
from mic25cli.cli.options import text as word
from mic25cli.cli.session import ROWS, Session
from mic25cli.errors import UsageError, nearest, quoted, quoted_command, suggestion
from mic25cli.values import FrozenData
from mic25cli.view.answer import Answer, AnyAnswer
from mic25cli.view.chart.palette import Theme

if TYPE_CHECKING:
    from mic25cli.view.chart.chart_parts import Drawn
    from mic25cli.view.document import TextDocument

PLOT = 640  # width of the plot in a specification without --width, in pixels

WIDEST = 4_000
"""The maximum width in pixels: nobody prints wider charts, and they would waste memory."""


class ChartOptions(FrozenData):
    """What to draw, and where to."""

    ids: Texts = arguments(
        "[ID…|scorecard|shortfall|funds]",
        "Name targets, indicators or one of the words",
        completes="chart",
    )
    industry: str | None = word(
        "NAME", "Draw the targets of this industry, one small chart each", completes="industry"
    )
    output: Path | None = path("FILE", "Write a .svg, .png or .json (Vega-Lite) file", also="-o")
    theme: str | None = word(
        "auto|light|dark", "Choose the colours of the file; auto follows the viewer"
    )
    width: int | None = number(
        "PIXELS", "Set the width of the file, 300 to 4000 (default 720)", least=300, most=WIDEST
    )
    force: bool = flag("Replace a file that mic25 did not write")
    ascii: bool = flag("Draw with ASCII characters only")

    def __post_init__(self) -> None:
        if self.output is None:
            for name in ("theme", "width", "force"):
                if getattr(self, name):
                    raise UsageError.of("applies-only-to-chart-that-is-written", name=name)
        elif self.ascii:
            raise UsageError.of("ascii-is-only-for-charts-in-terminal")
        if not self.ids and self.industry is None:
            raise UsageError.of("command-does-not-say-what-to-draw")
        if self.industry is not None and self.ids not in ((), ("scorecard",), ("shortfall",)):
            raise UsageError.of("industry-draws-all-targets-of-industry")

    @property
    def across(self) -> Across | None:
        """The requested chart of the whole dataset, if any; raises `UsageError` with ids."""
        words = [each for each in ACROSS if each in self.ids]
        if words and len(self.ids) > 1:
            raise UsageError.of("chart-stands-alone", word=words[0])
        return words[0] if words else None


@command(without=ROWS)
def chart(session: Session, options: ChartOptions) -> AnyAnswer | int:
    """Draw targets and indicators: figures, target values and the verdict.

    Each definition (basis) has its own line. Ids of one unit share a scale. An id that a target
    and an indicator share names the target; write indicators/ID for the indicator.
    """
    chart_data = _chart(session, options)
    if options.output is not None:
        for name in ("fields", "query", "json"):
            if getattr(session, name):
                raise UsageError.of("prints-data-and-draws-chart", name=name)
        return _write(session, options, session.output_path(options.output), chart_data)
    if session.format == "auto" and terminal_io.is_file():
        names = [*options.ids, *(["--industry", options.industry] if options.industry else [])]
        session.note("chart-numbers", f"mic25 chart {' '.join(map(quoted, names))} -o FILE.svg")
    from mic25cli.view.chart import chart_rows

    def document(_: Sequence[object]) -> TextDocument:
        from mic25cli.view.chart import chart_parts

        return chart_parts.document(chart_data, session.lang, options.ascii or _is_ascii())

    rows, of = chart_rows.rows(chart_data)
    return Answer(
        rows,
        document,
        of=of,
        report=chart_data,
        columns=chart_rows.columns(of),
        undated=session.undated("funds") if options.across == "funds" else {},
    )


def _chart(session: Session, options: ChartOptions) -> Drawn:
    day = session.day
    from mic25cli.view.verdict.sentence.answers import scored, with_answers

    word = options.across
    industry = options.industry and lookup.industry(session.whole, options.industry)["id"]
    if word == "scorecard" or word == "shortfall":
        from mic25cli.calc.scorecard import scorecard

        card = scorecard(session.whole, day, session.known_at, industry, word)
        return scored(card, session.whole)
    if word:
        from mic25cli.calc.chart_fund_amounts import funds

        return funds(session.dataset, day, session.known_at)
    from mic25cli.calc.chart_data import figure, of_industry

    if not industry:
        joined = " ".join(options.ids)
        refused: UsageError | None = None
        for ids in dict.fromkeys((options.ids, (joined,))):
            try:
                return with_answers(
                    figure(session.whole, ids, day, session.known_at), session.whole
                )
            except UsageError as fault:
                refused = refused or fault
        if options.ids[0] == "timeline":
            listed = quoted_command(session.with_same_options("mic25 timeline"))
            raise UsageError.of("timeline-cannot-be-drawn-as-chart", listed=listed)
        is_id = "-" in joined or joined.isdecimal()
        industry = None if is_id else lookup.industry_id(session.whole, joined)
        if industry is None:
            assert refused is not None
            close = nearest(joined, ACROSS)
            raise UsageError(refused.message, suggestion(close)) if close else refused
    return with_answers(
        of_industry(session.dataset, industry, day, session.known_at), session.whole
    )


def _is_ascii() -> bool:
    """Whether the locale supports only ASCII."""
    names = (os.environ.get(variable) for variable in ("LC_ALL", "LC_CTYPE", "LANG"))
    locale = next((name for name in names if name), "")
    return bool(locale) and not re.search(r"utf-?8", locale, re.IGNORECASE)


def _write(session: Session, options: ChartOptions, path: Path, chart: Drawn) -> int:
    from mic25cli.export import chart_files

    if session.format != "auto":
        raise UsageError.of("output-and-format-cannot-be-combined")
    kind = chart_files.format_of(path)
    theme = cast("Theme", options.theme or ("auto" if kind == ".svg" else "light"))
    if theme == "auto" and kind != ".svg":
        raise UsageError.of("cannot-switch-between-light-and-dark", name=path.name)
    if kind == ".json":
        from mic25cli.view.chart.vega import spec

        content: Any = spec(chart, session.lang, theme, options.width or PLOT)
    else:
        from mic25cli.view.chart.svg import WIDTH, svg

        width, address = options.width or WIDTH, "targets/{}.html".format
        content = svg(chart, session.lang, width, theme, address=address)
    chart_files.write(path, content, options.force)
    session.note("wrote", path=path)
    return 0
