"""The columns of progress for people: a row a milestone, and what it all comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Literal

from mic25cli.calc.cites import Reading
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.progress.rollup import Counts
from mic25cli.calc.progress.status import BLOCKING
from mic25cli.calc.span import Number
from mic25cli.model import edtf
from mic25cli.model.units import UnitError, convert
from mic25cli.view import gauge
from mic25cli.view.columns import ColumnOf, cell_of, name_columns
from mic25cli.view.document import Cell, Head
from mic25cli.view.progress import statuses
from mic25cli.view.progress.items import amount
from mic25cli.view.quantities import unit_suffix
from mic25cli.view.text import Lang
from mic25cli.view.words import counted, label


def columns(
    results: Sequence[Result], shown: Sequence[Result], lang: Lang
) -> list[ColumnOf[Result]]:
    """The columns: the status, of what, the way as numbers and as a bar, what was last seen.

    Of the results, `shown` are those that have a row.
    """
    twins = Counter((result.target, result.milestone.year) for result in shown)
    (name, told), *other = name_columns("progress-target", attrgetter("name"), lang)

    def head(key: str, rank: int, style: Literal["", "dim", "id"] = "") -> Head:
        return Head(key, label(f"progress-{key}", lang), rank=rank, style=style)

    def named(result: Result) -> Cell:
        """The name; where other rows have the same target and year, with who set this one."""
        set_by, twin = result.milestone.report, twins[result.target, result.milestone.year] > 1
        return (*cell_of(told(result)), *(((("dim", set_by),),) if twin and set_by else ()))

    def outside(result: Result) -> Cell:
        return statuses.outsiders(result.outside, lang)

    # Most targets have no outside verdict: the column is there where one has.
    judged = any(any(result.outside.values()) for result in results)
    return [
        (head("status", 0), lambda result: (statuses.status_cell(result, lang),)),
        (head("year", 0), year_of),
        (name, named),
        *other,
        (head("way", 1), lambda result: cell_of(way(result, lang), progress_of(result, lang))),
        (head("seen", 3), lambda result: seen(result, lang)),
        *([(head("outside", 3), outside)] if judged else []),
        (head("reasons", 5), lambda result: more_reasons(result, lang)),
        (head("report", 7, "dim"), lambda result: result.milestone.report),
        (head("id", 6, "id"), lambda result: result.target),
    ]


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
        return label("progress-in-words", lang)
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
        return label(
            "status-otherwise", lang, status=statuses.mark(result.status_if_standing, lang)
        )
    blocking = [reason for reason in result.reasons if reason in BLOCKING]
    if result.status == "not-assessable" and blocking:
        return statuses.reason(blocking[0], lang)
    return gauge.bar(result.measures.share, result.measures.expected)


def seen(result: Result, lang: Lang) -> str:
    """The year of the last observation that counts, its source's grade, and how old it is."""
    reading = result.observation
    if reading is None:
        return ""
    key = "progress-unread" if reading.checked == "none" else "progress-read"
    year = label(key, lang, year=edtf.year_of(reading.period), grade=reading.grade or "?")
    lag = lag_of(result, lang)
    return f"{year} · {lag}" if lag else year


def lag_of(result: Result, lang: Lang) -> str:
    """How long before or after the end of the target year the evidence ends; nothing if with it."""
    lag = result.measures.lag
    if lag is None:
        return ""
    years = f"{abs(lag):.1f}".removesuffix(".0")
    if years == "0":
        return ""
    return label("progress-lag" if lag > 0 else "progress-lag-after", lang, years=years)


def more_reasons(result: Result, lang: Lang) -> str:
    """The reasons beside those that stand with the status, on one line."""
    said = {"next-milestone", "target-year-passed", "last-seen", "extrapolated", "reached-by"}
    said |= {"bounded-from-below", "bounded-from-above", "basis-not-admitted"}
    if result.status == "not-assessable":
        said |= set([reason for reason in result.reasons if reason in BLOCKING][:1])
    left = [statuses.reason(reason, lang) for reason in result.reasons if reason not in said]
    return label("comma", lang).join(left)


def footer(summary: Counts, question: Question, lang: Lang) -> tuple[str, ...]:
    """Counts of every status, on what the verdicts rest, and why there is none."""
    comma = label("comma", lang)
    targets = counted(summary.targets, "target", lang)
    known = label("progress-known", lang, date=question.known_at) if question.known_at else ""
    lines = [
        label(
            "progress-of", lang, milestones=counted(summary.milestones, "milestone", lang),
            targets=targets, as_of=question.as_of, known=known, method=question.method,
            strict=" --strict-compat" if question.strict_compat else "",
        ),
        statuses.counts(summary.statuses, lang),
    ]  # fmt: skip
    fits = [
        label("progress-fit-count", lang, fit=label(f"fit-{fit}", lang), count=count)
        for fit, count in summary.fits.items()
        if count
    ]
    if fits:
        lines.append(label("progress-fits", lang, fits=comma.join(fits)))
    lines.append(label("progress-weak", lang, weak=summary.weak_targets, targets=targets))
    if summary.outside_only:
        only = counted(summary.outside_only, "target", lang)
        lines.append(label("progress-outside-only", lang, targets=only))
    why = comma.join(
        f"{statuses.reason(code, lang)} {count}" for code, count in summary.reasons.items()
    )
    return (*lines, label("progress-want", lang, why=why)) if why else tuple(lines)
