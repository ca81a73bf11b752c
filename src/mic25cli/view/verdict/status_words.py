"""Statuses and measures in words, with their qualifiers; none needs colour to be understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, exp
from typing import TYPE_CHECKING

from mic25cli.calc.progress.status import ASSESSED, Reason, Status
from mic25cli.calc.progress_question import Question
from mic25cli.model import edtf, screen_words
from mic25cli.model.dataset import RecordSet
from mic25cli.model.languages import catalogue
from mic25cli.model.units import of_difference
from mic25cli.values import replace
from mic25cli.view.document import Line, Piece
from mic25cli.view.quantities import AS_RECORDED, quantity, rounded_quantity
from mic25cli.view.text import (
    Lang,
    body_name,
    date,
    label,
    label_of,
    report_name,
    with_parenthesis,
    years_long,
)
from mic25cli.view.text import counted as counted_words
from mic25cli.view.verdict.status_marks import READINGS, STATUSES

if TYPE_CHECKING:
    from mic25cli.calc.progress.result import DependsOn, Result, SpanTotal


def word(status: Status, lang: Lang) -> str:
    """The word for a status in a language."""
    if lang == "both":
        return f"{word(status, 'en')} {screen_words.word('status', status, 'zh')}"
    return screen_words.translated(f"status-{status}", lang) or status.replace("-", " ")


def mark(status: Status, lang: Lang) -> str:
    """A status as symbol and word."""
    return f"{STATUSES[status][0]} {word(status, lang)}"


def piece(status: Status, lang: Lang) -> Piece:
    """A status as symbol and word, in its colour."""
    return (STATUSES[status][1], mark(status, lang))


def tally(statuses: Mapping[Status, int]) -> Line:
    """The statuses that occur, each as a symbol and a count: `✗ 3  ✓ 6  ? 12`."""
    pieces: list[Piece] = []
    for status, count in statuses.items():
        if count:
            sign, style = STATUSES[status]
            pieces.append((style, f"{'  ' if pieces else ''}{sign} {count}"))
    return tuple(pieces)


def reason(code: Reason, lang: Lang) -> str:
    """A reason in words, which wrap better than its code."""
    return screen_words.find(lang, f"reason-{code}") or code.replace("-", " ")


def method_title(method_id: str, lang: Lang) -> str:
    """The name of a method."""
    from mic25cli.calc.progress.methods import METHODS

    return screen_words.translated(f"method-{method_id}", lang) or METHODS[method_id].title


def method_class(word: str | None, lang: Lang) -> str:
    """A method's own word for a class; a dash if there is none."""
    if word is None:
        return "–"
    return screen_words.translated(f"class-{word}", lang) or screen_words.word(
        "status", word, lang
    ).replace("-", " ").replace("_", " ")


def measure(name: str, lang: Lang) -> str:
    """The name of the number by which a method classifies."""
    return screen_words.word("measure", name, lang)


def fit_word(fit: str | None, side: str | None, lang: Lang) -> str:
    """How well a definition fits a target, and the side of a one-sided figure."""
    return label(f"fit-{side or fit or 'other'}", lang)


def qualifiers(result: Result, lang: Lang, *, fit: bool = True) -> list[str]:
    """The qualifiers of a status; without `fit` if that is shown elsewhere."""
    return [*grounds(result, lang, fit=fit), *remarks(result, lang)]


def grounds(result: Result, lang: Lang, *, fit: bool = True) -> list[str]:
    """The fit and certainty of a status.

    A superseded milestone has none, because its verdict is shown elsewhere.
    """
    if result.status_if_standing is not None:
        return []
    shown = fit and result.status in ASSESSED and result.fit != "exact"
    words = [fit_word(result.fit, result.side, lang)] if shown else []
    return [*words, *_certainty_words(result, lang)]


