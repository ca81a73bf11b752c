"""Compares two datasets by the types of their targets."""

from __future__ import annotations

from collections.abc import Sequence

from mic25cli.calc.successors import TypeRow, TypesReport
from mic25cli.model.closed_lists import SUCCESSIONS
from mic25cli.view.columns import ColumnOf, table_of
from mic25cli.view.diff import diff_tables
from mic25cli.view.document import Facts, Head, TextDocument
from mic25cli.view.json_output import Output
from mic25cli.view.overview.coverage import percent
from mic25cli.view.text import Lang, label, value_word, with_parenthesis

OUTPUTS = (diff_tables.OUTPUT, Output("diff-types", TypeRow, TypesReport))
_COUNTS = (*SUCCESSIONS, "otherwise", "without_successor")
COLUMNS = ("type", "old", "old_share", "new", "new_share", *_COUNTS)
_NAMED = 8  # old targets named for each kind of succession; JSON has all


def document(report: TypesReport, rows: Sequence[TypeRow], lang: Lang) -> TextDocument:
    """The types as a table; below it the types whose share changed by a point or more, and the old
    targets by how they were continued."""
    total, comma = report.summary, label("comma", lang)
    by = {id(row): (row.new_share or 0) - (row.old_share or 0) for row in rows}

    def type_name(row: TypeRow) -> str:
        if row is not total and row.type:
            return value_word("type", row.type, lang)
        return label("word-type-all" if row is total else "word-type-unsaid", lang)

    def moved(sign: int) -> str:
        moved_rows = [row for row in rows if sign * by[id(row)] >= 0.01]
        moved_rows.sort(key=lambda row: -sign * by[id(row)])
        return comma.join(
            f"{type_name(row)} {''.join(map(str, percent(row.old_share)))} → "
            f"{''.join(map(str, percent(row.new_share)))}"
            for row in moved_rows
        )

    def ended(how: str | None) -> tuple[str, str]:
        ids = [successor.target for successor in total.succeeded if successor.how == how]
        more = [label("page-more", lang, count=len(ids) - _NAMED)] if len(ids) > _NAMED else []
        title = label(f"types-{how or 'without_successor'}", lang)
        return with_parenthesis(title, len(ids), lang), comma.join([*ids[:_NAMED], *more])

    def head(key: str, rank: int, title: str = "") -> Head:
        return Head(key, title or label(f"types-{key}", lang), True, rank)

    columns: list[ColumnOf[TypeRow]] = [
        (Head("type", label("page-type", lang), rank=0, style="name"), type_name),
        (head("old", 0, report.sides.old.at), lambda row: str(row.old)),
        (head("old_share", 0, "%"), lambda row: percent(row.old_share)),
        (head("new", 0, report.sides.new.at), lambda row: str(row.new)),
        (head("new_share", 0, "%"), lambda row: percent(row.new_share)),
        *(
            (head(key, 4 if key == "lowers" else 2), lambda row, key=key: str(row.ways[key]))
            for key in SUCCESSIONS
        ),
        (head("otherwise", 3), lambda row: str(row.otherwise)),
        (head("without_successor", 1), lambda row: str(row.without_successor)),
    ]
    lines = [(label("types-fell", lang), moved(-1)), (label("types-rose", lang), moved(1))]
    tied = total.without_successor < total.old
    lines += [ended(how) for how in (*SUCCESSIONS, None) if tied]
    facts = Facts(tuple((title, (text,)) for title, text in lines if text))
    counts = {"old": total.old, "none": total.without_successor, "other": total.otherwise}
    notes = [label("types-successors", lang, **counts)] if tied else []
    return TextDocument(
        (table_of(columns, (*rows, total)), facts), notes=(*notes, label("types-ours", lang))
    )
