"""A diff as values for machines, and as tables: a row a change, or a row a kind with counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypedDict

from mic25cli.calc.diff import Change, Class, Count, Delta, Diff, Label, Summary, summarize
from mic25cli.calc.diff.changes import CLASSES, Flag, TextRun
from mic25cli.model.kinds import KINDS
from mic25cli.view.diff.words import (
    about,
    claim_text,
    class_word,
    delta_text,
    remarks,
    value_text,
)
from mic25cli.view.document import Document, Head, Table
from mic25cli.view.output import FieldsOf, Keys, Output
from mic25cli.view.text import Lang, name_of
from mic25cli.view.words import label

if TYPE_CHECKING:
    from mic25cli.model.records import Name, Number

SCHEMA: Final = "mic25.diff/1"


class Difference(TypedDict):
    """The difference of two quantities in a common unit."""

    absolute: Number | None
    percent: Number | None
    unit: str | None
    direction: Literal["up", "down"] | None
    bar: Annotated[Literal["raised", "lowered"] | None, "whether a target asks for more or less"]


class Sides(TypedDict):
    """A text on both sides."""

    old: str | None
    new: str | None


Value = Annotated[Any, "the record, the claim or the value on that side; null where it has none"]

Item = TypedDict(
    "Item",
    {
        "kind": str,
        "id": str,
        "name": "Name | None",
        "class": Class,
        "path": Annotated[str | None, "the field; null where the whole record came or went"],
        "key": Annotated[dict[str, object] | None, "what a claim is about"],
        "fields": list[str],
        "old": Value,
        "new": Value,
        "delta": Difference | None,
        "spans": list[Annotated[Any, FieldsOf(TextRun)]],
        "reports": Sides,
        "dates": Sides,
        "between": list[dict[str, object]],
        "flags": list[Flag],
        "industries": list[str],
        "note": str | None,
    },
)
"""A change of a record."""

KIND = Keys("Kind", {"kind": str, "changes": int, **dict.fromkeys(CLASSES, int)})
"""How many changes of a kind there are, by class."""


class Counted(TypedDict):
    """How many changes there are, in all, by class and by kind."""

    changes: int
    classes: dict[Class, int]
    kinds: list[Annotated[Any, KIND]]


class Report(TypedDict):
    """What changed between two sides; the changes follow."""

    schema: Literal["mic25.diff/1"]
    old: Annotated[Any, FieldsOf(Label)]
    new: Annotated[Any, FieldsOf(Label)]
    summary: Counted


OUTPUT = Output("diff", Item, Report)
SUMMARY = Output("diff-summary", KIND, Report)
OUTPUTS = (OUTPUT, SUMMARY)


def label_item(label: Label) -> dict[str, object]:
    """A side as plain values."""
    return {
        "sort": label.sort,
        "at": label.at,
        "title": label.title,
        "published": label.published,
        "coverage": label.coverage,
        "known_at": label.known_at,
        "commit": label.commit,
        "digest": label.digest,
        "undated": dict(label.undated),
    }


def delta_item(delta: Delta) -> Difference:
    """A difference of two quantities as plain values."""
    return {
        "absolute": _without_exponent(delta.absolute),
        "percent": _without_exponent(delta.percent),
        "unit": delta.unit,
        "direction": delta.direction,
        "bar": delta.bar,
    }


def _without_exponent(number: int | Decimal | None) -> int | Decimal | None:
    """A number that is written without an exponent where it can be."""
    if (
        isinstance(number, Decimal)
        and number == number.to_integral_value()
        and abs(number) < 10**18
    ):
        return int(number)
    return number


def item(change: Change, diff: Diff) -> Item:
    """A change as plain values: every key is there, null where there is nothing to say."""
    said = remarks(change, diff, "en")
    return {
        "kind": change.kind,
        "id": change.id,
        "name": None if change.name is None else {"en": change.name["en"], "zh": change.name["zh"]},
        "class": change.class_,
        "path": change.path,
        "key": dict(change.key) if change.key is not None else None,
        "fields": list(change.fields),
        "old": change.old,
        "new": change.new,
        "delta": delta_item(change.delta) if change.delta is not None else None,
        "spans": [{"field": span.field, "op": span.op, "text": span.text} for span in change.spans],
        "reports": {"old": change.reports.old, "new": change.reports.new},
        "dates": {"old": change.dates.old, "new": change.dates.new},
        "between": [dict(report) for report in change.between],
        "flags": sorted(change.flags),
        "industries": list(change.industries),
        "note": "; ".join(said) or None,
    }


def no_item() -> dict[str, object]:
    """An item with every key and nothing to say, to tell which fields there are."""
    keys = ("kind", "id", "name", "class", "path", "key", "fields", "old", "new", "delta", "spans")
    more = ("reports", "dates", "between", "flags", "industries", "note")
    return dict.fromkeys((*keys, *more))


def summary_item(summary: Summary) -> Counted:
    """The counts as plain values; every class is there, kinds only if they changed."""
    return {
        "changes": summary.changes,
        "classes": dict(summary.classes),
        "kinds": [count_item(count.kind, count.changes, count.classes) for count in summary.kinds],
    }


def count_item(kind: str, changes: int, classes: Mapping[Class, int]) -> dict[str, object]:
    """The counts of a kind as plain values."""
    return {"kind": kind, "changes": changes, **{str(each): classes[each] for each in classes}}


def envelope(diff: Diff) -> Report:
    """What JSON prints before the changes: both sides and the counts."""
    return {
        "schema": SCHEMA,
        "old": label_item(diff.sides.old),
        "new": label_item(diff.sides.new),
        "summary": summary_item(summarize(diff)),
    }


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
        KINDS[change.kind].zh if people and lang == "zh" else change.kind,
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


def counts(diff: Diff, rows: Sequence[Count], lang: Lang) -> Document:
    """The counts: a row a kind, a column a class that has any."""
    classes = [class_ for class_, count in summarize(diff).classes.items() if count]
    heads = (
        Head("kind", label("kind", lang), rank=0, style="name"),
        Head("changes", label("diff-changes", lang), True, 0),
        *(Head(class_, class_word(class_, lang), True, 1) for class_ in classes),
    )
    cells = tuple(
        (
            (KINDS[count.kind].zh if lang == "zh" else count.kind,),
            (str(count.changes),),
            *((str(count.classes[class_]),) if count.classes[class_] else () for class_ in classes),
        )
        for count in rows
    )
    return Document((Table(heads, cells),))
