"""What records are made of: names, quantities, cites, claims, and their plain form."""

from decimal import Decimal
from typing import get_args

import pytest
from pydantic import ValidationError

from builders import CITE, claim
from mic25cli.model.claim import Cite, Claim, Name, Quantity, Strict
from mic25cli.model.kinds import KINDS
from mic25cli.model.measures import Amount, Fund
from mic25cli.model.scalars import MAX_NUMBER
from mic25cli.model.target import Milestone, Target


def faults(model, **fields):
    """The types of the faults that a model finds, none if it accepts."""
    try:
        model.model_validate(fields)
    except ValidationError as fault:
        return [error["type"] for error in fault.errors()]
    return []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"value": 70}, []),
        ({"value": Decimal("2.40"), "bound": "about", "unit": "percent"}, []),
        ({"low": 10, "high": 20, "bound": "about"}, []),
        ({"low": 10, "high": 10}, []),
        ({}, []),
        ({"unit": "percent"}, []),
        ({"value": 0}, []),
        ({"value": -5}, []),
        ({"low": 10}, ["range_half"]),
        ({"high": 10}, ["range_half"]),
        ({"value": 1, "low": 10, "high": 20}, ["range_and_value"]),
        ({"low": 20, "high": 10}, ["range_order"]),
        ({"bound": "about"}, ["bound_alone"]),
        ({"value": 1, "bound": "around"}, ["literal_error"]),
        ({"value": 1, "unit": "bn cny"}, ["unit"]),
        ({"value": "70"}, ["number"]),
        ({"value": True}, ["number"]),
        ({"value": 70.5}, ["number"]),
        ({"value": Decimal("NaN")}, ["number"]),
        ({"value": Decimal("Infinity")}, ["number"]),
        ({"value": MAX_NUMBER + 1}, ["number_size"]),
        ({"value": Decimal("1000000000000000000.00000000000000000001")}, ["number_size"]),
        ({"value": Decimal("1e-19")}, ["number_size"]),
        ({"value": Decimal("1e18")}, []),
        ({"value": Decimal("-1e-18")}, []),
        ({"value": Decimal("-0.0")}, []),
        ({"value": Decimal("0e-300")}, ["number_size"]),
        ({"value": Decimal("0e300")}, ["number_size"]),
        ({"value": 1, "vlaue": 2}, ["extra_forbidden"]),
    ],
)
def test_quantity(fields, expected):
    assert faults(Quantity, **fields) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"en": "Big Fund"}, []),
        ({"zh": "大基金"}, []),
        ({"en": "Big Fund", "zh": "大基金"}, []),
        ({}, ["name_empty"]),
        ({"en": None, "zh": None}, ["name_empty"]),
        ({"en": ""}, ["string_too_short"]),
        ({"en": " Big Fund"}, ["text_spaces"]),
        ({"en": "Big\nFund"}, ["text_control"]),
        ({"en": "Big\x1b[31mFund"}, ["text_control"]),
        ({"en": "Big \u202e dnuF"}, ["text_control"]),
        ({"en": "Big\u200bFund"}, ["text_control"]),
        ({"en": "x" * 301}, ["string_too_long"]),
        ({"en": "x" * 300}, []),
        ({"en": 2015}, ["string_type"]),
        ({"en": "Big Fund", "de": "Fonds"}, ["extra_forbidden"]),
    ],
)
def test_name(fields, expected):
    assert faults(Name, **fields) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"source": "merics-2019", "at": "§2.2", "checked": "text"}, []),
        ({"source": "merics-2019", "checked": "none"}, []),
        ({"source": "merics-2019"}, ["missing"]),
        ({"checked": "text"}, ["missing"]),
        ({"source": "MERICS 2019", "checked": "text"}, ["string_pattern_mismatch"]),
        ({"source": "merics-2019\n", "checked": "text"}, ["string_pattern_mismatch"]),
        ({"source": "merics--2019", "checked": "text"}, ["string_pattern_mismatch"]),
        ({"source": "x" * 81, "checked": "text"}, ["string_too_long"]),
        ({"source": "merics-2019", "checked": "yes"}, ["literal_error"]),
        ({"source": "merics-2019", "checked": "text", "page": 4}, ["extra_forbidden"]),
    ],
)
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
        "cite": [{**CITE, "find": [], "how": None}],
    }
    said = {key: value for key, value in found.items() if value not in (None, [], False)}
    name = {"en": "Big Fund", "zh": None}
    assert said == {"name": name, "type": "fund", "level": "national", "amounts": [amount]}


def parts(annotation):
    """The models within an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, Strict):
        return [annotation]
    return [model for each in get_args(annotation) for model in parts(each)]


def models(model):
    """A model and all those within it."""
    inner = [found for info in model.model_fields.values() for found in parts(info.annotation)]
    return [model, *(deeper for each in inner for deeper in models(each))]


@pytest.mark.parametrize("kind", KINDS)
def test_keys_are_snake_case_each_in_the_order_once_and_no_others_are_taken(kind):
    for model in models(KINDS[kind].load_model()):
        assert sorted(model.key_order()) == sorted(model.model_fields), model
        assert model.model_config["extra"] == "forbid", model
        assert model.model_config["frozen"] is True, model
        for key in model.model_fields:
            assert key == key.lower() and key.isidentifier(), (model, key)


@pytest.mark.parametrize(
    ("find", "how", "fault"),
    [
        ("x" * 61, "digits", "string_too_long"), ("rose to 5 %.", "digits", "fragment_sentence"),
        ("升至5%。", "digits", "fragment_sentence"), ("5 %", None, "find_how"),
        ([], "digits", "find_how"), (["5 %", "6 %"], "guess", "literal_error"),
        (" 5 %", "digits", "text_spaces"), (None, None, "list_type"),
    ],
)  # fmt: skip
def test_a_fragment_is_short_no_sentence_and_says_how(find, how, fault):
    with pytest.raises(ValidationError) as refused:
        Cite.model_validate({**CITE, "find": find, "how": how})
    assert [each["type"] for each in refused.value.errors()] == [fault]
