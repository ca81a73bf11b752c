"""Every class of change, case by case, between two editions, two dates and two reports."""

from functools import partial
from pathlib import Path

import pytest

from cases import cases
from diff_datasets import (
    CITE,
    REPORTS,
    claim,
    dataset,
    document,
    fund,
    indicator,
    make,
    source,
    target,
    theme,
)
from diff_turned import apply, mirror
from mic25cli.calc.diff.compare import diff, in_order
from mic25cli.calc.diff.sides import edition, side_of_report, state
from mic25cli.store import yamlio

ROADMAP, ROADMAP_2, FULL, FULL_2 = "roadmap-2015", "roadmap-2017", "full-2016", "full-2018"


def milestone(value, report=ROADMAP, year=2025, **more):
    return claim(report, year=year, value=value, **more)


def observation(value, report, period="2014", **more):
    return claim(report, period=period, value=value, **more)


SHARE = indicator("share")
CASES = yamlio.compose(Path(__file__).with_name("diff_cases.yaml").read_text("utf-8")).as_data()
CLAIMS = {
    target: {"report": ROADMAP, "year": 2025},
    indicator: {"report": FULL, "period": "2014"},
    fund: {"report": "paper-2019", "amount_type": "raised", "date": "2014"},
    theme: {"report": FULL},
}
"""Default values of the claims in the table's records, by the function that builds them."""
BUILDERS = {each.__name__: each for each in (*CLAIMS, document)}


def claimed(fields, usual):
    return claim(**{"cite": CITE, **usual, **fields})


def built(entry):
    """A record of the table: its builder or kind, with its claims or its id, and other fields."""
    (name, own), *others = entry.items()
    build, more = BUILDERS.get(name, partial(make, name)), dict(others)
    for key in {"baseline", "withdrawn"} & {*more}:
        more[key] = claimed(more[key], {})
    if build not in CLAIMS:
        return build(own, **more)
    claims = [claimed(each, CLAIMS[build]) for each in own]
    return build("share", *claims, **more) if build is indicator else build(*claims, **more)


def both(case):
    """The datasets of a case, each including the reports."""
    return [dataset(*REPORTS, *map(built, case[side])) for side in ("old", "new")]


def only(changes):
    assert len(changes) == 1, [(change.kind, change.path, change.class_) for change in changes]
    return changes[0]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_edition_against_edition(case):
    change = only(diff(*(edition(each, "side") for each in both(case))).changes)
    delta = change.delta
    told = {
        "class": change.class_, "path": change.path, "flags": " ".join(sorted(change.flags)),
        "absolute": delta and delta.absolute, "percent": delta and delta.percent,
        "unit": delta and delta.unit,
    }  # fmt: skip
    assert {key: value for key, value in told.items() if value not in (None, "")} == case["change"]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_case_can_be_applied_and_turned_round(case):
    old, new = both(case)
    sides = edition(old, "a"), edition(new, "b")
    there, back = diff(*sides), diff(*reversed(sides))
    assert back.changes == in_order([mirror(change) for change in there.changes])
    for found, start, end in ((there, old, new), (back, new, old)):
        met = edition(apply(found.changes, start), "x")
        assert diff(met, edition(end, "x")).changes == ()


@cases(exact=True)
def test_an_aim_that_moves_moves_back(old, new):
    sides = [
        edition(dataset(*REPORTS, SHARE, target(*(milestone(**each) for each in some))), "a")
        for some in (old, new)
    ]
    there, back = diff(*sides), diff(*reversed(sides))
    assert back.changes == in_order([mirror(change) for change in there.changes])


def test_the_table_has_every_class():
    from mic25cli.calc.diff.changes import CLASSES

    classes = {case["change"]["class"] for case in CASES.values()}
    assert classes == set(CLASSES) - {"unseen", "not-repeated", "outcome"}


NEV = target(milestone(70, year=2020), milestone(80, bound="more-than"), milestone(90, ROADMAP_2))


def year(records, old, new, known_at=None):
    found = dataset(*REPORTS, *records)
    return diff(state(found, old, known_at), state(found, new, known_at), kinds=KINDS).changes


KINDS = ("targets", "indicators", "wording", "documents", "funds", "pilots", "events")


def test_dates_compare_the_milestone_in_force():
    change = only(year((SHARE, NEV), "2015", "2018"))
    assert (change.class_, change.key) == ("raised", {"year": 2025})
    assert (change.old["value"], change.new["value"]) == (80, 90)
    assert (change.reports.old, change.reports.new) == (ROADMAP, ROADMAP_2)
    assert (change.dates.old, change.dates.new) == ("2015-09", "2018-01")
    assert change.delta is not None and change.delta.bar == "raised"


def test_an_indicator_is_there_before_its_first_value():
    assert only(year((indicator("x", observation(1, FULL)),), "2012", "2015")).class_ == "observed"


def test_a_document_is_superseded_when_its_successor_comes():
    documents = (document("one", "2015", superseded_by="two"), document("two", "2018"))
    first, second = year(documents, "2016", "2018")
    assert (first.class_, first.path, first.values.new) == ("moved", "superseded_by", "two")
    assert (second.class_, second.id) == ("added", "two")
    assert only(year(documents, "2014", "2016")).new["superseded_by"] is None


def reports(found, old, new):
    return diff(side_of_report(found, old), side_of_report(found, new)).changes


@cases
def test_silence_depends_on_how_the_silent_report_was_read(said_by, old, new, class_):
    found = dataset(*REPORTS, target(milestone(80, said_by)))
    assert only(reports(found, old, new)).class_ == class_


def test_reports_call_a_thing_by_other_names():
    named = [claim(FULL, name={"en": "robots"}), claim(FULL_2, name={"en": "robotics"})]
    found = dataset(
        *REPORTS, make("industries", "r", name={"en": "r"}, number=1, summary="s", named=named)
    )
    assert only(reports(found, FULL, FULL_2)).class_ == "reworded"
    change = only(diff(state(found, "2016"), state(found, "2018"), ["industries"]).changes)
    assert (change.class_, change.new["name"]["en"]) == ("added", "robotics")


def test_of_two_reports_of_one_day_the_better_graded_stands():
    twins = (source("press", "2016", authority="C"), source("ministry", "2016", authority="A"))
    found = dataset(
        *REPORTS, *twins,
        indicator("x", observation(1, "ministry"), observation(2, "press"), observation(3, FULL_2)),
    )  # fmt: skip
    change = only(diff(state(found, "2016"), state(found, "2018"), ["indicators"]).changes)
    assert (change.old["value"], change.new["value"]) == (1, 3)
