"""`mic25 KIND list`, made for every kind with its own filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import make_dataclass, replace
from typing import TYPE_CHECKING, Any

from mic25cli.calc import select
from mic25cli.calc.carried_out import COMPUTED, KINDS_FOLLOWED, STATUS
from mic25cli.calc.select import Selection, option_key
from mic25cli.cli.command import command
from mic25cli.cli.options import date, text, texts, words
from mic25cli.cli.session import Session
from mic25cli.model import stored
from mic25cli.model.book import Record, RecordBook
from mic25cli.model.choices import ACCESS
from mic25cli.model.kinds import Filter, Kind
from mic25cli.view.answer import Answer, Counted, same

if TYPE_CHECKING:
    from mic25cli.view.document import TextDocument, TextTable


METAVARS = {"number": "N", "year": "N", "ref": "ID", "text": "TEXT", "amount": "AMOUNT"}


def filter_option(spec: Filter) -> object:
    """The option of a kind's filter."""
    help_text = spec.help[0].upper() + spec.help[1:] + "."
    metavar = METAVARS.get(spec.match, "WORD")
    if spec.option == "--year":
        metavar, help_text = "YEAR", help_text[:-1] + ", or in a range: 2015-2020."
    # Words, years and numbers are told by those on record; names of people and places are not.
    on_record = f"value:{spec.path}" if spec.match in ("word", "year", "number") else ""
    return texts(spec.option, metavar, help_text, completes=spec.of or on_record)


def filters_of(kind: Kind) -> type:
    """The group of options that keep some records of a kind: its own filters, then the common."""
    own = {option_key(spec): filter_option(spec) for spec in kind.filters}
    own["text"] = texts(
        "--text", "TEXT", "Keep those with these words, in either language, as search finds them."
    )
    if kind.date is not None:
        own["since"] = date("--since", "Keep those of this date or later.")
        own["until"] = date("--until", "Keep those of this date or earlier.")
    if "grade" not in own:
        own["grade"] = text("--grade", "GRADE", "Keep those whose source counts so: A, B, C, D.")
    if "access" not in own:
        about = "Keep those with a source seen so: {}."
        own["access"] = words("--access", "WORD,…", about, choices=ACCESS)
    fields: list[Any] = [(key, object, option) for key, option in own.items()]
    return make_dataclass("Filters", fields, frozen=True)


def selection(kind: Kind, values: Mapping[str, Any]) -> Selection:
    """What the filters of a kind ask for."""
    keys = {option_key(spec) for spec in kind.filters}
    return Selection(
        filters={key: value for key, value in values.items() if key in keys and value},
        text=values.get("text"),
        grade=values.get("grade") if "grade" not in keys else None,
        access=values.get("access", ()) if "access" not in keys else (),
        since=values.get("since"),
        until=values.get("until"),
    )


def list_answer(kind: Kind, wanted: Selection, session: Session) -> Answer[Record]:
    """The records of a kind that a selection keeps."""
    lang = session.lang
    asked = (*session.fields, *session.sort, *wanted.filters)
    # Judging takes the whole of progress: where fields without a status are asked for, it is left.
    left = kind.name == "targets" and session.fields and "status" not in " ".join(asked)
    book = session.book if left else session.judged(kind.name)
    records = select.select(book, kind.name, wanted)

    def document(rows: Sequence[Record]) -> TextDocument:
        from mic25cli.view.record import lists

        listed = lists.document(stored.read(rows), kind.name, book, lang)
        if not rows:
            return listed
        notes = [session.label("list-one", f"mic25 {kind.name} show {rows[0]['id']}")]
        if kind.name == "targets":
            notes.append(session.label("list-judged", f"mic25 explain {rows[0]['id']}"))
        return listed.noted(*notes)

    def columns(rows: Sequence[Record]) -> TextTable:
        # The tables bring the whole of progress, which no other format of a list needs.
        from mic25cli.calc.tables import records, rows_of
        from mic25cli.view.columns import of_long_table

        chosen = records.of_kind(kind.name)
        if kind.name == "targets":
            chosen = replace(chosen, columns=(*chosen.columns, STATUS))
        held = RecordBook.of({kind.name: {row["id"]: row for row in stored.read(rows)}})
        return of_long_table(chosen, rows_of(chosen, held))

    return Answer(
        records,
        document,
        same,
        # Asked of all records, so that a slip is one even where filters and dates keep none.
        of=lambda: book.whole.kind(kind.name).values() or (shape_of(kind),),
        columns=columns,
        counted=Counted(kind.name, every=len(book.kind(kind.name))),
        undated=session.undated(kind.name),
        remarks=(
            *(
                ()
                if kind.since or kind.claims or kind.name in KINDS_FOLLOWED
                else session.timeless(kind.name)
            ),
            *(() if records else nothing(kind, wanted, session)),
        ),
    )


def nothing(kind: Kind, wanted: Selection, session: Session) -> tuple[str, ...]:
    """Why a list is empty: the filters that keep nothing by themselves."""
    book = session.judged(kind.name)
    if not any(vars(wanted).values()) or not book.kind(kind.name):
        return ()
    alone = select.keeping_nothing(book, kind.name, wanted)
    return tuple(
        session.label("none-by-itself", given=each.given)
        if each.first is None
        else session.label("none-of-years", given=each.given, first=each.first, last=each.last)
        for each in alone
    ) or (session.label("none-together"),)


def shape_of(kind: Kind) -> Record:
    """A record of a kind with every key and nothing in it, where the book has none of the kind."""
    computed = [column.key for column in COMPUTED.get(kind.name, ())]
    return dict.fromkeys(("kind", "id", *kind.load_model().key_order(), *computed))


def list_command(kind: Kind) -> Any:
    """The list command of a kind, with the kind's own filters as options."""
    group = filters_of(kind)

    def list_records(filters: object, session: Session) -> Answer[Record]:
        return list_answer(kind, selection(kind, vars(filters)), session)

    list_records.__annotations__["filters"] = group
    list_records.__doc__ = f"List {kind.help}."
    return command(list_records)
