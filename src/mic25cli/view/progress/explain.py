"""The derivation of a target's status as a document: in words and numbers, with every source."""

from __future__ import annotations

from dataclasses import dataclass, field

from mic25cli.calc.cites import Reading
from mic25cli.calc.progress.explain import Explanation
from mic25cli.calc.progress.method import num
from mic25cli.calc.progress.result import Result
from mic25cli.model.plain import in_place
from mic25cli.view import gauge
from mic25cli.view.document import Document, Facts, Listing
from mic25cli.view.output import Output
from mic25cli.view.progress import explain_parts as parts
from mic25cli.view.progress import statuses
from mic25cli.view.progress.explain_parts import Notes
from mic25cli.view.progress.items import (
    amount,
)
from mic25cli.view.progress.measures import measures
from mic25cli.view.progress.table import year_of
from mic25cli.view.quantities import rounded_quantity
from mic25cli.view.text import Lang, name_of
from mic25cli.view.words import label


@dataclass(frozen=True)
class ExplainedTarget:
    """How a target came to its status, with the target's id, as NDJSON has it."""

    id: str
    explanation: Explanation = field(metadata=in_place(Explanation))


OUTPUT = Output("explain", ExplainedTarget, whole=Explanation)


def document(explanation: Explanation, lang: Lang) -> Document:
    """The derivation as people see it."""
    notes = Notes(explanation.sources, lang)
    facts = [
        (label(f"explain-{key}", lang), text)
        for key, text in _facts(explanation, notes, lang)
        if text
    ]
    tables = (
        parts.milestones(explanation, notes, lang),
        parts.observations(explanation, notes, lang),
        parts.methods(explanation, lang),
        parts.bases(explanation, lang),
        parts.trends(explanation, lang),
        parts.outside(explanation, notes, lang),
    )
    other = explanation.name["en"] if lang == "zh" else explanation.name["zh"]
    title = name_of(explanation.name, lang)
    sources = Listing(label("sources", lang), notes.lines())
    return Document(
        (
            Facts(tuple((key, tuple(text.split("\n"))) for key, text in facts)),
            *(table for table in tables if table.rows),
            *([sources] if sources.items else []),
        ),
        title,
        other if other and lang != "both" and other != title else "",
        (label("explain-target", lang), explanation.target),
    )


def in_short(result: Result, lang: Lang) -> str:
    """One sentence that can stand in a footnote."""
    aim, last = result.milestone, result.observation
    wanted = amount(aim, lang)
    if aim.year is None:
        wanted = label("explain-no-year", lang, aim=wanted)
    else:
        wanted = label("explain-by-year", lang, aim=wanted, year=aim.year)
    if aim.report:
        when = aim.published or label("no-date", lang)
        wanted += label("explain-set", lang, report=aim.report, published=when)
    seen = label("explain-unseen", lang)
    if last is not None:
        seen = label(
            "explain-seen", lang, value=amount(last, lang), period=last.period,
            report=last.report, grade=last.grade or "?",
            checked=label(f"checked-{last.checked}", lang),
        )  # fmt: skip
    status = statuses.with_beside(statuses.word(result.status, lang), result, lang)
    return label("explain-sentence", lang, status=status, aim=wanted, seen=seen)


def _facts(explanation: Explanation, notes: Notes, lang: Lang) -> list[tuple[str, str]]:
    asked, on = explanation.judged_by, explanation.indicator
    known = label("progress-known", lang, date=asked.known_at) if asked.known_at else ""
    facts = [
        ("as-of", f"{asked.as_of}{known}"),
        ("indicator", f"{on.id}: {on.definition}"),
        ("better", label(f"direction-{on.direction or 'none'}", lang)),
        ("note", explanation.note or ""),
    ]
    if explanation.headline is None:
        return [("status", label("explain-nothing", lang)), *facts]
    result = explanation.results[explanation.headline]
    unrecorded, uncounted = (label(f"explain-none-{each}", lang) for each in ("recorded", "counts"))
    weak = label("comma", lang).join(label(f"explain-part-{name}", lang) for name in result.weak)
    return [
        ("in-short", in_short(result, lang)),
        *facts,
        ("aim", _aim(result, notes, lang)),
        ("baseline", _reading(result.baseline, result, notes, lang) or unrecorded),
        ("observation", _reading(result.observation, result, notes, lang) or uncounted),
        ("later", _reading(result.later, result, notes, lang)),
        ("basis", result.basis or ""),
        ("evidence", _evidence(result, lang)),
        ("measures", "\n".join(measures(result, lang))),
        ("bar", gauge.bar(result.measures.share, result.measures.expected, 30)),
        ("formula", "\n".join(result.method.working)),
        ("thresholds", _thresholds(explanation, lang)),
        ("status", parts.status_line(result, lang)),
        ("because", "\n".join(f"{code}: {label(f'why-{code}', lang)}" for code in result.reasons)),
        ("weak", weak),
        ("outside", label("comma", lang).join(statuses.outsiders(result.outside, lang))),
    ]


