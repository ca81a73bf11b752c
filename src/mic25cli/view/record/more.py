"""What is behind a card: the verdict on a target in short, and the commands that show more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from mic25cli.calc.progress.result import Result
from mic25cli.model.book import Record
from mic25cli.view.document import Cell, Line
from mic25cli.view.progress import statuses
from mic25cli.view.progress.items import amount
from mic25cli.view.progress.table import year_of
from mic25cli.view.text import Lang
from mic25cli.view.words import label

Again = Callable[[str, bool], str]
"""From a command to the same with the book, the dates and, where it is True, the language asked
for."""


def verdict(
    results: Sequence[Result], as_of: str, explain: str, lang: Lang
) -> list[tuple[str, Cell]]:
    """A target's status with the command that explains it, and its latest observation that counts.

    Of several milestones, the one that applies stands first; those of one year name who set each.
    """
    if not results:
        return []
    first = next((result for result in results if result.milestone.applies), results[-1])
    lines: list[Line] = []
    years = Counter(map(year_of, results))
    for judged in (first, *(other for other in results if other is not first)):
        said = statuses.status_cell(judged, lang)
        pieces = (("", said),) if isinstance(said, str) else said
        due = year_of(judged)
        if years[due] > 1 and judged.milestone.report:
            due = label("explain-year-by", lang, year=due, report=judged.milestone.report)
        lines.append((("", f"{due}: {amount(judged.milestone, lang)} · "), *pieces))
    lines.append((("dim", label("card-as-of", lang, date=as_of, command=explain)),))
    facts: list[tuple[str, Cell]] = [(label("progress-status", lang), tuple(lines))]
    seen = first.observation
    if seen is not None:
        text = label("explain-for", lang, value=amount(seen, lang), period=seen.period)
        key = "explain-brief-unread" if seen.checked == "none" else "explain-brief-report"
        text += label(key, lang, report=seen.report or "?", grade=seen.grade or "?")
        facts.append((label("card-latest", lang), (text,)))
    return facts


def commands(record: Record, again: Again, lang: Lang) -> tuple[Line, ...]:
    """The commands that show what is behind a record, a line each."""
    return tuple(
        _line(key, again(command.format(id=record["id"]), True), lang)
        for key, command, needs in _BEHIND.get(record["kind"], ())
        if not needs or record[needs]
    )


def cite(record: Record, again: Again, lang: Lang) -> Line:
    """The command that cites a record."""
    return _line("explain-cite", again(f"mic25 cite {record['kind']}/{record['id']}", False), lang)


def _line(key: str, command: str, lang: Lang) -> Line:
    return (("dim", f"{label(key, lang)}: {command}"),)


_BEHIND: dict[str, tuple[tuple[str, str, str], ...]] = {
    "targets": (("card-judged", "mic25 explain {id}", "milestones"),),
    "indicators": (("card-chart", "mic25 chart {id}", "observations"),),
    "industries": (("card-progress", "mic25 progress --industry {id}", ""),),
    "pilots": (("card-progress", "mic25 pilots progress {id}", "targets"),),
}
"""By kind: what a command shows, the command, and the key that must hold something for it."""
