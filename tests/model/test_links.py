"""The table of links compared with the models, and the walk along it."""

import pytest

from builders import claim, dataset, record
from mic25cli.model import record_shape
from mic25cli.model.claim import Strict
from mic25cli.model.kinds import KINDS
from mic25cli.model.links import LINKS, NO_LINKS, links, named_by
from mic25cli.model.scalars import Id


def declared(kind):
    """The keys with ids in a kind's models, each with the kind that it names."""
    return {
        (field.key, part.link)
        for each in record_shape.of_kind(kind).walk()
        for field in each.fields.values()
        for part in (field.shape, field.shape.item)
        if part is not None and part.link is not None
    }


def test_an_id_under_a_key_that_the_table_lacks_names_no_kind():
    class Odd(Strict):
        """A model with such a key."""

        benchmark: Id

    with pytest.raises(KeyError, match="benchmark"):
        _ = record_shape.Shape("mapping", model=Odd).fields


def test_every_row_of_the_table_is_declared_by_a_model():
    every = {
        key: {named for kind in KINDS for own, named in declared(kind) if own == key}
        for key in LINKS
    }
    for key, named in LINKS.items():
        if named:
            assert every[key] == {named}, key
        else:
            own = {kind: dict(declared(kind)).get(key) for kind in KINDS}
            assert any(own.values()), key
            assert all(target in (None, kind) for kind, target in own.items()), key


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_of_the_table_is_a_link_wherever_a_model_has_it(kind):
    """Otherwise the walk would take a text for an id."""
    marked = {key for key, _ in declared(kind)}
    keys = {key for each in record_shape.of_kind(kind).walk() for key in each.keys}
    assert keys & set(LINKS) <= marked


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_of_texts_holds_no_link(kind):
    """Otherwise the walk, which skips its parts, would miss it."""
    holding = {
        field.key
        for each in record_shape.of_kind(kind).walk()
        for field in each.fields.values()
        if any(part.link is not None for part in field.shape.walk())
    }
    assert holding
    assert holding.isdisjoint(NO_LINKS)


def test_an_indicator_s_own_words_are_no_links():
    indicator = record(
        "indicators",
        "i",
        bases={"industry": "of industry", "report": "as reported"},
        observations=[claim(period="2019", value=1)],
    )
    assert {kind for _, kind, _ in links(indicator)} == {"sources"}


def test_an_id_of_another_kind_is_no_link():
    industry = record("industries", "x", name={"en": "X"}, number=1)
    fund = record("funds", "f", name={"en": "F"}, industries=["x"])
    seen = dataset(industry, fund)
    assert named_by(seen, "industries", "x") == {"funds": ["f"]}
    assert named_by(seen, "pilots", "x") == {}


def test_who_names_a_record_is_found_without_reading_the_dataset_again(monkeypatch):
    industry = record("industries", "x", name={"en": "X"}, number=1)
    funds = [record("funds", f"f{n}", name={"en": "F"}, industries=["x"]) for n in range(5)]
    seen = dataset(industry, *funds)
    read = []

    def counted(each):
        read.append(each["id"])
        return links(each)

    monkeypatch.setattr("mic25cli.model.links.links", counted)
    for each in seen:
        named_by(seen, each["kind"], each["id"])
    assert sorted(read) == sorted(each["id"] for each in seen)
