"""Records as fields and values, a row a field: the form of `show` in a pipe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mic25cli.model.book import Record
from mic25cli.view.document import Head, Table


def field_table(records: Sequence[Record]) -> Table:
    """A row for every single value in the records: the record, the path, the value."""
    heads = (
        Head("record", "Record"),
        Head("field", "Field", rank=0),
        Head("value", "Value", rank=0),
    )
    rows = tuple(
        ((record["id"],), (path,), (text,) if text else ())
        for record in records
        for path, text in _flat(record, "")
    )
    return Table(heads, rows)


def _flat(value: object, path: str) -> list[tuple[str, str]]:
    """The single values within a value, each with its path."""
    if isinstance(value, Mapping):
        return [
            pair
            for key, item in value.items()
            for pair in _flat(item, f"{path}.{key}" if path else key)
        ]
    if isinstance(value, list):
        return [pair for index, item in enumerate(value) for pair in _flat(item, f"{path}.{index}")]
    return [(path, "" if value is None else str(value))]
