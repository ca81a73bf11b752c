"""Counts of statuses by group, and the header of a report of progress.

A milestone in several groups counts in each; `Rollup.repeated` says how many counts that adds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Literal

from mic25cli.calc.progress.by_target import OTHER_FIT, CountsByOrigin, count_targets
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.progress.status import ASSESSED, CODES, STATUSES, Reason, Status, worst
from mic25cli.errors import unknown
from mic25cli.model.closed_lists import FITS
from mic25cli.model.plain_values import in_place, recorded_as
from mic25cli.values import FrozenData, field, grouped

NONE: Final = "none"
"""The group of results without an industry, a report or a year."""


class Mean(FrozenData):
    """A mean progress, with the number of milestones that it covers and that it leaves out."""

    progress: float | None
    counted: int
    left_out: int


class Counts(FrozenData):
    """The number of milestones by status, and of the targets that they belong to.

    `worst` is the worst verdict among the milestones (reason `worst-of-n`). `weak` counts
    milestones based on a source that is of grade D or unread; `reasons` counts why there was no
    verdict, each reason once for each milestone. `outside_only` counts targets without a verdict of
    ours that an outside body calls met, partly met or not met.
    """

    by_targets: CountsByOrigin = field(metadata=in_place(CountsByOrigin))
    """the targets, each by the milestone that applies"""
    milestones: int
    assessed: int
    statuses: Mapping[Status, int]
    worst: Status | None
    weak: int
    weak_targets: int
    reasons: Mapping[Reason, int]
    outside_only: int


class GroupCounts(FrozenData):
    """The counts of one group; `mean` only if it was requested."""

    by: str
    key: str | None
    """null for results without one"""
    counts: Counts = field(metadata=in_place(Counts))
    mean: Mean | None


class Rollup(FrozenData):
    """Groups by one criterion, and the counts over all of them without repetition."""

    by: str
    groups: tuple[GroupCounts, ...]
    total: Counts
    repeated: int


CRITERIA: Final[dict[str, Callable[[Result], tuple[str, ...]]]] = {
    "industry": lambda result: tuple(result.industries) or (NONE,),
    "report": lambda result: (result.milestone.report or NONE,),
    "status": lambda result: (result.status,),
    "year": lambda result: (NONE if result.milestone.year is None else str(result.milestone.year),),
    "fit": lambda result: (((result.fit or OTHER_FIT) if result.status in ASSESSED else NONE),),
    "certainty": lambda each: (each.certainty or (f"leaning-{each.lean}" if each.lean else NONE),),
    "origin": lambda result: (result.origin,),
    "type": lambda result: (result.type or NONE,),
    "dataset": lambda _: (NONE,),
}
"""The criteria by which results can be grouped, from which the option takes its choices.

`fit` groups verdicts by the fit of their definition; results without a verdict have none.
`certainty` groups verdicts on past years, and leanings without a verdict. `dataset` puts all
results into one group, because results do not know the name of their dataset.
"""


def count(results: Iterable[Result]) -> Counts:
    """Count milestones by status, reason and certainty, and each of their targets once."""
    counted = list(results)
    statuses = Counter(result.status for result in counted)
    reasons = Counter(reason for result in counted for reason in result.blocking)
    outside = {result.target for result in counted if judged_outside(result)}
    return Counts(
        by_targets=count_targets(counted),
        milestones=len(counted),
        assessed=sum(statuses[status] for status in ASSESSED),
        statuses={status: statuses[status] for status in STATUSES},
        worst=worst(statuses),
        weak=sum(bool(result.weak) for result in counted),
        weak_targets=len({result.target for result in counted if result.weak}),
        reasons={code: reasons[code] for code in CODES if reasons[code]},
        outside_only=len(
            outside - {result.target for result in counted if result.status in ASSESSED}
        ),
    )


_ORDERS: Final[Mapping[str, list[str]]] = {
    "status": [*STATUSES],
    "fit": [*FITS, OTHER_FIT, NONE],
    "certainty": ["observed", "inferred", "leaning-met", "leaning-missed", NONE],
}
"""The order of groups that are not sorted by name."""


def judged_outside(result: Result) -> bool:
    """Whether our reading of an outside finding on the target is met, partly met or not met."""
    return any(number for reading, number in result.outside.items() if reading != "unclear")


def roll_up(results: Sequence[Result], by: str, mean: bool = False) -> Rollup:
    """The results grouped by a criterion, `none` last; raises `UsageError` for an unknown one."""
    if by not in CRITERIA:
        raise unknown("criterion", by, CRITERIA)
    groups = grouped((key, result) for result in results for key in CRITERIA[by](result))
    order: list[str] = _ORDERS.get(by) or sorted(groups)
    keys = sorted((key for key in order if key in groups), key=lambda key: key == NONE)
    rows = [
        GroupCounts(
            by,
            None if key == NONE else key,
            count(groups[key]),
            mean_share(groups[key]) if mean else None,
        )
        for key in keys
    ]
    repeated = sum(len(group) for group in groups.values()) - len(results)
    return Rollup(by, tuple(rows), count(results), repeated)


def mean_share(results: Sequence[Result]) -> Mean:
    """The mean progress of the milestones that have one, and the number of those that have none."""
    shares = [
        result.measures.progress
        for result in results
        if result.status in ASSESSED and result.measures.progress is not None
    ]
    average = sum(shares) / len(shares) if shares else None
    return Mean(average, len(shares), len(results) - len(shares))


class MethodUsed(FrozenData):
    """The method that gives the verdicts, and the number by which its classes are separated."""

    id: str
    version: str
    title: str
    measure: str
    strict_compat: bool


class JudgedBy(FrozenData):
    """The method, dates and records on which a result is based."""

    method: MethodUsed
    as_of: str
    """the reference date, EDTF"""
    known_at: str | None
    """the date of knowledge, EDTF"""
    digest: str
    """the hash of the records"""


def judged_by(question: Question, digest: str) -> JudgedBy:
    """The method, dates and records digest behind the answer to a question."""
    method = METHODS[question.method]
    used = recorded_as(MethodUsed, vars(method), vars(question))
    return JudgedBy(used, question.as_of, question.known_at, digest)


class ProgressReport(FrozenData, kw_only=True):
    """A report of progress: the question, then the counts; the milestones or groups follow."""

    schema: Literal["mic25.progress/1"] = "mic25.progress/1"
    judged_by: JudgedBy = field(metadata=in_place(JudgedBy))
    basis: str | None
    min_grade: str | None
    access: tuple[str, ...]
    """the accepted forms of access to a text; none: any"""
    checked: bool
    """whether only figures that were read count"""
    substitute: bool
    """whether an observation may replace a missing baseline"""
    by: str | None
    """the criterion of the groups; null if the results are milestones"""
    fits: tuple[str, ...]
    summary: Counts


def report(question: Question, digest: str, summary: Counts, by: str | None) -> ProgressReport:
    """The report of the answers to a question, counted over the milestones."""
    judged = judged_by(question, digest)
    return recorded_as(ProgressReport, vars(question), judged_by=judged, by=by, summary=summary)
