"""Tables in plain text for the pages of help: terms and numbers."""

from collections.abc import Sequence
from textwrap import fill

from rich.cells import cell_len, set_cell_size

from mic25cli.model.languages import CATALOGUES, Lang
from mic25cli.model.screen_words import label
from mic25cli.vocabulary import terms


def table(group: str, lang: Lang) -> str:
    """The terms of a group, each with its definition and its Chinese term (or its code)."""
    rows = []
    for each in terms(group):
        code = each["code"] or ""
        name = label(f"{group}-{code}", lang)
        pair = (name, code if lang in CATALOGUES[1:] else each["term"]["zh"])
        rows.append(([*dict.fromkeys(pair)], label(f"{group}-means-{code}", lang)))
    columns = zip(*(words for words, _ in rows), strict=True)
    widths = [max(map(cell_len, column)) + 2 for column in columns]
    lines, indent = [], " " * (sum(widths) + 2)
    for words, meaning in rows:
        head = "  " + "".join(map(set_cell_size, words, widths))
        lines.append(fill(meaning, 92, initial_indent=head, subsequent_indent=indent))
    return "\n".join(lines)


def numbers(rows: Sequence[Sequence[str]]) -> str:
    """Rows of a name and numbers, aligned in columns."""
    return "\n".join(
        f"  {set_cell_size(name, 18)}" + "".join(f"{each:>8}" for each in row)
        for name, *row in rows
    )
