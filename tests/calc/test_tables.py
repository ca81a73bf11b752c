"""Long tables: keys, types, base units, and the joins that people make."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from builders import dataset, record, records_in, source
from cases import cases, data
from mic25cli.calc.progress_question import Question
from mic25cli.calc.table_definition import judged_on, rows_of
from mic25cli.calc.tables import TABLES, records
from mic25cli.model.dataset import RecordSet
from mic25cli.model.dataset_at_date import view
from mic25cli.model.kinds import KINDS
from mic25cli.model.units import UNITS

[CLAIMS] = data(__file__, "CLAIMS")


def observed(**fields):
    cite = [{"source": "plan", "at": "table 1", "checked": "text"}]
    return {"basis": "all", "report": "plan", "cite": cite, **fields}


DATASET = dataset(*records_in(*data(__file__, "DATASET", exact=True)))
SALES, AIMS = (DATASET.kind(kind)["sales"] for kind in ("indicators", "targets"))
ALL = [*TABLES.values(), *map(records.of_kind, KINDS)]


def rows(name, held=DATASET):
    return rows_of(TABLES[name], held)


def ends(row):
    """The limits of a quantity in its base unit; None for no limit."""
    low, high = row["low_base"], row["high_base"]
    if row["value_base"] is not None:
        low = high = row["value_base"]
    if row["bound"] in ("at-least", "more-than"):
        high = None
    if row["bound"] in ("up-to", "less-than"):
        low = None
    return low, high


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2016-12-31", "2019-07", "2025-12-31"])
def test_milestones_and_observations_join_into_what_the_statuses_say(day, shipped):
    """Two tables and their sources: no broken key, the same unit on both, no verdict missing."""
    seen = {row["claim"]: row for row in rows("observations", shipped)}
    aims = {row["claim"]: row for row in rows("milestones", shipped)}
    keys = ("record", "basis", "period", "source", "value_base")
    at = {tuple(row[key] for key in keys): row for row in seen.values()}
    factors = {row["unit"]: row["factor"] for row in rows("units", shipped)}
    sources = shipped.kind("sources")
    for row in (*seen.values(), *aims.values()):
        assert row["source"] in sources and row["report"] in sources
    judged = exact = 0
    found = rows_of(TABLES["statuses"], shipped, Question(day))
    assert {row["claim"] for row in found} <= aims.keys()
    for row in found:
        aim = aims[row["claim"]]
        assert (row["milestone_value"], row["unit"], row["year"], row["report"]) == (
            aim["value"], aim["unit"] or row["unit"], aim["year"], aim["report"],
        )  # fmt: skip
        assert day < "2025" or (row["seen_claim"] is None) == (row["seen_period"] is None)
        if row["seen_period"] is None:
            continue
        value, own = row["seen_value"], ("indicator", "basis", "seen_period", "seen_source")
        base = None if value is None else value * factors[row["unit"]]
        last = at[(*(row[key] for key in own), base)]
        if row["seen_claim"] is not None:
            last = seen[row["seen_claim"]]
        assert last["record"] == aim["indicator"] == row["indicator"]
        if aim["unit_base"] is None or row["status"] not in ("met", "missed", "met-late"):
            continue
        assert aim["unit_base"] == last["unit_base"], row["claim"]
        less = row["direction"] == "decrease"
        low, high = ends(last)
        wanted = aim["value_base"]
        if wanted is None:
            wanted = aim["high_base"] if less else aim["low_base"]
        worst, best = (high, low) if less else (low, high)
        surely = worst is not None and (worst <= wanted if less else worst >= wanted)
        never = best is not None and (best > wanted if less else best < wanted)
        judged += 1
        if aim["bound"] is last["bound"] is None and low == high:
            exact += 1
            assert surely is (row["status"] == "met"), row["claim"]
            in_time = row["last_seen"] <= f"{row['year']}-12-31"
            if row["shortfall"] is not None and aim["value"] is not None and in_time:
                assert row["shortfall"] == (row["milestone_value"] - value) * (-1 if less else 1)
        elif aim["bound"] not in ("about", "almost", "more-than", "less-than"):
            hedged = last["bound"] in ("about", "almost")
            assert hedged or not (never if row["status"] == "met" else surely), row["claim"]
    assert day < "2025" or (judged > 60 and exact > 30)


@pytest.mark.slow
def test_a_status_has_its_sources_and_those_of_its_observation(shipped):
    seen = {row["claim"]: row for row in rows("observations", shipped)}
    aims = {row["claim"]: row for row in rows("milestones", shipped)}
    said = ("report", "published", "grade", "checked", "source", "url", "at", "note")
    for row in rows_of(TABLES["statuses"], shipped, Question("2025-12-31")):
        aim = aims[row["claim"]]
        assert [row[key] for key in said] == [aim[key] for key in said]
        if row["seen_claim"] is not None:
            last = seen[row["seen_claim"]]
            for key in ("source", "url", "grade", "checked"):
                assert row[f"seen_{key}"] == last[key]
        if aim["year"] is not None:
            year = str(aim["year"])
            assert aim["period"] == year and aim["period_end"] == f"{year}-12-31"


def test_the_order_in_the_file_changes_no_id():
    turned = {**SALES, "observations": SALES["observations"][::-1]}
    aims = {**AIMS, "milestones": AIMS["milestones"][::-1]}
    other = dataset(turned, aims, source("plan"))
    for name, key in (("observations", "value"), ("milestones", "statement")):
        ids = {row["claim"]: row[key] for row in rows(name)}
        assert {row["claim"]: row[key] for row in rows(name, other)} == ids


def test_a_claim_has_an_id_of_its_own():
    assert [row["claim"] for row in rows("observations")] == CLAIMS
    # Their content decides which of two comes second, not the order in the file.
    assert [row["claim"] for row in rows("milestones")] == [
        "targets/sales#2025@plan~2",
        "targets/sales#2025@plan",
    ]


def test_where_it_was_read_stands_in_the_row():
    row = rows("observations")[0]
    assert (row["source"], row["url"], row["authority"], row["published"]) == (
        "plan", "https://x.org/p", "A", "2015-05",
    )  # fmt: skip
    assert (row["name_zh"], row["industry"]) == ("销量", "vehicles")
    assert [row["to_record"] for row in rows("links") if row["to_kind"] == "industries"] == [
        "vehicles",
        "batteries",
    ]


TYPES: dict[str, Any] = {
    "string": str, "integer": int, "number": (int, Decimal), "boolean": bool, "date": str,
    "float": float, "array": list, "object": Mapping,
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_keys_are_unique_and_columns_and_types_are_those_stated(table, shipped):
    found = rows_of(table, shipped)
    columns = [column.key for column in table.columns]
    assert found or table.name == "forecasts"  # the shipped assessors give none
    assert all(list(row) == columns for row in found)
    keys = [tuple(row[key] for key in table.key) for row in found]
    assert len(set(keys)) == len(keys)
    assert len(set(columns)) == len(columns)
    for column in table.columns:
        assert column.meaning
        values = [row[column.key] for row in found if row[column.key] is not None]
        assert all(isinstance(value, TYPES[column.type]) for value in values), column.key
    # Units exist for any dataset.
    assert table.name == "units" or rows_of(table, RecordSet.of({})) == []


def test_the_base_unit_of_a_dimension_is_its_smallest():
    assert {UNITS.base(unit) for unit in UNITS} == {
        each.name
        for each in UNITS.values()
        if not any(
            other.dimension == each.dimension and other.factor < each.factor
            for other in UNITS.values()
        )
    }


def test_a_claim_keeps_its_id_when_the_dataset_is_cut():
    whole = {row["claim"] for row in rows("observations")}
    late = record(
        "indicators", "late", name={"en": "L"}, unit="units", bases={"all": "a"},
        observations=[
            observed(period="2024", value=1, unit="units", report="second"),
            observed(period="2015", value=2, unit="units"),
            observed(period="2015", value=3, unit="units"),
        ],
    )  # fmt: skip
    held = dataset(late, source("plan", published="2015-05"), source("second", published="2025"))
    cut = rows("observations", view(held, known_at="2016").dataset)
    assert [row["claim"] for row in cut] == [row["claim"] for row in rows("observations", held)][1:]
    assert len(whole) == 4


@cases
def test_a_dataset_of_years_ends_with_its_last_year(published, day):
    """Otherwise, charts, briefs and reports would not know what its newest source says.

    The builder of datasets adds a source of 2019.
    """
    found = dataset(*(source(f"s{n}", published=when) for n, when in enumerate(published)))
    assert judged_on(found) == day
