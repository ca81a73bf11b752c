"""The counts of `coverage`, on small datasets made by hand, where every number can be checked."""

import pytest

from builders import claim, dataset, record, source
from cases import cases
from mic25cli.calc.coverage import DatedReport, cover
from mic25cli.calc.progress_question import Question
from mic25cli.model.dataset_at_date import view

DAY = "2026-06-30"


def tallied(found):
    """Targets: all, with a baseline, observed in their year, known, judged only outside."""
    counts = found.by_targets
    own = (found.with_baseline, found.observed_in_year, counts.verdicts, found.outside_only)
    return counts.targets, *own


def cite(source_id, checked="text"):
    return {"source": source_id, "checked": checked}


def indicator(record_id="share", *observations, **fields):
    base = {"name": {"en": record_id}, "definition": "a share", "unit": "percent"}
    return record(
        "indicators", record_id, direction="increase", observations=list(observations),
        **{**base, **fields},
    )  # fmt: skip


def target(*milestones, record_id="target", **fields):
    found = record(
        "targets", record_id,
        milestones=[claim(**each) for each in milestones], **{"indicator": "share", **fields},
    )  # fmt: skip
    # Like the loader: a claim without a unit uses the indicator's.
    for each in [*found["milestones"], *([found["baseline"]] if found["baseline"] else [])]:
        each["unit"] = each["unit"] or "percent"
    return found


def seen(period, value, **fields):
    return claim(period=period, value=value, unit="percent", **fields)


def group(coverage, name):
    return next(row.tally for row in coverage.groups if row.group == name)


def of_kind(kind, *records):
    return group(cover(dataset(*records), "kind", Question(DAY)), kind)


def numbers(shares):
    return {key: share.count for key, share in shares.items()}


def about_targets(*records, as_of=DAY):
    found = cover(dataset(*records), "kind", Question(as_of)).summary.targets
    assert found is not None
    return found


def test_of_two_sources_of_one_grade_the_closer_look_counts():
    term = record(
        "terms", "nev", name={"en": "NEV"}, cite=[cite("paper", "none"), cite("b", "excerpt")]
    )
    tally = of_kind("terms", term, source("b", authority="B"))
    assert numbers(tally.checked) == {"text": 0, "excerpt": 1, "none": 0}


def test_a_source_that_the_dataset_lacks_gives_no_grade():
    term = record("terms", "nev", name={"en": "NEV"}, cite=[cite("lost")])
    assert of_kind("terms", term).authority["unknown"].count == 1


def test_a_field_is_filled_if_it_is_neither_null_nor_empty():
    # of, name, aliases, abbr, definition in two languages, cite, note: two of eight have a value.
    term = record("terms", "nev", name={"en": "NEV"}, abbr="NEV")
    tally = of_kind("terms", term)
    assert (tally.fields.filled, tally.fields.count) == (2, 8)
    # Zero is a value.
    assessment = record("assessments", "x", verdict="none met", met=0)
    met = of_kind("assessments", assessment)
    without = record("assessments", "x", verdict="none met")
    assert met.fields.filled == of_kind("assessments", without).fields.filled + 1


def test_the_oldest_and_the_newest_report_are_those_that_state():
    sources = [
        source("y2015", published="2015"),
        source("d2015", published="2015-01-01"),
        source("m2020", published="2020-03"),
        source("y2020", published="2020"),
        source("undated", published=None),
        source("unused", published="1999"),
    ]
    used = ["y2015", "d2015", "m2020", "y2020", "undated"]
    terms = [record("terms", each, name={"en": each}, cite=[cite(each)]) for each in used]
    tally = of_kind("terms", *terms, *sources)
    # Both begin on the same day, but the day ends sooner. Of the 2020 dates, the year ends later.
    assert tally.oldest_report == DatedReport("d2015", "2015-01-01")
    assert tally.newest_report == DatedReport("y2020", "2020")


