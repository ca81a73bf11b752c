"""Totals over several years: a limit not to exceed, or a sum to reach.

A total is judged on a figure for the whole span or on the sum of its whole years, and it cannot
fall again. After the end, each year without data is assumed to add at most twice the largest year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from math import inf

from mic25cli.calc.choose_observation import Candidate
from mic25cli.calc.observation_uses import PLACES, Use
from mic25cli.calc.observed_series import best_of_periods
from mic25cli.calc.progress.certainty import OPEN, DeadlineOutcome, Margin, observed
from mic25cli.calc.progress.method import classify
from mic25cli.calc.progress.methods import linear
from mic25cli.calc.progress.result import Measures, SpanTotal
from mic25cli.calc.progress.status import Reason, Status
from mic25cli.calc.progress.verdict import FRESH, Verdict, certain
from mic25cli.calc.source_grades import Reading, rank_of
from mic25cli.calc.value_range import Number, Span, TargetValue, part_decides
from mic25cli.model import edtf
from mic25cli.values import FrozenData, replace

USABLE: tuple[Use, ...] = (
    "decides",
    *PLACES,
    "before-baseline",
    "baseline-period",
    "several-years",
    "part-year",
)
"""Uses of observations that can be one year of a total, or all of it."""
SURE = 2
"""How many times the largest year each missing year may amount to before a verdict is inferred."""


class CountedTotal(FrozenData):
    """The sum counted for a total: the amount, the number of years, and the observations used."""

    total: SpanTotal
    span: Span
    largest: Number
    parts: tuple[Candidate, ...]

    @property
    def complete(self) -> bool:
        """Whether there is a figure for every year that the total covers."""
        return self.total.years_seen == self.total.years


def years_of(period: str) -> list[tuple[date, date]]:
    """The first and last day of each year of a span, which may begin in any month."""
    when = edtf.parse(period)
    begins, last = when.earliest, when.latest
    result: list[tuple[date, date]] = []
    while begins is not None and last is not None and begins <= last:
        following = begins.replace(year=begins.year + 1)
        result.append((begins, following - timedelta(days=1)))
        begins = following
    return result


def sum_over_span(
    candidates: Sequence[Candidate], period: str, sign: int, unit: str | None
) -> CountedTotal:
    """The sum of observations in a unit: one for the whole span, otherwise the sum of whole
    years."""
    years = years_of(period)
    best: dict[tuple[date, date], Candidate] = {}
    for best_of_period in best_of_periods(candidates, USABLE, sign):
        if best_of_period.span is not None:
            best[best_of_period.begins, best_of_period.ends] = best_of_period
    whole = best.get((years[0][0], years[-1][1]))
    parts = [whole] if whole else [best[year] for year in years if year in best]
    spans = [part.span for part in parts if part.span is not None]

    def summed(ends: Iterable[Number | None]) -> Number | None:
        numbers = [Decimal(end) for end in ends if end is not None]
        return sum(numbers, Decimal(0)) if len(numbers) == len(spans) else None

    used = Decimal(summed(span.best for span in spans) or 0)
    plain = int(used) if used == used.to_integral_value() else used
    counted = len(years) if whole else len(parts)
    ends = summed(span.low for span in spans), summed(span.high for span in spans)
    span = Span(ends[0], plain, ends[1], one_sided=any(span.one_sided for span in spans))
    return CountedTotal(
        SpanTotal(period, plain, counted, len(years), _together(parts, span, unit)),
        span,
        max((span.best if span.high is None else span.high for span in spans), default=0),
        tuple(parts),
    )


def running(
    candidates: Sequence[Candidate], period: str, sign: int, unit: str | None
) -> Iterator[tuple[Candidate, CountedTotal]]:
    """The years of a total in order, each with the sum up to it."""
    parts = sum_over_span(candidates, period, sign, unit).parts
    for place, part in enumerate(parts, 1):
        yield part, sum_over_span(parts[:place], period, sign, unit)


def _together(parts: Sequence[Candidate], span: Span, unit: str | None) -> Reading | None:
    """The years of a total as one figure, with the lowest of their grades."""
    if len(parts) < 2:
        return parts[0].reading if parts else None
    readings = [part.reading for part in reversed(parts)]
    weakest = max(readings, key=lambda each: rank_of(each.grade, each.checked))
    bound = None if span.exact else "about"
    if span.one_sided and span.best in (span.low, span.high):
        bound = "at-least" if span.best == span.low else "up-to"
    cites = [cite for reading in readings for cite in reading.cite]
    begins, ends = parts[0].begins, parts[-1].ends
    whole = (begins.month, begins.day, ends.month, ends.day) == (1, 1, 12, 31)
    form = "%Y" if whole else "%Y-%m"
    return replace(
        weakest,
        time=readings[0].time,
        period=f"{begins:{form}}/{ends:{form}}",
        value=span.best,
        low=None,
        high=None,
        bound=bound,
        unit=unit,
        best=None if span.one_sided else span.best,
        least=span.low,
        most=span.high,
        derived=" + ".join(f"{part.span.best}" for part in parts if part.span is not None),
        estimated=any(reading.estimated for reading in readings),
        cite=tuple(cite for place, cite in enumerate(cites) if cite not in cites[:place]),
        note=None,
    )


def verdict_on(
    counted: CountedTotal, target_value: TargetValue, as_of: date, *, nets: bool
) -> Verdict:
    """The verdict on a total at a date; its pace is linear for every method.

    If values may be negative (`nets`), nothing is certain or inferred before all years are
    observed.
    """
    total, span = counted.total, counted.span
    over = as_of >= years_of(total.period)[-1][1]
    passed: tuple[Reason, ...] = ("target-year-passed",) if over else ()
    if total.reading is None:
        return Verdict("not-assessable", ("no-data", *passed), Measures())
    share = float(total.value / target_value.value) if target_value.value else None
    measures = Measures(progress=share)
    # A running sum cannot fall: a target that is met, or a limit that is exceeded, stays so.
    if counted.complete or (part_decides(span, target_value) and not nets):
        settled = observed(span, target_value, estimated=total.reading.estimated)
    elif over:
        settled = _inferred(counted, target_value, nets=nets)
    else:
        return _pace(counted, target_value, as_of, measures)
    met: Status = "met" if over else "already-met"
    status: Status = "not-assessable" if settled.met is None else met if settled.met else "missed"
    reasons = (*(settled.reasons if settled.met is None else ()), *passed)
    kept = settled if over or settled.met is False else OPEN
    return Verdict(status, reasons, measures, settled=kept)


def _inferred(counted: CountedTotal, target_value: TargetValue, *, nets: bool) -> DeadlineOutcome:
    """What follows if each year without data added at most `SURE` times the largest year."""
    is_limit, most = target_value.sign < 0, counted.span.high
    goal = target_value.value if is_limit or target_value.loose is None else target_value.loose
    added = float(counted.largest) * (counted.total.years - counted.total.years_seen)
    ratio = None if nets or most is None or not added else max(float(goal - most), 0) / added
    margin = Margin(ratio)
    if ratio is None or ratio <= SURE:
        return DeadlineOutcome(margin=margin, reasons=("no-figure-at-deadline",))
    if target_value.floorless and not is_limit:
        return DeadlineOutcome(lean="missed", margin=margin, reasons=("no-minimum",))
    return DeadlineOutcome(is_limit, "inferred", margin=margin)


def _pace(
    counted: CountedTotal, target_value: TargetValue, as_of: date, measures: Measures
) -> Verdict:
    """The verdict while the years last: the total so far against an even share of the target."""
    total, span = counted.total, counted.span
    if edtf.year_scale(as_of) - edtf.year_scale(max(part.ends for part in counted.parts)) > FRESH:
        return Verdict("not-assessable", ("no-recent-observation",), measures)
    expected = total.years_seen / total.years
    even = float(target_value.value) * expected

    def ratio(amount: Number | float) -> float:
        value, sign = float(amount), target_value.sign
        if even > 0 and (value > 0 or sign > 0):
            return (value / even) ** sign
        return inf if (value - even) * sign >= 0 else 0.0

    ends = (-inf if span.low is None else span.low, inf if span.high is None else span.high)
    statuses = {classify(ratio(end), linear.METHOD.cuts).status for end in (*ends, total.value)}
    pace = None if span.one_sided or ratio(total.value) == inf else ratio(total.value)
    rest = float(target_value.value - total.value) / (total.years - total.years_seen)
    measures = replace(measures, expected=expected, pace=pace, needed_per_year=rest)
    paces = {"on-track" if status == "already-met" else status for status in statuses}
    if len(paces) > 1:
        return Verdict("not-assessable", ("figure-too-imprecise",), measures, *certain(paces))
    return Verdict(paces.pop(), (), measures)
