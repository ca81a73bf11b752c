"""Which milestone applies, and which ones were replaced before their year was over.

A later number for its year, from a source at least as good, supersedes it; see docs/progress.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from mic25cli.calc import source_grades
from mic25cli.calc.observation_uses import Use
from mic25cli.calc.progress.status import Reason
from mic25cli.calc.progress.superseded import TimeOfClaim, number_of, superseded, time_of_claim
from mic25cli.calc.progress_question import Question
from mic25cli.calc.value_range import Number
from mic25cli.model import edtf
from mic25cli.model.dataset import RecordSet, published
from mic25cli.model.edtf import year_end
from mic25cli.model.plain_values import UNPRINTED, printed_by, recorded_as
from mic25cli.values import FrozenData, field

if TYPE_CHECKING:
    from mic25cli.model import records

    class ComputedMilestone(records.Milestone):
        """A milestone in percent of a base year, converted to an amount."""

        changes: tuple[Number, ...]
        """The percentages of the change; empty if the amount cannot be computed."""
        multiples: tuple[Number, ...]
        """The multiples of the base year, if it is given as such."""
        baseless: Reason | None
        """The reason why the amount cannot be computed."""


class PlacedMilestone(FrozenData):
    """A milestone of a target as recorded, and how it relates to the others.

    `index` counts the record's milestones from 0. `unit` is the indicator's if the milestone names
    none. `applies` marks the milestone by which the target counts at the reference date, and `due`
    one whose year is over by then or not stated. `superseded_by` names the report that replaced it,
    and `unseen_edition` a later edition of its document of which only a part was read.
    """

    index: int
    year: int | None
    period: str | None
    base_year: int | None
    changes: tuple[Number, ...] = field(metadata=printed_by("change"))
    statement: str | None
    statement_zh: str | None
    value: Number | None
    low: Number | None
    high: Number | None
    bound: str | None
    unit: str | None
    report: str | None
    published: str | None
    authority: str | None
    access: str | None
    grade: str | None
    checked: str
    cite: tuple[source_grades.Cited, ...]
    note: str | None
    applies: bool
    due: bool
    superseded_by: str | None
    unseen_edition: str | None
    data_needed: records.DataNeeded | None
    """the figure that would decide it; null for a target in words"""
    year_starts: int = field(default=1, metadata=UNPRINTED)
    multiples: tuple[Number, ...] = field(default=(), metadata=UNPRINTED)
    baseless: Reason | None = field(default=None, metadata=UNPRINTED)
    """The reason why a change since a base year cannot be converted to an amount."""

    @property
    def change(self) -> Number | None:
        """the value in percent of a base year, from which the value here is computed"""
        return self.changes[0] if len(self.changes) == 1 else None

    @property
    def ends(self) -> date | None:
        """The last day of the target year; None if no year is set."""
        return None if self.year is None else year_end(self.year, self.year_starts)

    @property
    def year_name(self) -> str | None:
        """The name of the target year: `2025`, or `2024/25` for a financial year."""
        return None if self.year is None else edtf.year_name(self.year, self.year_starts)

    @property
    def base_name(self) -> str | None:
        """The name of the base year of a change in percent."""
        return None if self.base_year is None else edtf.year_name(self.base_year, self.year_starts)


def time_of(year: int, starts: int) -> float:
    """The end of a year as a number of years; a calendar year is its own number."""
    return float(year) if starts == 1 else edtf.year_scale(year_end(year, starts)) - 1


def place_milestones(
    dataset: RecordSet, target: records.Target, unit: str | None, question: Question
) -> tuple[PlacedMilestone, ...]:
    """The milestones of a target whose reports were published by the date, with how they relate to
    each other.

    A report without a date counts as published, unless a date of knowledge is given.
    """
    out_by, known_at = question.until, question.known_day
    indicator = dataset.get("indicators", target["indicator"])
    starts = (indicator and indicator["year_starts"]) or 1
    numbers = [number_of(claim, unit, dataset.units) for claim in target["milestones"]]
    claims = [
        (index, claim)
        for index, claim in enumerate(target["milestones"])
        if source_grades.stood_by(dataset, claim["report"], out_by)
        and (known_at is None or published(dataset, claim["report"]) is not None)
    ]
    replaced, unseen = superseded(dataset, target, claims, numbers, out_by)
    standing = [claim for claim in claims if replaced[claim[0]] is None]
    due = {
        index: claim["year"] is None or year_end(claim["year"], starts) <= question.day
        for index, claim in claims
    }
    headline = _headline(dataset, standing, due)
    needing = [
        milestone for milestone in target["milestones"] if milestone["data_needed"] is not None
    ]
    return tuple(
        recorded_as(
            PlacedMilestone,
            {"changes": (), "multiples": (), "baseless": None},
            claim,
            source_grades.support(dataset, claim["cite"]),
            cite=source_grades.cited(dataset, claim["cite"], known_at),
            index=index,
            note=edtf.without_later_years(claim["note"], out_by),
            unit=claim["unit"] or unit,
            year_starts=starts,
            published=published(dataset, claim["report"]),
            applies=index == headline,
            due=due[index],
            superseded_by=replaced[index],
            unseen_edition=unseen[index],
            data_needed=_data_needed(target, needing, claim, out_by),
        )
        for index, claim in claims
    )


def _data_needed(
    target: records.Target,
    needing: Sequence[records.Milestone],
    claim: records.Milestone,
    out_by: date,
) -> records.DataNeeded | None:
    """The figure that would decide a milestone: its own, or that of another milestone for its year.

    A figure named on the target applies to all milestones, or to the one year that it names. A
    milestone in words has none, and a figure after the milestone's year or unknown by then is left
    out.
    """
    if claim["value"] is None and claim["low"] is None:
        return None
    of_time = [
        milestone for milestone in needing if time_of_claim(milestone) == time_of_claim(claim)
    ]
    for milestone in (claim, *of_time):
        if (own := milestone["data_needed"]) is not None:
            last = max(out_by, year_end(claim["year"] or 1))
            return own if edtf.without_later_years(f"{own['en']} {own['zh']}", last) else None
    general = target["data_needed"]
    years = edtf.years_in(f"{general['en']} {general['zh']}") if general else frozenset()
    return general if years <= {claim["year"]} else None


class Siblings(FrozenData):
    """Data shared by the milestones of a target: the values by unit, in the order of years.

    By index: `unordered` milestones may have been published before or after another one, `disputed`
    ones have other numbers elsewhere, and `since` is the first day on which a report may have set
    the number.
    """

    years: frozenset[int]
    steps: Mapping[str | None, list[Number]]
    unordered: frozenset[int]
    disputed: frozenset[int]
    since: Mapping[int, date]


def siblings_of(dataset: RecordSet, milestones: tuple[PlacedMilestone, ...]) -> Siblings:
    """Compare the milestones of a target: their steps, and which ones are for the same year."""
    steps: dict[str | None, dict[int, Number]] = defaultdict(dict)
    of_year: dict[int | None, list[PlacedMilestone]] = defaultdict(list)
    for milestone in milestones:
        if milestone.year is not None and milestone.value is not None:
            steps[milestone.unit][milestone.year] = milestone.value
        if milestone.superseded_by is None:
            of_year[milestone.year].append(milestone)
    numbers = [*map(attrgetter("year", "period", "value", "low", "high", "unit"), milestones)]
    first: dict[object, date] = {}
    for number, milestone in zip(numbers, milestones, strict=True):
        first[number] = min(first.get(number, date.max), _days(milestone.published)[0])
    disputable = [standing for standing in of_year.values() if len(standing) > 1]
    return Siblings(
        frozenset(milestone.year for milestone in milestones if milestone.year is not None),
        {unit: [value for _, value in sorted(values.items())] for unit, values in steps.items()},
        frozenset(index for standing in disputable for index in _unordered(standing)),
        frozenset(index for standing in disputable for index in _disputed(dataset, standing)),
        {
            milestone.index: first[number]
            for number, milestone in zip(numbers, milestones, strict=True)
        },
    )


def _disputed(dataset: RecordSet, standing: list[PlacedMilestone]) -> Iterator[int]:
    """The milestones for one year for which another report or independent source has another
    number."""
    numbers = {
        milestone.index: (milestone.value, milestone.low, milestone.high, milestone.unit)
        for milestone in standing
        if (milestone.value, milestone.low) != (None, None)
    }
    numbers_of: dict[str | None, dict[frozenset[str], set[object]]] = defaultdict(dict)
    claims = []
    for milestone in standing:
        if milestone.index in numbers:
            by = source_grades.independent_sources(
                dataset, (cite.source for cite in milestone.cite)
            )
            numbers_of[milestone.report].setdefault(by, set()).add(numbers[milestone.index])
            claims.append((milestone.index, milestone.report, by))
    pairs = {(numbers[index], report) for index, report, _ in claims}
    of_number, of_report = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    for index, report, by in claims:
        number = numbers[index]
        elsewhere = len(pairs) - of_number[number] - of_report[report] + 1
        if elsewhere or any(
            others != {number} and by.isdisjoint(own) for own, others in numbers_of[report].items()
        ):
            yield index


def _unordered(standing: list[PlacedMilestone]) -> Iterator[int]:
    """The milestones for one year whose report may have come out before or after another's."""
    reports: set[str | None] = set()
    spans = sorted(
        {(*_days(milestone.published), milestone.report or "") for milestone in standing}
    )
    last = spans[0]
    for span in spans[1:]:
        if span[0] <= last[1]:
            reports |= {span[2], last[2]}
        last = max(last, span, key=itemgetter(1))
    return (milestone.index for milestone in standing if (milestone.report or "") in reports)


