"""The outcomes of targets, measures and recommendations on the two sides of a diff."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from mic25cli.calc.diff.changes import Change, Diff, Flag, Pair
from mic25cli.calc.diff.compare import in_order, rank
from mic25cli.calc.diff.sides import Side, published
from mic25cli.calc.diff.unordered import Data
from mic25cli.calc.implementation import KINDS_FOLLOWED, RANKS, fulfilment
from mic25cli.calc.progress.compare_outcomes import MilestoneChange, outcomes
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.source_grades import stood_by
from mic25cli.calc.table_definition import judged_on
from mic25cli.model.dataset import RecordSet, name_of
from mic25cli.values import asdict, replace


def since(last: RecordSet, dataset: RecordSet, question: Question) -> tuple[MilestoneChange, ...]:
    """How milestones changed since the last release, as of the later of the two dates."""
    question = replace(question, as_of=max(judged_on(last), question.as_of))
    then, now = (evaluate(release, question, series=False) for release in (last, dataset))
    return outcomes(then, now, {**last.former, **dataset.former}, (last, dataset))


def with_outcomes(
    diff: Diff, sides: Pair[Side], today: str, kinds: Collection[str] | None = None
) -> Diff:
    """The diff with the outcomes of these kinds first; editions are judged as of `today`."""
    if sides.old.label.sort == "report":
        return diff
    questions = sides.map(
        lambda side: Question(
            side.label.at if side.label.sort == "date" else today, side.label.known_at
        )
    )
    carried = [
        change
        for kind in KINDS_FOLLOWED
        if kinds is None or kind in kinds
        for change in _fulfilments(kind, sides, questions)
    ]
    targets = [] if kinds is not None and "targets" not in kinds else _of_targets(sides, questions)
    rest = in_order((*carried, *diff.changes)) if carried else diff.changes
    # Outcomes keep their own order.
    return Diff(diff.sides, tuple(sorted((*targets, *rest), key=rank)))


def _fulfilments(kind: str, sides: Pair[Side], questions: Pair[Question]) -> Iterator[Change]:
    for id_, record in sides.new.dataset.kind(kind).items():
        before = sides.old.dataset.kind(kind).get(id_)
        if before is None or before["follow_up"] is None or record["follow_up"] is None:
            continue
        if not any(
            stood_by(_whole(sides.old), cite["source"], questions.old.day)
            for cite in before["cite"]
        ):
            continue  # The record did not exist yet.
        old = fulfilment(_whole(sides.old), before, questions.old)
        new = fulfilment(_whole(sides.new), record, questions.new)
        if old.implementation != new.implementation:
            worse = RANKS[new.implementation] < RANKS[old.implementation]
            names: Pair[Data | None] = Pair(name_of(before), name_of(record))
            change = Change(kind, id_, names, "outcome", "implementation")
            yield replace(
                change,
                values=Pair(asdict(old), asdict(new)),
                flags=frozenset({"worse"} if worse else ()),
                industries=tuple(record.get("industries", ())),
            )


def _whole(side: Side) -> RecordSet:
    return side.view.dataset.whole if side.view is not None else side.dataset


def _of_targets(sides: Pair[Side], questions: Pair[Question]) -> list[Change]:
    results = Pair(_evaluated(sides.old, questions.old), _evaluated(sides.new, questions.new))
    datasets = (_whole(sides.old), _whole(sides.new))
    former = {**datasets[0].former, **datasets[1].former}
    return [
        _change(outcome, sides)
        for outcome in outcomes(results.old, results.new, former, datasets)
        if outcome.moved and outcome.judged
    ]


def _evaluated(side: Side, question: Question) -> tuple[Result, ...]:
    return evaluate(_whole(side), question, every_method=False, series=False)


def _change(outcome: MilestoneChange, sides: Pair[Side]) -> Change:
    result = outcome.either
    results = Pair(outcome.old, outcome.new)
    reports = results.map(lambda side: None if side is None else side.milestone.report)
    flags: set[Flag] = {"redefined"} if outcome.redefined else set()
    if outcome.worse and not outcome.flattered:
        flags.add("worse")
    return Change(
        "targets",
        result.target,
        results.map(lambda side: None if side is None else side.name),
        "outcome",
        "status",
        {"year": result.milestone.year, "report": result.milestone.report},
        values=results.map(_verdict_values),
        reports=reports,
        dates=published(sides, reports),
        flags=frozenset(flags),
        industries=result.industries,
        year_starts=result.milestone.year_starts,
    )


def _verdict_values(result: Result | None) -> Mapping[str, object] | None:
    if result is None:
        return None
    figure = result.observation if result.total is None else result.seen
    observed = None if figure is None else {key: getattr(figure, key) for key in _OBSERVED}
    values = {key: getattr(result, key) for key in ("status", "fit", "side", "certainty")}
    return {**values, "observation": observed}


_OBSERVED = ("period", "basis", "value", "low", "high", "bound", "unit", "report")
"""The fields of the observation behind an outcome."""
