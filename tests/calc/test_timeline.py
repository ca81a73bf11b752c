"""The order of dated things, and what has no date."""

import pytest

from builders import dataset, record, source
from mic25cli.calc.timeline import DATED, DEFAULT, timeline
from mic25cli.errors import UsageError
from mic25cli.model.kinds import KINDS


def event(record_id, date):
    return record("events", record_id, name={"en": record_id, "zh": "事"}, date=date, type="policy")


def document(record_id, published, **fields):
    return record("documents", record_id, type="plan", published=published, **fields)


def ids(*records, **options):
    return [each.id for each in timeline(dataset(*records), **options).entries]


def test_the_dated_kinds_are_those_of_the_registry():
    assert {name for name in KINDS if KINDS[name].date is not None} == set(DATED)
    assert [name for name in KINDS if name in DATED] == list(DATED)
    assert set(DATED) - set(DEFAULT) == {"sources"}
    assert {"funds", "pilots", "documents", "events"} <= set(DEFAULT)
    assert not {"targets", "indicators", "priorities"} & set(DATED)


def test_entries_stand_by_start_then_end_then_kind_then_id():
    events = [
        event("year", "2018"),
        event("day", "2018-01-01"),
        event("b-month", "2018-01"),
        event("a-month", "2018-01"),
        event("later", "2018-02~"),
        event("open", "../2019"),
        event("span", "2017/2018"),
    ]
    plan = document("z-plan", "2018-01")
    assert ids(*events, plan) == [
        "span", "day", "z-plan", "a-month", "b-month", "year", "later", "open",
    ]  # fmt: skip


def test_since_and_until_are_both_included():
    events = [event(f"y{year}", str(year)) for year in (2015, 2016, 2017)]
    assert ids(*events, since="2016", until="2016") == ["y2016"]
    assert ids(*events, since="2016-07") == ["y2016", "y2017"]
    assert ids(*events, until="2016-07") == ["y2015", "y2016"]


def test_sources_join_only_when_asked_for():
    assert ids(event("e", "2018")) == ["e"]
    assert ids(event("e", "2018"), kinds=["sources"]) == ["paper"]
    assert ids(event("e", "2018"), kinds=["sources", "events", "events"]) == ["e", "paper"]


def test_what_has_no_date_is_counted_by_kind_whatever_the_span():
    records = [document("a", None), document("b", None), document("c", "2015"), event("e", "2018")]
    assert timeline(dataset(*records)).undated == {"documents": 2}
    assert timeline(dataset(*records), since="2018").undated == {"documents": 2}
    assert timeline(dataset(*records), kinds=["events"]).undated == {}


def test_names_in_two_languages_and_titles_in_theirs():
    zh = source("page", published="2016", lang="zh", title="中国制造2025")
    ko = source("paju", published="2017", lang="ko", title="제조")
    found = timeline(dataset(zh, ko, event("e", "2018")), ["sources", "events"]).entries
    assert [each.name for each in found] == [
        {"en": None, "zh": "中国制造2025"},
        {"en": "제조", "zh": None},
        {"en": "e", "zh": "事"},
        {"en": "paper", "zh": None},
    ]


@pytest.mark.parametrize(
    ("kind", "message", "hint"),
    [
        ("event", "'event' is not a record type", "did you mean 'events'?"),
        ("terms", "terms have no date", "choose from " + ", ".join(DATED) + "."),
    ],
)
def test_a_kind_that_cannot_be_shown(kind, message, hint):
    with pytest.raises(UsageError) as fault:
        timeline(dataset(), [kind])
    assert (fault.value.message, fault.value.hint) == (message, hint)