def _days(text: str | None) -> tuple[date, date]:
    """The first and last day on which a report may have come out; any day if one is unknown."""
    when = None if text is None else edtf.parse(text)
    if when is None or when.earliest is None or when.latest is None:
        return date.min, date.max
    return when.earliest, when.latest


def _headline(
    dataset: RecordSet, standing: list[tuple[int, records.Milestone]], due: Mapping[int, bool]
) -> int | None:
    """The index of the milestone by which a target counts: the last one due (those without a year
    come last), or the next one if none is due."""
    if len(standing) < 2:
        return standing[0][0] if standing else None

    def order(entry: tuple[int, records.Milestone]) -> tuple[object, ...]:
        index, year = entry[0], entry[1]["year"]
        place = 2 if not due[index] else year is None
        return place, (year or 0) * (-1 if due[index] else 1), *orders[index]

    orders = _orders(dataset, standing)
    return min(standing, key=order)[0]


_Order = tuple[bool, str, int, date, str]


def _orders(dataset: RecordSet, standing: list[tuple[int, records.Milestone]]) -> dict[int, _Order]:
    """Sort keys of the milestones for one year, by index; a number given several times has its best
    grade."""

    def number(claim: records.Milestone) -> tuple[object, ...]:
        return claim["year"], claim["value"], claim["low"], claim["high"]

    best: dict[tuple[object, ...], tuple[str, int]] = {}
    for _, claim in standing:
        for cite in source_grades.cited(dataset, claim["cite"]):
            best[number(claim)] = min(source_grades.rank(cite), best.get(number(claim), ("E", 9)))
    return {
        index: (
            claim["value"] is None and claim["low"] is None,
            *best.get(number(claim), ("E", 9)),
            source_grades.day_published(dataset, claim["report"]) or date.max,
            str(sorted((key, str(value)) for key, value in claim.items())),
        )
        for index, claim in standing
    }


