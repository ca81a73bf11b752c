"""The chart of shortfalls, drawn and as text: how far each target's last figure is from it."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from mic25cli.calc.chart_marks import OPEN
from mic25cli.calc.scorecard import Scorecard, Square
from mic25cli.view.chart import axis_scale, captions, scorecard
from mic25cli.view.chart.captions import Rows, Table, Words
from mic25cli.view.chart.palette import VERDICTS
from mic25cli.view.chart.scorecard import LINE, SIDE, name_of_row
from mic25cli.view.chart.svg_shapes import MARGIN, Sheet, path, width_of, wrapped
from mic25cli.view.document import Head, Line, Piece
from mic25cli.view.text import Lang, label, name_of
from mic25cli.view.verdict import status_words
from mic25cli.view.verdict.headline import headline
from mic25cli.view.verdict.progress_data import amount, with_period
from mic25cli.view.verdict.status_marks import GROUPS

ENDS, BESIDE = (0.0, 2.0), 560
"""The shares of the target that fit on the axis, and the width from which names are beside it."""

key = scorecard.key


def words(card: Scorecard, lang: Lang) -> Words:
    """The words around the chart: how many targets were met, and how far the others are from it;
    first for the plan's own targets, below for those of others."""
    every = [(_figure(square), _side(square)) for row in card.rows for square in row.squares]
    # A limit on the wrong side of the target decides nothing.
    met = sum(share >= 1 for share, side in every if side >= 0)
    short = [1 - share for share, side in every if share < 1 and side <= 0]
    counts: dict[str, object] = {
        "count": met + len(short),
        "kept": met,
        "short": f"{median(short or [0]):.0%}",
    }
    second = scorecard.is_second(card)
    counts["whose"] = label("shortfall-others" if second else "shortfall-plan", lang)
    form = "" if short and met else "-all" if len(short) > 1 else "-one" if short else "-none"
    title = label(f"chart-shortfall{form}", lang, **counts)
    if second:
        return Words((title,))
    of_headline = headline(card.counts, card.profile, card.as_of, lang, every=card.every)
    below = (
        label("chart-shortfall-left", lang, count=card.left_out),
        captions.made(card, "scorecard-source", lang, count=card.sources),
    )
    return Words((title,), (*of_headline, label("chart-said-shortfall", lang)), below)


def _side(square: Square) -> int:
    """The open side of a figure: 1 for a lower limit, -1 for an upper limit, 0 for neither."""
    if square.share is not None:
        return 0
    result = square.result
    last = captions.last(result)
    bound = OPEN.get(last.bound) if last else None
    up = {"lower": "up", "upper": "down", None: bound}[result.side] == "up"
    return 1 if up == (result.direction != "decrease") else -1


def _figure(square: Square) -> float:
    return (square.share, square.share_low, square.share_high)[_side(square)] or 0.0


def _at(axis: axis_scale.Scale, share: float) -> float:
    return axis.at(min(max(share, ENDS[0]), ENDS[1]))


def share_text(square: Square, lang: Lang) -> str:
    """The figure as a share of the target, with its fit unless that is exact."""
    side = _side(square)
    percent = f"{'≥ ' if side > 0 else '≤ ' if side else ''}{_figure(square):.0%}"
    percent = percent.replace("≤ 0%", "< 1%" if _figure(square) > 0 else "0%")
    return status_words.with_evidence(percent, square.result.fit, square.result.side, None, lang)


