"""The certainty of a verdict: test vectors of the rule, its laws, and its edge cases.

The likely maximum changes are given here, so that no vector depends on today's records.
"""

from itertools import accumulate
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import claim, dataset, record, source, table_of
from cases import cases
from mic25cli.calc.progress import verdict_inputs
from mic25cli.calc.progress.max_changes import (
    DatasetMaxChanges,
    Move,
    Moves,
    max_changes_of,
    own_max_change,
)
from mic25cli.calc.progress.result import Question
from mic25cli.model.dataset import RecordSet
from mic25cli.view.verdict.sentence.answers import Answers
from mic25cli.view.verdict.status_words import measures
from progress_datasets import hold, judged, judged_row, one

END = "2025-12-31"

TOWARD = {
    "points": (12, 18, 22, 34, 36),
    "log": tuple(map(log, (1.95, 2.7, 3.8, 5.5, 11))),
    "places": (1, 1, 1, 1, 1),
}
AWAY = {"points": (3, 3, 3, 4, 4), "log": (-log(0.93),) * 5, "places": (1, 1, 1, 1, 1)}


class Given:
    """Likely maximum changes that are given."""

    def __init__(self, dataset, known_at=None):
        self.values = DatasetMaxChanges(dataset, known_at).values

    def without(self, indicator):
        return self

    def largest(self, scale, toward, years):
        return float((TOWARD if toward else AWAY)[scale][years - 1])

    def steadiness(self, scale, toward, years, below):
        return 1.0


@pytest.fixture(autouse=True, scope="module")
def given_max_changes():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verdict_inputs, "max_changes_of", Given)
        yield


def put(series, target, timing="rate", unit="percent", direction="increase", **rest):
    shape = {"timing": timing, "unit": unit, "direction": direction}
    return judged(one([{"year": 2025, **target}], series, indicator=shape, **rest), END)


S = {"2020": 10, "2021": 14, "2022": 19, "2023": 22, "2024": 25}
OPEN, MISSED, MET = "not-assessable", "missed", "met"


@pytest.mark.parametrize("row", table_of("calc/certainty.tsv"), ids=lambda row: row["case"])
def test_vectors(row):
    result = judged_row(row)
    assert (result.certainty or "", result.lean or "") == (row["certainty"], row["lean"])
    ratio = "" if result.gap_ratio is None else str(round(result.gap_ratio, 2))
    assert ratio == row["gap_ratio"]
    hold(result, row)


def in_points(down, value, target, before):
    sign = -1 if down else 1
    years = {str(2024 - len(before) + place): each for place, each in enumerate([*before, value])}
    series = {year: each * sign for year, each in years.items()}
    return put(series, {"value": target * sign}, direction="decrease" if down else "increase")


def in_counts(value, target, before):
    years = {str(2024 - len(before) + place): each for place, each in enumerate([*before, value])}
    return put(years, {"value": target}, "stock", "count")


def merit(result):
    """How good a result is, from an observed or inferred miss to a target that was met."""
    verdict = {MET: 4, MISSED: 0}.get(result.status)
    return {"met": 3, "missed": 1}.get(result.lean or "", 2) if verdict is None else verdict


points = st.decimals(min_value=0, max_value=100, places=1)
counts = st.integers(1, 400)


@given(points, points, st.lists(points, max_size=5))
def test_what_is_to_fall_is_judged_as_what_is_to_rise(value, target, before):
    rising, falling = (in_points(down, value, target, before) for down in (False, True))
    one_, other = (
        (each.status, each.certainty, each.lean, each.gap_ratio, each.max_change, each.fragile)
        for each in (rising, falling)
    )
    assert one_ == other


def in_rising_points(value, target, before):
    return in_points(False, value, target, before)


@pytest.mark.parametrize(("put_in", "numbers"), [(in_rising_points, points), (in_counts, counts)])
@given(st.data())
def test_neither_a_harder_target_nor_a_worse_last_value_is_better(put_in, numbers, data):
    value, target, more = (data.draw(numbers) for _ in range(3))
    before = data.draw(st.lists(numbers, max_size=5))
    found = merit(put_in(value, target, before))
    assert merit(put_in(value, target + more, before)) <= found
    assert merit(put_in(value + more, target, before)) >= found


# -- edge cases --


@cases
def test_a_target_without_a_floor_is_met_and_never_missed(bound, direction, value, target):
    def at(seen, period):
        return put({period: seen}, {"value": target, "bound": bound}, direction=direction)

    for period in ("2024", "2025"):
        short, met = at(value, period), at(target, period)
        assert (short.status, short.lean) == (OPEN, "missed")
        assert met.status == (MET if period == "2025" else OPEN)
    assert at(target, "2025").certainty == "observed"


