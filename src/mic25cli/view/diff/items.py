"""A diff as values for machines, and as tables: a row a change, or a row a kind with counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mic25cli.calc.diff.changes import Change, Diff
from mic25cli.calc.diff.choose import DiffReport, KindCounts, summarize
from mic25cli.model.plain import in_place, plain
from mic25cli.view.answer import Item
from mic25cli.view.diff.words import (
    about,
    claim_text,
    class_word,
    delta_text,
    remarks,
    value_text,
)
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


_RANKS = {
    "kind": 1, "class": 0, "id": 0, "name": 3, "path": 2, "key": 1, "old": 0, "new": 0,
    "delta": 2, "reports.old": 4, "reports.new": 4, "note": 5,
}  # fmt: skip


def columns(diff: Diff, shown: Sequence[Change], lang: Lang, people: bool = False) -> Table:
    """The changes as a table, a row a change."""
    heads = tuple(
        Head(
            key,
            label(f"diff-column-{key}", lang),
            rank=rank,
            style="id" if key == "id" else "name" if key == "name" else "",
        )
        for key, rank in _RANKS.items()
    )
    return Table(heads, tuple(_row(change, diff, lang, people) for change in shown))


def _row(change: Change, diff: Diff, lang: Lang, people: bool) -> tuple[tuple[str, ...], ...]:
    texts = (
        kind_name(change.kind, lang if people else "en"),
        class_word(change.class_, lang) if people else change.class_,
        change.id,
        name_of(change.name, lang),
        change.path or "",
        about(change, lang),
        side_text(change, "old", lang),
        side_text(change, "new", lang),
        delta_text(change.delta, lang) if change.delta else "",
        change.reports.old or "",
        change.reports.new or "",
        "; ".join(remarks(change, diff, lang)),
    )
    return tuple((text,) if text else () for text in texts)


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
    classes = [class_ for class_, count in summarize(diff).classes.items() if count]
    heads = (
        Head("kind", label("kind", lang), rank=0, style="name"),
        Head("changes", label("diff-changes", lang), True, 0),
        *(Head(class_, class_word(class_, lang), True, 1) for class_ in classes),
    )
    cells = tuple(
        (
            (kind_name(count.kind, lang),),
            (str(count.changes),),
            *((str(count.classes[class_]),) if count.classes[class_] else () for class_ in classes),
        )
        for count in rows
    )
    return Document((Table(heads, cells),))
