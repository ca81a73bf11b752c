"""The edge cases in the specification's table, row by row, from records to status and reasons."""

import pytest

from builders import CITE, record, source, table_of
from cases import cases, data
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.result import Question
from mic25cli.calc.progress.status import BLOCKING, CODES, STATUSES
from mic25cli.model.screen_words import label
from progress_datasets import hold, judged, judged_row, one, simple

[USES] = data(__file__, "USES")

GROWTH = ("eurostat", "opensdg", "un2022")
NOTICE = {"report": "notice", "cite": [{"source": "notice", "checked": "text"}]}


def words(result):
    """The status and reasons of each method."""
    return {each.id: (each.status, each.reasons) for each in result.methods}


def test_the_closed_sets_are_told_in_full():
    assert len(STATUSES) == 13 and all(label(f"status-means-{each}", "en") for each in STATUSES)
    assert len(CODES) == len(set(CODES))
    assert "no-data" in BLOCKING and "met-early" not in BLOCKING


@pytest.mark.parametrize("row", table_of("calc/edges.tsv"), ids=lambda row: row["case"])
def test_edge_case(row):
    """Some reasons are not given; `silent` is one, with the methods that have no status for it."""
    result = judged_row(row)
    hold(result, row)
    assert not set(row["lacks"].split()) & set(result.reasons)
    reason, *methods = row["silent"].split() or [""]
    assert {name: words(result)[name] for name in methods} == dict.fromkeys(
        methods, (None, (reason,))
    )


def test_all_negative():
    # -40 to -10 is an increase: half of the distance in half of the time.
    result = simple(-40, {"2020": -25}, -10, as_of="2021")
    assert result.status == "on-track" and result.measures.progress == 0.5
    assert words(result)["opensdg"][0] == "behind"  # 25/40 falls by 9 % a year, 13 % are wanted
    ratio = next(each.figures.ratio for each in result.methods if each.id == "opensdg")
    assert ratio == pytest.approx(0.6931, abs=1e-4)
    assert next(
        each.figures.ratio for each in result.methods if each.id == "eurostat"
    ) == pytest.approx(ratio)


def test_slipped_below_a_target_met_at_the_start_is_no_progress_by_any_method():
    result = simple(75, {"2020": 69}, 70, as_of="2021")
    assert result.measures.progress is None and result.measures.pace is None
    for name in ("linear", *GROWTH, "un2023", "sdsn"):
        assert words(result)[name] == ("regressing", ("regressed-below-target",))


def test_milestones_that_lead_the_other_way():
    held = one({2020: 40, 2025: 30}, {"2019": 45}, 50)
    for result in evaluate(held, Question("2019-12")):
        assert result.status == "not-assessable" and "direction-conflict" in result.reasons


def test_target_year_over_and_met_afterwards():
    result = simple(40, {"2025": 69, "2026": 69.5, "2027": 71, "2028": 72}, 70, as_of="2029")
    assert (result.status, result.reasons) == ("met-late", ("target-year-passed",))
    assert result.observation is not None and result.observation.period == "2025"
    assert result.later is not None and result.later.period == "2027"
    uses = {each.reading.period: each.use for each in result.candidates}
    assert uses == USES


def test_two_milestones():
    held = one({2020: 50, 2025: 70}, {"2018": 45, "2020": 49}, 40)
    early, late = evaluate(held, Question("2019"))
    assert (early.milestone.applies, late.milestone.applies) == (True, False)
    assert "next-milestone" in early.reasons and "next-milestone" not in late.reasons
    assert (early.status, late.status) == ("behind", "far-behind")
    early, late = evaluate(held, Question("2021"))
    # The last milestone that is due comes before the next one.
    assert (early.milestone.applies, late.milestone.applies) == (True, False)
    assert (early.status, late.status) == ("missed", "behind")


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


@cases
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
    assert result.status == "behind"  # .5556 of the distance in .6 of the time is .926
    level = judged(one({2020: 70}, {"2016/2018": 60}, 40), "2019-06")
    assert level.observation is not None and level.observation.time == pytest.approx(2017, abs=0.01)


@cases
def test_sources_that_exclude_each_other_are_said(other, disagree):
    """The second figure is from another source; copies of one body's text count as one source."""
    seen = [
        {"period": "2020", "value": value, "cite": [{**CITE, "source": name}]}
        for name, value in (("first", 55), ("other", 51))
    ]
    sources = source("first", originator="NBS"), source("other", **other)
    found = judged(one(70, seen, 40, *sources), "2021")
    assert ("sources-disagree" in found.reasons) == disagree


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
    pilot = record("pilots", "scheme", name={"en": "Scheme"}, type="programme", targets=["target"])
    held = one(70, [], None, pilot)
    assert judged(held, "2021").pilots == ("scheme",)


def test_strict_compatibility_counts_whole_calendar_years():
    held = one(70, {"2020-11": 55}, {"period": "2015-03", "value": 40})
    strict = judged(held, "2021", method="opensdg", strict_compat=True)
    wanted = ((55 / 40) ** (1 / 5) - 1) / ((70 / 40) ** (1 / 10) - 1)
    assert strict.method.figures.ratio == pytest.approx(wanted)
    exact = judged(held, "2021", method="opensdg")
    assert exact.method.figures.ratio != pytest.approx(wanted)


def test_different_periods_with_one_end_do_not_disagree():
    weak = source("blog", published="2021", authority="D")
    cite = [{"source": "blog", "at": None, "checked": "text"}]
    held = one(70, {"2020": 55, "2016/2020": {"value": 45, "cite": cite}}, 40, weak)
    result = judged(held, "2022")
    assert "sources-disagree" not in result.reasons
    assert [each.use for each in result.candidates] == ["decides", "longer-period"]


@cases
def test_withdrawn_from_its_day_on_and_in_time(date, as_of, status):
    held = one(
        70,
        {"2025": 60},
        40,
        source("notice", published="2019-03"),
        withdrawn={"date": date, **NOTICE},
    )
    assert judged(held, as_of).status == status


YEARLY = {"2015": 40, "2017": 50, "2019": 58, "2020": 60, "2022": 62, "2024": 63}


def test_eurostat_takes_the_growth_since_the_baseline():
    found = judged(one({2030: 80}, YEARLY, 40), "2025", method="eurostat")
    actual = (63 / 40) ** (1 / (2024 - 2015)) - 1
    required = (80 / 40) ** (1 / (2030 - 2015)) - 1
    assert found.method.word == "significant"
    assert found.method.figures.ratio == pytest.approx(actual / required)


@pytest.mark.parametrize("method", METHODS)
@cases
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
    # The pace needed per year says nothing about a part of a year.
    near = judged(one({2030: 80}, {"2016": 52}, 50), "2030-01-31").measures
    assert (near.needed_per_year, near.lag) == (None, found.measures.lag)
    over = judged(one({2030: 80}, {"2016": 52}, 50), "2030-12-31").measures
    assert (over.age, over.needed_per_year, over.lag) == (None, None, 14.0)
