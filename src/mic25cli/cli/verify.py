"""`mic25 sources verify`: whether saved pages still print what was read in them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mic25cli.calc.verify import STATES, Page, PassageCheck, report
from mic25cli.calc.verify import verify as checks_of
from mic25cli.cli.command import command
from mic25cli.cli.options import argument, flag
from mic25cli.cli.session import TIME, Session
from mic25cli.errors import DONE, FINDINGS
from mic25cli.view import verify as view
from mic25cli.view.answer import Answer


@command(without=TIME)
def verify(
    session: Session,
    folder: Path = argument(
        "DIR",
        "The folder of saved pages, named by the id or the address of their source.",
        typed=Path,
    ),
    whole: bool = flag(
        "--all", "Also list what has no saved page, which is only counted otherwise."
    ),
) -> Answer[PassageCheck]:
    """Look for the words of every claim in pages that were saved, without a network.

    Pages are HTML, text, or PDF with an extra; `wget -x -E` names them as is wanted. Exit code 1
    where another number stands in the place of one that was read.
    """
    from mic25cli.store import saved

    book = session.book
    paths = saved.of_sources(
        folder, [(key, source["url"]) for key, source in book.kind("sources").items()]
    )

    @cache
    def page(source: str) -> Page | None:
        path = paths.get(source)
        text = None if path is None else saved.text_of(path)
        return None if path is None or text is None else Page(str(path), text)

    checks = sorted(checks_of(book, page), key=lambda check: STATES.index(check.state))
    found = report(checks)
    return Answer(
        checks,
        lambda rows: view.document(found, rows, session.lang, whole=whole),
        of=PassageCheck,
        report=found,
        code=FINDINGS if found.summary["changed"] else DONE,
    )
