"""`mic25 schema`: the form of record files, for others' tools."""

import json

import pytest

from conftest import ROOT
from mic25cli.calc.tables import TABLES
from mic25cli.model.kinds import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_it_prints_what_is_committed(mic25, kind):
    ran = mic25("schema", kind)
    assert ran.code == 0 and ran.err == ""
    assert ran.out == (ROOT / "docs" / "schema" / f"{kind}.json").read_text(encoding="utf-8")


def test_without_a_kind_it_prints_them_all(mic25):
    whole = json.loads(mic25("schema").out)
    assert list(whole["$defs"]) == list(KINDS)
    assert whole["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.others
@pytest.mark.parametrize(
    "name", [*(f"list-{kind}" for kind in KINDS), *map("table-{}".format, TABLES)]
)
def test_the_json_of_lists_and_tables_has_a_schema(mic25, name):
    import jsonschema_rs

    ran = mic25("schema", "--output", name)
    assert ran.code == 0
    schema = json.loads(ran.out)
    jsonschema_rs.meta.validate(schema)
    what, _, which = name.partition("-")
    arguments = ("table", which) if what == "table" else (which,)
    if which == "forecasts":  # the shipped assessors give none
        arguments += ("--records", str(ROOT / "examples" / "chips-act"))
    items = json.loads(mic25(*arguments, "--json", "--limit", "60", "-q").out)
    validator = jsonschema_rs.validator_for(schema)
    assert items and list(items[0]) == schema["items"]["required"]
    assert not list(validator.iter_errors(items))
    assert not validator.is_valid([{**items[0], "more": 1}])
    assert not validator.is_valid([dict(list(items[0].items())[1:])])


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_fields_have_meanings_and_are_those_of_the_records(mic25, kind):
    rows = json.loads(mic25("fields", kind, "--json").out)
    (first, *_) = json.loads(mic25(kind, "--json", "--limit", "1", "-q").out)
    top = [row["field"] for row in rows if "." not in row["field"]]
    assert ["kind", "id", *top] == list(first)
    assert sum(not row["meaning"] for row in rows) <= len(rows) // 2
    assert mic25("fields", kind, "-f", "md").out.count("\n") == len(rows) + 2
