"""`mic25 info`: what this installation is and what its book holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mic25cli import __version__
from mic25cli.cli.command import command
from mic25cli.cli.session import Session
from mic25cli.model.kinds import KINDS
from mic25cli.view.answer import Answer, same

if TYPE_CHECKING:
    from mic25cli.view.document import Document, Table


@command(without=("sort", "limit"))
def info(session: Session) -> Answer[Mapping[str, Any]]:
    """Tell the version, where the records come from, how many there are, and their digest."""
    book = session.book
    counts = [{"kind": kind, "records": len(book.kind(kind))} for kind in KINDS]
    report = {
        "schema": "mic25.info/1",
        "version": __version__,
        "records": [str(folder.resolve()) for folder in session.folders],
        "digest": book.digest,
        "as_of": session.as_of,
        "known_at": session.known_at,
        "summary": {"records": sum(len(book.kind(kind)) for kind in KINDS)},
    }

    def document(rows: Sequence[Mapping[str, Any]]) -> Document:
        from mic25cli.view.document import Document
        from mic25cli.view.info import facts

        return Document((facts(report, rows, session.lang),))

    def columns(rows: Sequence[Mapping[str, Any]]) -> Table:
        from mic25cli.view.info import facts

        return facts(report, rows, "en")

    undated = session.seen.undated
    return Answer(counts, document, same, report=report, columns=columns, undated=undated)
