"""`mic25 cite`: the sources behind records and claims, as citations."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from mic25cli.calc import cited_sources
from mic25cli.calc.cited_sources import Reference
from mic25cli.cli.command import command
from mic25cli.cli.options import Texts, arguments, flag, text
from mic25cli.cli.session import ROWS, Session
from mic25cli.errors import UsageError, quoted, quoted_command
from mic25cli.values import replace
from mic25cli.view.answer import Answer
from mic25cli.view.json_output import Output
from mic25cli.view.render import FORMATS

OUTPUT = Output("cite", Reference)

STYLES = ("text", "bibtex", "biblatex", "csl-json", "ris", "gbt7714")


ELSEWHERE = ("apa", "mla", "chicago", "harvard", "ieee", "vancouver")
"""Styles that mic25 does not print but reference managers do."""


def _refuse_style(ids: Sequence[str]) -> None:
    """Raise `UsageError` if a record is named like a style, with a command line that works."""
    for style in (record_id.lower() for record_id in ids):
        if style in (*STYLES, *ELSEWHERE):
            rest = " ".join(quoted(each) for each in ids if each.lower() != style)
            own = style if style in STYLES else "csl-json"
            why = "" if own == style else f" A reference manager prints {style.upper()} from it."
            line = quoted_command(f"mic25 cite {rest or 'ID'} --style {own}")
            raise UsageError.of("is-style-not-record", style=style, line=line, own=own, why=why)


@command(without=ROWS, fixed=("format",), formats=(*FORMATS, *STYLES[1:]))
def cite(
    session: Session,
    ids: Texts = arguments(
        "[ID…]", "Name records (targets/ID), record types, or claims of a table", completes="record"
    ),
    style: str = text("STYLE", "Print {}", "text", choices=STYLES),
    whole_dataset: bool = flag("Cite the dataset itself, with version and date"),
) -> Answer[Reference]:
    """Cite the sources of records or of single claims.

    Uncertain dates stay uncertain, and unread sources are marked.
    """
    from mic25cli.view.sources import citation_styles as view

    if not ids and not whole_dataset:
        raise UsageError.of("command-does-not-say-what-to-cite")
    _refuse_style(ids)
    if session.format in STYLES:
        session, style = replace(session, format="auto"), session.format
    if style != "text" and (session.format != "auto" or session.fields or session.query):
        raise UsageError.of("style-has-its-own-form", style=style)
    try:
        entries = cited_sources.of_ids(session.dataset, ids)
    except UsageError:
        from mic25cli.cli.asking import answer_question

        if len(ids) > 1:  # one word may be a mistyped id
            answer_question(session, " ".join(["cite", *ids]))
        raise
    lang = session.lang if style == "text" else "en"
    nothing = f"no source is cited by {', '.join(ids)} itself"
    remarks = (nothing,) if ids and not entries else ()
    if whole_dataset:
        at = (session.as_of, session.known_at)
        entries.insert(0, view.of_dataset(session.dataset, *at, lang))
    return Answer(
        entries,
        lambda rows: view.document(rows, session.lang),
        of=Reference,
        own={style: partial(view.lines, lang=lang) if style == "text" else view.STYLES[style]},
        auto=style,
        remarks=remarks,
    )
