"""A cut or a rise in percent against a base year, as the amount that it comes to.

Without a value of that year the goal stays in percent, and is not assessable.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from mic25cli.calc.cites import best_cite, cited, day_published, rank_of, stood_by
from mic25cli.model import edtf
from mic25cli.model.book import RecordBook

if TYPE_CHECKING:
    from mic25cli.model.records import Indicator, Observation, Target


CHANGE = "change"
"""The key under which a resolved goal has the percent that its source prints."""


_BASELINE = ("value", "low", "high", "bound", "unit", "report", "cite", "note", "period")


def resolved(
    book: RecordBook, target: Target, indicator: Indicator, basis: str | None, out_by: date
) -> Target:
    """The target with such goals as amounts in the indicator's unit, `change` as printed.

    Without a baseline of its own it starts from that year.
    """
    milestones: list[Any] = []
    start: Any = target["baseline"]
    for claim in target["milestones"]:
        year, change = claim["base_year"], claim["value"]
        base = None if year is None else of_year(book, indicator, basis, year, out_by)
        if base is None or change is None:
            milestones.append(claim)
            continue
        unit = indicator["unit"]
        whole = book.units.convert(Decimal(base["value"] or 0), base["unit"] or unit, unit)
        goal = Decimal(whole) * (100 + Decimal(change)) / 100
        milestones.append({**claim, "value": goal, "unit": unit, CHANGE: change})
        start = start or {key: base[key] for key in _BASELINE}  # type: ignore[literal-required]
    if milestones == target["milestones"]:
        return target
    return cast("Target", {**target, "milestones": milestones, "baseline": start})


def of_year(
    book: RecordBook, indicator: Indicator, basis: str | None, year: int, out_by: date
) -> Observation | None:
    """The observation of a whole year on a basis, by the best source, then the newest."""

    def place(each: Observation) -> tuple[object, ...]:
        cite = best_cite(cited(book, each["cite"]), each["derived"] is not None)
        rank = rank_of(cite.counts_as, cite.checked) if cite else rank_of(None, "none")
        newest = (day_published(book, each["report"]) or date.min).toordinal()
        return (rank, -newest, each["value"])

    whole = edtf.year_period(year, indicator["year_starts"] or 1)
    found = [
        each
        for each in indicator["observations"]
        if (each["period"], each["basis"]) == (whole, basis)
        and each["value"] is not None
        and stood_by(book, each["report"], out_by)
    ]
    return min(found, key=place, default=None)
