"""The edge-case table of the specification, row by row, from records to status and reasons."""

from typing import Any

import pytest

from builders import CITE, record, source
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.result import Question
from mic25cli.calc.progress.status import BLOCKING, CODES, STATUSES
from mic25cli.model.dataset import RecordSet
from mic25cli.model.screen_words import label
from progress_datasets import judged, one, simple

GROWTH = ("eurostat", "opensdg", "un2022")
NOTICE = {"report": "notice", "cite": [{"source": "notice", "checked": "text"}]}


def words(result):
    """Each method's status and reasons."""
    return {each.id: (each.status, each.reasons) for each in result.methods}


def test_the_closed_sets_are_told_in_full():
    assert len(STATUSES) == 13 and all(label(f"status-means-{each}", "en") for each in STATUSES)
    assert len(CODES) == len(set(CODES))
    assert "no-data" in BLOCKING and "met-early" not in BLOCKING


@pytest.mark.parametrize(
    ("base", "seen", "target", "as_of", "status", "reasons"),
    [
        (75, {}, 70, "2021", "not-assessable", ("no-data", "baseline-meets-target")),
        (40, {"2025": 70}, 70, "2026", "met", ("target-year-passed",)),
        (
            40,
            {"2023": 60},
            70,
            "2026",
            "not-assessable",
            ("no-figure-at-deadline", "target-year-passed"),
        ),
        (75, {"2025": 69}, 70, "2026", "missed", ("regressed-below-target",)),
        (40, {"2020~": 55}, 70, "2021", "on-track", ("approximate-period",)),
        (40, {"2021": 71}, 70, "2026", "not-assessable", ("no-comparable-changes",)),
        (None, {"2025": 69}, 70, "2026", "missed", ()),
        (None, {"2025": 70}, 70, "2026", "met", ("no-baseline",)),
    ],
)
def test_one_milestone_and_one_observation(base, seen, target, as_of, status, reasons):
    result = simple(base, seen, target, as_of=as_of)
    assert result.status == status and set(reasons) <= set(result.reasons)


@pytest.mark.parametrize(
    ("milestone", "direction", "reason"),
    [
        ({"year": 2025, "statement": "lead the world"}, "increase", "qualitative"),
        ({"year": 2025, "value": 70}, None, "no-direction"),
        ({"year": 2014, "value": 70}, "increase", "baseline-after-target"),
    ],
)
def test_what_no_observation_can_settle(milestone, direction, reason):
    result = judged(one([milestone], {"2020": 75}, 40, indicator={"direction": direction}), "2021")
    assert result.status == "not-assessable" and result.reasons[0] == reason


def test_no_observation():
    result = simple(40, {}, 70, as_of="2020")
    assert (result.status, result.reasons) == ("not-assessable", ("no-data",))
    assert result.observation is None and result.measures.progress is None
    assert words(result)["linear"] == (None, ("no-data",))


def test_only_the_baseline():
    result = simple(40, {"2015": 40}, 70, as_of="2020")
    assert (result.status, result.reasons) == ("not-assessable", ("single-observation",))
    assert result.measures.progress == 0.0
    for name in ("linear", *GROWTH, "un2023", "sdsn"):
        assert words(result)[name] == (None, ("single-observation",))


@pytest.mark.parametrize(
    ("base", "value", "target", "reason"), [(0, 10, 30, "zero-base"), (20, 8, 0, "zero-target")]
)
def test_zero(base, value, target, reason):
    result = simple(base, {"2020": value}, target, as_of="2020-12", down=target < base)
    assert result.status in ("behind", "on-track")
    for name in GROWTH:
        assert words(result)[name] == (None, (reason,))
    chosen = simple(
        base, {"2020": value}, target, as_of="2020-12", down=target < base, method="eurostat"
    )
    assert (chosen.status, chosen.reasons) == ("not-assessable", (reason,))


def test_zero_observed():
    result = simple(20, {"2020": 0}, 40, as_of="2021")
    assert result.status == "regressing"
    assert words(result)["eurostat"] == (None, ("zero-value",))


