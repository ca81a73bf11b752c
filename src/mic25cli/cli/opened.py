"""`mic25 WORDS…`: opens what words name that are no command, or searches for them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from mic25cli.calc import lookup, select
from mic25cli.cli.command import command
from mic25cli.cli.search import SearchOptions, found, listed
from mic25cli.cli.session import Session
from mic25cli.cli.ways import selection, tell, years_apart
from mic25cli.errors import Mic25Error, UsageError, quoted, quoted_command
from mic25cli.model.book import Record
from mic25cli.model.kinds import KINDS
from mic25cli.view.answer import Answer


@command
def opened(session: Session, wanted: SearchOptions) -> Answer[Any]:
    """Open the one thing that words name, or search for them; nothing found is a fault."""
    text, years = years_apart(wanted.typed)
    if not text:
        raise UsageError(
            f"'{' '.join(wanted.typed)}' is a year and no command",
            f"'mic25 progress --year {years[0]}' judges its targets, "
            f"'mic25 timeline {years[0]}' tells what happened.",
        )
    if not wanted.kinds and not wanted.exact:
        named = _named(session, text)
        if named is not None:
            return _one(session, named, years)
    hits = found(session, wanted, text, _of_years(session, years) if years else None)
    # A part of the words, or of a word, is no reading of what may be a slip.
    in_part = hits.met is not None or hits.inside == hits.total
    if in_part or not text.isprintable():
        typed = " ".join(wanted.typed)
        looked = session.with_same_options(f"mic25 search {quoted(typed)}")
        raise UsageError(
            f"'{typed}' is no command, and nothing in the book is called so",
            f"{quoted_command(looked)} says what comes near; 'mic25 --help' lists the commands.",
        )
    first = hits.hits[0]
    record = session.book.get(first.kind, first.id) if hits.total == 1 else None
    if record is not None:
        return _one(session, record, years)
    return listed(session, hits, wanted.line("mic25"))


def _named(session: Session, text: str) -> Record | None:
    """The one record that an id, `kind/id` or a name of its own means; a target before all others.

    A word of the glossary leads to what it explains, and by itself to nothing.
    """
    try:
        hits = lookup.find_any(session.book, text)
    except Mic25Error:
        return None
    if "/" in text:
        return hits[0]
    things = (lookup.explained(session.book, each) for each in hits if lookup.is_own(each, text))
    own = {f"{each['kind']}/{each['id']}": each for each in things if each["kind"] != "terms"}
    targets = [each for each in own.values() if each["kind"] == "targets"]
    best = targets or list(own.values())
    return best[0] if len(best) == 1 else None


def _one(session: Session, record: Record, years: Sequence[int] = ()) -> Answer[Any]:
    """A record opened: a target is explained, another shown; which command does it is told."""
    from mic25cli.cli.explain import explanation
    from mic25cli.cli.question import ProgressOptions
    from mic25cli.cli.show import records_answer

    kind, id_ = record["kind"], record["id"]
    if kind == "targets":
        tell(session, " ".join([f"mic25 explain {id_}", *map(str, years)]))
        return explanation(id_, ProgressOptions(year=tuple(years)), session)
    tell(session, f"mic25 {kind} show {id_}")
    return records_answer((record,), session, every=False)


def _of_years(session: Session, years: Sequence[int]) -> select.Test:
    """The test that a record is of one of some years; what has no year is of none."""

    @cache
    def ids(name: str) -> frozenset[str]:
        wanted = selection(KINDS[name], "", years)
        kept = select.select(session.book, name, wanted) if wanted is not None else ()
        return frozenset(each["id"] for each in kept)

    return lambda record: record["id"] in ids(record["kind"])
