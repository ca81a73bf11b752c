"""The shape of the records in the models: order, types, choices, links, limits."""

import pytest

from cases import cases
from mic25cli.model import record_shape
from mic25cli.model.kinds import KINDS
from shapes import shapes


@cases
def test_the_shape_at_a_path(kind, path, sort, facts):
    found = record_shape.at(kind, path.split("."))
    assert found is not None and found.sort == sort
    told = {key: getattr(found, key) for key in facts}
    assert {k: [*v] if isinstance(v, tuple) else v for k, v in told.items()} == facts


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


@cases
def test_what_a_field_wants(kind, path, required, default, doc):
    field = record_shape.field_at(kind, path.split("."))
    assert (field.required, field.default) == (required, default)
    assert field.doc.startswith(doc)
