"""Every class of change, case by case: two editions, two dates, two reports."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from diff_datasets import (
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
from mic25cli.model.dataset import Record

ROADMAP, ROADMAP_2, FULL, FULL_2 = "roadmap-2015", "roadmap-2017", "full-2016", "full-2018"


def milestone(value, report=ROADMAP, year=2025, **more):
    return claim(report, year=year, value=value, **more)


def observation(value, report, period="2014", **more):
    return claim(report, period=period, value=value, **more)


def amount(value, date="2014", **more):
    return claim(
        "paper-2019", amount_type=more.pop("amount_type", "raised"), value=value, date=date, **more
    )


def statement(report, gloss, **more):
    return claim(report, gloss=gloss, **more)


SHARE = indicator("share")
FIRST = observation(Decimal("2.64"), FULL)
FUEL = indicator("share", direction="decrease", unit="L/100km")


@dataclass(frozen=True)
class Case:
    """What stands on either side of an edition, and the class of the one change it makes."""

    old: tuple[Record, ...]
    new: tuple[Record, ...]
    class_: str
    path: str | None
    absolute: Any = None
    percent: Any = None
    unit: str | None = None
    flags: str = ""


EDITIONS = {
    "a record came": Case((), (fund(),), "added", None),
    "a record went": Case((fund(),), (), "removed", None),
    "a milestone went up": Case(
        (SHARE, target(milestone(80))),
        (SHARE, target(milestone(90))),
        "raised", "milestones", 10, Decimal("12.5"), "percentage-point", "corrected",
    ),
    "a milestone went down": Case(
        (SHARE, target(milestone(90))),
        (SHARE, target(milestone(80))),
        "lowered", "milestones", -10, Decimal("-11.11"), "percentage-point", "corrected",
    ),
    "less fuel is a higher bar": Case(
        (FUEL, target(milestone(5, unit="L/100km"))),
        (FUEL, target(milestone(Decimal("4.5"), unit="L/100km"))),
        "raised", "milestones", Decimal("-0.5"), Decimal("-10"), "L/100km", "corrected",
    ),
    "without a direction the number decides": Case(
        (indicator("share", direction=None), target(milestone(5))),
        (indicator("share", direction=None), target(milestone(4))),
        "lowered", "milestones", -1, Decimal("-20"), "percentage-point", "corrected",
    ),
    "a later report raises it": Case(
        (SHARE, target(milestone(80))),
        (SHARE, target(milestone(80), milestone(90, ROADMAP_2))),
        "raised", "milestones", 10, Decimal("12.5"), "percentage-point",
    ),
    "a later report repeats it": Case(
        (SHARE, target(milestone(80))),
        (SHARE, target(milestone(80), milestone(80, ROADMAP_2))),
        "confirmed", "milestones", flags="aside confirmed",
    ),
    "an earlier report is added": Case(
        (SHARE, target(milestone(90, ROADMAP_2))),
        (SHARE, target(milestone(80), milestone(90, ROADMAP_2))),
        "added", "milestones", flags="aside",
    ),
    "a milestone for another year": Case(
        (SHARE, target(milestone(80))),
        (SHARE, target(milestone(80), milestone(70, year=2020))),
        "added", "milestones",
    ),
    "a range moves up as a whole": Case(
        (target(claim(ROADMAP, year=2025, low=1, high=2)),),
        (target(claim(ROADMAP, year=2025, low=2, high=3)),),
        "raised", "milestones", 1, None, "percentage-point", "corrected",
    ),
    "a range opens upwards": Case(
        (target(claim(ROADMAP, year=2025, low=1, high=2)),),
        (target(claim(ROADMAP, year=2025, low=1, high=3)),),
        "raised", "milestones", None, None, "percentage-point", "corrected",
    ),
    "a range opens both ways": Case(
        (target(claim(ROADMAP, year=2025, low=2, high=3)),),
        (target(claim(ROADMAP, year=2025, low=1, high=4)),),
        "edited", "milestones", None, None, "percentage-point", "corrected",
    ),
    "from zero there is no percent": Case(
        (target(milestone(0)),), (target(milestone(5)),),
        "raised", "milestones", 5, None, "percentage-point", "corrected",
    ),
    "from below zero the percent has the sign of the move": Case(
        (target(milestone(-20)),), (target(milestone(-10)),),
        "raised", "milestones", 10, Decimal("50"), "percentage-point", "corrected",
    ),
    "only the bound": Case(
        (target(milestone(80)),), (target(milestone(80, bound="more-than")),),
        "edited", "milestones", flags="corrected",
    ),
    "another unit of the same quantity": Case(
        (fund(amount(139)),), (fund(amount(Decimal("0.15"), unit="tn CNY")),),
        "raised", "amounts", Decimal("0.011"), Decimal("7.91"), "tn CNY", "corrected",
    ),
    "an amount that was only rounded": Case(
        (fund(amount(139)),), (fund(amount(Decimal("0.14"), unit="tn CNY")),),
        "edited", "amounts", Decimal("0.001"), Decimal("0.72"), "tn CNY", "corrected looser",
    ),
    "yuan and dollars": Case(
        (fund(amount(139)),), (fund(amount(20, unit="bn USD")),),
        "edited", "amounts", flags="corrected no-common-unit",
    ),
    "a fund collected more": Case(
        (fund(amount(120)),), (fund(amount(120), amount(139, "2015")),),
        "raised", "amounts", 19, Decimal("15.83"), "bn CNY",
    ),
    "the date of an amount": Case(
        (fund(amount(120)),), (fund(amount(120, "2014-10")),),
        "moved", "amounts", flags="corrected",
    ),
    "another kind of amount": Case(
        (fund(amount(120)),), (fund(amount(120), amount(200, amount_type="target")),),
        "added", "amounts",
    ),
    "a state in words beside a number": Case(
        (target(milestone(80)),),
        (target(milestone(80), claim(ROADMAP, year=2025, statement="lead the world")),),
        "added", "milestones",
    ),
    "a state in other words": Case(
        (target(claim(ROADMAP, year=2025, statement="lead the world")),),
        (target(claim(ROADMAP, year=2025, statement="lead in Asia")),),
        "reworded", "milestones", flags="corrected",
    ),
    "a later vintage": Case(
        (indicator("share", FIRST),),
        (indicator("share", FIRST, observation(Decimal("2.58"), FULL_2)),),
        "restated", "observations", Decimal("-0.06"), Decimal("-2.27"), "percentage-point",
    ),
    "a later report that rounds has restated nothing": Case(
        (indicator("share", FIRST),),
        (indicator("share", FIRST, observation(Decimal("2.6"), FULL_2)),),
        "confirmed", "observations", flags="aside looser",
    ),
    "nor has one that says more than": Case(
        (indicator("share", observation(237, FULL)),),
        (indicator("share", observation(237, FULL), observation(230, FULL_2, bound="more-than")),),
        "confirmed", "observations", flags="aside looser",
    ),
    "the same in another unit": Case(
        (indicator("share", observation(Decimal("3.521"), FULL, unit="mn units")),),
        (indicator("share", observation(Decimal("3.521"), FULL, unit="mn units"),
                   observation(3_521_000, FULL_2, unit="units")),),
        "confirmed", "observations", flags="aside equal",
    ),
    "more exact than before": Case(
        (indicator("share", observation(Decimal("2.6"), FULL, bound="about")),),
        (indicator("share", observation(Decimal("2.6"), FULL, bound="about"),
                   observation(Decimal("2.64"), FULL_2)),),
        "edited", "observations", Decimal("0.04"), Decimal("1.54"), "percentage-point", "looser",
    ),
    "the same number with other digits": Case(
        (indicator("share", observation(Decimal("2.2"), FULL, bound="about")),),
        (indicator("share", observation(Decimal("2.20"), FULL, bound="about")),),
        "edited", "observations", flags="corrected digits",
    ),
    "the same number in another unit, corrected": Case(
        (indicator("share", observation(507_000, FULL, unit="units")),),
        (indicator("share", observation(Decimal("0.507"), FULL, unit="mn units")),),
        "edited", "observations", flags="corrected equal",
    ),
    "a report entered twice": Case(
        (SHARE, target(milestone(80))),
        (SHARE, target(milestone(80), milestone(80))),
        "added", "milestones", flags="aside doubled",
    ),
    "a target that is postponed": Case(
        (SHARE, target(milestone(80))),
        (SHARE, target(milestone(80, year=2030))),
        "moved", "milestones", flags="postponed",
    ),
    "an aim that a later report sets for a later year": Case(
        (SHARE, target(milestone(80))),
        (SHARE, target(milestone(80), milestone(80, ROADMAP_2, 2030))),
        "added", "milestones", flags="postponed",
    ),
    "an observation of the same report": Case(
        (indicator("share", observation(20, FULL)),), (indicator("share", observation(21, FULL)),),
        "edited", "observations", 1, Decimal("5"), "percentage-point", "corrected",
    ),
    "a new period": Case(
        (indicator("share", observation(20, FULL)),),
        (indicator("share", observation(20, FULL), observation(21, FULL, "2015")),),
        "observed", "observations",
    ),
    "a period that went": Case(
        (indicator("share", observation(20, FULL), observation(21, FULL, "2015")),),
        (indicator("share", observation(20, FULL)),),
        "removed", "observations",
    ),
    "another basis": Case(
        (indicator("share", observation(20, FULL)),),
        (indicator("share", observation(20, FULL), observation(30, FULL, basis="all")),),
        "observed", "observations",
    ),
    "a baseline restated": Case(
        (target(milestone(80), baseline=claim(FULL, period="2013", value=20, unit="percent")),),
        (target(milestone(80), baseline=claim(FULL_2, period="2013", value=25, unit="percent")),),
        "restated", "baseline", 5, Decimal("25"), "percentage-point",
    ),
    "a baseline of another year": Case(
        (target(milestone(80), baseline=claim(FULL, period="2013", value=20, unit="percent")),),
        (target(milestone(80), baseline=claim(FULL, period="2014", value=20, unit="percent")),),
        "moved", "baseline", flags="corrected",
    ),
    "a target withdrawn": Case(
        (target(milestone(80)),),
        (target(milestone(80), withdrawn=claim(FULL_2, date="2018")),),
        "moved", "withdrawn",
    ),
    "a document superseded": Case(
        (document("plan", "2015"), document("plan-2", "2018")),
        (document("plan", "2015", superseded_by="plan-2"), document("plan-2", "2018")),
        "moved", "superseded_by",
    ),
    "a date": Case(
        (fund(established="2014"),), (fund(established="2014-09"),), "moved", "established",
    ),
    "a name": Case(
        (document("plan", "2015"),), (document("plan", "2015", name={"en": "the plan"}),),
        "reworded", "name.en",
    ),
    "a name that was not known": Case(
        (document("plan", "2015"),), (document("plan", "2015", name={"en": "plan", "zh": "计划"}),),
        "edited", "name.zh",
    ),
    "a theme": Case(
        (theme(statement(FULL, "speed up")),),
        (theme(statement(FULL, "speed up"), statement(FULL_2, "slow down")),),
        "reworded", "statements",
    ),
    "who was cited": Case(
        (target(milestone(80)),),
        (target(milestone(80, cite=[{"source": FULL, "checked": "text"}])),),
        "edited", "milestones",
    ),
    "a list of ids": Case(
        (document("plan", "2015", industries=["rail"]),),
        (document("plan", "2015", industries=["robots", "rail"]),),
        "edited", "industries",
    ),
    "a number of the record": Case(
        (make("assessments", "x", title="x", assessor="y", verdict="z", met=86),),
        (make("assessments", "x", title="x", assessor="y", verdict="z", met=90),),
        "edited", "met", 4, Decimal("4.65"),
    ),
    "an outcome": Case(
        (make("assessments", "x", title="x", assessor="y", verdict="z"),),
        (make("assessments", "x", title="x", assessor="y", verdict="z", reading="met"),),
        "moved", "reading",
    ),
    "the headline basis": Case(
        (indicator(bases={"all": "all makes", "own": "own brands"}),),
        (indicator(bases={"own": "own brands", "all": "all makes"}),),
        "edited", "bases", flags="headline-basis",
    ),
    "a basis in other words": Case(
        (indicator(bases={"all": "all makes"}),), (indicator(bases={"all": "all brands"}),),
        "reworded", "bases.all",
    ),
    "a basis more": Case(
        (indicator(bases={"all": "all makes"}),),
        (indicator(bases={"all": "all makes", "own": "own brands"}),),
        "edited", "bases.own",
    ),
}  # fmt: skip


def only(changes):
    assert len(changes) == 1, [(change.kind, change.path, change.class_) for change in changes]
    return changes[0]


@pytest.mark.parametrize("case", EDITIONS.values(), ids=EDITIONS.keys())
def test_edition_against_edition(case):
    found = diff(
        edition(dataset(*REPORTS, *case.old), "old"), edition(dataset(*REPORTS, *case.new), "new")
    )
    change = only(found.changes)
    delta = change.delta
    assert (change.class_, change.path) == (case.class_, case.path)
    assert change.flags == set(case.flags.split())
    assert (delta.absolute if delta else None) == case.absolute
    assert (delta.percent if delta else None) == case.percent
    assert (delta.unit if delta else None) == case.unit


@pytest.mark.parametrize("case", EDITIONS.values(), ids=EDITIONS.keys())
def test_every_case_can_be_applied_and_turned_round(case):
    old, new = dataset(*REPORTS, *case.old), dataset(*REPORTS, *case.new)
    sides = edition(old, "a"), edition(new, "b")
    there, back = diff(*sides), diff(*reversed(sides))
    assert back.changes == in_order([mirror(change) for change in there.changes])
    for found, start, end in ((there, old, new), (back, new, old)):
        met = edition(apply(found.changes, start), "x")
        assert diff(met, edition(end, "x")).changes == ()


AGAIN = Decimal("80.0")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # An aim of which either side says the digits in two ways moves with both.
        (
            [milestone(80), milestone(AGAIN)],
            [milestone(80, year=2030), milestone(AGAIN, year=2030)],
        ),
        # What a second report only repeats does not move where it sets that for another year.
        ([milestone(80), milestone(80, FULL)], [milestone(80), milestone(80, FULL, 2030)]),
        ([milestone(80), milestone(AGAIN, FULL)], [milestone(80), milestone(AGAIN, FULL, 2020)]),
    ],
)
def test_an_aim_that_moves_moves_back(old, new):
    sides = [edition(dataset(*REPORTS, SHARE, target(*each)), "a") for each in (old, new)]
    there, back = diff(*sides), diff(*reversed(sides))
    assert back.changes == in_order([mirror(change) for change in there.changes])


def test_the_table_has_every_class():
    from mic25cli.calc.diff.changes import CLASSES

    assert {case.class_ for case in EDITIONS.values()} == set(CLASSES) - {"unseen", "outcome"}


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


@pytest.mark.parametrize(
    ("said_by", "old", "new", "class_"),
    [
        (FULL, FULL, FULL_2, "removed"),
        (FULL_2, FULL, FULL_2, "added"),
        (ROADMAP, ROADMAP, FULL, "removed"),
        (FULL, ROADMAP, FULL, "unseen"),
        (FULL, FULL, ROADMAP, "unseen"),
        (ROADMAP, FULL, ROADMAP, "added"),
        (ROADMAP, ROADMAP, ROADMAP_2, "unseen"),
    ],
)
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
