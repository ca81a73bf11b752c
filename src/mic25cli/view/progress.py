"""Progress as a sheet: a table with bars for people, every input for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from mic25cli.calc.progress.evidence import Reading
from mic25cli.calc.progress.milestone import Milestone
from mic25cli.calc.progress.reasons import BLOCKING, Reason
from mic25cli.calc.progress.registry import METHODS
from mic25cli.calc.progress.result import MethodResult, Question, Result
from mic25cli.calc.progress.rollup import Counts
from mic25cli.calc.progress.span import Number
from mic25cli.calc.progress.status import Status
from mic25cli.model import edtf
from mic25cli.model.units import UnitError, convert
from mic25cli.view import gauge, standing
from mic25cli.view.quantities import number, quantity, unit_suffix
from mic25cli.view.sheet import Cell, Head, Sheet
from mic25cli.view.text import Lang, name_of

SCHEMA = "mic25.progress/1"

_APART = ("candidates", "series", "methods", "disagree")
"""Parts of a result that `explain` shows, or `--compare`."""


@dataclass(frozen=True)
class Envelope:
    """What a progress report says of itself, beside its results."""

    question: Question
    digest: str
    by: str | None = None
    compare: bool = False


def plain(value: Any) -> Any:
    """A frozen result as plain values: mappings, lists, numbers, texts."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def item(result: Result, compare: bool) -> dict[str, Any]:
    """A result as plain values; `methods` and `disagree` are null unless all are compared."""
    found = {
        each.name: plain(getattr(result, each.name))
        for each in fields(result)
        if each.name not in _APART
    }
    return {
        **found,
        "methods": plain(result.methods) if compare else None,
        "disagree": result.disagree if compare else None,
        "sources": list(result.sources),
    }


def method_of(question: Question) -> dict[str, Any]:
    """The method of a question, as the envelope names it."""
    method = METHODS[question.method]
    return {
        "id": method.id,
        "version": method.version,
        "title": method.title,
        "measure": method.measure,
        "strict_compat": question.strict_compat,
    }


