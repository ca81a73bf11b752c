"""`mic25 search WORDS…`: records of all kinds that speak of something, the nearest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mic25cli.cli.command import command
from mic25cli.cli.options import arguments, flag, kind_named, words
from mic25cli.cli.session import Session
from mic25cli.view.answer import Answer

if TYPE_CHECKING:
    from mic25cli.calc.search import Hit

SHOWN = 20
"""Hits that a page for people has where --limit does not say; the other formats have all."""


@dataclass(frozen=True)
class SearchOptions:
    """What to search for, and where."""

    typed: tuple[str, ...] = arguments(
        "WORDS…", "Words that a record must have, in English or Chinese.", needed=True
    )
    kinds: tuple[str, ...] = words(
        "--kind", "KIND,…", "Only these kinds.", parse=kind_named, completes="kind"
    )
    industries: tuple[str, ...] = words(
        "--industry", "ID,…", "Only records of these industries.", completes="industries"
    )
    exact: bool = flag("--exact", "Only the words themselves, not other names of the same thing.")


@command
def search(session: Session, wanted: SearchOptions) -> Answer[Hit]:
    """Search all records for words, in either language, and show the nearest first.

    Every word must be met. Endings, case, accents, traditional characters and pinyin do not
    matter, and other names of what is named count too: 'big fund' also finds 大基金.
    """
    from mic25cli.calc.search import Hit
    from mic25cli.calc.search import search as find
    from mic25cli.calc.select import in_industries
    from mic25cli.view import search as view

    book, lang = session.book, session.lang
    industries = in_industries(book.whole, wanted.industries) if wanted.industries else None
    found = find(book, " ".join(wanted.typed), wanted.kinds, industries, wanted.exact)
    return Answer(
        found.hits,
        lambda hits: view.document(found, hits, session.with_same_options, lang),
        of=Hit,
        columns=view.COLUMNS,
        usual=SHOWN,
        counted=lambda shown, _: view.count(found, shown, lang),
        remarks=() if found.total else view.nothing(found, lang),
    )
