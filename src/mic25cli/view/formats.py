"""The registry of formats: what --format accepts, and what each makes of a sheet."""

from __future__ import annotations

from mic25cli.view.sheet import Sheet

FORMATS = ("table", "plain", "tsv", "csv", "json", "ndjson", "yaml", "md")
"""The formats by name; `auto` is table on a terminal and tsv in a pipe."""

WITHOUT_CELLS = ("json", "ndjson", "yaml")
"""Formats that print the values and no cells."""


def render(sheet: Sheet, name: str, person: bool) -> str:
    """The sheet as text in a format other than table (which needs a console, see `view.table`).

    `person`: whether somebody reads it on a terminal, which spreads JSON out.
    """
    if name == "json":
        from mic25cli.view.jsonout import json

        return json(sheet, person)
    if name == "ndjson":
        from mic25cli.view.jsonout import ndjson

        return ndjson(sheet)
    if name == "yaml":
        from mic25cli.store.yamlio import dump

        return dump(sheet.payload)
    if name == "plain":
        from mic25cli.view.table import plain

        return plain(sheet)
    from mic25cli.view import delimited

    return {"tsv": delimited.tsv, "csv": delimited.csv, "md": delimited.md}[name](sheet)
