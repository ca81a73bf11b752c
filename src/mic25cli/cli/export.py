"""`mic25 export`: the whole book as files that other programs load."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from mic25cli import __version__
from mic25cli.calc.longtable import When
from mic25cli.cli import stream
from mic25cli.cli.command import command
from mic25cli.cli.options import argument, flag, text
from mic25cli.cli.session import RESULT, Session
from mic25cli.errors import UsageError

FORMATS = ("datapackage", "sqlite", "parquet", "xlsx", "json")
PARTITIONS = ("book", "kind", "industry", "indicator", "record", "year")
"""The columns that Parquet can be parted by."""


@dataclass(frozen=True)
class ExportOptions:
    """Where to write, and what."""

    folder: Path = argument("DIR", "The folder to make.", typed=Path)
    style: str = text("--format", "|".join(FORMATS), "What to write.", "datapackage", also="-f")
    force: bool = flag("--force", "Write into a folder with other files; equal names are replaced.")
    partition_by: str | None = text(
        "--partition-by", "|".join(PARTITIONS), "Parquet in a folder for each value, as in Hive."
    )

    def __post_init__(self) -> None:
        if self.partition_by is not None and self.style != "parquet":
            raise UsageError("only Parquet is parted", "add --format parquet.")


@command(without=(*RESULT, "lang"), shelf="own")
def export(session: Session, target: ExportOptions) -> int:
    """Write the whole book: every kind and every table of claims, each column of one type.

    The same book gives the same bytes. Statuses are judged as of --as-of, or else of the last day
    that a source of the book was published or read.
    """
    from mic25cli.export import folder, others, package, sqlite
    from mic25cli.export.content import Content

    cut = [f"as of {session.as_of}"] if session.as_of else []
    cut += [f"known at {session.known_at}"] if session.known_at else []
    parts = {
        each.called: Content(
            each.book, __version__, When(session.day, session.known_at), tuple(cut)
        )
        for each in session.each()
    }
    content = next(iter(parts.values()))
    if len(parts) > 1:
        content = replace(content, parts=parts)
    formats: dict[str, Callable[[Content, Path], Iterator[str]]] = {
        "datapackage": package.write,
        "sqlite": sqlite.write,
        "parquet": partial(others.parquet, by=target.partition_by),
        "xlsx": others.xlsx,
        "json": others.json,
    }
    write = formats[target.style]
    steps = folder.fill(target.folder, lambda stage: write(content, stage), target.force)
    with cleanup_when_ended():
        for _ in steps:
            pass
    if target.style == "sqlite" and not sqlite.has_search():
        stream.note("no full-text index: this SQLite lacks FTS5", session.output)
    if content.broken:
        stream.note(
            f"no foreign keys, since ids lead nowhere: {', '.join(content.broken)}; "
            "'mic25 validate' lists them",
            session.output,
        )
    stream.note(f"wrote {target.folder}", session.output)
    return 0


@contextmanager
def cleanup_when_ended() -> Iterator[None]:
    """Who ends the program lets it take away what it has half written, and then ends it."""
    asked: list[int] = []

    def end(number: int, _frame: object) -> None:
        asked.append(number)
        raise KeyboardInterrupt

    names = [signal_name for signal_name in ("SIGTERM", "SIGHUP") if hasattr(signal, signal_name)]
    before = {name: signal.signal(getattr(signal, name), end) for name in names}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(getattr(signal, each), handler)
        if asked:
            os.kill(os.getpid(), asked[0])
