"""The scorecard: every target once, by industry, counted as in `progress.by_target`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from mic25cli.calc.progress import by_target
from mic25cli.calc.progress.certainty import Certainty, Lean
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import JudgedMilestone, Question, share_of_target
from mic25cli.calc.progress.status import PACES, Status
from mic25cli.calc.table_definition import judged_on
from mic25cli.model.closed_lists import Origin
from mic25cli.model.dataset import RecordSet
from mic25cli.model.dataset_profile import Profile
from mic25cli.model.plain_values import UNPRINTED, recorded_as
from mic25cli.values import FrozenData, field

if TYPE_CHECKING:
    from mic25cli.model.records import Bilingual, Name


class Square(FrozenData):
    """A target at the milestone that applies: the group in which it counts, and its evidence."""

    industry: str | None
    """the first of its industries; null if it has none"""
    target: str
    name: Name
    year: int | None
    origin: Origin
    group: by_target.Group
    """its group on screens: a verdict, not assessable, not due yet, or dropped"""
    status: Status
    fit: str | None
    certainty: Certainty | None
    lean: Lean | None
    share: float | None
    """the last figure as a share of the target value: 1 is the target, more is better"""
    share_low: float | None
    """the lower end, if a limit leaves it open; null for no end"""
    share_high: float | None
    """the upper end, if a limit leaves it open; null for no end"""
    result: JudgedMilestone = field(metadata=UNPRINTED)


class ScoreRow(FrozenData):
    """The targets of an industry that the plan itself set (`own`), or that others set, the best
    verdict first; `name` is None for those without an industry."""

    own: bool

    industry: str | None
    name: Bilingual | Name | None
    squares: tuple[Square, ...]
    counts: by_target.CountsByOrigin
    divided: bool
    """Whether the dataset has industries."""


class Scorecard(FrozenData):
    """The subject of the scorecard, or of the chart of shortfalls; its squares follow."""

    schema: Literal["mic25.scorecard/1"] = field(default="mic25.scorecard/1", init=False)
    chart: Literal["scorecard", "shortfall"]
    as_of: str
    known_at: str | None
    digest: str
    policy: Mapping[str, str | None]
    profile: Profile = field(metadata=UNPRINTED)
    every: bool = field(metadata=UNPRINTED)
    """whether it has all targets of its dataset"""
    counts: by_target.CountsByOrigin
    left_out: int
    """targets without a number to compare with the target value"""
    sources: int
    """the number of sources of the verdicts"""
    rows: tuple[ScoreRow, ...] = field(metadata=UNPRINTED)
    judged: tuple[JudgedMilestone, ...] = field(metadata=UNPRINTED)
    """Every milestone of every target."""

    @property
    def license(self) -> str | None:
        """The licence of the dataset as its profile gives it; None if it gives none."""
        return self.profile.license


def scorecard(
    dataset: RecordSet,
    as_of: str | None = None,
    known_at: str | None = None,
    industry: str | None = None,
    chart: Literal["scorecard", "shortfall"] = "scorecard",
    *,
    judged: tuple[JudgedMilestone, ...] | None = None,
) -> Scorecard:
    """Every target, or those of an industry, once; rows with the most targets met come first."""
    whole = dataset.whole
    question = Question(as_of or judged_on(whole), known_at)
    if judged is None:
        targets = whole.kind("targets").values()
        ids = [target["id"] for target in targets if industry in (None, *target["industries"])]
        judged = evaluate(whole, question, ids, every_method=False, series=False, depends=True)
    of: dict[tuple[bool, str | None], list[Square]] = {}
    for result in by_target.applying(judged):
        square = recorded_as(
            Square,
            vars(result),
            share_of_target(result, whole.units),
            result=result,
            origin=whole.kind("targets")[result.target]["origin"],
            year=result.milestone.year,
            industry=industry or next(iter(result.industries), None),
            group=by_target.group_of(result),
        )
        of.setdefault((square.origin == by_target.OWN, square.industry), []).append(square)
    every, rows, divided = sum(map(len, of.values())), [], bool(whole.kind("industries"))
    for (own, key), squares in of.items():
        record = whole.get("industries", key) if key else None
        name = record and (record["short_name"] or record["name"])
        order = sorted(squares, key=_weight)
        if chart == "shortfall":
            order = [
                square
                for square in order
                if {square.share, square.share_low, square.share_high} != {None}
            ]
            order.sort(key=lambda one: -(one.share or one.share_low or 0))
        tally = by_target.count_targets(square.result for square in order)
        rows += [ScoreRow(own, key, name, tuple(order), tally, divided)] if order else []
    in_rows = [square for row in rows for square in row.squares]
    shown = {square.target for square in in_rows}
    return Scorecard(
        chart=chart,
        as_of=question.as_of,
        known_at=known_at,
        digest=whole.digest,
        policy=whole.profile.name,
        profile=whole.profile,
        every=industry is None,
        counts=by_target.count_targets(judged),
        left_out=every - len(in_rows),
        sources=len({source for each in judged if each.target in shown for source in each.sources}),
        rows=tuple(sorted(rows, key=_place)),
        judged=tuple(each for each in judged if each.target in shown),
    )


_PACES = (*PACES, "not-sustained")


def _weight(square: Square) -> tuple[object, ...]:
    """Sort key of a square: the best and most certain verdict first; without a verdict, leaning met
    first."""
    lean = {"met": 0, "missed": 1, None: 2}[square.lean]
    sure = square.fit == "proxy", square.certainty == "inferred"
    ahead = square.group == "not-due" and square.status in _PACES
    pace = _PACES.index(square.status) if ahead else len(_PACES)
    return by_target.GROUPS.index(square.group), lean, *sure, pace, square.target


def _place(row: ScoreRow) -> tuple[bool, int, int, str]:
    """Sort key of a row: the plan's own targets first, then by targets met, in time before late."""
    met, late = (row.counts.by_target[status] for status in ("met", "met-late"))
    return not row.own, -met, -late, row.industry or "~"
