"""`mic25 fields KIND`: the fields of a kind's records, with what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mic25cli.cli.command import command
from mic25cli.cli.options import argument
from mic25cli.cli.session import Session
from mic25cli.errors import unknown
from mic25cli.model.kinds import KINDS
from mic25cli.view.answer import Answer

if TYPE_CHECKING:
    from mic25cli.calc.kind_fields import FieldRow


@command(without=("records", "books", "as_of", "known_at"))
def fields(session: Session, kind: str = argument("KIND", "A kind.")) -> Answer[FieldRow]:
    """List the fields of a kind by path, as --fields and --sort take them, with their meanings."""
    from mic25cli.calc import kind_fields
    from mic25cli.view import fieldlist

    if kind not in KINDS:
        raise unknown("kind", kind, KINDS)
    return Answer(list(kind_fields.of_kind(kind)), fieldlist.document, of=kind_fields.FieldRow)
