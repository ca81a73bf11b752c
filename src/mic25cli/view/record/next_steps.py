"""The commands that show what is behind a card."""

from __future__ import annotations

from collections.abc import Callable

from mic25cli.model.book import Record
from mic25cli.view.document import Line
from mic25cli.view.target import command_line
from mic25cli.view.text import Lang

Again = Callable[[str, bool], str]
"""From a command to the same with the book, the dates and, where it is True, the language asked
for."""


def commands(record: Record, again: Again, lang: Lang) -> tuple[Line, ...]:
    """The commands that show what is behind a record, a line each."""
    return tuple(
        command_line(key, again(command.format(id=record["id"]), True), lang)
        for key, command, needs in _BEHIND.get(record["kind"], ())
        if not needs or record[needs]
    )


def cite(record: Record, again: Again, lang: Lang) -> Line:
    """The command that cites a record."""
    return command_line(
        "explain-cite", again(f"mic25 cite {record['kind']}/{record['id']}", False), lang
    )


_BEHIND: dict[str, tuple[tuple[str, str, str], ...]] = {
    "targets": (("card-judged", "mic25 explain {id}", "milestones"),),
    "indicators": (("card-chart", "mic25 chart {id}", "observations"),),
    "industries": (("card-progress", "mic25 progress --industry {id}", ""),),
    "pilots": (("card-progress", "mic25 pilots progress {id}", "targets"),),
}
"""By kind: what a command shows, the command, and the key that must hold something for it."""