def draw(card: Scorecard, sheet: Sheet, y: float) -> float:
    """Draw the targets by industry, each as a square on one axis; returns their bottom."""
    lang, names_beside = sheet.lang, sheet.width >= BESIDE
    every = [square for row in card.rows for square in row.squares]
    numbers = (
        max((width_of(share_text(square, lang)) for square in every if names_beside), default=0)
        + SIDE
    )
    left = MARGIN + SIDE / 2 + (sheet.room * 0.38 if names_beside else 0)
    axis = axis_scale.Scale(*ENDS, left, sheet.right - numbers - SIDE / 2, (0, 1, 2))
    y = sheet.axis(axis, y + 16, lambda tick: f"{tick:.0%}") - 4
    for row in card.rows:
        sheet.write(name_of_row(row, lang), MARGIN, y + 4, "strong")
        y += 14
        for square in row.squares:
            room = (left - SIDE if names_beside else sheet.right) - MARGIN
            name, share = name_of(square.name, lang), share_text(square, lang)
            both = label("chart-named", lang, name=name, sentence=share)
            names = [*wrapped(name if names_beside else both, room)]
            high = 15 * len(names)
            foot = y + 12 + (max(0, LINE - high) / 2 if names_beside else 0)
            for place, line in enumerate(names):
                sheet.write(line, MARGIN, foot + 15 * place)
            top, y = (
                (y, y + max(LINE, high + 4)) if names_beside else (y + high, y + high + LINE + 4)
            )
            for tick in axis.ticks:
                sheet.path(f"M{axis.at(tick)} {top}V{y}", "ink held" if tick == 1 else "grid")
            middle = top + (y - top) / 2
            scorecard.link(sheet, square, _marks(square, axis, middle))
            if names_beside:
                sheet.write(share, axis.end + SIDE + 4, middle + 4, "small num")
        y += 12
    return y


def _marks(square: Square, axis: axis_scale.Scale, y: float) -> Iterator[str]:
    side, share = _side(square), _figure(square)
    at = _at(axis, share)
    colour = VERDICTS.get(square.group, "axis")
    yield path(f"M{axis.at(1)} {y}H{at}", f"{colour} bar none")
    low, high = (share if end is None else end for end in (square.share_low, square.share_high))
    first, last = _at(axis, low), _at(axis, high)
    if side == 0 and low != high:
        yield path(f"M{first} {y}H{last}M{first} {y - 4}v8M{last} {y - 4}v8", "ink bar none")
    yield from scorecard.square_paths(scorecard.look(square.result), at - SIDE / 2, y - SIDE / 2)
    out = side or (share > ENDS[1]) - (share < ENDS[0])
    if out:
        tip = at + out * (SIDE / 2 + 7)
        yield path(f"M{tip - 5 * out} {y - 4}L{tip} {y}L{tip - 5 * out} {y + 4}", "ink bar none")


def rows(card: Scorecard, lang: Lang, room: int) -> Table:
    """One row per target, with a mark between zero and twice the target, which is in the middle."""
    axis = axis_scale.Scale(*ENDS, 1, room - 2, ())
    target_value = round(axis.at(1))
    heads = (
        Head("target", label("field-target", lang), rank=0, style="name"),
        Head("strip", f"{'0%':<{max(target_value - 1, 2)}}100%", rank=0, style="drawn"),
        Head("share", label("chart-of-target", lang), rank=0),
        Head("status", label("progress-status", lang), rank=0),
        Head("value", label("field-value", lang), rank=1),
        Head("milestone", label("page-value", lang), rank=1),
    )
    text_rows = Rows()
    for row in card.rows:
        text_rows.append([(("name", name_of_row(row, lang)),)])
        for square in row.squares:
            result = square.result
            last = captions.last(result)
            when = with_period(last, lang) if last else ""
            text_rows.append([
                name_of(square.name, lang), _strip(square, axis, room), share_text(square, lang),
                (status_words.piece(square.status, lang),), when, amount(result.milestone, lang),
            ])  # fmt: skip
    return heads, text_rows


def _strip(square: Square, axis: axis_scale.Scale, room: int) -> Line:
    cells: list[Piece] = [("", " ")] * room
    sign, style, _ = GROUPS[square.group]
    side, share = _side(square), _figure(square)
    place, target_value = round(_at(axis, share)), round(axis.at(1))
    for cell in range(min(place, target_value), max(place, target_value)):
        cells[cell] = (style, "─")
    cells[target_value] = ("dim", "┃")
    for end, mark in ((square.share_low, "├"), (square.share_high, "┤")):
        if side == 0 and end is not None and end != share:
            cells[round(_at(axis, end))] = (style, mark)
    cells[place] = (style, sign)
    out = side or (share > ENDS[1]) - (share < ENDS[0])
    if out:
        cells[place + out] = (style, "→" if out > 0 else "←")
    return tuple(cells)