@pytest.mark.parametrize(("base", "value", "target"), [(-10, 5, 20), (-10, -5, 20), (10, -5, 20)])
def test_signs_differ(base, value, target):
    result = simple(base, {"2020": value}, target, as_of="2021")
    assert result.status != "not-assessable"
    for name in GROWTH:
        assert words(result)[name] == (None, ("sign-change",))


def test_all_negative():
    # -40 to -10 is an increase: half of the way in half of the time.
    result = simple(-40, {"2020": -25}, -10, as_of="2021")
    assert result.status == "on-track" and result.measures.progress == 0.5
    assert words(result)["opensdg"][0] == "behind"  # 25/40 falls by 9 % a year, 13 % are wanted
    ratio = next(each.figures.ratio for each in result.methods if each.id == "opensdg")
    assert ratio == pytest.approx(0.6931, abs=1e-4)
    assert next(
        each.figures.ratio for each in result.methods if each.id == "eurostat"
    ) == pytest.approx(ratio)


@pytest.mark.parametrize(
    ("value", "status"), [(50, "already-met"), (55, "already-met"), (49, "regressing")]
)
def test_maintain(value, status):
    result = simple(50, {"2020": value}, 50, as_of="2021")
    assert result.status == status
    assert result.measures.progress is None
    assert "maintain-target" in result.reasons
    if status == "regressing":
        assert "regressed-below-target" in result.reasons
        for name in (*GROWTH, "un2023", "sdsn"):
            assert words(result)[name] == (None, ("maintain-target",))


@pytest.mark.parametrize(
    ("value", "status"), [(76, "already-met"), (71, "already-met"), (69, "regressing")]
)
def test_baseline_already_past_the_target(value, status):
    result = simple(75, {"2020": value}, 70, as_of="2021")
    assert result.status == status and "baseline-meets-target" in result.reasons
    assert ("regressed-below-target" in result.reasons) is (status == "regressing")


def test_slipped_below_a_target_met_at_the_start_is_no_progress_by_any_method():
    result = simple(75, {"2020": 69}, 70, as_of="2021")
    assert result.measures.progress is None and result.measures.pace is None
    for name in ("linear", *GROWTH, "un2023", "sdsn"):
        assert words(result)[name] == ("regressing", ("regressed-below-target",))


def test_the_baseline_alone_does_not_miss_a_target():
    result = judged(one(2.5, {"2024": 2.2}, {"period": "2024", "value": 2.2}), "2026")
    assert result.status == "not-assessable" and "single-observation" in result.reasons


@pytest.mark.parametrize(
    ("value", "status"),
    [(40, "met"), (39, "not-assessable"), (38, "not-assessable"), (37, "missed")],
)
def test_a_hedged_target(value, status):
    result = simple(30, {"2025": value}, 40, as_of="2026", bound="about")
    assert result.status == status
    assert ("figure-too-imprecise" in result.reasons) is (status == "not-assessable")


@pytest.mark.parametrize(
    ("direction", "bound"),
    [
        ("increase", "up-to"),
        ("increase", "less-than"),
        ("decrease", "at-least"),
        ("decrease", "more-than"),
    ],
)
def test_bound_against_the_direction(direction, bound):
    held = one(
        [{"year": 2025, "value": 30, "bound": bound}],
        {"2020": 45},
        50,
        indicator={"direction": direction},
    )
    result = judged(held, "2021")
    assert result.status == ("already-met" if direction == "increase" else "far-behind")
    assert "direction-conflict" not in result.reasons


def test_milestones_that_lead_the_other_way():
    held = one({2020: 40, 2025: 30}, {"2019": 45}, 50)
    for result in evaluate(held, Question("2019-12")):
        assert result.status == "not-assessable" and "direction-conflict" in result.reasons


def test_target_year_over_on_its_last_day():
    assert simple(40, {"2025": 60}, 70, as_of="2025-12-31").status == "missed"
    assert simple(40, {"2024": 60}, 70, as_of="2025-12-30").status == "behind"


