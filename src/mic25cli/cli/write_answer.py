"""The output of every command: sorts, cuts and writes its answer, with remarks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from mic25cli import __version__
from mic25cli.cli import terminal_io
from mic25cli.errors import RecordsError, UsageError, quoted, quoted_command
from mic25cli.view import render
from mic25cli.view.answer import (
    AnyAnswer,
    AnySelectedRows,
    RowNoun,
    SelectedRows,
    SideEffect,
    TextAnswer,
    WrittenTo,
)
from mic25cli.view.render import FOR_PEOPLE, FORMATS, QUERIED, SERVICES, WORKBOOK

if TYPE_CHECKING:
    from mic25cli.cli.session import Session
    from mic25cli.view.text import Lang


def present(answer: AnyAnswer, session: Session) -> int:
    """Write an answer according to the session's options, and return the exit code. Raises
    `UsageError` for an unknown field or an invalid query."""
    form = "" if session.workbook is None else file_format(session.workbook, session.format)
    if answer.wide is not None and (session.wide or WORKBOOK in (session.format, form)):
        answer = replace(answer, columns=answer.wide)
    if answer.file is not None:
        return _put(answer, answer.file, session)
    if session.workbook is not None and session.format not in ("auto", form):
        option = "--json" if session.json else f"--format {session.format}"
        raise UsageError.of("name-and-option-differ", name=session.workbook.name, option=option)
    if session.workbook is not None and form != WORKBOOK:
        return _put(answer, WrittenTo(session.workbook, form, session.overwrite), session)
    as_file = session.workbook is not None or session.format == WORKBOOK
    name = WORKBOOK if as_file else format_of(answer, session, session.format)
    limit = answer.usual if session.limit is None and name in FOR_PEOPLE else session.limit
    rows = SelectedRows(answer, session.sort, limit, session.fields)
    remarks = [undated(answer.undated, session.lang)] if answer.undated else []
    remarks += answer.remarks
    if not as_file and session.pager is not False and terminal_io.is_conversation():
        # Written before any remark, because text above a pager cannot be seen.
        from mic25cli.cli import pager

        pager.write(
            "".join(text_pieces(rows, name, session)), session.pager, session.quiet, remarks
        )
    else:
        for remark in remarks:
            terminal_io.note(remark, session.quiet)
        if as_file:
            _put_workbook(rows, session)
        else:
            _write(text_pieces(rows, name, session), answer.done)
    if answer.counted is not None and session.query is None:
        _count(answer.counted, len(rows.rows), rows.total, name, session)
    return _end(answer.closing, answer.done, session.quiet, answer.code)


def _put(answer: AnyAnswer, file: WrittenTo, session: Session) -> int:
    from mic25cli.export import whole_folder

    if session.query:
        raise UsageError.of("query-prints-to-standard-output")
    limit = getattr(session, "limit", None)
    rows = SelectedRows(answer, getattr(session, "sort", ()), limit, session.fields)
    text = text_pieces(rows, format_of(answer, session, file.format), session, person=False)
    whole_folder.write_file(session.output_path(file.path), "".join(text), file.force)
    session.note("wrote", path=file.path)
    return 0


def file_format(path: Path, default: str) -> str:
    """The format for the name of a file, or `default` for an unknown ending; raises `UsageError` if
    that is auto."""
    form = FILES.get(path.suffix.lower(), default)
    if form == "auto":
        endings = ", ".join(FILES)
        ways = "use --wide for all columns" if path.name == "wide" else f"end the name in {endings}"
        raise UsageError.of("file-name-gives-no-format", path=path, ways=ways)
    return form


FILES = {
    ".xlsx": WORKBOOK, ".csv": "csv", ".tsv": "tsv", ".json": "json", ".ndjson": "ndjson",
    ".jsonl": "ndjson", ".yaml": "yaml", ".yml": "yaml", ".md": "md", ".txt": "plain",
}  # fmt: skip
"""The format of a list by the ending of the file's name."""


def _put_workbook(rows: AnySelectedRows, session: Session) -> None:
    from mic25cli.export import whole_folder
    from mic25cli.export.formats import list_workbook

    if session.workbook is None:
        raise UsageError.of("a-workbook-cannot-be-printed-only-written-to-file")
    if session.query is not None:
        raise UsageError.of("query-prints-to-standard-output")
    title, notes = "mic25", {"mic25": __version__}
    if "whole" in vars(session):
        profile, title = session.profile, session.profile.title
        notes |= {"version": profile.version or "none", "digest": session.whole.digest}
        notes |= {"as_of": session.day}
        notes |= {"known_at": session.known_at} if session.known_at else {}
        notes |= {"license": profile.license} if profile.license else {}
    workbook = list_workbook(rows.table, title, notes)
    whole_folder.write_file(session.output_path(session.workbook), workbook, session.overwrite)
    session.note("wrote", path=session.workbook)


def present_text(answer: TextAnswer, quiet: bool) -> int:
    """Write an answer that is a text and return the exit code."""
    _write((answer.text,), answer.done)
    return _end(answer.closing, answer.done, quiet, 0)


