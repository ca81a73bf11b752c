"""`mic25 info`: what this installation is and what its book holds."""

from __future__ import annotations

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
    payload = {
        "schema": "mic25.info/1",
        "version": __version__,
        "records": [str(folder.resolve()) for folder in folders],
        "digest": book.digest,
        "as_of": shared.as_of,
        "known_at": shared.known_at,
        "summary": {"records": sum(len(book.kind(kind)) for kind in KINDS)},
        "results": counts,
    }
    sheet = Sheet(
        heads=(Head("kind", "Kind", rank=0, style="name"), Head("records", "Records", True, 0)),
        rows=tuple(((row["kind"],), (str(row["records"]),)) for row in counts),  # type: ignore[misc]
        payload=payload,
        items=tuple(counts),
        title=f"mic25 {__version__}",
        footer=(
            f"{sum(len(book.kind(kind)) for kind in KINDS)} records in "
            + ", ".join(str(folder.resolve()) for folder in folders),
            f"digest {book.digest}",
        ),
    )
    stream.emit(sheet, shared.output)
