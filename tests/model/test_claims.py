"""The parts of records: names, quantities, citations, claims, and their plain form."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from builders import CITE, claim
from cases import cases
from mic25cli.model.claim import Cite, Claim, Name, Quantity
from mic25cli.model.kinds import KINDS
from mic25cli.model.measures import Amount, Fund
from mic25cli.model.record_shape import of_kind
from mic25cli.model.scalars import MAX_NUMBER
from mic25cli.model.target import Milestone, Target


def faults(model, **fields):
    """The types of the errors that a model reports; none if it accepts."""
    try:
        model.model_validate(fields)
    except ValidationError as fault:
        return [error["type"] for error in fault.errors()]
    return []


NOT_IN_A_TABLE = [
    (Quantity, {"value": 70.5}, ["number"]),
    (Quantity, {"value": Decimal("NaN")}, ["number"]),
    (Quantity, {"value": Decimal("Infinity")}, ["number"]),
    (Quantity, {"value": MAX_NUMBER + 1}, ["number_size"]),
    (Quantity, {"value": Decimal("0e-300")}, ["number_size"]),
    (Quantity, {"value": Decimal("0e300")}, ["number_size"]),
    (Name, {"en": "x" * 301}, ["string_too_long"]),
    (Name, {"en": "x" * 300}, []),
    (Cite, {"source": "x" * 81, "checked": "text"}, ["string_too_long"]),
]


@pytest.mark.parametrize(("model", "fields", "expected"), NOT_IN_A_TABLE)
def test_odd_numbers_and_long_texts(model, fields, expected):
    assert faults(model, **fields) == expected


@cases(exact=True)
def test_quantity(fields, expected):
    assert faults(Quantity, **fields) == expected


@cases
def test_name(fields, expected):
    assert faults(Name, **fields) == expected


@cases
def test_cite(fields, expected):
    assert faults(Cite, **fields) == expected


def test_a_claim_belongs_to_the_first_source_cited_unless_it_says_otherwise():
    cites = [{**CITE, "source": "one"}, {**CITE, "source": "two"}]
    assert Claim.model_validate({"cite": cites}).report == "one"
    assert Claim.model_validate({"cite": cites, "report": "two"}).report == "two"
    assert Claim.model_validate({"cite": cites, "report": None}).as_data()["report"] == "one"


def test_a_claim_needs_a_source():
    assert faults(Claim) == ["missing"]
    assert faults(Claim, cite=[]) == ["too_short"]


def test_a_record_cannot_be_changed():
    name = Name(en="Big Fund", zh=None)
    with pytest.raises(ValidationError):
        name.en = "Small Fund"


def test_a_milestone_says_something():
    assert faults(Milestone, **claim(year=2025)) == ["milestone_empty"]
    assert faults(Milestone, **claim(year=2025, value=0)) == []
    assert faults(Milestone, **claim(year=2025, low=1, high=2)) == []
    assert faults(Milestone, **claim(statement="catch up")) == []
    assert faults(Milestone, **claim(year=1825, value=1)) == ["greater_than_equal"]
    assert faults(Target, name={"en": "t"}, indicator="i", milestones=[]) == ["too_short"]


def test_plain_writes_every_key_in_order():
    plain = Fund.model_validate(
        {"name": {"en": "Big Fund"}, "amounts": [claim(amount_type="raised")]}
    )
    found = plain.as_data()
    [amount] = found["amounts"]
    assert list(found) == list(Fund.key_order()) and list(amount) == list(Amount.key_order())
    said = {key: value for key, value in amount.items() if value is not None}
    assert said == {
        "amount_type": "raised",
        "report": "paper",
        "cite": [{**CITE, "quote": [], "how": None}],
    }
    said = {key: value for key, value in found.items() if value not in (None, [], False)}
    name = {"en": "Big Fund", "zh": None}
    assert said == {"name": name, "type": "fund", "level": "national", "amounts": [amount]}


@pytest.mark.parametrize("kind", KINDS)
def test_keys_are_snake_case_each_in_the_order_once_and_no_others_are_taken(kind):
    for model in {each.model for each in of_kind(kind).walk()} - {None}:
        assert sorted(model.key_order()) == sorted(model.model_fields), model
        assert model.model_config["extra"] == "forbid", model
        assert model.model_config["frozen"] is True, model
        for key in model.model_fields:
            assert key == key.lower() and key.isidentifier(), (model, key)


@cases
def test_a_fragment_is_short_no_sentence_and_says_how(quote, how, fault):
    with pytest.raises(ValidationError) as refused:
        Cite.model_validate({**CITE, "quote": quote, "how": how})
    assert [each["type"] for each in refused.value.errors()] == [fault]