def remarks(result: Result, lang: Lang) -> list[str]:
    """Notes on a status other than its grounds: the figure, its fragility, what followed."""
    if result.status_if_standing is not None:
        return []
    words = []
    if result.last_seen is not None and _certainty_words(result, lang):
        # For a whole year, only the year.
        key = "beside-judged-from" if result.judged_from else "beside-last-seen"
        day = date(result.last_seen.removesuffix("-12-31"), lang)
        words.append(label(key, lang, day=day))
    if result.fragile:
        words.append(label("beside-fragile", lang))
    if result.status == "met-late" and result.later is not None:
        words.append(label("beside-met-in", lang, year=edtf.year_of(result.later.period)))
    if result.met_by is not None:
        due = result.milestone.year_name
        key = "beside-met-undated" if due is None else "beside-met-by"
        words.append(label(key, lang, year=result.met_by, due=due))
    if (lost := result.since_reversed) is not None:
        from mic25cli.view.verdict.progress_data import amount

        value, year = amount(lost, lang), edtf.year_of(lost.period)
        words.append(label("beside-since-reversed", lang, value=value, year=year))
    ends = {"low": result.at_least, "high": result.at_most}
    given_ends = {key: word(end, lang) for key, end in ends.items() if end is not None}
    if given_ends:
        key = "range" if len(given_ends) > 1 else "at-least" if "low" in given_ends else "at-most"
        words.append(label(f"beside-{key}", lang, **given_ends))
    return words


def _certainty_words(result: Result | DependsOn, lang: Lang) -> list[str]:
    words = [label("certainty-inferred", lang)] if result.certainty == "inferred" else []
    if result.lean is not None:
        words.append(label(f"beside-leaning-{result.lean}", lang))
    return words


def relying(result: Result, dataset: RecordSet, lang: Lang) -> list[str]:
    """The verdict without each source or body on which it depends, one line each."""
    lines: list[str] = []
    bodies = {(each.body, each.status, each.certainty) for each in result.depends_on or ()}
    for dependence in result.depends_on or ():
        status = with_words(mark(dependence.status, lang), _certainty_words(dependence, lang), lang)
        source = report_name(dataset, dependence.sources[0], lang)
        key, values = "without-source", {"source": source}
        if dependence.body is None:
            if (source, dependence.status, dependence.certainty) in bodies:
                continue  # The line that names the body already says this.
            if source in {body for body, *_ in bodies}:
                values["source"] = label_of(dataset, "sources", dependence.sources[0], lang)
        else:
            count = counted_words(len(dependence.sources), "source", lang)
            body = body_name(dataset, dependence.body, lang)
            key, values = "without-body", {"body": body, "count": count}
        lines.append(label(key, lang, status=status, **values))
    return lines


def status_text(result: Result, lang: Lang) -> str:
    """A status as symbol and word with its qualifiers: `✗ missed (proxy)`."""
    return with_words(mark(result.status, lang), qualifiers(result, lang), lang)


def status_cell(result: Result, lang: Lang, *, fit: bool = True) -> tuple[Piece, ...]:
    """A status in its colour with its qualifiers; without `fit` if that is shown elsewhere."""
    rest = with_words("", qualifiers(result, lang, fit=fit), lang)
    return (piece(result.status, lang), *((("", rest),) if rest else ()))


def with_words(status: str, words: Sequence[str], lang: Lang) -> str:
    """A status with some words in parentheses."""
    words_listed = label("semicolon", lang).join(words)
    return with_parenthesis(status, words_listed, lang) if words_listed else status


def with_evidence(
    text: str, fit: str | None, side: str | None, certainty: str | None, lang: Lang
) -> str:
    """A text with the fit of a verdict's evidence, unless that is exact, and whether it is
    inferred."""
    remarks = [] if fit in (None, "exact") else [fit_word(fit, side, lang)]
    remarks += [label("certainty-inferred", lang)] if certainty == "inferred" else []
    return with_words(text, remarks, lang)


def outsiders(counts: Mapping[str, int], lang: Lang) -> tuple[str, ...]:
    """The number of outside assessments of a target by our reading, without zeros."""
    readings = {key.replace("_", "-"): number for key, number in counts.items() if number}
    return tuple(
        f"{READINGS[key][0]} {label(f'reading-{key}', lang)} {number}"
        for key, number in readings.items()
    )


def counted(statuses: Mapping[Status, int], lang: Lang) -> tuple[Piece, ...]:
    """All statuses on one line: first those that occur, with counts, then the others."""
    pieces: list[Piece] = []
    for status, count in statuses.items():
        if count:
            pieces += [("", label("comma", lang))] if pieces else []
            pieces += [piece(status, lang), ("", f" {count}")]
    absent = label("comma", lang).join(
        word(status, lang) for status, count in statuses.items() if not count
    )
    if absent:
        pieces += [("", label("semicolon", lang))] if pieces else []
        pieces.append(("dim", label("status-none-of", lang, statuses=absent)))
    return tuple(pieces)


