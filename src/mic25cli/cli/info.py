"""`mic25 info`: what this installation is and what its book holds."""

from __future__ import annotations

from typing import Any

from mic25cli import __version__
from mic25cli.cli import stream
from mic25cli.cli.options import Shared, shared_options
from mic25cli.model.kinds import KINDS


@shared_options(without=("sort", "limit"))
def info(shared: Shared) -> None:
    """Tell the version, where the records come from, how many there are, and their digest."""
    from mic25cli.store import place
    from mic25cli.view.sheet import Head, Sheet

    folders = place.folders(shared.records)
    book = shared.book()
    counts = [{"kind": kind, "records": len(book.kind(kind))} for kind in KINDS]
    payload: dict[str, Any] = {
        "schema": "mic25.info/1",
        "version": __version__,
        "records": [str(folder.resolve()) for folder in folders],
        "digest": book.digest,
        "as_of": shared.as_of,
        "known_at": shared.known_at,
        "summary": {"records": sum(len(book.kind(kind)) for kind in KINDS)},
        "results": counts,
    }
    total = payload["summary"]["records"]
    # What it is stands in the rows and not above them, so that a pipe has it too.
    facts = [
        ("version", __version__),
        ("records from", ", ".join(payload["records"])),
        ("digest", book.digest),
        *((str(row["kind"]), str(row["records"])) for row in counts),
        ("records in all", str(total)),
    ]
    sheet = Sheet(
        heads=(Head("what", "What", rank=0, style="name"), Head("value", "Value", rank=0)),
        rows=tuple(((what,), (value,)) for what, value in facts),
        payload=payload,
        items=tuple(counts),
    )
    stream.emit(sheet, shared.output)
