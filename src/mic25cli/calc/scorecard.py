"""The scorecard: every target once, by its industry, as `progress.once` counts it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from mic25cli.calc.longtable import last_day
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.firmness import Firmness, Lean
from mic25cli.calc.progress.once import COUNTED, GROUPS, CountedOnce, applying, count_once
from mic25cli.calc.progress.result import JudgedMilestone, Question
from mic25cli.calc.progress.status import Status
from mic25cli.model.book import RecordBook
from mic25cli.model.plain import UNPRINTED, recorded_as

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
    """What the scorecard is of; its squares follow."""

    schema: Literal["mic25.scorecard/1"] = field(default="mic25.scorecard/1", init=False)
    as_of: str
    known_at: str | None
    digest: str
    policy: Mapping[str, str | None]
    counts: CountedOnce
    sources: int
    """how many the verdicts rest on"""
    rows: tuple[ScoreRow, ...] = field(metadata=UNPRINTED)
    judged: tuple[JudgedMilestone, ...] = field(metadata=UNPRINTED)
    """Every milestone of every target."""


def scorecard(
    book: RecordBook,
    as_of: str | None = None,
    known_at: str | None = None,
    *,
    judged: tuple[JudgedMilestone, ...] | None = None,
) -> Scorecard:
    """Every target once: rows by the share of what is known that was reached, unknown rows last.

    What is `judged` already need not be judged anew.
    """
    whole = book.whole
    question = Question(as_of or last_day(whole), known_at)
    if judged is None:
        judged = evaluate(whole, question, every_method=False, series=False, hangs=True)
    of: dict[str | None, list[Square]] = {}
    for result in applying(judged):
        own = {
            "year": result.milestone.year,
            "industry": next(iter(result.industries), None),
            "verdict": COUNTED.get(result.status, "others"),
        }
        square = recorded_as(Square, vars(result), own, result=result)
        of.setdefault(square.industry, []).append(square)
    rows = []
    for industry, squares in of.items():
        record = whole.get("industries", industry) if industry else None
        counts = count_once(square.result for square in squares)
        name = record and (record["short"] or record["name"])
        rows.append(ScoreRow(industry, name, tuple(sorted(squares, key=_weight)), counts))
    return Scorecard(
        as_of=question.as_of,
        known_at=known_at,
        digest=whole.digest,
        policy=whole.profile.name,
        counts=count_once(judged),
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
