"""`show`: records in full, as cards for people and as objects for machines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from mic25cli.calc import select
from mic25cli.cli import stream
from mic25cli.cli.options import Shared, shared_options
from mic25cli.errors import unknown
from mic25cli.model.book import Book, Record
from mic25cli.model.kinds import KINDS


def find_any(book: Book, text: str) -> list[Record]:
    """The records that an id, or `kind/id`, names; raises `UsageError` with the nearest."""
    kind, slash, record_id = text.partition("/")
    if slash and kind in KINDS:
        return [select.find(book, kind, record_id)]
    hits = [record for name in KINDS if (record := book.get(name, text)) is not None]
    if hits:
        return hits
    for name in KINDS:
        if book.whole.get(name, text) is not None:
            raise select.absent(KINDS[name].one, text)
    every = [record_id for name in KINDS for record_id in book.kind(name)]
    raise unknown("record", text, every, "'mic25 info' tells what the book holds.")


def run_show(wanted: Sequence[tuple[str, str]], shared: Shared) -> None:
    """Write the records of the given kinds and ids."""
    book = shared.view().book
    show_records([select.find(book, kind, record_id) for kind, record_id in wanted], book, shared)


def show_records(records: Sequence[Record], book: Book, shared: Shared) -> None:
    """Write records: a card each for people, one object or an array for machines."""
    from mic25cli.view import card_forms
    from mic25cli.view.card import build

    output = shared.output
    if output.chosen == "table" and not output.fields and not output.query:
        console = stream.console(output.color)
        for index, record in enumerate(records):
            if index:
                stream.write("\n")
            card_forms.show(build(record, book, shared.lang), console)
        return
    if output.chosen in ("plain", "md") and not output.fields and not output.query:
        texts = [
            card_forms.as_text(build(record, book, shared.lang), output.chosen)
            for record in records
        ]
        stream.write("\n".join(texts))
        return
    sheet = card_forms.field_sheet(records)
    payload: Any = records[0] if len(records) == 1 else list(records)
    if output.fields:
        from mic25cli.view.sheet import of_fields

        sheet = of_fields(sheet, output.fields)
        payload = sheet.items[0] if len(records) == 1 else list(sheet.items)
    stream.emit(
        card_forms.with_payload(sheet, payload),
        stream.Output(output.format, (), output.query, output.color),
    )


@shared_options(without=("sort", "limit"))
def show(
    ids: Annotated[
        list[str],
        typer.Argument(metavar="ID…", help="Ids of any kind; kind/id where two kinds share one."),
    ],
    shared: Shared,
) -> None:
    """Show records of any kind in full, with where each fact was read."""
    book = shared.view().book
    show_records([record for text in ids for record in find_any(book, text)], book, shared)