def test_target_year_over_and_missed():
    result = simple(40, {"2025": 69}, 70, as_of="2026")
    assert (result.status, result.reasons) == ("missed", ("target-year-passed",))
    assert words(result)["linear"][0] == "on-track"  # what the pace alone would say stays visible


def test_target_year_over_and_met_afterwards():
    result = simple(40, {"2025": 69, "2026": 69.5, "2027": 71, "2028": 72}, 70, as_of="2029")
    assert (result.status, result.reasons) == ("met-late", ("target-year-passed",))
    assert result.observation is not None and result.observation.period == "2025"
    assert result.later is not None and result.later.period == "2027"
    uses = {each.reading.period: each.use for each in result.candidates}
    assert uses == {
        "2025": "decides",
        "2026": "after-target",
        "2027": "meets-later",
        "2028": "after-target",
    }


def test_an_observation_after_the_target_year_does_not_count_for_it():
    # As for un2023: with data up to the target year.
    result = simple(40, {"2023": 50, "2024": 55, "2026": 90}, 70, as_of="2027")
    assert result.observation is not None and result.observation.period == "2024"
    # Met by 2026; whether in 2025 is not known.
    assert (result.status, result.met_by) == ("not-assessable", 2026)
    assert result.reasons[0] == "no-figure-at-deadline" and "met-by-later-year" in result.reasons
    assert "before-and-after-differ" in result.reasons


def test_nothing_near_the_target_year_but_met_since():
    result = simple(40, {"2023": 60, "2028": 75}, 70, as_of="2029")
    assert result.status == "not-assessable"
    assert set(result.reasons) == {
        "no-figure-at-deadline", "before-and-after-differ", "no-comparable-changes",
        "target-year-passed",
        "met-by-later-year",
    }  # fmt: skip
    only_since = simple(40, {"2028": 75}, 70, as_of="2029")
    assert only_since.status == "not-assessable" and "met-by-later-year" in only_since.reasons


def test_met_early():
    ahead = simple(40, {"2021": 71}, 70, as_of="2022")
    assert (ahead.status, ahead.reasons) == ("already-met", ("met-early",))


def test_range_target():
    held = one([{"year": 2025, "low": 60, "high": 80}], {"2020": 52}, 40)
    result = judged(held, "2021")
    assert result.status == "on-track" and "range-weakest-bound" in result.reasons
    assert (result.measures.progress, result.measures.progress_other_bound) == (0.6, 0.3)
    met = one([{"year": 2025, "low": 60, "high": 80}], {"2020": 61})
    assert judged(met, "2021").status == "already-met"


def test_range_target_of_a_decrease():
    held = one(
        [{"year": 2025, "low": 2, "high": 3}], {"2025": 3}, indicator={"direction": "decrease"}
    )
    assert judged(held, "2026").status == "met"


@pytest.mark.parametrize(
    ("base", "target", "bound", "value", "status"),
    [
        (40, 70, None, 70, "met"),
        (40, 70, "at-least", 70, "met"),
        (40, 70, "about", 70, "met"),
        (40, 70, "more-than", 70, "missed"),
        (40, 70, "more-than", 70.1, "met"),
        (7, 5, "up-to", 5, "met"),
        (7, 5, "less-than", 5, "missed"),
        (7, 5, "less-than", 4.9, "met"),
    ],
)
def test_bound_of_the_target(base, target, bound, value, status):
    down = target < base
    found = simple(base, {"2025": value}, target, as_of="2026", bound=bound, down=down)
    assert found.status == status


def test_two_milestones():
    held = one({2020: 50, 2025: 70}, {"2018": 45, "2020": 49}, 40)
    early, late = evaluate(held, Question("2019"))
    assert (early.milestone.applies, late.milestone.applies) == (True, False)
    assert "next-milestone" in early.reasons and "next-milestone" not in late.reasons
    assert (early.status, late.status) == ("behind", "far-behind")
    early, late = evaluate(held, Question("2021"))
    # The last one that is due goes before the next.
    assert (early.milestone.applies, late.milestone.applies) == (True, False)
    assert (early.status, late.status) == ("missed", "behind")