def payload(
    envelope: Envelope, summary: Counts, results: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """The report as JSON prints it."""
    question = envelope.question
    return {
        "schema": SCHEMA,
        "method": method_of(question),
        "as_of": question.as_of,
        "known_at": question.known_at,
        "digest": envelope.digest,
        "basis": question.basis,
        "min_grade": question.min_grade,
        "checked": question.checked,
        "substitute": question.substitute,
        "by": envelope.by,
        "summary": plain(summary),
        "results": list(results),
    }


def amount(part: Milestone | Reading, lang: Lang) -> str:
    """A milestone's or a reading's quantity as its source words it."""
    claim = {
        "value": part.value,
        "low": part.low,
        "high": part.high,
        "bound": part.bound,
        "unit": part.unit if part.value is not None or part.low is not None else None,
        "statement": getattr(part, "statement", None),
    }
    return quantity(claim, lang)


def sheet(
    rows: Sequence[tuple[Result, Mapping[str, Any]]],
    summary: Counts,
    envelope: Envelope,
    lang: Lang,
    for_people: bool,
) -> Sheet:
    """Results, each with its plain values, as a sheet.

    For people the three values stand in one column, with a bar; for machines
    every number has a column of its own, unrounded.
    """
    results, items = [each for each, _ in rows], [item for _, item in rows]
    if not for_people:
        heads, cells = _columns(results, envelope.compare)
    elif envelope.compare:
        heads, cells = _comparison(results, lang)
    else:
        heads, cells = _table(results, lang)
    lines = footer(summary, envelope.question, lang)
    if envelope.compare:
        lines = (_legend(lang), *lines)
    return Sheet(heads, cells, payload(envelope, summary, items), tuple(items), footer=lines)


def footer(summary: Counts, question: Question, lang: Lang) -> tuple[str, ...]:
    """Counts of every status, why there is no verdict, and how much rests on weak evidence."""
    strict = " --strict-compat" if question.strict_compat else ""
    why = ", ".join(f"{code} {count}" for code, count in summary.reasons.items())
    if lang == "zh":
        known = f",所知截至 {question.known_at}" if question.known_at else ""
        lines = [
            f"截至 {question.as_of}{known}:{summary.targets} 个目标的"
            f" {summary.milestones} 个目标值;方法 {question.method}{strict}",
            standing.counts(summary.statuses, lang),
            f"{summary.weak_targets} 个目标依据 D 级或无人读过的来源",
        ]
        return (*lines, f"无法评估的原因:{why}") if why else tuple(lines)
    known = f", known at {question.known_at}" if question.known_at else ""
    lines = [
        f"{_count(summary.milestones, 'milestone')} of {_count(summary.targets, 'target')}"
        f" as of {question.as_of}{known}; method {question.method}{strict}",
        standing.counts(summary.statuses, lang),
        f"{summary.weak_targets} of {_count(summary.targets, 'target')}"
        " on evidence of grade D or that nobody has read",
    ]
    return (*lines, f"no verdict for want of: {why}") if why else tuple(lines)


def _count(count: int, one: str) -> str:
    return f"{number(count)} {one}" + ("" if count == 1 else "s")


def _name_heads(lang: Lang, want: int | None = None) -> tuple[Head, ...]:
    if lang == "both":
        return (
            Head("name_en", "Target", False, 0, "name", want),
            Head("name_zh", "目标", False, 0, "name", want),
        )
    return (Head("name", "目标" if lang == "zh" else "Target", False, 0, "name", want),)


def _names(result: Result, lang: Lang) -> list[Cell]:
    if lang == "both":
        return [(text,) if text else () for text in (result.name["en"], result.name["zh"])]
    return [(name_of(result.name, lang),)]


def _title(key: str, lang: Lang) -> str:
    en, zh = _TITLES[key]
    return zh if lang == "zh" else en


_TITLES: dict[str, tuple[str, str]] = {
    "year": ("Year", "年份"),
    "way": ("Baseline → latest → target", "基期 → 最新 → 目标"),
    "bar": ("Way covered", "进度"),
    "status": ("Status", "状态"),
    "seen": ("Last seen", "最近观测"),
    "reasons": ("And", "另"),
    "report": ("Set by", "来源"),
    "id": ("Id", "编号"),
    "agree": ("Agree", "一致"),
}


def _table(
    results: Sequence[Result], lang: Lang
) -> tuple[tuple[Head, ...], tuple[tuple[Cell, ...], ...]]:
    heads = (
        *_name_heads(lang),
        Head("year", _title("year", lang), rank=0),
        Head("way", _title("way", lang), rank=1, want=30),
        Head("bar", _title("bar", lang), rank=1),
        Head("status", _title("status", lang), rank=0),
        Head("seen", _title("seen", lang), rank=2),
        Head("reasons", _title("reasons", lang), rank=4, want=36),
        Head("report", _title("report", lang), rank=6, style="dim"),
        Head("id", _title("id", lang), rank=5, style="id"),
    )
    rows = tuple(
        (
            *_names(result, lang),
            (year_of(result),),
            (way(result, lang),),
            (progress_of(result, lang),),
            (standing.mark(result.status, lang),),
            seen(result),
            more_reasons(result),
            (result.milestone.report or "",),
            (result.target,),
        )
        for result in results
    )
    return heads, rows


def year_of(result: Result) -> str:
    """The target year; a question mark where it is not stated."""
    return "?" if result.milestone.year is None else str(result.milestone.year)


def way(result: Result, lang: Lang) -> str:
    """Baseline, latest value and target in a row, in the target's unit.

    A dash stands for a latest value that is not there; a baseline that is not
    there is left out.  An aim in words is told by `explain`.
    """
    aim = result.milestone
    if aim.value is None and aim.low is None:
        return "(文字目标)" if lang == "zh" else "(in words)"
    suffix = unit_suffix(aim.unit, lang)

    def bare(reading: Reading | None) -> str:
        return "–" if reading is None else turned(reading, aim.unit, lang).removesuffix(suffix)

    start = [] if result.baseline is None else [bare(result.baseline)]
    return " → ".join([*start, bare(result.observation), amount(aim, lang)])


def turned(reading: Reading, unit: str | None, lang: Lang) -> str:
    """A reading's quantity in another unit of its dimension, hedged as its source hedges it."""
    if unit is None or reading.unit in (None, unit):
        return amount(reading, lang)

    def into(value: Number | None) -> Number | None:
        return None if value is None else convert(value, reading.unit or unit, unit)

    try:
        found = replace(
            reading,
            value=into(reading.value),
            low=into(reading.low),
            high=into(reading.high),
            unit=unit,
        )
    except UnitError:
        return amount(reading, lang)
    return amount(found, lang)


def progress_of(result: Result, lang: Lang) -> str:
    """The bar; why there is no verdict; of a replaced milestone, what it would have been."""
    if result.status_if_standing is not None:
        otherwise = "本应" if lang == "zh" else "else"
        return f"{otherwise} {standing.mark(result.status_if_standing, lang)}"
    blocking = [reason for reason in result.reasons if reason in BLOCKING]
    if result.status == "not-assessable" and blocking:
        return in_words(blocking[0])
    return gauge.bar(result.measures.share, result.measures.expected)


def seen(result: Result) -> Cell:
    """The year of the last observation that counts, and how good its source is."""
    reading = result.observation
    if reading is None:
        return ()
    unread = " unread" if reading.checked == "none" else ""
    return (f"{edtf.year_of(reading.period)} {reading.grade or '?'}{unread}",)


def more_reasons(result: Result) -> Cell:
    """The reasons beside the one that stands with the status, on one line."""
    said = {"next-milestone", "target-year-passed"}
    if result.status == "not-assessable":
        said |= set([reason for reason in result.reasons if reason in BLOCKING][:1])
    left = [reason for reason in result.reasons if reason not in said]
    return (", ".join(in_words(reason) for reason in left),) if left else ()


def in_words(reason: Reason) -> str:
    """A reason code as words, which wrap where a code would be broken anywhere."""
    return reason.replace("-", " ")


LEGEND = (
    "each method's class on the common scale ({symbols})"
    " and the number that its classes are cut on; – not applicable"
)


def _comparison(
    results: Sequence[Result], lang: Lang
) -> tuple[tuple[Head, ...], tuple[tuple[Cell, ...], ...]]:
    heads = (
        *_name_heads(lang, want=30),
        Head("year", _title("year", lang), rank=0),
        *(Head(method, method, rank=1) for method in METHODS),
        Head("agree", _title("agree", lang), rank=0),
        Head("id", _title("id", lang), rank=9, style="id"),
    )
    rows = []
    for result in results:
        by_id = {each.id: each for each in result.methods}
        said = [_compared(by_id.get(method)) for method in METHODS]
        verdicts = sum(each.status is not None for each in result.methods)
        agree = "" if verdicts < 2 else "≠ no" if result.disagree else "= yes"
        rows.append((*_names(result, lang), (year_of(result),), *said, (agree,), (result.target,)))
    return heads, tuple(rows)


def _compared(said: MethodResult | None) -> Cell:
    if said is None or said.status is None:
        return ("–",)
    ratio = said.figures.ratio
    number_shown = "" if ratio is None or said.status == "achieved" else f" {ratio:.2f}"
    return (standing.SYMBOLS[said.status] + number_shown.replace("-", "\N{MINUS SIGN}"),)


def _legend(lang: Lang) -> str:
    on_scale: tuple[Status, ...] = ("achieved", "on-track", "behind", "far-behind", "regressing")
    symbols = ", ".join(standing.mark(status, lang) for status in on_scale)
    return LEGEND.format(symbols=symbols)


_MACHINE = (
    "target", "name_en", "name_zh", "year", "status", "status_if_standing", "reasons", "applies",
    "unit", "baseline_period", "baseline", "observed_period", "observed", "goal", "bound", "share",
    "expected", "gap", "pace", "needed_per_year", "arrival", "distance", "method", "word", "ratio",
    "grade", "checked", "report", "basis", "industries", "sources",
)  # fmt: skip


def _columns(
    results: Sequence[Result], compare: bool
) -> tuple[tuple[Head, ...], tuple[tuple[Cell, ...], ...]]:
    keys = (
        [*_MACHINE, *(f"status_{each}" for each in METHODS), "disagree"] if compare else [*_MACHINE]
    )
    rows = tuple(tuple(_cell(_value(result, key)) for key in keys) for result in results)
    return tuple(Head(key, key, rank=0) for key in keys), rows


def _cell(value: Any) -> Cell:
    if value is None:
        return ()
    if isinstance(value, tuple):
        return tuple(str(each) for each in value)
    if isinstance(value, bool):
        return ("true" if value else "false",)
    return (str(value),)


def _value(result: Result, key: str) -> Any:
    """One value of a result for a column of its own."""
    base, last, aim = result.baseline, result.observation, result.milestone
    if key.startswith("status_") and key != "status_if_standing":
        return next((each.status for each in result.methods if f"status_{each.id}" == key), None)
    return {
        "name_en": result.name["en"],
        "name_zh": result.name["zh"],
        "year": aim.year,
        "applies": aim.applies,
        "baseline_period": base and base.period,
        "baseline": base and base.best,
        "observed_period": last and last.period,
        "observed": last and last.best,
        "goal": aim.statement if aim.value is None and aim.low is None else _goal(aim),
        "bound": aim.bound,
        "method": result.method.id,
        "word": result.method.word,
        "ratio": result.method.figures.ratio,
        "grade": last and last.grade,
        "checked": last and last.checked,
        "report": aim.report,
    }.get(key, getattr(result, key, getattr(result.measures, key, None)))


def _goal(aim: Milestone) -> Any:
    return aim.value if aim.value is not None else f"{aim.low}/{aim.high}"
