"""A chart compared with the dataset: both have the same numbers, and omissions are
counted."""

from decimal import Decimal
from itertools import pairwise

import pytest

from builders import claim, dataset, record, source
from cases import cases
from figures import chartable, figure_of
from mic25cli.calc.chart_data import figure
from mic25cli.errors import RecordsError, UsageError

AS_OF = "2025-12-31"


def indicator(observations, **fields):
    base = {
        "name": {"en": "Share"}, "definition": "A share.", "unit": "percent",
        "direction": "increase", "timing": "flow", "minimum": 0, "maximum": 100,
    }  # fmt: skip
    return record("indicators", "share", **{**base, "observations": observations, **fields})


def target(**fields):
    return record(
        "targets", "target", **{"name": {"en": "TargetValue"}, "indicator": "share", **fields}
    )


def seen(period, value=None, **fields):
    return claim(period=period, value=value, **fields)


def panel(*records, ids=("share",), **dates):
    return figure(dataset(*records), ids, **{"as_of": AS_OF, **dates}).panels[0]


@pytest.mark.others
def test_no_line_joins_bases_or_crosses_a_gap(shipped):
    joined = 0
    for name in chartable(shipped):
        for series in figure_of(shipped, name).panels[0].bases:
            for run in series.runs:
                joined += 1
                assert {point.role for point in run} == {"line"}
                assert len({point.reading.basis for point in run} - {None}) <= 1
                times = [point.time for point in run]
                assert all(b - a < 1.02 for a, b in pairwise(times))
    assert joined > 100


@cases
def test_what_is_no_year_stands_apart(timing, period, role):
    found = panel(indicator([seen(period, 10)], timing=timing))
    assert [point.role for point in found.points] == [role]


@cases
def test_hedges_are_bars_and_bounds_are_open(fields, low, high, opened):
    (point,) = panel(indicator([seen("2020", **fields)])).points
    assert (point.value, point.low, point.high, point.open) == (40, low, high, opened)


def test_rivals_are_drawn_and_repeats_are_counted():
    better = source("better", authority="A")
    found = panel(
        better,
        indicator(
            [
                seen("2020", 10), seen("2020", 10), seen("2020", 12),
                seen("2020", 11, cite=[{"source": "better", "checked": "text"}]),
            ]
        ),
    )  # fmt: skip
    assert sorted((point.value, point.role) for point in found.points) == [
        (10, "rival"), (11, "line"), (12, "rival"),
    ]  # fmt: skip
    assert found.left_out == {"confirms": 1}


def milestone(year, report, value=None, **fields):
    return claim(year=year, value=value, report=report, **fields)


EDITIONS = (source("first", published="2015"), source("second", published="2018"))


def test_a_raised_target_is_a_step():
    found = panel(
        *EDITIONS,
        indicator([seen("2020", 50)]),
        target(milestones=[milestone(2025, "second", 90), milestone(2025, "first", 80)]),
        ids=("target",),
    )
    first, second = found.milestones
    assert (first.value, first.current, first.replaces) == (80, False, None)
    assert (second.value, second.current, second.replaces) == (90, True, first)
    assert found.in_force(first) == (first.since, second.since, 90)
    assert found.in_force(second) == (second.since, 2025, 90)
    assert found.name["en"] == "TargetValue"


def test_what_was_known_then():
    records = (
        *EDITIONS,
        indicator([seen("2020", 50)]),
        target(milestones=[milestone(2025, "second", 90), milestone(2025, "first", 80)]),
    )
    then = panel(*records, ids=("target",), known_at="2016")
    assert [(each.value, each.current) for each in then.milestones] == [(80, True)]
    assert then.left_out == {"not-yet-known": 1}
    with pytest.raises(UsageError, match="not in the dataset at these dates"):
        panel(*records, ids=("target",), as_of="2014")


def test_the_path_leads_from_the_baseline_to_what_stands():
    found = panel(
        *EDITIONS,
        indicator([seen("2020", 50)]),
        target(
            baseline=claim(period="2015", value=30),
            milestones=[
                milestone(2025, "second", 90), milestone(2025, "first", 80),
                milestone(2020, "first", 55),
            ],
        ),
        ids=("target",),
    )  # fmt: skip
    assert [(each.time, each.value) for each in found.baselines] == [(2015.0, 30)]
    assert found.paths == (((2015, 30), (2020, 55)), ((2015, 30), (2025, 90)))


def test_units_are_turned_exactly_and_panels_of_one_dimension_share_a_scale():
    records = dataset(
        indicator([seen("2020", 331092, unit="units"), seen("2021", Decimal("1.256"))],
                  unit="mn units", maximum=None),
        record("indicators", "other", name={"en": "Other"}, unit="units",
               observations=[seen("2020", 7)]),
        record("indicators", "money", name={"en": "Money"}, unit="bn CNY",
               observations=[seen("2020", 7)]),
    )  # fmt: skip
    found = figure(records, ["share", "other", "money"], AS_OF)
    assert [point.value for point in found.panels[0].points] == [
        331_092, 1_256_000,
    ]  # fmt: skip
    assert found.panels[0].unit == "units"
    assert max(found.numbers(found.panels[0])) == 1_256_000
    assert max(found.numbers(found.panels[1])) == 1_256_000
    assert found.numbers(found.panels[2]) == (7, 7, 7)


def test_targets_of_one_indicator_share_a_panel(shipped):
    found = figure(shipped, ["targets/nev-own-brand-share", "indicators/nev-own-brand-share"])
    assert [each.asked for each in found.panels] == [
        ("targets/nev-own-brand-share", "indicators/nev-own-brand-share")
    ]
    alone = figure(shipped, ["nev-own-brand-share"])
    assert alone.panels[0].asked == ("targets/nev-own-brand-share",)


def test_other_kinds_are_refused(shipped):
    with pytest.raises(UsageError, match="one of the funds") as refused:
        figure(shipped, ["national-ic-industry-investment-fund"])
    assert "mic25 funds show" in (refused.value.hint or "")
    with pytest.raises(UsageError, match="is not a target or indicator"):
        figure(shipped, ["nev-own-brand-shar"])


def test_an_indicator_that_is_missing_is_a_fault_of_the_records():
    records = dataset(
        *EDITIONS, target(indicator="nowhere", milestones=[milestone(2025, "first", 80)])
    )
    with pytest.raises(RecordsError, match="names an indicator 'nowhere' that is missing"):
        figure(records, ["target"], AS_OF)
