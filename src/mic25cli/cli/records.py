"""`mic25 KIND list` and `mic25 KIND show`, made for each kind with its filters, and `show`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mic25cli.calc import lookup
from mic25cli.calc.implementation import COMPUTED, JUDGED, KINDS_FOLLOWED
from mic25cli.calc.table_definition import rows_of
from mic25cli.cli.command import Function, Given, command
from mic25cli.cli.options import Texts, arguments, date, flag, text, texts, words
from mic25cli.cli.session import ROWS, Session
from mic25cli.errors import UsageError, not_a, quoted, quoted_command
from mic25cli.model import record_json
from mic25cli.model.closed_lists import ACCESS
from mic25cli.model.dataset import Record, RecordSet
from mic25cli.model.kinds import KINDS, Filter, Kind
from mic25cli.model.links import named_by
from mic25cli.values import replace
from mic25cli.view.answer import Answer, AnyAnswer, RowNoun, same

if TYPE_CHECKING:
    from mic25cli.calc.progress.result import Result
    from mic25cli.calc.record_filters import Selection
    from mic25cli.cli.bare_words import WordMatch
    from mic25cli.view.document import Cell, TextDocument, TextTable

METAVARS = {"number": "N", "year": "N", "ref": "ID", "text": "TEXT", "amount": "AMOUNT"}


def filter_option(kind: Kind, spec: Filter) -> object:
    """The option for a kind's filter."""
    metavar = "YEAR" if spec.option == "--year" else METAVARS.get(spec.match, "WORD")
    help_text = f"{spec.help[0].upper()}{spec.help[1:]}".replace("{}", kind.name)
    # Help lists recorded words, years and numbers, but not names of people and places.
    on_record = f"value:{spec.path}" if spec.match in ("word", "year", "number") else ""
    return texts(metavar, help_text, name=spec.option, completes=spec.of or on_record)


def filters_of(kind: Kind) -> type:
    """The filter options of a kind: its own, then the common ones."""
    # Imported here, because showing a record does not need it.
    from mic25cli.calc.record_filters import criteria, option_key

    own = {option_key(spec): filter_option(kind, spec) for spec in kind.filters}
    own["text"] = texts("TEXT", "Show only records with these words, in either language")
    if kind.date is not None:
        own["since"] = date("Show only records of this date or later")
        own["until"] = date("Show only records of this date or earlier")
    own.setdefault(
        "grade", text("GRADE", "Show only records with a source of this grade or better")
    )
    about = "Show only records with a source seen as original, copy, …"
    own.setdefault("access", words("WORD,…", about, choices=ACCESS))
    if criteria(kind):
        own["by"] = text("FIELD", "Count by {}", choices=criteria(kind))
    if kind.name == "funds":
        own["total"] = flag("Add up amounts by stage and currency")
    body = {"__doc__": "The filters of a list.", "__annotations__": dict.fromkeys(own, object)}
    # `make_dataclass` would compile all methods of a class that has a single instance.
    return dataclass(type("Filters", (), {**body, **own}), frozen=True)


def selection(kind: Kind, values: Given) -> Selection:
    """The selection given by the filter options of a kind."""
    from mic25cli.calc.record_filters import Selection, option_key

    keys = {option_key(spec) for spec in kind.filters}
    own = {key: value for key, value in values.items() if key in keys and value}
    return Selection(own, **{key: value for key, value in values.items() if key not in keys})


def list_answer(kind: Kind, criteria: Selection, session: Session) -> Answer[Record]:
    """The records of a kind that a selection matches."""
    from mic25cli.calc import record_filters

    lang = session.lang
    keys = (*session.fields, *session.sort, *criteria.filters)
    # Judging needs all of progress, so it is skipped for fields without a verdict.
    unasked = not any(each.key in " ".join(keys) for each in JUDGED)
    unjudged = kind.name == "targets" and session.fields and unasked
    dataset = session.dataset if unjudged else session.judged(kind.name)
    records = record_filters.select(dataset, kind.name, criteria)
    ranked_by = {*session.sort, *criteria.filters}
    by_amount = not ranked_by.isdisjoint(("amounts", "-amounts", "min_amount"))

    def document(rows: Sequence[Record]) -> TextDocument:
        from mic25cli.view.record import lists

        more = {"list-one": f"mic25 {kind.name} show"}
        more |= {"list-judged": "mic25 explain"} if kind.name == "targets" else {}
        hints = [(key, f"{line} {row['id']}") for row in rows[:1] for key, line in more.items()]
        notes = (session.label(key, line) for key, line in hints)
        return lists.document(record_json.read(rows), kind.name, dataset, lang).noted(*notes)

    at_any_date = kind.since or kind.claims or kind.name in KINDS_FOLLOWED

    def columns(rows: Sequence[Record]) -> TextTable:
        from mic25cli.view.record import lists

        return lists.flat_table(record_json.read(rows), kind.name, dataset)

    def wide(rows: Sequence[Record]) -> TextTable:
        # Imported here, because the tables import all of progress.
        from mic25cli.calc.tables import records
        from mic25cli.view.columns import of_long_table

        chosen = records.of_kind(kind.name)
        if kind.name == "targets":
            chosen = replace(chosen, columns=(*chosen.columns, *JUDGED))
        page = RecordSet.of({kind.name: {row["id"]: row for row in record_json.read(rows)}})
        return of_long_table(chosen, rows_of(chosen, page))

    return Answer(
        records,
        document,
        same,
        # Checked on all records, so that a typing error is reported even if no record passes.
        of=lambda: dataset.whole.kind(kind.name).values() or (shape_of(kind),),
        columns=columns,
        wide=wide,
        printed={column.key: column.at for column in kind.columns if column.at},
        counted=RowNoun(kind.name, every=len(dataset.kind(kind.name))),
        undated=session.undated(kind.name),
        remarks=(
            *(() if at_any_date else session.timeless(kind.name)),
            *(() if records else nothing(kind, criteria, session)),
            *((session.label("by-amount"),) if by_amount else ()),
        ),
    )


