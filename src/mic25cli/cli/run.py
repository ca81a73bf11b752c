"""The one way out of a command: its answer sorted, cut down, remarked on and written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import StringIO
from typing import TYPE_CHECKING, Any

from mic25cli import __version__
from mic25cli.cli import stream
from mic25cli.errors import RecordsError, UsageError
from mic25cli.view.answer import Answer, Counted, Done, Shown, TextAnswer, WrittenTo
from mic25cli.view.render import FOR_PEOPLE, FORMATS, QUERIED, WORKBOOK

if TYPE_CHECKING:
    from mic25cli.cli.session import Session
    from mic25cli.view.text import Lang


def present(answer: Answer[Any], session: Session) -> int:
    """Write an answer as the session's options ask for; returns the exit code.
    Raises `UsageError` for a field that does not exist or a query that does not hold."""
    if answer.file is not None:
        return _put(answer, answer.file, session)
    output = session.output
    as_file = session.workbook is not None or output.format == WORKBOOK
    name = WORKBOOK if as_file else format_of(answer, output)
    limit = session.limit
    if limit is None and name in FOR_PEOPLE:
        limit = answer.usual
    shown = Shown(answer, session.sort, limit, session.fields)
    remarks = [undated(answer.undated, session.lang)] if answer.undated else []
    remarks += answer.remarks
    if as_file:
        for remark in remarks:
            stream.note(remark, output)
        _put_workbook(shown, session)
    elif output.pager is not False and stream.is_conversation():
        # Drawn before anything is said: what stands above a pager is out of sight.
        from mic25cli.cli import pager

        text = "".join(drawn(shown, name, output, session.lang))
        pager.write(text, output, remarks)
    else:
        for remark in remarks:
            stream.note(remark, output)
        _write(drawn(shown, name, output, session.lang), answer.done)
    if answer.counted is not None and output.query is None:
        _count(answer.counted, len(shown.rows), shown.total, name, session)
    return _end(answer.closing, answer.done, output, answer.code)


def _put(answer: Answer[Any], file: WrittenTo, session: Session) -> int:
    from mic25cli.export import file as files

    if session.query:
        raise UsageError("--query prints to standard output", "leave --output out.")
    output = session.output._replace(format=file.format)
    shown = Shown(answer, fields=session.fields)
    text = drawn(shown, format_of(answer, output), output, session.lang, person=False)
    files.write(session.output_path(file.path), "".join(text), file.force)
    stream.note(f"wrote {file.path}", session.output)
    return 0


def _put_workbook(shown: Shown[Any], session: Session) -> None:
    from mic25cli.export import file as files
    from mic25cli.export.others import list_workbook

    if session.workbook is None:
        raise UsageError("a workbook is a file of its own", "add -o FILE.xlsx.")
    if session.query is not None or session.output.format not in ("auto", WORKBOOK):
        raise UsageError("--output writes a workbook, and no other format", "add -f xlsx alone.")
    if session.workbook.suffix.lower() != ".xlsx":
        raise UsageError(f"'{session.workbook.name}' is no name of a workbook", "name it .xlsx.")
    title, notes = "mic25", {"mic25": __version__}
    if "whole" in vars(session):
        profile, title = session.profile, session.profile.title
        notes |= {"version": profile.version or "none", "digest": session.whole.digest}
        notes |= {"as_of": session.day}
        notes |= {"known_at": session.known_at} if session.known_at else {}
        notes |= {"license": profile.license} if profile.license else {}
    made = list_workbook(shown.table, title, notes)
    files.write(session.output_path(session.workbook), made, session.overwrite)
    stream.note(f"wrote {session.workbook}", session.output)


def present_text(answer: TextAnswer, output: stream.Display) -> int:
    """Write an answer that is a text; returns the exit code."""
    _write((answer.text,), answer.done)
    return _end(answer.closing, answer.done, output, 0)


def _write(text: Iterable[str], done: Done) -> None:
    """Payload to standard output; a fault of it must not look as if no file had been changed."""
    try:
        stream.write_pieces(text)
    except BrokenPipeError:
        raise
    except OSError as fault:
        if not done.message:
            raise
        stream.silence(sys.stdout)
        raise RecordsError(
            f"{done.message}; only the report of it cannot be written: {fault.strerror or fault}"
        ) from fault


def _end(closing: Sequence[str], done: Done, output: stream.Display, code: int) -> int:
    for remark in closing:
        stream.note(remark, output)
    if done.fault is not None:
        raise done.fault
    return code


def format_of(answer: Answer[Any], output: stream.Display) -> str:
    """The format of an answer, `auto` resolved; raises `UsageError` for one that it lacks."""
    if output.format == "auto" and answer.auto and not output.fields and output.query is None:
        return answer.auto
    name = output.chosen
    if as_text(answer, output):
        name = "table"
    if name in answer.own and (output.fields or output.query is not None):
        raise UsageError(
            f"{name} takes neither --fields nor --query", "give -f json, or leave them out."
        )
    if name not in answer.own and name not in FORMATS:
        raise UsageError(f"this has no form in {name}", "leave --format out.")
    return name


MOST = 80  # lines of text about one thing that a pipe gets where no format is asked for


def as_text(answer: Answer[Any], output: stream.Display) -> bool:
    """Whether an answer goes as text where a list goes tab-separated."""
    chosen = output.format != "auto" or output.fields or output.query is not None
    return answer.one_thing and not chosen and not stream.is_terminal()


def drawn(
    shown: Shown[Any], name: str, output: stream.Display, lang: Lang, *, person: bool | None = None
) -> Iterable[str]:
    """What is shown of an answer as text in pieces, in a format or as a query finds it.
    For a `person` JSON is spread out; None: if there is a terminal."""
    if output.query is not None:
        return (_queried(shown, output),)
    if name in shown.answer.own:
        return (shown.answer.own[name](shown.rows),)
    if name != "table":
        from mic25cli.view import render

        return render.pieces(shown, name, stream.is_terminal() if person is None else person)
    from mic25cli.cli.pager import wants_links
    from mic25cli.view.render import links, terminal

    kept = StringIO()
    terminal.show(shown.document, stream.console(output.color, kept), lang)
    drawn = kept.getvalue()
    if as_text(shown.answer, output) and drawn.count("\n") > MOST:
        from mic25cli.view.words import label

        lines = drawn.splitlines(keepends=True)
        left = label("more-lines", lang, count=len(lines) - MOST + 1)
        drawn = "".join([*lines[: MOST - 1], f"{left}\n"])
    return (drawn if wants_links(output.color) else links.without(drawn),)


def _queried(shown: Shown[Any], output: stream.Display) -> str:
    from mic25cli.view import query
    from mic25cli.view.render import machine

    assert output.query is not None
    if output.format not in QUERIED:
        raise UsageError(
            f"--query prints values, which have no form in {output.format}",
            "leave --format out, or give json, ndjson or yaml.",
        )
    found = query.result(output.query, shown.payload)
    if output.format == "yaml":
        from mic25cli.model import yaml_text

        return yaml_text.text(found)
    if output.format == "ndjson":
        return "".join(machine.ndjson(found if isinstance(found, list) else [found]))
    return machine.value(found, stream.is_terminal())


def undated(counts: Mapping[str, int], lang: Lang) -> str:
    """The remark on what was left out since nothing dates it."""
    from mic25cli.view.words import kind_name, label

    parts = [
        label("undated-of", lang, count=count, kind=kind_name(kind, lang))
        for kind, count in sorted(counts.items())
    ]
    return label("undated", lang, parts=label("comma", lang).join(parts))


def _count(
    counted: Counted | Callable[[int, int], str], rows: int, total: int, name: str, session: Session
) -> None:
    cut = rows < total
    if callable(counted):
        # What people read says it itself.
        if cut and name not in FOR_PEOPLE:
            stream.note(counted(rows, total), session.output)
        return
    if not (cut if counted.only_cut else name == "table"):
        return
    from mic25cli.view.words import noun

    every = total if counted.every is None else counted.every
    of = total if cut else every
    what = noun(counted.noun, every, session.lang)
    if of == rows:
        session.note("count", rows=rows, noun=what)
    else:
        session.note("count-of", rows=rows, of=of, noun=what)
