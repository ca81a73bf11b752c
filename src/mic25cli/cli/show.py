"""`show`: records in full, as cards for people and as objects for machines."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from mic25cli.calc import lookup, select
from mic25cli.cli.command import command
from mic25cli.cli.options import Texts, arguments, flag
from mic25cli.cli.session import ROWS, Session
from mic25cli.errors import UsageError, quoted
from mic25cli.model.book import Record
from mic25cli.model.kinds import KINDS, Kind
from mic25cli.view.answer import Answer, same

if TYPE_CHECKING:
    from mic25cli.model.book import RecordBook
    from mic25cli.view.document import Cell, TextDocument


ALL: Final = flag("--all", "List all records that name it, not only the first of each kind.")


def records_answer(records: Sequence[Record], session: Session, every: bool) -> Answer[Record]:
    """Records in full: a card each for people, one object or an array for machines."""
    from mic25cli.view.record.lists import field_table

    book, lang = session.book, session.lang

    def document(rows: Sequence[Record]) -> TextDocument:
        from mic25cli.view.document import stacked
        from mic25cli.view.record import cards

        again = session.with_same_options
        return stacked(
            cards.document(record, book, lang, _verdict(record, session), again, every)
            for record in rows
        )

    kinds = [record["kind"] for record in records]
    records = [session.judged(each["kind"]).kind(each["kind"])[each["id"]] for each in records]
    return Answer(
        records,
        document,
        same,
        single=True,
        one_thing=True,
        columns=field_table,
        undated=session.undated(*kinds),
        remarks=session.timeless(*(record["kind"] for record in records if not dated(record))),
    )


def _verdict(record: Record, session: Session) -> Sequence[tuple[str, Cell]]:
    if record["kind"] != "targets":
        return ()
    from mic25cli.calc.heirs import heirs
    from mic25cli.calc.progress.evaluate import evaluate
    from mic25cli.calc.progress.outside import pathway_to
    from mic25cli.view.sentence.answers import Answers
    from mic25cli.view.target import card, kin_lines, pathway_lines
    from mic25cli.view.words import label

    question = session.question
    results = evaluate(session.whole, question, [record["id"]], hangs=True)
    explain = session.with_same_options(f"mic25 explain {record['id']}")
    told = tuple(map(Answers(session.whole, question, results).answered, results))
    taken_up = kin_lines(heirs(session.whole, record["id"]), session.lang)
    facts = card(told, session.day, explain, session.lang)
    pathway = pathway_to(session.whole, record["id"], question.until)
    more = (("pathway", pathway_lines(pathway, session.lang)), ("heirs", taken_up))
    return [*facts, *((label(f"explain-{key}", session.lang), told) for key, told in more if told)]


def dated(record: Record) -> bool:
    """Whether anything in a record says when it was so."""
    kind = KINDS[record["kind"]]
    claims = any(record[path] for path, _ in kind.claims)
    return kind.since is not None or claims or record.get("followed") is not None


def show_command(kind: Kind) -> Any:
    """The show command of a kind."""

    def show(
        session: Session,
        ids: Texts = arguments("ID…", "Ids, or names that only one record has.", completes="id"),
        every: bool = ALL,
    ) -> Answer[Any]:
        try:
            return records_answer(_named(session.book, kind, ids), session, every)
        except UsageError:
            from mic25cli.cli import ways

            near = None if kind.lookup else ways.near(session.book, kind, ids)
            if near is None:
                raise
            if len(near.records) > 1:
                return ways.listed(session, kind, near)
            session.note("opens", f"mic25 {kind.name} show {near.records[0]['id']}")
            return records_answer(near.records, session, every)

    show.__doc__ = f"Show one {kind.one} or more in full, with where each fact was read."
    return command(show, without=ROWS, kind=kind.name)


def _named(book: RecordBook, kind: Kind, words: Sequence[str]) -> list[Record]:
    """The records that ids or names name; of a glossary, words without quotes are one name."""
    if not kind.lookup:
        return [_one(book, kind, named) for named in words]
    text = " ".join(words)
    try:
        return [_one(book, kind, text)]
    except UsageError as fault:
        if len(words) > 1:
            with suppress(UsageError):
                return [_one(book, kind, named) for named in words]
        near = list(select.of_text(book, kind.name, text)) if text.strip() else []
        if not near or "these dates" in fault.message:
            raise
        raise UsageError(
            f"there is no {kind.one} '{text}'",
            f"did you mean {' or '.join(repr(each) for each in near[:3])}? "
            f"'mic25 {kind.name} --text {quoted(text)}' lists what has the words.",
        ) from fault


def _one(book: RecordBook, kind: Kind, named: str) -> Record:
    return lookup.find_any(book, f"{kind.name}/{named}")[0]


@command(without=ROWS)
def show(
    session: Session,
    ids: Texts = arguments(
        "ID…", "Ids of any kind; kind/id where two kinds share one.", completes="id"
    ),
    every: bool = ALL,
) -> Answer[Record]:
    """Show records of any kind in full, with where each fact was read."""
    book = session.book
    found = [record for named in ids for record in lookup.find_any(book, named)]
    return records_answer(found, session, every)
