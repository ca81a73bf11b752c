"""How far a target is from what was promised, signed so that more is worse whatever the direction.

`shortfall` is in the target's unit: above 0 so much is missing, at 0 or below it was reached with
that much to spare.  It is measured on the figure that is shown, to the weakest number that keeps
the promise; of a total over years on what was counted of it.  There is none for places in a
ranking, in which a difference is no quantity, and none without a figure or of one known from one
side only.  `shortfall_share` is its share of the number promised; what is left of one, by the last
figure and with its bounds, is the share of the promise.
"""

from __future__ import annotations

from mic25cli.calc.progress.judged import Judged
from mic25cli.calc.progress.result import JudgedMilestone
from mic25cli.calc.span import Number
from mic25cli.model.units import Units


def shortfall_of(judged: Judged) -> tuple[Number, float | None] | tuple[None, None]:
    """The shortfall of a milestone on a basis, and its share of the promise (None: of nil)."""
    goal, total = judged.found.goal, judged.total
    span = judged.decisive.span if judged.decisive else None
    unit = judged.setting.book.units.get(judged.found.milestone.unit or "")
    if goal is None or span is None or span.one_sided or unit is None or unit.dimension == "rank":
        return None, None
    found = span.best if total is None else total.value
    short = goal.value - found if goal.sign > 0 else found - goal.value
    promised = goal.value if goal.value > 0 else -goal.value
    return short, float(short / promised) if promised else None


def share_of_promise(result: JudgedMilestone, units: Units) -> dict[str, float | None]:
    """The last figure as a share of the number promised, and its ends; 1 is the goal, more better.

    `share` is None where the figure is known from one side only, all three without one.
    """
    last, due = result.later or result.latest or result.observation, result.milestone
    unit, sign = units.get(due.unit or ""), -1 if result.direction == "decrease" else 1
    goal = due.value if due.value is not None else (due.low if sign > 0 else due.high)
    keys = ("share", "share_low", "share_high")
    if last is None or not goal or unit is None or unit.dimension == "rank":
        return dict.fromkeys(keys)
    best, ends = last.best, (last.least, last.most)
    if result.total is not None:
        best, ends = result.total.value, (result.total.value, result.total.value)
    numbers = (best, *ends[::sign])
    size = goal if goal > 0 else -goal
    # Where a later figure reaches it nobody knows how far it is: the one that counts is old.
    open_late = result.reached_by and result.status == "not-assessable"
    if open_late and best is not None and sign * (best - goal) < 0:
        return dict.fromkeys(keys)
    return {
        key: None if number is None else float(1 + sign * (number - goal) / size)
        for key, number in zip(keys, numbers, strict=True)
    }
