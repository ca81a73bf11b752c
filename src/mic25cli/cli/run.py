"""The one way out of a command: its answer sorted, cut down, remarked on and written."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from typing import TYPE_CHECKING

from mic25cli.cli import stream
from mic25cli.errors import UsageError
from mic25cli.view.answer import Answer, Counted, Shown
from mic25cli.view.render import QUERIED

if TYPE_CHECKING:
    from mic25cli.cli.session import Session
    from mic25cli.view.text import Lang


def present(answer: Answer[object], session: Session) -> int:
    """Write an answer as the session's options ask for; returns the exit code.

    Raises `UsageError` for a field that does not exist or a query that does not hold.
    """
    output = session.output
    shown = Shown(answer, session.sort, session.limit, session.fields)
    remarks = [undated(answer.undated, session.lang)] if answer.undated else []
    remarks += answer.remarks
    if output.pager is not False and stream.is_conversation():
        # Drawn before anything is said: what stands above a pager is out of sight.
        from mic25cli.cli import pager

        pager.write(drawn(shown, output, session.lang), output, remarks)
    else:
        for remark in remarks:
            stream.note(remark, output)
        stream.write(drawn(shown, output, session.lang))
    if answer.counted is not None and output.query is None:
        _count(answer.counted, len(shown.rows), shown.total, session)
    return answer.code


def drawn(shown: Shown[object], output: stream.Output, lang: Lang) -> str:
    """What is shown of an answer as text, in its format or as a query finds it."""
    if output.query is not None:
        return _queried(shown, output)
    if output.chosen != "table":
        from mic25cli.view import render

        return render.text(shown, output.chosen, stream.is_terminal())
    from mic25cli.cli.hyperlinks import wanted
    from mic25cli.view.render import links, terminal

    kept = StringIO()
    terminal.show(shown.document, stream.console(output.color, kept), lang)
    drawn = kept.getvalue()
    return drawn if wanted(output.color) else links.without(drawn)


def _queried(shown: Shown[object], output: stream.Output) -> str:
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
        return machine.yaml(found)
    if output.format == "ndjson":
        return machine.ndjson(found if isinstance(found, list) else [found])
    return machine.value(found, stream.is_terminal())


def undated(counts: Mapping[str, int], lang: Lang) -> str:
    """The remark on what was left out since nothing dates it."""
    from mic25cli.view.words import kind_name, label

    parts = [
        label("undated-of", lang, count=count, kind=kind_name(kind, lang))
        for kind, count in sorted(counts.items())
    ]
    return label("undated", lang, parts=label("comma", lang).join(parts))


def _count(counted: Counted, rows: int, total: int, session: Session) -> None:
    """The remark on how many rows there are, and of how many."""
    cut = rows < total
    if not (cut if counted.only_cut else session.output.chosen == "table"):
        return
    from mic25cli.view.words import label, noun

    every = total if counted.every is None else counted.every
    of = total if cut else every
    what = noun(counted.noun, every, session.lang)
    if of == rows:
        text = label("count", session.lang, rows=rows, noun=what)
    else:
        text = label("count-of", session.lang, rows=rows, of=of, noun=what)
    stream.note(text, session.output)
