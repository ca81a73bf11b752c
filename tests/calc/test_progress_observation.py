"""The observation that counts, and why each of the others does not."""

from datetime import date
from typing import get_args

import pytest

from builders import record, source
from cases import cases
from mic25cli.calc.choose_observation import Criteria, choose, headline
from mic25cli.calc.observation_uses import Use
from mic25cli.calc.observed_series import yearly
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question
from mic25cli.errors import RecordsError
from mic25cli.model.dataset import RecordSet
from mic25cli.model.dataset_at_date import view
from progress_datasets import judged, one

GRADES = [source(f"of-{grade.lower()}", published="2020", authority=grade) for grade in "ABCD"]


def seen(period, value=50, grade="b", checked="text", **more):
    return cited(period, value, (f"of-{grade}", checked), **more)


def cited(period, value, *sources, **more):
    """An observation, with the access to each of its sources."""
    cite = [{"source": name, "at": None, "checked": checked} for name, checked in sources]
    return {"period": period, "value": value, "cite": cite, **more}


def dataset_of(*observations, bases=None):
    return one(
        [{"year": 2025, "value": 70}], observations, None, *GRADES, indicator={"bases": bases or {}}
    )


def chosen(*observations, bases=None, **wanted):
    held = dataset_of(*observations, bases=bases)
    return choose(held, held.kind("indicators")["amount"], Criteria("points", **wanted))


def uses(choice):
    return [each.use for each in choice.candidates]


@cases
def test_which_observation_counts(observations, wanted, found):
    """An observation has a period and sources, given by grade and access; `paper` is one, too."""
    entries = [
        cited(
            each["period"], each.get("value", 50),
            *((f"of-{name}" if len(name) == 1 else name, checked)
              for name, checked in each.get("cite", {"b": "text"}).items()),
            **{key: each[key] for key in ("basis", "unit") if key in each},
        )
        for each in observations
    ]  # fmt: skip
    bases = {"head": "h", "other": "o"}
    for turned in (1, -1):
        choice = chosen(*entries[::turned], bases=bases, **wanted)
        assert uses(choice)[::turned] == found
        assert (choice.chosen is not None) is ("decides" in found)
    assert {*found} <= {*get_args(Use)}


def test_a_claim_has_the_grade_of_its_best_source():
    both = cited("2020", 50, ("of-d", "text"), ("of-b", "excerpt"))
    (first, _), checked = chosen(both, seen("2020", grade="c")).candidates, {"checked": True}
    assert (first.reading.grade, first.reading.checked) == ("B", "excerpt")
    assert [cite.source for cite in first.reading.cite] == ["of-d", "of-b"]
    mixed = cited("2020", 50, ("of-d", "text"), ("of-b", "none"))
    assert chosen(mixed, **checked).candidates[0].reading.grade == "D"


def test_of_equals_the_newest_publication_counts_then_the_less_favourable_value():
    old, new = source("old", published="2024-02"), source("new", published="2024-11")
    entries = [
        cited("2023", value, (name, "text"))
        for name, value in (("old", 2.64), ("new", 2.58), ("new", 2.59))
    ]
    held = one(70, entries, None, old, new)
    choice = choose(held, held.kind("indicators")["amount"], Criteria("points"))
    assert uses(choice) == ["older-vintage", "decides", "more-favourable"]
    known = choose(
        held, held.kind("indicators")["amount"], Criteria("points", known_at=date(2024, 6, 30))
    )
    assert uses(known) == ["decides", "not-yet-known", "not-yet-known"]


@cases
def test_an_indicator_is_listed_with_its_headline_or_the_best_of_the_others(of, found):
    every = {"head": seen("2020", 1), "other": seen("2021", 2), "more": seen("2020", 3)}
    bases = dict.fromkeys(every, "b")
    held = dataset_of(*({**every[basis], "basis": basis} for basis in of), bases=bases)
    listed = headline(held, held.kind("indicators")["amount"])
    assert (listed and [listed[0]["value"], listed[1]]) == found


def test_the_series_has_one_value_a_year_and_no_longer_periods():
    choice = chosen(
        seen("2018", 41),
        seen("2018", 42, grade="a"),
        seen("2019-06", 45),
        seen("2019", 46),
        seen("2016/2020", 50),
    )
    assert [
        (year, each.span.best) for year, each in yearly(choice.candidates, None) if each.span
    ] == [(2018, 42), (2019, 46)]


def test_losers_stay_visible_in_the_result():
    held = dataset_of(seen("2018"), seen("2021"), seen("2020", grade="d"))
    result = judged(held, "2020-12")
    assert [each.use for each in result.candidates] == ["earlier-period", "after-as-of", "decides"]
    better = judged(held, "2020-12", min_grade="C")
    assert [each.use for each in better.candidates] == ["decides", "after-as-of", "below-grade"]
    assert "below-grade" in better.reasons


def test_a_cut_dataset_beside_a_whole_one_shows_what_lay_ahead_and_keeps_the_grades():
    held = dataset_of(seen("2018", grade="a"), seen("2021", grade="a"))
    cut = view(held, "2019").dataset
    kept = cut.get("indicators", "amount")
    assert kept is not None and [each["period"] for each in kept["observations"]] == ["2018"]
    (result,) = evaluate(cut, Question("2019"))
    assert [each.use for each in result.candidates] == ["decides", "after-as-of"]
    assert result.observation is not None and result.observation.grade == "A"


def test_a_target_whose_indicator_was_cut_away_is_still_judged():

    held = dataset_of(seen("2021"))
    cut = view(held, "2019").dataset
    (result,) = evaluate(cut, Question("2019"))
    assert result.status == "not-assessable" and result.candidates[0].use == "after-as-of"
    bare = record(
        "targets",
        "target",
        name={"en": "TargetValue"},
        indicator="nowhere",
        milestones=[{"year": 2025, "value": 1, "cite": [{"source": "plan", "checked": "text"}]}],
    )
    with pytest.raises(RecordsError):
        evaluate(RecordSet.of({"targets": {"target": bare}}), Question("2019"))


@cases
def test_a_baseline_from_a_later_source_counts_in_hindsight_as_an_observation_does(
    as_of, known_at, status
):
    later = source("later", published="2024-03", authority="A")
    seen = [{"period": "2020", "value": 60}, {"period": "2023", "value": 74}]
    held = one({2025: 80}, seen, {"period": "2015", "value": 40, "report": "later"}, later)
    found = judged(held, as_of, known_at=known_at)
    assert (found.status, found.baseline is None) == (status, status == "not-assessable")
