"""A diff as values for machines, and as a flat sheet: a row a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from mic25cli.calc.diff import Change, Class, Delta, Diff, Label, Summary, notes, summarize
from mic25cli.model.kinds import KINDS
from mic25cli.view.diff_words import CLASS_WORDS, about, claim_text, delta_text, value_text
from mic25cli.view.sheet import Head, Sheet
from mic25cli.view.text import Lang, name_of

SCHEMA = "mic25.diff/1"


def label_item(label: Label) -> dict[str, Any]:
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


def delta_item(delta: Delta) -> dict[str, Any]:
    """A difference of two quantities as plain values."""
    return {
        "absolute": _plain(delta.absolute),
        "percent": _plain(delta.percent),
        "unit": delta.unit,
        "direction": delta.direction,
        "bar": delta.bar,
    }


def _plain(number: int | Decimal | None) -> int | Decimal | None:
    """A number that is written without an exponent where it can be."""
    if (
        isinstance(number, Decimal)
        and number == number.to_integral_value()
        and abs(number) < 10**18
    ):
        return int(number)
    return number


def item(change: Change, diff: Diff) -> dict[str, Any]:
    """A change as plain values: every key is there, null where there is nothing to say."""
    said = notes(change, diff)
    return {
        "kind": change.kind,
        "id": change.id,
        "name": dict(change.name) if change.name is not None else None,
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
        "between": list(change.between),
        "flags": sorted(change.flags),
        "industries": list(change.industries),
        "note": "; ".join(said) or None,
    }


def no_item() -> dict[str, Any]:
    """An item with every key and nothing to say, to tell which fields there are."""
    keys = ("kind", "id", "name", "class", "path", "key", "fields", "old", "new", "delta", "spans")
    more = ("reports", "dates", "between", "flags", "industries", "note")
    return dict.fromkeys((*keys, *more))


def summary_item(summary: Summary) -> dict[str, Any]:
    """The counts as plain values; every class is there, kinds only if they changed."""
    return {
        "changes": summary.changes,
        "classes": dict(summary.classes),
        "kinds": [count_item(count.kind, count.changes, count.classes) for count in summary.kinds],
    }


def count_item(kind: str, changes: int, classes: Mapping[Class, int]) -> dict[str, Any]:
    """The counts of a kind as plain values."""
    return {"kind": kind, "changes": changes, **{str(each): classes[each] for each in classes}}


def envelope(diff: Diff, results: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What JSON prints: both sides, the counts and the changes."""
    return {
        "schema": SCHEMA,
        "old": label_item(diff.sides.old),
        "new": label_item(diff.sides.new),
        "summary": summary_item(summarize(diff)),
        "results": list(results),
    }


_HEADS = (
    Head("kind", "Kind"),
    Head("class", "Class", rank=0),
    Head("id", "Id", rank=0, style="id"),
    Head("name", "Name", rank=3, style="name"),
    Head("path", "Field", rank=2),
    Head("key", "Which", rank=1),
    Head("old", "Old", rank=0),
    Head("new", "New", rank=0),
    Head("delta", "Delta", rank=2),
    Head("reports.old", "Old report", rank=4),
    Head("reports.new", "New report", rank=4),
    Head("note", "Note", rank=5),
)


def sheet(
    diff: Diff, items: Sequence[Mapping[str, Any]], shown: Sequence[Change], lang: Lang
) -> Sheet:
    """The changes as a sheet of cells, with the envelope as its payload."""
    rows = []
    for change in shown:
        old, new = (side_text(change, which, lang) for which in ("old", "new"))
        rows.append(
            tuple(
                (text,) if text else ()
                for text in (
                    change.kind,
                    change.class_,
                    change.id,
                    name_of(change.name, lang),
                    change.path or "",
                    about(change, lang),
                    old,
                    new,
                    delta_text(change.delta, lang) if change.delta else "",
                    change.reports.old or "",
                    change.reports.new or "",
                    "; ".join(notes(change, diff)),
                )
            )
        )
    return Sheet(_HEADS, tuple(rows), envelope(diff, items), tuple(items))


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


def summary_sheet(diff: Diff, lang: Lang) -> Sheet:
    """The counts as a sheet: a row a kind, a column a class that has any."""
    summary = summarize(diff)
    classes = [class_ for class_, count in summary.classes.items() if count]
    words = [CLASS_WORDS[class_][1 if lang == "zh" else 0] for class_ in classes]
    heads = (
        Head("kind", "类别" if lang == "zh" else "Kind", rank=0, style="name"),
        Head("changes", "合计" if lang == "zh" else "Changes", True, 0),
        *(Head(class_, word, True, 1) for class_, word in zip(classes, words, strict=True)),
    )
    rows = [
        (
            (KINDS[count.kind].zh if lang == "zh" else count.kind,),
            (str(count.changes),),
            *((str(count.classes[class_]),) if count.classes[class_] else () for class_ in classes),
        )
        for count in summary.kinds
    ]
    items = [count_item(count.kind, count.changes, count.classes) for count in summary.kinds]
    return Sheet(heads, tuple(rows), envelope(diff, []), tuple(items))
