"""The tables of progress: by milestone, by method side by side, and by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from mic25cli.calc.progress.by_target import DROPPED, DUE, OTHER_FIT, Group, TargetCounts
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.milestone import PlacedMilestone
from mic25cli.calc.progress.result import Result
from mic25cli.calc.progress.rollup import GroupCounts, Mean
from mic25cli.calc.progress.status import STATUSES
from mic25cli.calc.source_grades import Reading
from mic25cli.model import edtf
from mic25cli.model.closed_lists import FITS
from mic25cli.model.dataset import RecordSet
from mic25cli.model.units import UnitError, Units, of_difference
from mic25cli.view.answer import Columns
from mic25cli.view.columns import ColumnOf, name_columns, table_of
from mic25cli.view.document import Cell, Head, HeadStyle, TextTable
from mic25cli.view.quantities import rounded_quantity, unit_suffix
from mic25cli.view.text import (
    Lang,
    date,
    dated_report,
    label,
    label_of,
    setter_name,
    value_word,
    with_parenthesis,
    years_long,
)
from mic25cli.view.verdict import status_words, text_gauges
from mic25cli.view.verdict.progress_data import amount
from mic25cli.view.verdict.status_marks import GROUPS
from mic25cli.view.verdict.status_marks import STATUSES as SIGNS


def columns(
    results: Sequence[Result],
    rows: Sequence[Result],
    dataset: RecordSet,
    lang: Lang,
    *,
    depends: bool = False,
    later: Mapping[str, Sequence[Result]] = MappingProxyType({}),
) -> list[ColumnOf[Result]]:
    """The columns of progress; `later` has the milestones of a target that are not due yet."""
    twins = Counter((result.target, result.milestone.year) for result in rows)
    (name, text_of), *other = name_columns("field-target", attrgetter("name"), lang)

    def head(key: str, rank: int, style: HeadStyle = "") -> Head:
        return Head(key, label(f"progress-{key}", lang), rank=rank, style=style)

    def target_name(result: Result) -> str:
        """The name of a target, with who set it if other rows have the same target and year."""
        set_by, twin = result.milestone.report, twins[result.target, result.milestone.year] > 1
        setter = setter_name(dataset, set_by, lang, titled=True) if twin and set_by else ""
        text = str(text_of(result))
        return f"{setter}{label('colon', lang)}{text}" if setter else text

    def status(result: Result) -> Cell:
        words = status_words.with_words("", status_words.grounds(result, lang), lang)
        return ((status_words.piece(result.status, lang), *((("", words),) if words else ())),)

    semicolon = label("semicolon", lang)

    def outside(result: Result) -> str:
        return semicolon.join(status_words.outsiders(result.outside, lang))

    def depends_on(result: Result) -> str:
        return semicolon.join(status_words.relying(result, dataset, lang))

    def set_by(result: Result) -> str:
        return dated_report(dataset, result.milestone.report or "", lang, setter=True)

    short = partial(missed_by, lang=lang)
    # The column is there only if some target has an outside assessment.
    judged = any(any(result.outside.values()) for result in results)
    return [
        (head("year", 0), partial(year_of, lang=lang)),
        (name, target_name),
        *other,
        (head("baseline", 3), lambda result: way(result, dataset.units, lang)[0]),
        (
            replace(head("way", 1, "whole"), right=True),
            lambda result: way(result, dataset.units, lang)[1],
        ),
        (head("status", 0, "whole"), status),
        *([(head("short", 2), short)] if any(map(short, rows)) else []),
        (head("seen", 4), partial(last_figure, lang=lang)),
        *([(head("outside", 3), outside)] if judged else []),
        *([(head("depends-on", 3), depends_on)] if depends else []),
        (head("reasons", 5), lambda result: remarks(result, later.get(result.target, ()), lang)),
        (head("report", 7, "dim"), set_by),
        (Head("id", label("id", lang), rank=6, style="id"), lambda result: result.target),
    ]


def remarks(result: Result, later: Sequence[Result], lang: Lang) -> str:
    """The notes on a verdict: its qualifiers, progress, reasons, and later milestones."""
    colon = label("colon", lang)
    lines = (
        f"{year_of(each, lang)}{colon}{status_words.mark(each.status, lang)}"
        for each in (later if result.milestone.applies else ())
    )
    why = (progress_of(result, lang), more_reasons(result, lang), *dict.fromkeys(lines))
    return label("semicolon", lang).join(filter(None, (*status_words.remarks(result, lang), *why)))


def missed_by(result: Result, lang: Lang) -> str:
    """The shortfall and its share of the target; a dash for a proxy."""
    short, share = result.shortfall, result.shortfall_share
    if result.status != "missed" or short is None or result.fit == "proxy":
        return ""
    text = rounded_quantity(short, of_difference(result.unit), lang)
    return with_parenthesis(text, f"{share:.0%}", lang) if share else text


def year_of(result: Result, lang: Lang) -> str:
    """The target year in words, or the years of a total."""
    milestone = result.milestone
    if milestone.period is not None:
        return date(milestone.period, lang)
    return milestone.year_name or label("no-year", lang)


def way(result: Result, units: Units, lang: Lang) -> tuple[str, str]:
    """The baseline, and latest value and target, in the target's unit; a dash for none."""
    milestone = result.milestone
    if milestone.value is None and milestone.low is None:
        return "", label("progress-in-words", lang)
    if result.total is not None:
        return "", status_words.counted_of(result, result.total, lang)
    suffix, readings = unit_suffix(milestone.unit, lang), (result.baseline, result.deciding)
    start, latest = (turned(each, milestone.unit, units, lang) if each else "" for each in readings)
    # The unit is given once, unless the values differ in scale: 1.2亿元 beside 9500万元.
    if milestone.changes:
        # The change since the base year would leave no room for the other columns.
        milestone = replace(milestone, base_year=None)
    return start, f"{latest.removesuffix(suffix) or '–'} → {amount(milestone, lang)}"


