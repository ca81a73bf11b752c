"""The formats of all answers. The module of each is imported when used: JSON needs no tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mic25cli.view.answer import AnySelectedRows

FORMATS = ("table", "plain", "tsv", "csv", "json", "ndjson", "yaml", "md")

WORKBOOK = "xlsx"  # a format of lists with a file of its own, which `export` writes

FOR_PEOPLE = ("table", "plain", "md")

SERVICES = ("junit", "github", "sarif")  # formats of a check for CI services

QUERIED = ("auto", "json", "ndjson", "yaml")  # the formats that the result of a --query can have


def pieces(rows: AnySelectedRows, name: str, person: bool) -> Iterable[str]:
    """An answer as text in pieces, in any format except table; JSON is indented for a person."""
    if name in ("json", "ndjson"):
        from mic25cli.view.render import json_text

        if name == "ndjson":
            return json_text.ndjson(rows.items)
        if person:
            return (json_text.value(rows.payload, person=True),)
        return json_text.json(rows.lazy_payload)
    if name == "yaml":
        from mic25cli.model import yaml_text

        return yaml_text.pieces(rows.lazy_payload)
    if name in ("tsv", "csv"):
        from mic25cli.view.render import delimited

        return (delimited.tsv(rows.table) if name == "tsv" else delimited.csv(rows.table),)
    if name == "plain":
        from mic25cli.view.render.plain import plain

        return (plain(rows.document),)
    from mic25cli.view.render.markdown import md

    return (md(rows.document),)
