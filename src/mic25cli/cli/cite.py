"""`mic25 cite`: the sources behind records and claims, as citations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mic25cli.calc import references
from mic25cli.calc.references import Reference
from mic25cli.cli import stream
from mic25cli.cli.command import command
from mic25cli.cli.options import arguments, flag, text
from mic25cli.cli.session import ROWS, Session
from mic25cli.errors import UsageError
from mic25cli.view.answer import Answer
from mic25cli.view.output import Output

if TYPE_CHECKING:
    from mic25cli.view.document import Document

OUTPUT = Output("cite", Reference)

STYLES = ("text", "bibtex", "biblatex", "csl-json", "ris")


@dataclass(frozen=True)
class CiteOptions:
    """What to cite, and in which style."""

    ids: tuple[str, ...] = arguments(
        "[ID…]", "Records (targets/nev-sales) or claims, as 'mic25 table' names them.",
        completes="record",
    )  # fmt: skip
    style: str = text("--style", "STYLE", ", ".join(STYLES) + ".", "text", choices=STYLES)
    book: bool = flag("--book", "Cite the data set itself, with version, date and digest.")

    def __post_init__(self) -> None:
        if not self.ids and not self.book:
            raise UsageError("nothing is named to cite", "give an id, or --book.")


@command(without=(*ROWS, "lang"), fixed=("format",))
def cite(session: Session, wanted: CiteOptions) -> Answer[Reference] | int:
    """Cite what records or single claims rest on, each source with where it was read.

    Keys are the ids of sources. Names are never taken apart, uncertain dates stay uncertain, and
    what was not read says so.
    """
    found = references.of_ids(session.book, wanted.ids)
    if wanted.ids and not found:
        stream.note(f"no source is cited by {', '.join(wanted.ids)} itself", session.output)
    if wanted.book:
        at = (session.as_of, session.known_at)
        found.insert(0, references.of_book(session.book, session.about, *at))
    output = session.output
    plain = output.format == "auto" and not output.fields and not output.query
    if plain:
        from mic25cli.view import cite as view

        stream.write(view.STYLES[wanted.style](found))
        return 0
    if wanted.style != "text":
        raise UsageError(
            f"--style {wanted.style} is a form of its own",
            "leave --format, --fields and --query out.",
        )

    def document(rows: Sequence[Reference]) -> Document:
        from mic25cli.view.cite.text import line
        from mic25cli.view.document import Cell, Document, Head, Table

        cells: list[tuple[Cell, ...]] = [((line(row),),) for row in rows]
        heads = (Head("reference", "Reference", rank=0),)
        return Document((Table(heads, tuple(cells)),))

    return Answer(found, document, of=Reference)