@pytest.mark.parametrize(
    ("seen", "status"),
    [
        ({"low": 54, "high": 56}, "not-assessable"),  # a pace of .93 to 1.07 spans the cut
        ({"low": 55, "high": 57}, "on-track"),
        ({"low": 40, "high": 60}, "not-assessable"),
        ({"value": 55, "bound": "about"}, "on-track"),
        ({"value": 54, "bound": "about"}, "not-assessable"),
        ({"value": 55, "bound": "more-than"}, "not-assessable"),
        ({"value": 70, "bound": "more-than"}, "already-met"),
        ({"value": 39, "bound": "less-than"}, "regressing"),
        ({"value": 45, "bound": "up-to"}, "not-assessable"),
    ],
)
def test_uncertain_observation(seen, status):
    result = simple(40, {"2020": seen}, 70, as_of="2021")
    assert result.status == status
    # Either the verdict differs within the uncertainty, or what is said holds for all of it.
    spans = status == "not-assessable"
    assert [
        each for each in ("figure-too-imprecise", "uncertain-value") if each in result.reasons
    ] == ["figure-too-imprecise" if spans else "uncertain-value"]


def test_uncertain_observation_once_the_year_is_over():
    result = simple(40, {"2025": {"value": 69, "bound": "more-than"}}, 70, as_of="2026")
    assert result.status == "not-assessable" and "figure-too-imprecise" in result.reasons
    assert (
        simple(40, {"2025": {"value": 70, "bound": "almost"}}, 70, as_of="2026").status == "missed"
    )


def test_shares_of_an_uncertain_observation():
    measures = simple(40, {"2020": {"low": 49, "high": 61}}, 70, as_of="2021").measures
    assert (measures.progress_low, measures.progress, measures.progress_high) == pytest.approx(
        (0.3, 0.5, 0.7)
    )
    falling = simple(50, {"2020": {"low": 30, "high": 40}}, 25, as_of="2021", down=True).measures
    assert (falling.progress_low, falling.progress_high) == pytest.approx((0.4, 0.8))
    endless = simple(40, {"2020": {"value": 55, "bound": "more-than"}}, 70, as_of="2021").measures
    assert (endless.progress_low, endless.progress, endless.progress_high) == (0.5, None, None)


def test_uncertain_baseline():
    def at(base, value):
        held = one(70, {"2020": value}, {"period": "2015", **base})
        return judged(held, "2021")

    assert at({"low": 38, "high": 42}, 55).status == "not-assessable"  # from 42 it is behind
    assert at({"low": 38, "high": 42}, 57).status == "on-track"
    assert at({"value": 40, "bound": "at-least"}, 57).status == "not-assessable"
    assert at({"value": 40, "bound": "at-least"}, 71).status == "already-met"


def test_no_baseline_and_the_year_ahead():
    result = simple(None, {"2020": 55}, 70, as_of="2021")
    assert (result.status, result.reasons) == ("not-assessable", ("no-baseline",))
    assert result.shortfall == 15 and result.measures.progress is None
    assert result.measures.needed_per_year == 3.75
    rank = simple(None, {"2020": 55}, 10, as_of="2021", down=True, unit="rank")
    assert (rank.shortfall, rank.measures.needed_per_year) == (None, None)
    met = simple(None, {"2020": 70}, 70, as_of="2021")
    assert met.status == "already-met" and "no-baseline" in met.reasons
    for name in (*GROWTH, "un2023", "sdsn"):
        assert words(result)[name] == (None, ("no-baseline",))


def test_a_missing_base_year_is_not_substituted():
    held = one(70, {"2016": 43, "2020": 55}, {"period": "2015"})
    plain = judged(held, "2021")
    assert (plain.status, plain.baseline) == (
        "not-assessable",
        None,
    ) and "no-baseline" in plain.reasons
    asked = judged(held, "2021", substitute=True)
    assert asked.status == "on-track" and "baseline-substituted" in asked.reasons
    assert asked.baseline is not None and asked.baseline.period == "2016"


