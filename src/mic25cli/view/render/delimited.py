"""Tab- and comma-separated values: one row per line, never cut."""

from __future__ import annotations

import io
import re

from mic25cli.view.document import Cell, TextTable, bare
from mic25cli.view.text import visible

_NUMBER = re.compile(r"^[-+]?[0-9][0-9,]*(?:\.[0-9]+)?%?$")
_RUN = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def joined(cell: Cell) -> str:
    """A cell on one line."""
    if len(cell) == 1:
        return visible(bare(cell[0]))
    return "; ".join(visible(bare(line)) for line in cell)


def tsv(table: TextTable) -> str:
    """Tab-separated with a header row of keys; tabs and line breaks in values are escaped."""
    lines = ["\t".join(head.key for head in table.heads)]
    lines += [
        "\t".join([neutral(joined(cell)) if cell else "" for cell in row]) for row in table.rows
    ]
    return "\n".join(lines) + "\n"


def neutral(text: str) -> str:
    """A cell that no spreadsheet reads as a formula: a dangerous one gets an apostrophe."""
    return "'" + text if text and _RUN.match(text) and not _NUMBER.match(text) else text


def csv(table: TextTable) -> str:
    r"""Comma-separated (quoted as in RFC 4180, \n line endings) with a header row of keys."""
    import csv as csv_module

    out = io.StringIO()
    writer = csv_module.writer(out, lineterminator="\n")
    writer.writerow([neutral(head.key) for head in table.heads])
    writer.writerows([neutral(joined(cell)) for cell in row] for row in table.rows)
    return out.getvalue()
