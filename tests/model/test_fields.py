"""The table of fields compared with the models: every key of a model is in it, and fits."""

import ast
import json
import typing
from collections import Counter
from typing import Annotated

import pytest
from pydantic import BaseModel

from cases import cases
from mic25cli.calc.implementation import COMPUTED
from mic25cli.model import fields
from mic25cli.model.claim import Name
from mic25cli.model.fields import CLAIMS, FIELDS, LINKS
from mic25cli.model.kinds import KINDS
from mic25cli.model.scalars import Date, Prose, Text, Year
from mic25cli.model.screen_words import words
from package_source import PACKAGE, modules, name_of, nodes, parsed
from shapes import shapes


def parts(annotation):
    """Every type within a type; an annotated one stays whole."""
    yield annotation
    whole, *_ = typing.get_args(annotation) or (None,)
    if typing.get_origin(annotation) is not Annotated or typing.get_origin(whole) is list:
        for inner in typing.get_args(annotation):
            yield from parts(inner)


MODELS = {name: shape.model for name, shape in shapes().items() if shape.model is not None}
KEYS = sorted({key for model in MODELS.values() for key in model.model_fields})


def types_of(key):
    """The types of a key's values, by the model that has the key."""
    return {
        name: list(parts(typing.get_type_hints(model, include_extras=True)[key]))
        for name, model in MODELS.items()
        if key in model.model_fields
    }


def test_every_entry_is_a_field_of_some_model_and_named_in_chinese():
    assert sorted(FIELDS) == KEYS
    assert all(f"field-{key}" in words("zh") for key in KEYS)


def test_a_role_fits_the_types_of_the_models():
    for key in KEYS:
        role, texts = FIELDS[key].role, False
        for owner, types in types_of(key).items():
            where = f"field '{owner}.{key}' has the role '{role}' in model/fields.json"
            says_when = Date in types or Year in types
            assert (role == "when") == says_when, where
            if any(typing.get_origin(each) is typing.Literal for each in types):
                assert role in ("choice", "status", "printed"), where
            if Prose in types:
                assert role in ("own", "printed"), f"{where}: a text of prose is ours or printed"
            if Text in types:
                assert role in ("own", "printed") or key == "unit", where
            texts |= any(each is Name or holds_text(each) for each in types)
        assert texts or role not in ("own", "printed"), f"'{key}' is not a text"


def holds_text(annotation):
    return typing.get_origin(annotation) is Annotated and typing.get_args(annotation)[0] is str


def test_a_field_is_described_by_its_model_or_the_table():
    for name, model in MODELS.items():
        for key, info in model.model_fields.items():
            if not info.description and FIELDS[key].link is None:
                assert FIELDS[key].meaning, f"field '{name}.{key}': nothing says what it means"


def test_a_link_or_claims_have_a_role_of_their_own():
    for key in LINKS:
        assert FIELDS[key].role in ("link", "status"), key
    for key in CLAIMS:
        assert FIELDS[key].role in ("part", "status"), key
    assert {key for key, field in FIELDS.items() if field.role == "link"} <= LINKS.keys()


def test_every_list_of_claims_says_what_its_claims_are_about():
    claims = {(path, kind.name) for kind in KINDS.values() for path, _ in kind.claims}
    for path, kind in sorted(claims):
        assert path in CLAIMS, f"'{kind}.{path}' are claims, and model/fields.json does not say so"
    assert {path for path, _ in claims} == CLAIMS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_what_claims_are_about_are_keys_of_theirs(kind):
    hints = typing.get_type_hints(KINDS[kind].load_model())
    for path, _ in KINDS[kind].claims:
        [claim] = [
            part
            for part in parts(hints[path])
            if isinstance(part, type) and issubclass(part, BaseModel)
        ]
        spec = CLAIMS[path]
        assert {*spec.about, *([spec.dated] if spec.dated else [])} <= claim.model_fields.keys()


def test_wholes_are_the_keys_of_their_models():
    from mic25cli.model.claim import Claim, Quantity

    assert set(fields.of_whole("quantity")) == {*Quantity.model_fields, "statement"}
    assert set(fields.of_whole("provenance")) == set(Claim.model_fields)


@pytest.mark.slow
def test_open_mappings_are_those_whose_keys_are_data():
    found = {key for key in KEYS for types in types_of(key).values() for each in types
             if typing.get_origin(each) is dict}  # fmt: skip
    assert fields.open_mappings() == found


@cases
def test_texts_in_our_own_words(key, kind, ours):
    assert fields.in_our_words(key, kind) is ours


def test_a_label_is_readable_even_of_no_field():
    assert fields.field_title("superseded_by") == "Superseded by"
    assert fields.field_title("superseded_by", "zh") == "被取代"
    assert fields.field_title("no_such_key") == "No such key"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.json")), ids=name_of)
def test_no_table_gives_a_key_twice(path):
    def unique(pairs):
        keys = [key for key, _ in pairs]
        assert len(keys) == len(set(keys)), Counter(keys).most_common(1)
        return dict(pairs)

    json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique)


READ = ("record", "claim", "cite", *("target", "indicator", "source", "fund", "pilot", "milestone"))
"""What the code calls a record, or a part of one."""


def test_every_key_that_the_code_reads_by_name_is_a_field():
    """In a mapping of anything, mypy does not notice a wrong name of a field."""
    computed = {column.key for columns in COMPUTED.values() for column in columns}
    known = {"kind", "id", "dataset", *fields.FIELDS, *computed}
    for path in modules():
        for node in nodes(parsed(path)):
            match node:
                case ast.Call(
                    func=ast.Attribute(ast.Name(name), attr="get"), args=[ast.Constant(key), *_]
                ) | ast.Subscript(ast.Name(name), ast.Constant(key)) if name in READ and isinstance(
                    key, str
                ):
                    assert key in known, f"{path.name}:{node.lineno}: {key}"
