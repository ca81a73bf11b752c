"""Which milestone applies, and which were replaced before their year was over.

A milestone stands once its report is out.  A later report that sets another number for the same
year replaces it (`superseded`), if that report was out by the reference date and before the year
was over (what is published afterwards tells of a target and does not set it) and if its source has
no lower a grade (a study does not replace a plan).  A report that repeats the number replaces
nothing: both stand.  Neither does a state described in words, which no number replaces either.
Several milestones of one report for one year, and reports whose dates do not say which came first,
stand side by side.

Where a document was superseded by a later edition of which only a part was read, its milestones
stand, and say so (`edition-unseen`): what the edition does not show it may have kept.

Of those that stand, the next one applies: the earliest year that is not before the reference date,
or the last one when all have passed.  The others are judged as well: earlier ones as passed, later
ones on the way to them.  Of several for the applying year a number goes before words, then the
better grade, the closer look and the first report to set it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mic25cli.calc.cites import LAST_GRADE, Cited, cited, day_published, rank, stood_by, support
from mic25cli.calc.span import Number
from mic25cli.model import edtf
from mic25cli.model.book import RecordBook, published
from mic25cli.model.plain import recorded_as
from mic25cli.model.units import UNITS

if TYPE_CHECKING:
    from mic25cli.model import records


@dataclass(frozen=True)
class PlacedMilestone:
    """A milestone of a target, as recorded, with its place among the others.

    `index` counts the record's milestones from 0, `unit` is the indicator's
    where the milestone names none, `applies` marks the target's headline at
    the reference date, `superseded_by` names the report that replaced it and
    `unseen_edition` a later edition of its document of which only a part was read.
    """

    index: int
    year: int | None
    statement: str | None
    value: Number | None
    low: Number | None
    high: Number | None
    bound: str | None
    unit: str | None
    report: str | None
    published: str | None
    grade: str | None
    access: str | None
    counts_as: str | None
    checked: str
    cite: tuple[Cited, ...]
    note: str | None
    applies: bool
    superseded_by: str | None
    unseen_edition: str | None


def year_end(year: int) -> date:
    """The last day of a year."""
    return date(year, 12, 31)


def place_milestones(
    book: RecordBook,
    target: records.Target,
    unit: str | None,
    as_of: date,
    out_by: date,
    undated: bool = True,
) -> tuple[PlacedMilestone, ...]:
    """The milestones of a target whose reports were out by a day, which applies and which do not.

    `as_of` is the reference date, by which the next milestone is told; `undated`
    says whether a report without a date counts as out.
    """
    claims = [
        (index, claim)
        for index, claim in enumerate(target["milestones"])
        if stood_by(book, claim["report"], out_by)
        and (undated or published(book, claim["report"]) is not None)
    ]
    of_year: dict[int | None, dict[str, set[object]]] = defaultdict(lambda: defaultdict(set))
    for _, claim in claims:
        if (number := _number(claim, unit)) is not None:
            of_year[claim["year"]][claim["report"]].add(number)
    replaced: dict[int, str | None] = {}
    unseen: dict[int, str | None] = {}
    for index, claim in claims:
        edition, read = _later_edition(book, claim, target, unit, out_by) or (None, False)
        found = _replaced_by(book, claim, of_year[claim["year"]], unit, out_by)
        replaced[index] = found or (edition if read else None)
        unseen[index] = None if read else edition
    headline = _headline(book, [claim for claim in claims if replaced[claim[0]] is None], as_of)
    return tuple(
        recorded_as(
            PlacedMilestone,
            claim,
            support(book, claim["cite"]),
            index=index,
            unit=claim["unit"] or unit,
            published=published(book, claim["report"]),
            applies=index == headline,
            superseded_by=replaced[index],
            unseen_edition=unseen[index],
        )
        for index, claim in claims
    )


def _later_edition(
    book: RecordBook,
    claim: records.Milestone,
    target: records.Target,
    unit: str | None,
    out_by: date,
) -> tuple[str, bool] | None:
    """The edition that superseded a milestone's document in time without setting its year.

    With whether it was read as a whole.
    """
    document = book.whole.get("documents", claim["report"])
    following = None if document is None else document["superseded_by"]
    if following is None:
        return None
    later = book.whole.get("documents", following)
    source = book.source(following)
    when = (source and source["published"]) or (later and later["published"])
    day = None if when is None else edtf.parse(when).latest
    last = min(out_by, year_end(claim["year"])) if claim["year"] is not None else out_by
    if day is None or day > last:
        return None
    sets_it = any(
        milestone["report"] == following
        and milestone["year"] == claim["year"]
        and _number(milestone, unit)
        for milestone in target["milestones"]
    )
    if sets_it:
        return None
    return following, source is not None and source["coverage"] == "full"


def _number(claim: records.Milestone, unit: str | None) -> tuple[object, ...] | None:
    """The number that a milestone sets, in the base of its unit; None for words."""
    if claim["value"] is None and claim["low"] is None:
        return None
    own = UNITS.get(claim["unit"] or unit or "")
    ends = (claim["value"], claim["low"], claim["high"])
    if own is None:
        return (claim["unit"], *ends)
    return (own.dimension, *(None if end is None else end * own.factor for end in ends))


def _replaced_by(
    book: RecordBook,
    claim: records.Milestone,
    numbers: Mapping[str, set[object]],
    unit: str | None,
    out_by: date,
) -> str | None:
    """The last report that set another number in time; None if none did.

    `numbers` are those of the claim's year, by report.
    """
    own, number = day_published(book, claim["report"]), _number(claim, unit)
    if claim["year"] is None or own is None or number is None:
        return None
    later: list[tuple[date, str]] = []
    for report, others in numbers.items():
        text = published(book, report)
        if (
            text is None
            or others <= {number}
            or _grade(book, report) > _grade(book, claim["report"])
        ):
            continue
        when = edtf.parse(text)
        # Two dates of reduced precision that overlap do not say which report came first.
        if when.earliest is None or when.latest is None or when.earliest <= own:
            continue
        if when.latest <= min(out_by, year_end(claim["year"])):
            later.append((when.latest, report))
    return max(later)[1] if later else None


def unordered(one: PlacedMilestone, other: PlacedMilestone) -> bool:
    """Whether the dates of two reports do not say which of them came first."""
    if one.published is None or other.published is None:
        return True
    first, second = edtf.parse(one.published), edtf.parse(other.published)
    ends = (first.earliest, first.latest, second.earliest, second.latest)
    if any(end is None for end in ends):
        return True
    return first.earliest <= second.latest and second.earliest <= first.latest  # type: ignore[operator]


def _grade(book: RecordBook, report: str) -> str:
    source = book.source(report)
    return LAST_GRADE if source is None else str(source["grade"])


def _headline(
    book: RecordBook, standing: list[tuple[int, records.Milestone]], as_of: date
) -> int | None:
    """The position of the milestone that applies; the order in the record decides nothing."""
    if not standing:
        return None

    def number(claim: records.Milestone) -> tuple[object, ...]:
        return claim["year"], claim["value"], claim["low"], claim["high"]

    # What several reports say has the grade of the best of them, and is still the first one's.
    best: dict[tuple[object, ...], tuple[str, int]] = {}
    for _, claim in standing:
        for cite in cited(book, claim["cite"]):
            best[number(claim)] = min(rank(cite), best.get(number(claim), ("E", 9)))

    def order(entry: tuple[int, records.Milestone]) -> tuple[object, ...]:
        claim = entry[1]
        words = claim["value"] is None and claim["low"] is None
        first = day_published(book, claim["report"]) or date.max
        graded = best.get(number(claim), ("E", 9))
        rest = (
            words,
            graded,
            first,
            str(sorted((key, str(value)) for key, value in claim.items())),
        )
        year = claim["year"]
        if year is None:
            return (2, 0, *rest)
        if year >= as_of.year:
            return (0, year, *rest)
        return (1, -year, *rest)

    return min(standing, key=order)[0]
