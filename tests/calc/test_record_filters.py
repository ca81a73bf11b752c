"""Filters, order and look-up by name, on small datasets."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from builders import claim, dataset, record, records_in, table_of
from cases import cases, data
from mic25cli.calc import record_filters
from mic25cli.calc.lookup import find
from mic25cli.calc.record_filters import Selection, of_text, ordered
from mic25cli.errors import UsageError


def fund(record_id, *amounts, **more):
    fields = {"name": {"en": record_id.title()}, "amounts": list(amounts), **more}
    return record("funds", record_id, **fields)


def amount(kind, value=None, unit="bn CNY", **more):
    return claim(amount_type=kind, value=value, unit=unit, **more)


FUNDS, PLACES = (dataset(*records_in(each)) for each in data(__file__, "FUNDS", "PLACES"))


def ids(kind="funds", **selection):
    return [each["id"] for each in record_filters.select(FUNDS, kind, Selection(**selection))]


@pytest.mark.parametrize(
    "row", table_of("calc/selected_funds.tsv"), ids=lambda row: row["selection"]
)
def test_funds(row):
    assert ids(**yaml.safe_load(row["selection"])) == row["ids"].split()


def test_numbers_and_parts_of_texts():
    assert ids("recommendations", filters={"group": 1}) == ["r1"]
    assert ids("recommendations", filters={"group": 2}) == []
    assert ids("recommendations", filters={"addressee": "MEMBER states"}) == ["r1"]
    assert ids("sources", filters={"year": 2019}) == ["paper", "press"]
    assert ids("sources", grade="B") == ["paper"], "the grade of a source itself, not a better one"


@cases
def test_what_names_nothing(kind, selection, message):
    with pytest.raises(UsageError) as caught:
        ids(kind, **selection)
    assert caught.value.message == message


@cases
def test_find_by_id_or_name(wanted, expected):
    assert find(FUNDS, "funds", wanted)["id"] == expected


@cases
def test_find_suggests(wanted, hint):
    with pytest.raises(UsageError) as caught:
        find(FUNDS, "funds", wanted)
    assert (caught.value.message, caught.value.hint) == (f"'{wanted}' is not a fund", hint)


def test_a_name_that_two_records_have_finds_neither():
    twins = dataset(fund("a", name={"en": "Twin"}), fund("b", name={"en": "Twin"}))
    with pytest.raises(UsageError):
        find(twins, "funds", "Twin")


def test_text_is_looked_for_in_values_and_not_in_provenance():
    assert "ic-fund" in of_text(FUNDS, "funds", "next-generation-it 2014")
    assert "ic-fund" not in of_text(FUNDS, "funds", "funds established")
    assert "ic-fund" not in of_text(FUNDS, "funds", "§1")


def row(**fields):
    return {"id": "x", **fields}


@cases(exact=True)
def test_order(values, expected):
    rows = [row(key=value) for value in values]
    assert [each["key"] for each in ordered(rows, ["key"], lambda each: each)] == expected
    known = [value for value in expected if value not in (None, [])]
    unknown = [value for value in values if value in (None, [])]
    turned = [each["key"] for each in ordered(rows, ["-key"], lambda each: each)]
    assert turned == known[::-1] + unknown, "what is unknown stays last"


anything = st.one_of(
    st.none(),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.sampled_from(["2015", "2015-05-19", "2016/..", "../2016"]),
    st.lists(st.text(max_size=4), max_size=2),
)


@pytest.mark.others
@given(st.lists(anything, max_size=12))
@example(["²", "2", "x²"])
def test_anything_can_be_ordered_whatever_it_is(values):
    rows = [row(key=value, n=n) for n, value in enumerate(values)]
    once = ordered(rows, ["key"], lambda each: each)
    assert sorted(each["n"] for each in once) == list(range(len(values)))
    assert ordered(once, ["key"], lambda each: each) == once


def test_amounts_sort_by_what_they_are_worth():
    funds = [
        fund("tens", amount("raised", 20)),
        fund("trillions", amount("target", 3, "tn CNY")),
        fund("none"),
        fund("range", amount("target", None, low=100, high=400)),
    ]
    found = [each["id"] for each in ordered(funds, ["-amounts"], lambda each: each)]
    assert found == ["trillions", "range", "tens", "none"]


@cases
def test_a_province_goes_by_either_of_its_names(given, kept):
    found = record_filters.select(PLACES, "pilots", Selection(**given))
    assert [each["id"] for each in found] == kept