def list_of(session: Session, kind: Kind, match: WordMatch) -> Answer[Record]:
    """The list of a kind's records that match some words, with a remark that names the command."""
    filters = {"text": match.criteria.text, **match.criteria.filters}
    filters |= {"since": match.criteria.since, "until": match.criteria.until}
    options = [f"--{name} {quoted(str(value))}" for name, value in filters.items() if value]
    session.note("opens", " ".join([f"mic25 {kind.name}", *options]))
    return list_answer(kind, match.criteria, session)


def nothing(kind: Kind, criteria: Selection, session: Session) -> tuple[str, ...]:
    """Why a list is empty: the filters that no record passes."""
    from mic25cli.calc import record_filters

    dataset = session.judged(kind.name)
    if not any(vars(criteria).values()) or not dataset.kind(kind.name):
        return ()
    remarks = []
    for option, first, last in record_filters.keeping_nothing(dataset, kind.name, criteria):
        key = "by-itself" if first is None else "of-year" if first == last else "of-years"
        remarks.append(session.label(f"none-{key}", given=option, first=first, last=last))
    return tuple(remarks) or (session.label("none-together"),)


def shape_of(kind: Kind) -> Record:
    """An empty record of a kind with every key, for a dataset without such records."""
    computed = [column.key for column in COMPUTED.get(kind.name, ())]
    return dict.fromkeys(("kind", "id", *kind.load_model().key_order(), *computed))


def list_command(kind: Kind) -> Function:
    """The list command of a kind, with its filters as options."""
    group = filters_of(kind)

    def list_records(filters: object, session: Session) -> AnyAnswer:
        values = {**vars(filters)}
        by, total = values.pop("by", None), values.pop("total", False)
        if by and total:
            raise UsageError.of("cannot-be-combined", one="--by", other="total")
        listed = list_answer(kind, selection(kind, values), session)
        if not by and not total:
            return listed
        from mic25cli.cli import list_sums

        return (
            list_sums.grouped(listed, kind, by, session) if by else list_sums.total(listed, session)
        )

    list_records.__annotations__["filters"] = group
    list_records.__doc__ = f"List {kind.help}."
    return command(list_records)


ALL: Final = flag("List all records that name it, not only the first few", name="--all")


def records_answer(
    records: Sequence[Record], session: Session, every: bool, single: bool = True
) -> Answer[Record]:
    """Records in full: cards for people; an array for machines, or one object if `single`."""
    dataset, lang, more = session.dataset, session.lang, session.with_same_options

    def document(rows: Sequence[Record]) -> TextDocument:
        from mic25cli.view.document import stacked
        from mic25cli.view.record import cards

        return stacked(
            cards.document(record, dataset, lang, *_verdict(record, session), more, every)
            for record in rows
        )

    def columns(rows: Sequence[Record]) -> TextTable:
        from mic25cli.view.record.lists import field_table

        return field_table(rows)

    kinds = [record["kind"] for record in records]
    records = [session.judged(each["kind"]).kind(each["kind"])[each["id"]] for each in records]
    return Answer(
        records,
        document,
        same,
        single=single,
        one_thing=True,
        columns=columns,
        undated=session.undated(*kinds),
        remarks=session.timeless(*(record["kind"] for record in records if not dated(record))),
    )


def _verdict(
    record: Record, session: Session
) -> tuple[Sequence[tuple[str, Cell]], Mapping[str, Result]]:
    """What a card says first: the answer of a target, or how many targets of an industry or a
    document were met, with the result of each target that names the record."""
    kind, id_, lang = record["kind"], record["id"], session.lang
    if kind == "targets":
        from mic25cli.view.verdict import card_verdict

        explain = session.with_same_options(f"mic25 explain {id_}")
        return card_verdict.facts(session.whole, id_, session.question, explain, lang), {}
    naming = named_by(session.dataset, kind, id_)
    reports = naming.get("sources", ()) if kind == "documents" else ()
    # An indicator is about its figures, and stays the quickest look-up without verdicts.
    if kind == "indicators" or not (reports or "targets" in naming):
        return (), {}
    from mic25cli.calc.progress.by_target import applying
    from mic25cli.calc.progress.evaluate import evaluate

    targets = None if reports else naming["targets"]
    whole, asked = session.whole, session.question
    results = evaluate(
        whole, asked, targets, every_method=False, series=False, candidates=False, depends=True
    )
    if reports:
        results = tuple(result for result in results if result.milestone.report in reports)
    return _counted(record, results, session), {each.target: each for each in applying(results)}


