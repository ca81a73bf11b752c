"""The registry of kinds compared with the models that it names."""

import shlex
from typing import get_args

import pytest

from conftest import RECORDS
from mic25cli.calc.implementation import COMPUTED
from mic25cli.cli.examples import examples_of_kind
from mic25cli.cli.options import options_of
from mic25cli.cli.session import Session
from mic25cli.edit.new_folder import STARTER
from mic25cli.model import fields
from mic25cli.model.claim import Called, Record
from mic25cli.model.kinds import KINDS, Family, Kind, Match, Show
from mic25cli.model.record_shape import Shape, of_kind
from mic25cli.model.screen_words import label, words
from mic25cli.values import replace
from mic25cli.view.text import kind_name

FIVE = ("industries", "funds", "targets", "pilots", "recommendations")
EVERYWHERE = {each.name for each in options_of(Session).values()}
EVERYWHERE |= {"--text", "--since", "--until", "--help"}
columns = [(kind, column) for kind in KINDS.values() for column in kind.columns]
filters = [(kind, spec) for kind in KINDS.values() for spec in kind.filters]


def test_the_registry_has_only_words_that_are_known():
    assert {kind.family for kind in KINDS.values()} == set(get_args(Family))
    assert {column.show for _, column in columns} <= set(get_args(Show))
    assert {spec.match for _, spec in filters} <= set(get_args(Match))


def shape_at(kind, path):
    """The shape at a path within a kind's records, for a list that of its items; fails if there is
    no such key."""
    if path == "id" or path in (each.key for each in COMPUTED.get(kind.name, ())):
        return Shape("text")
    found: Shape | None = of_kind(kind.name)
    for step in path.split("."):
        found = found and (found.item or found).child(step)
        assert found is not None, f"{kind.name}: '{path}' has no '{step}'"
    assert found is not None
    return found.item or found


def missing(kind):
    """The parts that a kind still lacks, each with the place where it belongs."""
    module, name = kind.module or kind.one, kind.one.capitalize()
    try:
        model = kind.load_model()
    except (ImportError, AttributeError):
        found = [f"kind '{kind.name}' has no model (no class {name} in model/{module}.py)"]
    else:
        shapes = list({each.model: each for each in Shape("mapping", model=model).walk()}.values())
        keys = {(each.model, field.key) for each in shapes for field in each.fields.values()}
        found = [
            f"field '{each.__name__}.{key}' has no entry in model/fields.json"
            for each, key in sorted(keys, key=str)
            if each is not None and key not in fields.FIELDS
        ]
    places = (RECORDS / kind.name, RECORDS / f"{kind.name}.yaml")
    if not any(each.exists() for each in places):
        found.append(f"kind '{kind.name}' has no records (records/{kind.name}.yaml)")
    if not (STARTER / f"{kind.name}.yaml").is_file():
        found.append(f"kind '{kind.name}' has no starter file (edit/starter/{kind.name}.yaml)")
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_all_that_it_needs(kind):
    assert missing(KINDS[kind]) == []


def test_what_a_kind_lacks_is_named(monkeypatch):
    lone = Kind("norms", "norms", "Actors")
    assert missing(lone) == [
        "kind 'norms' has no model (no class Norm in model/norm.py)",
        "kind 'norms' has no records (records/norms.yaml)",
        "kind 'norms' has no starter file (edit/starter/norms.yaml)",
    ]
    monkeypatch.delitem(fields.FIELDS, "gloss")
    monkeypatch.delitem(fields.FIELDS, "aliases")
    assert missing(KINDS["wording"]) == [
        "field 'Statement.gloss' has no entry in model/fields.json",
        "field 'Wording.aliases' has no entry in model/fields.json",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_the_model_is_a_record(kind):
    assert issubclass(KINDS[kind].load_model(), Record)
    assert KINDS[kind].name == kind


def test_a_column_shows_something_of_the_model():
    for kind, column in columns:
        found, where = shape_at(kind, column.path), (kind.name, column.key)
        if column.show == "name":
            assert set(found.keys) == {"en", "zh"}, where
        if column.show in ("text", "date", "number", "label"):
            assert found.sort != "mapping", where
        assert (column.of in KINDS) if column.show == "label" else column.of is None, where


def test_a_filter_reads_something_of_the_model():
    for kind, spec in filters:
        where = (kind.name, spec.option)
        if spec.path.startswith("*."):
            keys = {name for each in of_kind(kind.name).walk() for name in each.keys}
            assert spec.path[2:] in keys, where
        else:
            shape_at(kind, spec.path)
        assert (spec.of in KINDS) if spec.match == "ref" else (spec.of is None), where
        assert spec.option.startswith("--"), where


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_the_paths_of_a_kind_exist(kind):
    if shape_at(kind, kind.label).sort == "text":
        assert kind.label in ("title", "text")
    else:
        assert issubclass(kind.load_model(), Called)
    for path in kind.sort:
        shape_at(kind, path)
    for path in (kind.since, kind.date):
        assert path is None or shape_at(kind, path).sort in ("date", "link")
    for path, when in kind.claims:
        assert {"cite", "report", when} <= set(shape_at(kind, path).keys), path


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_list_of_claims_is_named(kind):
    """Otherwise --known-at would not remove its claims."""
    keys = of_kind(kind.name).keys
    claims = {key for key in keys if {"cite", "report"} <= set(shape_at(kind, key).keys)}
    assert {path for path, _ in kind.claims} == claims


def test_a_table_keeps_a_column_however_narrow_and_shows_the_id():
    for kind in KINDS.values():
        assert any(column.rank == 0 for column in kind.columns), kind.name
        keys = [column.key for column in kind.columns]
        assert keys[-1] == "id" and len(keys) == len(set(keys)), kind.name


def test_options_do_not_collide():
    for kind in KINDS.values():
        options = [spec.option for spec in kind.filters]
        assert len(options) == len(set(options)), kind.name
        assert set(options) & EVERYWHERE == set(), kind.name


def test_the_five_kinds_come_first():
    assert tuple(KINDS)[:5] == FIVE


def test_every_kind_has_words_in_both_languages():
    for kind in KINDS.values():
        assert kind.help and kind_name(kind.name, "zh") != kind.name
        for column in kind.columns:
            keys = {f"column-{kind.name}-{column.key}", f"column-{column.key}"}
            assert (keys | {f"field-{column.key}"}) & words("zh").keys(), column


EXAMPLES = [example for kind in KINDS for example in examples_of_kind(kind)]


def test_every_kind_has_an_example():
    assert all(examples_of_kind(kind) for kind in KINDS)


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_runs_and_finds_something(example, mic25):
    program, *arguments = shlex.split(example)
    assert program == "mic25"
    ran = mic25(*arguments)
    note = f"{label('by-amount', 'en')}\n" if "--min-amount" in arguments else ""
    assert (ran.code, ran.err) == (0, note)
    assert len(ran.out.splitlines()) > 1, "nothing but a header"


def test_a_name_of_several_words_has_its_singular():
    assert replace(KINDS["industries"], name="fields of action").one == "field of action"
