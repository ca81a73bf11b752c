"""The ledger in docs/account.md: what stands for and against the verdict on each target of 2025.

`page()` gives the page with the text between its markers written anew; the rest of the page is
written by hand and stays.  `docs/build.py` calls it.
"""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from mic25cli.calc.cites import Reading
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.explain import explain
from mic25cli.calc.progress.result import Question, Result
from mic25cli.model import edtf
from mic25cli.model.book import RecordBook
from mic25cli.view.progress import statuses
from mic25cli.view.progress.items import amount
from mic25cli.view.render.md import escaped
from mic25cli.view.target import datum
from mic25cli.view.words import label

PAGE = Path(__file__).resolve().with_name("account.md")
YEAR, AS_OF = 2025, "2025-12-31"
FIRST = 2020
"""Numbers of earlier years are no counter-evidence."""

table: Callable[[Sequence[str], Sequence[Sequence[object]]], str] = runpy.run_path(
    str(PAGE.with_name("progress_page.py"))
)["table"]


def results_of(book: RecordBook, plan: bool) -> list[Result]:
    """The milestone that applies of each target of 2025: the plan's own, or the others."""
    targets = book.kind("targets")
    return [
        each
        for each in evaluate(book, Question(AS_OF), series=False)
        if each.milestone.applies
        and each.milestone.year == YEAR
        and (targets[each.target]["origin"] == "plan") is plan
    ]


def counts(result: Result) -> Reading | None:
    """The number that counts for the verdict."""
    return result.later or result.observation


def _rivals(result: Result) -> Iterator[Reading]:
    """The last number of every other basis, and what is as new as what counts on its own."""
    own, newest = counts(result), dict[str | None, date]()
    held: list[tuple[date, Reading]] = []
    for candidate in result.candidates:
        last = edtf.parse(candidate.reading.period).latest
        if last is not None and FIRST <= last.year <= YEAR + 1:
            held.append((last, candidate.reading))
            basis = candidate.reading.basis
            newest[basis] = max(last, newest.get(basis, last))
    for last, reading in held:
        if last == newest[reading.basis] and reading != own:
            yield reading


def against(result: Result) -> Reading | None:
    """The strongest number against the verdict, on any way of counting; None where none is.

    Of what is or may be reached it is the lowest below what counts, else the highest above it;
    where nothing counts, the number that goes farthest towards the goal.
    """
    sign = {"increase": 1, "decrease": -1}.get(result.direction or "", 0)
    if result.status in ("achieved", "met-late") or result.lean == "reached":
        sign = -sign

    def height(reading: Reading) -> float | None:
        known = reading.least if reading.bound in ("at-least", "more-than") else reading.most
        value = known if reading.best is None else reading.best
        return None if value is None else sign * float(value)

    own = counts(result)
    floor = None if own is None else height(own)
    rivals = [
        (high, reading)
        for reading in _rivals(result)
        if (high := height(reading)) is not None and (floor is None or high > floor)
    ]
    return max(rivals, key=lambda rival: rival[0])[1] if sign and rivals else None


def seen(reading: Reading | None, *, basis: bool = False) -> str:
    """A number with its period, on which basis, and what its source counts as."""
    if reading is None:
        return "-"
    beside = [reading.period, *([reading.basis] if basis and reading.basis else [])]
    graded = [f"counts as {reading.counts_as}"] if reading.counts_as else []
    return f"{amount(reading, 'en')} ({', '.join([*beside, *graded])})"


def ledger(book: RecordBook, plan: bool) -> str:
    """A row a target: goal, what counts, what speaks against it, outsiders, verdict, datum."""
    rows = []
    for judged in results_of(book, plan):
        found = explain(book, judged.target, Question(AS_OF), (YEAR,))
        result = next(each for each in found.results if each.milestone.applies)
        outsiders = ", ".join(
            f"{number} {label('reading-' + key.replace('_', '-'), 'en')}"
            for key, number in result.outside.items()
            if number
        )
        rows.append(
            (
                f"`{result.target}`",
                escaped(amount(result.milestone, "en")),
                escaped(seen(counts(result))),
                escaped(seen(against(result), basis=True)),
                outsiders or "-",
                escaped(statuses.status_text(result, "en")),
                escaped(datum(found.needs, "en") or "-"),
            )
        )
    heads = (
        "Target", "Goal", "What counts", "Strongest number against it", "Outsiders say",
        "Verdict", "Would settle it",
    )  # fmt: skip
    return table(heads, rows)


def page() -> str:
    """The page as it is to be."""
    from mic25cli.store import load, place

    book = load.load_book((place.shipped(),))
    text = PAGE.read_text(encoding="utf-8")
    for name, plan in (("ledger-plan", True), ("ledger-others", False)):
        start, end = f"<!-- begin generated: {name} -->\n", "<!-- end generated -->"
        before, _, rest = text.partition(start)
        after = rest.partition(end)[2]
        text = f"{before}{start}\n{ledger(book, plan)}\n{end}{after}"
    return text