def _counted(
    record: Record, results: Sequence[Result], session: Session
) -> Sequence[tuple[str, Cell]]:
    """How many targets of an industry or a document were met, and the command that lists them."""
    option = {"industries": "--industry", "documents": "--report"}.get(record["kind"])
    if option is None or not results:
        return ()
    from mic25cli.calc.progress.by_target import count_targets
    from mic25cli.view.text import date as date_words
    from mic25cli.view.text import kind_title, label, name_of
    from mic25cli.view.verdict import headline

    lang, as_of, counts = session.lang, session.question.as_of, count_targets(results)
    if record["kind"] == "industries":
        sentence = headline.of_industry(name_of(record["name"], lang), counts.own, lang)
        sentences = (sentence, *headline.others_sentences(counts, lang))
    else:
        sentences = headline.headline(counts, session.profile, as_of, lang, every=False)
    command = session.with_same_options(f"mic25 progress {option} {record['id']}")
    dated = label("card-as-of", lang, date=date_words(as_of, lang), command=command)
    return [(kind_title("targets", lang), (*sentences, dated))]


def dated(record: Record) -> bool:
    """Whether anything in a record has a date."""
    kind = KINDS[record["kind"]]
    claims = any(record[path] for path, _ in kind.claims)
    return kind.since is not None or claims or record.get("follow_up") is not None


def show_command(kind: Kind) -> Function:
    """The show command of a kind."""

    def show(
        session: Session,
        ids: Texts = arguments("ID…", "Name records by id, or by a unique name", completes="id"),
        every: bool = ALL,
    ) -> AnyAnswer:
        try:
            return records_answer(_records_of(session.dataset, kind, ids), session, every)
        except UsageError:
            from mic25cli.calc.questions import can_name
            from mic25cli.cli.asking import answer_question
            from mic25cli.cli.bare_words import HABITS, near

            if len(ids) > 1 or kind.name in ("targets", "industries") or not can_name(ids[0]):
                answer_question(session, " ".join([kind.name, *ids]))
            # A list by words would include records that are not meant.
            no_list = kind.lookup or ids[0].lower() in HABITS["negations"]
            match = None if no_list else near(session.dataset, kind, ids)
            if match is None:
                if len(ids) > 2 and session.dataset.kind(kind.name).keys().isdisjoint(ids):
                    answer_question(session, " ".join([kind.name, *ids]), every=True)
                raise
            if len(match.records) > 1:
                return list_of(session, kind, match)
            session.note("opens", f"mic25 {kind.name} show {match.records[0]['id']}")
            return records_answer(match.records, session, every)

    show.__doc__ = "Show records in full, with the source of every fact."
    return command(show, without=ROWS, kind=kind.name)


def _records_of(dataset: RecordSet, kind: Kind, words: Sequence[str]) -> list[Record]:
    """The records with ids or names; in a glossary, several words without quotes are one name."""
    if not kind.lookup:
        return [_one(dataset, kind, word) for word in words]
    text = " ".join(words)
    try:
        return [_one(dataset, kind, text)]
    except UsageError as fault:
        if len(words) > 1:
            with suppress(UsageError):
                return [_one(dataset, kind, word) for word in words]
        from mic25cli.calc import record_filters

        near = list(record_filters.of_text(dataset, kind.name, text)) if text.strip() else []
        if not near or "these dates" in fault.message:
            raise
        raise UsageError(
            not_a(kind.one, text),
            f"did you mean {' or '.join(repr(each) for each in near[:3])}? "
            f"{quoted_command(f'mic25 {kind.name} --text {quoted(text)}')} lists the {kind.name} "
            "with these words.",
        ) from fault


def _one(dataset: RecordSet, kind: Kind, word: str) -> Record:
    return lookup.find_any(dataset, f"{kind.name}/{word}")[0]


@command(without=ROWS)
def show(
    session: Session,
    ids: Texts = arguments(
        "ID…", "Name records by id, or kind/id where an id is not unique", completes="id"
    ),
    every: bool = ALL,
) -> Answer[Record]:
    """Show records of any type in full, with the source of every fact."""
    dataset = session.dataset
    try:
        records = [record for word in ids for record in lookup.find_any(dataset, word)]
    except UsageError:
        from mic25cli.cli.asking import answer_question
        from mic25cli.cli.bare_words import named_one

        text = " ".join(ids)
        if len(ids) < 2:  # one word may be a mistyped id
            raise
        if (one := named_one(dataset, text)) is None:
            answer_question(session, f"show {text}")
            raise
        session.note("opens", f"mic25 show {one['kind']}/{one['id']}")
        records = [one]
    # Several records may have one id, so JSON is always an array.
    return records_answer(records, session, every, single=False)
