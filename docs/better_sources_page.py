"""Better publishers that were proposed, and what became of each proposal: better-sources.md."""

from __future__ import annotations

import csv

from background_page import dataset
from blocks import DOCS, table, with_blocks

from mic25cli.calc.table_definition import rows_of
from mic25cli.calc.tables import TABLES
from mic25cli.view.render.markdown import escaped

FILE = DOCS / "better-sources.tsv"


def rows() -> list[dict[str, str]]:
    """Each proposal, with the source that it led to or the reason why it led to none."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def better_sources() -> str:
    """A row for each proposal: where it is cited now, or why not; rejected ones first."""
    cited: dict[str, set[str]] = {}
    for row in rows_of(TABLES["citations"], dataset()):
        cited.setdefault(row["source"], set()).add(row["claim"].split("#")[0])
    told = []
    for each in sorted(rows(), key=lambda row: bool(row["source"])):
        outcome = each["why"]
        if each["source"]:
            records = sorted(cited[each["source"]] - {f"sources/{each['source']}"})
            outcome = f"`{each['source']}`, in {', '.join(f'`{name}`' for name in records)}"
        page = f"[{escaped(each['publisher'])}]({each['address']})"
        about = ", ".join(f"`{name}`" for name in each["about"].split(", "))
        told.append((about, escaped(each["figure"]), page, outcome))
    return table(("About", "Figure", "Page", "Entered, or why not"), told)


def counted() -> str:
    """How many proposals were accepted."""
    entered = sum(bool(each["source"]) for each in rows())
    return (
        f"Of {len(rows())} proposals, {entered} are entered and {len(rows()) - entered} are not.\n"
    )


def page() -> str:
    """The page with its blocks."""
    return with_blocks("better-sources.md", {"counted": counted, "better-sources": better_sources})
