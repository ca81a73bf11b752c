"""The scorecard: every target once, by its industry, as `progress.once` counts it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from mic25cli.calc.longtable import last_day
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.firmness import Firmness, Lean
from mic25cli.calc.progress.once import COUNTED, GROUPS, CountedOnce, applying, count_once
from mic25cli.calc.progress.result import JudgedMilestone, Question, share_of_promise
from mic25cli.calc.progress.status import Status
from mic25cli.model.book import RecordBook
from mic25cli.model.plain import UNPRINTED, recorded_as
from mic25cli.values import dataclass, field

if TYPE_CHECKING:
    from mic25cli.model.records import Name


@dataclass(frozen=True)
class Square:
    """A target by the goal that applies: in which group it counts, and on what that rests."""

    industry: str | None
    """the first of its industries; null for none"""
    target: str
    name: Name
    year: int | None
    verdict: str
    """reached, late, missed, unknown or others, as `progress` counts targets once"""
    status: Status
    fit: str | None
    """how its evidence fits the target: a proxy is a stand-in"""
    firmness: Firmness | None
    lean: Lean | None
    share: float | None
    """the last figure as a share of the number promised: 1 is the goal, more is better"""
    share_low: float | None
    """the end of it that its bounds leave open; null for no end"""
    share_high: float | None
    """the end of it that its bounds leave open; null for no end"""
    result: JudgedMilestone = field(metadata=UNPRINTED)


@dataclass(frozen=True)
class ScoreRow:
    """The targets of an industry, the best verdict first; `name` is None for those without one."""

    industry: str | None
    name: Mapping[str, object] | None
    squares: tuple[Square, ...]
    counts: CountedOnce


@dataclass(frozen=True)
class Scorecard:
    """What the scorecard is of, or the shortfall of the same targets; its squares follow."""

    schema: Literal["mic25.scorecard/1"] = field(default="mic25.scorecard/1", init=False)
    chart: Literal["scorecard", "shortfall"]
    as_of: str
    known_at: str | None
    digest: str
    policy: Mapping[str, str | None]
    counts: CountedOnce
    left_out: int
    """targets of which the shortfall has no number to set against a goal"""
    sources: int
    """how many the verdicts rest on"""
    rows: tuple[ScoreRow, ...] = field(metadata=UNPRINTED)
    judged: tuple[JudgedMilestone, ...] = field(metadata=UNPRINTED)
    """Every milestone of every target."""


def scorecard(
    book: RecordBook,
    as_of: str | None = None,
    known_at: str | None = None,
    industry: str | None = None,
    chart: Literal["scorecard", "shortfall"] = "scorecard",
    *,
    judged: tuple[JudgedMilestone, ...] | None = None,
) -> Scorecard:
    """Every target once, or an industry's, the rows with most of what is known reached first."""
    whole = book.whole
    question = Question(as_of or last_day(whole), known_at)
    if judged is None:
        targets = whole.kind("targets").values()
        own = [each["id"] for each in targets if industry in (None, *each["industries"])]
        judged = evaluate(whole, question, own, every_method=False, series=False, hangs=True)
    of: dict[str | None, list[Square]] = {}
    for result in applying(judged):
        square = recorded_as(
            Square, vars(result), share_of_promise(result, whole.units), result=result,
            year=result.milestone.year, industry=industry or next(iter(result.industries), None),
            verdict=COUNTED.get(result.status, "others"),
        )  # fmt: skip
        of.setdefault(square.industry, []).append(square)
    every, rows = sum(map(len, of.values())), []
    for key, squares in of.items():
        record = whole.get("industries", key) if key else None
        name = record and (record["short"] or record["name"])
        order = sorted(squares, key=_weight)
        if chart == "shortfall":
            order = [
                each for each in order if {each.share, each.share_low, each.share_high} != {None}
            ]
            order.sort(key=lambda one: -(one.share or one.share_low or 0))
        counts = count_once(square.result for square in order)
        rows += [ScoreRow(key, name, tuple(order), counts)] if order else []
    shown = [square for row in rows for square in row.squares]
    judged = tuple(each for each in judged if each.target in {one.target for one in shown})
    return Scorecard(
        chart=chart,
        as_of=question.as_of,
        known_at=known_at,
        digest=whole.digest,
        policy=whole.profile.name,
        counts=count_once(judged),
        left_out=every - len(shown),
        sources=len({source for each in judged for source in each.sources}),
        rows=tuple(sorted(rows, key=_place)),
        judged=judged,
    )


def _weight(square: Square) -> tuple[object, ...]:
    """The best and the surest verdict first; of what is open, what leans to reached."""
    lean = {"reached": 0, "missed": 1, None: 2}[square.lean]
    sure = square.fit == "proxy", square.firmness == "presumed"
    return GROUPS.index(square.verdict), lean, *sure, square.target


def _place(row: ScoreRow) -> tuple[float, int, str]:
    counts = row.counts
    share = (counts.reached + counts.late) / counts.known if counts.known else -1.0
    return -share, -counts.known, row.industry or "~"