def turned(reading: Reading | PlacedMilestone, unit: str | None, units: Units, lang: Lang) -> str:
    """A quantity converted to another unit; unchanged if that is impossible."""
    if unit is None or reading.unit in (None, unit):
        return amount(reading, lang)
    numbers = ((key, getattr(reading, key)) for key in ("value", "low", "high"))
    try:
        ends: dict[str, Any] = {
            key: end and Decimal(units.convert(end, reading.unit, unit)).normalize()
            for key, end in numbers
        }
    except UnitError:
        return amount(reading, lang)
    return amount(replace(reading, unit=unit, **ends), lang)


def progress_of(result: Result, lang: Lang) -> str:
    """A bar, or why there is no verdict; if superseded, the verdict that it would have had."""
    if result.status_if_standing is not None:
        return label(
            "status-otherwise", lang, status=status_words.mark(result.status_if_standing, lang)
        )
    if result.blocking:
        return status_words.reason(result.blocking[0], lang)
    return text_gauges.bar(result.measures.progress, result.measures.expected)


def last_figure(result: Result, lang: Lang) -> str:
    """The year of the figure that decides, the grade of its source, and its age."""
    reading = result.judged_from or result.latest or result.observation
    if reading is None:
        return ""
    key = "progress-unread" if reading.checked == "none" else "progress-read"
    year = label(key, lang, year=edtf.year_of(reading.period), grade=reading.grade or "–")
    # The age of the evidence; after the target year, its distance from the end of that year.
    age = result.measures.age
    lag = round((result.measures.lag if age is None else age) or 0.0, 1)
    if not lag:
        return year
    key = "progress-lag" if lag > 0 else "progress-lag-after"
    age_words = label("progress-age" if age else key, lang, years=years_long(lag, lang))
    return label("comma", lang).join((year, age_words))


def more_reasons(result: Result, lang: Lang) -> str:
    """The reasons that the status does not already imply, on one line."""
    shown_reasons = {"next-milestone", "target-year-passed", "met-by-later-year"}
    shown_reasons |= {"bounded-from-below", "bounded-from-above", "basis-not-admitted"}
    shown_reasons.update(result.blocking[:1])
    others = (reason for reason in result.reasons if reason not in shown_reasons)
    return label("comma", lang).join(status_words.reason(reason, lang) for reason in others)


def comparison(results: Sequence[Result], lang: Lang) -> TextTable:
    """One row per milestone: the class and number of each method, and whether they agree."""
    columns: list[ColumnOf[Result]] = [
        *name_columns("field-target", attrgetter("name"), lang),
        (Head("year", label("progress-year", lang), rank=0), partial(year_of, lang=lang)),
        *((Head(method, method), partial(_compared, method)) for method in METHODS),
        (Head("agree", label("progress-agree", lang), rank=0), partial(_agree, lang)),
        (Head("id", label("id", lang), rank=9, style="id"), lambda result: result.target),
    ]
    return replace(table_of(columns, results), scanned=True)


def _agree(lang: Lang, result: Result) -> str:
    if sum(method.status is not None for method in result.methods) < 2:
        return ""
    return label("progress-no" if result.disagree else "progress-yes", lang)


def _compared(method: str, result: Result) -> Cell:
    trend = next((trend for trend in result.methods if trend.id == method), None)
    if trend is None or trend.status is None:
        return ("–",)
    ratio = trend.figures.ratio
    over = ratio is None or trend.status in ("met", "already-met")
    number_shown = "" if over else f" {ratio:.2f}"
    sign, style = SIGNS[trend.status]
    return (((style, sign), ("", number_shown.replace("-", "\N{MINUS SIGN}"))),)


def of_groups(
    by: str, groups: Sequence[GroupCounts], dataset: RecordSet, lang: Lang
) -> tuple[TextTable, ...]:
    """One row per group: the plan's own targets, then those of others under a title."""
    if by == "kind" or any(group.mean for group in groups):
        # A mean covers all targets of a group, whoever set them.
        every = _counted_once(by, groups, lambda group: group.counts.by_targets, dataset, lang)
        return (replace(every, title=label("group-all-title", lang)),)
    own = _counted_once(by, groups, lambda group: group.counts.by_targets.own, dataset, lang)
    others = _counted_once(by, groups, lambda group: group.counts.by_targets.others, dataset, lang)
    if not others.rows:
        return (own,)
    titled = (("group-own-title", own), ("group-others-title", others))
    return tuple(replace(table, title=label(key, lang)) for key, table in titled if table.rows)