def test_a_substitute_comes_from_before_where_there_is_no_later_one():
    held = one(70, {"2013": 40, "2020": 60})
    result = judged(held, "2021", substitute=True)
    assert result.baseline is not None and result.baseline.period == "2013"


def test_strict_compatibility_takes_the_next_year_with_data():
    held = one(70, {"2014": 30, "2017": 43, "2020": 55})
    assert judged(held, "2021", method="opensdg").status == "not-assessable"
    strict = judged(held, "2021", method="opensdg", strict_compat=True)
    assert strict.baseline is not None and strict.baseline.period == "2017"
    assert "baseline-substituted" in strict.reasons and strict.status == "on-track"
    assert (
        judged(held, "2021", strict_compat=True).baseline is None
    )  # only for the method it belongs to


def test_bases_are_not_mixed():
    held = one(
        64,
        {"2015": {"value": 33, "basis": "plan"}, "2021": {"value": 55.3, "basis": "survey"}},
        33,
        indicator={"bases": {"plan": "as the plan counts", "survey": "as the survey counts"}},
    )
    result = judged(held, "2022")
    assert result.status == "not-assessable"
    assert result.reasons == ("single-observation", "other-definition-only")
    other = judged(held, "2022", basis="survey")
    assert other.baseline is None and {"no-baseline", "baseline-other-definition"} <= set(
        other.reasons
    )


def test_a_unit_that_cannot_be_turned_is_not_mixed_in():
    held = one(
        [{"year": 2025, "value": 70, "unit": "percent"}], {"2020": 55}, indicator={"unit": "points"}
    )
    result = judged(held, "2021")
    assert result.status == "not-assessable" and {"no-data", "unit-mismatch"} <= set(result.reasons)


def test_units_of_one_dimension_are_turned():
    held = one(
        [{"year": 2025, "value": 3000000, "unit": "units"}],
        {"2020": 1.37},
        0.33,
        indicator={"unit": "mn units"},
    )
    result = judged(held, "2021")
    assert result.unit == "units" and result.observation is not None and result.baseline is not None
    assert (result.baseline.best, result.observation.best) == (330000.0, 1370000.0)
    assert result.measures.progress == pytest.approx(1.04 / 2.67)


def test_a_series_that_restates_the_baseline_must_agree_in_the_verdict():
    def at(restated):
        seen = [{"period": "2015", "value": restated}, {"period": "2021", "value": 55.3}]
        return judged(one(64, seen, 33), "2022")

    torn = at(45.4)  # from 33 on track, from 45.4 behind
    assert torn.status == "not-assessable" and {"figure-too-imprecise", "baseline-restated"} <= set(
        torn.reasons
    )
    agreed = at(34)
    assert agreed.status == "on-track" and "baseline-restated" in agreed.reasons
    assert "baseline-restated" not in at(33).reasons


@pytest.mark.parametrize(
    ("value", "as_of", "status"),
    [(1, "2021", "already-met"), (0, "2021", "not-assessable"), (0, "2026", "missed")],
)
def test_binary(value, as_of, status):
    period = "2025" if as_of == "2026" else "2020"
    held = one(
        1,
        [{"period": period, "value": value}],
        0,
        indicator={"unit": "count", "minimum": 0, "maximum": 1},
    )
    result = judged(held, as_of)
    assert result.status == status
    if status == "not-assessable":
        assert "qualitative" in result.reasons


def test_unknown_year():
    held = one([{"value": 70}], {"2020": 55}, 40)
    result = judged(held, "2021")
    assert (result.status, result.reasons) == ("not-assessable", ("unknown-year",))
    assert result.shortfall == 15


def test_not_started():
    held = one(70, [], {"period": "2020", "value": 40})
    assert judged(held, "2019-12-31").status == "not-started"
    assert judged(held, "2020-01-01").status == "not-assessable"