def test_of_the_year_of_a_rate_is_unseen_what_its_longest_part_leaves_wherever_it_lies():
    for part in ("2025-05/2025-12", "2025-03/2025-10"):
        result = put({**S, part: 26}, {"value": 24})
        assert result.gap_ratio == pytest.approx(2 / (5 / 4 * 120 / 365))


def test_a_year_given_by_its_months_is_a_year():
    months = {f"{year}-01/{year}-12": value for year, value in S.items()}
    assert put(months, {"value": 31}).gap_ratio == put(S, {"value": 31}).gap_ratio


BASES = {"own": "Own.", "near": "Near.", "far": "Far."}
PAPER = source("paper")


@cases
def test_which_basis_is_shown(near, far, fit, shown):
    """Two figures, of 10 or 60, on two bases; each has a period, a value and perhaps a source."""
    fits = {"own": "exact", "near": "close", "far": fit}
    evidence = [{"basis": basis, "fit": of, "rationale": "So."} for basis, of in fits.items()]
    shape = {"bases": BASES, "unit": "percent", "timing": "rate"}
    good = source("good", published="2025", authority="A")
    told = source("told", published="2025", authority="A", access="summary")
    seen = [
        {"basis": basis, "period": period, **graded(value, *report)}
        for basis, (period, value, *report) in (("near", near), ("far", far))
    ]
    for each in (seen, seen[::-1]):
        target = [{"year": 2025, "value": 50}]
        held = one(target, each, None, good, told, PAPER, indicator=shape, evidence=evidence)
        result = judged(held, END)
        assert [result.basis, result.certainty, result.fit] == shown


def graded(value, report="plan", estimated=False):
    cite = {"source": report, "at": None, "checked": "text"}
    return {"value": value, "report": report, "cite": [cite], "estimated": estimated}


def of_grades(series, value=50, day=END):
    others = [source(name, published="2026", authority=name.upper()) for name in ("b", "c", "d")]
    shape = {"unit": "percent", "timing": "rate"}
    return judged(one(value, series, None, *others, indicator=shape), day)


@cases
def test_the_best_grade_is_shown_before_the_latest_which_decides(values, shown, gap_ratio):
    series = {
        year: graded(*(value if isinstance(value, list) else [value]))
        for year, value in values.items()
    }
    last = max(series)
    found, alone = of_grades(series), of_grades({last: series[last]})
    if gap_ratio is not None:
        assert found.gap_ratio == pytest.approx(gap_ratio, abs=1e-4)
        assert (found.gap_ratio, found.status, found.lean) == (
            alone.gap_ratio,
            alone.status,
            alone.lean,
        )
    assert found.last_seen == f"{last}-12-31"
    assert found.observation.period == (shown or last)
    assert (found.latest and found.latest.period) == (last if shown else None)
    of = {cite.source for each in (found.observation, found.latest) if each for cite in each.cite}
    assert of <= set(found.sources)


def test_for_a_year_ahead_the_best_grade_is_shown_where_it_says_the_same():
    met = of_grades({"2022": graded(60), "2023": graded(62, "c")}, day="2023")
    assert (met.status, met.observation and met.observation.period) == ("already-met", "2022")
    assert met.latest is not None and met.shortfall == -10 and met.measures.age == 0
    lost = {"2021": graded(40), "2022": graded(60, "c"), "2023": graded(45, "c")}
    fallen = of_grades(lost, day="2023")
    # The figure of 2021 is earlier than any that met the target.
    assert (fallen.status, fallen.latest) == ("not-sustained", None)


def test_the_latest_is_told_beside_what_is_shown():
    found = of_grades({"2023": graded(60), "2024": graded(62, "c")})
    held = one(50, {}, indicator={"unit": "percent", "timing": "rate"})
    told = Answers(held, Question(END), [found]).answered(found).answer
    assert told.en.startswith("Very likely met:") and "60% in 2023" in told.en
    assert (
        told.caveats[0].en == "The latest figure, 62% in 2024, agrees but is from a weaker source."
    )


def test_what_is_judged_from_a_later_figure_is_as_far_off_as_that():
    found = put({"2015": 13, "2021": 38}, {"year": 2020, "value": 50})
    assert (found.status, found.certainty) == ("missed", "inferred")
    assert found.judged_from is not None and found.judged_from.period == "2021"
    phrases = measures(found, "en")
    assert phrases[0] == "shortfall 12 points"
    assert (found.shortfall, found.shortfall_share) == (12, 0.24)
    assert phrases[1] == "latest figure 1 year after the deadline"
    before = put({"2015": 13, "2018": 20}, {"year": 2020, "value": 70})
    assert before.judged_from is None and "before the deadline" in measures(before, "en")[1]