INDUSTRIES = [
    record("industries", name, number=place)
    for place, name in enumerate(("new-materials", "rail", "ships"), start=1)
]


def test_by_industry_a_record_counts_under_each_and_its_claims_under_their_own():
    firm = record(
        "enterprises", "catl", name={"en": "CATL"},
        roles=[
            claim(industry="new-materials", ownership="private", business="batteries"),
            claim(industry="rail", ownership="private", business="storage"),
        ],
    )  # fmt: skip
    fund = record(
        "funds", "fund", name={"en": "Fund"}, industries=["rail"],
        amounts=[claim(amount_type="raised", value=1, unit="bn CNY")],
    )  # fmt: skip
    lone = record("terms", "nev", name={"en": "NEV"})
    found = cover(dataset(*INDUSTRIES, firm, fund, lone), "industry", Question(DAY))
    assert [row.group for row in found.groups] == ["new-materials", "rail", "ships", None]
    counts = {row.group: (row.tally.records, row.tally.claims) for row in found.groups}
    # An industry's own record counts in it; sources belong to no industry, not even to none.
    assert counts == {"new-materials": (2, 1), "rail": (3, 2), "ships": (1, 0), None: (1, 0)}
    assert found.summary.records == 7


def test_by_industry_an_unknown_industry_has_a_row_rather_than_vanish():
    fund = record("funds", "fund", name={"en": "Fund"}, industries=["lost"])
    found = cover(dataset(fund), "industry", Question(DAY))
    assert [row.group for row in found.groups] == ["lost", None]


def test_targets_are_counted_for_targets_and_industries_only():
    one_target = target({"year": 2025, "value": 70}, industries=["rail"])
    held = dataset(*INDUSTRIES, one_target, indicator())
    by_kind = cover(held, "kind", Question(DAY))
    assert tallied(group(by_kind, "targets").targets) == (1, 0, 0, 0, 0)
    assert group(by_kind, "funds").targets is None
    by_industry = cover(held, "industry", Question(DAY))
    assert tallied(group(by_industry, "rail").targets) == (1, 0, 0, 0, 0)
    assert tallied(group(by_industry, "ships").targets) == (0, 0, 0, 0, 0)


@cases
def test_observed_in_the_target_year(observation, observed):
    one_target = target({"year": 2025, "value": 70})
    claimed = claim(**{"unit": "percent", **observation})
    measured = indicator("share", claimed, bases={"all": "all", "cars": "cars only"})
    assert about_targets(one_target, measured).observed_in_year == observed


@pytest.mark.parametrize(("known_at", "pages"), [(None, 1), ("2018", 0)])
def test_a_dataset_as_of_a_date_counts_the_pages_that_were_known(known_at, pages):
    # The plan of 2015 was read on a page of 2022; the indicator's only observation is for 2024.
    plan, page = source("plan", published="2015"), source("page", published="2022", authority="A")
    one_target = target({"year": 2025, "value": 70, "report": "plan", "cite": [cite("page")]})
    uncut = dataset(one_target, indicator("share", seen("2024", 60)), plan, page)
    cut = view(uncut, as_of="2018", known_at=known_at).dataset
    kept = cut.get("indicators", "share")
    assert kept is not None and kept["observations"] == []
    found = group(cover(cut, "kind", Question("2018", known_at)), "targets")
    assert found.authority["A"].count == pages
    assert found.newest_report == DatedReport("plan", "2015")
    assert tallied(found.targets) == (1, 0, 0, 0, 0)


def test_names_are_counted_by_language():
    held = dataset(
        record("terms", "a", name={"en": "A", "zh": "甲"}),
        record("terms", "b", name={"en": "B"}),
        record("terms", "c", name={"zh": "丙"}),
    )
    names = group(cover(held, "kind", Question(DAY)), "terms").names
    assert (names.count, names.en, names.zh) == (3, 2, 2)
    assert group(cover(held, "kind", Question(DAY)), "sources").names.count == 0
