"""What many tests read is read once in a process: files, books, and the verdicts on these.

What a file says depends on its bytes alone, a book never changes, and a verdict is worked out from
a book and a question alone.  A book in any other folder is opened as it is for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, wraps
from inspect import unwrap
from pathlib import Path
from typing import Any

import pytest

from mic25cli.model.book import RecordBook


def snapshot_of_shipped() -> None:
    """See to it that there is a snapshot of the shipped book, for processes that are started."""
    from mic25cli.store import place, snapshot

    unwrap(snapshot.open_book)(place.folders())


@contextmanager
def kept(folders: Sequence[Path]) -> Iterator[None]:
    """Meanwhile a file is read once, and a book of one of these folders opened and judged once."""
    from mic25cli.calc.progress import evaluate
    from mic25cli.store import load, snapshot

    books: dict[Path, RecordBook] = {}
    verdicts: dict[tuple[object, ...], Any] = {}
    open_book, judge = snapshot.open_book, evaluate._of_target

    @wraps(open_book)
    def opened(given: Sequence[Path]) -> RecordBook:
        if len(given) != 1 or given[0] not in folders:
            return open_book(given)
        if given[0] not in books:
            books[given[0]] = open_book(given)
        return books[given[0]]

    def judged(book: RecordBook, target: Any, question: Any, *beside: Any, **how: bool) -> Any:
        if all(book is not each for each in books.values()):
            return judge(book, target, question, *beside, **how)
        key = (id(book), target["id"], question, *sorted(how.items()))
        if key not in verdicts:
            verdicts[key] = judge(book, target, question, *beside, **how)
        return verdicts[key]

    read = lru_cache(500)(load._read_valid)

    @wraps(load._read_valid)
    def records(kind: str, raw: bytes, profile: Any) -> Any:
        found = read(kind, raw, profile)
        # Reading the whole book gives the claims of targets the units of their indicators.
        return [*map(with_own_claims, found)] if found and kind == "targets" else found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "_read_valid", records)
        patch.setattr(snapshot, "open_book", opened)
        patch.setattr(evaluate, "_of_target", judged)
        yield


def with_own_claims(found: tuple[str, int, dict[str, Any]]) -> tuple[str, int, dict[str, Any]]:
    id_, line, target = found
    own = {"milestones": [{**each} for each in target["milestones"]]}
    return id_, line, {**target, **own, "baseline": target["baseline"] and {**target["baseline"]}}
