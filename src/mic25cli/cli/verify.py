"""`mic25 sources verify`, which compares the records with saved web pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mic25cli.calc.saved_pages import STATES, Page, PassageCheck, report
from mic25cli.calc.saved_pages import verify as checks_of
from mic25cli.cli.command import command
from mic25cli.cli.options import argument, flag
from mic25cli.cli.session import TIME, Session
from mic25cli.errors import DONE, FINDINGS
from mic25cli.view.answer import Answer
from mic25cli.view.sources import saved_pages as view


@command(without=TIME)
def verify(
    session: Session,
    folder: Path = argument(
        "DIR", "Name the folder of saved pages, called by id or address", type_=Path
    ),
    whole: bool = flag("List the claims without a saved page, too", name="--all"),
) -> Answer[PassageCheck]:
    """Check that saved web pages still contain the words and numbers of every claim.

    It needs no network. Pages are HTML or text, or PDF with the extra `pdf`; `wget -x -E` saves
    them under usable names. The exit code is 1 if a page has another number.
    """
    from mic25cli.store import saved_pages

    sources = session.dataset.kind("sources")
    paths = saved_pages.of_sources(folder, [(key, each["url"]) for key, each in sources.items()])

    @cache
    def page(source: str) -> Page | None:
        path = paths.get(source)
        text = None if path is None else saved_pages.text_of(path)
        return None if text is None else Page(str(path), text)

    checks = sorted(checks_of(session.dataset, page), key=lambda check: STATES.index(check.state))
    result = report(session.dataset, checks)
    return Answer(
        checks,
        lambda rows: view.document(result, rows, session.lang, whole=whole),
        of=PassageCheck,
        report=result,
        code=FINDINGS if result.summary["changed"] else DONE,
    )
