"""The tables of progress: a row a milestone, the methods side by side, a row a group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter
from typing import Any, Literal

from mic25cli.calc.cites import Reading
from mic25cli.calc.progress.method import num
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.once import GROUPS
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.progress.rollup import CountedGroup, Counts, Mean
from mic25cli.calc.progress.status import PACES, STATUSES, Status
from mic25cli.model import edtf
from mic25cli.model.book import RecordBook
from mic25cli.model.units import UNITS, UnitError, of_difference
from mic25cli.view import gauge
from mic25cli.view.columns import ColumnOf, cell_of, name_columns, table_of
from mic25cli.view.document import Cell, Head, TextTable, bare
from mic25cli.view.progress import statuses
from mic25cli.view.progress.headline import SIGNS as ONCE_SIGNS
from mic25cli.view.progress.headline import headline
from mic25cli.view.progress.items import amount
from mic25cli.view.quantities import rounded_quantity, unit_suffix
from mic25cli.view.signs import STATUSES as SIGNS
from mic25cli.view.text import Lang, aside, counted, label, label_of


def columns(
    results: Sequence[Result], shown: Sequence[Result], lang: Lang, *, hangs: bool = False
) -> list[ColumnOf[Result]]:
    """The columns of progress; of the results, `shown` are those that have a row."""
    twins = Counter((result.target, result.milestone.year) for result in shown)
    (name, told), *other = name_columns("progress-target", attrgetter("name"), lang)

    def head(key: str, rank: int, style: Literal["", "dim", "id"] = "") -> Head:
        return Head(key, label(f"progress-{key}", lang), rank=rank, style=style)

    def named(result: Result) -> Cell:
        """The name; where other rows have the same target and year, with who set this one."""
        set_by, twin = result.milestone.report, twins[result.target, result.milestone.year] > 1
        return (*cell_of(told(result)), *(((("dim", set_by),),) if twin and set_by else ()))

    def short(result: Result) -> str:
        return missed_by(result, lang)

    # Most targets have no outside verdict: the column is there where one has.
    judged = any(any(result.outside.values()) for result in results)
    return [
        (head("status", 0), lambda result: (statuses.status_cell(result, lang),)),
        (head("year", 0), year_of),
        (name, named),
        *other,
        (head("way", 1), lambda result: cell_of(way(result, lang), progress_of(result, lang))),
        *([(head("short", 1), short)] if any(map(short, shown)) else []),
        (head("seen", 4), lambda result: seen(result, lang)),
        *([(head("outside", 3), lambda each: statuses.outsiders(each.outside, lang))] * judged),
        *([(head("hangs", 3), lambda each: tuple(statuses.hanging(each, lang)))] * hangs),
        (head("reasons", 5), lambda result: more_reasons(result, lang)),
        (head("report", 7, "dim"), lambda result: result.milestone.report),
        (head("id", 6, "id"), lambda result: result.target),
    ]


def missed_by(result: Result, lang: Lang) -> str:
    """How much is missing, and its share of the promise; a stand-in cannot say how much."""
    short, share = result.shortfall, result.shortfall_share
    if result.status != "missed" or short is None or result.fit == "proxy":
        return ""
    text = rounded_quantity(short, of_difference(result.unit), lang)
    return aside(text, f"{share:.0%}", lang) if share else text


def year_of(result: Result) -> str:
    """The target year; a question mark where it is not stated."""
    milestone = result.milestone
    return milestone.period or milestone.year_name or "?"


def way(result: Result, lang: Lang) -> str:
    """Baseline, latest value and target, in the target's unit; a dash for none."""
    milestone = result.milestone
    if milestone.value is None and milestone.low is None:
        return label("progress-in-words", lang)
    if result.total is not None:
        return statuses.counted_of(result, result.total, lang)
    suffix = unit_suffix(milestone.unit, lang)

    def bare(reading: Reading | None) -> str:
        return (
            "–" if reading is None else turned(reading, milestone.unit, lang).removesuffix(suffix)
        )

    seen = map(bare, (result.baseline, result.deciding))
    return " → ".join([*seen, amount(milestone, lang)])


def turned(reading: Reading, unit: str | None, lang: Lang) -> str:
    """A reading's quantity in another unit of its dimension, or in the book's own."""
    if unit is None or reading.unit in (None, unit):
        return amount(reading, lang)
    own = reading.unit
    try:
        ends: dict[str, Any] = {
            key: None if (end := getattr(reading, key)) is None else UNITS.convert(end, own, unit)
            for key in ("value", "low", "high")
        }
    except UnitError:
        return amount(reading, lang)
    return amount(replace(reading, unit=unit, **ends), lang)


