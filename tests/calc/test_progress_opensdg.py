"""The method `opensdg` against a restatement of the rules that Open SDG publishes.

The rules are those of open-sdg/sdg-build, sdg/ProgressMeasure.py at 139fede7, in our own code: a
series of years, the base year 2015 or the next one with data, zero replaced by 0.001, growth
compared with the growth required. With `--strict-compat`, word and score must always be the same;
without it, they are the same whenever the method gives an answer.
"""

from random import Random

import pytest

from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.method import Inputs, Trend
from mic25cli.calc.progress.methods import METHODS, opensdg
from mic25cli.calc.progress.result import Question
from progress_datasets import one

CASES = 2500
"""The number in each direction; all of them take a second."""

UNAVAILABLE = (None, None)


def grew(start, end, years):
    return complex(end / start) ** (1 / years) - 1


def published_rules(series, target, sign, due, base_year=2015):
    """Word and score by the published rules; raises if the reference stops with an error."""
    last = max(series)
    start = base_year if base_year in series else min(y for y in series if y > base_year)
    base, value, target = series[start], series[last], target or 0.001
    if value * sign >= target * sign:
        return "target_achieved", 5
    used = base or 0.001
    if used * value < 0 or last == start:
        return UNAVAILABLE
    actual = grew(used, value, last - start).real
    ratio = (-1 if base < 0 else 1) * sign * actual / abs(grew(used, target, due - start))
    cuts = {"substantial_progress": 0.95, "moderate_progress": 0.6, "limited_progress": 0}
    word = next((word for word, least in cuts.items() if ratio >= least), "deterioration")
    if ratio >= 0.6:
        return word, min(7.1429 * ratio - 4.2857, 5)
    return word, max(4.1667 * ratio - 2.5, -5)


def published_trend(base, value, years, sign, limit):
    """Word and score by the published rules for an indicator without a target."""
    share = 1.0
    if limit is not None:
        size, end = abs(base), abs(limit)
        if size < 2 * end:
            share = 1 - ((size if size <= end else 2 * end - size) / end) ** 4.44
    pace = (-1 if base < 0 else 1) * sign * grew(base, value, years).real
    if pace < 0:
        return "deterioration", max(125 * pace - 2.5, -5)
    if share == 0:
        return "substantial_progress", 5
    if pace >= 0.015 * share:
        return "substantial_progress", min(500 * pace / share - 5, 5)
    if pace >= 0.005 * share:
        return "moderate_progress", 250 * pace / share - 1.25
    return "limited_progress", 500 * pace / share - 2.5


def value_of(random):
    """A value: mostly positive, often round, sometimes zero or negative."""
    kind = random.random()
    if kind < 0.05:
        return 0.0
    size = round(random.uniform(0.1, 150), random.choice((0, 1, 2))) or 1.0
    return -size if kind < 0.2 else size


def cases(sign):
    random = Random(f"opensdg {sign}")
    for _ in range(CASES):
        start, due = random.randint(2010, 2018), random.randint(2025, 2035)
        last = random.randint(start, 2024)
        yield value_of(random), start, value_of(random), last, value_of(random), due


def same(score, other):
    return score == other or (
        score is not None and other is not None and score == pytest.approx(other, abs=1e-9)
    )


@pytest.mark.parametrize("sign", [1, -1])
def test_with_strict_compatibility_word_and_score_are_the_published_ones(sign):
    told, refused = 0, 0
    for base, start, value, last, target, due in cases(sign):
        if (base or 0.001) == (target or 0.001):
            continue  # the reference divides by zero here
        inputs = Inputs(base, float(start), value, float(last), target, float(due), sign,
                        years=(start, last))  # fmt: skip
        said = METHODS["opensdg"].judge(inputs, True)
        series = {start: base, last: value}
        word, score = published_rules(series, target, sign, due, start)
        assert (said.word, same(said.figures.score, score)) == (word, True), inputs
        told, refused = told + (word is not None), refused + (word is None)
    assert told > CASES / 2 and refused > CASES / 50


@pytest.mark.parametrize("sign", [1, -1])
def test_without_it_they_are_the_same_where_the_method_applies(sign):
    told = 0
    for base, start, value, last, target, due in cases(sign):
        if last == start or target == base or 0 in (base, target):
            continue  # refused, or given without a number, because a zero is not replaced
        met = value * sign >= target * sign
        inputs = Inputs(base, float(start), value, float(last), target, float(due), sign, met)
        said = METHODS["opensdg"].judge(inputs, False)
        if said.word is None:
            assert value == 0 or min(base, target, value) < 0 < max(base, target, value)
            continue
        word, score = published_rules({start: base, last: value}, target, sign, due, start)
        assert (said.word, same(said.figures.score, score)) == (word, True), inputs
        told += 1
    assert told > CASES / 2


@pytest.mark.parametrize("sign", [1, -1])
def test_without_a_target(sign):
    random = Random(f"trend {sign}")
    told = 0
    for _ in range(CASES):
        base, value, years = value_of(random), value_of(random), random.randint(1, 12)
        limit = random.choice((None, value_of(random) or None, base or None))
        if random.random() < 0.5 and base:
            value = base * (1 + random.uniform(-0.03, 0.03)) ** years
        said = opensdg.trend(Trend(base, 2015, value, 2015 + years, sign, limit))
        if said.word is None:
            assert base == 0 or value == 0 or base * value < 0
            continue
        word, score = published_trend(base, value, years, sign, limit)
        assert said.word == word and same(said.figures.score, score), (base, value, years, limit)
        told += 1
    assert told > CASES / 2


@pytest.mark.slow
@pytest.mark.parametrize("sign", [1, -1])
def test_from_records_without_a_starting_point(sign):
    """The whole way from a record: base year, latest year, periods by their first year."""
    random = Random(f"records {sign}")
    told = 0
    for _ in range(120):
        years = sorted(random.sample(range(2012, 2024), random.randint(1, 6)))
        series = {year: value_of(random) for year in years}
        target = value_of(random)
        free = {year for year in years if year + 1 < years[-1] and year + 1 not in series}
        spans = {year: f"{year}/{year + 1}" if year in free else str(year) for year in years}
        held = one(
            {2030: target},
            [{"period": spans[year], "value": value} for year, value in series.items()],
            indicator={"direction": "increase" if sign > 0 else "decrease", "timing": "rate"},
        )
        (result,) = evaluate(held, Question("2024", method="opensdg", strict_compat=True))
        try:
            word, score = published_rules(series, target, sign, 2030)
        except (ZeroDivisionError, ValueError):
            continue  # the reference stops: the target is the base, or nothing from 2015 on
        assert (result.method.word, same(result.method.figures.score, score)) == (word, True), (
            series, target, result.method,
        )  # fmt: skip
        told += word is not None
    assert told > 40