@cases
def test_what_never_falls_has_no_loss_to_be_reckoned_with(series, year, found):
    def at(falls):
        shape = {"timing": "stock", "unit": "percent", "falls": falls}
        return judged(one([{"year": year, "value": 70}], series, indicator=shape), END)

    never, may = at("never"), at(None)
    assert [never.status, never.certainty] == found
    assert (may.status, may.certainty) == ("not-assessable", None)
    assert found[1] is None or (never.gap_ratio, never.max_change, never.fragile) == (
        None,
        0,
        False,
    )


# -- max_changes --


@cases
def test_own_max_change(values, sign, unseen, found):
    series = {2020.0 + place: float(value) for place, value in enumerate(values)}
    assert own_max_change(series, "points", sign, unseen) == found


def test_steps_are_of_one_to_three_years():
    series = {2016.0: 10.0, 2020.0: 90.0, 2021.0: 91.0, 2021.5: 99.0, 2023.5: 101.0, 2024.5: 102.0}
    assert own_max_change(series, "points", 1, 1) == 2.0


def series_dataset(*values, direction="increase"):
    shape = {"name": {"en": "S"}, "definition": "S.", "unit": "percent", "timing": "rate"}
    records = [
        record(
            "indicators", f"series-{place}", **shape, direction=direction,
            observations=[
                claim(period=str(2000 + year), value=value, report="plan")
                for year, value in enumerate(each)
            ],
        )
        for place, each in enumerate(values)
    ]  # fmt: skip
    return dataset(source("plan", published="2015", authority="A"), *records)


def test_the_dataset_likely_maximum_change_is_what_fewer_than_one_in_twenty_moves_exceed():
    values = [0, *accumulate(range(1, 21))]
    others = DatasetMaxChanges(series_dataset(values)).without("another")
    assert others.count("points", 1) == 20
    assert others.largest("points", True, 1) == 20.0  # no other exceeds it; one would be 1 in 20
    assert others.largest("points", True, 2) == 40.0  # 19 moves are too few: twice that of one year
    assert others.largest("points", False, 1) is None  # nothing ever fell
    assert (
        DatasetMaxChanges(series_dataset(values[:10])).without(None).largest("points", True, 1)
        is None
    )
    assert (
        DatasetMaxChanges(series_dataset(values)).without("series-0").largest("points", True, 1)
        is None
    )
    falling = DatasetMaxChanges(series_dataset(values, direction="decrease")).without(None)
    assert falling.largest("points", False, 1) == 20.0


def test_drawings_do_not_depend_on_the_order_of_records():
    many = [[0, 1 + place, 3, 2 * place] for place in range(12)]
    held = series_dataset(*many)
    turned = RecordSet.of(
        {kind: dict(reversed(list(held.kind(kind).items()))) for kind in ("indicators", "sources")}
    )
    one_, other = (DatasetMaxChanges(each).without(None) for each in (held, turned))
    shares = [one_.steadiness("points", True, 1, size) for size in range(1, 26, 4)]
    assert shares == [other.steadiness("points", True, 1, size) for size in range(1, 26, 4)]
    assert shares == sorted(shares) and len(set(shares)) > 3 and shares[-1] == 1
    assert one_.largest("points", True, 1) == other.largest("points", True, 1)


@pytest.mark.slow
def test_the_max_changes_of_the_shipped_dataset_are_those_that_are_printed(shipped):
    others = max_changes_of(shipped).without(None)
    for scale in ("points", "log", "places"):
        for toward in (True, False):
            found = [others.largest(scale, toward, years) for years in range(1, 6)]
            assert all(found) and found == sorted(found, key=lambda each: each or 0.0)


def test_what_is_asked_changes_no_max_change(shipped):
    """Only the date of knowledge does, because it determines which claims were known."""
    now, then = (max_changes_of(shipped, day).without(None) for day in (None, Question("2020").day))
    assert now.count("points", 1) > then.count("points", 1) > 0


SIZES = st.one_of(st.integers(-4, 4).map(float), st.floats(-9, 9))
MOVES = st.lists(st.builds(Move, SIZES, st.sampled_from("abcd")), max_size=90)


@given(MOVES, st.sampled_from("abcdx"), st.booleans(), st.sampled_from([0.0, 0.5, 2.0, 4.0]))
def test_the_largest_move_is_that_of_the_others_alone(moves, indicator, toward, size):
    dataset = DatasetMaxChanges(RecordSet.of({}), fixed_moves=Moves({("points", 1): sorted(moves)}))
    others = sorted(each.size for each in moves if each.indicator != indicator)
    found = dataset.without(indicator)
    assert found.count("points", 1) == len(others)
    place = (len(others) - 1) // 20
    wanted = None
    if len(others) >= 10:
        wanted = max(others[-1 - place] if toward else -others[place], 0.0) or None
    assert found.largest("points", toward, 1) == wanted
    beyond = [each for each in others if (each if toward else -each) >= size - 1e-9]
    assert sum(found._beyond("points", toward, 1, size).values()) == len(beyond)
