"""`mic25 KIND list`, made for every kind with its own filters, and `mic25 table NAME`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, make_dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from mic25cli.calc import lookup, select
from mic25cli.calc.carried_out import COMPUTED, KINDS_FOLLOWED, STATUS
from mic25cli.calc.longtable import Row
from mic25cli.calc.progress.result import STATED
from mic25cli.calc.select import Selection, option_key
from mic25cli.calc.tables import TABLES, When, rows_of
from mic25cli.cli.command import command
from mic25cli.cli.options import Texts, argument, date, text, texts, words
from mic25cli.cli.question import status_named, years
from mic25cli.cli.session import Session
from mic25cli.errors import UsageError, unknown
from mic25cli.model import stored
from mic25cli.model.book import Record, RecordBook
from mic25cli.model.choices import ACCESS, GRADES
from mic25cli.model.kinds import KINDS, Filter, Kind
from mic25cli.model.plain import keys
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
    book, lang = session.judged(kind.name), session.lang
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


@dataclass(frozen=True)
class RowFilters:
    """Which rows to keep; each goes by the first of its columns that a table has."""

    industry: Texts = words("--industry", "ID,…", "Keep rows of these industries.")
    year: tuple[int, ...] = text(
        "--year", "YEAR|FROM-TO", "Keep what is for these years: 2030, 2020-2030.", parse=years
    )
    status: Texts = words(
        "--status",
        "STATUS,…",
        "Keep rows of these statuses.",
        choices=STATED,
        parse=partial(status_named, "--status", STATED),
    )
    grade: str | None = text(
        "--grade", "GRADE", "Keep what counts as that grade or better: {}.", choices=GRADES
    )


_COLUMNS = (
    ("industries", "industry"),
    ("year", "period"),
    ("status",),
    ("seen_counts_as", "counts_as"),
)
_BY = dict(zip(keys(RowFilters), _COLUMNS, strict=True))  # the columns that a filter goes by


def _kept(rows: Iterable[Row], name: str, asked: RowFilters, industries: set[str]) -> list[Row]:
    columns = {table: {each.key for each in TABLES[table].columns} for table in TABLES}
    for key, able in _BY.items():
        if getattr(asked, key) and columns[name].isdisjoint(able):
            others = ", ".join(each for each in TABLES if not columns[each].isdisjoint(able))
            raise UsageError(f"'{name}' has no column for --{key}", f"{others} have one.")
    by = {key: [each for each in able if each in columns[name]] for key, able in _BY.items()}

    def passes(row: Mapping[str, Any]) -> bool:
        own = row[by["industry"][0]] if industries else None
        begins, ends = row.get("period_start"), row.get("period_end")
        first = row.get("year") or int((begins or ends or "0")[:4])
        last = row.get("year") or int((ends or begins or "0")[:4])
        said = {row.get("status"), f"{row.get('status')}:{row.get('firmness')}"}
        return (
            (
                not industries
                or not industries.isdisjoint([own] if isinstance(own, str) else own or ())
            )
            and (not asked.year or any(first <= year <= last for year in asked.year))
            and (not asked.status or not said.isdisjoint(asked.status))
            and (not asked.grade or (row[by["grade"][0]] or "E") <= asked.grade)
        )

    return [row for row in rows if passes(row)]


@command
def table(
    session: Session,
    asked: RowFilters,
    name: str = argument("NAME", "One of: " + ", ".join(TABLES) + ".", completes="table"),
) -> Answer[Mapping[str, object]]:
    """Print claims as a table of one row each: values as recorded and in one base unit.

    Columns, types and keys are the same whatever the data. 'mic25 table links' joins records to
    all that they name; 'mic25 table statuses' judges each milestone as
    of --as-of, or the book's last day.
    """
    from mic25cli.view.columns import of_long_table
    from mic25cli.view.document import TextDocument

    if name in KINDS and name not in TABLES:
        raise UsageError(
            f"'{name}' is a kind, and no table of claims",
            f"'mic25 {name} -f csv' has a row a record.",
        )
    if name not in TABLES:
        raise unknown("table", name, TABLES)
    chosen = TABLES[name]
    wanted = {str(lookup.industry(session.whole, each)["id"]) for each in asked.industry}
    rows = rows_of(chosen, session.book, When(session.day, session.known_at))
    return Answer(
        _kept(rows, name, asked, wanted),
        lambda rows: TextDocument((of_long_table(chosen, rows),)),
        same,
        of=lambda: [{column.key: None for column in chosen.columns}],
        counted=Counted("row"),
        undated=session.seen.undated,
    )
