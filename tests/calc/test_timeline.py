"""The order of dated records, and which records have no date."""

import pytest

from builders import dataset, record, source
from cases import cases, data
from mic25cli.calc.timeline import DATED, DEFAULT, timeline
from mic25cli.errors import UsageError
from mic25cli.model.kinds import KINDS

[NAMES] = data(__file__, "NAMES")


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


@cases
def test_entries_stand_by_start_then_end_then_kind_then_id(events, plan, options, found):
    """Both ends of the period are included; the one source is listed only on request."""
    records = [event(name, date) for name, date in events.items()]
    plans = [] if plan is None else [document("z-plan", plan)]
    for some in (records, records[::-1]):
        assert ids(*some, *plans, **options) == found


def test_what_has_no_date_is_counted_by_kind_whatever_the_span():
    records = [document("a", None), document("b", None), document("c", "2015"), event("e", "2018")]
    assert timeline(dataset(*records)).undated == {"documents": 2}
    assert timeline(dataset(*records), since="2018").undated == {"documents": 2}
    assert timeline(dataset(*records), kinds=["events"]).undated == {}


def test_names_in_two_languages_and_titles_in_theirs():
    zh = source("page", published="2016", lang="zh", title="中国制造2025")
    ko = source("paju", published="2017", lang="ko", title="제조")
    found = timeline(dataset(zh, ko, event("e", "2018")), ["sources", "events"]).entries
    assert [each.name for each in found] == NAMES


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
