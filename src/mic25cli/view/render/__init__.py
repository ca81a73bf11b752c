"""The formats: what --format accepts, each drawn once, for the answers of all commands.

`auto` is table on a terminal and tsv in a pipe; `table` is drawn on a console by
`render.terminal`, the others are text.  Each format's module is imported when it
is used, so that JSON brings neither tables nor rich.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mic25cli.view.answer import Shown

FORMATS = ("table", "plain", "tsv", "csv", "json", "ndjson", "yaml", "md")
"""The formats by name."""

FOR_PEOPLE = ("table", "plain", "md")
"""Those that somebody reads as they are."""

QUERIED = ("auto", "json", "ndjson", "yaml")
"""The formats that the result of a --query can have."""


def pieces(shown: Shown[Any], name: str, person: bool) -> Iterable[str]:
    """What is shown of an answer as text in pieces, in a format other than table.

    `person`: whether somebody reads it on a terminal, which spreads JSON out.
    """
    if name == "ndjson" or (name == "json" and not person):
        from mic25cli.view.render import machine

        return machine.ndjson(shown.items) if name == "ndjson" else machine.json(shown.lazy_payload)
    if name == "yaml":
        from mic25cli.model import yaml_text

        return yaml_text.pieces(shown.lazy_payload)
    return (_text(shown, name),)


def _text(shown: Shown[Any], name: str) -> str:
    if name == "json":
        from mic25cli.view.render import machine

        return machine.value(shown.payload, person=True)
    if name in ("tsv", "csv"):
        from mic25cli.view.render import delimited

        return delimited.tsv(shown.table) if name == "tsv" else delimited.csv(shown.table)
    if name == "plain":
        from mic25cli.view.render.plain import plain

        return plain(shown.document)
    from mic25cli.view.render.md import md

    return md(shown.document)
