"""What many tests read is read once in a process: books that no test changes, and their verdicts.

A book never changes, and a verdict is worked out from a book and a question alone.  A book in any
other folder is opened as it is for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
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
    """Meanwhile a book of one of these folders alone is opened once, and judged once a question."""
    from mic25cli.calc.progress import evaluate
    from mic25cli.store import snapshot

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

    def judged(
        book: RecordBook, target: Any, question: Any, around: Any, every_method: bool
    ) -> Any:
        if all(book is not each for each in books.values()):
            return judge(book, target, question, around, every_method)
        key = (id(book), target["id"], question, every_method)
        if key not in verdicts:
            verdicts[key] = judge(book, target, question, around, every_method)
        return verdicts[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(snapshot, "open_book", opened)
        patch.setattr(evaluate, "_of_target", judged)
        yield
