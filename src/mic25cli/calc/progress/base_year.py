"""A cut or a rise in percent against a base year, as the amount that it comes to.

"68 percent below 1990" is judged on the indicator's own values: the goal is that year's value, so
much changed, exactly.  Without a value of the year it stays in percent, and is not assessable.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from mic25cli.calc.cites import best_cite, cited, day_published, rank_of, stood_by
from mic25cli.model.book import RecordBook

if TYPE_CHECKING:
    from mic25cli.model.records import Indicator, Target


CHANGE = "change"
"""The key under which a resolved goal has the percent that its source prints."""


def resolved(
    book: RecordBook, target: Target, indicator: Indicator, basis: str | None, out_by: date
) -> Target:
    """The target with the amounts of such goals in the indicator's unit, `change` as printed."""
    if all(claim["base_year"] is None for claim in target["milestones"]):
        return target
    milestones = [
        _resolved(book, claim, indicator, basis, out_by) for claim in target["milestones"]
    ]
    return cast("Target", {**target, "milestones": milestones})


def _resolved(
    book: RecordBook, claim: Any, indicator: Indicator, basis: str | None, out_by: date
) -> Any:
    base = (
        None
        if claim["base_year"] is None
        else value_of(book, indicator, basis, claim["base_year"], out_by)
    )
    if base is None or claim["value"] is None:
        return claim
    goal = base * (100 + Decimal(claim["value"])) / 100
    return {**claim, "value": goal, "unit": indicator["unit"], CHANGE: claim["value"]}


def value_of(
    book: RecordBook, indicator: Indicator, basis: str | None, year: int, out_by: date
) -> Decimal | None:
    """The value of a whole year on a basis, by the best source, then the newest; None of none."""
    found: list[tuple[tuple[str, int], int, Decimal]] = []
    for each in indicator["observations"]:
        value, unit = each["value"], each["unit"] or indicator["unit"]
        there = (each["period"], each["basis"]) == (str(year), basis)
        if value is not None and there and stood_by(book, each["report"], out_by):
            cite = best_cite(cited(book, each["cite"]), each["derived"] is not None)
            place = rank_of(cite.counts_as, cite.checked) if cite else rank_of(None, "none")
            newest = (day_published(book, each["report"]) or date.min).toordinal()
            converted = book.units.convert(Decimal(value), unit, indicator["unit"])
            found.append((place, -newest, Decimal(converted)))
    return min(found)[-1] if found else None
