"""`mic25 fields KIND`: the fields of a kind's records, with what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mic25cli.cli.command import command
from mic25cli.cli.options import argument
from mic25cli.cli.session import Session
from mic25cli.errors import unknown
from mic25cli.model.kinds import KINDS
from mic25cli.view.answer import Answer, same

if TYPE_CHECKING:
    from mic25cli.view.contracts import FieldRow
    from mic25cli.view.document import Document


@dataclass(frozen=True)
class FieldsOptions:
    """The kind asked about."""

    kind: str = argument("KIND", "A kind.", completes="kind")

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise unknown("kind", self.kind, KINDS)


@command(without=("records", "as_of", "known_at"))
def fields(session: Session, of: FieldsOptions) -> Answer[FieldRow]:
    """List the fields of a kind by path, as --fields and --sort take them, with their meanings."""
    from mic25cli.view import contracts

    def document(rows: Sequence[FieldRow]) -> Document:
        from mic25cli.view.document import Cell, Document, Head, Table

        def cell(value: object) -> Cell:
            if isinstance(value, list):
                return (", ".join(value),) if value else ()
            if isinstance(value, bool):
                return ("true" if value else "false",)
            return () if value is None else (str(value),)

        keys = {"field": 0, "type": 1, "required": 3, "of": 2, "choices": 3, "meaning": 0}
        heads = tuple(
            Head(key, key, rank=rank, style="name" if key == "field" else "")
            for key, rank in keys.items()
        )
        return Document(
            (Table(heads, tuple(tuple(cell(dict(row)[k]) for k in keys) for row in rows)),)
        )

    return Answer(list(contracts.fields(of.kind)), document, same)
