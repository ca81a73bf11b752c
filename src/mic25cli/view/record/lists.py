"""The list of a kind: the cells of each record, column by column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, cast

from mic25cli.calc import field_paths
from mic25cli.model.closed_lists import RAISED
from mic25cli.model.dataset import Record, RecordSet
from mic25cli.model.kinds import KINDS, ListColumn
from mic25cli.model.languages import BOTH, TEXT_LANGUAGES, RecordLang, catalogue
from mic25cli.values import replace
from mic25cli.view.columns import ColumnOf, table_of
from mic25cli.view.document import Cell, Head, HeadStyle, TextDocument, TextTable
from mic25cli.view.document import cell as plain_cell
from mic25cli.view.text import (
    Lang,
    column_title,
    counted,
    date,
    english_note,
    in_language,
    label,
    label_of,
    name_of,
    value_word,
    with_parenthesis,
)

if TYPE_CHECKING:
    from mic25cli.model.records import Indicator


def document(records: Sequence[Record], kind: str, dataset: RecordSet, lang: Lang) -> TextDocument:
    """The list of a kind's records."""
    paths = {each.path.rpartition(".")[2]: each.path for each in KINDS[kind].columns}
    cells = (
        {key: _text(in_language(record, lang), path) for key, path in paths.items()}
        for record in records
    )
    notes = english_note(cells, lang)
    return TextDocument((table(records, kind, dataset, lang),), notes=notes)


def _text(record: Record, path: str) -> object:
    """A text or texts of a record; None for parts, whose notes a list does not show."""
    value = field_paths.get(record, path)
    parts = isinstance(value, list) and any(isinstance(each, Mapping) for each in value)
    return None if parts else value


def table(records: Sequence[Record], kind: str, dataset: RecordSet, lang: Lang) -> TextTable:
    """The list as a table: one row per record, with the columns of its kind."""
    used = _used(records, kind, dataset)
    columns = [each for column in used for each in columns_of(kind, column, dataset, lang)]
    if catalogue(lang).suffix:
        records = [in_language(record, lang) for record in records]
    return replace(table_of(columns, records), scanned=True)


def _used(records: Sequence[Record], kind: str, dataset: RecordSet) -> list[ListColumn]:
    """The columns of a list without those that are empty in all records of the dataset."""
    every = (*dataset.whole.kind(kind).values(), *records)
    return [
        column
        for column in KINDS[kind].columns
        if (column.rank == 0 and column.show != "verdict")
        or any(field_paths.get(record, column.path) not in (None, [], [None]) for record in every)
    ]


def flat_table(records: Sequence[Record], kind: str, dataset: RecordSet) -> TextTable:
    """The list for programs: the id first, both names, and ids and dates as recorded."""
    columns: list[ColumnOf[Record]] = [(Head("id", "id", rank=0), itemgetter("id"))]
    for column in (each for each in _used(records, kind, dataset) if each.key != "id"):
        lang: Lang = BOTH if column.show == "name" else "en"
        for head, value in columns_of(kind, column, dataset, lang):
            coded = column.show in RECORDED or column.path == "statements"
            plainly = partial(_recorded, column, dataset) if coded else value
            columns.append((Head(head.key, head.key, head.right, rank=0), plainly))
    return table_of(columns, records)


RECORDED = ("text", "label", "date", "number", "verdict")
"""Matches whose columns, in a list for programs, have the recorded value and not words for it."""


def _recorded(column: ListColumn, dataset: RecordSet, record: Record) -> Cell:
    value = field_paths.get(record, column.path)
    if column.path == "statements":
        from mic25cli.view.quantities import statements

        return tuple(statements(value, dataset))
    if column.show == "label" and isinstance(value, list):
        value = list(dict.fromkeys(value))
    items = value if isinstance(value, list) else [value]
    if any(isinstance(item, Mapping) for item in items):
        return tuple(name_of(item, "en") for item in items)
    return plain_cell(value)


def cell(value: Any, column: ListColumn, dataset: RecordSet, lang: Lang) -> Cell:
    """The lines that a column shows for a value."""
    if value is None or value == []:
        return ()
    if column.show == "name":
        return (name_of(value, lang),)
    if column.show == "label":
        assert column.of is not None
        ids = dict.fromkeys(value if isinstance(value, list) else [value])
        return tuple(label_of(dataset, column.of, id_, lang, short=True) for id_ in ids)
    if column.show == "date":
        return (date(value, lang),)
    if column.show == "count":
        return (str(len(value)),)
    if column.show == "quantities":
        return _quantities(value, column, dataset, lang)
    key = column.path.rpartition(".")[2]
    texts: dict[str, None] = {}
    for item in value if isinstance(value, list) else [value]:
        word = value_word(key, item, lang) if isinstance(item, str) else str(item)
        texts[name_of(item, lang) if isinstance(item, Mapping) else word] = None
    return tuple(texts)


