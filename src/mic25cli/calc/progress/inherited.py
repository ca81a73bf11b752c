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
    if target["baseline_of"] is None or target["baseline"] is not None:
        return target
    name, id_ = far(target["baseline_of"])
    other = book.elsewhere(name) if name else book
    earlier = None if other is None else other.get("targets", id_)
    if other is None or earlier is None or earlier["baseline_of"] is not None:
        return target
    found = last(other, id_)
    if found is None:
        return target

    def there(source: str | None) -> str | None:
        return f"{name}:{source}" if name and source else source

    cites = [{**vars(each), "source": there(each.source)} for each in found.cite]
    start: Any = {**vars(found), "basis": None, "report": there(found.report), "cite": cites}
    return cast("Target", {**target, "baseline": start})
