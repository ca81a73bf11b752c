"""`mic25 search WORDS…`: records of all kinds that speak of something, the nearest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mic25cli.cli.command import command
from mic25cli.cli.options import arguments, flag, kind_named, words
from mic25cli.cli.session import Session
from mic25cli.errors import quoted
from mic25cli.view.answer import Answer

if TYPE_CHECKING:
    from mic25cli.calc.progress.result import Result
    from mic25cli.calc.search import Found, Hit
    from mic25cli.calc.select import Test

SHOWN = 20
"""Hits that a page for people has where --limit does not say; the other formats have all."""


@dataclass(frozen=True)
class SearchOptions:
    """What to search for, and where."""

    typed: tuple[str, ...] = arguments(
        "WORDS…", "Words that a record must have, in English or Chinese."
    )
    kinds: tuple[str, ...] = words("--kind", "KIND,…", "Only these kinds.", parse=kind_named)
    industries: tuple[str, ...] = words("--industry", "ID,…", "Only records of these industries.")
    exact: bool = flag("--exact", "Only the words themselves, not other names of the same thing.")

    def line(self, command: str) -> str:
        """The command line that asks for the same."""
        options = {"--kind": self.kinds, "--industry": self.industries}
        given = [f"{name} {quoted(','.join(value))}" for name, value in options.items() if value]
        exact = ["--exact"] if self.exact else []
        return " ".join([command, *map(quoted, self.typed), *given, *exact])


@command
def search(session: Session, wanted: SearchOptions) -> Answer[Hit]:
    """Search all records for words, in either language, and show the nearest first.

    Every word must be met. Endings, case, accents, traditional characters and pinyin do not
    matter, and other names of what is named count too: 'big fund' also finds 大基金.
    """
    return listed(
        session, found(session, wanted, " ".join(wanted.typed)), wanted.line("mic25 search")
    )


def found(session: Session, wanted: SearchOptions, text: str, keep: Test | None = None) -> Found:
    """What a search for a text finds, of all records or of those that a test keeps."""
    from mic25cli.calc.search import search as find
    from mic25cli.calc.select import in_industries

    book = session.book
    named = in_industries(book.whole, wanted.industries) if wanted.industries else None
    tests = [test for test in (named, keep) if test is not None]
    return find(
        book,
        text,
        wanted.kinds,
        (lambda record: all(test(record) for test in tests)) if tests else None,
        wanted.exact,
    )


def listed(session: Session, found: Found, line: str) -> Answer[Hit]:
    """The hits that a command line found; for people, targets have the status of what applies."""
    from mic25cli.calc.search import Hit
    from mic25cli.view import search as view

    lang = session.lang
    return Answer(
        found.hits,
        lambda hits: view.document(
            found, hits, _applying(session, hits), line, session.with_same_options, lang
        ),
        of=Hit,
        columns=view.COLUMNS,
        usual=SHOWN,
        counted=lambda shown, _: view.count(found, shown, lang),
        remarks=view.remarks(found, lang),
    )


def _applying(session: Session, hits: Sequence[Hit]) -> dict[str, Result]:
    """The verdict on the milestone that applies, by target, of the targets among the hits."""
    targets = [hit.id for hit in hits if hit.kind == "targets"]
    if not targets:
        return {}
    from mic25cli.calc.progress.evaluate import evaluate
    from mic25cli.calc.progress.result import Question

    question = Question(as_of=session.day, known_at=session.known_at)
    results = evaluate(session.whole, question, targets)
    return {result.target: result for result in results if result.milestone.applies}
