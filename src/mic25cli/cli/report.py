"""`mic25 report`: the whole book as one page that needs no network."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mic25cli import __version__
from mic25cli.cli import stream
from mic25cli.cli.command import command
from mic25cli.cli.edition import old_side, one_at_most
from mic25cli.cli.options import file, flag, folder, text
from mic25cli.cli.session import RESULT, Session
from mic25cli.errors import UsageError
from mic25cli.view.answer import TextAnswer


@dataclass(frozen=True)
class ReportOptions:
    """Where the page goes."""

    out: Path | None = file("--output", "FILE", "The file to write.", also="-o")
    against: Path | None = folder(
        "--records-from", "DIR", "Also tell what changed since an edition: the records in a folder."
    )
    rev: str | None = text("--rev", "REV", "The same, since the records at a git revision.")
    force: bool = flag("--force", "Replace a file that mic25 did not write.")


@command(without=RESULT, shelf="one")
def report(session: Session, page: ReportOptions) -> TextAnswer | int:
    """Write the whole book as one page: every target with its chart, what changed, who pays.

    The file is self-contained: it loads nothing from anywhere, reads with scripts off, and prints.
    A small script filters and searches. The same book gives the same bytes; statuses are judged as
    of --as-of, or else of the last day that a source of the book was published or read.
    """
    from mic25cli.calc import report as calc
    from mic25cli.calc.progress.result import Question
    from mic25cli.export import file as files
    from mic25cli.view.page import html
    from mic25cli.view.page import report as view

    one_at_most(page.against, page.rev)
    if (
        page.out is not None
        and page.out.name != "-"
        and page.out.suffix.lower() not in (".html", ".htm")
    ):
        raise UsageError(f"'{page.out.name}' is no name of a page", "name it .html.")
    if page.out is None and stream.is_terminal():
        raise UsageError("a page of this size is no reading on a terminal", "give -o FILE.html.")
    book = session.book
    question = Question(session.day, session.known_at)
    found = calc.report(book, question, old_side(session, page.against, page.rev))
    told = view.ReportPage(found, book, session.lang, __version__)
    written = files.sealed(html.report(told))
    if page.out is None:
        return TextAnswer(written)
    files.write(session.output_path(page.out), written, page.force)
    stream.note(f"wrote {page.out}", session.output)
    return 0