def _write(text: Iterable[str], done: SideEffect) -> None:
    """Write payload to standard output; if that fails, still report files that were changed."""
    try:
        terminal_io.write_pieces(text)
    except OSError as fault:
        if isinstance(fault, BrokenPipeError) or not done.message:
            raise
        terminal_io.silence(sys.stdout)
        raise RecordsError.of(
            "done-but-not-reported", message=done.message, strerror=fault.strerror or fault
        ) from fault


def _end(closing: Sequence[str], done: SideEffect, quiet: bool, code: int) -> int:
    for remark in closing:
        terminal_io.note(remark, quiet)
    if done.fault is not None:
        raise done.fault
    return code


def format_of(answer: AnyAnswer, session: Session, name: str) -> str:
    """The format, with `auto` resolved; raises `UsageError` for one that the answer lacks."""
    picked = bool(session.fields) or session.query is not None
    if name == "auto" and answer.auto and not picked:
        return answer.auto
    if name == "auto":
        table = terminal_io.is_terminal() or (answer.one_thing and not picked)
        name = "table" if table else "tsv"
    own = (*answer.own, *(SERVICES if answer.ci else ()))
    if name in own and picked:
        raise UsageError.of("cannot-be-combined-with-fields-or-query", name=name)
    if name not in own and name not in FORMATS:
        raise UsageError.of("this-command-cannot-print", name=name)
    return name


MOST = 80  # the maximum number of lines about one thing for a pipe without a format


def text_pieces(
    rows: AnySelectedRows, name: str, session: Session, *, person: bool | None = None
) -> Iterable[str]:
    """An answer as text in pieces, in a format or by a query. JSON is indented for a `person`; None
    means if there is a terminal."""
    if session.query is not None:
        return (_queried(rows, session.query, session.format, session),)
    if name in rows.answer.own:
        return (rows.answer.own[name](rows.rows),)
    if name in SERVICES and rows.answer.ci is not None:
        from mic25cli.view.validation import ci_reports

        return (ci_reports.WRITERS[name](rows.answer.ci(rows.rows)),)
    if name != "table":
        return render.pieces(rows, name, terminal_io.is_terminal() if person is None else person)
    from mic25cli.view.render import links, terminal

    buffer, linked = StringIO(), False
    if terminal_io.is_terminal():
        from mic25cli.cli.pager import wants_links

        linked = wants_links(session.color)
    terminal.show(rows.document, terminal_io.console(session.color, buffer), session.lang, linked)
    text = buffer.getvalue()
    in_pipe = session.format == "auto" and not session.fields and not terminal_io.is_terminal()
    if in_pipe and rows.answer.one_thing and text.count("\n") > MOST:
        lines = text.splitlines(keepends=True)
        note = session.label("more-lines", count=len(lines) - MOST + 1)
        text = "".join([*lines[: MOST - 1], f"{note}\n"])
    return (text if linked else links.without(text),)


def _queried(rows: AnySelectedRows, query: str, name: str, session: Session) -> str:
    from mic25cli.cli import jmespath_query
    from mic25cli.view.render import json_text

    if name not in QUERIED:
        raise UsageError.of("query-cannot-print", name=name)
    result = jmespath_query.result(query, rows.payload)
    keys = rows.payload if isinstance(rows.payload, Mapping) else ()
    compared = query.replace("!", "=").partition("=")[0].strip()
    if isinstance(result, bool) and compared.isidentifier() and compared not in keys:
        of = "results" if "results" in keys else ""
        # In JMESPath, a text is in single quotes.
        rows_of = f"{of}[?{query}]".replace('"', "'")
        typed = quoted(rows_of) if set("`$") & set(rows_of) else f'"{rows_of}"'
        line = quoted_command(f"--query {typed}")
        raise UsageError.of("query-compares-whole", query=query, field=compared, line=line)
    if result is None:
        if query.isidentifier() and query not in keys:
            raise UsageError.of("query-reads-jmespath-in-which-is-field", query=query)
        session.note("query-null", query=query)
    if name == "yaml":
        from mic25cli.model import yaml_text

        return yaml_text.text(result)
    if name == "ndjson":
        return "".join(json_text.ndjson(result if isinstance(result, list) else [result]))
    return json_text.value(result, terminal_io.is_terminal())


def undated(counts: Mapping[str, int], lang: Lang) -> str:
    """The remark on records left out because they have no date."""
    from mic25cli.view.text import counted, label

    parts = (counted(count, kind, lang) for kind, count in sorted(counts.items()))
    return label("undated", lang, parts=label("comma", lang).join(parts))


def _count(
    counted: RowNoun | Callable[[int, int], str], rows: int, total: int, name: str, session: Session
) -> None:
    cut = rows < total
    if callable(counted):
        # Formats for people say in their own text that rows were left out.
        if cut and name not in FOR_PEOPLE:
            terminal_io.note(counted(rows, total), session.quiet)
        return
    if not (cut if counted.only_cut else name == "table"):
        return
    from mic25cli.model.languages import catalogue
    from mic25cli.view.text import noun

    every = total if counted.every is None else counted.every
    of = total if cut else every
    what, measure = noun(counted.noun, every, session.lang), catalogue(session.lang).measure
    here, whole = (f"{number}{measure(counted.noun)}" for number in (rows, of))
    if of == rows:
        session.note("count", rows=here, noun=what)
    else:
        session.note("count-of", rows=here, of=whole, noun=what)
