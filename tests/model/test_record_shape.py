"""The shape of the records as the models have it: order, types, choices, links, limits."""

import pytest

from mic25cli.model import record_shape
from mic25cli.model.kinds import KINDS
from shapes import shapes


@pytest.mark.parametrize(
    ("kind", "path", "sort", "facts"),
    [
        ("funds", "established", "date", {"scalar": "date", "nullable": True}),
        ("funds", "amounts", "list", {"nullable": False}),
        ("funds", "amounts.0", "mapping", {"claim": True, "record": False}),
        ("funds", "amounts.0.value", "number", {"nullable": True}),
        ("funds", "part_of", "link", {"link": "funds", "nullable": True}),
        ("funds", "industries.3", "link", {"link": "industries"}),
        ("funds", "level", "choice",
         {"choices": ("supranational", "national", "ministry", "bank", "central-soe", "local")}),
        ("indicators", "bases", "table", {"nullable": False}),
        ("indicators", "bases.all", "text", {"scalar": "prose"}),
        ("indicators", "unit", "unit", {}),
        ("indicators", "observations.0.derived", "text",
         {"limits": {"pattern": r"^[0-9+\-*/(). ]{1,120}$"}}),
        ("targets", "milestones", "list", {"limits": {"min_length": 1}}),
        ("targets", "milestones.0.year", "integer", {"limits": {"ge": 1900, "le": 2100}}),
        ("targets", "baseline", "mapping", {"claim": True, "nullable": True}),
        ("exhibits", "holds.0", "link", {"link": "*"}),
        ("findings", "text", "text", {"scalar": "prose"}),
        ("sources", "lang", "text", {"scalar": "", "limits": {"pattern": "^[a-z]{2}$"}}),
    ],
)  # fmt: skip
def test_the_shape_at_a_path(kind, path, sort, facts):
    found = record_shape.at(kind, path.split("."))
    assert found is not None and found.sort == sort
    assert {key: getattr(found, key) for key in facts} == facts


@pytest.mark.parametrize("path", ["no", "name.fr", "amounts.value", "established.year", "cite.0.x"])
def test_a_path_that_leads_nowhere_has_no_shape(path):
    assert record_shape.at("funds", path.split(".")) is None
    assert record_shape.field_at("funds", path.split(".")) is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_keys_of_a_record_are_in_the_order_of_its_model(kind):
    record = record_shape.of_kind(kind)
    assert record.record and not record.claim
    assert tuple(record.fields) == KINDS[kind].load_model().key_order()
    assert record_shape.of_kind(kind) is record


def test_every_key_is_described():
    for name, shape in shapes().items():
        assert shape.model is not None
        for key, field in shape.fields.items():
            assert field.doc, f"'{name}.{key}': nothing says what it means"
            assert field.required == shape.model.model_fields[key].is_required(), (name, key)


@pytest.mark.parametrize(
    ("kind", "path", "required", "default", "doc"),
    [
        ("targets", "origin", False, "plan", "whose target it is"),
        ("targets", "milestones", True, None, "what is to be met, and by when"),
        ("targets", "industries", False, [], "ids of industries"),
        ("priorities", "institution", False, None, "an id of institutions"),
        ("indicators", "bases", False, {}, "the ways it is counted"),
    ],
)
def test_what_a_field_wants(kind, path, required, default, doc):
    field = record_shape.field_at(kind, path.split("."))
    assert (field.required, field.default) == (required, default)
    assert field.doc.startswith(doc)