def test_withdrawn():
    dropped = source("notice", published="2019-03")
    held = one(
        {2018: 45, 2025: 70},
        {"2018": 46, "2020": 55},
        40,
        dropped,
        withdrawn={"date": "2019-02", **NOTICE},
    )
    passed, open_ = evaluate(held, Question("2021"))
    assert passed.status == "met"
    assert (open_.status, open_.status_if_standing) == ("withdrawn", "on-track")
    before = evaluate(held, Question("2019-02"))
    assert [each.status for each in before] == ["met", "behind"]


@pytest.mark.parametrize(
    ("value", "target", "limits", "met"),
    [
        (99.2, 100, {"maximum": 100}, True),
        (98.9, 100, {"maximum": 100}, False),
        (99.2, 100, {}, False),
        (99.0, 99.8, {"maximum": 100}, False),
        (0.9, 0, {"minimum": 0}, True),
        (1.1, 0, {"minimum": 0}, False),
        (-16, -18, {}, False),
    ],
)
def test_un2023_takes_the_last_point_of_a_percentage_for_met(value, target, limits, met):
    down = target <= 0
    held = one(
        target,
        {"2020": value},
        40,
        indicator={"unit": "percent", "direction": "decrease" if down else "increase", **limits},
    )
    found = words(judged(held, "2021"))
    assert (found["un2023"] == ("already-met", ("near-limit",))) is met
    assert found["linear"][0] != "already-met"
    chosen = judged(held, "2021", method="un2023")
    assert ("near-limit" in chosen.reasons) is met and (chosen.status == "already-met") is met


def test_a_change_counted_from_the_baseline_stands_for_the_end_of_its_period():
    held = one({2020: -18, 2025: -34}, {"2016/2018": -10}, 0, indicator={"direction": "decrease"})
    result = judged(held, "2019-06")
    assert result.observation is not None and result.observation.time == 2018.0
    assert result.measures.expected == 0.6 and "cumulative-period" in result.reasons
    assert result.status == "behind"  # .5556 of the way in .6 of the time is .926
    level = judged(one({2020: 70}, {"2016/2018": 60}, 40), "2019-06")
    assert level.observation is not None and level.observation.time == pytest.approx(2017, abs=0.01)


def test_several_years_do_not_stand_for_their_end():
    result = simple(0.95, {"2021/2025": 1.7}, 1.68, as_of="2026")
    assert result.status == "not-assessable" and result.observation is None
    assert result.reasons == ("no-data", "target-year-passed", "several-years")
    later = simple(0.95, {"2023/2027": 1.7}, 1.68, as_of="2028")
    assert later.status == "not-assessable" and later.observation is None


def test_months_count_as_fractions_of_a_year():
    result = simple(40, {"2020-06": 55}, 70, as_of="2021")
    assert result.measures.expected == pytest.approx(0.4957, abs=1e-3)


def test_sources_that_exclude_each_other_are_said():
    def told(**of_other):
        """Whether the two disagree, the second being read in another source."""
        cites = [{**CITE, "source": "other"}]
        seen = [{"period": "2020", "value": 55}, {"period": "2020", "value": 51, "cite": cites}]
        held = one(70, seen, 40)
        sources = {**held.kind("sources"), "other": source("other", **of_other)}
        sources["paper"] = {**sources["paper"], "originator": "NBS"}
        kinds = {kind: held.kind(kind) for kind in ("targets", "indicators")}
        return (
            "sources-disagree"
            in judged(RecordSet.of({**kinds, "sources": sources}), "2021").reasons
        )

    assert told() and told(originator="IFR") and told(publisher="Daily")
    # Copies of one text, and those who pass on one body's word, are one independent source.
    assert not told(same_text="paper") and not told(originator="NBS", publisher="Daily")
    assert not told(publisher="NBS"), "the body's own page"
    assert "sources-disagree" not in simple(40, {"2020": 55}, 70, as_of="2021").reasons


