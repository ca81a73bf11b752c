"""Outcomes of two evaluations set against each other: which milestones changed status or evidence.

The two may be one book at two dates, or two editions of a book at one date.  Milestones answer to
each other by target, year and report; where an edition corrected the report, by target and year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from mic25cli.calc.cites import Reading
from mic25cli.calc.progress.result import Result
from mic25cli.calc.progress.status import ASSESSED, Status

RANKS: Mapping[Status, int] = {
    "achieved": 0,
    "on-track": 1,
    "met-late": 2,
    "not-started": 3,
    "not-assessable": 3,
    "behind": 4,
    "far-behind": 5,
    "regressing": 6,
    "missed": 7,
}
"""How good a status is, the best first.

To lose a verdict is worse than a good one and better than a bad one.  What was superseded or
withdrawn has no place here: that is no matter of better or worse.
"""


@dataclass(frozen=True)
class Outcome:
    """What became of a milestone from one evaluation to the other; None where one lacks it."""

    old: Result | None
    new: Result | None

    @property
    def either(self) -> Result:
        """The newer result, or the older where the milestone is gone."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def moved(self) -> bool:
        """Whether the status is another one."""
        return status_of(self.old) != status_of(self.new)

    @property
    def worse(self) -> bool:
        """Whether the status got worse; false where either side has none, or none that ranks."""
        was, now = (
            None if result is None else RANKS.get(result.status) for result in (self.old, self.new)
        )
        return was is not None and now is not None and now > was


def status_of(result: Result | None) -> Status | None:
    """The status of a result that may not be there."""
    return None if result is None else result.status


def outcomes(old: Sequence[Result], new: Sequence[Result]) -> tuple[Outcome, ...]:
    """The milestones whose status or evidence changed, those that got worse first, worst of all.

    What has no verdict on either side tells nothing and is left out.
    """
    pairs = [pair for pair in _paired(old, new) if _changed(pair)]
    return tuple(sorted(pairs, key=_place))


def _changed(pair: Outcome) -> bool:
    if ASSESSED.isdisjoint({status_of(pair.old), status_of(pair.new)} - {None}):
        return False
    if pair.old is None or pair.new is None:
        return True
    return pair.moved or _evidence(pair.old.observation) != _evidence(pair.new.observation)


def _evidence(reading: Reading | None) -> Hashable:
    """What the evidence says, whoever reports it."""
    if reading is None:
        return None
    numbers = (reading.value, reading.low, reading.high)
    return (reading.period, reading.basis, reading.bound, reading.unit, *map(str, numbers))


def _place(pair: Outcome) -> tuple[object, ...]:
    was, now = (RANKS.get(status_of(each) or "not-assessable", 3) for each in (pair.old, pair.new))
    result = pair.either
    year = result.milestone.year or 9999
    return (not pair.worse, not pair.moved, -now if pair.worse else now, was, result.target, year)


def _paired(old: Sequence[Result], new: Sequence[Result]) -> list[Outcome]:
    pairs: list[Outcome] = []
    left, right = list(old), list(new)
    for key in (_by_report, _by_year):
        found, left, right = _matched(left, right, key)
        pairs += found
    pairs += [Outcome(result, None) for result in left]
    pairs += [Outcome(None, result) for result in right]
    return pairs


def _matched(
    old: Sequence[Result], new: Sequence[Result], key: Callable[[Result], Hashable]
) -> tuple[list[Outcome], list[Result], list[Result]]:
    """Pairs with one key, in the order in which they stand, and what is left on either side."""
    waiting: defaultdict[Hashable, list[Result]] = defaultdict(list)
    for result in old:
        waiting[key(result)].append(result)
    pairs, unmatched = [], []
    for result in new:
        if waiting[key(result)]:
            pairs.append(Outcome(waiting[key(result)].pop(0), result))
        else:
            unmatched.append(result)
    return pairs, [result for results in waiting.values() for result in results], unmatched


def _by_report(result: Result) -> Hashable:
    milestone = result.milestone
    number = milestone.value is not None or milestone.low is not None
    return (result.target, milestone.year, milestone.report, number)


def _by_year(result: Result) -> Hashable:
    return (result.target, result.milestone.year)
