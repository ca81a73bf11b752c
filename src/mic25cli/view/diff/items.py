"""A diff as values for machines, and as tables: a row a change, or a row a kind with counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from mic25cli.calc.diff.changes import Change, Class, Diff
from mic25cli.calc.diff.choose import DiffReport, KindCounts, summarize
from mic25cli.model.plain import in_place, plain
from mic25cli.view.answer import Item
from mic25cli.view.columns import ColumnOf, table_of
from mic25cli.view.diff.words import about, claim_text, class_word, delta_text, remarks, value_text
from mic25cli.view.document import Document, Head, Table
from mic25cli.view.output import Output
from mic25cli.view.text import Lang, name_of
from mic25cli.view.words import kind_name, label


@dataclass(frozen=True)
class NotedChange:
    """A change of a record, with what is to be known of it."""

    change: Change = field(metadata=in_place(Change))
    note: str | None


OUTPUT = Output("diff", NotedChange, DiffReport)
SUMMARY = Output("diff-summary", KindCounts, DiffReport)
OUTPUTS = (OUTPUT, SUMMARY)


def item(change: Change, diff: Diff) -> Item:
    """A change as plain values: every key is there, null where there is nothing to say."""
    found: Item = plain(NotedChange(change, "; ".join(remarks(change, diff, "en")) or None))
    return found


def report(diff: Diff) -> DiffReport:
    """What JSON prints before the changes: both sides and the counts."""
    return DiffReport(sides=diff.sides, summary=summarize(diff))


def columns(diff: Diff, shown: Sequence[Change], lang: Lang, people: bool = False) -> Table:
    """The changes as a table, a row a change."""

    def head(key: str, rank: int, style: Literal["", "id", "name"] = "") -> Head:
        return Head(key, label(f"diff-column-{key}", lang), rank=rank, style=style)

    def class_of(change: Change) -> str:
        return class_word(change.class_, lang) if people else change.class_

    found: list[ColumnOf[Change]] = [
        (head("kind", 1), lambda change: kind_name(change.kind, lang if people else "en")),
        (head("class", 0), class_of),
        (head("id", 0, "id"), lambda change: change.id),
        (head("name", 3, "name"), lambda change: name_of(change.name, lang)),
        (head("path", 2), lambda change: change.path),
        (head("key", 1), lambda change: about(change, lang)),
        (head("old", 0), lambda change: side_text(change, "old", lang)),
        (head("new", 0), lambda change: side_text(change, "new", lang)),
        (head("delta", 2), lambda change: delta_text(change.delta, lang)),
        (head("reports.old", 4), lambda change: change.reports.old),
        (head("reports.new", 4), lambda change: change.reports.new),
        (head("note", 5), lambda change: "; ".join(remarks(change, diff, lang))),
    ]
    return table_of(found, shown)


def side_text(change: Change, which: str, lang: Lang) -> str:
    """What stands on one side of a change, on one line."""
    value = getattr(change.values, which)
    if value is None:
        return ""
    if change.path is None:
        return str(getattr(change.dates, which) or "")
    if isinstance(value, Mapping) and "cite" in value:
        return claim_text(change.path, value, lang)
    return value_text(value, lang)


def counts(diff: Diff, rows: Sequence[KindCounts], lang: Lang) -> Document:
    """The counts: a row a kind, a column a class that has any."""

    def of_class(class_: Class) -> ColumnOf[KindCounts]:
        head = Head(class_, class_word(class_, lang), True)
        return head, lambda count: str(count.classes[class_] or "")

    found: list[ColumnOf[KindCounts]] = [
        (
            Head("kind", label("kind", lang), rank=0, style="name"),
            lambda count: kind_name(count.kind, lang),
        ),
        (Head("changes", label("diff-changes", lang), True, 0), lambda count: str(count.changes)),
        *(of_class(class_) for class_, number in summarize(diff).classes.items() if number),
    ]
    return Document((table_of(found, rows),))
