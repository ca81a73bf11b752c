"""`mic25 report`: the book as one page to print, which needs no network."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mic25cli import __version__
from mic25cli.calc import lookup
from mic25cli.cli import stream
from mic25cli.cli.command import command
from mic25cli.cli.edition import old_side, one_at_most
from mic25cli.cli.options import file, flag, folder, text, texts
from mic25cli.cli.session import RESULT, Session
from mic25cli.errors import UsageError
from mic25cli.view.answer import TextAnswer

if TYPE_CHECKING:
    from mic25cli.calc.diff.changes import Diff
    from mic25cli.calc.diff.sides import Side
    from mic25cli.calc.progress.result import Question
    from mic25cli.model.book import RecordBook


@dataclass(frozen=True)
class ReportOptions:
    """Where the page goes."""

    out: Path | None = file("--output", "FILE", "The file to write.", also="-o")
    against: Path | None = folder(
        "--records-from", "DIR", "Also tell what changed since an edition: the records in a folder."
    )
    rev: str | None = text("--rev", "REV", "The same, since the records at a git revision.")
    industry: tuple[str, ...] = texts(
        "--industry", "NAME", "Only this industry, by id or name; may be repeated.",
        completes="industry",
    )  # fmt: skip
    kind: tuple[str, ...] = texts(
        "--kind", "KIND", "List all records of a kind as well; may be repeated.", completes="kind"
    )
    force: bool = flag("--force", "Replace a file that mic25 did not write.")


@command(without=RESULT, shelf="one")
def report(session: Session, page: ReportOptions) -> TextAnswer | int:
    """Write the book as a report to print: the finding, the scorecard, a chapter an industry.

    A chapter tells each target in a sentence, what was promised and reached and how sure that is,
    who pays, who acts, what outsiders say; sources are numbered at the end. The file is
    self-contained and loads nothing; `mic25 site` has a page for everything. The same book gives
    the same bytes; statuses are judged as of --as-of, or else of the last day that a source of the
    book was published or read.
    """
    from mic25cli.calc.progress.result import Question
    from mic25cli.export import file as files
    from mic25cli.view.page import html
    from mic25cli.view.page.report import ReportPage
    from mic25cli.view.page.site import Site, Tree

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
    named = tuple(lookup.industry(book, each)["id"] for each in page.industry)
    tree = Tree(Site(book, question, __version__), session.lang)
    since = _since(book, old_side(session, page.against, page.rev), question)
    written = files.sealed(html.report(ReportPage(tree, named, page.kind, since)))
    if page.out is None:
        return TextAnswer(written)
    files.write(session.output_path(page.out), written, page.force)
    stream.note(f"wrote {page.out}", session.output)
    return 0


def _since(book: RecordBook, old: Side | None, question: Question) -> Diff | None:
    """What changed since another edition of the records."""
    from mic25cli.calc.diff.changes import Pair
    from mic25cli.calc.diff.compare import diff
    from mic25cli.calc.diff.outcomes import with_outcomes
    from mic25cli.calc.diff.sides import edition

    if old is None:
        return None
    pair = Pair(old, edition(book.whole, "", question.known_at))
    return with_outcomes(diff(pair.old, pair.new), pair, question.as_of)
