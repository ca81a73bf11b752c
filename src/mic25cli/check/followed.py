"""The rule of what followed: that it is dated, came after the measure, and is tied to its texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mic25cli.calc.carried_out import KINDS_FOLLOWED
from mic25cli.check.context import Fault, RuleContext, after
from mic25cli.check.registry import rule
from mic25cli.model.book import Record, followed_at, published


@rule("followed-loose", "What followed a measure does not bear on it", "links")
def followed(context: RuleContext) -> Iterator[Fault]:
    """What became of a measure or of advice is worked out from what followed it.

    So that has a date, which does not lie before the measure or the report; a law says from when
    it is in force; a milestone is one that the measure's own texts set; and the heir of a measure
    is what one of its texts names in `superseded_by`.
    """
    for kind in KINDS_FOLLOWED:
        for record in context.book.kind(kind).values():
            for index, row in enumerate(record["followed"] or ()):
                for key, message, hint in _loose(context, record, row):
                    yield Fault(record, ("followed", index, key), message, hint)


def _loose(context: RuleContext, record: Record, row: Any) -> Iterator[tuple[str, str, str]]:
    book = context.book
    texts = {record.get("document"), *record.get("documents", ())} - {None}
    acts = [act for text in texts if (act := book.get("documents", text)) is not None]
    key = next(key for key in ("document", "event", "target") if row[key])
    act = book.get("documents", row["document"])
    if row["target"]:
        target = book.get("targets", row["target"])
        reports = () if target is None else [each["report"] for each in target["milestones"]]
        sources = [book.source(report) for report in reports]
        if texts and target is not None and not any(s and s["document"] in texts for s in sources):
            message = f"no milestone of '{row['target']}' is set by a text of '{record['id']}'"
            yield key, message, "link a target of the measure itself, or its text"
        return
    when = followed_at(book, row)
    if when is None and (act is not None or book.get("events", row["event"]) is not None):
        yield key, f"'{row[key]}' has no date", "give it one: what has none counts at no time"
    if row["force"] == "law" and act is not None and not (act["in_force"] or act["applies_from"]):
        yield key, f"the law '{row[key]}' does not say when it is in force", "give it 'in_force'"
    if act is not None:
        when = act["applies_from"] or act["in_force"] or when
    first = [each["published"] for each in acts if each["id"] == record.get("document")]
    first += [published(book, cite["source"]) for cite in record["cite"][:1] if not texts]
    if any(after(start, when) for start in first):
        yield key, f"'{row[key]}' ({when}) came before '{record['id']}'", "check both dates"
    heirs = {each["superseded_by"] for each in acts}
    if row["stage"] == "replaced" and row["document"] and row["document"] not in heirs:
        message = f"no text of '{record['id']}' is superseded by '{row['document']}'"
        yield key, message, "say so where it is: 'superseded_by'"