def _counted_once(
    by: str,
    groups: Sequence[GroupCounts],
    counts_of: Callable[[GroupCounts], TargetCounts | None],
    dataset: RecordSet,
    lang: Lang,
) -> TextTable:
    """One row per group, with an empty cell if it has no such target; verdicts are split by fit."""
    counted_groups = [
        (group, counts) for group in groups if (counts := counts_of(group)) is not None
    ]
    Row = tuple[GroupCounts, TargetCounts]

    def head(key: str, rank: int, right: bool = True) -> Head:
        return Head(key, label(f"group-{key}", lang), right, rank)

    def of_group(key: Group) -> ColumnOf[Row]:
        title = label(f"headline-{key}", lang)
        own = Head(key, title[:1].upper() + title[1:], True, 0, short=GROUPS[key][0])
        return own, lambda row: str(row[1].groups[key] or "")

    def of_fit(fit: str) -> ColumnOf[Row]:
        # On a narrow screen, the weakest evidence is dropped last.
        rank = {"exact": 4, "close": 3, "one-sided": 2}.get(fit, 1)
        own = Head(f"fit_{fit}", label(f"fit-{fit}", lang), True, rank)
        return own, lambda row: str(row[1].fits[fit] or "")

    occurring = [key for key in GROUPS if any(counts.groups[key] for _, counts in counted_groups)]
    every_fit = counted_groups[0][1].fits if counted_groups else {}
    fits = [fit for fit in every_fit if any(counts.fits[fit] for _, counts in counted_groups)]
    columns: list[ColumnOf[Row]] = [
        (
            replace(head(by, 0, False), style="name"),
            lambda row: name_of_group(by, row[0].key, dataset, lang),
        ),
        (head("targets", 0), lambda row: str(row[1].targets)),
        *map(of_group, dict.fromkeys([*DUE, *occurring])),
        *(map(of_fit, fits) if by != "fit" else ()),
    ]
    if by == "report":
        columns.append((Head("id", label("id", lang), style="id"), lambda row: row[0].key))
    if any(group.mean for group, _ in counted_groups):
        columns.append((head("mean", 0), lambda row: _mean(row[0].mean, lang)))
    return replace(table_of(columns, counted_groups), scanned=by == "report")


MAIN = ("met", "met-late", "missed", "not-assessable")  # the statuses in a table of groups


def _open(group: Mapping[str, Any]) -> int:
    """How many targets of a group are due and not assessable, so that its columns add up."""
    judged = sum(group["by_target"][status] for status in (*DUE, *DROPPED))
    return int(group["targets"] - judged - group["not_due_yet"])


def group_columns(by: str, *, mean: bool, milestones: bool, every: bool = True) -> Columns:
    """The columns of groups for machines: all counts, or only those of the table."""
    means = ("mean.progress", "mean.counted", "mean.left_out") if mean else ()
    if not every:
        status_columns: Columns = [
            f"{status}=statuses.{status}" if milestones or status != MAIN[-1] else (status, _open)
            for status in MAIN
            if by != "status"
        ]
        fits = [f"fit_{fit}=fits.{fit}" for fit in FITS if by != "fit"]
        return (f"{by}=key", "targets", *status_columns, "not_due_yet", *(means or fits))
    return (
        f"{by}=key", "targets", "milestones",
        *((f"{status}=statuses.{status}" for status in STATUSES) if by != "status" else ()),
        "not_due_yet", "worst", "weak",
        *((f"fit_{fit}=fits.{fit}" for fit in (*FITS, OTHER_FIT)) if by != "fit" else ()),
        "outside_only", *means,
    )  # fmt: skip


def _mean(mean: Mean | None, lang: Lang) -> str:
    if mean is None:
        return ""
    key = "none" if mean.progress is None else "of" if mean.left_out else "all"
    share = f"{(mean.progress or 0) * 100:.0f}%"
    return label(
        f"progress-mean-{key}", lang, share=share, counted=mean.counted, left=mean.left_out
    )


def name_of_group(by: str, key: str | None, dataset: RecordSet, lang: Lang) -> str:
    """The name of a group."""
    if key is None:
        divided = "no-industry" if dataset.kind("industries") else "all"
        return label(f"group-{divided if by == 'industry' else 'none'}", lang)
    if by == "industry":
        return label_of(dataset, "industries", key, lang, short=True)
    if by == "report":
        return dated_report(dataset, key, lang)
    if by == "status":
        return status_words.mark(key, lang)  # type: ignore[arg-type]
    if by == "type":
        return value_word("type", key, lang)
    if key.startswith("leaning-"):
        return label(f"beside-{key}", lang)
    return label(f"{by}-{key}", lang) if by in ("fit", "certainty", "origin") else key
