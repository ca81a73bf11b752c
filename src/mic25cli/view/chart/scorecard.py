"""The scorecard as squares and, on a terminal, as signs: nothing is said by colour alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from xml.sax.saxutils import quoteattr

from rich.cells import cell_len

from mic25cli.calc.scorecard import Scorecard, ScoreRow, Square
from mic25cli.view.chart import captions
from mic25cli.view.chart.captions import Rows, Table, Words
from mic25cli.view.chart.ink import MARGIN, KeyEntry, Sheet, path, width_of
from mic25cli.view.document import Head, Line, Piece
from mic25cli.view.progress.headline import SIGNS, finding, headline
from mic25cli.view.text import Lang, label, name_of

SIDE, PITCH, LINE = 20, 23, 26
"""The side of a square, from one to the next, from one line of them to the next."""

BESIDE = {(False, False): " ", (True, False): "~", (False, True): "½", (True, True): "≈"}
"""Behind a sign in text: whether it rests on a stand-in, whether it is presumed."""

PLAIN = (False, False)  # what rests on no stand-in, and is not presumed

Look = tuple[str, tuple[bool, bool], str | None]
"""What a square shows: its verdict, whether that rests on a stand-in and is presumed, its lean."""


def words(card: Scorecard, lang: Lang) -> Words:
    """What is written around it: the finding, what is counted, and from what."""
    policy = name_of(card.policy, lang)
    about = label("scorecard-about", lang, policy=policy, as_of=card.as_of)
    made = captions.made(card, "scorecard-source", lang, count=card.sources)
    said = (about, headline(card.counts, lang))
    return Words((finding(card.counts, lang),), said, (label("scorecard-order", lang), made))


def _settled(verdict: str) -> bool:
    return verdict in ("reached", "late", "missed")


def look(square: Square) -> Look:
    """What the square of a target shows."""
    if not _settled(square.verdict):
        return square.verdict, PLAIN, square.lean
    return square.verdict, (square.fit == "proxy", square.firmness == "presumed"), None


def entries(card: Scorecard, lang: Lang) -> Iterator[tuple[str, Look, str]]:
    """What looks so, with its signs in text and how many there are; only what occurs."""
    once = card.counts
    presumed = once.reached_presumed + once.late_presumed + once.missed_presumed
    leaning = once.leaning_reached + once.leaning_missed
    for word, count, shown, beside in (
        ("reached", once.reached, ("reached", PLAIN, None), ""),
        ("late", once.late, ("late", PLAIN, None), ""),
        ("missed", once.missed, ("missed", PLAIN, None), ""),
        ("stand-in", once.stand_ins, ("reached", (True, False), None), "~"),
        ("presumed", presumed, ("reached", (False, True), None), "½"),
        ("leans-reached", once.leaning_reached, ("unknown", PLAIN, "reached"), "?✓"),
        ("leans-missed", once.leaning_missed, ("unknown", PLAIN, "missed"), "?✗"),
        ("unknown", once.unknown - leaning, ("unknown", PLAIN, None), ""),
        ("others", once.others, ("others", PLAIN, None), ""),
    ):
        if count:
            what = label(f"scorecard-{word}", lang)
            told = label("scorecard-entry", lang, count=count, what=what)
            yield beside or SIGNS[word][0], shown, told


def key(card: Scorecard, lang: Lang) -> Iterator[KeyEntry]:
    """What the squares and signs mean."""
    for signs, shown, told in entries(card, lang):
        yield KeyEntry(signs, partial(_square, shown), told)
    if any(all(look(square)[1]) for row in card.rows for square in row.squares):
        yield KeyEntry("≈", None, label("scorecard-both", lang))


def _judged(lang: Lang) -> str:
    return label("scorecard-of-judged", lang)


def reached_of(row: ScoreRow, lang: Lang) -> str:
    """How many of those that can be judged were reached; a dash where none can."""
    found = row.counts
    numbers = {"reached": found.reached + found.late, "known": found.known}
    return label("scorecard-of", lang, **numbers) if found.known else "–"


def name_of_row(row: ScoreRow, lang: Lang) -> str:
    """What a row is called."""
    return name_of(row.name, lang) or label("group-no-industry", lang)


# the drawing


def _square(shown: Look, x: float, y: float) -> str:
    return "".join(square_paths(shown, x - SIDE / 2, y - SIDE / 2))


def square_paths(shown: Look, x: float, y: float) -> Iterator[str]:
    """A square with its corner at a place, and its sign."""
    verdict, (stand_in, presumed), lean = shown
    sign, middle = SIGNS[lean or verdict][2], f"M{x + SIDE / 2} {y + SIDE / 2}"
    whole = f"M{x} {y}h{SIDE}v{SIDE}h{-SIDE}z"
    if not _settled(verdict):
        yield path(whole, "faint hollow")
        yield path(middle + sign, "faint sign none") if sign else ""
        return
    if not stand_in and not presumed:
        yield path(whole, f"{verdict} thin")
        yield path(middle + sign, f"{'ink' if verdict == 'late' else 'over'} sign none")
        return
    yield path(whole, f"{verdict} thin hollow")
    top = SIDE / 2 if presumed else 0
    if stand_in:
        for at in range(int(top) + 4, 2 * SIDE, 5):
            start, end = max(0, at - SIDE), min(SIDE, at - top)
            line = f"M{x + start} {y + at - start}L{x + end} {y + at - end}"
            yield path(line, f"{verdict} hatch none")
    else:
        yield path(f"M{x} {y + top}h{SIDE}v{SIDE - top}h{-SIDE}z", f"{verdict} thin")
    yield path(middle + sign, "halo none")
    yield path(middle + sign, f"{'ink' if verdict == 'late' else verdict} sign none")


def draw(card: Scorecard, sheet: Sheet, y: float) -> float:
    """The rows below the key, names beside them where there is room; returns where they end."""
    lang = sheet.lang
    names = max((width_of(name_of_row(row, lang)) for row in card.rows), default=0) + 10
    counts = max((width_of(reached_of(row, lang)) for row in card.rows), default=0) + 10
    beside = sheet.room - names - counts >= 12 * PITCH
    left = MARGIN + (names if beside else 0)
    right = sheet.right
    a_line = max(1, int((right - counts - left + PITCH - SIDE) / PITCH))
    sheet.write(_judged(lang), right, y + 4, "small muted", "end")
    y += 12
    for row in card.rows:
        foot = y + 15
        if beside:
            sheet.write(name_of_row(row, lang), left - 10, foot, "", "end")
        else:
            sheet.write(name_of_row(row, lang), left, foot - 4)
        sheet.write(reached_of(row, lang), right, foot - (0 if beside else 4), "num", "end")
        y += 0 if beside else 16
        for place, square in enumerate(row.squares):
            down, along = divmod(place, a_line)
            at = left + along * PITCH, y + down * LINE
            link(sheet, square, square_paths(look(square), *at))
        y += LINE * -(-len(row.squares) // a_line) + (4 if beside else 8)
    return y + 10


def link(sheet: Sheet, square: Square, drawn: Iterable[str]) -> None:
    """A square with the name and the answer of its target, leading to its page."""
    told = square.result.answer
    name = name_of(square.name, sheet.lang)
    said = (
        told.told(sheet.lang)[0].text if told else label(f"scorecard-{square.verdict}", sheet.lang)
    )
    where = sheet.address(square.target) if sheet.address else None
    sheet.titled(label("chart-named", sheet.lang, name=name, sentence=said), drawn)
    if where is not None:
        sheet.parts[-1] = f"<a href={quoteattr(where)}>{sheet.parts[-1]}</a>"


# the same in signs


def rooms(card: Scorecard, lang: Lang, width: int) -> tuple[int]:
    """Columns for the signs on a screen."""
    counts = map(cell_len, (_judged(lang), *(reached_of(row, lang) for row in card.rows)))
    names = max((cell_len(name_of_row(row, lang)) for row in card.rows), default=0)
    return (max(16, width - names - max(counts) - 4),)


def rows(card: Scorecard, lang: Lang, room: int) -> Table:
    """A row an industry, its targets as signs in as many lines as they need."""
    heads = (
        Head("group", label("group-industry", lang), rank=0),
        Head("strip", label("scorecard-targets", lang), rank=0, style="drawn"),
        Head("reached", _judged(lang), rank=0),
    )
    found = Rows()
    for row in card.rows:
        signs: list[Piece] = []
        for square in row.squares:
            verdict, kind, lean = look(square)
            sign, style, _ = SIGNS[verdict]
            signs.append((style, sign + (SIGNS[lean][0] if lean else BESIDE[kind])))
        each = range(0, len(signs), room // 2)
        lines: list[Line] = [tuple(signs[start : start + room // 2]) for start in each]
        found.append([name_of_row(row, lang), lines, reached_of(row, lang)])
    return heads, found
