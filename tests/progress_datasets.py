"""Datasets of one target and one indicator, for tests of progress."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any

import pytest
import yaml

from builders import claim, dataset, record, source
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question, Result
from mic25cli.model.dataset import RecordSet

PLAN = source("plan", published="2015-05", authority="A")


def exact(value: Any) -> Any:
    """A number in the form of records."""
    return Decimal(str(value)) if isinstance(value, float) else value


def claims(entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [claim(**{key: exact(value) for key, value in entry.items()}) for entry in entries]


def one(
    milestones: Any,
    observations: Sequence[dict[str, Any]] | dict[str, Any] = (),
    baseline: Any = None,
    *others: Any,
    indicator: dict[str, Any] | None = None,
    **target: Any,
) -> RecordSet:
    """A dataset with the target `target` on the indicator `amount`, of which more is better.

    Milestones may be values by year, or one for 2025; observations may be values by period, and the
    baseline may be the value for 2015.
    """
    if isinstance(milestones, int | float | Decimal):
        milestones = {2025: milestones}
    if isinstance(milestones, dict):
        milestones = [{"year": year, "value": value} for year, value in milestones.items()]
    if isinstance(observations, dict):
        observations = [
            {"period": period, **(value if isinstance(value, dict) else {"value": value})}
            for period, value in observations.items()
        ]
    if baseline is not None and not isinstance(baseline, dict):
        baseline = {"period": "2015", "value": baseline}
    shape = {
        "name": {"en": "Amount"},
        "definition": "How much there is.",
        "unit": "points",
        "direction": "increase",
        **(indicator or {}),
        "observations": claims(observations),
    }
    aim = {
        "name": {"en": "TargetValue"},
        "indicator": "amount",
        "baseline": claims([{"report": "plan", **baseline}])[0] if baseline else None,
        "milestones": claims([{"report": "plan", **each} for each in milestones]),
        **target,
    }
    return dataset(
        PLAN, record("indicators", "amount", **shape), record("targets", "target", **aim), *others
    )


def judged(held: RecordSet, as_of: str, **question: Any) -> Result:
    """The verdict on the target's headline milestone."""
    results = evaluate(held, Question(as_of, **question))
    return next(each for each in results if each.milestone.applies)


def simple(
    base: float | None,
    observations: dict[str, Any],
    target: float,
    *,
    as_of: str,
    year: int = 2025,
    down: bool = False,
    bound: str | None = None,
    unit: str = "points",
    timing: str | None = None,
    **question: Any,
) -> Result:
    """One target, values by period, one milestone: the form of most cases."""
    held = one(
        [{"year": year, "value": target, "bound": bound}],
        observations,
        base,
        indicator={"direction": "decrease" if down else "increase", "unit": unit, "timing": timing},
    )
    return judged(held, as_of, **question)


def judged_row(row: Mapping[str, str]) -> Result:
    """The verdict of a row in a table of cases, whose cells are YAML.

    The target is a value for 2025 or the fields of a milestone, the baseline the value for 2015 or
    its fields; observations are by period.
    """
    baseline, seen, target, indicator, asked = (
        yaml.safe_load(row[key]) if row[key] else None
        for key in ("baseline", "seen", "target", "indicator", "asked")
    )
    if isinstance(baseline, dict):
        baseline["period"] = str(baseline["period"])
    held = one(
        [{"year": 2025, **(target if isinstance(target, dict) else {"value": target})}],
        {str(period): value for period, value in seen.items()},
        baseline,
        indicator=indicator,
    )
    return judged(held, row["as_of"], **asked or {})


def hold(result: Result, row: Mapping[str, str]) -> None:
    """Compare a verdict with the columns of its row.

    One reason may be given as the first, others as among all; `also` are other parts of the
    verdict, numbers to four decimals.
    """
    assert result.status == row["status"] and row["first"] in ("", *result.reasons[:1])
    assert set(row["reasons"].split()) <= set(result.reasons)
    for path, value in yaml.safe_load(row["also"] or "{}").items():
        found = attrgetter(path)(result)
        if isinstance(value, list):
            assert found == tuple(value), path
        else:
            assert found == pytest.approx(value, abs=5e-5), path
