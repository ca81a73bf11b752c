"""What an installation is and what its book holds, as a table of facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mic25cli.model.kinds import KINDS
from mic25cli.view.document import Head, Table
from mic25cli.view.text import Lang
from mic25cli.view.words import label


def facts(report: Mapping[str, Any], counts: Sequence[Mapping[str, Any]], lang: Lang) -> Table:
    """The version, the folders and the digest, then the count of each kind, a row each."""

    def name(kind: str) -> str:
        return KINDS[kind].zh if lang == "zh" else kind

    rows = [
        (label("book-title", lang), str(report["title"])),
        (label("version", lang), str(report["version"])),
        (label("records-from", lang), ", ".join(report["records"])),
        (label("digest", lang), str(report["digest"])),
        *((name(count["kind"]), str(count["records"])) for count in counts),
        (label("records-in-all", lang), str(report["summary"]["records"])),
    ]
    heads = (
        Head("what", label("what", lang), rank=0, style="name"),
        Head("value", label("value", lang), rank=0),
    )
    return Table(heads, tuple(((what,), (value,)) for what, value in rows))