def _provenance(
    key: str, report: str | None, published: str | None, grade: str | None, checked: str, lang: Lang
) -> str:
    return label(
        key, lang, report=report, published=published or label("explain-unknown-date", lang),
        grade=grade or "?", checked=label(f"checked-{checked}", lang),
    )  # fmt: skip


def _aim(result: Result, notes: Notes, lang: Lang) -> str:
    aim = result.milestone
    by = label("explain-by-year", lang, aim=amount(aim, lang), year=year_of(result))
    lines = [
        f"{by} {notes.mark(aim.cite)}",
        _provenance("explain-set-by", aim.report, aim.published, aim.grade, aim.checked, lang),
    ]
    return "\n".join([*lines, *([aim.note] if aim.note else [])])


def _reading(reading: Reading | None, result: Result, notes: Notes, lang: Lang) -> str:
    if reading is None:
        return ""
    said = label("explain-for", lang, value=amount(reading, lang), period=reading.period)
    lines = [
        f"{said} {notes.mark(reading.cite)}",
        _provenance(
            "explain-provenance", reading.report, reading.published, reading.grade,
            reading.checked, lang,
        ),
    ]  # fmt: skip
    taken = _taken(reading, result.unit, lang)
    if taken:
        lines.append(taken)
    if reading.derived:
        lines.append(label("explain-derived", lang, formula=reading.derived))
    if reading.attributed:
        lines.append(label("explain-attributed", lang, whom=reading.attributed))
    if reading.note:
        lines.append(reading.note)
    return "\n".join(lines)


def _taken(reading: Reading, unit: str | None, lang: Lang) -> str:
    """As what a value is taken that is no exact one."""
    low, best, high = (
        None if value is None else rounded_quantity(value, unit, lang)
        for value in (reading.least, reading.best, reading.most)
    )
    if low == best == high:
        return ""
    if low is not None and high is not None:
        key = "explain-taken-range" if best is None else "explain-taken"
        return label(key, lang, low=low, high=high, best=best)
    if low is not None:
        return label("explain-taken-least", lang, low=low)
    return label("explain-taken-most", lang, high=high) if high is not None else ""


def _evidence(result: Result, lang: Lang) -> str:
    """What every admitted basis says, where there are several or the one is not exact."""
    if len(result.evidence) == 1 and result.fit == "exact":
        return ""
    lines = []
    for basis in result.evidence:
        fit = statuses.fit_word(basis.fit, basis.side, lang)
        said = label("explain-fit", lang, basis=basis.basis or "–", fit=fit)
        period = f" ({basis.period})" if basis.period else ""
        line = label("explain-says", lang, basis=said, status=statuses.mark(basis.status, lang))
        because = f" · {basis.because}" if basis.because else ""
        lines.append(f"{line}{period}{because}")
    return "\n".join(lines)


def _thresholds(explanation: Explanation, lang: Lang) -> str:
    def one(word: str, least: float | None, above: bool) -> str:
        said = statuses.method_class(word, lang)
        if least is None:
            return label("explain-threshold-last", lang, word=said)
        key = "explain-threshold-above" if above else "explain-threshold-from"
        return label(key, lang, word=said, least=num(least))

    classes = label("comma", lang).join(
        one(cut.word, cut.least, cut.above) for cut in explanation.thresholds
    )
    measure = statuses.measure(explanation.judged_by.method.measure, lang)
    return label("explain-threshold-of", lang, measure=measure, classes=classes)