def _quantities(value: Any, column: ListColumn, dataset: RecordSet, lang: Lang) -> Cell:
    from mic25cli.view import quantities

    if column.path == "amounts":
        # The order of amounts: money that a fund has, then planned money; a sum before its rounds.
        def place(amount: Record) -> tuple[int, bool]:
            own = amount["amount_type"]
            rank = RAISED.index(own) if own in RAISED else len(RAISED)
            return rank, amount["round"] is not None

        return tuple(quantities.amounts(sorted(value, key=place), lang, years=True))
    if column.path == "statements":
        return tuple(quantities.statements(value, dataset, lang))
    return (with_parenthesis(quantities.quantity(value, lang), value["period"], lang),)


def columns_of(
    kind: str, column: ListColumn, dataset: RecordSet, lang: Lang
) -> list[ColumnOf[Record]]:
    """The columns shown for a declared column, with heads and cells; a name may take two."""
    if column.show == "name" and lang == BOTH:

        def name_column(key: RecordLang) -> ColumnOf[Record]:
            head = Head(f"name_{key}", column_title(kind, column, key), rank=0, style="name")
            return head, lambda record: (field_paths.get(record, column.path) or {}).get(key)

        return [*map(name_column, TEXT_LANGUAGES)]
    title, right = column_title(kind, column, lang), column.show in ("number", "count")
    head = Head(column.key, title, right, column.rank, _STYLES.get(column.key, ""))
    if column.key == "latest":
        from mic25cli.view.quantities import latest

        return [(head, lambda record: latest(cast("Indicator", record), dataset, lang))]
    if column.path == "milestones":
        from mic25cli.view.quantities import milestones

        def promised(record: Record) -> Cell:
            indicator = dataset.whole.get("indicators", record["indicator"])
            starts = (indicator and indicator["year_starts"]) or 1
            return tuple(reversed(milestones(record["milestones"], dataset, lang, starts)))

        return [(head, promised)]
    if column.show == "verdict":
        from mic25cli.view.verdict.status_words import piece, with_evidence

        def verdict(record: Record) -> Cell:
            if not record.get(column.key):
                return ()
            style, text = piece(record[column.key], lang)
            evidence = record.get("fit"), None, record.get("certainty")
            return (((style, with_evidence(text, *evidence, lang)),),)

        return [(head, verdict)]
    if column.show == "fulfilment":
        return [(head, lambda record: (fulfilment(record, lang),))]
    return [
        (head, lambda record: cell(field_paths.get(record, column.path), column, dataset, lang))
    ]


def fulfilment(record: Record, lang: Lang) -> str:
    """The implementation of a measure or advice, with its basis; empty if not assessed."""
    if record.get("implementation") is None:
        return ""
    parts = [label(f"implementation-{record['implementation']}", lang)]
    if record["follow_ups"]:
        parts.append(counted(record["follow_ups"], "follow-up", lang))
        if record["follow_ups_in_force"]:
            parts.append(label("in-force", lang, count=record["follow_ups_in_force"]))
        parts.append(label("lowest-grade", lang, grade=record["lowest_grade"] or "–"))
    if record["own_word_only"]:
        parts.append(label("own-word-only", lang))
    own = record["milestone_statuses"]
    if missed := {each["target"] for each in own if each["status"] == "missed"}:
        parts.append(label("milestones-missed", lang, count=len(missed)))
    return label("comma", lang).join(parts)


_STYLES: dict[str, HeadStyle] = {
    **{"id": "id", "name": "name", "title": "name"},
    **dict.fromkeys(("implementation", "latest"), "amount"),
    **dict.fromkeys(("amounts", "status", "date", "established", "launched", "published"), "whole"),
}


def field_table(records: Sequence[Record]) -> TextTable:
    """One row for each single value in the records: record, path and value."""
    heads = (
        Head("record", "Record"),
        Head("field", "Field", rank=0),
        Head("value", "Value", rank=0),
    )
    rows = tuple(
        ((record["id"],), (path,), (text,) if text else ())
        for record in records
        for path, text in _flat(record, "")
    )
    return TextTable(heads, rows)


def _flat(value: object, path: str) -> list[tuple[str, str]]:
    if isinstance(value, Mapping | list):
        parts = value.items() if isinstance(value, Mapping) else enumerate(value)
        before = f"{path}." if path else ""
        return [pair for key, item in parts for pair in _flat(item, f"{before}{key}")]
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return [(path, "" if value is None else text)]
