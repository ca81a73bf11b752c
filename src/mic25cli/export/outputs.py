"""The JSON that an export writes: the list of its files, and the book in one file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from mic25cli.calc.tables import TABLES
from mic25cli.export.content import RENAMED
from mic25cli.export.folder import Manifest
from mic25cli.model.kinds import KINDS
from mic25cli.view import contracts
from mic25cli.view.output import Described, Output


def _lists(items: dict[str, contracts.Json]) -> contracts.Json:
    return contracts.object_of(
        {key: {"type": "array", "items": item} for key, item in items.items()}
    )


_RECORDS = Described(
    lambda: _lists({kind: contracts.of_kind(kind, computed=False) for kind in KINDS})
)
_ROWS = Described(
    lambda: _lists({RENAMED.get(key, key): contracts.of_table(TABLES[key]) for key in TABLES})
)


@dataclass(frozen=True)
class ExportedBook:
    """`mic25.json`: the records by kind and the tables of claims."""

    schema: Literal["mic25.book/2"]
    about: dict[str, str]
    profile: dict[str, Any]
    """what the book says of itself, as book.yaml does"""
    records: Annotated[Any, _RECORDS]
    tables: Annotated[Any, _ROWS]


OUTPUTS = (
    Output("export", None, whole=Manifest),
    Output("export-json", None, whole=ExportedBook, made_of_others=True),
)
