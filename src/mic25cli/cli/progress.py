"""`mic25 progress` and its forms under targets, pilots and industries."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mic25cli import errors
from mic25cli.calc import select
from mic25cli.calc.progress.evaluate import evaluate, pilots_by_target
from mic25cli.calc.progress.evidence import left_out
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.progress.rollup import Group, count, roll_up
from mic25cli.calc.progress.status import ASSESSED
from mic25cli.cli import stream
from mic25cli.cli.options import arguments, command, text
from mic25cli.cli.question import Asked
from mic25cli.cli.session import Session
from mic25cli.view.answer import Answer
from mic25cli.view.progress.gate import GATES
from mic25cli.view.render import FORMATS

if TYPE_CHECKING:
    from mic25cli.model.book import Book
    from mic25cli.view.document import Document, Table

_FORMATS = ("auto", *FORMATS, *GATES)


@dataclass(frozen=True)
class Gated(Session):
    """The shared options, with the formats in which a CI service reads what --fail-on found."""

    format: str = text(
        "--format", "FORMAT", "auto, " + ", ".join(_FORMATS[1:]) + ".", "auto",
        also="-f", choices=_FORMATS,
    )  # fmt: skip


@dataclass(frozen=True)
class Targets:
    """The targets asked about."""

    targets: tuple[str, ...] = arguments(
        "[TARGET…]", "Targets by id; all without any.", completes="targets"
    )


@dataclass(frozen=True)
class Pilots:
    """The pilots asked about."""

    pilots: tuple[str, ...] = arguments(
        "[PILOT…]", "Pilots by id; all that have targets without any.", completes="pilots"
    )


@dataclass(frozen=True)
class Industries:
    """The industries asked about."""

    industries: tuple[str, ...] = arguments(
        "[INDUSTRY…]", "Industries by id; all without any.", completes="industries"
    )


def answer(asked: Asked, targets: Collection[str] | None, session: Gated) -> Answer[Any] | int:
    """The progress of targets, of all by default; the exit code is that of --fail-on."""
    from mic25cli.view.progress import gate

    book = session.whole
    question = asked.question(session, book)
    results = kept(asked, evaluate(book, question, targets), book)
    failed = tuple(each for each in results if each.status in asked.fail_on)
    code = errors.FINDINGS if failed else errors.DONE
    if session.format in GATES:
        written = gate.text(session.format, results, asked.fail_on, question, session.lang)
        stream.write(written)
        return code
    remarks = _remarks(question, targets, session)
    if asked.by is not None:
        return replace(_grouped(asked, question, results, session), code=code, remarks=remarks)
    return replace(_listed(asked, question, results, session), code=code, remarks=remarks)


def kept(asked: Asked, results: Sequence[Result], book: Book) -> list[Result]:
    """The results that the filters keep, those with a verdict first and the unassessable last."""
    wanted = {select.find(book, "industries", each)["id"] for each in asked.industry}
    report = select.find(book, "sources", asked.report)["id"] if asked.report else None
    found = [
        each
        for each in results
        if (not wanted or wanted & set(each.industries))
        and (report is None or each.milestone.report == report)
        and (asked.origin is None or each.origin == asked.origin)
        and (not asked.year or each.milestone.year in asked.year)
        and (not asked.current or each.milestone.applies)
    ]

    def place(result: Result) -> int:
        return (result.status not in ASSESSED) + (result.status == "not-assessable")

    return sorted(found, key=place)


def _remarks(
    question: Question, targets: Collection[str] | None, session: Session
) -> tuple[str, ...]:
    """That targets are left out since they admit no evidence of the fits asked for."""
    without = left_out(session.whole, question, targets)
    if not without:
        return ()
    from mic25cli.view.progress import statuses
    from mic25cli.view.words import counted, label

    fits = label("comma", session.lang).join(
        statuses.fit_word(fit, None, session.lang) for fit in question.fits
    )
    targets_without = counted(without, "target", session.lang)
    return (label("progress-no-fit", session.lang, targets=targets_without, fits=fits),)


def _listed(
    asked: Asked, question: Question, results: Sequence[Result], session: Session
) -> Answer[Result]:
    from mic25cli.view.progress import items

    lang, summary = session.lang, count(results)
    envelope = items.Envelope(question, session.whole.digest, None, asked.compare)

    def document(rows: Sequence[Result]) -> Document:
        from mic25cli.view.document import Document
        from mic25cli.view.progress import compare, table

        notes = table.footer(summary, question, lang)
        if asked.compare:
            return Document((compare.comparison(rows, lang),), notes=(compare.legend(lang), *notes))
        return Document((table.table(rows, lang),), notes=notes)

    def columns(rows: Sequence[Result]) -> Table:
        from mic25cli.view.progress.columns import columns

        return columns(rows, asked.compare)

    return Answer(
        [each for each in results if not asked.status or each.status in asked.status],
        document,
        lambda result: items.item(result, asked.compare),
        samples=lambda: [items.item(result, asked.compare) for result in results],
        report=items.report(envelope, summary),
        columns=columns,
    )


def _grouped(
    asked: Asked, question: Question, results: Sequence[Result], session: Session
) -> Answer[Group]:
    from mic25cli.view.progress import items

    lang, book = session.lang, session.whole
    assert asked.by is not None
    by, rollup = asked.by, roll_up(results, asked.by, asked.mean)
    envelope = items.Envelope(question, book.digest, by, asked.compare)

    def document(rows: Sequence[Group]) -> Document:
        from mic25cli.view.document import Document
        from mic25cli.view.progress import groups, table
        from mic25cli.view.words import label

        notes = list(table.footer(rollup.total, question, lang))
        if rollup.repeated:
            notes.append(label("progress-repeated", lang, count=rollup.repeated))
        if asked.mean:
            notes.append(label("progress-mean-note", lang))
        shown = groups.table(by, rows, book, lang, for_people=True)
        return Document((shown,), notes=tuple(notes))

    def columns(rows: Sequence[Group]) -> Table:
        from mic25cli.view.progress import groups

        return groups.table(by, rows, book, lang, for_people=False)

    return Answer(
        rollup.groups,
        document,
        lambda group: items.group_item(by, group),
        samples=lambda: [items.group_item(by, Group("none", rollup.total, None))],
        report=items.report(envelope, rollup.total),
        columns=columns,
    )


@command
def progress(named: Targets, asked: Asked, session: Gated) -> Answer[Any] | int:
    """Judge targets: what was reached, by which method, on which numbers.

    Every milestone is judged as of --as-of, or today; what cannot be judged says why.
    """
    book = session.whole
    wanted = [select.find(book, "targets", each)["id"] for each in named.targets]
    return answer(asked, wanted or None, session)


@command
def pilots_progress(named: Pilots, asked: Asked, session: Gated) -> Answer[Any] | int:
    """Judge the targets that pilots name as theirs."""
    book = session.whole
    wanted = {select.find(book, "pilots", each)["id"] for each in named.pilots}
    targets = [
        each for each, of in pilots_by_target(book).items() if not wanted or wanted & set(of)
    ]
    return answer(asked, targets, session)


@command(without=("by", "compare", "status", "industry"))
def industries_progress(named: Industries, asked: Asked, session: Gated) -> Answer[Any] | int:
    """Count the statuses of each industry's targets, the unassessable too."""
    return answer(replace(asked, by="industry", industry=named.industries), None, session)
