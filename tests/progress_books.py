"""Books of one target and one indicator, for tests of progress."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from builders import book, claim, record, source
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question, Result
from mic25cli.model.book import Book

PLAN = source("plan", published="2015-05", grade="A")


def exact(value: Any) -> Any:
    """A number as records hold it."""
    return Decimal(str(value)) if isinstance(value, float) else value


def claims(entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [claim(**{key: exact(value) for key, value in entry.items()}) for entry in entries]


def one(
    milestones: Sequence[dict[str, Any]],
    observations: Sequence[dict[str, Any]] = (),
    baseline: dict[str, Any] | None = None,
    *others: Any,
    indicator: dict[str, Any] | None = None,
    **target: Any,
) -> Book:
    """A book with the target `goal` on the indicator `amount`, of which more is better."""
    shape = {
        "name": {"en": "Amount"},
        "definition": "How much there is.",
        "unit": "points",
        "direction": "increase",
        **(indicator or {}),
        "observations": claims(observations),
    }
    aim = {
        "name": {"en": "Goal"},
        "indicator": "amount",
        "baseline": claims([{"report": "plan", **baseline}])[0] if baseline else None,
        "milestones": claims([{"report": "plan", **each} for each in milestones]),
        **target,
    }
    return book(
        PLAN, record("indicators", "amount", **shape), record("targets", "goal", **aim), *others
    )


def judged(held: Book, as_of: str, **question: Any) -> Result:
    """The verdict on the target's headline milestone."""
    results = evaluate(held, Question(as_of, **question))
    return next(each for each in results if each.milestone.applies)


def simple(
    base: float | None,
    observations: dict[str, Any],
    goal: float,
    *,
    as_of: str,
    year: int = 2025,
    down: bool = False,
    bound: str | None = None,
    unit: str = "points",
    timing: str | None = None,
    **question: Any,
) -> Result:
    """One target, values by period, one milestone: the shape of most cases."""
    seen = [
        {"period": period, **(value if isinstance(value, dict) else {"value": value})}
        for period, value in observations.items()
    ]
    held = one(
        [{"year": year, "value": goal, "bound": bound}],
        seen,
        None if base is None else {"period": "2015", "value": base},
        indicator={
            "direction": "decrease" if down else "increase",
            "unit": unit,
            "timing": timing,
        },
    )
    return judged(held, as_of, **question)
