"""The scorecard as squares or, on a terminal, as characters; it can be read without colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from html import escape
from typing import cast

from rich.cells import cell_len

from mic25cli.calc.progress.by_target import DUE, Group, TargetCounts, count_targets, group_of
from mic25cli.calc.progress.certainty import Lean
from mic25cli.calc.progress.result import JudgedMilestone
from mic25cli.calc.progress.status import Status
from mic25cli.calc.scorecard import Scorecard, ScoreRow, Square
from mic25cli.values import replace
from mic25cli.view.chart import captions
from mic25cli.view.chart.captions import Rows, Table, Words
from mic25cli.view.chart.palette import VERDICTS
from mic25cli.view.chart.svg_shapes import MARGIN, KeyEntry, Sheet, path, width_of
from mic25cli.view.document import Head, Line, Piece, Style
from mic25cli.view.text import Lang, label, name_of, policy_title
from mic25cli.view.verdict.headline import day, finding, headline, others_sentences
from mic25cli.view.verdict.status_marks import GROUPS, PACE_WAYS, STATUSES
from mic25cli.view.verdict.status_words import word

SIDE, PITCH, LINE = 20, 23, 26
"""The side of a square, the distance from one to the next, and from one line to the next."""

BESIDE = {(False, False): " ", (True, False): "~", (False, True): "½", (True, True): "≈"}
"""The mark after a character in text: whether it is based on a proxy, and is inferred."""

PLAIN = (False, False)  # neither a proxy nor inferred


AHEAD: Mapping[Group | Status, tuple[str, Style, str]] = {
    pace: (*STATUSES[pace], way) for pace, way in PACE_WAYS.items()
}
"""The character and style in text, and the SVG path, of a target that is not due yet."""

Look = tuple[Group | Status, tuple[bool, bool], Lean | None]
"""What a square shows: its group, or its pace if it is not due; whether it is based on a proxy and
inferred; its lean."""


def words(card: Scorecard, lang: Lang) -> Words:
    """The words around the scorecard: the finding, what is counted, and the dataset.

    The targets of others form a second block with its own title.
    """
    counts, others = card.counts, others_sentences(card.counts, lang)
    if is_second(card):
        return Words(others)
    policy, as_of = policy_title(card.profile, lang), day(card.as_of, lang)
    about = label("scorecard-about", lang, policy=policy, as_of=as_of)
    source_line = captions.made(card, "scorecard-source", lang, count=card.sources)
    of_headline = headline(counts, card.profile, card.as_of, lang, every=card.every)
    title = finding(counts.own, lang) if counts.own or not others else others[0]
    sentences = (about, *(of_headline[:1] if counts.own else ()))
    order = (label("scorecard-order", lang),) if len(card.rows) > 1 else ()
    return Words((title,), sentences, (*order, source_line))


def blocks(card: Scorecard) -> tuple[Scorecard, ...]:
    """One block for the plan's own targets and one for the targets of others."""
    both = (tuple(row for row in card.rows if row.own == own) for own in (True, False))
    return tuple(replace(card, rows=rows) for rows in both if rows) or (card,)


def is_second(card: Scorecard) -> bool:
    """Whether the block is the second one, with the targets of others."""
    return card.counts.own is not None and bool(card.rows) and not card.rows[0].own


def _sign(status: Group | Status, lean: Lean | None = None) -> tuple[str, Style, str]:
    leaning: dict[Lean | None, Group] = {"met": "met", "missed": "missed"}
    return AHEAD.get(status) or GROUPS[leaning.get(lean) or cast("Group", status)]


def _settled(status: Group | Status) -> bool:
    return status in DUE


def look(result: JudgedMilestone) -> Look:
    """The look of a target's square, from the milestone that applies to it."""
    group = group_of(result)
    if group == "not-due" and result.status in AHEAD:
        return result.status, PLAIN, None
    if not _settled(group):
        return group, PLAIN, result.lean
    return group, (result.fit == "proxy", result.certainty == "inferred"), None


