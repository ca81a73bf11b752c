"""Which milestones of a target were replaced by later documents."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING

from mic25cli.calc.source_grades import LAST_GRADE, day_published
from mic25cli.model import edtf
from mic25cli.model.dataset import RecordSet, published
from mic25cli.model.edtf import year_end
from mic25cli.model.units import Units

if TYPE_CHECKING:
    from mic25cli.model import records

_Setting = tuple[date, str, object]
"""The last day of a report, its id, and the number that it sets for a year, if only one."""
_Replacements = dict[str, tuple[list[date], list[list[_Setting]]]]
"""By grade: the first days of reports in order; and from each day on, the last report, and the last
that sets another number than that one."""


TimeOfClaim = tuple[int | None, str | None]


def time_of_claim(claim: records.Milestone) -> TimeOfClaim:
    """The year and span of a milestone; a total differs from the value of its last year."""
    # A total over a span and the value of its last year are different targets.
    return claim["year"], claim["period"]


def superseded(
    dataset: RecordSet,
    target: records.Target,
    claims: Sequence[tuple[int, records.Milestone]],
    numbers: Sequence[tuple[object, ...] | None],
    out_by: date,
) -> tuple[dict[int, str | None], dict[int, str | None]]:
    """For each milestone, the report that replaced it, and a later edition that was not read."""
    of_year: dict[TimeOfClaim, dict[str, set[object]]] = defaultdict(lambda: defaultdict(set))
    for index, claim in claims:
        if numbers[index] is not None:
            of_year[time_of_claim(claim)][claim["report"]].add(numbers[index])
    later = {
        time: _replacements(dataset, set_by, time[0], out_by) for time, set_by in of_year.items()
    }
    numbered = {
        (claim["report"], time_of_claim(claim))
        for claim, number in zip(target["milestones"], numbers, strict=True)
        if number
    }
    replaced: dict[int, str | None] = {}
    unseen: dict[int, str | None] = {}
    for index, claim in claims:
        edition, read = _later_edition(dataset, claim, numbered, out_by) or (None, False)
        number = numbers[index]
        successor = number and _replaced_by(dataset, claim, number, later[time_of_claim(claim)])
        replaced[index] = successor or (edition if read else None)
        unseen[index] = None if read else edition
    return replaced, unseen


def _later_edition(
    dataset: RecordSet,
    claim: records.Milestone,
    numbered: Collection[tuple[str, TimeOfClaim]],
    out_by: date,
) -> tuple[str, bool] | None:
    """The edition that replaced a claim's document but not its number; whether it was all read."""
    document = dataset.whole.get("documents", claim["report"])
    following = None if document is None else document["superseded_by"]
    if following is None:
        return None
    later = dataset.whole.get("documents", following)
    source = dataset.source(following)
    when = (source and source["published"]) or (later and later["published"])
    day = None if when is None else edtf.parse(when).latest
    last = min(out_by, year_end(claim["year"])) if claim["year"] is not None else out_by
    if day is None or day > last or (following, time_of_claim(claim)) in numbered:
        return None
    return following, source is not None and source["coverage"] == "full"


def number_of(
    claim: records.Milestone, unit: str | None, units: Units
) -> tuple[object, ...] | None:
    """The number that a milestone sets, equal for a quantity in two units; None if it sets none."""
    if claim["value"] is None and claim["low"] is None:
        return None
    own = units.get(claim["unit"] or unit or "")
    ends = (claim["value"], claim["low"], claim["high"])
    if own is None:
        return (claim["unit"], *ends)
    return (own.dimension, *(None if end is None else end * own.factor for end in ends))


def _replacements(
    dataset: RecordSet, reports: Mapping[str, set[object]], year: int | None, out_by: date
) -> _Replacements:
    """The reports, by the number they set for a year, that came out in time to replace another."""
    if len(reports) < 2:
        return {}
    dated: dict[str, list[tuple[date, _Setting]]] = defaultdict(list)
    last = out_by if year is None else min(out_by, year_end(year))
    for report, numbers in reports.items():
        text = published(dataset, report)
        when = None if text is None else edtf.parse(text)
        if when and when.earliest and when.latest and when.latest <= last:
            only = None if len(numbers) > 1 else next(iter(numbers))
            grade = grade_of_report(dataset, report)
            dated[grade].append((when.earliest, (when.latest, report, only)))
    replacements: _Replacements = {}
    for grade, settings in dated.items():
        settings.sort(key=itemgetter(0))
        best: list[list[_Setting]] = [[]]
        for _, setting in reversed(settings):
            first, *others = sorted([*best[-1], setting], key=itemgetter(0, 1), reverse=True)
            best.append([first, *(other for other in others if other[2] != first[2])][:2])
        replacements[grade] = [earliest for earliest, _ in settings], best[::-1]
    return replacements


def _replaced_by(
    dataset: RecordSet, claim: records.Milestone, number: object, reports: _Replacements
) -> str | None:
    own, grade = day_published(dataset, claim["report"]), grade_of_report(dataset, claim["report"])
    if claim["year"] is None or own is None:
        return None
    # If two dates of reduced precision overlap, it is not known which report came first.
    later = [
        (latest, report)
        for other, (starts, best) in reports.items()
        if other <= grade
        for latest, report, only in best[bisect_right(starts, own)]
        if only != number
    ]
    return max(later)[1] if later else None


def grade_of_report(dataset: RecordSet, report: str) -> str:
    """The grade of a report; for an unknown report, the lowest."""
    source = dataset.source(report)
    return LAST_GRADE if source is None else str(source["authority"])
