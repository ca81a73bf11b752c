"""CSV files with a Data Package descriptor (v2), which is their data dictionary."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

from mic25cli.calc.longtable import LongTable, Row
from mic25cli.export.content import Content, text_of
from mic25cli.model import stored
from mic25cli.steps import steps
from mic25cli.view.render.delimited import neutral

_TYPES = {"float": "number"}


def write(content: Content, folder: Path) -> None:
    """A CSV a table, then `datapackage.json`."""
    (folder / "data").mkdir()
    resources = []
    for table in steps("tables", content.tables):
        rows = content.rows(table)
        data = _csv(table, rows).encode()
        (folder / "data" / f"{table.name}.csv").write_bytes(data)
        resources.append(_resource(content, table, rows, data))
    sources = [
        {"title": source["title"], "path": source["url"]}
        for source in content.records("sources")
        if source["url"]
    ]
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": content.profile.id, "title": content.profile.title,
        "description": "In a text cell that a spreadsheet would run, an apostrophe stands first. "
        + "; ".join(f"{key} {value}" for key, value in content.notes.items()),
        **({"version": content.profile.version} if content.profile.version else {}),
        **({"licenses": [{"name": content.profile.license}]} if content.profile.license else {}),
        **({"homepage": content.profile.url} if content.profile.url else {}),
        **({"contributors": [{"title": name} for name in content.profile.authors]}
           if content.profile.authors else {}),
        **({"sources": sources} if sources else {}),
        "resources": resources,
    }  # fmt: skip
    (folder / "datapackage.json").write_text(stored.pretty(descriptor) + "\n", encoding="utf-8")


def _csv(table: LongTable, rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.key for column in table.columns])
    texts = {column.key for column in table.columns if column.type == "string"}
    for row in rows:
        cells = ((key, text_of(value) or "") for key, value in row.items())
        writer.writerow([neutral(cell) if key in texts else cell for key, cell in cells])
    return out.getvalue()


def _resource(
    content: Content, table: LongTable, rows: list[Row], data: bytes
) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [
            {"name": column.key, "type": _TYPES.get(column.type, column.type),
             "description": column.meaning}
            for column in table.columns
        ],
        "primaryKey": list(table.key),
    }  # fmt: skip
    of = content.of
    keys = [
        {"fields": [*of, column],
         "reference": {"resource": name if name != table.name else "", "fields": [*of, key]}}
        for column, name, key in content.links(table, rows)
        # Of a key in two parts none may be null there.
        if not of or all(row[column] is not None for row in rows)
    ]  # fmt: skip
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table.name, "type": "table", "title": table.meaning,
        "path": f"data/{table.name}.csv", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "bytes": len(data),
        "hash": "sha256:" + hashlib.sha256(data).hexdigest(), "schema": schema,
    }  # fmt: skip
