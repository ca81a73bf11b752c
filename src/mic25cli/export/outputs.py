"""The JSON that an export writes: the list of its files, and the book in one file."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypedDict

from mic25cli.calc.tables import TABLES
from mic25cli.export.content import RENAMED
from mic25cli.model.kinds import KINDS
from mic25cli.view.output import Keys, Output, RecordOf, RowOf


class Manifest(TypedDict):
    """`mic25-export.json`: the files of an export with what they hash to."""

    schema: Literal["mic25.export/1"]
    files: Annotated[dict[str, str], "SHA-256 by path"]


RECORDS = Keys("Records", {kind: list[Annotated[Any, RecordOf(kind)]] for kind in KINDS})
ROWS = Keys(
    "Rows",
    {RENAMED.get(name, name): list[Annotated[Any, RowOf(name)]] for name in TABLES},
)


class Book(TypedDict):
    """`mic25.json`: the records by kind and the tables of claims."""

    schema: Literal["mic25.book/1"]
    about: dict[str, str]
    records: Annotated[Any, RECORDS]
    tables: Annotated[Any, ROWS]


OUTPUTS = (
    Output("export", None, whole=Manifest),
    Output("export-json", None, whole=Book, made_of_others=True),
)
