"""What the verdict on a milestone is measured by, and what of that another side has otherwise.

A figure that was added, corrected or better sourced is none of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from mic25cli.calc.choice import basis_of
from mic25cli.calc.diff.deltas import QUANTITY
from mic25cli.calc.progress.evidence import admitted_bases, place_of
from mic25cli.calc.progress.status import ASSESSED

if TYPE_CHECKING:
    from mic25cli.calc.progress.result import Result
    from mic25cli.model.book import RecordBook
    from mic25cli.model.records import Indicator, Target
    from mic25cli.model.units import Units

Measure = Literal[
    "basis", "evidence", "fit", "indicator", "direction", "period", "unit", "timing",
    "year_starts", "falls", "minimum", "maximum", "baseline", "estimated", "last_day",
]  # fmt: skip
"""`fit` is that of a basis admitted before and after, `last_day` that of the book."""

_OF_INDICATOR: Final = ("direction", "timing", "falls", "minimum", "maximum")


class MeasuredBy(NamedTuple):
    """A target with what says how it is measured."""

    target: Target
    indicator: Indicator
    units: Units


def measured(book: RecordBook, former: Mapping[str, str]) -> Mapping[str, MeasuredBy]:
    """The targets of a book by their present ids; `former` has the present `kind/id` by the old."""
    targets = {f"targets/{key}": each for key, each in book.whole.kind("targets").items()}
    indicators = book.whole.kind("indicators")
    return {
        former.get(key, key): MeasuredBy(targets[key], indicators[of], book.units)
        # One that takes the id of another comes after it.
        for key in sorted(targets, key=former.__contains__)
        if (of := targets[key]["indicator"]) in indicators
    }


def redefined(
    pair: tuple[Result, Result], by: tuple[MeasuredBy, MeasuredBy], former: Mapping[str, str]
) -> tuple[Measure, ...]:
    """What the verdicts on a milestone are not both measured by, in a fixed order."""
    was, now = (_rules(*each, former) for each in zip(pair, by, strict=True))
    before, after = (_fits(each) for each in by)
    had, has = (_figures(each.indicator) for each in by)
    both = [(had[figure], has[figure]) for figure in had.keys() & has.keys()]
    # Those that count otherwise where it matters, and whether it is on the same bases.
    counted = [
        {basis for basis, _ in one} == {basis for basis, _ in other}
        for one, other in both
        if {basis for basis, _ in one ^ other} & {*before, *after}
    ]
    ids = [f"indicators/{each.indicator['id']}" for each in by]
    own, used = by[1].units.own, {figure[-1] for figure in had}
    worth = [unit for unit in by[0].units.own.values() if unit.name in used]
    found = {key: was[key] != now[key] for key in was}
    found["basis"] |= not all(counted) or _given_up(*pair, by[1].indicator)
    found["unit"] |= any(own.get(unit.name, unit) != unit for unit in worth)
    found["evidence"] = before.keys() != after.keys()
    found["fit"] = any(before[each] != after[each] for each in before.keys() & after.keys())
    found["estimated"] = any(counted)
    # One that only calls itself by the other's id lacks its figures.
    renamed = former.get(ids[0]) == ids[1] and had.keys() <= has.keys()
    found["indicator"] = ids[0] != ids[1] and not renamed
    return tuple(measure for measure in get_args(Measure) if found.get(measure))


def _fits(by: MeasuredBy) -> dict[str | None, tuple[str | None, str | None]]:
    admitted = admitted_bases(by.indicator, by.target)
    return {each.basis: (each.fit, each.side) for each in admitted}


def _rules(result: Result, by: MeasuredBy, former: Mapping[str, str]) -> dict[str, object]:
    target, indicator, units = by
    told: Mapping[str, object] = indicator
    own, unit, start = basis_of(indicator, target["basis"]), indicator["unit"], target["baseline"]
    if target["basis"] is None and own not in (fits := _fits(by)):
        own = next(iter(fits))
    begins: object = former.get(f"targets/{target['baseline_of']}", target["baseline_of"])
    if start is not None:
        begins = (start["period"], *(start[key] for key in QUANTITY[:-1]), start["unit"] or unit)
    return {
        "basis": own,
        "period": result.milestone.period,
        "unit": units[unit].dimension if unit in units else unit,
        "year_starts": indicator["year_starts"] or 1,
        "baseline": begins,
        **{key: told[key] for key in _OF_INDICATOR},
    }


def _figures(indicator: Indicator) -> Mapping[tuple[object, ...], set[tuple[str | None, bool]]]:
    """On which basis each figure counts, and whether as our own estimate."""
    found: defaultdict[tuple[object, ...], set[tuple[str | None, bool]]] = defaultdict(set)
    for each in indicator["observations"]:
        read = frozenset(cite["source"] for cite in each["cite"])
        counts = (basis_of(indicator, each["basis"]), each["estimated"])
        found[(each["period"], each["report"], read, *(each[key] for key in QUANTITY))].add(counts)
    return found


def _given_up(old: Result, new: Result, indicator: Indicator) -> bool:
    """Whether a verdict on the same goal left its basis for one that fits worse, or its figure."""
    seen = old.observation
    same = (old.basis, old.fit) == (new.basis, new.fit)
    if same or seen is None or new.observation is None or old.status not in ASSESSED:
        return False
    if any(vars(old.milestone)[key] != vars(new.milestone)[key] for key in ("year", *QUANTITY)):
        return False
    return place_of(new.fit) > place_of(old.fit) or not any(
        (each["period"], basis_of(indicator, each["basis"])) == (seen.period, old.basis)
        for each in indicator["observations"]
    )
