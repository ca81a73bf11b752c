"""JSON Schema (2020-12) of what commands print as JSON, from the columns and the records' shape."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from mic25cli.calc.tables import TABLES
from mic25cli.calc.tables.table import Column, LongTable
from mic25cli.model.kinds import KINDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TYPES: dict[str, dict[str, Any]] = {
    "string": {"type": "string"}, "integer": {"type": "integer"}, "number": {"type": "number"},
    "float": {"type": "number"}, "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"}, "array": {"type": "array"},
    "object": {"type": "object"},
}  # fmt: skip
_SORTS = {"number": "number", "integer": "integer"}


def names() -> tuple[str, ...]:
    """The outputs that have a schema: `list-KIND` of a list, `table-NAME` of a table."""
    return (*(f"list-{kind}" for kind in KINDS), *(f"table-{name}" for name in TABLES))


@cache
def of(name: str) -> dict[str, Any]:
    """The schema of an output by its name."""
    what, _, which = name.partition("-")
    item = _of_table(TABLES[which]) if what == "table" else _of_kind(which)
    return {"$schema": DIALECT, "title": f"mic25 {name}", "type": "array", "items": item}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object", "required": list(properties), "properties": properties,
        "additionalProperties": False,
    }  # fmt: skip


def _of_table(table: LongTable) -> dict[str, Any]:
    def one(column: Column) -> dict[str, Any]:
        found = dict(_TYPES[column.type])
        if column.key not in table.key:
            found["type"] = [found["type"], "null"]
        return {**found, "description": column.meaning}

    return _object({column.key: one(column) for column in table.columns})


def _of_kind(kind: str) -> dict[str, Any]:
    from mic25cli.model.shape import of_kind

    fields = _of_shape(of_kind(kind))
    own = {"kind": {"const": kind}, "id": {"type": "string"}}
    return _object({**own, **fields["properties"]})


def _of_shape(shape: Any) -> dict[str, Any]:
    found: dict[str, Any]
    if shape.sort == "mapping":
        found = _object(
            {
                key: {**_of_shape(field.shape), **({"description": field.doc} if field.doc else {})}
                for key, field in shape.fields.items()
            }
        )
    elif shape.sort == "list":
        found = {"type": "array", "items": _of_shape(shape.item)}
    elif shape.sort == "table":
        found = {"type": "object", "additionalProperties": _of_shape(shape.item)}
    elif shape.choices:
        found = {"enum": list(shape.choices)}
    else:
        found = {"type": _SORTS.get(shape.sort, "string")}
    return {"anyOf": [found, {"type": "null"}]} if shape.nullable else found


def fields(kind: str) -> Iterator[dict[str, Any]]:
    """The fields of a kind's records by path: what each holds, whether it must be there, why."""
    from mic25cli.model.shape import of_kind

    return _fields(of_kind(kind), "")


def _fields(shape: Any, path: str) -> Iterator[dict[str, Any]]:
    for key, field in shape.fields.items():
        inner, lists = field.shape, ""
        while inner.sort == "list":
            inner, lists = inner.item, f"{lists}list of "
        yield {
            "field": f"{path}{key}", "type": f"{lists}{inner.sort}", "required": field.required,
            "of": inner.link, "choices": list(inner.choices), "meaning": field.doc,
        }  # fmt: skip
        yield from _fields(inner, f"{path}{key}.")
