"""Coverage: the content of the dataset and how well it is sourced, by kind or industry (each one
that a record or claim names). A statement is a claim, or a record that cites for its own facts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from mic25cli.calc.neighbours import neighbours_of
from mic25cli.calc.observation_uses import UNPLACED, Use
from mic25cli.calc.progress.by_target import CountsByOrigin, applying, count_targets
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.progress.rollup import judged_outside
from mic25cli.calc.progress.status import ASSESSED
from mic25cli.calc.record_filters import industries_named
from mic25cli.calc.source_grades import best_cite, cited, grade_of, independent_sources, worth
from mic25cli.model import edtf
from mic25cli.model.closed_lists import ACCESS, CHECKED, GRADES, GROUPINGS, HOWS, By
from mic25cli.model.dataset import Record, RecordSet, claims_in, published
from mic25cli.model.fields import IDENTITY
from mic25cli.model.kinds import KINDS
from mic25cli.model.languages import TEXT_LANGUAGES
from mic25cli.model.plain_values import UNPRINTED, in_place, printed
from mic25cli.values import FrozenData

if TYPE_CHECKING:
    from datetime import date

    from mic25cli.model.records import Claim

Row = Mapping[str, Any]

UNUSABLE: frozenset[Use] = frozenset((*UNPLACED, "part-year", "several-years"))
"""The uses of an observation that say that a target cannot, or cannot yet, be measured on it."""


class DatedReport(FrozenData):
    """A source that makes a statement, with the date of its publication."""

    id: str
    published: str


class Share(FrozenData):
    """A number of things, and their share of a whole."""

    count: int
    whole: int = field(metadata=UNPRINTED)

    @printed
    def share(self) -> float | None:
        """The share, from 0 to 1; null if there is nothing to count."""
        return part_of(self.count, self.whole)


class FilledFields(FrozenData):
    """The number of top-level fields, and of those that have a value."""

    count: int
    filled: int

    @printed
    def share(self) -> float | None:
        """The share, from 0 to 1; null if there is nothing to count."""
        return part_of(self.filled, self.count)


def part_of(part: int, whole: int) -> float | None:
    """A part as a share of a whole; None if the whole is 0."""
    return part / whole if whole else None


class TargetTally(FrozenData):
    """The number of targets set by the reference date, and what is known of them."""

    by_targets: CountsByOrigin = field(metadata=in_place(CountsByOrigin))
    """each by the milestone that applies, as `progress` counts them"""
    with_baseline: int
    observed_in_year: int
    outside_only: int
    """how many have no verdict here, but an outside verdict whose reading is not unclear"""
    beside: int
    """how many are not assessable but have a neighbouring indicator that is shown beside them"""


class NameTally(FrozenData):
    """The number of records with a name in both languages, and in each language."""

    count: int
    en: int
    zh: int


class SourceTally(FrozenData):
    """The number of sources, and of independent ones."""

    count: int
    independent_sources: int
    accessed: int
    """how many record the day on which they were read"""


class RecordTally(FrozenData):
    """The counts for a set of records. `authority` to `found` count statements; `targets` is None
    if the set cannot have targets."""

    records: int
    claims: int
    authority: Mapping[str, Share]
    """statements by the authority of their best source; unknown: without a source"""
    access: Mapping[str, Share]
    grade: Mapping[str, Share]
    """statements by the grade of that source; empty for a text that nobody has seen"""
    checked: Mapping[str, Share]
    found: Mapping[str, Share]
    """claims by how the recorded words contain the number; none: no words are recorded"""
    sources: SourceTally
    fields: FilledFields
    names: NameTally
    targets: TargetTally | None
    oldest_report: DatedReport | None
    newest_report: DatedReport | None


class CoverageRow(FrozenData):
    """The counts of a kind or an industry; null of none, and where it is another."""

    kind: str | None
    industry: str | None
    tally: RecordTally = field(metadata=in_place(RecordTally))

    @property
    def group(self) -> str | None:
        """The record type or industry of the row; None for the row of all."""
        return self.kind or self.industry


class Coverage(FrozenData, kw_only=True):
    """The content of the dataset and how well it is sourced; the groups follow."""

    schema: Literal["mic25.coverage/1"] = "mic25.coverage/1"
    by: By
    as_of: str
    known_at: str | None
    digest: str
    summary: RecordTally
    groups: tuple[CoverageRow, ...] = field(metadata=UNPRINTED)


@dataclass
class _Pile:
    records: list[Record] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


def cover(dataset: RecordSet, by: By, question: Question) -> Coverage:
    """Count the dataset by kind or industry, at the dates of a question.
    Grades are always those of the whole dataset."""
    # A dataset cut to a date lacks indicators that targets still refer to.
    uncut = dataset.whole
    results = applying(evaluate(uncut, question, every_method=False, depends=True))
    whole = _pile(list(dataset))
    piles: dict[str | None, _Pile]
    if by == "kind":
        piles = {kind: _pile(list(dataset.kind(kind).values())) for kind in dataset.profile.kinds}
    else:
        piles = _by_industry(dataset)
    of_none = dict.fromkeys(GROUPINGS)

    def row(group: str | None, pile: _Pile) -> CoverageRow:
        near = [
            result for result in results if by == "kind" or group in (result.industries or (None,))
        ]
        tally = _tally(
            dataset, uncut, pile, near if group == "targets" or by == "industry" else None, question
        )
        return CoverageRow(**{**of_none, by: group}, tally=tally)

    return Coverage(
        by=by,
        as_of=question.as_of,
        known_at=question.known_at,
        digest=dataset.digest,
        summary=_tally(dataset, uncut, whole, results, question),
        groups=tuple(row(group, pile) for group, pile in piles.items()),
    )


def _pile(records: list[Record]) -> _Pile:
    return _Pile(records, [claim for record in records for _, claim in claims_in(record)])


def _by_industry(dataset: RecordSet) -> dict[str | None, _Pile]:
    piles: defaultdict[str | None, _Pile] = defaultdict(_Pile)
    piles.update({industry: _Pile() for industry in dataset.kind("industries")})
    for record in dataset:
        if record["kind"] == "sources":
            # A source has no industry of its own: use those of the records that cite it.
            continue
        of_record: list[str | None] = [*industries_named(record)] or [None]
        for industry in of_record:
            piles[industry].records.append(record)
        for _, claim in claims_in(record):
            for own in industries_named(claim) or of_record:
                piles[own].claims.append(claim)
    none = piles.pop(None, _Pile())
    return {**piles, None: none}


def _tally(
    dataset: RecordSet,
    uncut: RecordSet,
    pile: _Pile,
    results: Sequence[Result] | None,
    question: Question,
) -> RecordTally:
    own = (uncut.source(record["id"]) for record in pile.records if record["kind"] == "sources")
    sources = [source for source in own if source is not None]
    facts = [record for record in pile.records if record["kind"] != "sources" and record["cite"]]
    reports = [claim["report"] for claim in pile.claims]
    reports += [cite["source"] for record in facts for cite in record["cite"]]
    reports += [source["id"] for source in sources]
    cites = [cited(uncut, claim["cite"]) for claim in (*pile.claims, *facts)]
    sums = [claim.get("derived") is not None for claim in (*pile.claims, *facts)]
    best = [worth(best_cite(each, derived)) for each, derived in zip(cites, sums, strict=True)]
    # The access of a source is the same for all claims that cite it.
    worths: list[Row] = [*best, *({**source, "grade": grade_of(source)} for source in sources)]
    # Fields that only distinguish equal names are empty in most records, so they are not counted.
    fields = (item for record in pile.records for item in record.items())
    values = [value for key, value in fields if key not in ("kind", "id", *IDENTITY)]
    filled = sum(value is not None and value != [] and value != {} for value in values)
    records = (record for record in pile.records if KINDS[record["kind"]].label == "name")
    names = [record["name"] for record in records]
    languages = Counter(key for name in names for key, text in name.items() if text is not None)
    used = {cite.source for each in cites for cite in each} | {source["id"] for source in sources}
    dates = {report: published(dataset, report) for report in reports}
    dated = [DatedReport(each, date) for each, date in dates.items() if date is not None]

    def newest(report: DatedReport) -> tuple[date, date, str, str]:
        first, last, text = edtf.parse(report.published).sort_key
        return (last, first, text, report.id)

    def shares(key: str, words: Iterable[str], rest: str, of: Iterable[Row]) -> dict[str, Share]:
        counts = Counter(row[key] or rest for row in of)
        return {word: Share(counts[word], counts.total()) for word in (*words, rest)}

    hows = (next(({"how": cite.how} for cite in cite if cite.how), {"how": None}) for cite in cites)
    return RecordTally(
        records=len(pile.records),
        claims=len(pile.claims),
        authority=shares("authority", GRADES, "unknown", worths),
        access=shares("access", ACCESS, "unseen", worths),
        grade=shares("grade", GRADES, "nothing", worths),
        checked=shares("checked", CHECKED, "none", best),
        found=shares("how", HOWS, "none", islice(hows, len(pile.claims))),
        sources=SourceTally(
            len(used),
            len(independent_sources(uncut, used)),
            sum(bool(source and source["accessed"]) for source in map(uncut.source, used)),
        ),
        fields=FilledFields(len(values), filled),
        names=NameTally(len(names), *(languages[lang] for lang in TEXT_LANGUAGES)),
        targets=None if results is None else _targets(uncut, results, question),
        oldest_report=min(
            dated, key=lambda each: (*edtf.parse(each.published).sort_key, each.id), default=None
        ),
        newest_report=max(dated, key=newest, default=None),
    )


def _targets(dataset: RecordSet, results: Sequence[Result], question: Question) -> TargetTally:
    targets, at = dataset.kind("targets"), (question.day, question.known_day)
    return TargetTally(
        count_targets(results),
        sum(targets[result.target]["baseline"] is not None for result in results),
        sum(observed_in_year(result) for result in results),
        sum(result.status not in ASSESSED and judged_outside(result) for result in results),
        sum(bool(neighbours_of(dataset, result, *at)) for result in results),
    )


def observed_in_year(result: Result) -> bool:
    """Whether an observation that the target could be measured on ends in the milestone's year."""
    usable = (candidate for candidate in result.candidates if candidate.use not in UNUSABLE)
    return any(candidate.ends.year == result.milestone.year for candidate in usable)