def entries(counts: TargetCounts, lang: Lang) -> Iterator[tuple[str, Look, str]]:
    """Each look that occurs, with its text signs and its meaning with a count."""
    groups, leaning = counts.groups, counts.leaning
    open_ones = groups["not-assessable"] - sum(leaning.values())
    ahead = {pace: counts.by_target[pace] for pace in PACE_WAYS}

    def of(group: Group, count: int) -> tuple[str, int, Look, str]:
        return label(f"headline-{group}", lang), count, (group, PLAIN, None), GROUPS[group][0]

    rows: list[tuple[str, int, Look, str]] = [
        *(of(group, groups[group]) for group in DUE),
        (label("scorecard-proxy", lang), counts.fits["proxy"],
         ("met", (True, False), None), "~"),
        (label("scorecard-inferred", lang), sum(counts.inferred.values()),
         ("met", (False, True), None), "½"),
        (label("scorecard-leaning-met", lang), leaning["met"],
         ("not-assessable", PLAIN, "met"), "?✓"),
        (label("scorecard-leaning-missed", lang), leaning["missed"],
         ("not-assessable", PLAIN, "missed"), "?✗"),
        of("not-assessable", open_ones),
        *((f"{label('headline-not-due', lang)}{label('colon', lang)}{word(pace, lang)}", count,
           (pace, PLAIN, None), STATUSES[pace][0]) for pace, count in ahead.items()),
        of("not-due", groups["not-due"] - sum(ahead.values())),
        of("dropped", groups["dropped"]),
    ]  # fmt: skip
    for what, count, square, signs in rows:
        if count:
            yield signs, square, label("headline-counted", lang, count=count, status=what)


def filter_of(look: Look, lang: Lang) -> str:
    """The filter that lists the targets whose squares have a look."""
    group, (proxy, inferred), lean = look
    if lean:
        return f"certainty={label(f'beside-leaning-{lean}', lang)}"
    if proxy or inferred:
        value = label("fit-proxy" if proxy else "certainty-inferred", lang)
        return f"{'fit' if proxy else 'certainty'}={value}"
    if group == "not-due":  # and without a pace
        return f"status={label('headline-not-assessable', lang)}"
    status = group if group in STATUSES else None
    value = word(status, lang) if status else label(f"headline-{group}", lang)
    no_lean = f"&certainty={label('site-no-lean', lang)}" if group == "not-assessable" else ""
    return f"status={value}{no_lean}"


def key(card: Scorecard, lang: Lang) -> Iterator[KeyEntry]:
    """The meaning of the squares and signs."""
    counts = count_targets(square.result for row in card.rows for square in row.squares)
    for signs, shape, meaning in entries(counts, lang):
        yield KeyEntry(signs, partial(_square, shape), meaning)
    if any(all(look(square.result)[1]) for row in card.rows for square in row.squares):
        yield KeyEntry("≈", None, label("scorecard-both", lang))


def met_of(row: ScoreRow, lang: Lang, key: str = "scorecard-of") -> str:
    """The number of targets in a row that were met; a dash for none."""
    met, targets = row.counts.by_target["met"], row.counts.targets
    return label(key, lang, met=met, targets=targets) if met else "–"


def name_of_row(row: ScoreRow, lang: Lang) -> str:
    """The name of a row."""
    rest = "group-no-industry" if row.divided else "group-all"
    return name_of(row.name, lang) or label(rest, lang)


def _square(look: Look, x: float, y: float) -> str:
    return "".join(square_paths(look, x - SIDE / 2, y - SIDE / 2))


