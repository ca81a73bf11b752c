"""The table of progress for people: a row a milestone, with a bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mic25cli.calc.cites import Reading
from mic25cli.calc.progress.milestone import Milestone
from mic25cli.calc.progress.result import Result
from mic25cli.calc.progress.status import BLOCKING, Reason
from mic25cli.calc.span import Number
from mic25cli.model import edtf
from mic25cli.model.units import UnitError, convert
from mic25cli.view import gauge, statuses
from mic25cli.view.quantities import quantity, unit_suffix
from mic25cli.view.sheet import Cell, Head
from mic25cli.view.text import Lang, name_of


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


def name_heads(lang: Lang, want: int | None = None) -> tuple[Head, ...]:
    """The heads of the target's name, one or both languages."""
    if lang == "both":
        return (
            Head("name_en", "Target", False, 0, "name", want),
            Head("name_zh", "目标", False, 0, "name", want),
        )
    return (Head("name", "目标" if lang == "zh" else "Target", False, 0, "name", want),)


def names(result: Result, lang: Lang) -> list[Cell]:
    """The cells of the target's name."""
    if lang == "both":
        return [(text,) if text else () for text in (result.name["en"], result.name["zh"])]
    return [(name_of(result.name, lang),)]


def title(key: str, lang: Lang) -> str:
    """A column's title in a language."""
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


def table(
    results: Sequence[Result], lang: Lang
) -> tuple[tuple[Head, ...], tuple[tuple[Cell, ...], ...]]:
    """A row a milestone: the way as numbers and as a bar, the status, what was last seen."""
    heads = (
        *name_heads(lang),
        Head("year", title("year", lang), rank=0),
        Head("way", title("way", lang), rank=1, want=30),
        Head("bar", title("bar", lang), rank=1),
        Head("status", title("status", lang), rank=0),
        Head("seen", title("seen", lang), rank=2),
        Head("reasons", title("reasons", lang), rank=4, want=36),
        Head("report", title("report", lang), rank=6, style="dim"),
        Head("id", title("id", lang), rank=5, style="id"),
    )
    rows = tuple(
        (
            *names(result, lang),
            (year_of(result),),
            (way(result, lang),),
            (progress_of(result, lang),),
            (statuses.status_text(result, lang),),
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
        return f"{otherwise} {statuses.mark(result.status_if_standing, lang)}"
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
