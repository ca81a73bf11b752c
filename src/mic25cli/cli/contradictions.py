"""`mic25 contradictions`: what sources contradict each other on."""

from __future__ import annotations

from typing import Any

from mic25cli.calc import lookup
from mic25cli.cli.command import command
from mic25cli.cli.options import words
from mic25cli.cli.session import Session
from mic25cli.view.answer import Answer, Counted


@command
def contradictions(
    session: Session,
    industries: tuple[str, ...] = words("--industry", "ID,…", "Only those of these industries."),
) -> Answer[Any]:
    """List figures of one thing and period by different bodies that cannot both be true.

    Then come targets whose verdict hangs on which count is taken.
    """
    from mic25cli.calc.contradictions import Contradiction
    from mic25cli.calc.contradictions import contradictions as found
    from mic25cli.calc.progress.result import Question
    from mic25cli.view import contradictions as view

    wanted = {lookup.industry(session.whole, each)["id"] for each in industries}
    rows = [
        row
        for row in found(session.book, Question(session.day, session.known_at))
        if not wanted or wanted & set(row.industries)
    ]
    return Answer(
        rows,
        lambda kept: view.document(kept, session.book, session.lang),
        of=Contradiction,
        counted=Counted("contradiction"),
        undated=session.undated("indicators"),
    )
