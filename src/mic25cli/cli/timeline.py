"""`mic25 timeline`: the dated things of all kinds, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mic25cli.calc import paths, select
from mic25cli.calc.timeline import Entry, timeline
from mic25cli.cli import stream
from mic25cli.cli.options import Shared, date_option, shared_options, split_list
from mic25cli.model.kinds import KINDS

if TYPE_CHECKING:
    from mic25cli.view.sheet import Cell, Sheet
    from mic25cli.view.text import Lang


@shared_options
def show_timeline(
    shared: Shared,
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="Only this kind; may be repeated. All but sources without it.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="Keep what is of this date or later."),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="Keep what is of this date or earlier."),
    ] = None,
) -> None:
    """List funds, pilots, documents, assessments and events in order of time.

    Sources join them when asked for with --kind sources. Milestones and observations are no
    events and stay out. What has no date is left out and counted on standard error.
    """
    found = timeline(
        shared.book(),
        split_list(kinds or ()),
        date_option("--since", since),
        date_option("--until", until),
    )
    if found.undated:
        parts = ", ".join(f"{count} of {kind}" for kind, count in found.undated.items())
        stream.note(f"left out for want of a date: {parts}", shared.output)
    items: list[Mapping[str, Any]] = [asdict(entry) for entry in found.entries]
    for key in shared.sort if items else ():
        paths.check(items[0], key.removeprefix("-"))
    if shared.sort:
        items = select.order(items, shared.sort)
    total = len(items)
    if shared.limit is not None:
        items = items[: shared.limit]
    stream.emit(sheet_of([Entry(**item) for item in items], shared.lang), shared.output)
    if shared.output.chosen == "table" and not shared.output.query:
        shown = f"{len(items)} of {total}" if len(items) < total else f"{total}"
        stream.note(f"{shown} {'entry' if total == 1 else 'entries'}", shared.output)


def sheet_of(entries: Sequence[Entry], lang: Lang) -> Sheet:
    """The entries as a sheet: date, kind, name, id."""
    from mic25cli.view.sheet import Head, Sheet

    zh = lang == "zh"
    names = [Head("name", "名称" if zh else "Name", rank=0, style="name")]
    if lang == "both":
        names = [
            Head("name_en", "Name", rank=0, style="name"),
            Head("name_zh", "名称", rank=0, style="name"),
        ]
    heads = (
        Head("date", "日期" if zh else "Date", rank=0),
        Head("kind", "类别" if zh else "Kind", rank=1, style="dim"),
        *names,
        Head("id", "编号" if zh else "Id", rank=2, style="id"),
    )
    rows = tuple(
        (
            (entry.date,),
            (KINDS[entry.kind].zh if zh else entry.kind,),
            *_names(entry.name, lang),
            (entry.id,),
        )
        for entry in entries
    )
    items = [asdict(entry) for entry in entries]
    return Sheet(heads, rows, items, tuple(items))


def _names(name: Mapping[str, str | None], lang: Lang) -> list[Cell]:
    """The cell of the name, or one for each language."""
    from mic25cli.view.text import name_of

    if lang == "both":
        return [(text,) if text else () for text in (name["en"], name["zh"])]
    return [(name_of(name, lang),)]
