"""`mic25 progress --against` and `--rev`: changes since another edition or date."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

from mic25cli.calc.progress.compare_outcomes import MilestoneChange, outcomes
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question, Result, stated
from mic25cli.calc.progress.rollup import judged_by
from mic25cli.cli import diff
from mic25cli.cli.diff import BaselineEdition
from mic25cli.cli.progress_options import COMPARED, AgainstOptions, ProgressOptions
from mic25cli.cli.session import Session
from mic25cli.errors import UsageError
from mic25cli.model import edtf
from mic25cli.model.dataset import RecordSet
from mic25cli.model.plain_values import plain
from mic25cli.store import installed_datasets
from mic25cli.view.answer import Answer, AnyAnswer
from mic25cli.view.document import TextDocument
from mic25cli.view.verdict import changed_statuses
from mic25cli.view.verdict.fail_on import Gate
from mic25cli.view.verdict.sentence.answers import Answers


def changed(
    options: ProgressOptions,
    targets: Collection[str] | None,
    question: Question,
    session: Session,
    since: AgainstOptions,
) -> tuple[AnyAnswer, Gate]:
    """The changes of targets since another edition or date, and the findings of --fail-on."""
    for other in ("by", "compare", "current", "single_source"):
        if getattr(options, other):
            raise UsageError.of("against-lists-only-what-changed", other=other)
    old, then = _old_side(since, session, question)
    if old.dataset is not session.whole:
        question = then = replace(question, as_of=session.day_of(session.whole, old.dataset))
    datasets = (old.dataset, session.whole)
    former = {**old.dataset.former, **session.whole.former}
    names = {f"targets/{target}" for target in targets or ()}
    paths = [f"targets/{record_id}" for record_id in old.dataset.kind("targets")]
    former_ids = {each.partition("/")[2] for each in paths if former.get(each, each) in names}

    def results(
        dataset: RecordSet, question: Question, ids: Collection[str] | None
    ) -> list[Result]:
        judged = evaluate(dataset, question, ids, every_method=False, series=False)
        return options.asked_about(judged, dataset)

    def is_selected(side: Result | None) -> bool:
        if side is None or not options.keeps(side):
            return False
        return not options.status or stated(side, options.status)

    after = results(session.whole, question, targets)
    before = results(old.dataset, then, None if targets is None else former_ids)
    hidden = _hidden(after, question, session)
    changes = [
        outcome
        for outcome in outcomes(before, after, former, datasets, hidden or ())
        # A verdict that only now matches the filters, or no longer does, has changed too.
        if is_selected(outcome.old) or is_selected(outcome.new)
    ]
    gate = Gate(
        [change.either for change in changes],
        [change.either for change in changes if _fails(change, options.fail_on)],
        options.fail_on,
        question,
        Answers(session.whole, question),
        {id(each.either): each for each in changes},
        gone=lambda: old.places(session.folders[0]),
    )
    remarks = () if hidden is None else (session.label("against-last-day", as_of=then.as_of),)
    return _answer_of_changes(changes, old, (then, question), session, remarks), gate


def _answer_of_changes(
    changes: Sequence[MilestoneChange],
    old: BaselineEdition,
    questions: tuple[Question, Question],
    session: Session,
    remarks: tuple[str, ...],
) -> AnyAnswer:
    """The changes from an old side to the present question."""
    then, question = questions
    new = question.as_of if old.dataset is session.whole else ", ".join(map(str, session.folders))

    def document(rows: Sequence[MilestoneChange]) -> TextDocument:
        table = changed_statuses.document(rows, old.at, new, session.lang)
        return table.noted(
            *(
                session.label("progress-one", f"mic25 explain {row.either.target}")
                for row in rows[:1]
            )
        )

    return Answer(
        changes,
        document,
        lambda each: plain(changed_statuses.changed(each)),
        of=changed_statuses.ChangedMilestone,
        report=changed_statuses.AgainstReport(
            judged_by=judged_by(question, session.whole.digest),
            old=changed_statuses.ComparedWith(old.at, old.commit, then.as_of, old.dataset.digest),
            summary=changed_statuses.counts(changes),
        ),
        columns=changed_statuses.COLUMNS,
        remarks=remarks,
    )


def _hidden(
    results: Sequence[Result], question: Question, session: Session
) -> Collection[tuple[str, int]] | None:
    """The milestones with another outcome on the records' last day; None if asked for that day."""
    own = replace(question, as_of=session.day)
    if own.day >= question.day:
        return None
    outcome = attrgetter("target", "milestone.index", "status", "certainty", "lean")
    targets = {result.target for result in results}
    on_last_day = evaluate(session.whole, own, targets, every_method=False, series=False)
    then = {outcome(each) for each in on_last_day}
    return {outcome(each)[:2] for each in results if outcome(each) not in then}


def _fails(outcome: MilestoneChange, fail_on: Collection[str]) -> bool:
    moved = outcome.moved or outcome.certainty is not None
    return any(getattr(outcome, word) for word in COMPARED if word in fail_on) or (
        moved and outcome.new is not None and stated(outcome.new, fail_on)
    )


def _old_side(
    since: AgainstOptions, session: Session, question: Question
) -> tuple[BaselineEdition, Question]:
    if since.rev is not None:
        return diff.of_revision(session, since.rev), question
    assert since.against is not None
    if installed_datasets.path_of(since.against) or os.path.exists(since.against):
        return diff.of_folder(Path(since.against), "--against"), question
    try:
        edtf.parse(since.against)
    except edtf.DateError as fault:
        raise UsageError.of("against-is-no-folder-or-date", against=since.against) from fault
    return diff.BaselineEdition(session.whole, since.against), replace(
        question, as_of=since.against
    )
