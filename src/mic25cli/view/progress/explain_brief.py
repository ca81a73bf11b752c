"""The derivation in short, for one screen: the verdict, the numbers, why, and the sources."""

from __future__ import annotations

from collections.abc import Sequence

from mic25cli.calc.cites import Cited, Reading
from mic25cli.calc.progress.explain import Explanation
from mic25cli.calc.progress.result import Result
from mic25cli.view import gauge
from mic25cli.view.document import Cell, Document, Facts, Line, Lines, Listing, Piece
from mic25cli.view.progress import explain_parts as parts
from mic25cli.view.progress import statuses
from mic25cli.view.progress.explain_parts import Notes
from mic25cli.view.progress.items import amount
from mic25cli.view.progress.measures import measures
from mic25cli.view.progress.table import year_of
from mic25cli.view.text import Lang, name_of
from mic25cli.view.words import label

SOURCES = 3
"""How many sources a screen has room for; the others are counted."""

CITES = 1
"""How many places a number is marked with."""

LINES = 3
"""How many lines a list has room for."""

SAID = ("target-year-passed", "next-milestone", "last-seen", "reached-by")
"""Reasons that the numbers themselves tell, or that stand beside the status."""


def document(explanation: Explanation, more: Sequence[tuple[str, str]], lang: Lang) -> Document:
    """One screen; `more` are commands that show more, each with the key of what it shows."""
    notes = Notes(explanation.sources, lang)
    facts = tuple(
        (label(f"explain-{key}", lang), cell)
        for key, cell in _facts(explanation, notes, lang)
        if cell
    )
    other = explanation.name["en"] if lang == "zh" else explanation.name["zh"]
    title = name_of(explanation.name, lang)
    shown = notes.short(SOURCES)
    return Document(
        (
            Facts(facts),
            *([Listing(label("sources", lang), shown)] if shown else []),
            Lines(tuple((("dim", f"{label(key, lang)}: {command}"),) for key, command in more)),
        ),
        title,
        other if other and lang != "both" and other != title else "",
        (label("explain-target", lang), explanation.target),
    )


def _facts(explanation: Explanation, notes: Notes, lang: Lang) -> list[tuple[str, Cell]]:
    as_of = label("explain-brief-as-of", lang, date=explanation.judged_by.as_of)
    if explanation.headline is None:
        return [("status", (f"{label('explain-nothing', lang)}{as_of}",))]
    result = explanation.results[explanation.headline]
    uncounted = label("explain-none-counts", lang)
    return [
        ("status", ((*_pieces(result, lang), ("dim", as_of)),)),
        ("aim", (_aim(result, notes, lang),)),
        ("observation", _reading(result.observation, notes, lang) or (uncounted,)),
        ("later", _reading(result.later, notes, lang)),
        ("baseline", _reading(result.baseline, notes, lang)),
        ("way", _way(result, lang)),
        ("because", _why(result, lang)),
        ("also", _others(explanation, lang)),
        ("years", _milestones(explanation, lang)),
        ("outside", _outside(result, lang)),
    ]


def _pieces(result: Result, lang: Lang) -> tuple[Piece, ...]:
    said = statuses.status_cell(result, lang)
    pieces: list[Piece] = [("", said)] if isinstance(said, str) else [*said]
    rest = parts.status_line(result, lang).removeprefix(statuses.status_text(result, lang))
    return (*pieces, *((("", rest),) if rest else ()))


def _marked(text: str, cites: Sequence[Cited], notes: Notes) -> str:
    return f"{text} {notes.mark(cites[:CITES])}".rstrip()


def _aim(result: Result, notes: Notes, lang: Lang) -> str:
    aim = result.milestone
    text = label("explain-by-year", lang, aim=amount(aim, lang), year=year_of(result))
    if aim.report:
        when = aim.published or label("no-date", lang)
        text += label("explain-set", lang, report=aim.report, published=when)
    return _marked(text, aim.cite, notes)


def _reading(reading: Reading | None, notes: Notes, lang: Lang) -> Cell:
    if reading is None:
        return ()
    said = label("explain-for", lang, value=amount(reading, lang), period=reading.period)
    key = "explain-brief-unread" if reading.checked == "none" else "explain-brief-report"
    said += label(key, lang, report=reading.report or "?", grade=reading.grade or "?")
    return (_marked(said, reading.cite, notes),)


def _way(result: Result, lang: Lang) -> Cell:
    bar = gauge.bar(result.measures.share, result.measures.expected, 20)
    said = label("semicolon", lang).join(measures(result, lang, brief=True))
    return tuple(text for text in (bar, said) if text)


def _why(result: Result, lang: Lang) -> Cell:
    codes = [code for code in result.reasons if code not in SAID] or list(result.reasons)
    return _first([label(f"why-{code}", lang) for code in codes], lang)


def _others(explanation: Explanation, lang: Lang) -> Cell:
    """The verdicts on other bases that the target admits, where there are several."""
    assert explanation.headline is not None
    result = explanation.results[explanation.headline]
    lines: list[Line] = []
    for basis in result.evidence:
        if basis.basis != result.basis:
            said = label(
                "explain-fit", lang,
                basis=basis.basis or "–", fit=statuses.fit_word(basis.fit, basis.side, lang),
            )  # fmt: skip
            period = f" ({basis.period})" if basis.period else ""
            lines.append((("", f"{said}: "), statuses.piece(basis.status, lang), ("", period)))
    return _first(lines, lang)


def _milestones(explanation: Explanation, lang: Lang) -> Cell:
    """The other milestones, each with its value and status."""
    lines: list[Line] = []
    years = [year_of(result) for result in explanation.results]
    for index, result in enumerate(explanation.results):
        if index != explanation.headline:
            year = year_of(result)
            if years.count(year) > 1 and result.milestone.report:
                year = label("explain-year-by", lang, year=year, report=result.milestone.report)
            said = f"{year}: {amount(result.milestone, lang)} "
            lines.append((("", said), statuses.piece(result.status, lang)))
    return _first(lines, lang)


def _first(lines: Sequence[Line], lang: Lang) -> Cell:
    """The first of some lines, and how many more there are."""
    if len(lines) <= LINES:
        return tuple(lines)
    left = label("more", lang, count=len(lines) - LINES + 1)
    return (*lines[: LINES - 1], (("dim", left),))


def _outside(result: Result, lang: Lang) -> Cell:
    said = statuses.outsiders(result.outside, lang)
    return (label("comma", lang).join(said),) if said else ()
