"""The measures of a result in words: how far, how fast, how late the evidence."""

from __future__ import annotations

from mic25cli.calc.progress.method import num
from mic25cli.calc.progress.result import Result
from mic25cli.calc.span import Number
from mic25cli.model.units import of_difference
from mic25cli.view.quantities import rounded_quantity
from mic25cli.view.text import Lang
from mic25cli.view.words import label


def measures(result: Result, lang: Lang, *, brief: bool = False) -> list[str]:
    """Each measure as a phrase: `share of the way 37.5%`, `pace 0.75 of the one required`.

    In `brief`, without bounds, and without an end of the evidence that is that of the year.
    """
    found = result.measures
    needed = None
    if found.needed_per_year is not None:
        needed = rounded_quantity(found.needed_per_year, of_difference(result.unit), lang)
    lines: list[tuple[str, str | None]] = [
        ("share", _percent(found.share)),
        ("share_low", _percent(found.share_low if found.share_low != found.share else None)),
        ("share_high", _percent(found.share_high if found.share_high != found.share else None)),
        ("share_other_bound", _percent(found.share_other_bound)),
        ("expected", _percent(found.expected)),
        ("gap", _rounded(found.gap, 1, 100)),
        ("pace", _rounded(found.pace, 2)),
        *_distance(result, lang),
        ("needed_per_year", needed),
        ("arrival", _rounded(found.arrival, 1)),
    ]
    explanation = [
        label(f"measure-of-{key}", lang, value=value)
        for key, value in lines
        if value is not None and not (brief and key.startswith("share_"))
    ]
    if found.lag is not None and (found.lag or not brief):
        key = "measure-of-lag" if found.lag >= 0 else "measure-of-lag-after"
        explanation.append(label(key, lang, years=num(round(abs(found.lag), 1))))
    return explanation


def _rounded(value: float | None, places: int, times: int = 1, unit: str = "") -> str | None:
    return None if value is None else f"{num(round(value * times, places))}{unit}"


def _percent(share: float | None) -> str | None:
    return _rounded(share, 1, 100, "%")


def _distance(result: Result, lang: Lang) -> list[tuple[str, str | None]]:
    """How far off, as a size: the sign alone would not say whether it is short or beyond."""
    distance = result.measures.distance
    if distance is None:
        return []
    sign = -1 if result.direction == "decrease" else 1
    size: Number = distance if distance > 0 else -distance
    key = "short" if distance * sign > 0 else "beyond"
    return [(key, rounded_quantity(size, of_difference(result.unit), lang))]