def test_several_series_count_by_the_worst():
    from mic25cli.calc.progress.explain import explain

    held = one(
        70,
        [
            {"period": "2025", "value": 75, "basis": "wide"},
            {"period": "2025", "value": 65, "basis": "narrow"},
        ],
        indicator={"bases": {"wide": "all", "narrow": "some"}},
    )
    told = explain(held, "target", Question("2026"))
    assert told.results[0].status == "met" and told.several is not None
    assert (told.several.status, told.several.reasons) == ("missed", ("worst-of-n",))
    assert {each: n for each, n in told.several.counts.items() if n} == {"met": 1, "missed": 1}
    assert [(each.basis, each.result.status) for each in told.bases] == [("narrow", "missed")]


def test_results_carry_every_input_with_its_sources():
    weak = source("blog", published="2020", authority="D")
    cite = {"source": "blog", "at": "row 5", "checked": "excerpt"}
    held = one(
        70,
        {"2020": {"value": 55, "cite": [cite]}},
        {
            "period": "2015",
            "value": 40,
            "cite": [{"source": "plan", "at": None, "checked": "none"}],
        },
        weak,
    )
    result = judged(held, "2021")
    assert result.sources == ("plan", "paper", "blog")
    assert result.observation is not None and result.baseline is not None
    assert (result.observation.grade, result.observation.checked, result.observation.report) == (
        "D",
        "excerpt",
        "blog",
    )
    assert result.observation.cite[0].at == "row 5"
    assert result.weak == ("baseline", "observation")


def test_pilots_are_named_with_the_targets_that_are_theirs():
    pilot = record(
        "pilots",
        "scheme",
        name={"en": "Scheme"},
        type="programme",
        summary="A scheme.",
        targets=["target"],
    )
    held = one(70, [], None, pilot)
    assert judged(held, "2021").pilots == ("scheme",)


def test_every_method_answers_every_case():
    result = simple(40, {"2020": 55}, 70, as_of="2021")
    assert [each.id for each in result.methods] == list(METHODS)


def test_strict_compatibility_counts_whole_calendar_years():
    held = one(70, {"2020-11": 55}, {"period": "2015-03", "value": 40})
    strict = judged(held, "2021", method="opensdg", strict_compat=True)
    wanted = ((55 / 40) ** (1 / 5) - 1) / ((70 / 40) ** (1 / 10) - 1)
    assert strict.method.figures.ratio == pytest.approx(wanted)
    exact = judged(held, "2021", method="opensdg")
    assert exact.method.figures.ratio != pytest.approx(wanted)


def test_an_observation_of_the_baseline_year_that_differs_has_no_pace():
    result = simple(40, {"2015": 45}, 70, as_of="2020")
    assert {"single-observation", "baseline-restated"} <= set(result.reasons)
    assert result.measures.arrival is None and result.measures.pace is None


def test_a_value_within_the_baseline_year_does_not_restate_it():
    result = simple(40, {"2015-06": 38, "2020": 55}, 70, as_of="2021")
    assert result.status == "on-track" and "baseline-restated" not in result.reasons


def test_another_basis_after_the_reference_date_is_no_break():
    held = one(
        64,
        {"2022": {"value": 60, "basis": "survey"}},
        33,
        indicator={"bases": {"plan": "as planned", "survey": "as surveyed"}},
    )
    assert judged(held, "2021").reasons == ("no-data",)
    assert judged(held, "2023").reasons == ("no-data", "other-definition-only")


def test_different_periods_with_one_end_do_not_disagree():
    weak = source("blog", published="2021", authority="D")
    cite = [{"source": "blog", "at": None, "checked": "text"}]
    held = one(70, {"2020": 55, "2016/2020": {"value": 45, "cite": cite}}, 40, weak)
    result = judged(held, "2022")
    assert "sources-disagree" not in result.reasons
    assert [each.use for each in result.candidates] == ["decides", "longer-period"]


