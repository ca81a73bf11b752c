"""`mic25 brief`: one page on an industry, a target or a fund, to read, mail and print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mic25cli import __version__
from mic25cli.calc import lookup
from mic25cli.calc.brief import KINDS
from mic25cli.cli.command import command
from mic25cli.cli.options import Texts, arguments, flag, path
from mic25cli.cli.session import ROWS, Session
from mic25cli.errors import UsageError, quoted, quoted_command, unknown
from mic25cli.model.plain import plain
from mic25cli.view.answer import Answer, WrittenTo
from mic25cli.view.render import FORMATS

if TYPE_CHECKING:
    from mic25cli.model.book import Record
    from mic25cli.view.page.story import Story

SUFFIXES = {".md": "md", ".html": "html", ".htm": "html", ".json": "json", ".txt": "plain"}
"""The format that a file's name asks for."""


@command(without=ROWS, fixed=("format",), formats=("html", *FORMATS))
def brief(
    session: Session,
    ids: Texts = arguments(
        "INDUSTRY|TARGET|FUND…", "Industries, targets or funds, by id or name.", completes="id"
    ),
    output: Path | None = path(
        "FILE", "Write to a file; its name (.html, .md) says the format.", also="-o"
    ),
    long: bool = flag("All of it, on as many pages as that takes."),
    force: bool = flag("Replace a file that mic25 did not write."),
) -> Answer[Story]:
    """Write one page on an industry, a target or a fund.

    What was promised and by whom, what was reached and how sure that is, who pays, who acts, what
    outsiders say, what is not known, and the numbered sources; with --long all of it. Judged as of
    --as-of, or else of the last day that a source of the book was published or read: the same book,
    the same page.
    """
    chosen = session.format if output is None else _format(session, output)
    picked = bool(session.fields or session.query)
    long = long or picked or chosen not in ("auto", "table", "plain", "md", "html")
    answer = _answer(session, [_find(session, id_) for id_ in ids], long)
    if output is None:
        return answer
    return replace(answer, file=WrittenTo(output, _format(session, output), force))


def _format(session: Session, out: Path) -> str:
    chosen = session.format
    if chosen != "auto":
        return "plain" if chosen == "table" else chosen
    if out.suffix.lower() not in SUFFIXES:
        raise UsageError(
            f"'{out.name}' does not say a format", "name it .html or .md, or give --format."
        )
    return SUFFIXES[out.suffix.lower()]


def _answer(session: Session, records: Sequence[Record], long: bool) -> Answer[Story]:
    from mic25cli.calc.brief import brief as gather
    from mic25cli.calc.progress.rollup import judged_by
    from mic25cli.view.page import brief as view
    from mic25cli.view.page import output, story
    from mic25cli.view.record.lists import field_table

    book, lang = session.book, session.lang
    question = session.question

    def item(row: Story) -> Any:
        return plain(output.printed(row.brief, row.cited, book))

    def page(rows: Sequence[Story]) -> str:
        from mic25cli.export.whole import sealed
        from mic25cli.view.page import html

        return sealed(html.brief(rows, book))

    briefs = [gather(book, record["kind"], record["id"], question) for record in records]
    return Answer(
        [view.story(each, book, lang, __version__, long=long) for each in briefs],
        lambda rows: story.documents(rows, book, question, lang, charts=long),
        item,
        of=output.PrintedBrief,
        one_thing=True,
        report=output.BriefReport(judged_by=judged_by(question, session.whole.digest)),
        columns=lambda rows: field_table([item(row) for row in rows]),
        own={"html": page},
    )


def _find(session: Session, named: str) -> Record:
    book = session.book
    try:
        named_so = lookup.find_any(book, named)
    except UsageError:
        if named.partition("/")[0] in KINDS:
            raise
        return _by_words(session, named)
    things = (lookup.explained(book, each) for each in named_so)
    found = {f"{each['kind']}/{each['id']}": each for each in things if each["kind"] in KINDS}
    if len(found) > 1:
        raise UsageError(f"'{named}' is several things", f"say which: {' or '.join(found)}.")
    if found:
        return next(iter(found.values()))
    other = named_so[0]
    try:
        return lookup.industry(book, named)
    except UsageError as fault:
        raise UsageError(
            f"there is no brief of {other['kind']}, and '{named}' is one of them",
            f"name an industry, a target or a fund; see 'mic25 show {other['id']}'.",
        ) from fault


def _by_words(session: Session, named: str) -> Record:
    book = session.book
    if any(book.whole.get(kind, named) for kind in KINDS):
        return lookup.find_any(book, named)[0]
    try:
        return lookup.industry(book, named)
    except UsageError as fault:
        if "several" in fault.message:
            raise
        every = [key for kind in KINDS for key in book.kind(kind)]
        see = f"{quoted_command(f'mic25 search {quoted(named)}')} looks for it in all records."
        raise unknown("industry, target or fund", named, every, see) from fault
