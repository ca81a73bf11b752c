"""The table of statuses: a row a milestone, judged as of a date, with the numbers it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mic25cli.calc.cites import Reading, best_cite
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.milestone import Milestone
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.tables import claims
from mic25cli.calc.tables.table import Column, Row, When
from mic25cli.model.book import Book

COLUMNS = (
    Column("as_of", "string", "the date that it is judged at, EDTF"),
    Column("year", "integer", "the year to reach it by"),
    Column("status", "string", "the status; docs/progress.md says what each means"),
    Column(
        "status_if_standing",
        "string",
        "of a superseded or withdrawn one, if it still stood",
    ),
    Column("at_least", "string", "the worst status that is possible, where none can be given"),
    Column("at_most", "string", "the best status that is possible, where none can be given"),
    Column("reasons", "string", "reason codes, with a blank between"),
    Column("applies", "boolean", "whether the milestone is the target's headline at the date"),
    Column("method", "string", "the method of the pace"),
    Column("direction", "string", "increase or decrease; null for neither"),
    Column("indicator", "string", "what it is measured on", "indicators"),
    Column("basis", "string", "the basis that the status rests on"),
    Column("fit", "string", "how that basis fits the target: exact, close, bound, proxy"),
    Column("goal_value", "number", "the number to reach, in the base unit; null for a range"),
    Column("goal_low", "number", "lower end of a range to reach, in the base unit"),
    Column("goal_high", "number", "upper end of a range to reach, in the base unit"),
    Column("goal_bound", "string", "the hedge of the number to reach"),
    Column("seen_claim", "string", "the observation that counts", "observations"),
    Column("seen_period", "string", "the period of the observation that counts, EDTF"),
    Column("seen_value", "number", "that observation, in the base unit; null for a range"),
    Column("seen_low", "number", "lower end of a range observed, in the base unit"),
    Column("seen_high", "number", "upper end of a range observed, in the base unit"),
    Column("seen_bound", "string", "the hedge of the observation"),
    Column("start_period", "string", "the period of the baseline, EDTF"),
    Column("start_value", "number", "the baseline, in the base unit; null for a range"),
    Column("start_low", "number", "lower end of a baseline that is a range, in the base unit"),
    Column("start_high", "number", "upper end of a baseline that is a range, in the base unit"),
    Column("start_bound", "string", "the hedge of the baseline"),
    Column("start_time", "float", "where the baseline stands on a scale of years"),
    Column("seen_time", "float", "where the observation stands on a scale of years"),
    Column("unit_base", "string", "the base unit of goal, observation and baseline", "units"),
    Column("unit", "string", "the unit of distance, pace and needed_per_year", "units"),
    Column("distance", "float", "from the observation to the goal, in unit"),
    Column("share", "float", "the share of the way from baseline to goal that is covered"),
    Column("gap", "float", "the share less what was to be expected by then"),
    Column("expected", "float", "the share that a straight way would have covered by then"),
    Column("pace", "float", "share as a part of the expected one: 1 is just enough"),
    Column("needed_per_year", "float", "change a year that is still needed, in unit"),
    Column("outside_reached", "integer", "outside verdicts read as reached"),
    Column("outside_partly", "integer", "outside verdicts read as partly reached"),
    Column("outside_not_reached", "integer", "outside verdicts read as not reached"),
    Column("outside_unclear", "integer", "outside verdicts read as unclear"),
    Column("seen_source", "string", "the best source of the observation", "sources"),
    Column("seen_url", "string", "that source's address"),
    Column("seen_grade", "string", "that source's grade"),
    Column("seen_checked", "string", "how closely it was read: text, excerpt, none"),
)


def rows(book: Book, when: When) -> Iterator[Row]:
    """Every milestone with its status at the dates asked for, in the book's order."""
    aims: dict[str, list[tuple[str, Mapping[str, object]]]] = {}
    seen = _Observations(book)
    question = Question(as_of=when.as_of, known_at=when.known_at)
    for result in evaluate(book, question, every_method=False):
        target = book.whole.kind("targets")[result.target]
        if result.target not in aims:
            listed = claims.claims_of(book.whole, target)
            aims[result.target] = [
                (name, aim) for name, path, aim in listed if path == "milestones"
            ]
        name, aim = aims[result.target][result.milestone.index]
        row = {**claims.stated(book, aim), **_row(book, target, name, result, when)}
        yield {**row, "seen_claim": seen.named(result.indicator, result.observation)}


class _Observations:
    """The ids of the observations of a book, looked up by what a reading has of them."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._names: dict[str, dict[object, str]] = {}

    def named(self, indicator: str, reading: Reading | None) -> str | None:
        """The id of the observation that a reading is of; None for none."""
        if reading is None:
            return None
        if indicator not in self._names:
            record = self._book.whole.kind("indicators")[indicator]
            listed = claims.claims_of(self._book.whole, record)
            self._names[indicator] = {
                tuple(claim[key] for key in _SAME): name
                for name, path, claim in listed
                if path == "observations"
            }
        return self._names[indicator].get(tuple(getattr(reading, key) for key in _SAME))


_SAME = ("period", "value", "low", "high", "bound", "unit", "basis", "report", "note")
"""What tells the observations of an indicator apart."""


_OF_RESULT = (
    "status", "status_if_standing", "at_least", "at_most", "direction", "indicator", "basis", "fit",
    "unit",
)  # fmt: skip
_MEASURES = ("distance", "share", "gap", "expected", "pace", "needed_per_year")


def _row(book: Book, target: Mapping[str, object], name: str, result: Result, when: When) -> Row:
    milestone, seen = result.milestone, result.observation
    goal, found = _numbers("goal", milestone), _numbers("seen", seen)
    read_in = claims.read_in(book, best_cite(seen.cite) if seen is not None else None)
    return {
        "claim": name,
        **claims.of_record(target),
        **{key: getattr(result, key) for key in _OF_RESULT},
        **{key: _float(getattr(result.measures, key)) for key in _MEASURES},
        **{f"outside_{key.replace('-', '_')}": count for key, count in result.outside.items()},
        **{f"seen_{key}": value for key, value in read_in.items()},
        **goal,
        **found,
        **_numbers("start", result.baseline),
        "unit_base": goal.get("goal_unit_base") or found.get("seen_unit_base"),
        "as_of": when.as_of,
        "year": milestone.year,
        "reasons": " ".join(result.reasons) or None,
        "applies": milestone.applies,
        "method": result.method.id,
    }


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def _numbers(name: str, stated: Milestone | Reading | None) -> Row:
    """A quantity in the base unit with its hedge, period and time, as the columns are called."""
    if stated is None:
        return {}
    ends = {key: getattr(stated, key) for key in ("value", "low", "high", "bound")}
    row: Row = {key: getattr(stated, key, None) for key in ("period", "time", "bound")}
    if any(ends[key] is not None for key in ("value", "low", "high")):
        based = claims.quantity(ends, stated.unit)
        row |= {key: based[f"{key}_base"] for key in ("value", "low", "high", "unit")}
        row["unit_base"] = row.pop("unit")
    return {f"{name}_{key}": value for key, value in row.items()}
