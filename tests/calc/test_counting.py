"""The claim that counts in the tables: one for each thing, chosen in one way."""

from collections import Counter
from typing import get_args

import pytest

from builders import dataset, record, records_in
from cases import data
from mic25cli import api
from mic25cli.calc.chart_fund_amounts import funds
from mic25cli.calc.observation_uses import Use
from mic25cli.calc.source_grades import cite_of as cite
from mic25cli.calc.table_definition import rows_of
from mic25cli.calc.tables import TABLES
from mic25cli.model.closed_lists import AMOUNT_STAGES, AmountType
from progress_datasets import one

OBSERVED, AMOUNTS, YEARS = data(__file__, "OBSERVED", "AMOUNTS", "YEARS")
SEEN, RAISED, AIMS, SOURCES = data(__file__, "SEEN", "RAISED", "AIMS", "SOURCES")

NAMES = ("observations", "amounts", "milestones")


def uses(held, name):
    found = rows_of(TABLES[name], held)
    return {
        str(row["claim"]).partition("#")[2]: [
            row["used_as"] == "decides",
            row["used_as"] or row["not_used_because"],
        ]
        for row in found
    }


def test_one_observation_counts_of_each_period_and_basis():
    held = one(
        80,
        [{**each, "cite": [cite(each["report"])]} for each in SEEN],
        None,
        *records_in(SOURCES),
        indicator={"bases": {"own": "Its own.", "other": "Another."}},
    )
    found = uses(held, "observations")
    assert found.pop("2020@new") != found.pop("2020@new~2")
    assert found == OBSERVED


def test_one_amount_counts_of_each_stage_and_round():
    common = {"amount_type": "raised", "round": 1, "unit": "bn CNY"}
    amounts = [{**common, **each, "cite": [cite(each["report"])]} for each in RAISED]
    held = dataset(*records_in(SOURCES), record("funds", "f", name={"en": "F"}, amounts=amounts))
    assert uses(held, "amounts") == AMOUNTS


def test_one_milestone_counts_of_each_year():
    aims = [{**each, "cite": [cite(each["report"])]} for each in AIMS]
    held = one(aims, {}, None, *records_in(SOURCES))
    assert uses(held, "milestones") == YEARS


@pytest.mark.slow
@pytest.mark.parametrize("name", ["mic25", "beyond-2025"])
def test_in_a_dataset_no_thing_has_two_that_count_and_all_have_a_word(name):
    held = api.open(name)
    keys = {
        "observations": ("record", "basis", "period_start", "period_end"),
        "amounts": ("record", "stage", "round", "payer"),
        "milestones": ("record", "year", "period"),
    }
    for table, key in keys.items():
        found = held.table(table).rows
        things = Counter(
            tuple(row[each] for each in key) for row in found if row["used_as"] == "decides"
        )
        assert {*things.values()} <= {1}
        assert all((row["used_as"] is None) or (row["not_used_because"] is None) for row in found)
        assert {row["used_as"] or row["not_used_because"] for row in found} <= {*get_args(Use)}
        if table != "observations":
            found = [row for row in found if row["not_used_because"] != "part-of-sum"]
            assert {*things} == {tuple(row[each] for each in key) for row in found}


@pytest.mark.slow
def test_what_a_status_rests_on_counts(shipped):
    held = api.Dataset(shipped)
    lost = {
        row["claim"] for name in NAMES for row in held.table(name) if row["used_as"] != "decides"
    }
    statuses = held.progress().rows
    assert not lost & {row["seen_claim"] for row in statuses}
    assert not lost & {row["claim"] for row in statuses if row["applies"]}


def test_what_funds_raised_is_summed_as_it_is_drawn(shipped):
    rows = api.Dataset(shipped).table("amounts").rows
    raised = [row for row in rows if row["amount_type"] == "raised"]
    drawn = [bar.number for bar in funds(shipped).bars if bar.category == "raised"]
    assert (
        sum(row["value_base"] for row in raised if row["used_as"] == "decides")
        == sum(drawn) * 10**9
    )
    assert sum(row["value_base"] for row in raised) > sum(drawn) * 10**9


def test_every_kind_of_amount_has_a_stage():
    assert AMOUNT_STAGES.keys() == {*get_args(AmountType)}


@pytest.mark.slow
def test_a_link_has_its_role(shipped):
    for row in api.Dataset(shipped).table("links"):
        parts = str(row["path"]).split(".")
        assert row["role"] == ".".join(part for part in parts if not part.isdigit())


@pytest.mark.others
def test_a_status_tells_all_that_its_result_does(shipped):
    rows = api.Dataset(shipped, "2025-12-31").progress().rows
    for row in rows:
        target = shipped.kind("targets")[str(row["record"])]
        assert (row["industries"], row["origin"]) == (target["industries"], target["origin"])
    assert sum(bool(row["depends_on"]) for row in rows) > 20
