"""`mic25 books`: what is on the shelf."""

from __future__ import annotations

from mic25cli.cli.command import command
from mic25cli.cli.session import Session
from mic25cli.store import place, shelf
from mic25cli.view import books as view
from mic25cli.view.answer import Answer, Counted


@command(shelf="own")
def books(session: Session) -> Answer[view.BookOnShelf]:
    """List the books that --book opens by name, or those that it or --records names.

    Targets are judged as of --as-of, or the book's last day.
    """
    several = session.each()
    if not session.books and session.folders == (place.shipped(),):
        several = [Session(books=(name,)) for name in shelf.names()]
    rows = [_row(each, session) for each in several]
    return Answer(
        rows,
        lambda kept: view.document(kept, session.lang),
        of=view.BookOnShelf,
        columns=view.COLUMNS,
        counted=Counted("book"),
    )


def _row(of: Session, session: Session) -> view.BookOnShelf:
    from mic25cli.calc.progress.evaluate import evaluate
    from mic25cli.calc.progress.once import count_once
    from mic25cli.calc.progress.result import Question

    book, profile, day = of.whole, of.whole.profile, of.day
    once = count_once(evaluate(book, Question(day, session.known_at), series=False))
    return view.BookOnShelf(
        book=of.called,
        title={"en": profile.title, "zh": profile.title_zh},
        version=profile.version,
        digest=book.digest,
        as_of=day,
        targets=len(book.kind("targets")),
        judged=once.known,
    )
