"""The JSON that an export writes: the list of its files, and the book in one file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from mic25cli.calc.tables import TABLES
from mic25cli.export.content import RENAMED
from mic25cli.export.folder import Manifest
from mic25cli.model.kinds import KINDS
from mic25cli.view.output import Keys, Output, RecordOf, RowOf

RECORDS = Keys("Records", {kind: list[Annotated[Any, RecordOf(kind)]] for kind in KINDS})
ROWS = Keys(
    "Rows",
    {RENAMED.get(name, name): list[Annotated[Any, RowOf(name)]] for name in TABLES},
)


@dataclass(frozen=True)
class ExportedBook:
    """`mic25.json`: the records by kind and the tables of claims."""

    schema: Literal["mic25.book/1"]
    about: dict[str, str]
    records: Annotated[Any, RECORDS]
    tables: Annotated[Any, ROWS]


OUTPUTS = (
    Output("export", None, whole=Manifest),
    Output("export-json", None, whole=ExportedBook, made_of_others=True),
)
