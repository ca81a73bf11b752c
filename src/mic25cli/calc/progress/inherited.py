"""The start of a target that begins where another ended, which may be of another book."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from mic25cli.calc.cites import Reading
from mic25cli.calc.heirs import far
from mic25cli.model.book import RecordBook

if TYPE_CHECKING:
    from mic25cli.model.records import Target

Last = Callable[[RecordBook, str], Reading | None]
"""The last observation that a target of a book is judged by."""


def with_start(book: RecordBook, target: Target, last: Last) -> Target:
    """A target with the last observation of the one that it begins at as its baseline.

    Sources of another book are named `book:id`.  Where that book is not at hand, or its target
    has no observation, the target stays without a baseline.  One that begins at a third is not
    followed: it has none of its own.
    """
    if not target["baseline_of"] or target["baseline"]:
        return target
    name, id_ = far(target["baseline_of"])
    other = book.elsewhere(name) if name else book
    earlier = None if other is None else other.get("targets", id_)
    if other is None or earlier is None or earlier["baseline_of"]:
        return target
    if (found := last(other, id_)) is None:
        return target
    there = f"{name}:" if name else ""
    cites = [{**vars(each), "source": there + each.source} for each in found.cite]
    report = found.report and there + found.report
    start: Any = {**vars(found), "basis": None, "report": report, "cite": cites}
    return cast("Target", {**target, "baseline": start})
