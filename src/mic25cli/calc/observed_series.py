"""The observations of an indicator as a series: the best one for each year or period."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from mic25cli.calc.choose_observation import Candidate, candidate_order
from mic25cli.calc.observation_uses import PLACES, Use
from mic25cli.model import edtf

_IN_SERIES = frozenset[Use](("decides", "one-sided", *PLACES, "before-baseline", "baseline-period"))


def yearly(
    candidates: Sequence[Candidate],
    chosen: Candidate | None,
    *,
    spans: bool = False,
    starts: int = 1,
) -> list[tuple[int, Candidate]]:
    """The observed series up to the figure that counts, the best of each year. With `spans`, one
    over several years is placed at its first year. `starts` is the month in which years start."""
    last = None if chosen is None else chosen.ends
    years: dict[int, Candidate] = {}
    for candidate in candidates:
        if candidate.use in _IN_SERIES:
            begins, ends = candidate.begins, candidate.ends
            year = begins.year if begins.month < starts or starts == 1 else begins.year + 1
            in_one = ends <= edtf.year_end(year, starts)
            if (in_one or spans) and (last is None or ends <= last):
                best = years.get(year)
                years[year] = (
                    candidate if best is None else min(best, candidate, key=candidate_order)
                )
    return sorted(years.items(), key=lambda entry: entry[0])


def by_period(
    candidates: Sequence[Candidate], uses: Collection[Use] = _IN_SERIES, sign: int = 1
) -> list[list[Candidate]]:
    """All observations with a number and a time, by period, the best claim of each first."""
    periods: dict[tuple[date | None, date | None], list[Candidate]] = {}
    for candidate in candidates:
        if candidate.use in uses:
            when = candidate.when
            periods.setdefault((when.earliest, when.latest), []).append(candidate)
    for claims in (some for some in periods.values() if len(some) > 1):
        claims.sort(key=lambda candidate: candidate_order(candidate, sign))
    return [*periods.values()]


def best_of_periods(
    candidates: Sequence[Candidate], uses: Collection[Use], sign: int
) -> list[Candidate]:
    """The best observation of each period, among those with certain uses."""
    return [claims[0] for claims in by_period(candidates, uses, sign)]
