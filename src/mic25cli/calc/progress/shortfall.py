"""How far a target is from what was promised, signed so that more is worse whatever the direction.

`shortfall` is in the target's unit: above 0 so much is missing, at 0 or below it was reached with
that much to spare.  It is measured on the figure that is shown, to the weakest number that keeps
the promise; of a total over years on what was counted of it.  There is none for places in a
ranking, in which a difference is no quantity, and none without a figure or of one known from one
side only.  `shortfall_share` is its share of the number promised.
"""

from __future__ import annotations

from mic25cli.calc.progress.judged import Judged
from mic25cli.calc.span import Number


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
