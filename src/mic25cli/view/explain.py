"""The derivation of a target's status as a card: in words and numbers, with every source."""

from __future__ import annotations

from typing import Any

from mic25cli.calc.cites import Reading
from mic25cli.calc.progress.explain import Explanation
from mic25cli.calc.progress.method import num
from mic25cli.calc.progress.result import Result
from mic25cli.calc.progress.rollup import count
from mic25cli.calc.progress.status import REASONS
from mic25cli.calc.span import Number
from mic25cli.view import explain_blocks as parts
from mic25cli.view import gauge, statuses
from mic25cli.view.card import Card
from mic25cli.view.explain_blocks import Notes
from mic25cli.view.progress import item, method_of, plain
from mic25cli.view.progress_table import amount, year_of
from mic25cli.view.text import Lang, name_of

SCHEMA = "mic25.explain/1"


def card(told: Explanation, lang: Lang) -> Card:
    """The derivation as a card."""
    notes = Notes(told.sources)
    facts = _facts(told, notes, lang)
    blocks = (
        parts.milestones(told, notes, lang),
        parts.observations(told, notes, lang),
        parts.methods(told, lang),
        parts.bases(told, lang),
        parts.trends(told, lang),
        parts.outside(told, notes),
    )
    name = told.name
    other = name["en"] if lang == "zh" else name["zh"]
    title = name_of(name, lang)
    return Card(
        kind="targets",
        id=told.target,
        title=title,
        subtitle=other if other and lang != "both" and other != title else "",
        facts=tuple((parts.label(label, lang), text) for label, text in facts if text),
        blocks=tuple(parts.labelled(block, lang) for block in blocks if block.rows),
        related=(),
        sources=notes.lines(),
    )


def payload(told: Explanation, digest: str) -> dict[str, Any]:
    """The derivation as JSON prints it: the same content as the card, with unrounded numbers."""
    question = told.question
    return {
        "schema": SCHEMA,
        "method": method_of(question),
        "as_of": question.as_of,
        "known_at": question.known_at,
        "digest": digest,
        "target": told.target,
        "name": plain(told.name),
        "note": told.note,
        "indicator": {
            "id": told.indicator,
            "definition": told.definition,
            "direction": told.direction,
        },
        "thresholds": plain(told.thresholds),
        "headline": told.headline,
        "summary": plain(count(told.results)),
        "results": [_whole(result) for result in told.results],
        "trends": plain(told.trends),
        "bases": [
            {"basis": each.basis, "definition": each.definition, "result": _whole(each.result)}
            for each in told.bases
        ],
        "several": plain(told.several),
        "outside": plain(told.outside),
        "sources": plain(told.sources),
    }


def _whole(result: Result) -> dict[str, Any]:
    candidates = [
        {"fate": each.fate, "observation": plain(each.reading)} for each in result.candidates
    ]
    return {
        **item(result, compare=True),
        "candidates": candidates,
        "series": [{"year": year, "value": value} for year, value in result.series],
    }


def in_short(result: Result, lang: Lang) -> str:
    """One sentence that can stand in a footnote."""
    aim = result.milestone
    last = result.observation
    said = f"{statuses.word(result.status, lang)}: {amount(aim, lang)}"
    said += f" by {aim.year}" if aim.year is not None else ", year not stated"
    said += f" ({aim.report}, {aim.published or 'n.d.'})" if aim.report else ""
    if last is None:
        return f"{said}; no observation counts"
    return (
        f"{said}; last observed {amount(last, lang)} for {last.period}"
        f" ({last.report}, grade {last.grade or '?'}, checked: {last.checked})"
    )


