"""The dataset as of a date and known at a date, and what cannot be placed in time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import claim, dataset, record, records_in
from cases import cases, data
from mic25cli.model.dataset import RecordSet, began
from mic25cli.model.dataset_at_date import view
from mic25cli.model.edtf import parse

REPORTS = records_in(*data(__file__, "REPORTS"))
TEXTS = (*REPORTS, *records_in(*data(__file__, "TEXTS")))


def cite(source_id):
    return {"source": source_id, "checked": "text"}


def fund(record_id, established, *amounts, **more):
    name = {"en": record_id}
    return record("funds", record_id, name=name, established=established, amounts=amounts, **more)


def target(record_id, *reports):
    milestones = [
        {"year": 2025, "value": index, "report": report, "cite": [cite("paper")]}
        for index, report in enumerate(reports)
    ]
    return record("targets", record_id, indicator="i", milestones=milestones)


def ids(seen, kind):
    return list(seen.kind(kind))


def test_without_a_date_the_view_is_the_dataset():
    whole = dataset(fund("f", None), *REPORTS)
    assert view(whole).dataset is whole
    assert view(whole).undated == {}


def test_records_exist_from_their_date_on():
    whole = dataset(
        fund("early", "2014-09"),
        fund("late", "2019-10"),
        fund("within", "2018-06"),
        fund("year", "2018"),
        fund("undated", None),
        *REPORTS,
    )
    seen = view(whole, as_of="2018-06")
    assert ids(seen.dataset, "funds") == ["early", "within"]
    assert seen.undated == {"funds": 1, "sources": 1}
    assert [seen.left_out("funds") for _ in "ab"] == [1, 1], "counted twice, it counts once"
    assert ids(view(whole, as_of="2018").dataset, "funds") == ["early", "within", "year"]


def test_observations_go_by_period_and_by_what_was_known():
    """R&D intensity for 2023: 2.64, then 2.65, then 2.58."""
    observations = [
        claim(period="2022", value=1, report="roadmap-2015"),
        claim(period="2023", value=2, report="roadmap-2017"),
        claim(period="2023", value=3, report="paper"),
    ]
    indicator = record("indicators", "i", observations=observations)
    whole = dataset(indicator, *REPORTS)

    def values(**when):
        found = view(whole, **when).dataset.get("indicators", "i")
        return [] if found is None else [each["value"] for each in found["observations"]]

    assert values(as_of="2022") == [1]
    assert values(as_of="2023") == [1, 2, 3]
    assert values(known_at="2018") == [1, 2]
    assert values(known_at="2018-01", as_of="2022") == [1]
    assert values(known_at="2014") == []
    assert view(whole, known_at="2014").dataset.get("indicators", "i") is None


def test_a_single_claim_becomes_null():
    held = record(
        "targets",
        "t",
        indicator="i",
        milestones=[claim(value=1, report="roadmap-2015")],
        baseline=claim(period="2014", value=0, report="roadmap-2017"),
    )
    seen = view(dataset(held, *REPORTS), as_of="2016").dataset.kind("targets")["t"]
    assert (seen["baseline"], len(seen["milestones"])) == (None, 1)
    assert set(seen) == set(held)


def test_a_record_is_known_once_one_of_its_sources_is():
    both = fund("both", "2014", cite=[cite("roadmap-2015"), cite("paper")])
    late = fund("late", "2014", cite=[cite("paper")])
    bare = fund("bare", "2014")
    undated = fund("undated", "2014", cite=[cite("page")])
    half = fund("half", "2014", cite=[cite("page"), cite("roadmap-2015")])
    seen = view(dataset(both, late, bare, undated, half, *REPORTS), known_at="2016")
    assert ids(seen.dataset, "funds") == ["both", "bare", "half"]
    assert seen.left_out("funds") == 1, "the one whose only source has no date"


def test_the_dataset_reads_a_kind_when_asked_and_once():
    asked: list[str] = []

    def load(kind):
        asked.append(kind)
        return {"f": fund("f", "2014")} if kind == "funds" else {}

    held = RecordSet(load, "d")
    assert asked == []
    assert held.get("funds", "f") is held.kind("funds")["f"]
    assert held.get("funds", None) is None
    assert asked == ["funds"]


def test_the_records_of_a_kind_cannot_be_changed():
    held = dataset(fund("f", "2014"))
    with pytest.raises(TypeError):
        held.kind("funds")["g"] = fund("g", "2014")


moments = st.sampled_from(["2013", "2014", "2015", "2015-09", "2016", "2018", "2019-07", "2025"])
PARTS = (
    fund(
        "a", "2014", claim(amount_type="raised", value=1, date="2015"), cite=[cite("roadmap-2015")]
    ),
    fund("b", "2019", cite=[cite("paper")]),
    fund("c", None),
    target("t", "roadmap-2015", "roadmap-2017"),
    *REPORTS,
)


def size(seen):
    """Every record, and every claim by its position in the whole dataset."""
    return {
        (each["id"], path, value)
        for each in seen
        for path in ("amounts", "milestones")
        for value in [-1, *(part["value"] for part in each.get(path, []))]
    }


@given(moments, moments)
def test_a_later_view_holds_all_that_an_earlier_one_does(one, other):
    first, last = sorted((one, other), key=lambda text: parse(text).latest)
    whole = dataset(*PARTS)
    assert size(view(whole, as_of=first).dataset) <= size(view(whole, as_of=last).dataset)
    assert size(view(whole, known_at=first).dataset) <= size(view(whole, known_at=last).dataset)


@given(moments, moments)
def test_both_dates_together_leave_what_either_leaves(as_of, known_at):
    whole = dataset(*PARTS)
    both = size(view(whole, as_of=as_of, known_at=known_at).dataset)
    assert both <= size(view(whole, as_of=as_of).dataset)
    assert both <= size(view(whole, known_at=known_at).dataset)


@cases
def test_a_part_of_a_text_exists_from_its_publication(when, kept):
    seen = view(dataset(*TEXTS), **when)
    parts = ("findings", "exhibits", "provisions")
    assert {each for kind in parts for each in seen.dataset.kind(kind)} == {*kept}
    if "as_of" in when:
        assert (seen.left_out("findings"), seen.left_out("provisions")) == (0, 1)


def test_a_part_of_a_text_begins_with_it_also_where_the_text_is_cut_away():
    whole = dataset(*TEXTS)
    early = view(whole, as_of="2016").dataset
    found = [began(early, whole.kind("findings")[each]) for each in ("of-paper", "of-page")]
    assert found == ["2019-07", None]
    assert began(whole, whole.kind("documents")["plan"]) == "2015-05"
    assert began(whole, target("t", "paper")) is None
