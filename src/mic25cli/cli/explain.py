"""`mic25 explain TARGET` and `mic25 assessments compare`: derivations, and outside verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mic25cli.calc import lookup
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.explain import explain as derive
from mic25cli.calc.progress.outside_assessments import IndustryVerdicts, matrix
from mic25cli.calc.progress.rollup import count, judged_by
from mic25cli.cli.command import command
from mic25cli.cli.options import Texts, arguments, flag
from mic25cli.cli.progress_options import ProgressOptions
from mic25cli.cli.session import ROWS, Session
from mic25cli.errors import UsageError
from mic25cli.model.dataset import RecordSet
from mic25cli.model.kinds import KINDS
from mic25cli.model.plain_values import plain
from mic25cli.view.answer import Answer, AnyAnswer, TextAnswer

if TYPE_CHECKING:
    from mic25cli.view.document import TextDocument

_COUNTING = (
    "compare", "by", "mean", "status", "certainty", "lean", "report", "origin", "current",
    "single_source", "fail_on", "admit", "grade",
)  # fmt: skip


@command(without=(*ROWS, *_COUNTING, "industry"))
def explain(
    *,
    words: Texts = arguments("TARGET…", "Name targets by id, name or words"),
    options: ProgressOptions,
    session: Session,
    full: bool = flag("Show every target year, figure, method and source"),
    citable: bool = flag("Print a sentence to quote, with sources and licence"),
) -> AnyAnswer | TextAnswer:
    """Show how a target came to its status: the verdict, the figures, the reasons and the sources.

    It explains the target of --year, or the latest target due at the reference date. With
    --full it lists every figure and why it was used or not.
    """
    from mic25cli.cli.bare_words import HABITS, KIND_LINES, near, split_years
    from mic25cli.cli.records import list_of

    targets, years = split_years(words)
    options = replace(options, year=years) if years else options
    if not targets:
        raise UsageError.of("explain-needs-target", year=" ".join(words))
    try:
        ids = [lookup.find(session.whole, "targets", targets)["id"]]
    except UsageError:
        ids = _each_named(session.whole, [word for word in words if split_years((word,))[0]])
        asks = words[0].lower() in HABITS["asks"]
        none = ids or asks or targets in KIND_LINES
        match = None if none else near(session.whole, KINDS["targets"], (targets,))
        if not ids and match is None:
            from mic25cli.cli.asking import answer_question

            if " " in targets or not targets.isascii():  # one word may be a mistyped id
                question = targets if asks else f"was {targets} met"
                answer_question(session, question, typed=targets)
            raise
        if match and len(match.records) > 1:
            return list_of(session, KINDS["targets"], match)
        if match:
            ids = [match.records[0]["id"]]
            session.note("opens", f"mic25 explain {ids[0]}")
    if citable:
        return _to_quote(ids, options, session)
    return explanation(ids, options, session, full=full)


def _to_quote(ids: Sequence[str], options: ProgressOptions, session: Session) -> TextAnswer:
    from mic25cli.view.verdict.citable_line import citable

    if session.format != "auto" or session.fields or session.query:
        raise UsageError.of("citable-prints-text-only")
    facts = [_explained(record_id, options, session, full=False)[0] for record_id in ids]
    return TextAnswer("\n".join(citable(each, session.profile, session.lang) for each in facts))


def _each_named(dataset: RecordSet, names: Sequence[str]) -> list[str]:
    """The targets with several names, one each; empty if the words may be a single name.

    Raises `UsageError` for a word that names no target next to the id of one.
    """
    if len(names) < 2:
        return []
    try:
        return list(dict.fromkeys(lookup.find(dataset, "targets", name)["id"] for name in names))
    except UsageError:
        if any(each in dataset.kind("targets") for each in names):
            raise
        return []


def explanation(
    ids: Sequence[str], options: ProgressOptions, session: Session, *, full: bool = False
) -> AnyAnswer:
    """The explanations of targets; raises `UsageError` if there is nothing to explain."""
    from mic25cli.view.document import stacked
    from mic25cli.view.record.lists import field_table

    pairs = [_explained(record_id, options, session, full=full) for record_id in ids]
    every = [facts.explanation for facts, _ in pairs] if full else []
    return Answer(
        tuple(facts for facts, _ in pairs),
        lambda _: stacked(document for _, document in pairs),
        of=type(pairs[0][0]),
        single=not full,
        one_thing=True,
        whole=(lambda: every if len(every) > 1 else every[0]) if full else None,
        columns=lambda rows: field_table([plain(row) for row in rows]),
    )


def _explained(
    target_id: str, options: ProgressOptions, session: Session, *, full: bool
) -> tuple[Any, TextDocument]:
    """The facts of a target, and the document on them for people."""
    from mic25cli.view.verdict.explain_json import key_facts
    from mic25cli.view.verdict.explain_text import ExplainedTarget, explained
    from mic25cli.view.verdict.sentence.answers import Answers

    dataset = session.whole
    # A single target has no rows to filter, so --fit selects the evidence.
    question = replace(options, admit=options.fit).question(session, dataset)
    explanation = derive(dataset, target_id, question, options.year or ())
    if not explanation.results:
        _refuse(dataset.get("targets", target_id) or {}, options, session)
    answers = Answers(dataset, question, () if options.year else explanation.results)
    explanation = replace(explanation, results=tuple(map(answers.answered, explanation.results)))
    with_options = session.with_same_options
    more = (
        ("explain-more", with_options(f"mic25 explain {target_id} --full")),
        ("explain-cite", with_options(f"mic25 cite targets/{target_id}", lang=False)),
    )
    facts = ExplainedTarget(target_id, explanation) if full else key_facts(explanation, dataset)
    return facts, explained(explanation, dataset, session.lang, None if full else more)


def _refuse(target: Any, options: ProgressOptions, session: Session) -> None:
    # A target that had not been set by then is refused like any record outside the dates.
    lookup.find(session.dataset, "targets", target["id"])
    if options.year:
        years = {milestone["year"] for milestone in target["milestones"]} - {None}
        raise UsageError.of(
            "no-milestone-in-years",
            id=target["id"],
            value=", ".join(map(str, sorted(years))) or "none",
        )
    if options.fit:
        raise UsageError.of("has-no-evidence-with-this-fit", id=target["id"])


@command(without=(*_COUNTING, "year"))
def compare(
    *,
    industries: Texts = arguments("[INDUSTRY…]", "Name industries by id or name; default: all"),
    options: ProgressOptions,
    session: Session,
) -> Answer[IndustryVerdicts]:
    """Compare outside assessments of each industry with the computed statuses.

    The assessments keep their own terms. Nothing is averaged or converted.
    """
    from mic25cli.view.verdict import outside_assessments as view

    dataset = session.whole
    question = replace(options, admit=options.fit).question(session, dataset)
    ids = [
        lookup.industry(dataset, industry)["id"] for industry in (*industries, *options.industry)
    ]
    every = evaluate(dataset, question)
    results = tuple(each for each in every if not ids or {*ids} & {*each.industries})
    table = matrix(session.dataset, results, ids or None)
    return Answer(
        table.rows,
        lambda rows: view.document(table, rows, dataset, session.with_same_options, session.lang),
        of=IndustryVerdicts,
        report=view.OutsideReport(
            judged_by=judged_by(question, dataset.digest),
            summary=count(results),
            assessors=table.assessors,
        ),
        columns=lambda rows: view.grid(table, rows, session.whole, session.lang),
    )
