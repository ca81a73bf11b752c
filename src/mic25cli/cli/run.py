"""The one way out of a command: its answer sorted, cut down, remarked on and written."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mic25cli.cli import stream
from mic25cli.errors import UsageError
from mic25cli.view.answer import Answer, Counted, Shown

if TYPE_CHECKING:
    from mic25cli.cli.session import Session
    from mic25cli.view.text import Lang

QUERIED = ("auto", "json", "ndjson", "yaml")
"""The formats that the result of a --query can have."""


def present(answer: Answer[Any], session: Session) -> int:
    """Write an answer as the session's options ask for; returns the exit code.

    Raises `UsageError` for a field that does not exist or a query that does not hold.
    """
    output = session.output
    shown = Shown(answer, session.sort, session.limit, session.fields)
    if answer.undated:
        stream.note(undated(answer.undated, session.lang), output)
    for remark in answer.remarks:
        stream.note(remark, output)
    write(shown, output, session.lang)
    if answer.counted is not None and output.query is None:
        _count(answer.counted, len(shown.rows), shown.total, session)
    return answer.code


def write(shown: Shown[Any], output: stream.Output, lang: Lang) -> None:
    """Write what is shown of an answer, in its format or as a query finds it."""
    if output.query is not None:
        _write_query(shown, output)
    elif output.chosen == "table":
        from mic25cli.view.render import terminal

        terminal.show(shown.document, stream.console(output.color), lang)
        sys.stdout.flush()
    else:
        from mic25cli.view import render

        stream.write(render.text(shown, output.chosen, stream.is_terminal()))


def _write_query(shown: Shown[Any], output: stream.Output) -> None:
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
        stream.write(machine.yaml(found))
    elif output.format == "ndjson":
        stream.write(machine.ndjson(found if isinstance(found, list) else [found]))
    else:
        stream.write(machine.value(found, stream.is_terminal()))


def undated(counts: Mapping[str, int], lang: Lang) -> str:
    """The remark on what was left out since nothing dates it."""
    from mic25cli.model.kinds import KINDS
    from mic25cli.view.words import label

    parts = [
        label("undated-of", lang, count=count, kind=KINDS[kind].zh if lang == "zh" else kind)
        for kind, count in sorted(counts.items())
    ]
    return label("undated", lang, parts=label("comma", lang).join(parts))


def _count(counted: Counted, rows: int, total: int, session: Session) -> None:
    """The remark on how many rows there are, and of how many."""
    cut = rows < total
    if not (cut if counted.only_cut else session.output.chosen == "table"):
        return
    from mic25cli.view.words import label

    every = total if counted.every is None else counted.every
    of = total if cut else every
    noun = counted.one if every == 1 else counted.many
    if of == rows:
        text = label("count", session.lang, rows=rows, noun=noun)
    else:
        text = label("count-of", session.lang, rows=rows, of=of, noun=noun)
    stream.note(text, session.output)