def counted_of(result: Result, total: SpanTotal, lang: Lang) -> str:
    """The part of a total that was counted: `used 385 of 1,950 Mt CO2e, 1 of 5 years seen`."""
    what = "used" if result.direction == "decrease" else "met"
    unit = result.unit if catalogue(lang).myriads else None
    used = rounded_quantity(total.value, unit, lang, AS_RECORDED)
    target_value = quantity(vars(result.milestone), lang)
    years = {"seen": total.years_seen, "years": total.years}
    return label(f"progress-total-{what}", lang, used=used, target_value=target_value, **years)


def shortfall(result: Result, lang: Lang) -> list[tuple[str, str]]:
    """The amount that is missing to the target or exceeds it; empty if unknown or zero."""
    if result.shortfall is None:
        return []
    # A sign alone would not show whether the target was exceeded.
    missing = result.shortfall > 0
    key = "short" if missing else "beyond"
    if result.total is not None and result.direction == "decrease":
        key = "overspent" if missing else "left"
    elif not result.shortfall:
        return []
    size = result.shortfall if missing else -result.shortfall
    return [(key, rounded_quantity(size, of_difference(result.unit), lang))]


_NO_PACE = frozenset(
    ("no-baseline", "single-observation", "no-recent-observation", "baseline-other-definition")
)


def paceless(result: Result) -> bool:
    """Whether a reason says that no pace is known, so that no earlier pace is shown either."""
    return not _NO_PACE.isdisjoint(result.reasons)


def by_pace(result: Result) -> bool:
    """Whether a verdict compares with an even pace, unlike those of other methods."""
    return result.method.id == Question.method and not paceless(result)


_BOUNDS = ("progress_low", "progress_high")
"""The ends of a share, each of which is shown if it differs from the share."""

_FAR = 2200
"""A year of arrival from this one on only means that there is none."""


def measures(result: Result, lang: Lang, *, brief: bool = False) -> list[str]:
    """Each measure as a phrase; without the ends of ranges if `brief`."""
    measures_shown, unit = result.measures, of_difference(result.unit)
    if not by_pace(result):
        measures_shown = replace(measures_shown, expected=None, gap=None, pace=None, arrival=None)
    shares = ("progress", *(() if brief else (*_BOUNDS, "progress_other_bound")), "expected")
    lines: list[tuple[str, str | None]] = []
    for key in shares:
        share = getattr(measures_shown, key)
        is_bound = key not in _BOUNDS or share != measures_shown.progress
        lines.append((key, _rounded(share, 1, 100, "%") if is_bound else None))
    if gap := round((measures_shown.gap or 0) * 100, 1):
        lines.append(("ahead" if gap > 0 else "behind", _num(abs(gap))))
    lines.append(("pace", _rounded(measures_shown.pace, 2)))
    lines += shortfall(result, lang)
    if (need := measures_shown.needed_per_year) is not None:
        cap = result.total is not None and result.direction == "decrease"
        key = "left_per_year" if cap else "needed_fall" if need < 0 else "needed_per_year"
        lines.append((key, rounded_quantity(abs(need), unit, lang)))
    if (arrival := measures_shown.arrival) is not None and arrival < _FAR:
        lines.append(("arrival", str(ceil(round(arrival, 1)))))
    if measures_shown.age is not None:
        if round(measures_shown.age, 1):
            lines.append(("age", years_long(measures_shown.age, lang)))
    elif measures_shown.lag is not None and (measures_shown.lag or not brief):
        key = "lag" if measures_shown.lag >= 0 else "lag-after"
        lines.append(
            (key, years_long(measures_shown.lag, lang) if round(measures_shown.lag, 1) else None)
        )
    phrases = [
        label(f"measure-of-{key}", lang, value=value, years=value)
        for key, value in lines
        if value is not None
    ]
    if result.total is not None:
        phrases.insert(0, counted_of(result, result.total, lang))
    if result.gap_ratio is not None and result.max_change is not None:
        moves = exp(result.max_change) if result.gap_scale == "log" else float(result.max_change)
        moved, ratio = _num(round(moves, 2)), _num(round(result.gap_ratio, 2))
        phrases.append(
            label(f"measure-of-change-{result.gap_scale}", lang, value=moved, gap_ratio=ratio)
        )
    return phrases


def _num(value: float) -> str:
    # Imported here, because words alone do not need the engine.
    from mic25cli.calc.progress.method import num

    return num(value)


def _rounded(value: float | None, places: int, times: int = 1, unit: str = "") -> str | None:
    return None if value is None else f"{_num(round(value * times, places) + 0.0)}{unit}"