def progress_of(result: Result, lang: Lang) -> str:
    """The bar; why there is no verdict; of a replaced milestone, what it would have been."""
    if result.status_if_standing is not None:
        return label(
            "status-otherwise", lang, status=statuses.mark(result.status_if_standing, lang)
        )
    if result.blocking:
        return statuses.reason(result.blocking[0], lang)
    return gauge.bar(result.measures.share, result.measures.expected)


def seen(result: Result, lang: Lang) -> str:
    """The year of the last observation that counts, its source's grade, and how old it is."""
    reading = result.judged_from or result.latest or result.observation
    if reading is None:
        return ""
    key = "progress-unread" if reading.checked == "none" else "progress-read"
    year = label(key, lang, year=edtf.year_of(reading.period), grade=reading.counts_as or "–")
    # How old the evidence is; once the target year is over, how long before or after it that ends.
    age = result.measures.age
    lag = round((result.measures.lag if age is None else age) or 0.0, 1)
    if not lag:
        return year
    key = "progress-lag" if lag > 0 else "progress-lag-after"
    return f"{year} · {label('progress-age' if age else key, lang, years=num(abs(lag)))}"


def more_reasons(result: Result, lang: Lang) -> str:
    """The reasons beside those that stand with the status, on one line."""
    said = {"next-milestone", "target-year-passed", "reached-by"}
    said |= {"bounded-from-below", "bounded-from-above", "basis-not-admitted"}
    said.update(result.blocking[:1])
    left = [statuses.reason(reason, lang) for reason in result.reasons if reason not in said]
    return label("comma", lang).join(left)


def opening(
    summary: Counts, question: Question, lang: Lang, milestones: bool = False
) -> tuple[str, ...]:
    """What it comes to, targets counted once, and as of when; with how many milestones on top."""
    when = asked(question, lang)
    if not milestones:
        return headline(summary.once, lang), when
    targets = counted(summary.targets, "target", lang)
    several = counted(summary.milestones, "milestone", lang)
    of = label("progress-of", lang, milestones=several, targets=targets, asked=when)
    return headline(summary.once, lang), of, bare(statuses.counted(summary.statuses, lang))


def footer(summary: Counts, lang: Lang) -> tuple[str, ...]:
    """On what the verdicts rest, and why there is none."""
    comma = label("comma", lang)
    targets = counted(summary.targets, "target", lang)
    lines = []
    fits = [
        label("progress-fit-count", lang, fit=label(f"fit-{fit}", lang), count=count)
        for fit, count in summary.fits.items()
        if count
    ]
    if fits:
        # What is exact or close, and what stands in for it, are never one number.
        meant = sum(summary.fits[fit] for fit in ("exact", "close"))
        counts = {"meant": meant, "stand_ins": summary.assessed - meant}
        lines.append(label("progress-fits", lang, fits=comma.join(fits), **counts))
    lines.append(label("progress-weak", lang, weak=summary.weak_targets, targets=targets))
    if summary.outside_only:
        only = counted(summary.outside_only, "target", lang)
        lines.append(label("progress-outside-only", lang, targets=only))
    why = comma.join(
        f"{statuses.reason(code, lang)} {count}" for code, count in summary.reasons.items()
    )
    return (*lines, label("progress-want", lang, why=why)) if why else tuple(lines)


def asked(question: Question, lang: Lang) -> str:
    """At which dates and by which method it was asked."""
    known = label("progress-known", lang, date=question.known_at) if question.known_at else ""
    return label(
        "progress-asked", lang, as_of=question.as_of, known=known, method=question.method,
        strict=" --strict-compat" if question.strict_compat else "",
        window=_window(question, lang),
    )  # fmt: skip


def _window(question: Question, lang: Lang) -> str:
    if question.window is not None:
        return label("progress-window", lang, years=question.window)
    return label("progress-no-window", lang) if METHODS[question.method].takes_window else ""


def comparison(results: Sequence[Result], lang: Lang) -> TextTable:
    """A row a milestone: each method's class and number, and whether they agree."""
    columns: list[ColumnOf[Result]] = [
        *name_columns("progress-target", attrgetter("name"), lang),
        (Head("year", label("progress-year", lang), rank=0), year_of),
        *((Head(method, method), partial(_compared, method)) for method in METHODS),
        (Head("agree", label("progress-agree", lang), rank=0), partial(_agree, lang)),
        (Head("id", label("progress-id", lang), rank=9, style="id"), lambda result: result.target),
    ]
    return table_of(columns, results)