@pytest.mark.parametrize(
    ("date", "as_of", "status"),
    [
        ("2025-12-31", "2026", "withdrawn"),
        ("2026-01", "2026", "missed"),
        ("2020-06-30", "2020-06-30", "withdrawn"),
        ("2020-06-30", "2020-06-29", "not-assessable"),
        (None, "2019-06", "withdrawn"),
        (None, "2019-02", "not-assessable"),
    ],
)
def test_withdrawn_from_its_day_on_and_in_time(date, as_of, status):
    held = one(
        70,
        {"2025": 60},
        40,
        source("notice", published="2019-03"),
        withdrawn={"date": date, **NOTICE},
    )
    assert judged(held, as_of).status == status


def test_strict_compatibility_starts_in_2015():
    years = {"2014": 30, "2015": 40, "2016": 43, "2020": 55}
    held = one(70, [{"period": y, "value": v} for y, v in years.items()])
    strict = judged(held, "2021", method="opensdg", strict_compat=True)
    assert strict.baseline is not None and strict.baseline.period == "2015"


def test_a_substitute_does_not_bring_in_what_came_after_the_target_year():
    seen = [{"period": "2016", "value": 43}, {"period": "2025", "value": 60}]
    held = one(70, [*seen, {"period": "2026", "value": 90}])
    result = judged(held, "2027", substitute=True)
    assert result.baseline is not None and result.baseline.period == "2016"
    assert (result.status, result.observation and result.observation.period) == ("met-late", "2025")


YEARLY = {"2015": 40, "2017": 50, "2019": 58, "2020": 60, "2022": 62, "2024": 63}


@pytest.mark.parametrize(
    ("window", "start", "word"),
    [
        (None, (2015, 40), "significant"),
        (5, (2019, 58), "insufficient"),
        (4, (2020, 60), "insufficient"),
        (3, (2022, 62), "insufficient"),
        (15, (2015, 40), "significant"),
    ],
)
def test_eurostat_takes_the_growth_since_the_baseline_or_of_a_window(window, start, word):
    found = judged(one({2030: 80}, YEARLY, 40), "2025", method="eurostat", window=window)
    year, value = start
    actual = (63 / value) ** (1 / (2024 - year)) - 1
    required = (80 / value) ** (1 / (2030 - year)) - 1
    assert found.method.word == word
    assert found.method.figures.ratio == pytest.approx(actual / required)
    # No other method asks for the window.
    assert found.measures.pace == judged(one({2030: 80}, YEARLY, 40), "2025").measures.pace


def test_a_window_needs_no_baseline_but_a_series():
    asked: dict[str, Any] = {"method": "eurostat", "window": 5}
    assert judged(one({2030: 80}, YEARLY), "2025", **asked).status == "far-behind"
    assert judged(one({2030: 80}, YEARLY), "2025", method="eurostat").status == "not-assessable"
    short = judged(one({2030: 80}, {"2024": 63, "2023": 62}, 40), "2025", **asked)
    assert (short.status, short.method.reasons) == ("not-assessable", ("short-series",))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("target", "observed", "status"),
    [(80, 60, "on-track"), (80, 52, "behind"), (80, 44, "far-behind"), (80, 34, "regressing")],
)
def test_a_pace_goes_stale(method, target, observed, status):
    past = {str(year): 40 + (observed - 40) * (year - 2015) / 5 for year in range(2016, 2021)}
    held = one({2025: target}, past, 40)
    fresh, stale = (judged(held, as_of, method=method) for as_of in ("2022-12-31", "2023-01-01"))
    assert fresh.status == fresh.method.status and (method != "linear" or fresh.status == status)
    assert (stale.status, stale.reasons[0]) == ("not-assessable", "no-recent-observation")
    assert stale.method.status == fresh.method.status
    assert fresh.measures.age == 2.0 and round(stale.measures.age or 0, 2) == 2.0


def test_what_is_needed_counts_from_the_reference_date():
    found = judged(one({2030: 80}, {"2016": 52}, 50), "2029-12-31")
    assert (found.status, found.measures.needed_per_year) == ("not-assessable", 28.0)
    assert found.measures.age == 13.0
    over = judged(one({2030: 80}, {"2016": 52}, 50), "2030-12-31").measures
    assert (over.age, over.needed_per_year, over.lag) == (None, None, 14.0)
