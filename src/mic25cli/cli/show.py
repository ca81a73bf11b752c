"""`show`: records in full, as cards for people and as objects for machines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mic25cli.calc import select
from mic25cli.cli.command import command
from mic25cli.cli.options import arguments
from mic25cli.cli.session import Session
from mic25cli.model.book import Record
from mic25cli.model.kinds import KINDS, Kind
from mic25cli.view.answer import Answer, same

if TYPE_CHECKING:
    from mic25cli.view.document import Document, Table


@dataclass(frozen=True)
class Ids:
    """Which records of a kind to show."""

    ids: tuple[str, ...] = arguments(
        "ID…", "Ids, or names that only one record has.", needed=True, completes="id"
    )


@dataclass(frozen=True)
class AnyIds:
    """Which records of any kind to show."""

    ids: tuple[str, ...] = arguments(
        "ID…", "Ids of any kind; kind/id where two kinds share one.", needed=True, completes="id"
    )


def records_answer(records: Sequence[Record], session: Session) -> Answer[Record]:
    """Records in full: a card each for people, one object or an array for machines."""
    book, lang = session.book, session.lang

    def document(rows: Sequence[Record]) -> Document:
        from mic25cli.view.record import cards

        return cards.documents(rows, book, lang)

    def columns(rows: Sequence[Record]) -> Table:
        from mic25cli.view.record.fields import field_table

        return field_table(rows)

    kinds = [record["kind"] for record in records]
    return Answer(
        records,
        document,
        same,
        single=True,
        columns=columns,
        undated=session.undated(*kinds),
        remarks=session.timeless(*(record["kind"] for record in records if not dated(record))),
    )


def dated(record: Record) -> bool:
    """Whether anything in a record says when it was so."""
    kind = KINDS[record["kind"]]
    return kind.since is not None or any(record[path] for path, _ in kind.claims)


def show_command(kind: Kind) -> Any:
    """The show command of a kind."""

    def show(ids: Ids, session: Session) -> Answer[Record]:
        found = [select.find(session.book, kind.name, named) for named in ids.ids]
        return records_answer(found, session)

    show.__doc__ = f"Show one {kind.one} or more in full, with where each fact was read."
    return command(show, without=("sort", "limit"))


@command(without=("sort", "limit"))
def show(ids: AnyIds, session: Session) -> Answer[Record]:
    """Show records of any kind in full, with where each fact was read."""
    book = session.book
    found = [record for named in ids.ids for record in select.find_any(book, named)]
    return records_answer(found, session)
