"""What became of the targets from one side of a diff to the other, as changes of their own class.

Both sides are evaluated anew: a book at the end of two dates, or two editions at one date.  Two
reports have no outcomes.  An outcome is computed and no claim of a record, so it stands beside what
changed in the records, and comes first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from mic25cli.calc.diff.changes import Change, Diff, Pair
from mic25cli.calc.diff.sides import Side
from mic25cli.calc.progress.against import Outcome, outcomes
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question, Result


def with_outcomes(diff: Diff, sides: Pair[Side], today: str) -> Diff:
    """The diff with the changes of outcome before all others.

    `today` is the day at which editions are looked at; dates are looked at themselves.
    """
    if sides.old.label.sort == "report":
        return diff
    results = sides.map(lambda side: _evaluated(side, today))
    former = {**sides.old.book.former, **sides.new.book.former}
    changes = [
        _change(outcome, sides)
        for outcome in outcomes(results.old, results.new, former)
        if outcome.moved and outcome.judged
    ]
    return Diff(diff.sides, (*changes, *diff.changes))


def of_targets(kinds: Collection[str] | None) -> bool:
    """Whether a diff of these kinds tells outcomes."""
    return kinds is None or "targets" in kinds


def _evaluated(side: Side, today: str) -> tuple[Result, ...]:
    as_of = side.label.at if side.label.sort == "date" else today
    known_at = side.label.known_at
    whole = side.seen.book.whole if side.seen is not None else side.book
    return evaluate(whole, Question(as_of, known_at), every_method=False, series=False)


def _change(outcome: Outcome, sides: Pair[Side]) -> Change:
    result = outcome.either
    results = Pair(outcome.old, outcome.new)
    reports = results.map(lambda side: None if side is None else side.milestone.report)
    return Change(
        "targets",
        result.target,
        results.map(lambda side: None if side is None else side.name),
        "outcome",
        "status",
        {"year": result.milestone.year, "report": result.milestone.report},
        values=results.map(_said),
        reports=reports,
        dates=Pair(
            sides.old.sources.published(reports.old), sides.new.sources.published(reports.new)
        ),
        flags=frozenset({"worse"} if outcome.worse else ()),
        industries=result.industries,
    )


def _said(result: Result | None) -> Mapping[str, object] | None:
    """A status with the observation that it rests on."""
    if result is None:
        return None
    seen = result.observation
    observed = None if seen is None else {key: getattr(seen, key) for key in _OBSERVED}
    said = {key: getattr(result, key) for key in ("status", "fit", "side")}
    return {**said, "observation": observed}


_OBSERVED = ("period", "basis", "value", "low", "high", "bound", "unit", "report")
"""What an outcome tells of the observation that it rests on."""
