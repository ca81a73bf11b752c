"""What follows from a book's records alone, at the day it is judged on, kept with its snapshot.

With the digest of each other book that it was made from, as it holds for these alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeVar

from mic25cli.calc.question import Question
from mic25cli.model.book import RecordBook

MOST = 500
"""Of a book with more targets only what is asked about is judged."""
YEARS = 20
"""Of so many years, up to the last that a book tells of, it is kept what stood at their end."""

Made = TypeVar("Made")


def is_own(book: RecordBook, question: Question) -> bool:
    """Whether a question is the one that a book is asked where no other is put to it."""
    return book.judged_on is not None and question == Question(book.judged_on)


def is_of_year(book: RecordBook, question: Question) -> bool:
    """Whether a question is what stood at the end of one of the years that a book tells of."""
    year, last = question.as_of, book.last_day or ""
    whole = len(year) == 4 and year.isascii() and year.isdigit() and question == Question(year)
    return whole and int(last[:4] or 0) - YEARS < int(year) <= int(last[:4] or 0)


def is_small(book: RecordBook) -> bool:
    """Whether all that a book promises is judged where something of it is asked for."""
    return book.keep is not None and len(book.kind("targets")) <= MOST


def kept(book: RecordBook, name: str) -> bytes | None:
    """What is kept of a book; None where nothing is, or another book that it is of is changed."""
    marks, _, found = (book.kept(name) or b"").partition(b"\n")
    for other, digest in json.loads(marks or "null") or ():
        there = book.elsewhere(other)
        if (None if there is None else there.digest) != digest:
            return None
    return found or None


def keep(
    book: RecordBook, name: str, make: Callable[[], Made], raw: Callable[[Made], bytes]
) -> Made:
    """What is made of a book, kept as bytes where it can be."""
    before, book.worked_out = book.worked_out, {}
    try:
        made = make()
        names = [key[1] for key in book.worked_out if isinstance(key, tuple) and key[0] == "book"]
        marks = [(name, (there := book.elsewhere(name)) and there.digest) for name in names]
    finally:
        book.worked_out = {**before, **book.worked_out}
    if book.keep is not None:
        book.keep({name: json.dumps(marks).encode() + b"\n" + raw(made)})
    return made
