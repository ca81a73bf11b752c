"""Tab- and comma-separated values, and Markdown: a row a line, nothing cut."""

from __future__ import annotations

import csv as csv_module
import io
import re

from mic25cli.view.sheet import Cell, Sheet
from mic25cli.view.text import visible

_NUMBER = re.compile(r"^[-+]?[0-9][0-9,]*(?:\.[0-9]+)?%?$")


def joined(cell: Cell) -> str:
    """A cell on one line."""
    return "; ".join(visible(line) for line in cell)


def tsv(sheet: Sheet) -> str:
    """Tab-separated with a header row of keys; a tab or line break in a value is escaped."""
    lines = ["\t".join(head.key for head in sheet.heads)]
    lines += ["\t".join(joined(cell) for cell in row) for row in sheet.rows]
    return "\n".join(lines) + "\n"


def neutral(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what would run."""
    if text[:1] in "=+-@\t\r＝＋－＠" and text and not _NUMBER.match(text):
        return "'" + text
    return text


def csv(sheet: Sheet) -> str:
    """Comma-separated (RFC 4180 quoting, \\n line ends) with a header row of keys."""
    out = io.StringIO()
    writer = csv_module.writer(out, lineterminator="\n")
    writer.writerow([neutral(head.key) for head in sheet.heads])
    writer.writerows([neutral(joined(cell)) for cell in row] for row in sheet.rows)
    return out.getvalue()


def escaped(text: str) -> str:
    """Text in which Markdown sees no markup."""
    return re.sub(r"([\\|`*_<>\[\]#&~])", r"\\\1", text)


def md(sheet: Sheet) -> str:
    """A Markdown table; what Markdown would read as markup is escaped."""
    lines = [f"### {escaped(sheet.title)}", ""] if sheet.title else []
    lines.append("| " + " | ".join(escaped(head.title) for head in sheet.heads) + " |")
    lines.append("|" + "|".join(" ---: " if head.right else " --- " for head in sheet.heads) + "|")
    for row in sheet.rows:
        cells = ["<br>".join(escaped(visible(line)) for line in cell) for cell in row]
        lines.append("| " + " | ".join(cells) + " |")
    if sheet.footer:
        lines += ["", *(escaped(line) for line in sheet.footer)]
    return "\n".join(lines) + "\n"
