"""How much of what was promised the last figure is, whatever the direction."""

from __future__ import annotations

from mic25cli.calc.progress.result import JudgedMilestone
from mic25cli.model.units import Units


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