def square_paths(look: Look, x: float, y: float) -> Iterator[str]:
    """The outlines of a square with its corner at a place, and of the sign in it."""
    group, (proxy, inferred), lean = look
    sign, middle = _sign(group, lean)[2], f"M{x + SIDE / 2} {y + SIDE / 2}"
    whole = f"M{x} {y}h{SIDE}v{SIDE}h{-SIDE}z"
    if not _settled(group):
        yield path(whole, "faint hollow")
        yield path(middle + sign, "faint sign none") if sign else ""
        return
    verdict = VERDICTS[group]
    if not proxy and not inferred:
        yield path(whole, f"{verdict} thin")
        yield path(middle + sign, f"{'ink' if verdict == 'late' else 'over'} sign none")
        return
    yield path(whole, f"{verdict} thin hollow")
    top = SIDE / 2 if inferred else 0
    if proxy:
        for at in range(int(top) + 4, 2 * SIDE, 5):
            start, end = max(0, at - SIDE), min(SIDE, at - top)
            line = f"M{x + start} {y + at - start}L{x + end} {y + at - end}"
            yield path(line, f"{verdict} hatch none")
    else:
        yield path(f"M{x} {y + top}h{SIDE}v{SIDE - top}h{-SIDE}z", f"{verdict} thin")
    yield path(middle + sign, "halo none")
    yield path(middle + sign, f"{'ink' if verdict == 'late' else verdict} sign none")


def draw(card: Scorecard, sheet: Sheet, y: float) -> float:
    """Draw the rows below the key, names beside them if there is room; returns their bottom."""
    lang = sheet.lang
    names = max((width_of(name_of_row(row, lang)) for row in card.rows), default=0) + 10
    counts = max((width_of(met_of(row, lang)) for row in card.rows), default=0) + 10
    names_beside = sheet.room - names - counts >= 12 * PITCH
    left = MARGIN + (names if names_beside else 0)
    right = sheet.right
    a_line = max(1, int((right - counts - left + PITCH - SIDE) / PITCH))
    sheet.write(label("headline-met", lang), right, y + 4, "small muted", "end")
    y += 12
    for row in card.rows:
        foot = y + 15
        if names_beside:
            sheet.write(name_of_row(row, lang), left - 10, foot, "", "end")
        else:
            sheet.write(name_of_row(row, lang), left, foot - 4)
        sheet.write(met_of(row, lang), right, foot - (0 if names_beside else 4), "num", "end")
        y += 0 if names_beside else 16
        for place, square in enumerate(row.squares):
            down, along = divmod(place, a_line)
            at = left + along * PITCH, y + down * LINE
            link(sheet, square, square_paths(look(square.result), *at))
        y += LINE * -(-len(row.squares) // a_line) + (4 if names_beside else 8)
    return y + 10


def link(sheet: Sheet, square: Square, shapes: Iterable[str]) -> None:
    """Draw a square with the name and answer of its target, linked to the target's page."""
    answer, name = square.result.answer, name_of(square.name, sheet.lang)
    text = label(f"headline-{square.group}", sheet.lang)
    text = answer.in_language(sheet.lang)[0].text if answer else text
    where = sheet.address(square.target) if sheet.address else None
    sheet.titled(label("chart-named", sheet.lang, name=name, sentence=text), shapes)
    if where is not None:
        sheet.parts[-1] = f'<a href="{escape(where)}">{sheet.parts[-1]}</a>'


def rooms(card: Scorecard, lang: Lang, width: int) -> tuple[int]:
    """The width in columns for the characters on a screen."""
    counts = map(cell_len, (label("headline-met", lang), *(met_of(row, lang) for row in card.rows)))
    names = max((cell_len(name_of_row(row, lang)) for row in card.rows), default=0)
    return (max(16, width - names - max(counts) - 4),)


def rows(card: Scorecard, lang: Lang, room: int) -> Table:
    """One row per industry, with its targets as characters on as many lines as needed."""
    heads = (
        Head("group", label("group-industry", lang), rank=0),
        Head("strip", label("field-targets", lang), rank=0, style="drawn"),
        Head("met", label("headline-met", lang), rank=0),
    )
    text_rows = Rows()
    for row in card.rows:
        signs: list[Piece] = []
        for square in row.squares:
            group, kind, lean = look(square.result)
            sign, style, _ = _sign(group)
            signs.append((style, sign + (_sign(group, lean)[0] if lean else BESIDE[kind])))
        squares_per_line = range(0, len(signs), room // 2)
        lines: list[Line] = [tuple(signs[start : start + room // 2]) for start in squares_per_line]
        text_rows.append([name_of_row(row, lang), lines, met_of(row, lang)])
    return heads, text_rows