def _agree(lang: Lang, result: Result) -> str:
    if sum(method.status is not None for method in result.methods) < 2:
        return ""
    return label("progress-no" if result.disagree else "progress-yes", lang)


def _compared(method: str, result: Result) -> Cell:
    said = next((each for each in result.methods if each.id == method), None)
    if said is None or said.status is None:
        return ("–",)
    ratio = said.figures.ratio
    number_shown = (
        "" if ratio is None or said.status in ("achieved", "already-met") else f" {ratio:.2f}"
    )
    sign, style = SIGNS[said.status]
    return (((style, sign), ("", number_shown.replace("-", "\N{MINUS SIGN}"))),)


def legend(lang: Lang) -> str:
    """What the symbols and numbers of a comparison mean."""
    symbols = label("comma", lang).join(statuses.mark(status, lang) for status in PACES)
    return label("progress-legend", lang, symbols=symbols)


def of_groups(
    by: str, groups: Sequence[CountedGroup], book: RecordBook, lang: Lang, *, for_people: bool
) -> TextTable:
    """A row a group, with every status counted; for people an empty cell stands for none."""
    zero = "" if for_people else "0"

    def head(key: str, rank: int, right: bool = True) -> Head:
        return Head(key, label(f"group-{key.partition('_')[0]}", lang), right, rank)

    def of_status(status: Status) -> ColumnOf[CountedGroup]:
        own = Head(status, str(status), True, 0)
        return own, lambda group: str(group.counts.statuses[status])

    def of_once(key: str) -> ColumnOf[CountedGroup]:
        """Targets counted once."""
        occurs = any(getattr(group.counts.once, key) for group in groups)
        own = head(key if for_people else f"targets_{key}", 0 if occurs else 3)
        own = own._replace(short=ONCE_SIGNS[key][0])
        return own, lambda group: str(getattr(group.counts.once, key) or zero)

    def of_fit(fit: str) -> ColumnOf[CountedGroup]:
        title = label(f"fit-{fit}", lang) if for_people else f"fit_{fit}"
        # What is weakest must be seen longest.
        rank = {"exact": 4, "close": 3, "bound": 2}.get(fit, 1)
        return Head(f"fit_{fit}", title, True, rank), lambda group: str(
            group.counts.fits[fit] or zero
        )

    # Machines have a column of every fit, people of those that occur.
    fits = [
        fit
        for fit in (groups[0].counts.fits if groups else ())
        if zero or any(group.counts.fits[fit] for group in groups)
    ]
    by_milestone: list[ColumnOf[CountedGroup]] = [
        (head("milestones", 4), lambda group: str(group.counts.milestones)),
        *(map(of_status, STATUSES) if by != "status" else ()),
        (head("worst", 2, False), lambda group: cell_of(group.counts.worst)),
    ]

    def known(group: CountedGroup) -> str:
        once = group.counts.once
        return label("group-known-of", lang, known=once.known, targets=once.targets)

    columns: list[ColumnOf[CountedGroup]] = [
        (
            head(by, 0, False)._replace(style="name"),
            lambda group: name_of_group(by, group.key, book, lang),
        ),
        (head("targets", 0), lambda group: str(group.counts.targets)),
        *(map(of_once, GROUPS)),
        *(by_milestone if not for_people else [(head("known", 0, False), known)]),
        (head("weak", 5), lambda group: str(group.counts.weak)),
        *(map(of_fit, fits) if by != "fit" else ()),
        (head("outside_only", 6), lambda group: str(group.counts.outside_only or zero)),
    ]
    if any(group.mean for group in groups):
        columns.append((head("mean", 0), lambda group: _mean(group.mean, lang)))
    return table_of(columns, groups)


def _mean(mean: Mean | None, lang: Lang) -> str:
    if mean is None:
        return ""
    if mean.share is None:
        return label("progress-mean-none", lang, left=mean.left_out)
    share = f"{mean.share * 100:.0f}%"
    return label("progress-mean-of", lang, share=share, counted=mean.counted, left=mean.left_out)


def name_of_group(by: str, key: str | None, book: RecordBook, lang: Lang) -> str:
    """What a group of a criterion is called."""
    if key is None:
        return label("group-no-industry" if by == "industry" else "group-none", lang)
    if by == "industry":
        return label_of(book, "industries", key, lang, short=True)
    if by == "status":
        return statuses.mark(key, lang)  # type: ignore[arg-type]
    if by in ("fit", "firmness"):
        return label(f"{'beside' if by == 'firmness' else by}-{key}", lang)
    return label(f"group-kind-{key}", lang) if by == "kind" else key
