"""A figure in text: a row a mark, years downwards, values across, each with its number beside it.

Nothing in a row is without the table that it stands for: the year on the left, the mark at its
place, the number as its source prints it on the right, and as much of report, grade and status as
there is room for.  What lies between two years without an observation is a row of its own: a gap is
seen as a gap.  Every line is at most as wide as asked for, Chinese characters counted as two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from mic25cli.calc.figure import Aim, Figure, Panel, Point, Start
from mic25cli.model import edtf
from mic25cli.view.chart import say, scale
from mic25cli.view.chart.glyphs import ASCII, UNICODE, Glyphs, letter
from mic25cli.view.chart.scale import Scale
from mic25cli.view.document import Line, Piece, Style
from mic25cli.view.progress import statuses
from mic25cli.view.progress.items import amount
from mic25cli.view.text import Lang, date
from mic25cli.view.words import label

LEAST_PLOT, MOST_PLOT = 12, 100
"""Columns of the plot: what can still be read, and beyond what it grows no more."""

SERIES_STYLES: tuple[Style, ...] = (
    "series-0", "series-1", "series-2", "series-3", "series-4", "series-5", "series-6", "series-7",
)  # fmt: skip


PLAIN = str.maketrans({"≥": ">=", "–": "-", "…": "...", "·": "-", "→": "->", "²": "2"})
"""Signs of numbers and labels in ASCII; Chinese stays Chinese."""


@dataclass(frozen=True)
class Row:
    """A mark with what stands beside it; `series` is its place in the key, None for no series."""

    time: float
    when: str
    number: str
    more: tuple[str, ...]
    mark: Point | Aim | Start
    series: int | None = None
    must: int = 0
    """How many of the texts are told even where they need lines of their own."""

    @property
    def year(self) -> int | None:
        """The year that the mark belongs to; None of what is for several."""
        if isinstance(self.mark, Aim):
            return self.mark.year
        when = edtf.parse(self.mark.period)
        ends = [each.year for each in (when.earliest, when.latest) if each is not None]
        return ends[0] if ends and ends[0] == ends[-1] else None


def lines(figure: Figure, panel: Panel, width: int, lang: Lang, ascii_only: bool) -> list[Line]:
    """The drawing of a panel, at most `width` columns wide."""
    return _Strip(figure, panel, width, lang, ASCII if ascii_only else UNICODE).lines()


@dataclass
class _Strip:
    figure: Figure
    panel: Panel
    width: int
    lang: Lang
    glyphs: Glyphs

    def lines(self) -> list[Line]:
        rows = sorted(self._rows(), key=lambda row: (row.time, _order(row)))
        key = list(self._key())
        if not rows:
            return [*key, label("chart-nothing-drawn", self.lang)]
        left = max(cell_len(row.when) for row in rows)
        numbers = max(cell_len(row.number) for row in rows)
        room = self.width - left - numbers - 3
        plot = min(max(room, LEAST_PLOT), MOST_PLOT)
        widest = max(cell_len("  ".join(row.more)) for row in rows)
        if room > 40:
            plot = min(plot, max(40, room - widest - 2))
        axis = scale.values(self.figure.numbers(self.panel), 0, plot - 1, 4)
        found: list[Line] = [*key, *self._axis(axis, left, plot)]
        last: int | None = None
        for row in rows:
            if row.year is not None:
                found += self._gap(last, row.year, left)
                last = row.year
            found += self._line(row, axis, left, plot)
        return found

    # rows

    def _rows(self) -> Iterator[Row]:
        lang = self.lang
        many = self.glyphs.letters(len(self.panel.series))
        for place, series in enumerate(self.panel.series):
            for point in series.points:
                reading = point.reading
                number = self._in_ascii(amount(reading, lang))
                if point.role == "rival":
                    number = f"({number})"
                if many:
                    number = f"{letter(place)} {number}"
                more = (
                    *([series.basis or ""] if many else []),
                    *self._provenance(reading.grade, reading.checked, reading.report),
                )
                yield Row(point.time, date(point.period, lang), number, more, point, place)
        for start in self.panel.starts:
            reading = start.reading
            more = self._provenance(reading.grade, reading.checked, reading.report)
            more = (label("chart-key-start", lang), *more)
            when = date(start.period, lang)
            yield Row(start.time, when, self._in_ascii(amount(reading, lang)), more, start)
        for aim in self.panel.aims:
            if aim.placed and aim.year is not None:
                own = aim.milestone
                worth = self._provenance(own.grade, own.checked, None)
                named = [aim.target] if len(self.panel.subjects) > 1 else []
                always = [own.report or "", self._status(aim), *named]
                # What a weak milestone rests on must be told, a strong one's grade may be.
                must = len(always) + len(worth) if aim.weak else len(always)
                more = (*always, *worth)
                number = self._in_ascii(amount(own, lang))
                yield Row(aim.year + 0.01, str(aim.year), number, more, aim, None, must)

    def _status(self, aim: Aim) -> str:
        if self.glyphs is UNICODE:
            return statuses.status_text(aim.result, self.lang)
        word = statuses.word(aim.result.status, self.lang)
        return self._in_ascii(statuses.with_beside(word, aim.result, self.lang))

    def _in_ascii(self, text: str) -> str:
        """A text of ours without signs beyond ASCII, where the drawing has none."""
        return text if self.glyphs is UNICODE else text.translate(PLAIN)

    def _provenance(self, grade: str | None, checked: str, report: str | None) -> tuple[str, ...]:
        unread = label("chart-unread", self.lang) if checked == "none" else ""
        worth = " ".join(part for part in (grade or "?", unread) if part)
        return tuple(part for part in (worth, report or "") if part)

    def _gap(self, before: int | None, after: int, left: int) -> Iterator[Line]:
        """A row for the years between two that have rows of their own."""
        if before is None or after - before < 2:
            return
        first, last = before + 1, after - 1
        years = str(first) if first == last else f"{first}{self.glyphs.dash}{last}"
        mark = self.glyphs.gap
        text = f"{mark} {years}" if cell_len(years) + 2 > left else f"{mark:>{left}} {years}"
        yield (("dim", text[: self.width]),)

    def _line(self, row: Row, axis: Scale, left: int, plot: int) -> Iterator[Line]:
        cells = self._cells(row, axis, plot)
        pieces: list[Piece] = [("", row.when + " " * (left - cell_len(row.when) + 1))]
        pieces += _joined(cells)
        bold: Style = "name" if isinstance(row.mark, Aim) and row.mark.standing else ""
        pieces += [("", " "), (bold, row.number)]
        used = left + 1 + plot + 1 + cell_len(row.number)
        if used > self.width:
            # No room for the number on its line: it has the next one.
            yield tuple(pieces[:-2])
            number = _cut(row.number, self.width)
            used = max(0, min(left + 1, self.width - cell_len(number)))
            pieces = [("", " " * used), (bold, number)]
            used += cell_len(number)
        for place, text in enumerate(row.more):
            if used + 2 + cell_len(text) > self.width:
                if place >= row.must:
                    break
                # Who set a milestone and what came of it is told, if need be on further lines.
                yield tuple(pieces)
                *whole, text = wrapped(text, self.width - left - 1)
                for line in whole:
                    yield (("dim", " " * (left + 1) + line),)
                pieces, used = [("", " " * (left - 1))], left - 1
            pieces.append(("dim", f"  {text}"))
            used += 2 + cell_len(text)
        yield tuple(pieces)

    # the plot

    def _cells(self, row: Row, axis: Scale, plot: int) -> list[Piece]:
        """The columns of a row: what is in force then, then the mark over it."""
        cells: list[Piece] = [("", " ")] * plot

        def put(value: float, style: Style, sign: str) -> None:
            place = round(value)
            if 0 <= place < plot:
                cells[place] = (style, sign)

        for aim in self.panel.aims:
            goal = aim.weakest
            if aim.placed and goal is not None and _in_force(self.panel, aim, row.time):
                put(axis.at(goal), "dim", self.glyphs.held)
        for path in self.panel.paths:
            (x1, y1), (x2, y2) = path.start, path.end
            if x1 <= row.time <= x2:
                share = (row.time - x1) / (x2 - x1)
                put(axis.at(float(y1) + share * (float(y2) - float(y1))), "dim", self.glyphs.path)
        mark = row.mark
        if isinstance(mark, Point):
            self._point(mark, row.series or 0, axis, cells)
        elif isinstance(mark, Start):
            put(axis.at(mark.value), "name", self.glyphs.start)
        else:
            sign = self.glyphs.aim if mark.standing else self.glyphs.replaced
            ends = [each for each in (mark.value, mark.low, mark.high) if each is not None]
            low, high = (round(axis.at(each)) for each in (min(ends), max(ends)))
            self._step(mark, axis, put)
            for place in range(low, high + 1):
                put(place, "name", sign if place in (low, high) else self.glyphs.bar)
        return cells

    def _step(self, aim: Aim, axis: Scale, put: Callable[[float, Style, str], None]) -> None:
        """From the number that an aim replaced to its own: raised or lowered by so much."""
        if aim.replaces is None or aim.weakest is None:
            return
        old = self.panel.aims[aim.replaces]
        if old.weakest is None:
            return
        start, end = round(axis.at(old.weakest)), round(axis.at(aim.weakest))
        sign = 1 if end > start else -1
        for place in range(start + sign, end, sign):
            last = place == end - sign
            arrow = self.glyphs.up if sign > 0 else self.glyphs.down
            put(place, "dim", arrow if last else self.glyphs.bar)
        put(start, "dim", self.glyphs.replaced)

    def _point(self, point: Point, series: int, axis: Scale, cells: list[Piece]) -> None:
        style = SERIES_STYLES[series % len(SERIES_STYLES)]
        last, at = len(cells) - 1, min(max(round(axis.at(point.value)), 0), len(cells) - 1)
        if point.open is not None:
            sign = 1 if point.open == "up" else -1
            for step in (1, 2):
                if 0 <= at + sign * step <= last:
                    arrow = self.glyphs.up if sign > 0 else self.glyphs.down
                    cells[at + sign * step] = (style, arrow if step == 2 else self.glyphs.bar)
        elif point.low is not None and point.high is not None and point.low != point.high:
            low, high = (round(axis.at(each)) for each in (point.low, point.high))
            for place in range(max(low, 0), min(high, last) + 1):
                end = {low: self.glyphs.low, high: self.glyphs.high}
                cells[place] = (style, end.get(place, self.glyphs.bar))
        cells[at] = (style, self.glyphs.mark(series, weak=point.weak))

    def _axis(self, axis: Scale, left: int, plot: int) -> Iterator[Line]:
        """The numbers of the axis, as many as there is room for, and a rule below them."""
        unit = self._in_ascii(say.unit(self.panel, self.lang))
        head, rule = [" "] * plot, ["─" if self.glyphs is UNICODE else "-"] * plot
        free = 0
        for tick in axis.ticks:
            at = round(axis.at(tick))
            text = say.on_axis(tick, self.panel, self.lang)
            start = min(max(0, at - cell_len(text) // 2), plot - len(text))
            if start >= free:
                head[start : start + len(text)] = text
                free = start + len(text) + 2
                rule[at] = "┴" if self.glyphs is UNICODE else "+"
        room = self.width - left - 1 - plot - 1
        beside = unit if cell_len(unit) <= room else ""
        if not beside:
            yield (("dim", " " * (left + 1) + _cut(unit, self.width - left - 1)),)
        yield (("dim", (" " * (left + 1) + "".join(head) + " " + beside).rstrip()),)
        yield (("dim", " " * (left + 1) + "".join(rule)),)

    # the key

    def _key(self) -> Iterator[Line]:
        """What the signs mean, those that occur, in as many lines as they need."""
        line: list[Piece] = []
        used = 0
        for style, sign, text in self._entries():
            wide = cell_len(sign) + 1 + cell_len(text)
            if line and used + 3 + wide > self.width:
                yield tuple(line)
                line, used = [], 0
            if line:
                line.append(("", "   "))
                used += 3
            room = self.width - cell_len(sign) - 1
            line += [(style, sign), ("", " " + _cut(text, room))]
            used += wide
        if line:
            yield tuple(line)

    def _entries(self) -> Iterator[tuple[Style, str, str]]:
        panel, lang, glyphs = self.panel, self.lang, self.glyphs
        many = glyphs.letters(len(panel.series))
        for place, series in enumerate(panel.series):
            sign = glyphs.mark(place, weak=False) + (f" {letter(place)}" if many else "")
            style = SERIES_STYLES[place % len(SERIES_STYLES)]
            yield style, sign, say.basis(series, lang)
        signs: dict[say.Sign, tuple[Style, str]] = {
            "aim": ("name", glyphs.aim),
            "replaced": ("name", glyphs.replaced),
            "held": ("dim", glyphs.held),
            "start": ("name", glyphs.start),
            "path": ("dim", glyphs.path),
            "range": ("", glyphs.low + glyphs.bar + glyphs.high),
            "bound": ("", glyphs.down + glyphs.up),
            "weak": ("", glyphs.mark(0, weak=True)),
            "rival": ("", "( )"),
        }
        # No line is drawn here, and a period stands beside its mark.
        for key, text in say.key(panel, lang):
            if key in signs:
                yield (*signs[key], text)


def _order(row: Row) -> tuple[int, int, str]:
    kind = 0 if isinstance(row.mark, Start) else 1 if isinstance(row.mark, Point) else 2
    if isinstance(row.mark, Aim):
        return (kind, row.mark.standing, row.mark.milestone.published or "")
    rival = isinstance(row.mark, Point) and row.mark.role == "rival"
    return (kind, (row.series or 0) * 2 + rival, row.number)


def _in_force(panel: Panel, aim: Aim, time: float) -> bool:
    """Whether an aim had been set by then, was not replaced yet, and not due."""
    since = say.set_at(aim)
    if since is None or aim.year is None:
        return False
    place = panel.aims.index(aim)
    after = [aim for aim in panel.aims if aim.replaces == place]
    until = min([float(aim.year), *(at for each in after if (at := say.set_at(each)) is not None)])
    return since <= time <= until


def _joined(cells: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbours of one style as one piece."""
    style, text = cells[0]
    for each, sign in cells[1:]:
        if each == style:
            text += sign
        else:
            yield style, text
            style, text = each, sign
    yield style, text


def wrapped(text: str, room: int) -> list[str]:
    """A text in lines that fit, broken at blanks where there are some."""
    found, line = [], ""
    for word in re.split("(?<= )", text):
        rest = word
        while cell_len((line + rest).rstrip()) > room:
            if line and cell_len(rest.rstrip()) <= room:
                found.append(line.rstrip())
                line = ""
                continue
            fits = next(n for n in range(len(rest), -1, -1) if cell_len(line + rest[:n]) <= room)
            fits = fits if fits or line else 1
            found.append((line + rest[:fits]).rstrip())
            line, rest = "", rest[fits:]
        line += rest
    return [*found, line.rstrip()]


def _cut(text: str, room: int) -> str:
    """A text that fits, with a mark where it was cut."""
    if cell_len(text) <= room:
        return text
    while text and cell_len(text) > room - 1:
        text = text[:-1]
    return text + "…"