def _facts(told: Explanation, notes: Notes, lang: Lang) -> list[tuple[str, str]]:
    question = told.question
    known = f", known at {question.known_at}" if question.known_at else ""
    facts = [
        ("As of", f"{question.as_of}{known}"),
        ("Indicator", f"{told.indicator}: {told.definition}"),
        ("Better", told.direction or "not stated"),
        ("Note", told.note or ""),
    ]
    if told.headline is None:
        return [("Status", "no milestone had been set by then"), *facts]
    result = told.results[told.headline]
    return [
        ("In short", in_short(result, lang)),
        *facts,
        ("Target", _aim(result, notes, lang)),
        ("Baseline", _reading(result.baseline, notes, lang) or "none recorded"),
        ("Observation", _reading(result.observation, notes, lang) or "none that counts"),
        ("Afterwards", _reading(result.later, notes, lang)),
        ("Counted as", result.basis or ""),
        ("Measures", _measures(result)),
        ("Bar", gauge.bar(result.measures.share, result.measures.expected, 30)),
        ("Formula", "\n".join(result.method.working)),
        ("Thresholds", _thresholds(told)),
        ("Status", parts.status_line(result, lang)),
        ("Because", "\n".join(f"{code}: {REASONS[code]}" for code in result.reasons)),
        ("Weak evidence", ", ".join(result.weak)),
    ]


def _aim(result: Result, notes: Notes, lang: Lang) -> str:
    aim = result.milestone
    lines = [
        f"{amount(aim, lang)} by {year_of(result)} {notes.mark(aim.cite)}",
        f"set by {aim.report}, published {aim.published or 'on an unknown date'}; "
        f"grade {aim.grade or '?'}, checked: {aim.checked}",
    ]
    return "\n".join([*lines, *([aim.note] if aim.note else [])])


def _reading(reading: Reading | None, notes: Notes, lang: Lang) -> str:
    if reading is None:
        return ""
    lines = [
        f"{amount(reading, lang)} for {reading.period} {notes.mark(reading.cite)}",
        f"{reading.report}, published {reading.published or 'on an unknown date'}; "
        f"grade {reading.grade or '?'}, checked: {reading.checked}",
    ]
    if (reading.least, reading.most) != (reading.best, reading.best):
        low = "any value" if reading.least is None else num(reading.least)
        high = "any value" if reading.most is None else num(reading.most)
        lines.append(f"taken as {low} to {high}, best estimate {num(reading.best or 0)}")
    if reading.derived:
        lines.append(f"worked out: {reading.derived}")
    if reading.attributed:
        lines.append(f"attributed to {reading.attributed}")
    if reading.note:
        lines.append(reading.note)
    return "\n".join(lines)


def _measures(result: Result) -> str:
    found = result.measures
    shown: list[tuple[str, Number | float | None]] = [
        ("share of the way", found.share),
        ("at least", found.share_low if found.share_low != found.share else None),
        ("at most", found.share_high if found.share_high != found.share else None),
        ("of the way to the stronger bound", found.share_other_bound),
        ("expected by then", found.expected),
        ("gap", found.gap),
        ("pace", found.pace),
        *_distance(result),
        ("needed a year", found.needed_per_year),
        ("arrival", found.arrival),
    ]
    lines = [f"{label} {num(value)}" for label, value in shown if value is not None]
    if found.lag is not None:
        ends = "before" if found.lag >= 0 else "after"
        lines.append(f"observed until {abs(found.lag):.1f} years {ends} the end of the target year")
    return "\n".join(lines)


def _distance(result: Result) -> list[tuple[str, Number | float | None]]:
    """How far off, as a size: the sign alone would not say whether it is short or beyond."""
    distance = result.measures.distance
    if distance is None:
        return []
    sign = -1 if result.direction == "decrease" else 1
    size: Number = distance if distance > 0 else -distance
    return [("still to go" if distance * sign > 0 else "beyond the target by", size)]


def _thresholds(told: Explanation) -> str:
    classes = [
        f"{cut.word} below that"
        if cut.least is None
        else f"{cut.word} {'above' if cut.above else 'from'} {num(cut.least)}"
        for cut in told.thresholds
    ]
    return f"{told.measure}: " + ", ".join(classes)
