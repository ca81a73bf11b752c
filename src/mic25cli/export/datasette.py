"""What Datasette shows beside the tables: titles, meanings of columns, facets, search, queries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mic25cli.export.content import Content
from mic25cli.model.kinds import KINDS

_SAID = json.loads(Path(__file__).with_name("datasette.json").read_text(encoding="utf-8"))


def metadata(content: Content) -> dict[str, Any]:
    """The metadata of the SQLite file, as `datasette -m` reads it.

    A query whose tables are not all there is left out.
    """
    written = {table.name: table for table in content.tables}
    tables: dict[str, Any] = {}
    for name, table in written.items():
        keys = [column.key for column in table.columns]
        label = next((key for key in ("name_en", "title", "claim") if key in keys), keys[0])
        tables[name] = {
            "label_column": label,
            "columns": {each.key: each.meaning for each in table.columns if each.meaning},
            "facets": [key for key in _SAID["facets"].get(name, ()) if key in keys],
            **({"fts_table": "records_fts", "fts_pk": "rowid"} if name in KINDS else {}),
        }
    queries = {
        name: {key: query[key] for key in ("title", "sql")}
        for name, query in _SAID["queries"].items()
        if set(query["of"]) <= written.keys()
    }
    profile = content.profile
    told = {"title": profile.title, "license": profile.license, "about_url": profile.url}
    return {
        **{key: text for key, text in told.items() if text},
        "description": ", ".join(f"{key} {text}" for key, text in content.notes.items()),
        "databases": {"mic25": {"tables": tables, "queries": queries}},
    }
