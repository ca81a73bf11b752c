"""Rules of order: what follows something must be younger than it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from mic25cli.check.context import Fault, RuleContext, after
from mic25cli.check.registry import rule

_PAIRS = (
    # kind, key of the later record's link, whether the linked one is the later, its date
    ("documents", "superseded_by", True, "published"),
    ("funds", "succeeds", False, "established"),
)


@rule("time-order", "Something that comes before what it must follow", "dates")
def order(context: RuleContext) -> Iterator[Fault]:
    """What replaces or follows another is younger than it.

    So, too, a pilot is proposed before it is launched, and the rounds of a fund
    follow each other.
    """
    for kind, key, linked_later, when in _PAIRS:
        for record in context.book.kind(kind).values():
            other = context.book.get(kind, record[key])
            if other is None:
                continue
            later, earlier = (other, record) if linked_later else (record, other)
            if after(earlier[when], later[when]):
                message = (
                    f"'{later['id']}' ({later[when]}) cannot follow '{earlier['id']}' "
                    f"({earlier[when]}), which is younger"
                )
                yield Fault(record, (key,), message, f"check the link and both dates ('{when}')")
    for record in context.book.kind("pilots").values():
        if after(record["proposed"], record["launched"]):
            message = f"proposed in {record['proposed']}, but launched in {record['launched']}"
            yield Fault(record, ("proposed",), message, "exchange them, or check the dates")
    yield from _rounds(context)


def _rounds(context: RuleContext) -> Iterator[Fault]:
    for record in context.book.kind("funds").values():
        dated = sorted(
            (amount["round"], index, amount["date"])
            for index, amount in enumerate(record["amounts"])
            if amount["round"] is not None and amount["date"] is not None
        )
        before: tuple[int, str] | None = None
        for _, group in groupby(dated, key=lambda each: each[0]):
            entries = list(group)
            for number, index, when in entries:
                if before is not None and after(before[1], when):
                    message = (
                        f"round {number} ({when}) comes before round {before[0]} ({before[1]})"
                    )
                    hint = "check the rounds and the dates"
                    yield Fault(record, ("amounts", index, "date"), message, hint)
            for number, _, when in entries:
                if before is None or after(when, before[1]):
                    before = number, when