def uses_of(
    dataset: RecordSet, target: records.Target, unit: str | None, question: Question
) -> dict[int, Use]:
    """The milestone that counts for each year or span, and the use of the others, by index."""
    claims = [*enumerate(target["milestones"])]
    uses: dict[int, Use] = dict.fromkeys(range(len(claims)), "not-yet-known")
    placed = place_milestones(dataset, target, unit, question)
    uses |= {milestone.index: "older-vintage" for milestone in placed}
    standing = [claims[milestone.index] for milestone in placed if milestone.superseded_by is None]
    orders = _orders(dataset, standing)
    first: dict[TimeOfClaim, int] = {}
    for index, claim in sorted(standing, key=lambda milestone: orders[milestone[0]]):
        best = first.setdefault(time_of_claim(claim), index)
        if best == index:
            uses[index] = "decides"
            continue
        own, other = (
            number_of(claims[milestone][1], unit, dataset.units) for milestone in (index, best)
        )
        places: tuple[Use, ...] = (
            "no-value",
            "lower-grade",
            "less-checked",
            "meets-later",
            "confirms",
        )
        behind = zip(places, orders[index], orders[best], strict=True)
        uses[index] = (
            "confirms" if own == other else next(place for place, a, b in behind if a != b)
        )
    return uses
