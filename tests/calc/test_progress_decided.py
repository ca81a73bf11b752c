"""The figure that a verdict may use: the last, certain, two-sided, for the target's own time."""

from typing import Any

import pytest

from builders import source
from cases import cases
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question
from progress_datasets import judged, one

CITED = {"source": "fine", "at": None}
FINE = source("fine", published="2019", authority="A")


def below(value):
    return {"value": value, "bound": "less-than"}


def shown(found):
    return found.status, found.observation and found.observation.period


def test_a_one_sided_figure_that_settles_nothing_is_passed_over():
    falling = {"direction": "decrease", "unit": "percent", "timing": "rate"}
    seen = {"2017": 47.9, "2018": below(48.2)}
    found = judged(one({2018: 48.1}, seen, indicator=falling), "2020")
    assert shown(found) == ("not-assessable", "2017")
    assert [each.use for each in found.candidates] == ["decides", "one-sided"]
    # If one figure settles it, that one decides; a figure without others is shown.
    assert shown(judged(one({2018: 48.2}, seen, indicator=falling), "2020")) == ("met", "2018")
    alone = judged(one({2018: 48.1}, {"2018": below(48.2)}, indicator=falling), "2020")
    assert shown(alone) == ("not-assessable", "2018")
    # The same for later figures.
    later = {"2015": 60, "2019": below(48.2), "2020": 47}
    late = judged(one({2018: 48.1}, later, indicator=falling), "2021")
    assert late.met_by == 2020


@pytest.mark.parametrize("better", [{"checked": "text"}, {"checked": "excerpt"}])
def test_an_uncertain_year_never_hides_a_certain_one(better):
    sure = {"period": "2021", "value": 10, "cite": [{**CITED, "checked": "none"}]}
    unsure = {"period": "2021?", "value": 10, "cite": [{**CITED, "checked": "text", **better}]}
    for seen in ([sure, unsure], [unsure, sure]):
        found = judged(one({2021: 9}, seen, None, FINE), "2023")
        assert (found.status, found.certainty) == ("met", "observed")
        uses = {each.reading.period: each.use for each in found.candidates}
        assert uses == {"2021": "decides", "2021?": "uncertain-period"}


def test_of_later_figures_with_one_end_the_shorter_counts():
    seen = {"2018": 0.5, "2020": 0.4, "2016/2020": 3}
    held = one({2018: 2}, seen, indicator={"timing": "stock"})
    assert judged(held, "2021").status == "missed"


@pytest.mark.parametrize("timing", ["stock", "rate", "flow", None])
def test_only_flows_have_a_total(timing):
    years = {str(year): 20 for year in range(2021, 2026)}
    target = [{"period": "2021/2025", "year": 2025, "value": 50}]
    found = judged(one(target, years, indicator={"timing": timing}), "2026")
    refused = timing in ("stock", "rate")
    assert (found.status == "not-assessable") == refused == ("no-total" in found.reasons)
    assert (found.shortfall is None) == refused


@pytest.mark.parametrize("least", [None, -1000, 0])
@pytest.mark.parametrize("before", [-20, 20])
def test_a_part_of_a_flow_that_may_be_negative_is_never_observed(least, before):
    net = {"timing": "flow", "unit": "bn CNY", "minimum": least}
    seen = {"2023": before, "2024": 30, "2025-01/2025-06": 55}
    found = judged(one({2025: 50}, seen, indicator=net), "2026")
    may = least == -1000 or (least is None and before < 0)
    assert (found.certainty == "observed") == (not may)
    total = [{"period": "2024/2025", "year": 2025, "value": 25}]
    assert (judged(one(total, seen, indicator=net), "2026").certainty == "observed") == (not may)


def at(day, published, *more, period="2020", **asked):
    """The verdict on a report's target for 2027, with the same number in other reports."""
    reports = {name: source(name, published=name) for name in more}
    own = source("own", **({"published": published}))
    targets = [
        {"year": 2027, "value": 1950, "bound": "up-to", "report": each["id"]}
        for each in (own, *reports.values())
    ]
    held = one(targets, {period: 406}, indicator={"direction": "decrease", "timing": "flow"})
    kinds: dict[str, Any] = {"sources": {**held.kind("sources"), "own": own, **reports}}
    for kind in ("indicators", "targets"):
        kinds[kind] = held.kind(kind)
    from mic25cli.model.dataset import RecordSet

    every = evaluate(RecordSet.of(kinds), Question(day, **asked))
    return next(each for each in every if each.milestone.report == "own")


@cases
def test_neither_already_met_nor_a_pace_rests_on_what_ended_before_the_report(
    day, published, others, period, known_at, older
):
    found = at(day, published, *others, period=period, known_at=known_at)
    assert (found.reasons[0] == "older-than-target") == older
    assert day == "2028" or (found.status == "already-met") != older


@cases
def test_a_range_without_a_better_way_has_two_ends(value, as_of, says):
    band = {"unit": "percent", "timing": "rate", "direction": None}
    target = [{"year": 2024, "low": 1, "high": 3}]
    seen = {"2024" if as_of == "2025" else "2022": value}
    found = judged(one(target, seen, indicator=band), as_of)
    assert [found.status, found.shortfall] == says
    assert found.measures.progress is None


@cases
def test_what_is_done_stays_done(unit, timing, figures, says):
    done = {"unit": unit, "timing": timing, "falls": "never"}
    found = judged(one({2025: 1}, figures, indicator=done), "2028-06-30")
    assert [found.status, found.certainty] == says
